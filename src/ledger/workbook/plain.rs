//! Words in rows and columns, as a workbook.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::new_sheet;
use super::sheet::{Column, Formats, Sheet, Value};
use crate::files::{self, MARK};

/// A sheet of words.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Of the sheet.
    pub name: &'static str,
    /// Above its header.
    pub caption: String,
    /// Header and width in digits of each column.
    pub columns: Vec<(&'static str, f64)>,
    /// From top to bottom.
    pub rows: Vec<Vec<String>>,
}

pub(super) fn fill(sheets: &[Listed]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A clock would make two runs differ.
    let date = ExcelDateTime::from_ymd(1900, 1, 1)?;
    let properties = DocProperties::new().set_comment(MARK).set_creation_datetime(&date);
    workbook.set_properties(&properties);
    let formats = &mut Formats::new();
    for Listed { name, caption, columns, rows } in sheets {
        let columns: Vec<Column> = columns
            .iter()
            .map(|(header, width)| Column::new(header, *width))
            .collect();
        let sheet = new_sheet(&mut workbook)?;
        let mut sheet = Sheet::start(sheet, formats, name, Some(caption), &columns)?;
        for row in rows {
            sheet.row(&row.iter().map(Value::words).collect::<Vec<_>>())?;
        }
        sheet.end(&[])?;
    }
    workbook.save_to_buffer().map(files::as_on_unix)
}
