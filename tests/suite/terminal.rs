//! What those used to a terminal expect: where outputs go, colours, JSON, excerpts.
#![expect(clippy::unwrap_used, reason = "a test that cannot run the program has to fail")]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::month::Month;

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn extensions(folder: &std::path::Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = entries.filter(|path| path.is_file());
    let mut found: Vec<String> = files
        .map(|path| path.extension().unwrap().to_string_lossy().into_owned())
        .collect();
    found.sort();
    found
}

#[test]
fn outputs_go_elsewhere_in_the_wanted_form_and_leave_the_months_own_alone() {
    let month = Month::sound();
    month.run(&["build"]);
    let before = month.outputs();
    let aside = tempfile::tempdir().unwrap();
    let to = aside.path().join("送审 稿");
    for (formats, wanted) in [
        ("pdf", vec!["json", "pdf", "xlsx"]),
        ("docx", vec!["docx", "json", "xlsx"]),
        ("docx,pdf", vec!["docx", "json", "pdf", "xlsx"]),
    ] {
        drop(fs::remove_dir_all(&to));
        let output =
            month.run(&["build", "--to", to.to_str().unwrap(), "--format", formats]);
        assert_eq!(output.status.code(), Some(0), "{}", told(&output));
        assert_eq!(extensions(&to), wanted, "{formats}");
    }
    assert!(month.outputs() == before);
}

#[test]
fn a_final_bulletin_stays_with_its_month() {
    let output = Month::sound().run(&["build", "--final", "--to", "elsewhere"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("不能和另一个参数同时使用"), "{}", told(&output));
}

#[test]
fn every_object_of_json_says_the_version_of_its_form() {
    let month = Month::sound();
    month.run(&["build"]);
    for arguments in
        [vec!["check", "--json"], vec!["build", "--json"], vec!["figures", "--json"]]
    {
        let output = month.run(&arguments);
        let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(printed["version"], 1, "{arguments:?}");
    }
    let explained = month.run(&["explain", "D07", "--json"]);
    let printed: Value = serde_json::from_slice(&explained.stdout).unwrap();
    assert_eq!((&printed["version"], &printed["code"]), (&1.into(), &"D07".into()));
}

#[test]
fn a_problem_in_yaml_shows_its_line_and_a_caret_under_the_spot() {
    let month = Month::sound();
    let text = fs::read_to_string(month.path("bulletin.yaml")).unwrap();
    let number = 1 + text.lines().position(|line| line.starts_with("date:")).unwrap();
    let lines = text.lines().map(|line| match line.starts_with("date:") {
        true => "date: 2023-13-40",
        false => line,
    });
    fs::write(month.path("bulletin.yaml"), lines.collect::<Vec<_>>().join("\n")).unwrap();
    let told = told(&month.run(&["check"]));
    let margin = " ".repeat(number.to_string().len());
    let excerpt = format!("{number} | date: 2023-13-40\n{margin} |       ^\n");
    assert!(told.contains(&excerpt), "{told}");
}

#[test]
fn colours_are_taken_where_they_are_wanted_and_nowhere_else() {
    let month = Month::sound().with("data/考评.csv", "檀营地区", "坛营地区");
    let coloured = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bulletin"));
        command.arg("check").arg(month.path("")).args(arguments);
        command.env_remove("NO_COLOR").envs(variables.iter().copied());
        told(&command.output().unwrap()).contains("\u{1b}[1;31m错误")
    };
    assert!(!coloured(&[], &[]), "a pipe has no colours");
    assert!(coloured(&["--color", "always"], &[]));
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(coloured(&[], &[("BULLETIN_COLOR", "always")]));
    assert!(!coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}

#[test]
fn a_wrong_value_of_an_option_is_told_by_its_name_and_in_chinese() {
    let told = told(&Month::sound().run(&["check", "--jobs", "0"]));
    assert!(told.contains("“--jobs”不能是“0”：应为1以上的整数"), "{told}");
}

#[test]
fn the_manual_is_one_page_with_its_picture_inside() {
    let aside = tempfile::tempdir().unwrap();
    let page = aside.path().join("手册.html");
    let output = Command::new(env!("CARGO_BIN_EXE_bulletin"))
        .args(["manual", "--to"])
        .arg(&page)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", told(&output));
    let page = fs::read_to_string(page).unwrap();
    assert!(page.contains("<h2 id=\"怎么办\">怎么办</h2>"));
    assert!(page.contains("src=\"data:image/png;base64,iVBOR"));
    assert!(
        !page.contains("http://") && !page.contains("https://"),
        "it needs no network"
    );
}

#[test]
fn a_watching_build_builds_again_when_a_file_changes() {
    let month = Month::sound();
    let mut running = Command::new(env!("CARGO_BIN_EXE_bulletin"))
        .arg("build")
        .arg(month.path(""))
        .args(["--draft", "--watch"])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(running.stderr.take().unwrap()).lines();
    let mut until_waiting = || {
        lines
            .by_ref()
            .map(Result::unwrap)
            .take_while(|line| !line.contains("等候改动"))
            .count()
    };
    assert!(until_waiting() > 0);
    let first = month.outputs();
    let text = fs::read_to_string(month.path("bulletin.yaml")).unwrap();
    fs::write(month.path("bulletin.yaml"), format!("title: 另一个标题\n{text}")).unwrap();
    until_waiting();
    running.kill().unwrap();
    running.wait().unwrap();
    assert!(month.outputs().len() > first.len(), "no bulletin with the new title");
}

#[test]
fn doctor_tells_what_stands_in_the_way_and_ends_with_1() {
    let month = Month::sound();
    month.run(&["build"]);
    let look = |month: &Month| {
        let output = month.run(&["doctor"]);
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, told) = look(&month);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("可以写入") && told.contains("字体："), "{told}");
    fs::write(month.path("out/~$9月.docx"), "").unwrap();
    let (code, told) = look(&month);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("！占用：") && told.contains("请先关闭"), "{told}");
}
