//! Cells, rows and their addresses in A1 notation.

use std::borrow::Cow;

use chrono::NaiveDateTime;

use crate::diagnostics::is_invisible;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// Nothing, or nothing but a format.
    Empty,
    /// Text, as typed.
    Text(Cow<'a, str>),
    /// A number that is not formatted as a date.
    Number(f64),
    /// A logical value.
    Bool(bool),
    /// A date with its time, rounded to the second.
    Moment(NaiveDateTime),
    /// A formula's error: “#N/A”.
    Error(String),
    /// A formula whose value the file does not hold.
    Unvalued,
}

/// A row of a sheet.
#[derive(Debug, Clone, Copy)]
pub struct Row<'r> {
    /// From 1, as spreadsheet programs count.
    pub number: u32,
    /// From column A; shorter than the sheet where the rest is empty.
    pub cells: &'r [Cell<'r>],
    /// Whether a filter, or the user, hides it.
    pub is_hidden: bool,
}

impl Cell<'_> {
    /// Whether nothing can be seen in it.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty | Self::Unvalued => true,
            Self::Text(text) => {
                text.chars().all(|c| c.is_whitespace() || is_invisible(c))
            }
            Self::Number(_) | Self::Bool(_) | Self::Moment(_) | Self::Error(_) => false,
        }
    }

    /// As text, empty for an empty cell. A number has all its digits and no exponent.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Empty | Self::Unvalued => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text.trim()),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Bool(true) => Cow::Borrowed("是"),
            Self::Bool(false) => Cow::Borrowed("否"),
            Self::Moment(moment) => Cow::Owned(moment.to_string()),
            Self::Error(error) => Cow::Borrowed(error),
        }
    }

    /// Free of the workbook that it came from.
    pub fn into_owned(self) -> Cell<'static> {
        match self {
            Self::Empty => Cell::Empty,
            Self::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
            Self::Number(number) => Cell::Number(number),
            Self::Bool(bool) => Cell::Bool(bool),
            Self::Moment(moment) => Cell::Moment(moment),
            Self::Error(error) => Cell::Error(error),
            Self::Unvalued => Cell::Unvalued,
        }
    }
}

impl Row<'_> {
    /// Whether nothing can be seen in it.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_blank)
    }
}

/// A cell's address: row from 1, column from 0; (2031, 7) is “H2031”.
pub fn address(row: u32, column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect::<String>() + &row.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_count_columns_as_spreadsheets_do() {
        let last = [(1, 0), (2031, 7), (3, 25), (3, 26), (9, 701), (9, 702), (1, 16383)];
        let written = ["A1", "H2031", "Z3", "AA3", "ZZ9", "AAA9", "XFD1"];
        assert_eq!(last.map(|(row, column)| address(row, column)), written);
    }

    #[test]
    fn a_long_number_has_no_exponent() {
        assert_eq!(Cell::Number(20_230_819_090_500.0).text(), "20230819090500");
        assert_eq!(Cell::Number(1e21).text(), "1000000000000000000000");
    }
}
