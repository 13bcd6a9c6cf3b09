//! The view as the page in the browser is given it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::super::exports::ROWS_MAX;
use super::board::Posted;
use super::desk::{Draft, View};
use crate::diagnostics::{Code, Place, Problem, Remedy, Severity};
use crate::tickets::Reading;
use crate::writers::pdf::{HeadingSpot, Sheet};

/// A view as JSON; empty before there is one.
pub(in crate::workbench) fn json(posted: &Posted) -> String {
    let name = posted.name();
    let Some(view) = &posted.view else { return String::new() };
    let View { draft, is_current, problems } = &**view;
    let shown = draft.as_deref().map(shown);
    let problems: Vec<Value> = problems.iter().map(problem).collect();
    json!({
        "seen": name,
        "draft": shown,
        "is_current": *is_current && !posted.is_working,
        "is_working": posted.is_working,
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

/// A problem with what may be decided about it.
pub(in crate::workbench) fn problem(problem: &Problem) -> Value {
    let Problem { severity, code, message, place, hint, more, unlisted, remedy } =
        problem;
    json!({
        "is_error": *severity == Severity::Error,
        "code": code.to_string(),
        "message": message,
        "place": place.as_ref().map(ToString::to_string),
        "hint": hint,
        "more": more.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "unlisted": unlisted,
        "remedy": remedy.as_ref().map(decision),
        "rows": rows(problem),
    })
}

/// Problems of rows, which somebody may decide to leave out.
const OF_ROWS: &[Code] = &[
    Code::UNKNOWN_UNIT,
    Code::UNKNOWN_VALUE,
    Code::BAD_DATE,
    Code::OUTSIDE_PERIOD,
    Code::DUPLICATE_TICKET,
    Code::RATED_WITHOUT_RESULT,
    Code::RESULT_WITHOUT_RATING,
    Code::CO_HANDLER_IS_LEAD,
    Code::NOT_ACCEPTED,
    Code::BAD_NUMBER,
    Code::MISSING_VALUE,
    Code::LOST_DIGITS,
    Code::DUPLICATE_ROW,
    Code::CONTRADICTION,
    Code::CLOSED_EARLY,
    Code::SAME_GROUP,
    Code::IMPLAUSIBLE,
    Code::LIKE_A_SUM,
    Code::UNKNOWN_DISTRICT,
    Code::OTHER_TIME,
    Code::OTHER_ROW,
];

/// The rows of a problem, where all are known: file, sheet and numbers.
fn rows(problem: &Problem) -> Option<Value> {
    let places = || problem.place.iter().chain(&problem.more);
    let Some(Place::Cell { path, sheet, .. }) = &problem.place else { return None };
    let row = |place: &Place| {
        let Place::Cell { path: file, sheet: own, cell } = place else { return None };
        let number = cell.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        (file == path && own == sheet).then(|| number.parse().ok())?
    };
    let rows: Option<BTreeSet<u32>> = places().map(row).collect();
    let rows = rows.filter(|rows| {
        OF_ROWS.contains(&problem.code) && problem.unlisted == 0 && rows.len() <= ROWS_MAX
    })?;
    Some(json!({ "file": path, "sheet": sheet, "rows": rows }))
}

fn decision(remedy: &Remedy) -> Value {
    match remedy {
        Remedy::Name { written, near } => {
            json!({ "kind": "name", "written": written, "near": near })
        }
        Remedy::Value { column, written, expected } => {
            json!({ "kind": "value", "column": column, "written": written, "expected": expected })
        }
        Remedy::Header { column, titles, near } => {
            json!({ "kind": "header", "column": column, "titles": titles, "near": near })
        }
    }
}

/// The account of an export.
pub(in crate::workbench) fn reading(reading: &Reading) -> Value {
    let Reading { file, sheet, rows, used, left_out, noted, unused, absent: _ } = reading;
    let left_out: Vec<String> =
        left_out.iter().chain(noted).map(ToString::to_string).collect();
    json!({
        "file": file,
        "sheet": sheet,
        "rows": rows,
        "used": used,
        "left_out": left_out,
        "unused": unused,
    })
}
