//! The files that can be saved from the preview; and that it writes none itself.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use super::browser::Browser;

/// “9月…（草稿）” as headers carry it.
const NAME: &str = "attachment; filename*=UTF-8''9%E6%9C%88%E2%80%9C%E6%8E%A5%E8%AF%89\
    %E5%8D%B3%E5%8A%9E%E2%80%9D%E8%80%83%E6%A0%B8%E6%9C%9F%E5%B7%A5%E4%BD%9C%E6%83%85\
    %E5%86%B5%E5%88%86%E6%9E%90%EF%BC%88%E8%8D%89%E7%A8%BF%EF%BC%89";

#[test]
fn the_pdf_is_the_draft_under_its_name() {
    let browser = Browser::open();
    browser.state("");
    let answer = browser.get("/pdf");
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("Content-Type"), Some("application/pdf"));
    assert_eq!(answer.header("Content-Disposition"), Some(&*format!("{NAME}.pdf")));
    assert!(answer.body.starts_with(b"%PDF-"));
    assert!(answer.body.trim_ascii_end().ends_with(b"%%EOF"));
}

#[test]
fn the_word_file_is_the_draft_under_its_name() {
    let browser = Browser::open();
    browser.state("");
    let answer = browser.get("/word");
    assert_eq!(
        answer.header("Content-Type"),
        Some("application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    );
    assert_eq!(answer.header("Content-Disposition"), Some(&*format!("{NAME}.docx")));
    let mut package = zip::ZipArchive::new(Cursor::new(answer.body)).unwrap();
    let mut text = String::new();
    let mut part = package.by_name("word/document.xml").unwrap();
    part.read_to_string(&mut text).unwrap();
    assert!(text.contains("诉求总量情况"));
}

#[test]
fn nothing_is_written_into_the_project() {
    let browser = Browser::open();
    let before = tree(browser.folder());
    browser.state("");
    assert_eq!((browser.get("/pdf").status, browser.get("/word").status), (200, 200));
    assert_eq!(tree(browser.folder()), before);
}

fn tree(folder: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(tree(&path));
        }
        found.insert(path);
    }
    found
}
