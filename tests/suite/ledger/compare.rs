//! What `bulletin compare` says.

use std::process::{Command, Output};

use calamine::{Reader, Xlsx};

use super::{complained, told};
use crate::month::Month;

fn compare(old: &Month, new: &Month, options: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bulletin"))
        .arg("compare")
        .args([old.path(""), new.path("")])
        .args(options)
        .output()
        .unwrap()
}

#[test]
fn two_drafts_of_a_month_differ_in_figures_and_sentences() {
    let old = Month::sound();
    old.run(&["build", "--draft"]);
    let new = Month::sound().with(
        "data/受理.csv",
        "0003,2023年9月18日\n",
        "0003,2023年9月18日\n0004,2023年9月18日\n",
    );
    new.run(&["build", "--draft"]);
    assert_eq!(
        told(&compare(&old, &new, &[])),
        "\
9月“接诉即办”考核期工作情况分析 → 9月“接诉即办”考核期工作情况分析
印出的数字变了1个
  考核期内受理的诉求数：3 → 4（+1件）
    accepted.count；一、诉求总量情况，第1段
没有印出的数字变了8个（--xlsx 全部列出）
语句变了1处
  一、诉求总量情况，第1段
    - 2023年8月19日0时至9月19日0时，全区共受理“12345”市民服务热线诉求3件，上期无可比数据。
    + 2023年8月19日0时至9月19日0时，全区共受理“12345”市民服务热线诉求4件，上期无可比数据。
"
    );
}

#[test]
fn the_same_month_twice_has_no_change() {
    let month = Month::sound();
    month.run(&["build"]);
    let told = told(&compare(&month, &month, &[]));
    assert!(told.contains("印出的数字变了0个\n语句变了0处\n"), "{told}");
}

#[test]
fn every_figure_that_moved_is_written_to_a_workbook() {
    let old = Month::sound();
    old.run(&["build"]);
    let new = Month::sound().with("data/考评.csv", "未解决,不满意", "解决,基本满意");
    new.run(&["build"]);
    let path = new.path("变化.xlsx");
    let output = compare(&old, &new, &["--xlsx", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", complained(&output));
    let mut workbook: Xlsx<_> = calamine::open_workbook(&path).unwrap();
    assert_eq!(workbook.sheet_names(), ["数字", "语句"]);
    let sheet = workbook.worksheet_range("数字").unwrap();
    let rows: Vec<Vec<String>> = sheet
        .rows()
        .map(|row| row.iter().map(ToString::to_string).collect())
        .collect();
    let moved = |key: &str| {
        let row = rows.iter().find(|row| row.last().is_some_and(|last| last == key));
        let row = row.unwrap_or_else(|| panic!("no row “{key}”"));
        row.get(2..5).unwrap().join(" ")
    };
    assert_eq!(moved("towns.direct.北庄镇.score"), "10 92 +82.00分");
    // Not printed, and moved all the same.
    assert_eq!(moved("towns.direct.北庄镇.basic"), "0 1 +1件");
}

#[test]
fn folders_without_stored_figures_are_both_told() {
    let (old, new) = (Month::sound(), Month::sound());
    let output = compare(&old, &new, &[]);
    assert_eq!(output.status.code(), Some(3));
    let complained = complained(&output);
    assert_eq!(complained.matches("错误 F01：找不到").count(), 2, "{complained}");
    assert!(complained.contains("先运行 bulletin build"), "{complained}");
}
