//! Every check finds the error that is planted for it, at its place, and nothing else.
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test without its month has to fail"
)]

mod figures;
mod personal;
mod reference;
mod sentences;
mod totals;
mod typed;

use crate::month::Month;
use bulletin::diagnostics::{Problem, Severity};
use bulletin::pipeline;

/// What the last period was: without it, every month is told that it lacks.
const LAST: &str = "previous: { accepted: 3, assessed: 3 }\n";

/// A month of which nothing is told.
fn sound() -> Month {
    Month::sound().with("bulletin.yaml", "register:", &format!("{LAST}register:"))
}

/// Problems as a line each: severity, code, message, place.
fn lines(problems: &[Problem]) -> Vec<String> {
    let line = |problem: &Problem| {
        let severity = match problem.severity {
            Severity::Error => "错误",
            Severity::Warning => "提醒",
        };
        let place = problem.place.as_ref().map(ToString::to_string).unwrap_or_default();
        format!("{severity} {} {} --> {place}", problem.code, problem.message)
    };
    problems.iter().map(line).collect()
}

/// What the checks (K and S) and the rules of the audit (A) say of a month.
fn told(month: &Month) -> Vec<String> {
    let report = pipeline::check(&month.path(""), &|_| {});
    let is_check = |problem: &Problem| problem.code.as_str().starts_with(['A', 'K', 'S']);
    lines(&report.problems.into_iter().filter(is_check).collect::<Vec<_>>())
}

/// The same of a draft, whose problems lie in lines of text.
fn told_of_draft(month: &Month) -> Vec<String> {
    let output = month.run(&["build", "--draft", "--json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let line = |problem: &serde_json::Value| {
        let is_error = problem["severity"] == "error";
        let severity = if is_error { "错误" } else { "提醒" };
        let [code, message] = ["code", "message"].map(|key| text(&problem[key]));
        let at = &problem["place"];
        let (file, line, column) = (text(&at["file"]), &at["line"], &at["column"]);
        format!("{severity} {code} {message} --> {file}，第{line}行第{column}列")
    };
    let is_check = |problem: &&serde_json::Value| {
        text(&problem["code"]).starts_with(['A', 'K', 'S'])
    };
    report["problems"]
        .as_array()
        .unwrap()
        .iter()
        .filter(is_check)
        .map(line)
        .collect()
}

#[test]
fn nothing_is_told_of_a_sound_month() {
    assert_eq!(told(&sound()), [""; 0]);
}
