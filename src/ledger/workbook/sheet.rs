//! A sheet with a header that stays in view, filters, widths and number formats.

use std::borrow::Cow;

use rust_xlsxwriter::{
    Color, Format, FormatAlign, FormatBorder, IgnoreError, Worksheet, XlsxError,
};

use crate::document::Figure;
use crate::figures::Kind;
use crate::ledger::Entry;
use crate::tickets::Decimal;

/// A face that every office computer in China has.
const FONT: &str = "宋体";
const FONT_SIZE: f64 = 11.0;
/// Columns are at least and at most this wide, in digits.
const WIDTHS: (f64, f64) = (6.0, 110.0);

/// Height of a line in a row of several.
const LINE_HEIGHT_PT: f64 = 14.5;
/// Rows are at most 409 pt high.
const LINES_MAX: f64 = 28.0;

/// Spreadsheets take 32,767 UTF-16 units.
const CELL_CHARS_MAX: usize = 16_000;

/// A column of a sheet.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) header: String,
    /// In digits; a hanzi takes two.
    pub(super) width: f64,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Words, and numbers that are names.
    Words(String),
    /// Short words in the middle of the cell.
    Centred(Cow<'static, str>),
    /// A number to calculate with, and how it is shown: “0.00%”.
    Number(f64, &'static str),
    /// Nothing.
    Empty,
}

/// The cell formats of one workbook.
pub(super) struct Formats {
    caption: Format,
    header: Format,
    words: Format,
    /// Words that begin as a formula does.
    quoted: Format,
    centred: Format,
    number: Vec<(&'static str, Format)>,
    note: Format,
}

/// Writes one sheet from top to bottom.
pub(super) struct Sheet<'w> {
    sheet: &'w mut Worksheet,
    formats: &'w mut Formats,
    /// Widths of the columns.
    widths: Vec<f64>,
    header_row: u32,
    row: u32,
}

impl Formats {
    pub(super) fn new() -> Self {
        let plain = || Format::new().set_font_name(FONT).set_font_size(FONT_SIZE);
        let cell = || {
            plain()
                .set_border(FormatBorder::Thin)
                .set_border_color(Color::RGB(0xBF_BF_BF))
                .set_align(FormatAlign::VerticalCenter)
        };
        let words = || cell().set_align(FormatAlign::Left).set_text_wrap();
        Self {
            caption: plain().set_bold().set_font_size(13.0),
            header: cell()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_background_color(Color::RGB(0xDD_E6_F2)),
            quoted: words().set_quote_prefix(),
            words: words(),
            centred: cell().set_align(FormatAlign::Center),
            number: Vec::new(),
            note: plain(),
        }
    }

    /// Spreadsheets would take words for a formula as soon as their cell is touched.
    fn words(&self, text: &str) -> &Format {
        if text.starts_with(['=', '+', '-', '@']) { &self.quoted } else { &self.words }
    }

    fn number(&mut self, shown: &'static str) -> &Format {
        let at = match self.number.iter().position(|(known, _)| *known == shown) {
            Some(at) => at,
            None => {
                let format = self.centred.clone().set_num_format(shown);
                self.number.push((shown, format));
                self.number.len() - 1
            }
        };
        self.number.get(at).map_or(&self.centred, |(_, format)| format)
    }
}

impl<'w> Sheet<'w> {
    /// Starts a sheet; a caption stands above the header.
    pub(super) fn start(
        sheet: &'w mut Worksheet,
        formats: &'w mut Formats,
        name: &str,
        caption: Option<&str>,
        columns: &[Column],
    ) -> Result<Self, XlsxError> {
        sheet.set_name(sheet_name(name))?;
        let mut header_row = 0;
        if let Some(caption) = caption {
            sheet.set_row_height(0, 24)?;
            sheet.write_string_with_format(0, 0, caption, &formats.caption)?;
            header_row = 1;
        }
        for (n, column) in (0..).zip(columns) {
            sheet.set_column_width(n, column.clamped())?;
            sheet.write_string_with_format(
                header_row,
                n,
                &column.header,
                &formats.header,
            )?;
        }
        sheet.set_freeze_panes(header_row + 1, 0)?;
        sheet.set_repeat_rows(header_row, header_row)?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        let widths = columns.iter().map(Column::clamped).collect();
        Ok(Self { sheet, formats, widths, header_row, row: header_row + 1 })
    }

    /// Adds a row.
    pub(super) fn row(&mut self, values: &[Value]) -> Result<(), XlsxError> {
        // Not every program makes a row as high as its longest words need.
        let lines = values.iter().zip(&self.widths).map(|(value, column)| match value {
            Value::Words(text) => (width(text) / column).ceil(),
            Value::Centred(_) | Value::Number(..) | Value::Empty => 1.0,
        });
        let lines = lines.fold(1.0, f64::max).min(LINES_MAX);
        if lines > 1.0 {
            self.sheet.set_row_height(self.row, lines * LINE_HEIGHT_PT)?;
        }
        for (column, value) in (0..).zip(values) {
            match value {
                Value::Words(text) => self.sheet.write_string_with_format(
                    self.row,
                    column,
                    short(text),
                    self.formats.words(text),
                )?,
                Value::Centred(text) => self.sheet.write_string_with_format(
                    self.row,
                    column,
                    text.as_ref(),
                    &self.formats.centred,
                )?,
                Value::Number(number, shown) => {
                    let format = self.formats.number(shown);
                    self.sheet
                        .write_number_with_format(self.row, column, *number, format)?
                }
                Value::Empty => {
                    self.sheet.write_blank(self.row, column, &self.formats.words)?
                }
            };
        }
        self.row += 1;
        Ok(())
    }

    /// Ends the rows: filters on the header, then lines of text under a free row.
    pub(super) fn end(self, notes: &[String]) -> Result<(), XlsxError> {
        let last = self.row.saturating_sub(1);
        let columns = u16::try_from(self.widths.len()).unwrap_or(u16::MAX);
        let last_column = columns.saturating_sub(1);
        if last > self.header_row {
            self.sheet.autofilter(self.header_row, 0, last, last_column)?;
            // Ticket numbers are names, not numbers that were typed wrong.
            self.sheet.ignore_error_range(
                self.header_row + 1,
                0,
                last,
                last_column,
                IgnoreError::NumberStoredAsText,
            )?;
        }
        for (row, note) in (self.row + 1..).zip(notes) {
            self.sheet
                .write_string_with_format(row, 0, note, &self.formats.note)?;
        }
        Ok(())
    }
}

impl Column {
    pub(super) fn new(header: &str, width: f64) -> Self {
        Self { header: header.to_owned(), width }
    }

    fn clamped(&self) -> f64 {
        self.width.clamp(WIDTHS.0, WIDTHS.1)
    }
}

impl Value {
    pub(super) fn words(text: impl Into<String>) -> Self {
        Self::Words(text.into())
    }

    /// Short words in the middle of the cell.
    pub(super) fn centred(text: impl Into<Cow<'static, str>>) -> Self {
        Self::Centred(text.into())
    }

    /// A count or row number.
    pub(super) fn count(number: u32) -> Self {
        Self::Number(f64::from(number), "0")
    }

    /// A figure of a table: a change of rank has its arrow.
    pub(super) fn cell(figure: &Figure) -> Self {
        const ARROWS: &str = "0\"↑\";0\"↓\";\"持平\"";
        match (figure.kind, figure.value) {
            (Kind::RankChange, Some(value)) => Self::Number(value.nearest_f64(), ARROWS),
            (kind, value) => Self::number(&figure.text, value, Some(kind)),
        }
    }

    /// A number to calculate with, shown as it was printed; its text where there is none.
    pub(super) fn number(text: &str, value: Option<Decimal>, kind: Option<Kind>) -> Self {
        let is_percent = matches!(kind, Some(Kind::Rate | Kind::Change));
        let number = value.and_then(|value| {
            let of_one = if is_percent { value.hundredth() } else { value };
            Some(Self::Number(of_one.nearest_f64(), shown(value.places(), is_percent)?))
        });
        number.unwrap_or_else(|| Self::centred(text.to_owned()))
    }

    /// An exact number as the ledger writes it: a fraction is words.
    pub(super) fn exact(text: &str) -> Self {
        Self::number(text, Decimal::from_written(text), None)
    }

    /// The number of a ledger's entry.
    pub(super) fn of(entry: &Entry) -> Self {
        Self::number(&entry.text, entry.number(), entry.kind)
    }
}

/// How a number with so many decimals is shown; none for more than four.
fn shown(decimals: usize, is_percent: bool) -> Option<&'static str> {
    const NUMBERS: [&str; 5] = ["0", "0.0", "0.00", "0.000", "0.0000"];
    const PERCENTS: [&str; 5] = ["0%", "0.0%", "0.00%", "0.000%", "0.0000%"];
    if is_percent { PERCENTS } else { NUMBERS }.get(decimals).copied()
}

