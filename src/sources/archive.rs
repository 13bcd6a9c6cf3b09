//! Spreadsheets that are zip archives: which kind, and whether they unpack to a sane size.

use std::io::{self, Cursor, Read};

use super::Refusal;
use super::format::{Kind, broken, password};

/// A month of a whole city would unpack to about this.
const UNPACKED_BYTES_MAX: u64 = 512 << 20;

/// Tells the kind of spreadsheet; nothing of it is kept unpacked.
pub(super) fn inspect(bytes: &[u8]) -> Result<Kind, Refusal> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let kind = kind(&archive)?;
    let mut unpacked = 0;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|error| refusal(&error))?;
        let declared = part.size();
        if declared > UNPACKED_BYTES_MAX - unpacked {
            return Err(bomb());
        }
        // A bomb can declare less than it holds, and unpacking is cheap next to parsing.
        let real = io::copy(&mut (&mut part).take(declared + 1), &mut io::sink())
            .map_err(|_| broken())?;
        if real > declared {
            return Err(bomb());
        }
        unpacked += declared;
    }
    Ok(kind)
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
        "应为 .xlsx、.xls、.xlsb、.ods 或 .csv 文件；压缩包请先解压",
    ))
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
