//! What kind of file an export is, by what is in it.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::{Refusal, archive, csv, ole, parquet};

/// The formats that can be read.
pub(super) enum Format {
    /// Comma-, semicolon- or tab-separated text.
    Text,
    /// A table of an engine.
    Parquet,
    /// A spreadsheet.
    Spreadsheet(Kind),
}

/// The kinds of spreadsheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Excel and WPS since 2007.
    Xlsx,
    /// The same, binary.
    Xlsb,
    /// Excel until 2003, and WPS's .et.
    Xls,
    /// OpenDocument.
    Ods,
}

/// What a file is shows within so much of it.
const HEAD_BYTES: usize = 1024;

pub(super) const RESAVE: &str = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再试";

pub(super) fn detect(bytes: &[u8], path: &Path) -> Result<Format, Refusal> {
    if bytes.starts_with(b"PK") {
        return archive::inspect(bytes).map(Format::Spreadsheet);
    }
    if bytes.starts_with(ole::SIGNATURE) {
        return ole::inspect(bytes).map(|()| Format::Spreadsheet(Kind::Xls));
    }
    if bytes.starts_with(parquet::SIGNATURE) || bytes.starts_with(parquet::ENCRYPTED) {
        return Ok(Format::Parquet);
    }
    let head = head(bytes);
    if head.starts_with(b"<") {
        let what = if head.windows(5).any(|part| part == b"<html") {
            "网页（HTML）"
        } else {
            "XML"
        };
        return Err(Refusal::new(
            format!("导出表打不开：内容是{what}，不是电子表格"),
            RESAVE,
        ));
    }
    // Some systems export tab-separated text under the name of a spreadsheet.
    if is_named_as_text(path) || csv::is_table(bytes) {
        return Ok(Format::Text);
    }
    Err(Refusal::new(
        "导出表打不开：不是电子表格",
        "应为 .xlsx、.xls、.xlsb、.ods、.csv 或 .parquet 文件",
    ))
}

/// A large text, which is read a block at a time; none when a file is no such thing.
pub(super) fn streamed(path: &Path) -> Option<csv::Table> {
    if !is_named_as_text(path) {
        return None;
    }
    let mut start = Vec::new();
    let file = File::open(path).ok()?;
    file.take(HEAD_BYTES as u64).read_to_end(&mut start).ok()?;
    let is_other = start.starts_with(b"PK")
        || start.starts_with(ole::SIGNATURE)
        || start.starts_with(parquet::SIGNATURE)
        || head(&start).starts_with(b"<");
    if is_other { None } else { csv::Table::stream(path) }
}

fn head(bytes: &[u8]) -> Vec<u8> {
    let head = bytes.get(..HEAD_BYTES).unwrap_or(bytes).trim_ascii_start();
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    head.to_ascii_lowercase()
}

fn is_named_as_text(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| {
        ["csv", "txt", "tsv"].contains(&extension.to_ascii_lowercase().as_str())
    })
}

/// The file is encrypted.
pub(super) fn password() -> Refusal {
    Refusal::new("导出表打不开：文件设有密码", "请取消密码，另存后再试")
}

/// The file is cut off or damaged.
pub(super) fn broken() -> Refusal {
    Refusal::new(
        "导出表打不开：文件不完整或已损坏",
        "请重新导出或重新复制；能用 Excel 或 WPS 打开的，另存为 .xlsx 后再试",
    )
}
