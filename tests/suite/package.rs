//! Packages, as tests make and change them.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;

/// A package of these parts.
pub(crate) fn packed<T: AsRef<[u8]>>(
    parts: impl IntoIterator<Item = (impl AsRef<str>, T)>,
) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer
            .start_file(name.as_ref(), SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content.as_ref()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The package with one part changed.
pub(crate) fn changed(
    package: &[u8],
    part: &str,
    change: impl FnOnce(Vec<u8>) -> Vec<u8>,
) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    let mut content = Vec::new();
    archive.by_name(part).unwrap().read_to_end(&mut content).unwrap();
    let content = change(content);
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let file = archive.by_index_raw(at).unwrap();
        if file.name() == part {
            writer.start_file(part, SimpleFileOptions::default()).unwrap();
            writer.write_all(&content).unwrap();
        } else {
            writer.raw_copy_file(file).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

/// A Word file whose body was changed.
pub(crate) fn changed_body(
    word: &[u8],
    change: impl FnOnce(String) -> String,
) -> Vec<u8> {
    changed(word, "word/document.xml", |body| {
        change(String::from_utf8(body).unwrap()).into()
    })
}
