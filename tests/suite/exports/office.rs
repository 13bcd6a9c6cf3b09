//! Months from an office's raw exports to right figures, by what `check` tells.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const FILES: [&str; 4] = [
    "受理工单明细.xls",
    "考评工单明细表.xlsx",
    "全市街乡镇排名.csv",
    "各区万人诉求比.xlsx",
];

const MARCH: &str = "start: 2024-02-19, end: 2024-03-20";

fn sample(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/suite/exports/district_b")
        .join(name)
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_bulletin");
    Command::new(program)
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A new month with the exports in its folder.
fn begun(month: &str) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    assert_eq!(run(home.path(), &["new", month]).status.code(), Some(0));
    for name in FILES {
        let data = home.path().join(month).join("data");
        fs::copy(sample(month).join(name), data.join(name)).unwrap();
    }
    home
}

/// What a clerk writes after reading what `check` told.
fn filled(name: &str, period: &str) -> tempfile::TempDir {
    let home = begun(name);
    let month = home.path().join(name);
    fs::copy(sample("units.yaml"), month.join("units.yaml")).unwrap();
    let bulletin = format!(
        "\
district: 示例区
office: 示例区城市管理指挥中心
date: {name}-25
period: {{ {period} }}
exports:
  accepted: data/受理工单明细.xls
  assessed: data/考评工单明细表.xlsx
  ranking: data/全市街乡镇排名.csv
  districts: data/各区万人诉求比.xlsx
register: units.yaml
cases: cases.yaml
"
    );
    fs::write(month.join("bulletin.yaml"), bulletin).unwrap();
    home
}

#[test]
fn names_of_the_sample_and_files_that_nothing_names_come_first_and_alone() {
    let home = begun("2024-03");
    let output = run(home.path(), &["check", "2024-03"]);
    assert_eq!(output.status.code(), Some(1));
    let told = told(&output);
    assert!(
        told.starts_with("错误 C21：data 文件夹里有 4 个文件没有用到：“全市"),
        "{told}"
    );
    assert!(told.contains("错误 C20：“某某区”还是样例里的字样"), "{told}");
    assert!(!told.contains("O03"), "{told}");
}

#[test]
fn the_month_has_no_errors_and_its_account_names_what_was_left_out() {
    let output = run(filled("2024-03", MARCH).path(), &["check", "2024-03"]);
    let told = told(&output);
    assert_eq!(output.status.code(), Some(0), "{told}");
    for part in [
        "受理工单明细.xls“Sheet”：245行，采用244行，合计行1行",
        "考评工单明细表.xlsx“考评工单”：141行，采用140行，合计行1行",
        "全市街乡镇排名.csv：336行，采用336行",
        "各区万人诉求比.xlsx“3月”：18行，采用17行，合计行1行",
        "未用到的列：序号、来电人、联系电话、身份证号、详细地址",
        "取的是“二级承办单位简称”",
    ] {
        assert!(told.contains(part), "no “{part}” in:\n{told}");
    }
}

#[test]
fn every_figure_is_the_one_that_another_program_worked_out() {
    let march = figures_of("2024-03", MARCH);
    // Last period's rank stands in a column of the same table.
    let rank = |name: &str| {
        let key = format!("towns.direct.北苑街道.{name}");
        march.iter().find(|figure| figure["key"] == key.as_str()).unwrap()["text"].clone()
    };
    assert_eq!([rank("city_rank"), rank("previous_city_rank")], ["43", "70"]);
    figures_of("2024-04", "start: 2024-03-20, end: 2024-04-20");
}

/// The figures of a month, which are as expected.
fn figures_of(month: &str, period: &str) -> Vec<Value> {
    let output = run(filled(month, period).path(), &["figures", month, "--json"]);
    let mut listed: Value = serde_json::from_slice(&output.stdout).unwrap();
    let figures: Vec<Value> = serde_json::from_value(listed["figures"].take()).unwrap();
    let expected = fs::read(sample(month).join("expected.json")).unwrap();
    let expected: Value = serde_json::from_slice(&expected).unwrap();
    let text =
        |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let assert_is = |key: &str, wanted: &Value| {
        let figure = figures.iter().find(|figure| figure["key"] == key);
        let shown = figure.map(|figure| text(&figure["text"]).replace('%', ""));
        // A unit without tickets has no row.
        let is_absent = matches!(shown.as_deref(), None | Some("—"));
        assert!(
            shown.as_deref() == Some(text(wanted).as_str())
                || is_absent && wanted.as_i64() == Some(0),
            "{key}: {shown:?} {wanted}"
        );
    };
    for name in ["accepted", "assessed", "rated"] {
        assert_is(&format!("{name}.count"), &expected[name]);
    }
    for name in ["both_positive", "both_negative", "one_negative", "resolved_basic"] {
        assert_is(&format!("outcomes.{name}.count"), &expected[name]);
        let district = &expected[format!("{name}_district")];
        assert_is(&format!("outcomes.{name}.district_satisfied"), district);
    }
    let lists = [
        ("towns.direct", &expected["pooled_direct"]),
        ("towns.transferred", &expected["pooled_transferred"]),
        ("towns.all", &expected["pooled_all"]),
        ("departments", &expected["departments"]),
    ];
    let towns = expected["towns_direct"].as_object().unwrap();
    let towns = towns
        .iter()
        .map(|(town, rates)| (format!("towns.direct.{town}"), rates));
    let lists = lists.map(|(key, rates)| (key.to_owned(), rates)).into_iter();
    for (key, rates) in lists.chain(towns) {
        for name in ["assessed", "response", "resolution", "satisfaction", "score"] {
            if let Some(wanted) = rates.get(name) {
                assert_is(&format!("{key}.{name}"), wanted);
            }
        }
    }
    figures
}
