//! The audit of a Word file as a person or a program reads it.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use bulletin::audit::Finding;
use bulletin::diagnostics::Severity;
use bulletin::pipeline::{self, Audited};
use serde_json::{Value, json};

use super::arguments::Shown;
use super::{progress, terminal};

/// Audits a file and tells what was found.
pub(super) fn run(file: &Path, against: Option<&Path>, shown: &Shown) -> ExitCode {
    let audited =
        progress::show(shown, |progress| pipeline::audit(file, against, progress));
    let told =
        if shown.json { print(&audited) } else { tell(file, against, &audited, shown) };
    // A closed pipe is the reader's wish.
    drop(told);
    if audited.failed_on_files() {
        return ExitCode::from(3);
    }
    ExitCode::from(u8::from(audited.failed()))
}

fn print(audited: &Audited) -> io::Result<()> {
    let finding = |finding: &Finding| {
        let mut value = super::json::problem(&finding.problem);
        if let Value::Object(members) = &mut value {
            members.insert("found".to_owned(), json!(finding.found));
            members.insert("expected".to_owned(), json!(finding.expected));
        }
        value
    };
    let whole = json!({
        "findings": audited.findings.iter().map(finding).collect::<Vec<_>>(),
        "problems": audited.problems.iter().map(super::json::problem).collect::<Vec<_>>(),
    });
    writeln!(super::stdout(), "{whole:#}")
}

fn tell(
    file: &Path,
    against: Option<&Path>,
    audited: &Audited,
    shown: &Shown,
) -> io::Result<()> {
    let mut out = super::stderr();
    let paint = terminal::Paint::for_terminal(io::stderr().is_terminal());
    let found = audited.findings.iter().map(|finding| &finding.problem);
    let all: Vec<_> = audited.problems.iter().chain(found).collect();
    for problem in &all {
        if !shown.quiet || problem.severity == Severity::Error {
            terminal::problem(&mut out, paint, problem)?;
        }
    }
    if shown.quiet && !audited.failed() {
        return Ok(());
    }
    let count =
        |severity| all.iter().filter(|problem| problem.severity == severity).count();
    let summary = match (count(Severity::Error), count(Severity::Warning)) {
        _ if has_errors(audited) => "没有核对".to_owned(),
        (0, 0) if against.is_some() => "没有发现问题，数字与底稿相同".to_owned(),
        (0, 0) => "没有发现问题".to_owned(),
        (errors, 0) => format!("有{errors}处错误"),
        (0, warnings) => format!("有{warnings}处提醒"),
        (errors, warnings) => format!("有{errors}处错误、{warnings}处提醒"),
    };
    writeln!(out, "{}：{summary}", file.display())
}

fn has_errors(audited: &Audited) -> bool {
    bulletin::diagnostics::has_errors(&audited.problems)
}
