//! The ledger as a workbook that a clerk can send to whoever asks.

mod behind;
mod changes;
mod definitions;
mod figures;
mod left_out;
mod plain;
mod sheet;
mod tables;
mod tickets;

use chrono::Datelike;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::{Behind, Changes, Entry, Ledger, Month};
use crate::diagnostics::{Code, Problem};
use crate::files::{self, MARK};
use crate::tickets::{Register, Tickets};
pub use plain::Listed;
use sheet::Formats;

/// The name of the file, without extension.
pub const FILE: &str = "数据底稿";

/// A workbook whose tickets are listed, to which the figures are still to come.
pub struct Begun {
    workbook: Workbook,
    formats: Formats,
    tickets: Worksheet,
}

impl Begun {
    /// Lists the tickets.
    ///
    /// # Errors
    /// F02 when they cannot be written.
    pub fn new(tickets: &Tickets, register: &Register) -> Result<Self, Box<Problem>> {
        list(tickets, register).map_err(|error| unwritable(&error))
    }

    /// Writes the workbook; the same month gives the same bytes.
    ///
    /// # Errors
    /// F02 when it cannot be written.
    pub fn workbook(
        self,
        month: &Month<'_>,
        ledger: &Ledger,
    ) -> Result<Vec<u8>, Box<Problem>> {
        self.fill(month, ledger).map_err(|error| unwritable(&error))
    }

    fn fill(self, month: &Month<'_>, ledger: &Ledger) -> Result<Vec<u8>, XlsxError> {
        let Self { mut workbook, mut formats, tickets: listed } = self;
        let formats = &mut formats;
        let Month { document, statistics, tickets, register: _, rules } = *month;
        describe(&mut workbook, ledger)?;
        figures::write(new_sheet(&mut workbook)?, formats, ledger)?;
        tables::write(&mut workbook, formats, document)?;
        workbook.push_worksheet(listed);
        left_out::write(new_sheet(&mut workbook)?, formats, tickets)?;
        let sheet = new_sheet(&mut workbook)?;
        definitions::write(sheet, formats, statistics, rules, tickets)?;
        workbook.save_to_buffer().map(files::as_on_unix)
    }
}

fn list(tickets: &Tickets, register: &Register) -> Result<Begun, XlsxError> {
    let (mut workbook, mut formats) = (Workbook::new(), Formats::new());
    let mut sheet = workbook.new_worksheet_with_constant_memory()?;
    tickets::write(&mut sheet, &mut formats, tickets, register)?;
    Ok(Begun { workbook, formats, tickets: sheet })
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

/// Writes sheets of words.
///
/// # Errors
/// F02 when the workbook cannot be written.
pub fn listed_workbook(sheets: &[Listed]) -> Result<Vec<u8>, Box<Problem>> {
    plain::fill(sheets).map_err(|error| unwritable(&error))
}

/// A sheet whose rows go to a temporary file as they come, so that a month's tickets
/// take no memory.
fn new_sheet(workbook: &mut Workbook) -> Result<&mut Worksheet, XlsxError> {
    workbook.add_worksheet_with_constant_memory()
}

/// An empty workbook that says what it belongs to.
fn started(ledger: &Ledger) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    describe(&mut workbook, ledger)?;
    Ok(workbook)
}

fn describe(workbook: &mut Workbook, ledger: &Ledger) -> Result<(), XlsxError> {
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
    Ok(())
}

fn unwritable(error: &XlsxError) -> Box<Problem> {
    let message = format!("工作簿写不出来：{error}");
    Box::new(Problem::error(Code::CANNOT_WRITE, message))
}
