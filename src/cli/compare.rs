//! What changed between two bulletins.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use bulletin::ledger::{Changes, Moved, Place, Reworded};
use bulletin::pipeline;
use serde_json::{Value, json};

use super::project::Shown;

/// Places told of one figure.
const PLACES_MAX: usize = 3;

/// Prints every figure and sentence that changed; writes them to a workbook if asked to.
pub(super) fn compare(
    old: &Path,
    new: &Path,
    workbook: Option<(&Path, bool)>,
    shown: &Shown,
) -> ExitCode {
    let compared = match pipeline::compare(old, new) {
        Ok(compared) => compared,
        Err(problems) => return super::fail(new, problems, shown),
    };
    // A closed pipe is the reader's wish.
    drop(if shown.json {
        as_json(&compared.changes)
    } else {
        as_text(&compared.changes)
    });
    let Some((path, is_forced)) = workbook else { return ExitCode::SUCCESS };
    super::written(compared.write(path, is_forced), shown)
}

/// Writes the new bulletin as tracked changes against the old one.
pub(super) fn redline(
    old: &Path,
    new: &Path,
    path: &Path,
    (has_numbers, is_forced): (bool, bool),
    shown: &Shown,
) -> ExitCode {
    let written = pipeline::redline(old, new, path, (has_numbers, is_forced));
    super::written(written, shown)
}

fn as_json(changes: &Changes) -> io::Result<()> {
    let places = |places: &[Place]| -> Vec<String> {
        places.iter().map(ToString::to_string).collect()
    };
    let figures: Vec<Value> = changes
        .figures
        .iter()
        .map(|Moved { key, definition, old, new, difference, places: at, .. }| {
            json!({
                "key": key, "definition": definition, "old": old, "new": new,
                "difference": difference, "places": places(at),
            })
        })
        .collect();
    let sentences: Vec<Value> = changes
        .sentences
        .iter()
        .map(|Reworded { place, old, new }| {
            json!({ "place": place.to_string(), "old": old, "new": new })
        })
        .collect();
    let whole = json!({
        "titles": changes.titles, "figures": figures, "sentences": sentences,
    });
    super::json::tell(whole)
}

fn as_text(changes: &Changes) -> io::Result<()> {
    let mut out = super::stdout();
    let [old, new] = &changes.titles;
    writeln!(out, "{old} → {new}")?;
    let printed = changes.figures.iter().filter(|moved| !moved.places.is_empty());
    let count = printed.clone().count();
    writeln!(out, "印出的数字变了{count}个")?;
    for moved in printed {
        figure(&mut out, moved)?;
    }
    let hidden = changes.figures.len() - count;
    if hidden > 0 {
        writeln!(out, "没有印出的数字变了{hidden}个（--xlsx 全部列出）")?;
    }
    if changes.is_same_period {
        writeln!(out, "语句变了{}处", changes.sentences.len())?;
    }
    for Reworded { place, old, new } in &changes.sentences {
        writeln!(out, "  {place}")?;
        for (sign, text) in [("-", old), ("+", new)] {
            if let Some(text) = text {
                writeln!(out, "    {sign} {text}")?;
            }
        }
    }
    out.flush()
}

fn figure(out: &mut impl Write, moved: &Moved) -> io::Result<()> {
    let Moved { key, definition, old, new, difference, places, .. } = moved;
    let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "无".to_owned());
    let difference =
        difference.as_ref().map_or_else(String::new, |by| format!("（{by}）"));
    writeln!(out, "  {definition}：{} → {}{difference}", text(old), text(new))?;
    let told: Vec<String> =
        places.iter().take(PLACES_MAX).map(ToString::to_string).collect();
    let etc = match places.len() {
        n if n > PLACES_MAX => format!("等{n}处"),
        _ => String::new(),
    };
    writeln!(out, "    {key}；{}{etc}", told.join("；"))
}
