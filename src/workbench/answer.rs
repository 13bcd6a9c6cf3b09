//! Which request gets what.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use percent_encoding::percent_decode_str;

use super::api::{self, Call, Given, Refused};
use super::life::Life;
use super::months::{Month, Months, single};
use super::preview::{self, Draft};
use super::readings;
use crate::diagnostics::{Outcome, Problem};
use crate::pipeline::{self, File};

const TEXT: &str = "text/plain; charset=utf-8";
const JSON: &str = "application/json";
const PAGE: &str = "text/html; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const WORD: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Shorter than a browser's patience.
const PATIENCE: Duration = Duration::from_secs(25);

/// A request that may be answered.
pub(super) struct Asked<'a> {
    /// Whether something is to be done; else only looked at.
    pub(super) is_post: bool,
    pub(super) path: &'a str,
    pub(super) query: &'a str,
    pub(super) body: &'a [u8],
}

/// What is sent back.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) kind: &'static str,
    pub(super) body: Vec<u8>,
    /// For a file that is to be saved.
    pub(super) file_name: Option<String>,
}

/// The largest body of an upload: as large as an export may be.
const UPLOAD_BYTES_MAX: usize = 256 << 20;
/// The largest body of anything else.
const BODY_BYTES_MAX: usize = 2 << 20;

/// Files of the pages with their kind.
macro_rules! assets {
    ($($kind:ident: $($name:literal)*;)*) => {
        &[$($(($name, $kind, include_str!(concat!("page/", $name)))),*),*]
    };
}

/// What the pages are made of.
const ASSETS: &[(&str, &str, &str)] = assets! {
    STYLE: "page.css" "app.css";
    SCRIPT: "page.js" "sheets.js" "panel.js" "app.js" "store.js" "start.js" "exports.js" "units.js"
        "city.js" "problems.js" "cases.js" "finish.js" "outline.js" "returns.js" "learn.js" "compare.js" "check.js"
        "vendor/preact.mjs" "vendor/htm.mjs";
};

/// The largest body that a path takes.
pub(super) fn body_bytes_max(path: &str) -> usize {
    let is_file = ["/upload", "/audit", "/import", "/lend", "/learn"]
        .iter()
        .any(|end| path.ends_with(end));
    if is_file { UPLOAD_BYTES_MAX } else { BODY_BYTES_MAX }
}

/// The answer to a request; waits when the next change of a month is asked for.
pub(super) fn to(asked: &Asked<'_>, months: &Months, life: &Life) -> Answer {
    let Asked { is_post, path, query, body } = *asked;
    let Some(path) = decoded(path) else { return Answer::absent() };
    let call = Call { months, query: query.to_owned(), body };
    let steps: Vec<&str> = path.split('/').skip(1).collect();
    match steps.as_slice() {
        [""] if !is_post => found(PAGE, include_str!("page/app.html")),
        ["openapi.json"] if !is_post => found(JSON, api::description().to_string()),
        ["asset", name @ ..] if !is_post => asset(&name.join("/")),
        ["api", "end"] if is_post => {
            life.end();
            found(JSON, "{}")
        }
        ["api", name] => given(api::answer(is_post, None, name, &call)),
        ["m", month, rest @ ..] => match months.month(month) {
            Some(month) => of_month(is_post, &month, rest, &call),
            None => Answer::refusal(404, "没有这个月份"),
        },
        _ => Answer::absent(),
    }
}

fn asset(name: &str) -> Answer {
    let asset = ASSETS.iter().find(|(own, ..)| *own == name);
    asset.map_or_else(Answer::absent, |(_, kind, text)| found(kind, *text))
}

