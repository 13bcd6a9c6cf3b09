//! The rows of a sheet's XML.

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::str::FromStr;

use chrono::{Duration, NaiveDate, NaiveDateTime};

use super::super::blocks::Block;
use super::super::format::broken;
use super::super::{COLUMNS_MAX, Cell, ROWS_MAX, Refusal, Row, Visit};
use super::scan::{Piece, Scanner, Tag};
use super::strings::{Inline, Strings, unescaped};
use super::styles::{Meaning, Styles};

/// The last serial that stands for a date: 9999-12-31.
const SERIAL_MAX: f64 = 2_958_466.0;
/// Serials up to here are a day too small: Excel takes 1900 for a leap year.
const LEAP_SERIAL: f64 = 60.0;
/// Spreadsheet programs keep 15 digits of a number.
const EXACT_MAX: f64 = 1e15;
/// Days from the one epoch of serials to the other, of 1904.
const DAYS_TO_1904: i64 = 1462;

/// What the cells of all sheets refer to.
#[derive(Default)]
pub(super) struct Shared {
    pub(super) strings: Strings,
    pub(super) styles: Styles,
    pub(super) is_1904: bool,
}

/// Shows the rows of a block.
pub(super) fn rows(
    block: &Block,
    shared: &Shared,
    visit: &mut Visit<'_>,
) -> Result<ControlFlow<()>, Refusal> {
    let mut scanner = Scanner::new(&block.bytes);
    let mut number = block.above;
    let told = |number: u32, refusal: Refusal| refusal.after_row(number);
    let mut cells = Vec::new();
    let mut draft = Draft::default();
    loop {
        match scanner.next().map_err(|refusal| told(number, refusal))? {
            Piece::Opens(tag) if tag.name == b"row" => {
                number = row_number(&tag, number)?;
                if tag.is_empty {
                    continue;
                }
                let is_hidden = is_on(&tag, b"hidden");
                draft
                    .read_cells(&mut scanner, &mut cells, shared)
                    .map_err(|refusal| told(number, refusal))?;
                if visit(Row { number, cells: &cells, is_hidden }).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
                cells.clear();
            }
            Piece::End if block.is_cut_off => return Err(told(number, broken())),
            Piece::End => return Ok(ControlFlow::Continue(())),
            Piece::Opens(_) | Piece::Closes(_) | Piece::Words(_) => {}
        }
    }
}

/// A row without a number follows the one above.
fn row_number(tag: &Tag<'_>, above: u32) -> Result<u32, Refusal> {
    let number = match tag.attribute(b"r") {
        Some(written) => parsed(written).unwrap_or(0),
        None => above.saturating_add(1),
    };
    let is_sound = number > above && number <= ROWS_MAX;
    is_sound.then_some(number).ok_or_else(|| broken().after_row(above))
}

/// Whether an attribute says yes.
fn is_on(tag: &Tag<'_>, name: &[u8]) -> bool {
    matches!(tag.attribute(name), Some(b"1" | b"true" | b"on"))
}

fn parsed<T: FromStr>(written: &[u8]) -> Option<T> {
    std::str::from_utf8(written).ok()?.parse().ok()
}

fn place<'s>(cells: &mut Vec<Cell<'s>>, column: usize, cell: Cell<'s>) {
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

/// A cell that is being read.
#[derive(Default)]
struct Draft {
    /// From 0.
    column: usize,
    kind: Kind,
    style: usize,
    value: String,
    inline: Inline,
    has_formula: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Number,
    Shared,
    /// The result of a formula.
    Text,
    Inline,
    Bool,
    Error,
    /// A date as ISO 8601 writes it.
    Date,
}

impl Draft {
    /// Reads the cells up to the end of the row.
    fn read_cells<'s>(
        &mut self,
        scanner: &mut Scanner<'_>,
        cells: &mut Vec<Cell<'s>>,
        shared: &'s Shared,
    ) -> Result<(), Refusal> {
        let mut column = 0;
        loop {
            match scanner.next()? {
                Piece::Opens(tag) if tag.name == b"c" => {
                    self.begin(&tag, column)?;
                    column = self.column + 1;
                    if !tag.is_empty {
                        self.read(scanner)?;
                        place(cells, self.column, self.finish(shared)?);
                    }
                }
                Piece::Closes(b"row") => return Ok(()),
                Piece::End => return Err(broken()),
                Piece::Opens(_) | Piece::Closes(_) | Piece::Words(_) => {}
            }
        }
    }

    /// A cell without an address follows the one to the left.
    fn begin(&mut self, tag: &Tag<'_>, next: usize) -> Result<(), Refusal> {
        (self.column, self.kind, self.style) = (next, Kind::Number, 0);
        self.has_formula = false;
        self.value.clear();
        for attribute in tag.attributes() {
            match attribute? {
                (b"r", address) => self.column = column(address).ok_or_else(broken)?,
                (b"t", kind) => self.kind = Kind::of(kind).ok_or_else(broken)?,
                (b"s", style) => self.style = parsed(style).unwrap_or(0),
                _ => {}
            }
        }
        if self.column < COLUMNS_MAX { Ok(()) } else { Err(broken()) }
    }

    /// Reads up to the end of the cell.
    fn read(&mut self, scanner: &mut Scanner<'_>) -> Result<(), Refusal> {
        let mut is_value = false;
        loop {
            match scanner.next()? {
                Piece::Opens(Tag { name: b"f", .. }) => self.has_formula = true,
                Piece::Opens(Tag { is_empty: true, .. }) => {}
                Piece::Opens(Tag { name: b"v", .. }) => is_value = true,
                Piece::Opens(tag) => self.inline.open(tag.name),
                Piece::Closes(b"v") => is_value = false,
                Piece::Closes(b"c") => return Ok(()),
                Piece::Closes(name) => self.inline.close(name),
                Piece::Words(words) if is_value => words.add_to(&mut self.value)?,
                Piece::Words(words) => {
                    if let Some(text) = self.inline.open_text() {
                        words.add_to(text)?;
                    }
                }
                Piece::End => return Err(broken()),
            }
        }
    }

    fn finish<'s>(&mut self, shared: &'s Shared) -> Result<Cell<'s>, Refusal> {
        let inline = self.inline.take();
        if self.kind == Kind::Inline {
            return Ok(text(inline));
        }
        // A formula whose result is an empty text has a value: nothing.
        if self.value.is_empty() {
            let is_result = !self.has_formula || self.kind == Kind::Text;
            return Ok(if is_result { Cell::Empty } else { Cell::Unvalued });
        }
        let value = self.value.as_str();
        Ok(match self.kind {
            Kind::Shared => {
                let index = value.trim().parse().map_err(|_| broken())?;
                text_of(shared.strings.get(index).ok_or_else(broken)?)
            }
            Kind::Text => text(unescaped(value).into_owned()),
            Kind::Bool => Cell::Bool(matches!(value.trim(), "1" | "true")),
            Kind::Error => Cell::Error(value.to_owned()),
            Kind::Date => text(value.to_owned()),
            Kind::Number | Kind::Inline => {
                let number: f64 = value.trim().parse().map_err(|_| broken())?;
                if !number.is_finite() {
                    return Err(broken());
                }
                meant(number, shared.styles.meaning(self.style), shared.is_1904)
            }
        })
    }
}

