//! The view as the page in the browser is given it.

use serde_json::{Value, json};

use super::board::Posted;
use super::desk::{Draft, View};
use crate::diagnostics::{Problem, Severity};
use crate::tickets::Reading;
use crate::writers::pdf::{HeadingSpot, Sheet};

/// A view as JSON; empty before there is one.
pub(super) fn json(posted: &Posted) -> String {
    let name = posted.name();
    let Some(view) = &posted.view else { return String::new() };
    let View { draft, is_current, problems } = &**view;
    let shown = draft.as_deref().map(shown);
    let problems: Vec<Value> = problems.iter().map(problem).collect();
    json!({
        "seen": name,
        "draft": shown,
        "is_current": is_current,
        "problems": problems,
    })
    .to_string()
}

fn shown(draft: &Draft) -> Value {
    let sheet = |Sheet { id, width_mm, height_mm }: &Sheet| json!({ "id": id, "width_mm": width_mm, "height_mm": height_mm });
    let heading = |HeadingSpot { level, text, page, top_mm }: HeadingSpot| json!({ "level": level, "text": text, "page": page, "top_mm": top_mm });
    json!({
        "title": draft.document.properties.title,
        "sheets": draft.sheets.iter().map(sheet).collect::<Vec<_>>(),
        "headings": draft.pages.headings().into_iter().map(heading).collect::<Vec<_>>(),
        "readings": draft.readings().iter().map(reading).collect::<Vec<_>>(),
    })
}

fn problem(problem: &Problem) -> Value {
    let Problem { severity, code, message, place, hint, more, unlisted } = problem;
    json!({
        "is_error": *severity == Severity::Error,
        "code": code.to_string(),
        "message": message,
        "place": place.as_ref().map(ToString::to_string),
        "hint": hint,
        "more": more.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "unlisted": unlisted,
    })
}

fn reading(reading: &Reading) -> Value {
    let Reading { file, sheet, rows, used, left_out, unused, absent: _ } = reading;
    let left_out = left_out
        .iter()
        .map(|(reason, rows)| format!("{reason}{rows}行"))
        .collect::<Vec<_>>();
    json!({
        "file": file,
        "sheet": sheet,
        "rows": rows,
        "used": used,
        "left_out": left_out,
        "unused": unused,
    })
}
