//! The content of an OpenDocument spreadsheet, looked through before it is read.
//!
//! The reader never ends on XML that is not well formed, and it unrolls repeated rows and
//! cells: a few bytes can stand for millions of them.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use super::Refusal;
use super::format::broken;

/// A sheet is kept as a rectangle of cells; 100,000 rows of 20 columns have as many.
const CELLS_MAX: usize = 2_000_000;

/// Whether a content.xml can be read without harm.
pub(super) fn inspect(content: impl BufRead) -> Result<(), Refusal> {
    let mut reader = quick_xml::Reader::from_reader(content);
    let mut buffer = Vec::new();
    let mut depth = 0_usize;
    let mut extent = Extent::default();
    loop {
        match reader.read_event_into(&mut buffer).map_err(|_| broken())? {
            Event::Start(tag) => {
                depth += 1;
                extent.enter(&tag);
            }
            Event::Empty(tag) => {
                extent.enter(&tag);
                extent.leave(tag.name().as_ref());
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                extent.leave(tag.name().as_ref());
            }
            Event::Eof if depth == 0 => return Ok(()),
            Event::Eof => return Err(broken()),
            Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
        if extent.cells() > CELLS_MAX {
            let message = format!("导出表打不开：一个工作表超过 {CELLS_MAX} 个单元格");
            return Err(Refusal::new(message, super::format::RESAVE));
        }
        buffer.clear();
    }
}

/// The rectangle that a sheet fills.
#[derive(Default)]
struct Extent {
    /// Down to the last row with content, and to the row that is being read.
    rows: usize,
    rows_seen: usize,
    columns: usize,
    row_repeats: usize,
    row_columns: usize,
    row_filled: usize,
}

impl Extent {
    fn cells(&self) -> usize {
        self.rows.saturating_mul(self.columns)
    }

    fn enter(&mut self, tag: &BytesStart<'_>) {
        match tag.name().as_ref() {
            b"table:table" => *self = Self::default(),
            b"table:table-row" => {
                self.row_repeats = number(tag, b"table:number-rows-repeated");
                (self.row_columns, self.row_filled) = (0, 0);
            }
            b"table:table-cell" | b"table:covered-table-cell" => {
                let repeats = number(tag, b"table:number-columns-repeated");
                self.row_columns = self.row_columns.saturating_add(repeats);
                if has(tag, b"office:value-type") || has(tag, b"table:formula") {
                    self.row_filled = self.row_columns;
                }
            }
            _ => {}
        }
    }

    fn leave(&mut self, tag: &[u8]) {
        if tag == b"table:table-row" {
            self.rows_seen = self.rows_seen.saturating_add(self.row_repeats);
            if self.row_filled > 0 {
                self.rows = self.rows_seen;
                self.columns = self.columns.max(self.row_filled);
            }
        }
    }
}

fn number(tag: &BytesStart<'_>, name: &[u8]) -> usize {
    let attribute = tag.attributes().flatten().find(|a| a.key.as_ref() == name);
    let value = attribute.map(|a| String::from_utf8_lossy(&a.value).into_owned());
    value.map_or(1, |value| value.parse().unwrap_or(usize::MAX))
}

fn has(tag: &BytesStart<'_>, name: &[u8]) -> bool {
    tag.attributes()
        .flatten()
        .any(|attribute| attribute.key.as_ref() == name)
}
