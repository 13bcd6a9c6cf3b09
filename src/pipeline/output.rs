//! Finished files take their places together: all of them or none.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::audit;
use crate::diagnostics::{Code, Place, Problem};
use crate::document::Document;

/// The folder for finished files in a project folder.
pub const FOLDER: &str = "out";

/// A finished file that has no place yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// With its extension.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Where.
    pub path: PathBuf,
    /// How large.
    pub bytes: usize,
}

/// The name of a document's files, without extension; a draft has one of its own, so
/// that it never takes a final bulletin's place.
pub(super) fn name(document: &Document) -> String {
    marked(&file_name(&document.properties.title), document)
}

/// A text as the name of a file.
pub(super) fn file_name(text: &str) -> String {
    let title: String = text
        .chars()
        .map(|c| if "/\\:*?\"<>|".contains(c) || c.is_control() { '_' } else { c })
        .collect();
    let title = title.trim().trim_end_matches('.');
    // File systems take 255 bytes, a hanzi has three.
    let title: String = title.chars().take(70).collect();
    if title.is_empty() { "通报".to_owned() } else { title }
}

/// A name with the mark of a draft, where the document is one.
pub(super) fn marked(name: &str, document: &Document) -> String {
    match &document.draft {
        Some(draft) => format!("{name}（{}）", draft.mark),
        None => name.to_owned(),
    }
}

/// Reads Word and PDF back, before they take their places in a folder.
pub(super) fn audit(folder: &Path, document: &Document, files: &[File]) -> Vec<Problem> {
    let find = |extension: &str| {
        let file = files.iter().find(|file| file.name.ends_with(extension));
        file.map(|file| (folder.join(&file.name), file.bytes.as_slice()))
    };
    let (Some((word_path, word)), Some((pdf_path, pdf))) = (find(".docx"), find(".pdf"))
    else {
        return Vec::new();
    };
    audit::finished(
        document,
        audit::File { path: &word_path, bytes: word },
        audit::File { path: &pdf_path, bytes: pdf },
    )
}

/// Writes every file beside its name, then renames them; when one cannot be written,
/// those that were there before stay as they were.
pub(super) fn replace(
    folder: &Path,
    files: &[File],
) -> Result<Vec<Written>, Vec<Problem>> {
    place(&folder.join(FOLDER), files)
}

/// The same, into the folder itself.
pub(super) fn place(folder: &Path, files: &[File]) -> Result<Vec<Written>, Vec<Problem>> {
    fs::create_dir_all(folder).map_err(|error| vec![problem(folder, &error)])?;
    let mut waiting = Vec::new();
    let mut problems = Vec::new();
    for File { name, bytes } in files {
        let path = folder.join(name);
        let beside = folder.join(format!("~{name}.tmp"));
        match fs::write(&beside, bytes).and_then(|()| check_free(&path)) {
            Ok(()) => waiting.push((beside, Written { path, bytes: bytes.len() })),
            Err(error) => {
                problems.push(problem(&path, &error));
                discard(&beside);
            }
        }
    }
    if problems.is_empty() {
        for (beside, written) in &waiting {
            if let Err(error) = fs::rename(beside, &written.path) {
                problems.push(problem(&written.path, &error));
            }
        }
    }
    if problems.is_empty() {
        return Ok(waiting.into_iter().map(|(_, written)| written).collect());
    }
    for (beside, _) in &waiting {
        discard(beside);
    }
    Err(problems)
}

/// Whether a file that is there can be replaced: Word and WPS lock what they show.
fn check_free(path: &Path) -> io::Result<()> {
    if path.exists() {
        fs::OpenOptions::new().write(true).open(path)?;
    }
    Ok(())
}

/// Removes what a run that was cut off has left half written.
pub(super) fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('~') && name.ends_with(".tmp") {
            discard(&entry.path());
        }
    }
}

/// What is left of a failed run is only in the way; that it stays is no second problem.
fn discard(path: &Path) {
    drop(fs::remove_file(path));
}

fn problem(path: &Path, error: &io::Error) -> Problem {
    #[expect(clippy::wildcard_enum_match_arm, reason = "all other reasons read alike")]
    let hint = match error.kind() {
        io::ErrorKind::StorageFull => "请清理磁盘后再试",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ResourceBusy => {
            "如文件正在 Word、WPS 或 PDF 阅读器中打开，请先关闭；否则请检查文件夹是否只读"
        }
        _ => "如文件正在 Word、WPS 或 PDF 阅读器中打开，请先关闭，再检查文件夹能否写入",
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Problem::error(Code::CANNOT_WRITE, format!("“{name}”写不进去：{}", reason(error)))
        .at(Place::file(path))
        .hint(hint)
}

/// Why a file could not be written, in Chinese where the reason is known.
fn reason(error: &io::Error) -> String {
    #[expect(clippy::wildcard_enum_match_arm, reason = "all other reasons read alike")]
    match error.kind() {
        io::ErrorKind::PermissionDenied => "没有权限或文件被占用".to_owned(),
        io::ErrorKind::StorageFull => "磁盘已满".to_owned(),
        io::ErrorKind::NotADirectory => "路径中有一段不是文件夹".to_owned(),
        io::ErrorKind::AlreadyExists => "已有同名文件".to_owned(),
        io::ErrorKind::IsADirectory => "已有同名文件夹".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "磁盘只读".to_owned(),
        _ => error.to_string(),
    }
}
