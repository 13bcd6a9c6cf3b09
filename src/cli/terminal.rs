//! Problems and results as a person reads them.

use std::io::{self, Write};
use std::path::Path;

use bulletin::diagnostics::{Place, Problem, Severity};
use bulletin::pipeline::{Report, Written};
use bulletin::tickets::Reading;

use super::project::Shown;
use super::{excerpt, harmless};

/// Places shown of a problem that stands in many.
const PLACES_MAX: usize = 5;
/// So many files are named each.
const FILES_MAX: usize = 10;

/// Tells what was read, found and written.
pub(super) fn tell(shown: &Shown, folder: &Path, report: &Report) -> io::Result<()> {
    let mut out = super::stderr();
    if !shown.quiet {
        for reading in &report.readings {
            writeln!(out, "{}", read(reading))?;
        }
    }
    for found in &report.problems {
        if !shown.quiet || found.severity == Severity::Error {
            problem(&mut out, folder, found)?;
        }
    }
    if !shown.quiet {
        files(&mut out, &report.files)?;
    }
    if !shown.quiet || report.failed() {
        writeln!(out, "{}", summary(folder, report))?;
    }
    Ok(())
}

/// The files written; of many only where they are.
fn files(out: &mut impl Write, files: &[Written]) -> io::Result<()> {
    let kilobytes = |files: &[Written]| {
        files.iter().map(|file| file.bytes).sum::<usize>().div_ceil(1024)
    };
    match files.last().and_then(|last| last.path.parent()) {
        Some(folder) if files.len() > FILES_MAX => {
            let (count, kilobytes) = (files.len(), kilobytes(files));
            writeln!(out, "写出 {}：{count}个文件（{kilobytes} KB）", folder.display())
        }
        Some(_) | None => files.iter().try_for_each(|file| {
            let kilobytes = kilobytes(std::slice::from_ref(file));
            writeln!(out, "写出 {}（{kilobytes} KB）", file.path.display())
        }),
    }
}

/// Tells the errors among the problems of a project folder.
pub(super) fn tell_errors(folder: &Path, problems: &[Problem]) -> io::Result<()> {
    let mut out = super::stderr();
    for found in problems.iter().filter(|found| found.severity == Severity::Error) {
        problem(&mut out, folder, found)?;
    }
    Ok(())
}

/// A path as it is typed behind a command.
pub(super) fn as_argument(path: &Path) -> String {
    let path = path.display().to_string();
    if path.contains(char::is_whitespace) { format!("\"{path}\"") } else { path }
}

/// Prints a problem of a project folder: what, where with the line itself, and how to
/// mend it. Colours are taken out again where they are not wanted, as `output` does.
pub(super) fn problem(
    out: &mut impl Write,
    folder: &Path,
    problem: &Problem,
) -> io::Result<()> {
    let Problem { severity, code, message, place, hint, more, unlisted, remedy: _ } =
        problem;
    let colour = match severity {
        Severity::Error => harmless::RED,
        Severity::Warning => harmless::YELLOW,
    };
    writeln!(out, "{colour}{severity} {code}{}：{message}", harmless::PLAIN)?;
    if let Some(place) = place {
        writeln!(out, "  --> {place}")?;
    }
    if let Some(excerpt) = place.as_ref().and_then(|place| excerpt::of(folder, place)) {
        write!(out, "{excerpt}")?;
    }
    if !more.is_empty() {
        writeln!(
            out,
            "  另有{}处：{}",
            more.len() + unlisted,
            places(more, place.as_ref())
        )?;
    }
    if let Some(hint) = hint {
        writeln!(out, "提示：{hint}")?;
    }
    Ok(())
}

/// The first few further places, cells of the same sheet by their address alone.
fn places(more: &[Place], first: Option<&Place>) -> String {
    let short = |place: &Place| match (place, first) {
        (
            Place::Cell { path, sheet, cell },
            Some(Place::Cell { path: same, sheet: alike, .. }),
        ) if path == same && sheet == alike => cell.clone(),
        (Place::Line { path, line, .. }, Some(Place::Line { path: same, .. }))
            if path == same =>
        {
            format!("第{line}行")
        }
        _ => place.to_string(),
    };
    let shown: Vec<String> = more.iter().take(PLACES_MAX).map(short).collect();
    let etc = if more.len() > PLACES_MAX { "等" } else { "" };
    format!("{}{etc}", shown.join("、"))
}

/// The account of one export.
fn read(reading: &Reading) -> String {
    let Reading { file, sheet, rows, used, left_out, noted, unused, absent: _ } = reading;
    let sheet = if sheet.is_empty() { String::new() } else { format!("“{sheet}”") };
    let mut line = format!("读取 {}{sheet}：{rows}行，采用{used}行", file.display());
    for left in left_out.iter().chain(noted) {
        line.push_str(&format!("，{left}"));
    }
    if !unused.is_empty() {
        line.push_str(&format!("\n  未用到的列：{}", unused.join("、")));
    }
    line
}

/// How much was found.
pub(super) fn found(errors: usize, warnings: usize) -> String {
    match (errors, warnings) {
        (0, 0) => "没有发现问题".to_owned(),
        (0, warnings) => format!("有{warnings}处提醒"),
        (errors, 0) => format!("有{errors}处错误"),
        (errors, warnings) => format!("有{errors}处错误、{warnings}处提醒"),
    }
}

fn summary(folder: &Path, report: &Report) -> String {
    let count = |severity| {
        let alike = report.problems.iter().filter(|found| found.severity == severity);
        alike.map(Problem::places).sum::<usize>()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let found = found(errors, warnings);
    let folder = folder.display();
    match report.files.len() {
        0 if errors > 0 => format!("{folder}：{found}，没有写出文件"),
        0 => format!("{folder}：检查完毕，{found}"),
        files => format!("{folder}：完成，写出{files}个文件，{found}"),
    }
}