/// A sheet's name without what spreadsheets forbid there.
fn sheet_name(name: &str) -> String {
    let allowed = |c: char| if "[]:*?/\\'".contains(c) { '_' } else { c };
    let name: String = name.chars().map(allowed).take(31).collect();
    if name.trim().is_empty() { "表".to_owned() } else { name }
}

/// As much of a text as a cell takes.
fn short(text: &str) -> &str {
    text.char_indices()
        .nth(CELL_CHARS_MAX)
        .and_then(|(at, _)| text.get(..at))
        .unwrap_or(text)
}

/// How wide a text is, in digits.
pub(super) fn width(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 1.1 } else { 2.1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Key;
    use crate::files;

    #[test]
    fn names_and_texts_that_a_spreadsheet_forbids_are_made_to_fit() {
        assert_eq!(sheet_name("附表[1/2]"), "附表_1_2_");
        assert_eq!(sheet_name(&"表".repeat(40)).chars().count(), 31);
        assert_eq!(short(&"长".repeat(20_000)).chars().count(), CELL_CHARS_MAX);
        assert_eq!(short("短"), "短");
    }

    #[test]
    fn words_that_begin_as_a_formula_does_stay_words() {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let (sheet, mut formats) = (workbook.add_worksheet(), Formats::new());
        let columns = [Column::new("名称", 10.0)];
        let mut sheet =
            Sheet::start(sheet, &mut formats, "工单", None, &columns).unwrap();
        sheet.row(&[Value::words("=1+1")]).unwrap();
        sheet.end(&[]).unwrap();
        let bytes = workbook.save_to_buffer().unwrap();
        let limits = files::Limits { part_bytes: 1 << 20, all_bytes: 1 << 22 };
        let mut package = files::Package::open(bytes, limits).unwrap();
        let styles = package.text("xl/styles.xml").unwrap().unwrap();
        assert!(styles.contains("quotePrefix=\"1\""), "{styles}");
    }

    #[test]
    fn a_figure_can_be_calculated_with_and_looks_as_printed() {
        let shown = |text: &str, value: Option<Decimal>, kind| {
            let key = Key::from("towns.direct.檀营地区.score");
            let figure = Figure { text: text.to_owned(), value, kind, key };
            match Value::cell(&figure) {
                Value::Number(number, shown) => format!("{number} {shown}"),
                Value::Words(_) | Value::Centred(_) | Value::Empty => "words".to_owned(),
            }
        };
        let hundredths = |digits| Some(Decimal::new(digits, 2));
        assert_eq!(shown("99.96%", hundredths(9996), Kind::Rate), "0.9996 0.00%");
        assert_eq!(shown("97.10", hundredths(9710), Kind::Score), "97.1 0.00");
        assert_eq!(shown("133", Some(Decimal::whole(133)), Kind::Count), "133 0");
        let arrows = "0\"↑\";0\"↓\";\"持平\"";
        let change = |places| Some(Decimal::whole(places));
        assert_eq!(shown("44↓", change(-44), Kind::RankChange), format!("-44 {arrows}"));
        assert_eq!(shown("持平", change(0), Kind::RankChange), format!("0 {arrows}"));
        assert_eq!(shown("—", None, Kind::Score), "words");
    }
}
