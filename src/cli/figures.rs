//! The list of figures with this month's values.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use bulletin::pipeline;
use bulletin::statistics::{Figure, Statistics};
use bulletin::wording;
use serde_json::json;

use super::arguments::Shown;
use super::progress;

/// Prints every figure whose name, value or definition contains what is looked for.
pub(super) fn list(folder: &Path, find: Option<&str>, shown: &Shown) -> ExitCode {
    let (loaded, problems) =
        progress::show(shown, |progress| pipeline::load(folder, progress));
    let Some(loaded) = loaded else {
        drop(super::problems(&problems));
        return ExitCode::FAILURE;
    };
    // A closed pipe is the reader's wish.
    drop(print(&loaded.statistics, find.unwrap_or_default(), shown.json));
    ExitCode::SUCCESS
}

fn print(statistics: &Statistics, find: &str, as_json: bool) -> io::Result<()> {
    let mut out = super::stdout();
    let found = statistics.figures().filter(|figure| matches(figure, find));
    if as_json {
        let all: Vec<_> = found
            .map(|figure| {
                json!({
                    "key": figure.key,
                    "text": wording::text(figure),
                    "exact": figure.exact.as_ref().map(ToString::to_string),
                    "definition": figure.definition,
                })
            })
            .collect();
        return writeln!(out, "{:#}", json!(all));
    }
    for figure in found {
        let text = wording::text(figure);
        writeln!(out, "{}\t{text}\t{}", figure.key, figure.definition)?;
    }
    out.flush()
}

fn matches(figure: &Figure, find: &str) -> bool {
    figure.key.contains(find)
        || figure.definition.contains(find)
        || wording::text(figure) == find
}
