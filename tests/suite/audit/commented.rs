//! An audit as comments in a copy of the Word file, each at its cell or characters.

use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::{Command, Output};

use bulletin::word;

use super::plant;
use crate::package;

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bulletin"))
        .current_dir(folder)
        .arg("audit")
        .args(arguments)
        .output()
        .unwrap()
}

/// Code at the start of each comment, and the words it stands at.
fn comments(bytes: &[u8]) -> Vec<(String, String)> {
    let reading = word::read(bytes).unwrap();
    let code = |text: &str| text.split(['：', ' ']).nth(1).unwrap_or_default().to_owned();
    let comments = reading.comments.into_iter();
    comments.map(|it| (code(&it.text), it.quoted)).collect()
}

fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        parts.push((part.name().to_owned(), bytes));
    }
    parts
}

#[test]
fn each_finding_is_a_comment_at_its_cell_or_characters_and_all_else_stays() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = plant::changed(&plant::REFERENCE.2, |body| {
        plant::cell(&body, 1, "密云镇", 7, "98.03")
    });
    fs::write(folder.path().join("通报.docx"), &wrong).unwrap();
    let output = run(folder.path(), &["通报.docx", "--word", "批注.docx"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{told}");
    let noted = fs::read(folder.path().join("批注.docx")).unwrap();
    let found = comments(&noted);
    assert_eq!(found.len(), told.matches("\n  --> ").count(), "{told}");
    let has = |code: &str, words: &str| found.contains(&(code.into(), words.into()));
    assert!(has("A12", "95.21分"), "{found:?}");
    assert!(found.iter().any(|(_, words)| words == "98.03"), "{found:?}");
    let touched = ["word/document.xml", "word/_rels/document.xml.rels"];
    let kept = parts(&noted);
    for (name, bytes) in parts(&wrong) {
        if name != "[Content_Types].xml" && !touched.contains(&&*name) {
            assert!(kept.contains(&(name.clone(), bytes)), "{name} changed");
        }
    }
    let again = run(folder.path(), &["批注.docx", "--word", "二次.docx"]);
    assert_eq!(again.status.code(), Some(1));
    let twice = fs::read(folder.path().join("二次.docx")).unwrap();
    assert_eq!(comments(&twice).len(), 2 * found.len(), "earlier comments stay");
}

#[test]
fn a_finding_in_a_footnote_stands_at_the_paragraph_that_it_belongs_to() {
    let note = r#"<w:p><w:r><w:t>正文。</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>"#;
    let notes = r#"<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="2"><w:p><w:r><w:t>甲镇97.08分，高于乙镇98.00分0.92分。</w:t></w:r></w:p></w:footnote></w:footnotes>"#;
    let body = format!(
        r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>开头。</w:t></w:r></w:p>{note}<w:sectPr/></w:body></w:document>"#
    );
    let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
    let parts = [
        ("[Content_Types].xml", types),
        ("word/document.xml", &*body),
        ("word/footnotes.xml", notes),
    ];
    let folder = tempfile::tempdir().unwrap();
    let file = package::packed(parts);
    fs::write(folder.path().join("注.docx"), file).unwrap();
    let output = run(folder.path(), &["注.docx", "--word", "批注.docx"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let noted = fs::read(folder.path().join("批注.docx")).expect(&told);
    assert_eq!(comments(&noted), [("A16".to_owned(), "正文。".to_owned())], "{told}");
}

#[test]
fn the_file_itself_and_files_of_others_are_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("通报.docx");
    fs::write(&file, &plant::REFERENCE.2).unwrap();
    fs::write(folder.path().join("别的.docx"), "别的").unwrap();
    for (arguments, wanted) in [
        (&["通报.docx", "--word", "./通报.docx", "--force"][..], "就是要核对的文件"),
        (&["通报.docx", "--word", "别的.docx"], "不是本程序写的"),
        (&["通报.docx", "--word", "批注.pdf"], "扩展名应为 .docx"),
    ] {
        let output = run(folder.path(), arguments);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(3), "{told}");
        assert!(told.contains(wanted), "{told}");
    }
    assert_eq!(fs::read(file).unwrap(), plant::REFERENCE.2);
    let output = run(folder.path(), &[".", "--word", "批注.docx"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_file_of_another_kind_is_told_how_to_be_saved() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes, wanted) in [
        ("通报.pdf", &b"%PDF-1.7\n"[..], "PDF"),
        ("通报.wps", &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], ".wps"),
    ] {
        fs::write(folder.path().join(name), bytes).unwrap();
        let output = run(folder.path(), &[name]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(told.contains(wanted) && told.contains("另存为 .docx"), "{told}");
    }
}
