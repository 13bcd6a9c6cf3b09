//! What kind of file an export is, by what is in it.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::{Refusal, Source, binary, csv, ods, ole, parquet, spreadsheet, xlsx};
use crate::files::{Limits, Package, Tag, each_tag};

/// A month of a whole city would unpack to about this.
const UNPACKED_BYTES_MAX: u64 = 512 << 20;
const LIMITS: Limits =
    Limits { part_bytes: UNPACKED_BYTES_MAX, all_bytes: UNPACKED_BYTES_MAX };

/// Where the workbook lies when nothing says where.
const USUAL_MAIN: &str = "xl/workbook.xml";

/// What a file is shows within so much of it.
const HEAD_BYTES: usize = 1024;

pub(super) const RESAVE: &str = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再试";

/// Opens an export of any of the formats that can be read.
pub(super) fn open(bytes: Vec<u8>, path: &Path) -> Result<Box<dyn Source>, Refusal> {
    if bytes.starts_with(b"PK") {
        return archive(bytes);
    }
    if bytes.starts_with(ole::SIGNATURE) {
        let looks = binary::of_xls(&ole::inspect(&bytes)?);
        let kind = spreadsheet::Kind::Xls;
        return Ok(Box::new(spreadsheet::Book::open(kind, bytes, looks)?));
    }
    if bytes.starts_with(parquet::SIGNATURE) || bytes.starts_with(parquet::ENCRYPTED) {
        return Ok(Box::new(parquet::Table::open(bytes)?));
    }
    let head = head(&bytes);
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
    if is_named_as_text(path) || csv::is_table(&bytes) {
        return Ok(Box::new(csv::Table::open(&bytes)?));
    }
    Err(Refusal::new(
        "导出表打不开：不是电子表格",
        "应为 .xlsx、.xls、.xlsb、.ods、.csv 或 .parquet 文件",
    ))
}

/// A spreadsheet that is a zip archive.
fn archive(bytes: Vec<u8>) -> Result<Box<dyn Source>, Refusal> {
    let mut package = Package::open(bytes, LIMITS)?;
    // Some programs leave the package's relationships out.
    let usual = package.has(USUAL_MAIN).then(|| USUAL_MAIN.to_owned());
    if let Some(main) = package.main_part()?.or(usual) {
        if main.to_lowercase().ends_with(".bin") {
            let kind = spreadsheet::Kind::Xlsb;
            let looks = binary::of_xlsb(&mut package, &main)?;
            let book = spreadsheet::Book::open(kind, package.repacked()?, looks)?;
            return Ok(Box::new(book));
        }
        if is_workbook(&package.text(&main)?.unwrap_or_default()) {
            return Ok(Box::new(xlsx::Book::open(package, &main)?));
        }
    }
    if package.has("content.xml") && package.has("mimetype") {
        let manifest = package.text("META-INF/manifest.xml")?.unwrap_or_default();
        if manifest.contains("encryption-data") {
            return Err(password());
        }
        return Ok(Box::new(ods::Book::open(package)?));
    }
    let what = if package.names().any(|name| name.starts_with("word/")) {
        "Word 文档"
    } else if package.names().any(|name| name.starts_with("ppt/")) {
        "演示文稿"
    } else {
        "压缩包"
    };
    Err(Refusal::new(
        format!("导出表打不开：内容是{what}，不是电子表格"),
        "应为 .xlsx、.xls、.xlsb、.ods、.csv 或 .parquet 文件；压缩包请先解压",
    ))
}

/// Whether the first element of a main part is a workbook.
fn is_workbook(xml: &str) -> bool {
    let mut first = None;
    // What is broken behind it is told by the reader.
    drop(each_tag(xml, |tag| match tag {
        Tag::Opens(tag) if first.is_none() => {
            first = Some(tag.local_name().as_ref() == b"workbook");
            Err(broken())
        }
        Tag::Opens(_) | Tag::Closes(_) => Ok(()),
    }));
    first == Some(true)
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
