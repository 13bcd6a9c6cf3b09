//! The list of figures with this month's values.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use bulletin::diagnostics::has_errors;
use bulletin::figures::{Figure, List, Statistics};
use bulletin::pipeline;
use bulletin::wording;
use serde_json::json;

use super::project::Shown;
use super::{progress, table};

/// Prints every figure whose name, value or definition contains what is looked for, and
/// the lists for tables and charts; those of a unit's issue when one is named.
pub(super) fn list(
    folder: &Path,
    find: Option<&str>,
    unit: Option<&str>,
    shown: &Shown,
) -> ExitCode {
    let (loaded, problems) =
        progress::show(shown, |progress| pipeline::load(folder, progress));
    let Some(loaded) = loaded else {
        return super::fail(folder, problems, shown);
    };
    if has_errors(&problems) && !shown.json {
        super::fail(folder, problems, shown);
    }
    let find = find.unwrap_or_default();
    let issue = unit.map(|unit| pipeline::issue(&loaded, unit)).transpose();
    let statistics = match &issue {
        Ok(Some(issue)) => &issue.statistics,
        Ok(None) => &loaded.statistics,
        Err(problems) => return super::fail(folder, problems.clone(), shown),
    };
    let printed =
        if shown.json { print_json(statistics, find) } else { print(statistics, find) };
    // A closed pipe is the reader's wish.
    drop(printed);
    ExitCode::SUCCESS
}

fn print_json(statistics: &Statistics, find: &str) -> io::Result<()> {
    let all: Vec<_> = found(statistics, find)
        .map(|figure| {
            json!({
                "key": figure.key,
                "text": wording::text(figure),
                "exact": figure.exact.as_ref().map(ToString::to_string),
                "definition": figure.definition,
            })
        })
        .collect();
    super::json::tell(json!({ "figures": all }))
}

/// Columns side by side for a person, tabs for a program.
fn print(statistics: &Statistics, find: &str) -> io::Result<()> {
    let figures: Vec<Vec<String>> = found(statistics, find)
        .map(|figure| {
            vec![figure.key.clone(), wording::text(figure), figure.definition.clone()]
        })
        .collect();
    let lists: Vec<Vec<String>> = statistics
        .lists()
        .filter(|list| list.key.contains(find))
        // Every unit has a course, which is empty before the second issue.
        .filter(|list| !list.rows.is_empty() || !find.is_empty())
        .map(|list| {
            vec![
                list.key.clone(),
                format!("{}行", list.rows.len()),
                columns(statistics, list),
            ]
        })
        .collect();
    let mut out = super::stdout();
    if !io::stdout().is_terminal() {
        for row in figures {
            writeln!(out, "{}", row.join("\t"))?;
        }
        return out.flush();
    }
    table::print(&mut out, ["名称", "本月数值", "口径"], &figures)?;
    if !lists.is_empty() {
        writeln!(out, "\n表格（rows）和图表（subject）可用的列表：")?;
        table::print(&mut out, ["名称", "行数", "列"], &lists)?;
    }
    out.flush()
}

fn found<'a>(
    statistics: &'a Statistics,
    find: &'a str,
) -> impl Iterator<Item = &'a Figure> {
    statistics.figures().filter(move |figure| matches(figure, find))
}

/// The figures that the rows of a list have; those of lists within rows are not told.
fn columns(statistics: &Statistics, list: &List) -> String {
    let Some(first) = list.rows.first() else { return String::new() };
    let start = format!("{}.", first.key);
    let names = statistics
        .figures()
        .filter_map(|figure| figure.key.strip_prefix(&start))
        .filter(|name| !name.contains('.'));
    names.collect::<Vec<_>>().join("、")
}

fn matches(figure: &Figure, find: &str) -> bool {
    figure.key.contains(find)
        || figure.definition.contains(find)
        || wording::text(figure) == find
}
