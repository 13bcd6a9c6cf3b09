//! What is told of a configuration with mistakes, as a terminal would show it.

use std::path::Path;

use bulletin::config::{self, Project};
use bulletin::diagnostics::{Code, Place, Problem, Severity};

pub(crate) const BULLETIN: &str = "\
district: 密云区
office: 指挥中心
date: 2023-09-25
period: { start: 2023-08-19, end: 2023-09-19 }
register: units.yaml
cases: cases.yaml
";
pub(crate) const UNITS: &str = "\
towns: [檀营地区, 密云镇]
departments:
  - { name: 教委, class: 一类部门, aliases: [区教委] }
";
pub(crate) const CASES: &str = "\
案例:
  - 标题: 建好车棚
    单位: 檀营地区
    正文: 车棚建好了。
";

/// What is told of a project made of these files, as a terminal would show it.
pub(crate) fn told(files: &[(&str, &str)]) -> String {
    shown(written(files).path())
}

/// The project that these files make, in which nothing is wrong.
pub(crate) fn project(files: &[(&str, &str)]) -> Project {
    let (project, problems) = config::read(written(files).path());
    assert_eq!(problems, []);
    project.unwrap()
}

/// A folder with these files beside the standard ones, or in their place.
fn written(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let standard =
        [("bulletin.yaml", BULLETIN), ("units.yaml", UNITS), ("cases.yaml", CASES)];
    for (name, text) in standard.iter().chain(files) {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

pub(crate) fn shown(folder: &Path) -> String {
    let (project, problems) = config::read(folder);
    let has_errors = problems.iter().any(|one| one.severity == Severity::Error);
    assert!(project.is_some() || has_errors);
    // An export still to be put in place is all that a project may lack.
    let errors = problems.iter().filter(|one| one.severity == Severity::Error);
    let is_missing = |one: &Problem| one.code == Code::MISSING_FILE;
    assert!(project.is_none() || errors.clone().all(is_missing));
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
pub(crate) fn bulletin_tells(old: &str, new: &str, expected: &str) {
    assert_eq!(told(&[("bulletin.yaml", &bulletin(old, new))]), expected);
}

#[track_caller]
pub(crate) fn cases_tell(cases: &str, expected: &str) {
    assert_eq!(told(&[("cases.yaml", cases)]), expected);
}
