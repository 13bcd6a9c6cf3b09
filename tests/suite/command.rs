//! The program as its user runs it: what it prints, writes and leaves alone.
#![expect(clippy::unwrap_used, reason = "a test that cannot run the program has to fail")]

use std::fs;
use std::process::{Command, Output, Stdio};

use crate::month::Month;

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A spoiled month is told of with all the wanted words, ends with the exit code, and
/// leaves the files of the last good build as they were.
#[track_caller]
fn assert_told(spoil: impl FnOnce(Month) -> Month, code: i32, wanted: &[&str]) {
    let month = Month::sound();
    assert_eq!(month.run(&["build"]).status.code(), Some(0));
    let before = month.outputs();
    let month = spoil(month);
    let output = month.run(&["build"]);
    let told = told(&output);
    assert_eq!(output.status.code(), Some(code), "{told}");
    for words in wanted {
        assert!(told.contains(words), "“{words}” is not in:\n{told}");
    }
    assert!(!told.contains("panicked"), "{told}");
    assert!(month.outputs() == before, "outputs were touched");
}

#[test]
fn a_build_tells_what_it_read_and_wrote() {
    let month = Month::sound();
    let output = month.run(&["build"]);
    let told = told(&output);
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(told.contains("受理.csv：3行，采用3行"), "{told}");
    assert!(told.contains("考评.csv：3行，采用3行"), "{told}");
    let names: Vec<String> = month.outputs().into_iter().map(|(name, _)| name).collect();
    let title = "9月“接诉即办”考核期工作情况分析";
    for extension in ["docx", "pdf"] {
        assert!(names.contains(&format!("{title}.{extension}")), "{names:?}");
    }
}