impl Kind {
    fn of(written: &[u8]) -> Option<Self> {
        Some(match written {
            b"n" => Self::Number,
            b"s" => Self::Shared,
            b"str" => Self::Text,
            b"inlineStr" => Self::Inline,
            b"b" => Self::Bool,
            b"e" => Self::Error,
            b"d" => Self::Date,
            _ => return None,
        })
    }
}

fn text<'s>(text: String) -> Cell<'s> {
    if text.is_empty() { Cell::Empty } else { Cell::Text(Cow::Owned(text)) }
}

fn text_of(text: &str) -> Cell<'_> {
    if text.is_empty() { Cell::Empty } else { Cell::Text(Cow::Borrowed(text)) }
}

/// A number as its format shows it.
pub(in super::super) fn meant<'s>(
    number: f64,
    meaning: Meaning,
    is_1904: bool,
) -> Cell<'s> {
    match meaning {
        Meaning::Number => Cell::Number(number),
        Meaning::Percent => Cell::Number(percent(number)),
        Meaning::Zeros(digits) if (0.0..EXACT_MAX).contains(&number) => {
            text(format!("{number:0digits$}"))
        }
        Meaning::Zeros(_) => Cell::Number(number),
        Meaning::Moment => {
            moment(number, is_1904).map_or(Cell::Number(number), Cell::Moment)
        }
    }
}

/// A fraction in per cent, free of the noise of binary fractions.
pub(in super::super) fn percent(number: f64) -> f64 {
    let percent = number * 100.0;
    format!("{percent:.14e}").parse().unwrap_or(percent)
}

/// A serial as the second that it means: binary fractions of a day fall just beside it.
fn moment(serial: f64, is_1904: bool) -> Option<NaiveDateTime> {
    if !(0.0..SERIAL_MAX).contains(&serial) {
        return None;
    }
    let early = !is_1904 && serial < LEAP_SERIAL;
    let days = if is_1904 { DAYS_TO_1904 } else { i64::from(early) };
    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30)?.and_hms_opt(0, 0, 0)?;
    // A serial has at most 38 bits of seconds.
    let seconds = (serial * 86_400.0).round() as i64;
    epoch.checked_add_signed(Duration::seconds(seconds + days * 86_400))
}

/// The column of an address, from 0: 7 of “H2031”.
pub(super) fn column(address: &[u8]) -> Option<usize> {
    let mut column = 0_usize;
    for letter in address.iter().filter(|byte| **byte != b'$') {
        match letter {
            b'A'..=b'Z' => column = column * 26 + usize::from(letter - b'A') + 1,
            b'a'..=b'z' => column = column * 26 + usize::from(letter - b'a') + 1,
            _ => break,
        }
        if column > COLUMNS_MAX {
            return None;
        }
    }
    column.checked_sub(1)
}

/// The row of an address, from 1: 2031 of “H2031”.
pub(super) fn row(address: &str) -> Option<u32> {
    let digits =
        address.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '$');
    digits.parse().ok().filter(|row| (1..=ROWS_MAX).contains(row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serials_are_the_moments_that_spreadsheets_show() {
        for (serial, is_1904, shown) in [
            (45_157.378_530_092_6, false, "2023-08-19 09:05:05"),
            (43_695.378_530_092_6, true, "2023-08-19 09:05:05"),
            (1.0, false, "1900-01-01 00:00:00"),
            (61.0, false, "1900-03-01 00:00:00"),
        ] {
            let moment = moment(serial, is_1904).map(|moment| moment.to_string());
            assert_eq!(moment.as_deref(), Some(shown));
        }
        assert_eq!(moment(-1.0, false), None);
        assert_eq!(moment(2_958_466.0, false), None);
    }

    #[test]
    fn addresses_are_read_and_those_beyond_a_sheet_are_not() {
        assert_eq!(column(b"H2031"), Some(7));
        assert_eq!(column(b"$xfd$1"), Some(16_383));
        assert_eq!(column(b"XFE1"), None);
        assert_eq!(column(b"12"), None);
        assert_eq!(row("AA12"), Some(12));
        assert_eq!(row("A0"), None);
    }
}
