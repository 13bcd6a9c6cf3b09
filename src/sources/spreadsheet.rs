//! Binary spreadsheets, .xls and .xlsb, through calamine.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader};
use chrono::SubsecRound;

use super::binary::Looks;
use super::format::{broken, password};
use super::{COLUMNS_MAX, Cell, Merge, ROWS_MAX, Refusal, Row, Source, Visit};

type Bytes = Cursor<Vec<u8>>;

/// The last serial that stands for a date: 9999-12-31.
const SERIAL_MAX: f64 = 2_958_466.0;

/// The kinds of binary spreadsheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Excel and WPS since 2007, for large tables.
    Xlsb,
    /// Excel until 2003, and WPS's .et.
    Xls,
}

/// An open spreadsheet.
pub(super) struct Book {
    sheets: Vec<String>,
    /// How each of them looks.
    looks: BTreeMap<String, Looks>,
    hidden_sheets: usize,
    reader: calamine::Sheets<Bytes>,
}

impl Book {
    /// `looks` are those of the sheets in the order in which the workbook lists them.
    pub(super) fn open(
        kind: Kind,
        bytes: Vec<u8>,
        looks: Vec<Looks>,
    ) -> Result<Self, Refusal> {
        let bytes = Cursor::new(bytes);
        let reader = shielded(|| match kind {
            Kind::Xlsb => calamine::Xlsb::new(bytes)
                .map(calamine::Sheets::Xlsb)
                .map_err(calamine::Error::Xlsb),
            Kind::Xls => calamine::Xls::new(bytes)
                .map(calamine::Sheets::Xls)
                .map_err(calamine::Error::Xls),
        })?;
        let names = reader.sheets_metadata().iter().map(|sheet| sheet.name.clone());
        let looks = names.zip(looks).collect();
        let mut sheets: Vec<_> = reader
            .sheets_metadata()
            .iter()
            .filter(|sheet| sheet.typ == calamine::SheetType::WorkSheet)
            .collect();
        // A hidden sheet is looked at only after those that the user sees.
        sheets.sort_by_key(|sheet| sheet.visible != calamine::SheetVisible::Visible);
        let is_hidden =
            |sheet: &&&calamine::Sheet| sheet.visible != calamine::SheetVisible::Visible;
        let hidden_sheets = sheets.iter().filter(is_hidden).count();
        let sheets = sheets.into_iter().map(|sheet| sheet.name.clone()).collect();
        Ok(Self { sheets, looks, hidden_sheets, reader })
    }
}

impl Source for Book {
    fn sheets(&self) -> &[String] {
        &self.sheets
    }

    fn hidden_sheets(&self) -> usize {
        self.hidden_sheets
    }

    fn merges(&mut self, sheet: &str) -> Result<Vec<Merge>, Refusal> {
        Ok(self
            .looks
            .get(sheet)
            .map_or_else(Vec::new, |looks| looks.merges.clone()))
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "what is not named here carries nothing that is read"
    )]
    fn rows(&mut self, sheet: &str, visit: &mut Visit<'_>) -> Result<(), Refusal> {
        let plain = Looks::default();
        let looks = self.looks.get(sheet).unwrap_or(&plain);
        match &mut self.reader {
            calamine::Sheets::Xlsb(book) => {
                let mut cells = shielded(|| book.worksheet_cells_reader(sheet))?;
                stream(|| cells.next_cell(), looks, visit)
            }
            // The older format is read only as a whole.
            reader => {
                let range = shielded(|| reader.worksheet_range(sheet))?;
                whole(&range, looks, visit);
                Ok(())
            }
        }
    }
}