fn of_month(is_post: bool, month: &Arc<Month>, rest: &[&str], call: &Call<'_>) -> Answer {
    match rest {
        [""] if !is_post => found(PAGE, include_str!("page/app.html")),
        ["pages"] if !is_post => found(PAGE, include_str!("page/page.html")),
        ["state"] if !is_post => match month.preview.board.next(&call.query, PATIENCE) {
            Some(posted) => found(JSON, preview::state(&posted)),
            None => Answer { status: 204, kind: TEXT, body: Vec::new(), file_name: None },
        },
        ["sheet"] if !is_post => {
            of_draft(month, |draft| Some(found("image/svg+xml", draft.svg(&call.query)?)))
        }
        ["figure"] if !is_post => of_draft(month, |draft| {
            Some(found(JSON, preview::figure(draft, &decoded(&call.query)?)?))
        }),
        ["word"] if !is_post => of_draft(month, |draft| {
            let made = pipeline::word(&draft.loaded, &draft.document);
            Some(file(WORD, made.map(|(file, _)| file)))
        }),
        ["pdf"] if !is_post => of_draft(month, |draft| {
            let made = pipeline::print(&draft.loaded, &draft.document);
            Some(file("application/pdf", made.map(|(file, _)| file)))
        }),
        ["finished", name] if !is_post => finished(month, name),
        ["redline"] if !is_post => match readings::redline(call, month) {
            Ok(made) => file(WORD, Ok(made)),
            Err(Refused { status, reason }) => Answer::refusal(status, &reason),
        },
        [name] => given(api::answer(is_post, Some(month), name, call)),
        _ => Answer::absent(),
    }
}

/// A finished file, or a report on how the month was learned, to be saved elsewhere.
fn finished(month: &Month, name: &str) -> Answer {
    let kind = if name.ends_with(".pdf") { "application/pdf" } else { WORD };
    let out = format!("{}/{name}", pipeline::OUTPUT_FOLDER);
    let is_report = pipeline::LEARNED.contains(&name);
    let path = month.path(if is_report { name } else { &out });
    let bytes = path
        .filter(|_| single(name).is_some())
        .and_then(|path| fs::read(path).ok());
    bytes.map_or_else(Answer::absent, |bytes| {
        file(kind, Ok(File { name: name.to_owned(), bytes }))
    })
}

fn given(given: Option<Given>) -> Answer {
    match given {
        Some(Ok(value)) => found(JSON, value.to_string()),
        Some(Err(Refused { status, reason })) => Answer::refusal(status, &reason),
        None => Answer::absent(),
    }
}

/// What is made from the draft that is shown now.
fn of_draft(month: &Month, make: impl FnOnce(&Draft) -> Option<Answer>) -> Answer {
    let draft = month.draft();
    draft.as_deref().and_then(make).unwrap_or_else(Answer::absent)
}

fn file(kind: &'static str, made: Outcome<File>) -> Answer {
    match made {
        Ok(File { name, bytes }) => {
            Answer { status: 200, kind, body: bytes, file_name: Some(name) }
        }
        Err(problems) => {
            let line =
                |problem: &Problem| format!("{}：{}", problem.code, problem.message);
            let lines: Vec<String> = problems.iter().map(line).collect();
            Answer::refusal(500, &lines.join("\n"))
        }
    }
}

fn found(kind: &'static str, body: impl Into<String>) -> Answer {
    Answer { status: 200, kind, body: body.into().into_bytes(), file_name: None }
}

impl Answer {
    pub(super) fn refusal(status: u16, reason: &str) -> Self {
        Self { status, kind: TEXT, body: reason.to_owned().into_bytes(), file_name: None }
    }

    pub(super) fn absent() -> Self {
        Self::refusal(404, "没有这一项")
    }

    /// For a browser that does not know the secret.
    pub(super) fn locked() -> Self {
        let page = include_str!("page/locked.html");
        Self {
            status: 403,
            kind: PAGE,
            body: page.to_owned().into_bytes(),
            file_name: None,
        }
    }
}

/// Text from a query, its % escapes undone; none when they make no text.
fn decoded(query: &str) -> Option<String> {
    Some(percent_decode_str(query).decode_utf8().ok()?.into_owned())
}
