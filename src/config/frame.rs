//! Masthead, signature and imprint from their keys and what the configuration says anyway.

use super::dates::in_chinese;
use super::keys::{Bulletin, ImprintKeys, MastheadKeys, SignatureKeys};
use super::project::Frame;
use crate::diagnostics::{Code, Problem};
use crate::document::{Imprint, ImprintRow, Masthead, Signature};
use crate::yaml::{Places, WordOr};

/// The frame, with what is wrong in it.
pub(super) fn frame(keys: &Bulletin, places: &Places) -> (Frame, Vec<Problem>) {
    let mut problems = Vec::new();
    let office = &keys.office.value;
    let date = in_chinese(keys.date.0);
    let issue = keys.issue.map(|number| format!("第{number}期"));
    let masthead = keys.masthead.as_ref().map(|masthead| {
        if is_true(masthead.issue.as_deref()) && issue.is_none() {
            problems.push(no_issue().at(places.of("masthead.issue")));
        }
        self::masthead(masthead, office, &date, issue)
    });
    let frame = Frame {
        masthead,
        title: keys.title.as_ref().map(title).filter(|lines| !lines.is_empty()),
        addressee: keys.addressee.as_deref().map(addressee),
        signature: signature(keys.signature.as_ref(), office, &date),
        imprint: keys.imprint.as_deref().filter(|rows| !rows.is_empty()).map(imprint),
    };
    (frame, problems)
}

fn masthead(
    keys: &MastheadKeys,
    office: &str,
    date: &str,
    issue: Option<String>,
) -> Masthead {
    let MastheadKeys { name, issue: own, document_number, office: shown, date: day } =
        keys;
    Masthead {
        name: name.clone(),
        issue: part(own.as_deref(), issue),
        document_number: document_number.clone(),
        office: part(shown.as_deref(), Some(office.to_owned())),
        date: part(day.as_deref(), Some(date.to_owned())),
    }
}

/// A part of the frame: absent, the default when `true`, or a text of its own.
fn part(written: Option<&str>, default: Option<String>) -> Option<String> {
    match written {
        None | Some("false") => None,
        Some("true") => default,
        Some(text) => Some(text.to_owned()),
    }
}

fn is_true(written: Option<&str>) -> bool {
    written == Some("true")
}

fn signature(
    keys: Option<&WordOr<bool, SignatureKeys>>,
    office: &str,
    date: &str,
) -> Option<Signature> {
    let (issuer, day, sealed) = match keys? {
        WordOr::Word(false) => return None,
        WordOr::Word(true) => (None, None, None),
        WordOr::Longer(SignatureKeys { issuer, date, sealed }) => {
            (issuer.clone(), date.clone(), *sealed)
        }
    };
    Some(Signature {
        issuer: issuer.unwrap_or_else(|| office.to_owned()),
        date: day.unwrap_or_else(|| date.to_owned()),
        sealed: sealed.unwrap_or(true),
    })
}

fn title(written: &WordOr<String, Vec<String>>) -> Vec<String> {
    match written {
        WordOr::Word(line) => vec![line.clone()],
        WordOr::Longer(lines) => lines.clone(),
    }
}

/// With the full-width colon that GB/T 9704 asks for.
fn addressee(written: &str) -> String {
    format!("{}：", written.trim_end().trim_end_matches([':', '：']))
}

fn imprint(rows: &[ImprintKeys]) -> Imprint {
    let rows = rows
        .iter()
        .map(|ImprintKeys { left, right }| ImprintRow {
            left: left.clone(),
            right: right.clone(),
        })
        .collect();
    Imprint { rows, is_apart: false }
}

fn no_issue() -> Problem {
    Problem::error(Code::MISSING_KEY, "“masthead”要印期号，但缺少“issue”")
        .hint("在最外层补上一行“issue: 9”，或在这里直接写“第9期”")
}
