//! Mistakes in a configuration: what is told of each, whole.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::Path;

use bulletin::config;
use bulletin::diagnostics::{Place, Problem, Severity};

const BULLETIN: &str = "\
district: 密云区
office: 指挥中心
date: 2023-09-25
period: { start: 2023-08-19, end: 2023-09-19 }
register: units.yaml
cases: cases.yaml
";
const UNITS: &str = "\
towns: [檀营地区, 密云镇]
departments:
  - { name: 教委, class: 一类部门, aliases: [区教委] }
";
const CASES: &str = "\
案例:
  - 标题: 建好车棚
    单位: 檀营地区
    正文: 车棚建好了。
";

/// What is told of a project made of these files, as a terminal would show it.
fn told(files: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let standard =
        [("bulletin.yaml", BULLETIN), ("units.yaml", UNITS), ("cases.yaml", CASES)];
    for (name, text) in standard.iter().chain(files) {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    shown(folder.path())
}

fn shown(folder: &Path) -> String {
    let (project, problems) = config::read(folder);
    let has_errors = problems.iter().any(|one| one.severity == Severity::Error);
    assert_eq!(project.is_none(), has_errors);
    problems.iter().map(one).collect::<Vec<_>>().join("\n")
}

fn one(problem: &Problem) -> String {
    let severity = match problem.severity {
        Severity::Error => "错误",
        Severity::Warning => "警告",
    };
    let places: Vec<_> = problem
        .place
        .iter()
        .chain(&problem.more)
        .map(Place::to_string)
        .collect();
    let hint = problem.hint.as_deref().unwrap();
    let (code, message) = (problem.code, &problem.message);
    format!("{severity} {code}：{message}\n--> {}\n提示：{hint}", places.join("；"))
}

/// The standard configuration with a line changed or, after an empty one, added.
fn bulletin(old: &str, new: &str) -> String {
    if old.is_empty() {
        return format!("{BULLETIN}{new}\n");
    }
    assert!(BULLETIN.contains(old));
    BULLETIN.replace(old, new)
}

#[track_caller]
fn bulletin_tells(old: &str, new: &str, expected: &str) {
    assert_eq!(told(&[("bulletin.yaml", &bulletin(old, new))]), expected);
}

#[track_caller]
fn cases_tell(cases: &str, expected: &str) {
    assert_eq!(told(&[("cases.yaml", cases)]), expected);
}

#[test]
fn the_standard_files_are_in_order() {
    assert_eq!(told(&[]), "");
}

#[test]
fn probe() {
    let mut all = String::new();
    for (old, new) in [
        ("district", "distrct"),
        ("office: 指挥中心", "office：指挥中心"),
        ("office: 指挥中心", "office:指挥中心"),
        ("office: 指挥中心", "office 指挥中心"),
        ("office: 指挥中心", "office: \"指挥中心”"),
        ("office: 指挥中心", "office: “指挥: 中心”"),
        ("office: 指挥中心", "office: 指挥: 中心"),
        ("office: 指挥中心", "office: @指挥中心"),
        ("office: 指挥中心", "office: [密]指挥中心"),
        ("office: 指挥中心", "office: [密"),
        ("office: 指挥中心", "  office: 指挥中心"),
        ("office: 指挥中心", "office:"),
        ("office: 指挥中心\n", ""),
        ("office: 指挥中心", "office: 指挥中心\noffice: 中心"),
        ("2023-09-25", "9月25日"),
        ("2023-09-25", "“2023-09-25”"),
        ("start: 2023-08-19, ", ""),
        ("2023-09-19", "2023-08-19"),
        ("units.yaml", "unit.yaml"),
        ("units.yaml", "../units.yaml"),
        ("units.yaml", "/etc/passwd"),
        ("units.yaml", "data\\units.yaml"),
        ("units.yaml", "“units.yaml”"),
        ("units.yaml", "."),
        ("", "city: { rank: 十一, response: 99.96%, score: -1, resolution: 101 }"),
        ("", "city: 11"),
        ("", "checks: { D99: error, D14: warn }"),
        (
            "",
            "statistics: { weights: { response: 10, resolution: 50, satisfaction: 30 }, rounding: half_down }",
        ),
        (
            "",
            "tickets: { columns: { leed: [承办], lead: 承办 }, values: { resolved: { 已办结: 解决 } } }",
        ),
        ("", "exports:\n  accepted: data/a.xlsx\n  assesed: { file: b.xlsx }"),
        ("", "masthead: { issue: true }\nsignature: 是\nimprint: [{ lft: a }]"),
        ("", "title: 一行"),
        ("", "previous: 2023-08"),
        ("", "layout: ./版式"),
        (
            "",
            "a: &a [1,1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]",
        ),
        ("", &format!("x: {}", "[".repeat(1000))),
        ("", "---\na: b"),
        ("", "? [a]\n: b"),
        ("", "issue: !重要 9"),
        ("", "masthead:\n\tname: 简报\n\tissue: 第9期"),
        ("", "- a"),
    ] {
        let text = bulletin(old, new);
        all += &format!(
            "=== {old:?} → {}\n{}\n",
            new.chars().take(120).collect::<String>(),
            told(&[("bulletin.yaml", &text)])
        );
    }
    for cases in [
        "案例:\n  - 标题：建好\n    正文: x\n",
        "案例:\n  - 标题: 建好\n    正文：x\n",
        "案例:\n  - 标题: 建好\n    正文：x\n    单位: 檀营\n",
        "案例:\n  - 标题: 建好\n   正文: x\n",
        "案例:\n  - 标题: 建好\n     正文: x\n",
        "案例:\n\t- 标题: 建好\n\t  正文: x\n",
        "案例:\n  - 标题: 建好\n    正文:\n      -第一段\n      -第二段\n",
        "案例:\n  - 标题: 建好\n",
        "案例:\n  - 标题: 建好\n    正文: |\n\n",
        "案例:\n  -标题: 建好\n   正文: x\n",
        "案例:\n  标题: 建好\n  正文: x\n",
        "案例:\n  - 标题: 建好\n    正文: x\n    图片:\n      - 文件: no.jpg\n        说明: 好\n        位置: 2\n      - 说明: y\n      - 文件: ../a.jpg\n",
        "案例:\n  - 标题: 建好\n    正文:\n      时间: 12:30\n",
        "案例:\n  - 标题: 建好\n    正文: 时间: 12:30\n",
        "案例:\n  - 标题: 12:30\n    正文: 12:30\n    单位: 檀营\n",
        "案例:\n  - 标题: '建好\n    正文: 12:30\n    单位: 檀营地区\n",
        "案例:\n  - 标题: \"建好\"车棚\n    正文: 12:30\n    单位: 檀营地区\n",
        "案列:\n  - 标题: 建好\n    正文: 12:30\n",
        "",
        "只是一段文字\n",
        "案例:\n  - 标题: 建好\n    title: 建好\n    正文: x\n",
        "案例:\n  - 标题: 建好\n    正文: |\n      第一段\n     第二段\n    单位: 檀营地区\n",
        "案例:\n  - 标题: 建好\n    正文: |第一段\n      第二段\n    单位: 檀营地区\n",
        "案例:\n  - 标题: 建好\n  正文: x\n",
    ] {
        all += &format!("=== {cases}\n{}\n", told(&[("cases.yaml", cases)]));
    }
    for units in [
        "towns: [檀营地区, 密云镇, 密 云镇]\ndepartments:\n  - { name: 教委, class: 一类部门, aliases: [密云镇, 教委] }\noutside: [教委]\n",
        "towns: []\n",
        "towns:\n  - 檀营地区\n  - { nme: 密云镇, bonus: 一分 }\n  - ''\ndepartments:\n  - { name: 教委 }\n",
    ] {
        all += &format!("=== {units}\n{}\n", told(&[("units.yaml", units)]));
    }
    std::fs::write("/tmp/probe.txt", all).unwrap();
}
