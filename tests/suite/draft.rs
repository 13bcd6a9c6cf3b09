//! A draft is marked on every page and lists what is open; a final bulletin is not.
#![expect(clippy::unwrap_used, reason = "a test without its month has to fail")]

use std::io::{Cursor, Read};

use crate::month::Month;
use bulletin::pipeline::{self, Composed, Options};
use bulletin::writers::pdf::{Purpose, Typesetter};

/// A month with a warning: no bundled font has the last sign.
fn month_with_a_rare_sign() -> Month {
    Month::sound().with("cases.yaml", "已经解决", "已经解决𪚥")
}

/// Parts of a Word file by their names.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = package.file_names().map(str::to_owned).collect();
    let mut read = |name: String| {
        let mut bytes = Vec::new();
        package.by_name(&name).unwrap().read_to_end(&mut bytes).unwrap();
        (name, String::from_utf8_lossy(&bytes).into_owned())
    };
    names.into_iter().map(&mut read).collect()
}

fn word_file(month: &Month) -> Vec<(String, String)> {
    let outputs = month.outputs();
    let (_, bytes) = outputs.iter().find(|(name, _)| name.ends_with(".docx")).unwrap();
    parts(bytes)
}

#[test]
fn a_word_draft_has_its_mark_in_every_header_and_the_open_problems_at_its_end() {
    let month = month_with_a_rare_sign();
    assert!(month.run(&["build", "--draft"]).status.success());
    let names: Vec<String> = month.outputs().into_iter().map(|(name, _)| name).collect();
    assert!(names.iter().all(|name| name.contains("（草稿）")), "{names:?}");
    let parts = word_file(&month);
    let headers: Vec<_> = parts
        .iter()
        .filter(|(name, _)| name.starts_with("word/header"))
        .collect();
    assert!(!headers.is_empty());
    for (name, text) in headers {
        assert!(text.contains("草稿"), "{name}");
    }
    let (_, body) = parts.iter().find(|(name, _)| name == "word/document.xml").unwrap();
    let (_, open) = body.split_once("待处理的问题").unwrap();
    assert!(open.contains("L02"));
}

#[test]
fn a_final_bulletin_has_neither_mark_nor_list() {
    let month = month_with_a_rare_sign();
    let output = month.run(&["build"]);
    assert!(output.status.success());
    assert!(String::from_utf8(output.stderr).unwrap().contains("L02"));
    for (name, text) in word_file(&month) {
        assert!(!text.contains("草稿") && !text.contains("待处理的问题"), "{name}");
    }
}

#[test]
fn the_pages_of_a_draft_end_with_the_open_problems() {
    let month = month_with_a_rare_sign();
    let (loaded, problems) = pipeline::load(&month.path(""), &|_| {});
    let loaded = loaded.unwrap();
    let options = Options { draft: true, ..Options::default() };
    let Composed { document, .. } = pipeline::compose(&loaded, problems, options);
    let bulletin::layout::Layout { style, report, .. } = &loaded.layout;
    let pages = Typesetter::shared()
        .lay_out(&document, style, report, Purpose::Print)
        .unwrap();
    let headings = pages.headings();
    let [.., before, last] = &headings[..] else { unreachable!("{headings:?}") };
    assert_eq!(last.text, "待处理的问题");
    assert!(last.page > before.page, "on a page of its own: {headings:?}");
}

#[test]
fn what_the_configuration_calls_blocking_stops_the_build_but_no_draft() {
    let strict = |month: Month| {
        month.with(
            "bulletin.yaml",
            "cases: cases.yaml",
            "cases: cases.yaml\nchecks: { L02: error }",
        )
    };
    let month = strict(month_with_a_rare_sign());
    assert_eq!(month.run(&["build"]).status.code(), Some(1));
    assert_eq!(month.outputs(), []);
    month.run(&["build", "--draft"]);
    assert!(!word_file(&month).is_empty());
}
