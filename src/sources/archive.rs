//! Spreadsheets that are zip archives: which kind, and whether they unpack to a sane size.

use std::io::{self, Cursor, Read};

use super::format::{Kind, broken, password};
use super::{Refusal, ods};

/// A month of a whole city would unpack to about this.
const UNPACKED_BYTES_MAX: u64 = 512 << 20;

/// The count of shared strings stands within so much of their part.
const STRINGS_HEAD_BYTES: u64 = 1024;

/// Tells the kind of spreadsheet; nothing of it is kept unpacked.
pub(super) fn inspect(bytes: &[u8]) -> Result<Kind, Refusal> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let kind = kind(&archive)?;
    let mut unpacked = 0;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|error| refusal(&error))?;
        unpacked = part.size().saturating_add(unpacked);
        if unpacked > UNPACKED_BYTES_MAX {
            return Err(bomb());
        }
        check(&mut part)?;
    }
    if kind == Kind::Ods {
        let mut manifest = String::new();
        let mut part = archive.by_name("META-INF/manifest.xml").map_err(|_| broken())?;
        part.read_to_string(&mut manifest).map_err(|_| broken())?;
        drop(part);
        if manifest.contains("encryption-data") {
            return Err(password());
        }
        let content = archive.by_name("content.xml").map_err(|error| refusal(&error))?;
        ods::inspect(io::BufReader::new(content))?;
    }
    Ok(kind)
}

/// Whether a part unpacks whole and to the size that it declares.
fn check(part: &mut zip::read::ZipFile<'_, Cursor<&[u8]>>) -> Result<(), Refusal> {
    let declared = part.size();
    let mut start = Vec::new();
    let head = part.by_ref().take(STRINGS_HEAD_BYTES).read_to_end(&mut start);
    head.map_err(|_| broken())?;
    if part.name() == "xl/sharedStrings.xml" && strings(&start) > declared {
        return Err(broken());
    }
    // A bomb can declare less than it holds, and unpacking is cheap next to parsing.
    let left = (declared + 1).saturating_sub(start.len() as u64);
    let real = io::copy(&mut part.take(left), &mut io::sink()).map_err(|_| broken())?;
    if real == left { Err(bomb()) } else { Ok(()) }
}

fn kind(archive: &zip::ZipArchive<Cursor<&[u8]>>) -> Result<Kind, Refusal> {
    let has = |name: &str| archive.index_for_name(name).is_some();
    let what = if has("xl/workbook.xml") {
        return Ok(Kind::Xlsx);
    } else if has("xl/workbook.bin") {
        return Ok(Kind::Xlsb);
    } else if has("content.xml") && has("mimetype") {
        return Ok(Kind::Ods);
    } else if has("word/document.xml") {
        "Word 文档"
    } else if has("ppt/presentation.xml") {
        "演示文稿"
    } else {
        "压缩包"
    };
    Err(Refusal::new(
        format!("导出表打不开：内容是{what}，不是电子表格"),
        "应为 .xlsx、.xls、.xlsb、.ods、.csv 或 .parquet 文件；压缩包请先解压",
    ))
}

/// How many shared strings a part promises. The reader makes room for them at once, so
/// the number must be one that the part can hold.
fn strings(start: &[u8]) -> u64 {
    let start = String::from_utf8_lossy(start);
    let count = start
        .split_once("uniqueCount=\"")
        .and_then(|(_, rest)| rest.split_once('"'));
    count.map_or(0, |(count, _)| count.parse().unwrap_or(u64::MAX))
}

fn refusal(error: &zip::result::ZipError) -> Refusal {
    use zip::result::ZipError;
    if matches!(error, ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) {
        return password();
    }
    broken()
}

fn bomb() -> Refusal {
    Refusal::new(
        format!("导出表打不开：解压后超过 {} MB 的上限", UNPACKED_BYTES_MAX >> 20),
        "请核对文件来源；确为导出表的，另存为 .xlsx 后再试",
    )
}