/// Shows cells that come one by one as rows.
fn stream<'b, E: Into<calamine::Error>>(
    mut next: impl FnMut() -> Result<Option<calamine::Cell<DataRef<'b>>>, E>,
    looks: &Looks,
    visit: &mut Visit<'_>,
) -> Result<(), Refusal> {
    let mut number = 0;
    let mut cells: Vec<Cell<'b>> = Vec::new();
    loop {
        let next = shielded(&mut next).map_err(|refusal| refusal.after_row(number))?;
        let row = next.as_ref().map(|cell| cell.get_position().0 + 1);
        if row != Some(number) {
            let is_hidden = looks.is_hidden(number);
            if number > 0 && visit(Row { number, cells: &cells, is_hidden }).is_break() {
                return Ok(());
            }
            cells.clear();
        }
        let (Some(cell), Some(row)) = (next, row) else { return Ok(()) };
        let column = cell.get_position().1 as usize;
        if row < number || row > ROWS_MAX || column >= COLUMNS_MAX {
            return Err(broken().after_row(number));
        }
        number = row;
        let shown = looks.shown(row, column, convert(cell.get_value()));
        place(&mut cells, column, shown);
    }
}

fn place<'b>(cells: &mut Vec<Cell<'b>>, column: usize, cell: Cell<'b>) {
    if cell == Cell::Empty {
        return;
    }
    if cells.len() <= column {
        cells.resize(column + 1, Cell::Empty);
    }
    if let Some(slot) = cells.get_mut(column) {
        *slot = cell;
    }
}

/// Shows the rows of a sheet that was read as a whole.
fn whole(range: &calamine::Range<calamine::Data>, looks: &Looks, visit: &mut Visit<'_>) {
    let Some((first_row, first_column)) = range.start() else { return };
    for (number, row) in (first_row + 1..).zip(range.rows()) {
        let mut cells = vec![Cell::Empty; first_column as usize];
        let columns = (first_column as usize..).zip(row);
        cells.extend(
            columns.map(|(at, cell)| looks.shown(number, at, convert_owned(cell))),
        );
        let is_hidden = looks.is_hidden(number);
        if visit(Row { number, cells: &cells, is_hidden }).is_break() {
            return;
        }
    }
}

/// Runs a part of calamine, which panics on some damaged files.
fn shielded<T, E: Into<calamine::Error>>(
    part: impl FnOnce() -> Result<T, E>,
) -> Result<T, Refusal> {
    let outcome = catch_unwind(AssertUnwindSafe(part)).map_err(|_| broken())?;
    outcome.map_err(|error| refusal(&error.into()))
}

fn refusal(error: &calamine::Error) -> Refusal {
    use calamine::{Error, XlsError, XlsbError};
    let encrypted = matches!(
        error,
        Error::Xlsb(XlsbError::Password) | Error::Xls(XlsError::Password)
    );
    if encrypted { password() } else { broken() }
}

fn convert<'b>(data: &DataRef<'b>) -> Cell<'b> {
    match data {
        DataRef::SharedString(text) => Cell::Text(Cow::Borrowed(text)),
        DataRef::String(text) => Cell::Text(Cow::Owned(text.clone())),
        DataRef::Float(number) => Cell::Number(*number),
        // Whole numbers of a spreadsheet have at most 53 bits.
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Bool(value) => Cell::Bool(*value),
        DataRef::DateTime(serial) => moment(*serial),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Cell::Text(Cow::Owned(text.clone()))
        }
        DataRef::Error(error) => Cell::Error(error.to_string()),
        DataRef::Empty => Cell::Empty,
    }
}

fn convert_owned(data: &calamine::Data) -> Cell<'_> {
    match data {
        calamine::Data::String(text)
        | calamine::Data::DateTimeIso(text)
        | calamine::Data::DurationIso(text) => Cell::Text(Cow::Borrowed(text)),
        calamine::Data::Float(number) => Cell::Number(*number),
        calamine::Data::Int(number) => Cell::Number(*number as f64),
        calamine::Data::Bool(value) => Cell::Bool(*value),
        calamine::Data::DateTime(serial) => moment(*serial),
        calamine::Data::Error(error) => Cell::Error(error.to_string()),
        calamine::Data::Empty => Cell::Empty,
    }
}

/// A serial as the second that it means: binary fractions of a day fall just beside it.
fn moment<'c>(serial: calamine::ExcelDateTime) -> Cell<'c> {
    let in_calendar =
        serial.is_datetime() && (0.0..SERIAL_MAX).contains(&serial.as_f64());
    let moment = in_calendar.then(|| serial.as_datetime()).flatten();
    moment.map_or(Cell::Number(serial.as_f64()), |moment| {
        Cell::Moment(moment.round_subsecs(0))
    })
}
