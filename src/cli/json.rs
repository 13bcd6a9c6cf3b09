//! Results for other programs.

use std::io::{self, Write};
use std::path::Path;

use bulletin::diagnostics::{Place, Problem, Severity};
use bulletin::pipeline::Report;
use serde_json::{Value, json};

/// The version of all that is printed here.
const VERSION: u32 = 1;

/// Prints a report as JSON.
pub(super) fn print(report: &Report) -> io::Result<()> {
    let readings: Vec<Value> = report
        .readings
        .iter()
        .map(|reading| {
            json!({
                "file": shown(&reading.file),
                "sheet": reading.sheet,
                "rows": reading.rows,
                "used": reading.used,
                "left_out": reading.left_out.iter().map(|left| {
                    json!({ "reason": left.reason, "rows": left.count, "named": left.rows })
                }).collect::<Vec<_>>(),
                "unused": reading.unused,
            })
        })
        .collect();
    let files: Vec<Value> = report
        .files
        .iter()
        .map(|file| json!({ "path": shown(&file.path), "bytes": file.bytes }))
        .collect();
    let whole = json!({
        "readings": readings,
        "problems": report.problems.iter().map(problem).collect::<Vec<_>>(),
        "files": files,
    });
    tell(whole)
}

/// Prints an object for other programs, with the version of their form: it rises when a
/// member goes or means another thing, not when one is added.
pub(super) fn tell(whole: Value) -> io::Result<()> {
    write(&mut super::stdout(), whole)
}

/// The same, to an output that is open.
pub(super) fn write(out: &mut impl Write, mut whole: Value) -> io::Result<()> {
    if let Value::Object(members) = &mut whole {
        members.insert("version".to_owned(), json!(VERSION));
    }
    writeln!(out, "{whole:#}")
}

/// A problem with its places.
pub(super) fn problem(problem: &Problem) -> Value {
    let Problem { severity, code, message, place: at, hint, more, unlisted, remedy: _ } =
        problem;
    json!({
        "severity": match severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        "code": code.to_string(),
        "message": message,
        "place": at.as_ref().map(place),
        "hint": hint,
        "more": more.iter().map(place).collect::<Vec<_>>(),
        "unlisted": unlisted,
    })
}

fn place(place: &Place) -> Value {
    match place {
        Place::File { path } => json!({ "file": shown(path) }),
        Place::Line { path, line, column } => {
            json!({ "file": shown(path), "line": line, "column": column })
        }
        Place::Cell { path, sheet, cell } => {
            json!({ "file": shown(path), "sheet": sheet, "cell": cell })
        }
        Place::Spot { path, spot } => {
            json!({ "file": shown(path), "spot": spot })
        }
    }
}

/// A path as text; a name may hold what is no text.
pub(super) fn shown(path: &Path) -> String {
    path.display().to_string()
}
