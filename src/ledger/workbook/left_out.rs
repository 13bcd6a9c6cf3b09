//! The sheet 未采用的行: every row of the exports that no figure counts, or not as it stands,
//! with the reason.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::sheet::{Column, Formats, Sheet, Value};
use crate::tickets::{LeftOut, Reading, Tickets};

pub(super) fn write(
    sheet: &mut Worksheet,
    formats: &mut Formats,
    tickets: &Tickets,
) -> Result<(), XlsxError> {
    let columns = [("文件", 40.0), ("工作表", 20.0), ("行号", 12.0), ("原因", 40.0)]
        .map(|(header, width)| Column::new(header, width));
    let mut sheet = Sheet::start(sheet, formats, "未采用的行", None, &columns)?;
    for reading in &tickets.readings {
        let Reading { file, sheet: name, left_out, noted, .. } = reading;
        let row = |number: Value, reason: String| {
            let file = Value::words(file.to_string_lossy());
            [file, Value::words(name), number, Value::words(reason)]
        };
        for LeftOut { reason, count, rows } in left_out.iter().chain(noted) {
            for number in rows {
                sheet.row(&row(Value::count(*number), reason.clone()))?;
            }
            let unnamed = count - rows.len();
            if unnamed > 0 {
                let reason = format!("{reason}，另有{unnamed}行不逐行列出");
                sheet.row(&row(Value::centred("—"), reason))?;
            }
        }
    }
    sheet.end(&[])
}
