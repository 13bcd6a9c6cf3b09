//! What kind of file an export is, by what is in it.

use std::path::Path;

use super::{Refusal, archive, csv};

/// The formats that can be read.
pub(super) enum Format {
    /// Comma-, semicolon- or tab-separated text.
    Text,
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

const RESAVE: &str = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再试";
const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

pub(super) fn detect(bytes: &[u8], path: &Path) -> Result<Format, Refusal> {
    if bytes.starts_with(b"PK") {
        return archive::inspect(bytes).map(Format::Spreadsheet);
    }
    if bytes.starts_with(OLE) {
        return ole(bytes);
    }
    let head = bytes.get(..1024).unwrap_or(bytes).trim_ascii_start();
    let head = head
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(head)
        .to_ascii_lowercase();
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
    let named_as_text = path
        .extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|e| {
            ["csv", "txt", "tsv"].contains(&e.to_ascii_lowercase().as_str())
        });
    // Some systems export tab-separated text under the name of a spreadsheet.
    if named_as_text || csv::is_table(bytes) {
        return Ok(Format::Text);
    }
    Err(Refusal::new(
        "导出表打不开：不是电子表格",
        "应为 .xlsx、.xls、.xlsb、.ods 或 .csv 文件",
    ))
}

/// Files of the container that Office used until 2003, and uses for encryption.
fn ole(bytes: &[u8]) -> Result<Format, Refusal> {
    // Stream names are stored in UTF-16.
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|part| part == name)
    };
    if holds("EncryptedPackage") {
        return Err(password());
    }
    if holds("WordDocument") {
        return Err(Refusal::new("导出表打不开：内容是 Word 文档，不是电子表格", RESAVE));
    }
    Ok(Format::Spreadsheet(Kind::Xls))
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
