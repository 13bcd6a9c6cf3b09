//! What is saved shows without being asked for; what cannot be used keeps the last pages.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::browser::Browser;

/// Replaces words in a file of the project.
fn edit(browser: &Browser, file: &str, from: &str, to: &str) {
    let path = browser.folder().join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file}: {from}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

/// Gives the project a layout of its own: the official one, to be changed.
fn use_own_layout(project: &Path) {
    let layout = project.join("layout");
    fs::create_dir(&layout).unwrap();
    let official = Path::new(env!("CARGO_MANIFEST_DIR")).join("layouts/official");
    for file in ["style.yaml", "outline.yaml", "report.typ"] {
        fs::copy(official.join(file), layout.join(file)).unwrap();
    }
    let path = project.join("bulletin.yaml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path, text.replace("layout: official", "layout: ./layout")).unwrap();
}

fn is_current(state: &Value) -> bool {
    state["is_current"] == true
}

fn messages(state: &Value) -> String {
    let problems = state["problems"].as_array().unwrap().iter();
    problems
        .map(|it| format!("{} {}\n", it["message"], it["place"]))
        .collect()
}

#[test]
fn an_edited_case_changes_its_page_alone() {
    let browser = Browser::open();
    let before = browser.state("");
    edit(&browser, "cases.yaml", "车棚", "遮雨车棚");
    let old = Browser::sheets(&before);
    let after = browser
        .after(&before, |state| is_current(state) && Browser::sheets(state) != old);
    let new = Browser::sheets(&after);
    assert_eq!(old[..5], new[..5]);
    assert_ne!(old[5..], new[5..]);
}

#[test]
fn a_broken_file_keeps_the_pages_and_tells_its_line() {
    let browser = Browser::open();
    let before = browser.state("");
    edit(&browser, "bulletin.yaml", "district:", "distrikt:");
    let broken = browser.after(&before, |state| !is_current(state));
    assert_eq!(Browser::sheets(&broken), Browser::sheets(&before));
    assert!(messages(&broken).contains("distrikt"), "{}", messages(&broken));
    assert!(messages(&broken).contains("bulletin.yaml，第"), "{}", messages(&broken));
    edit(&browser, "bulletin.yaml", "distrikt:", "district:");
    let mended = browser.after(&broken, is_current);
    assert_eq!(Browser::sheets(&mended), Browser::sheets(&before));
}

#[test]
fn an_export_cut_short_keeps_the_pages() {
    let browser = Browser::open();
    let before = browser.state("");
    let export = browser.folder().join("data/各区万人诉求比.xlsx");
    let bytes = fs::read(&export).unwrap();
    fs::write(&export, &bytes[..bytes.len() / 2]).unwrap();
    let broken = browser.after(&before, |state| !is_current(state));
    assert_eq!(Browser::sheets(&broken), Browser::sheets(&before));
    assert!(messages(&broken).contains("各区万人诉求比.xlsx"), "{}", messages(&broken));
    fs::write(&export, &bytes).unwrap();
    browser.after(&broken, is_current);
}

#[test]
fn a_project_that_is_broken_from_the_start_shows_once_it_is_mended() {
    let browser = Browser::open_after(|folder| {
        let cases = folder.join("cases.yaml");
        fs::rename(&cases, folder.join("cases.bak")).unwrap();
    });
    let broken = browser.state("");
    assert!(broken["draft"].is_null());
    assert!(messages(&broken).contains("cases.yaml"), "{}", messages(&broken));
    assert_eq!(browser.get("/pdf").status, 404);
    let cases = browser.folder().join("cases.yaml");
    fs::rename(browser.folder().join("cases.bak"), cases).unwrap();
    let mended = browser.after(&broken, is_current);
    assert!(!Browser::sheets(&mended).is_empty());
}

#[test]
fn every_kind_of_input_is_watched() {
    let browser = Browser::open_after(use_own_layout);
    let mut seen = browser.state("");
    assert!(is_current(&seen), "{}", messages(&seen));
    let edits = [
        ("layout/outline.yaml", "heading: 诉求总量情况", "heading: 总量情况"),
        ("layout/style.yaml", "top_mm: 37", "top_mm: 40"),
        ("layout/report.typ", "rotate(-45deg", "rotate(-30deg"),
        ("units.yaml", "bonus: 0.1", "bonus: 0.2"),
        ("cases.yaml", "车棚", "遮雨车棚"),
    ];
    for (file, from, to) in edits {
        let old = Browser::sheets(&seen);
        edit(&browser, file, from, to);
        seen = browser.after(&seen, |state| Browser::sheets(state) != old);
    }
    // A picture takes another's place.
    let old = Browser::sheets(&seen);
    let images = browser.folder().join("images");
    fs::copy(images.join("fitness-yard.jpg"), images.join("charging-shed.jpg")).unwrap();
    browser.after(&seen, |state| Browser::sheets(state) != old);
}

#[test]
fn a_wrong_template_is_told_at_its_line_and_keeps_the_pages() {
    let browser = Browser::open_after(use_own_layout);
    let before = browser.state("");
    edit(&browser, "layout/report.typ", "#let data =", "#no-such-thing()\n#let data =");
    let broken = browser.after(&before, |state| !is_current(state));
    assert_eq!(Browser::sheets(&broken), Browser::sheets(&before));
    assert!(messages(&broken).contains("no-such-thing"), "{}", messages(&broken));
}

#[test]
fn a_template_that_makes_typst_panic_is_told_and_the_pages_are_called_old() {
    let browser = Browser::open_after(use_own_layout);
    let before = browser.state("");
    let bomb = "#cbor(bytes((155,255,255,255,255,255,255,255,255)))\n#let data =";
    edit(&browser, "layout/report.typ", "#let data =", bomb);
    let broken = browser.after(&before, |state| !is_current(state));
    assert_eq!(Browser::sheets(&broken), Browser::sheets(&before));
    assert!(messages(&broken).contains("排版程序"), "{}", messages(&broken));
    edit(&browser, "layout/report.typ", bomb, "#let data =");
    browser.after(&broken, is_current);
}
