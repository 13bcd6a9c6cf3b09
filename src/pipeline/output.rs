//! Finished files take their places together: all of them or none.

use std::io;
use std::path::{Path, PathBuf};

use super::{Loaded, Progress};
use crate::audit;
use crate::diagnostics::{Code, Place, Problem};
use crate::document::Document;
use crate::files::{self, Desk, Finished, Refused, Staged};

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
    // File systems take 255 bytes, a hanzi has three.
    let title: String = title.trim().chars().take(70).collect();
    let title = title.trim_end_matches(['.', ' ']);
    if title.is_empty() {
        return "通报".to_owned();
    }
    let stem = title.split('.').next().unwrap_or_default().to_ascii_uppercase();
    if is_device(&stem) { format!("_{title}") } else { title.to_owned() }
}

/// Whether Windows keeps a name for a device.
fn is_device(stem: &str) -> bool {
    let numbered = |start: &str| {
        let rest = stem.strip_prefix(start);
        rest.is_some_and(|n| n.len() == 1 && n.chars().all(|c| c.is_ascii_digit()))
    };
    ["CON", "PRN", "AUX", "NUL"].contains(&stem) || numbered("COM") || numbered("LPT")
}

/// A name with the mark of a draft, where the document is one.
pub(super) fn marked(name: &str, document: &Document) -> String {
    match &document.draft {
        Some(draft) => format!("{name}（{}）", draft.mark),
        None => name.to_owned(),
    }
}

/// Reads Word and PDF back, before they take their places in a folder.
pub(super) fn audit(
    folder: &Path,
    loaded: &Loaded,
    document: &Document,
    files: &[File],
) -> Vec<Problem> {
    let find = |extension: &str| {
        let file = files.iter().find(|file| file.name.ends_with(extension));
        file.map(|file| (folder.join(&file.name), file.bytes.as_slice()))
    };
    let (Some((word_path, word)), Some((pdf_path, pdf))) = (find(".docx"), find(".pdf"))
    else {
        return Vec::new();
    };
    let template = loaded.template.as_ref();
    let body = template.map(|template| template.body_of(document));
    let beside = template.map(|template| template.words(document)).unwrap_or_default();
    let body = body.as_ref().unwrap_or(document);
    let word = audit::File { path: &word_path, bytes: word };
    let pdf = audit::File { path: &pdf_path, bytes: pdf };
    audit::finished(
        audit::Written { file: word, document: body, beside: &beside },
        audit::Written { file: pdf, document, beside: &[] },
    )
}

/// Holds a folder of finished files until the value is dropped, so that no other run
/// writes into it; what a run that was cut off left there is finished first, and told.
pub(super) fn hold(
    folder: &Path,
    is_durable: bool,
    progress: Progress<'_>,
) -> Result<(Desk, Vec<Problem>), Vec<Problem>> {
    let waiting = |owner: &str| progress(&format!("等待另一次生成结束（{owner}）"));
    let desk = Desk::open(folder, is_durable, &waiting).map_err(|why| match why {
        Refused::Held { owner, seconds } => {
            let owner =
                if owner.is_empty() { "另一个程序".to_owned() } else { owner };
            let message =
                format!("{owner}正在这个文件夹里生成，已有{seconds}秒，等不到它结束");
            let problem = Problem::error(Code::FOLDER_HELD, message);
            vec![problem.at(Place::file(folder)).hint("等它结束，或关掉它以后再试")]
        }
        Refused::Broken { path, error } => vec![problem(&path, &error)],
    })?;
    let told = desk.finished().map(|finished| left_over(folder, finished));
    Ok((desk, told.into_iter().collect()))
}

fn left_over(folder: &Path, finished: Finished) -> Problem {
    let message = match finished {
        Finished::Forward(files) => {
            format!("上一次生成中途停止，它的{files}个文件现已全部放到位")
        }
        Finished::Back(files) => {
            format!("上一次生成中途停止，它的{files}个文件放不到位，已恢复为更早的一套")
        }
    };
    Problem::warning(Code::CUT_OFF, message).at(Place::file(folder))
}

/// What is wrong with the finished files of a folder as they stand.
pub(super) fn altered(folder: &Path) -> Vec<Problem> {
    if files::is_half_done(folder) {
        let message = "上一次生成中途停止，新旧文件混在一起";
        let problem = Problem::error(Code::CUT_OFF, message).at(Place::file(folder));
        return vec![problem.hint("再运行一次 bulletin build，会先把那一次做完或恢复")];
    }
    let told = |altered: files::Altered| {
        let name = &altered.name;
        let (what, hint) = match altered.is_missing {
            true => ("生成以后不见了", "如已移到别处可不理会；否则重新生成"),
            false => (
                "生成以后被改动过",
                "如是有意的修改可不理会，但重新生成会覆盖它；请另存一份",
            ),
        };
        Problem::warning(Code::ALTERED_OUTPUT, format!("“{name}”{what}"))
            .at(Place::file(&folder.join(name)))
            .hint(hint)
    };
    files::altered(folder).into_iter().map(told).collect()
}

/// Puts all files in their places in a held folder, or none of them.
pub(super) fn place(desk: &Desk, files: &[File]) -> Result<Vec<Written>, Vec<Problem>> {
    let staged: Vec<Staged<'_>> = files
        .iter()
        .map(|File { name, bytes }| Staged { name, bytes })
        .collect();
    let placed = desk.place(&staged).map_err(|faults| -> Vec<Problem> {
        faults.iter().map(|(path, error)| problem(path, error)).collect()
    })?;
    let sizes = files.iter().map(|file| file.bytes.len());
    Ok(placed
        .into_iter()
        .zip(sizes)
        .map(|(path, bytes)| Written { path, bytes })
        .collect())
}

/// A file that could not be written, and what to do about it.
pub(super) fn problem(path: &Path, error: &io::Error) -> Problem {
    #[expect(clippy::wildcard_enum_match_arm, reason = "all other reasons read alike")]
    let hint = match error.kind() {
        io::ErrorKind::StorageFull => "请清理磁盘后再试",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ResourceBusy => {
            "如文件正在 Word、WPS 或 PDF 阅读器中打开，请先关闭；否则请检查文件夹是否只读"
        }
        io::ErrorKind::InvalidFilename => "请缩短标题，或去掉文件名不允许的字符",
        _ => "如文件正在 Word、WPS 或 PDF 阅读器中打开，请先关闭，再检查文件夹能否写入",
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let message = format!("“{name}”写不进去：{}", files::reason(error));
    Problem::error(Code::CANNOT_WRITE, message)
        .at(Place::file(path))
        .hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_name_that_every_system_takes() {
        assert_eq!(file_name("9月/“接诉即办”: 情况"), "9月_“接诉即办”_ 情况");
        assert_eq!(file_name("con.1"), "_con.1");
        assert_eq!(file_name(" ... "), "通报");
        assert!(format!("{}（草稿）.docx", file_name(&"长".repeat(300))).len() < 255);
    }
}