/// Steps are shown on a terminal only; `script` stands in for one.
#[cfg(target_os = "linux")]
#[test]
fn on_a_terminal_a_batch_shows_how_far_it_is_and_ends() {
    let month = Month::sound();
    let program = env!("CARGO_BIN_EXE_bulletin");
    let command =
        format!("'{program}' build '{}' --each units", month.path("").display());
    let output = Command::new("timeout")
        .args(["60", "script", "--quiet", "--return", "--command", &command, "/dev/null"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let shown = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{shown}");
    assert!(shown.contains("生成各单位通报 3/3"), "{shown}");
    assert!(shown.contains("完成，写出7个文件"), "{shown}");
}

#[test]
fn the_same_month_gives_the_same_bytes_in_two_processes() {
    let month = Month::sound();
    month.run(&["build"]);
    let first = month.outputs();
    month.run(&["build"]);
    assert!(first == month.outputs());
    assert!(first.len() >= 2);
}

#[test]
fn a_month_without_city_or_last_period_still_has_correct_sentences() {
    let month = Month::sound();
    let output = month.run(&["build"]);
    let told = told(&output);
    assert!(told.contains("这一句已略去"), "{told}");
    assert!(!told.contains("错误"), "{told}");
}

#[test]
fn an_empty_export_is_told() {
    let empty = |month: Month| {
        month.with_file(
            "data/考评.csv",
            "工单编号,派单方式,主办单位,从办单位,是否响应,是否参评,解决情况,满意情况\n"
                .as_bytes(),
        )
    };
    assert_told(empty, 1, &["错误 D05", "考评.csv"]);
    assert_told(|month| month.with_file("data/考评.csv", b""), 1, &["错误", "考评.csv"]);
}

#[test]
fn an_export_that_is_no_spreadsheet_is_told() {
    let spoil = |month: Month| {
        month
            .with_file("data/受理.xlsx", b"this is no zip file\x00\x01\x02")
            .with("bulletin.yaml", "data/受理.csv", "data/受理.xlsx")
    };
    assert_told(spoil, 1, &["错误 D01", "受理.xlsx"]);
}

#[test]
fn a_truncated_spreadsheet_is_told() {
    let example =
        concat!(env!("CARGO_MANIFEST_DIR"), "/examples/2023-09/data/各区万人诉求比.xlsx");
    let whole = fs::read(example).unwrap();
    let half = whole.get(..whole.len() / 2).unwrap();
    let spoil = |month: Month| {
        month.with_file("data/受理.xlsx", half).with(
            "bulletin.yaml",
            "data/受理.csv",
            "data/受理.xlsx",
        )
    };
    assert_told(spoil, 1, &["错误 D01", "受理.xlsx"]);
}

#[test]
fn a_missing_column_is_told_with_the_nearest_header() {
    let spoil = |month: Month| month.with("data/考评.csv", "解决情况", "解决情児");
    assert_told(spoil, 1, &["错误 D04", "解决情况", "解决情児"]);
}

#[test]
fn a_wrong_value_is_told_with_its_cell() {
    let spoil = |month: Month| month.with("data/考评.csv", "是,解决,", "是,解诀,");
    assert_told(spoil, 1, &["错误 D07", "解诀", "G2"]);
}

#[test]
fn an_unknown_unit_is_told_with_the_nearest_name() {
    let spoil = |month: Month| month.with("data/考评.csv", "檀营地区", "坛营地区");
    assert_told(spoil, 1, &["错误 D06", "坛营地区", "檀营地区", "C2"]);
}

#[test]
fn a_doubled_ticket_is_told() {
    let spoil = |month: Month| month.with("data/考评.csv", "0002,直派", "0001,直派");
    assert_told(spoil, 1, &["D10", "0001", "A3"]);
}

#[test]
fn what_is_set_to_a_warning_stops_no_command() {
    let month = Month::sound().with("data/考评.csv", "0002,直派", "0001,直派").with(
        "bulletin.yaml",
        "register:",
        "checks: { D10: warning }\nregister:",
    );
    let folder = month.path("");
    let folder = folder.to_str().unwrap();
    let change = month.path("修订.docx");
    let change = change.to_str().unwrap();
    for arguments in [
        &["check"][..],
        &["build"],
        &["figures"],
        &["explain", "accepted.count"],
        &["compare", folder, "--word", change],
        &["build", "--each", "units"],
    ] {
        let output = month.run(arguments);
        let told = told(&output);
        assert!(!told.contains("错误"), "{arguments:?}: {told}");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {told}");
    }
    let json = month.run(&["check", "--json"]);
    let report: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    let problems = report["problems"].as_array().unwrap();
    let doubled = problems.iter().find(|problem| problem["code"] == "D10").unwrap();
    assert_eq!(doubled["severity"], "warning");
}

#[test]
fn a_ticket_outside_the_period_is_told() {
    let spoil =
        |month: Month| month.with("data/受理.csv", "2023/9/1 8:00", "2023/9/19 0:00");
    let month = spoil(Month::sound());
    let output = month.run(&["build"]);
    let told = told(&output);
    for words in ["D09", "B3", "2023"] {
        assert!(told.contains(words), "{told}");
    }
}

#[test]
fn a_missing_or_broken_picture_is_told() {
    let remove = |month: Month| {
        fs::remove_file(month.path("images/照片.png")).unwrap();
        month
    };
    assert_told(remove, 1, &["错误 C05", "照片.png", "cases.yaml"]);
    let garble =
        |month: Month| month.with_file("images/照片.png", b"\x89PNG\r\n\x1a\nxx");
    assert_told(garble, 1, &["错误 C09", "照片.png", "cases.yaml"]);
}

#[test]
fn a_picture_outside_the_folder_is_refused() {
    let spoil = |month: Month| {
        fs::write(month.path("../outside.png"), b"x").ok();
        month.with("cases.yaml", "images/照片.png", "../outside.png")
    };
    assert_told(spoil, 1, &["错误 C06", "outside.png", "cases.yaml，第5行"]);
}

#[test]
fn a_case_without_text_is_told() {
    let spoil = |month: Month| {
        month.with("cases.yaml", "    正文: 居民反映的问题已经解决。\n", "")
    };
    assert_told(spoil, 1, &["错误", "cases.yaml", "正文"]);
}

#[test]
fn a_typo_in_a_key_is_told_with_its_line() {
    let spoil = |month: Month| month.with("bulletin.yaml", "register:", "regster:");
    assert_told(spoil, 1, &["错误 C02", "regster", "bulletin.yaml，第8行", "register"]);
}

#[test]
fn tabs_in_yaml_are_told() {
    let spoil = |month: Month| month.with("cases.yaml", "    正文", "\t正文");
    assert_told(spoil, 1, &["错误 C01", "cases.yaml", "制表符"]);
}

#[test]
fn two_mistakes_in_two_files_are_told_in_one_run() {
    let spoil = |month: Month| {
        month
            .with("units.yaml", "北庄镇", "檀营地区")
            .with("cases.yaml", "标题", "题目")
    };
    assert_told(spoil, 1, &["C07", "units.yaml", "C02", "题目"]);
}

#[test]
fn a_folder_that_is_not_there_is_told() {
    let month = Month::sound();
    fs::remove_file(month.path("bulletin.yaml")).unwrap();
    let output = month.run(&["build"]);
    assert!(matches!(output.status.code(), Some(1 | 3)));
    assert!(told(&output).contains("bulletin.yaml"));
}

#[test]
fn an_output_folder_that_cannot_be_written_is_told() {
    let month = Month::sound().with_file("out", b"a file where the folder should be");
    let output = month.run(&["build"]);
    assert_eq!(output.status.code(), Some(3), "{}", told(&output));
    assert!(told(&output).contains("错误 F02"));
}

/// Stands in for a file that Word holds open: a folder of that name cannot be replaced.
#[test]
fn an_output_that_cannot_be_replaced_leaves_the_others_alone() {
    let month = Month::sound();
    fs::create_dir_all(month.path("out/9月“接诉即办”考核期工作情况分析.pdf")).unwrap();
    let output = month.run(&["build"]);
    assert_eq!(output.status.code(), Some(3), "{}", told(&output));
    assert!(told(&output).contains("请先关闭"), "{}", told(&output));
    assert_eq!(month.outputs(), []);
}

#[test]
fn a_draft_is_built_in_spite_of_errors_in_the_data_and_has_its_own_name() {
    let month = Month::sound().with("data/考评.csv", "檀营地区", "坛营地区");
    let output = month.run(&["build", "--draft"]);
    let names: Vec<String> = month.outputs().into_iter().map(|(name, _)| name).collect();
    assert!(names.iter().any(|name| name.contains("（草稿）.docx")), "{}", told(&output));
}

#[test]
fn wrong_usage_is_told_in_chinese_with_exit_code_2() {
    let output = Month::sound().run(&["build", "--drafft"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("没有“--drafft”这个参数"), "{}", told(&output));
    assert!(told(&output).contains("--draft"));
}

#[test]
fn problems_come_as_json_for_programs() {
    let month = Month::sound().with("data/考评.csv", "檀营地区", "坛营地区");
    let output = month.run(&["check", "--json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let problem = &report["problems"][0];
    assert_eq!(problem["code"], "D06");
    assert_eq!(problem["place"]["cell"], "C2");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn an_export_is_not_overwritten_by_a_workbook_of_tickets() {
    let month = Month::sound();
    let export = month.path("data/考评.csv");
    let before = fs::read(&export).unwrap();
    let explain = |path: &str, more: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_bulletin"))
            .current_dir(month.path(""))
            .args(["explain", ".", "towns.direct.score", "--tickets", path])
            .args(more)
            .output()
            .unwrap()
    };
    let refused = explain("data/考评.csv", &[]);
    assert_eq!(refused.status.code(), Some(3));
    assert!(told(&refused).contains("错误 F06：“data/考评.csv”的扩展名应为 .xlsx"));
    assert_eq!(fs::read(&export).unwrap(), before);

    fs::write(month.path("台账.xlsx"), "a colleague's").unwrap();
    let refused = explain("台账.xlsx", &[]);
    assert!(told(&refused).contains("“台账.xlsx”已经存在，而且不是本程序写的，没有覆盖"));
    assert_eq!(fs::read(month.path("台账.xlsx")).unwrap(), b"a colleague's");
    assert_eq!(explain("台账.xlsx", &["--force"]).status.code(), Some(0));
    // Its own file is replaced without a word.
    assert_eq!(explain("台账.xlsx", &[]).status.code(), Some(0));
}

#[test]
fn check_tells_of_a_finished_file_that_changed_since() {
    let month = Month::sound();
    assert_eq!(month.run(&["build"]).status.code(), Some(0));
    assert!(!told(&month.run(&["check"])).contains("F05"));
    let figures = month.path("out/figures.json");
    let text = fs::read_to_string(&figures).unwrap();
    fs::write(&figures, text.replace("\"final\": false", "\"final\": true")).unwrap();
    let told = told(&month.run(&["check"]));
    assert!(told.contains("提醒 F05：“figures.json”生成以后被改动过"), "{told}");
}

#[test]
fn a_second_build_waits_for_the_first_and_names_it() {
    let month = Month::sound();
    let records = month.path("out/.bulletin");
    fs::create_dir_all(&records).unwrap();
    let lock = fs::File::create(records.join("lock")).unwrap();
    lock.lock().unwrap();
    fs::write(records.join("owner"), "进程 4711").unwrap();
    let mut build = Command::new(env!("CARGO_BIN_EXE_bulletin"))
        .args(["build"])
        .arg(month.path(""))
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert!(build.try_wait().unwrap().is_none(), "it did not wait");
    assert_eq!(month.outputs(), []);
    lock.unlock().unwrap();
    assert_eq!(build.wait().unwrap().code(), Some(0));
    assert!(!month.outputs().is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn data_that_cannot_be_written_is_no_success() {
    let month = Month::sound();
    let folder = month.path("");
    for arguments in [
        vec!["figures", folder.to_str().unwrap()],
        vec!["build", folder.to_str().unwrap(), "--json"],
        vec!["schema", "outline"],
        vec!["sql", folder.to_str().unwrap(), "--dialect", "duckdb"],
    ] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_bulletin"))
            .args(&arguments)
            .stdout(full)
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(3), "{arguments:?}: {}", told(&output));
        assert!(
            told(&output).contains("错误 F02：结果没有写完：磁盘已满"),
            "{arguments:?}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_folder_whose_name_is_no_text_is_told_as_json_too() {
    use std::os::unix::ffi::OsStrExt;
    let output = Command::new(env!("CARGO_BIN_EXE_bulletin"))
        .args(["build", "--json"])
        .arg(std::ffi::OsStr::from_bytes(b"/tmp/\xff no such folder"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", told(&output));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["problems"][0]["code"], "F01");
}
