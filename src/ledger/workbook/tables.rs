//! A sheet for each table, as printed.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::new_sheet;
use super::sheet::{Column, Formats, Sheet, Value, width};
use crate::document::{Block, Cell, Document, Inline, Row, Table, plain_text};

pub(super) fn write(
    workbook: &mut Workbook,
    formats: &mut Formats,
    document: &Document,
) -> Result<(), XlsxError> {
    for block in &document.blocks {
        if let Block::Table(table) = block {
            add(workbook, formats, table)?;
        }
    }
    Ok(())
}

fn add(
    workbook: &mut Workbook,
    formats: &mut Formats,
    table: &Table,
) -> Result<(), XlsxError> {
    let Table { name: _, caption, columns, rows, notes, share: _, alt: _ } = table;
    let values = values(rows);
    let columns: Vec<Column> = columns
        .iter()
        .enumerate()
        .map(|(n, column)| {
            let cells = rows.iter().filter_map(|row| row.cells.get(n));
            let texts = cells.filter_map(text);
            let widest = texts.map(|text| width(&text)).fold(0.0, f64::max);
            // A filter's arrow stands beside the header.
            Column::new(&column.header, widest.max(width(&column.header) + 3.0) + 2.0)
        })
        .collect();
    let title = format!("{}：{}", caption.tag(), plain_text(&caption.text));
    let sheet = new_sheet(workbook)?;
    let name = caption.tag();
    let mut sheet = Sheet::start(sheet, formats, &name, Some(&title), &columns)?;
    for row in &values {
        sheet.row(row)?;
    }
    let notes: Vec<String> = notes.iter().map(|note| plain_text(note)).collect();
    sheet.end(&notes)
}

/// Cells as printed; a merged label stands in each row, so that it can be filtered by.
fn values(rows: &[Row]) -> Vec<Vec<Value>> {
    let mut all: Vec<Vec<Value>> = Vec::new();
    for Row { cells } in rows {
        let value = |(n, cell): (usize, &Cell)| match cell {
            Cell::Content { text } => match text.as_slice() {
                [Inline::Figure(figure)] => Value::cell(figure),
                text => Value::centred(plain_text(text)),
            },
            Cell::Continued => {
                let above = all.last().and_then(|row| row.get(n));
                above.cloned().unwrap_or(Value::Empty)
            }
        };
        let row = cells.iter().enumerate().map(value).collect();
        all.push(row);
    }
    all
}

fn text(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Content { text } => Some(plain_text(text)),
        Cell::Continued => None,
    }
}
