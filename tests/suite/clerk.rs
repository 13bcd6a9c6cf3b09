//! A month from its beginning, as a clerk and an editor go through it.
#![expect(clippy::unwrap_used, reason = "a test that cannot run the program has to fail")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::month::Month;

/// Runs the program in a folder.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bulletin"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// The example's YAML without its exports, in a folder with blanks in its name.
fn model() -> (tempfile::TempDir, std::path::PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let model = home.path().join("通报 全部").join("2023-09");
    fs::create_dir_all(&model).unwrap();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/2023-09");
    for name in ["bulletin.yaml", "units.yaml", "cases.yaml"] {
        fs::copy(example.join(name), model.join(name)).unwrap();
    }
    let parent = model.parent().unwrap().to_owned();
    (home, parent)
}

#[test]
fn a_new_month_keeps_comments_and_order_and_turns_what_belongs_to_the_month() {
    let (_home, parent) = model();
    let output = run(&parent, &["new", "2023-10", "--from", "2023-09"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let old = fs::read_to_string(parent.join("2023-09/bulletin.yaml")).unwrap();
    let new = fs::read_to_string(parent.join("2023-10/bulletin.yaml")).unwrap();
    for line in [
        "# 密云区 2023 年 10 月考核期工作情况分析",
        "date: 2023-10-25                      # 编发日期",
        "  start: 2023-09-19",
        "  end: 2023-10-19",
        "  ranking: { file: data/全市街乡镇排名.xlsx, sheet: 10月 }",
        "  previous_ranking: { file: data/全市街乡镇排名.xlsx, sheet: 9月 }",
        "  response:                           # 响应率",
    ] {
        assert!(new.lines().any(|one| one == line), "no “{line}” in:\n{new}");
    }
    // Exports of the model are not there, so its counts are unknown.
    assert!(new.contains("# previous:"), "{new}");
    let kept = |line: &&str| line.contains("district:") || line.contains("register:");
    assert!(old.lines().filter(kept).all(|line| new.contains(line)));
    assert!(told(&output).contains("工作表“10月”"), "{}", told(&output));
}

#[test]
fn a_new_month_is_a_draft_at_once_and_check_tells_what_is_missing() {
    let (_home, parent) = model();
    run(&parent, &["new", "2023-10", "--from", "2023-09"]);
    let output = run(&parent, &["check", "2023-10"]);
    assert_eq!(output.status.code(), Some(1));
    let missing = told(&output);
    assert_eq!(missing.matches("错误 C05").count(), 5, "{missing}");
    assert!(!missing.contains("略去"), "{missing}");
    let output = run(&parent, &["build", "2023-10", "--draft"]);
    let built = fs::read_dir(parent.join("2023-10/out")).unwrap();
    let names: Vec<_> = built.map(|entry| entry.unwrap().file_name()).collect();
    let is_pdf =
        |name: &std::ffi::OsString| name.to_string_lossy().ends_with("（草稿）.pdf");
    assert!(names.iter().any(is_pdf), "{names:?}\n{}", told(&output));
    let output = run(&parent, &["build", "2023-10"]);
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
}

#[test]
fn a_month_without_a_model_builds_at_once() {
    let home = tempfile::tempdir().unwrap();
    assert_eq!(run(home.path(), &["new", "2024-01", "一月 通报"]).status.code(), Some(0));
    let output = run(home.path(), &["build", "一月 通报", "--draft"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let yaml = fs::read_to_string(home.path().join("一月 通报/bulletin.yaml")).unwrap();
    assert!(yaml.contains("start: 2024-01-01") && yaml.contains("end: 2024-02-01"));
    assert!(
        yaml.starts_with("# yaml-language-server: $schema=./.schema/bulletin.json\n")
    );
    assert!(home.path().join("一月 通报/.schema/bulletin.json").is_file());
}

#[test]
fn last_month_is_linked_when_it_is_final_and_counted_when_it_is_not() {
    let home = tempfile::tempdir().unwrap();
    let month = Month::sound();
    let name = month.path("").canonicalize().unwrap();
    let new = |folder: &str| {
        let target = home.path().join(folder);
        let [target, model] = [&target, &name].map(|path| path.to_str().unwrap());
        let output = run(home.path(), &["new", "2023-10", target, "--from", model]);
        assert_eq!(output.status.code(), Some(0), "{}", told(&output));
        fs::read_to_string(home.path().join(folder).join("bulletin.yaml")).unwrap()
    };
    let counted = new("counted");
    assert!(
        counted.contains("accepted: 3") && counted.contains("assessed: 3"),
        "{counted}"
    );
    let built = month.run(&["build", "--final"]);
    assert_eq!(built.status.code(), Some(0), "{}", told(&built));
    let linked = new("linked");
    assert!(linked.contains("previous: ../"), "{linked}");
    let output = run(home.path(), &["check", "linked"]);
    assert!(!told(&output).contains("F01"), "{}", told(&output));
}

#[test]
fn nothing_that_exists_is_overwritten() {
    let (_home, parent) = model();
    fs::create_dir(parent.join("2023-10")).unwrap();
    let output = run(&parent, &["new", "2023-10", "--from", "2023-09"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("N01"), "{}", told(&output));
    assert_eq!(fs::read_dir(parent.join("2023-10")).unwrap().count(), 0);
}

#[test]
fn a_wrong_month_or_model_is_told_and_leaves_nothing() {
    let (_home, parent) = model();
    fs::create_dir(parent.join("空")).unwrap();
    for (arguments, code, words) in [
        (["new", "2023-13", "x", "--from", "2023-09"], 2, "2023-10 的样子"),
        (["new", "2023-10", "x", "--from", "空"], 3, "里没有 bulletin.yaml"),
        (["new", "2023-10", "x", "--from", "没有"], 3, "找不到项目文件夹"),
        (["new", "2023-09", "x", "--from", "2023-09"], 1, "2023-10"),
    ] {
        let output = run(&parent, &arguments);
        assert_eq!(output.status.code(), Some(code), "{}", told(&output));
        assert!(told(&output).contains(words), "{}", told(&output));
    }
    assert!(!parent.join("x").exists());
}

#[test]
fn a_case_may_be_a_word_file_and_what_is_none_is_told() {
    let month = Month::sound();
    assert_eq!(month.run(&["build"]).status.code(), Some(0));
    // The bulletin's own Word file is one.
    let (_, bytes) = month
        .outputs()
        .into_iter()
        .find(|(name, _)| name.ends_with(".docx"))
        .unwrap();
    let month = month
        .with_file("案例 一.docx", &bytes)
        .with_file("cases.yaml", "案例:\n  - 文件: 案例 一.docx\n".as_bytes());
    let output = month.run(&["check"]);
    // Its captions would stand in the bulletin beside those of the same numbers.
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    for words in ["M02", "表格", "“表1”的编号接不上，应是表4"] {
        assert!(told(&output).contains(words), "{}", told(&output));
    }
    let month = month.with_file("案例 一.docx", b"no Word file");
    let output = month.run(&["check"]);
    assert_eq!(output.status.code(), Some(1));
    for words in ["错误 M01", "案例 一.docx", "cases.yaml，第2行"] {
        assert!(told(&output).contains(words), "{}", told(&output));
    }
}

#[test]
fn every_command_has_help_in_chinese_with_examples_and_exit_codes() {
    let home = tempfile::tempdir().unwrap();
    let whole = run(home.path(), &["--help"]);
    let whole = String::from_utf8(whole.stdout).unwrap();
    let (_, commands) = whole.split_once("命令：").or(whole.split_once("命令:")).unwrap();
    let commands: Vec<&str> = commands
        .lines()
        .take_while(|line| !line.starts_with("选项"))
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(commands.len() >= 8, "{commands:?}");
    for command in commands {
        let help = run(home.path(), &[command, "--help"]);
        let help = String::from_utf8(help.stdout).unwrap();
        for words in ["用法：", "示例：", "退出码：", "bulletin "] {
            assert!(help.contains(words), "{command}: no “{words}” in\n{help}");
        }
    }
}

#[track_caller]
fn assert_cured(file: &str, old: &str, new: &str, wanted: &[&str]) {
    let output = Month::sound().with(file, old, new).run(&["check"]);
    let told = told(&output);
    assert_eq!(output.status.code(), Some(1), "{told}");
    for words in wanted {
        assert!(told.contains(words), "no “{words}” in:\n{told}");
    }
}

#[test]
fn what_people_type_in_yaml_is_told_with_its_line_and_cure() {
    let cases = "cases.yaml";
    assert_cured(cases, "标题: ", "标题：", &["第2行", "写成“标题: 小案例”"]);
    assert_cured(cases, "标题: ", "标题:", &["第2行", "写成“标题: 小案例”"]);
    assert_cured(cases, "    正文", "　　正文", &["第3行", "全角空格"]);
    assert_cured(cases, "小案例", "\"小\"案例", &["第2行", "写成 标题: '\"小\"案例'"]);
    let comma = ["第4行", "“，”改成半角逗号加空格"];
    assert_cured("bulletin.yaml", "19, end", "19，end", &comma);
    assert_cured(
        "bulletin.yaml",
        "2023-08-19",
        "12:30",
        &["第4行", "“12:30”", "2023-08-19"],
    );
    let twice = "office: 甲\noffice: 乙";
    assert_cured(
        "bulletin.yaml",
        "office: 密云区城市管理指挥中心",
        twice,
        &["第3行", "写了两次"],
    );
}

#[test]
fn a_date_of_issue_before_the_periods_end_or_long_after_it_is_asked_about() {
    for (date, over) in [
        ("2023-08-25", "早于考核期结束"),
        ("2023-09-18", "早于考核期结束"),
        ("2024-09-25", "在考核期结束 372 天之后"),
    ] {
        let month = Month::sound().with(
            "bulletin.yaml",
            "date: 2023-09-25",
            &format!("date: {date}"),
        );
        let told = told(&month.run(&["check"]));
        let asked =
            format!("提醒 A30：编发日期 {date} {over}（考核期至 2023-09-19 零时）");
        assert!(told.contains(&asked), "{told}");
    }
    for date in ["2023-09-19", "2023-09-25", "2023-11-10"] {
        let month = Month::sound().with(
            "bulletin.yaml",
            "date: 2023-09-25",
            &format!("date: {date}"),
        );
        assert!(!told(&month.run(&["check"])).contains("A30"), "{date}");
    }
}

#[test]
fn a_month_after_one_of_tallies_counts_their_tickets() {
    let tally = "派单方式,主办单位,从办单位,是否响应,是否参评,解决情况,满意情况,件数\n\
        直派,檀营地区,,是,是,解决,满意,4\n转派,教委,,是,否,,,3\n";
    let month = Month::sound()
        .with_file("data/考评.csv", tally.as_bytes())
        .with_file("data/受理.csv", "诉求类型,件数\n投诉,5\n求助,6\n".as_bytes());
    let home = tempfile::tempdir().unwrap();
    let model = month.path("").canonicalize().unwrap();
    let arguments = ["new", "2023-10", "next", "--from", model.to_str().unwrap()];
    let output = run(home.path(), &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let yaml = fs::read_to_string(home.path().join("next/bulletin.yaml")).unwrap();
    assert!(yaml.contains("accepted: 11") && yaml.contains("assessed: 7"), "{yaml}");
}

#[test]
fn the_citys_rates_are_held_against_a_tally_too() {
    let tally = "派单方式,主办单位,从办单位,是否响应,是否参评,解决情况,满意情况,件数\n\
        直派,檀营地区,,是,是,解决,满意,3\n直派,檀营地区,,是,是,未解决,不满意,1\n";
    let month = Month::sound().with_file("data/考评.csv", tally.as_bytes()).with(
        "bulletin.yaml",
        "register:",
        "city: { resolution: 95 }\nregister:",
    );
    let told = told(&month.run(&["check"]));
    let asked = "提醒 K05：市级公布的解决率是 95.00%，按考评明细计算是 75.00%";
    assert!(told.contains(asked), "{told}");
}

#[test]
fn what_an_export_does_not_say_is_told_and_nothing_is_said_of_it() {
    let told = told(&Month::sound().run(&["check"]));
    assert!(
        told.contains(
            "提醒 D40：考评明细没有“区级回访结果”列，通报中略去“含…件区级双满”"
        ),
        "{told}"
    );
}

#[test]
fn faults_of_rows_do_not_bring_faults_of_figures_along() {
    let month = Month::sound().with("data/考评.csv", "教委", "火星局").with(
        "bulletin.yaml",
        "register:",
        "city: { resolution: 95 }\nregister:",
    );
    let told = told(&month.run(&["check"]));
    assert!(told.contains("错误 D06：“火星局”不在单位名册中"), "{told}");
    assert!(!told.contains("K0") && !told.contains("K1"), "{told}");
}

#[test]
fn a_period_begins_where_the_last_one_ends() {
    let month = Month::sound()
        .with("bulletin.yaml", "start: 2023-08-19", "start: 2024-02-19")
        .with("bulletin.yaml", "end: 2023-09-19", "end: 2024-03-20")
        .with("bulletin.yaml", "date: 2023-09-25", "date: 2024-03-25");
    let home = tempfile::tempdir().unwrap();
    let model = month.path("").canonicalize().unwrap();
    let arguments = ["new", "2024-04", "next", "--from", model.to_str().unwrap()];
    let output = run(home.path(), &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let yaml = fs::read_to_string(home.path().join("next/bulletin.yaml")).unwrap();
    assert!(yaml.contains("start: 2024-03-20, end: 2024-04-20"), "{yaml}");
}

#[test]
fn a_month_is_found_from_a_folder_inside_it() {
    let month = Month::sound();
    let checked = run(&month.path("data"), &["check"]);
    assert_eq!(checked.status.code(), Some(0), "{}", told(&checked));
    assert!(told(&checked).contains("..：检查完毕"), "{}", told(&checked));
}

#[test]
fn help_of_a_command_is_what_the_command_says_of_itself() {
    let folder = tempfile::tempdir().unwrap();
    let [help, own] = [vec!["help", "build"], vec!["build", "--help"]]
        .map(|arguments| run(folder.path(), &arguments));
    assert_eq!(help.status.code(), Some(0));
    assert!(String::from_utf8(help.stdout.clone()).unwrap().contains("--final"));
    assert_eq!(help.stdout, own.stdout);
    assert_eq!(run(folder.path(), &["help", "biuld"]).status.code(), Some(2));
}

#[test]
fn licenses_name_every_library_in_its_version_and_every_font() {
    let output = run(tempfile::tempdir().unwrap().path(), &["licenses"]);
    let licences = String::from_utf8(output.stdout).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let lock = fs::read_to_string(root.join("Cargo.lock")).unwrap();
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let dependencies = manifest.split("[dependencies]").nth(1).unwrap();
    let dependencies = dependencies.split("[dev-dependencies]").next().unwrap();
    let names = dependencies.lines().filter_map(|line| line.split_once(" = "));
    for (name, _) in names {
        let entry = format!("name = \"{name}\"\nversion = \"");
        let versions: Vec<&str> = lock
            .split(&entry)
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        let is_named =
            versions.iter().any(|v| licences.contains(&format!("\n{name} {v}  ")));
        assert!(is_named, "{name} {versions:?}: python3 .ci/licenses.py");
    }
    for words in ["ARPHIC PUBLIC LICENSE", "SIL OPEN FONT LICENSE", "Apache License"] {
        assert!(licences.contains(words), "{words}");
    }
}
