//! The ledger as a workbook that a clerk can send to whoever asks.

mod behind;
mod changes;
mod definitions;
mod figures;
mod left_out;
mod sheet;
mod tables;
mod tickets;

use chrono::Datelike;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::{Behind, Changes, Entry, Ledger, Month};
use crate::diagnostics::{Code, Problem};
use crate::files::{self, MARK};
use sheet::Formats;

/// The name of the file, without extension.
pub const FILE: &str = "数据底稿";

/// Writes the workbook; the same month gives the same bytes.
///
/// # Errors
/// F02 when it cannot be written.
pub fn workbook(month: &Month<'_>, ledger: &Ledger) -> Result<Vec<u8>, Box<Problem>> {
    fill(month, ledger).map_err(|error| unwritable(&error))
}

/// Writes the tickets behind a figure.
///
/// # Errors
/// F02 when the workbook cannot be written.
pub fn tickets_workbook(
    month: &Month<'_>,
    ledger: &Ledger,
    entry: &Entry,
    behind: &[Behind<'_>],
) -> Result<Vec<u8>, Box<Problem>> {
    behind::fill(ledger, entry, behind, month.register)
        .map_err(|error| unwritable(&error))
}

/// Writes what changed up to a ledger.
///
/// # Errors
/// F02 when the workbook cannot be written.
pub fn changes_workbook(
    changes: &Changes,
    new: &Ledger,
) -> Result<Vec<u8>, Box<Problem>> {
    changes::fill(changes, new).map_err(|error| unwritable(&error))
}

fn fill(month: &Month<'_>, ledger: &Ledger) -> Result<Vec<u8>, XlsxError> {
    let Month { document, statistics, tickets, register, rules } = *month;
    let mut workbook = started(ledger)?;
    let formats = &mut Formats::new();
    figures::write(new_sheet(&mut workbook)?, formats, ledger)?;
    tables::write(&mut workbook, formats, document)?;
    tickets::write(new_sheet(&mut workbook)?, formats, tickets, register)?;
    left_out::write(new_sheet(&mut workbook)?, formats, tickets)?;
    let sheet = new_sheet(&mut workbook)?;
    definitions::write(sheet, formats, statistics, rules, tickets)?;
    workbook.save_to_buffer().map(files::as_on_unix)
}

/// A sheet whose rows go to a temporary file as they come, so that a month's tickets
/// take no memory.
fn new_sheet(workbook: &mut Workbook) -> Result<&mut Worksheet, XlsxError> {
    workbook.add_worksheet_with_constant_memory()
}

/// An empty workbook that says what it belongs to.
fn started(ledger: &Ledger) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    // A clock would make two runs differ.
    let date = ledger.date;
    let day = |number: u32| u8::try_from(number).unwrap_or(1);
    let year = u16::try_from(date.year()).unwrap_or(1900).clamp(1900, 9999);
    let date = ExcelDateTime::from_ymd(year, day(date.month()), day(date.day()))?;
    let properties = DocProperties::new()
        .set_title(format!("{}数据底稿", ledger.title))
        .set_comment(MARK)
        .set_creation_datetime(&date);
    workbook.set_properties(&properties);
    Ok(workbook)
}

fn unwritable(error: &XlsxError) -> Box<Problem> {
    let message = format!("工作簿写不出来：{error}");
    Box::new(Problem::error(Code::CANNOT_WRITE, message))
}
