//! The reference bulletin as a Word file in which something can be changed.

use std::path::Path;
use std::sync::LazyLock;

use crate::package::changed_body;
use bulletin::audit::{self, File, Finding, Ledger};
use bulletin::diagnostics::Place;
use bulletin::document::Document;
use bulletin::pipeline::{self, Composed, Loaded, Options};
use bulletin::writers::docx;
use num_rational::BigRational;

pub(crate) const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/2023-09");

/// The reference month, its document and the Word file that it gives.
pub(crate) static REFERENCE: LazyLock<(Loaded, Composed, Vec<u8>)> =
    LazyLock::new(|| {
        let (loaded, problems) = pipeline::load(Path::new(FOLDER), &|_| {});
        let loaded = loaded.expect("the reference month loads");
        let composed = pipeline::compose(&loaded, problems, Options::default());
        let word = docx::write(&composed.document, &loaded.layout.style).unwrap();
        (loaded, composed, word)
    });

/// A Word file whose body was changed.
pub(crate) fn changed(word: &[u8], change: impl FnOnce(String) -> String) -> Vec<u8> {
    changed_body(word, |body| {
        let changed = change(body.clone());
        assert_ne!(changed, body, "nothing was changed");
        changed
    })
}

/// The body with a run's words replaced, the first that are so.
pub(crate) fn words(body: &str, old: &str, new: &str) -> String {
    body.replacen(&format!(">{old}<"), &format!(">{new}<"), 1)
}

/// The body with a cell's words replaced: table and column from 1, the row by a name.
pub(crate) fn cell(
    body: &str,
    table: usize,
    row: &str,
    column: usize,
    new: &str,
) -> String {
    let start = body.match_indices("<w:tbl>").nth(table - 1).expect("a table").0;
    let name = start + body[start..].find(&format!(">{row}<")).expect("a row");
    let row = body[..name].rfind("<w:tr>").unwrap();
    let cell = row + body[row..].match_indices("<w:tc>").nth(column - 1).unwrap().0;
    let open = cell + body[cell..].find("<w:t ").expect("words");
    let from = open + body[open..].find('>').unwrap() + 1;
    let to = from + body[from..].find('<').unwrap();
    format!("{}{new}{}", &body[..from], &body[to..])
}

/// The city's own score, which is not what its rates give: told of every copy of the
/// reference month.
pub(crate) fn city_score() -> Found {
    let spot = "“二、诉求办理情况”下第1段“据市级考评结果，全区响应率…”";
    finding("A12", spot, "95.21", "95.12")
}

/// What an audit of the bytes finds: code, place, found, expected.
pub(crate) type Found = (String, String, String, String);

pub(crate) fn audit(word: &[u8]) -> Vec<Found> {
    let mut found = audit_whole(word);
    found.retain(|found| *found != city_score());
    found
}

/// The same with what is known of the reference month.
pub(crate) fn audit_whole(word: &[u8]) -> Vec<Found> {
    let file = File { path: Path::new("通报.docx"), bytes: word };
    told(audit::bulletin(file, None).unwrap().findings)
}

/// The same with the reference month as ledger.
pub(crate) fn audit_against(word: &[u8]) -> Vec<Found> {
    audit_with(word, &REFERENCE.1.document)
}

/// The same with another document as ledger.
pub(crate) fn audit_with(word: &[u8], document: &Document) -> Vec<Found> {
    let weights = [10, 50, 40].map(|points| BigRational::from_integer(points.into()));
    let ledger = Ledger { document, weights };
    let file = File { path: Path::new("通报.docx"), bytes: word };
    let mut found = told(audit::bulletin(file, Some(&ledger)).unwrap().findings);
    found.retain(|found| *found != city_score());
    found
}

pub(crate) fn told(findings: Vec<Finding>) -> Vec<Found> {
    let told = |finding: Finding| {
        let Finding { problem, found, expected, .. } = finding;
        let spot = match problem.place {
            Some(Place::Spot { spot, .. }) => spot,
            place => panic!("{place:?} is no spot"),
        };
        (problem.code.to_string(), spot, found, expected)
    };
    findings.into_iter().map(told).collect()
}

/// A finding as tests write it.
pub(crate) fn finding(code: &str, spot: &str, found: &str, expected: &str) -> Found {
    (code.to_owned(), spot.to_owned(), found.to_owned(), expected.to_owned())
}
