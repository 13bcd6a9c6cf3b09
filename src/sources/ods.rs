//! OpenDocument spreadsheets, read row by row.
//!
//! A few bytes of such a file can stand for millions of rows, cells or blanks, so what
//! they unroll to is counted before it is made.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::ops::ControlFlow;

use chrono::{NaiveDate, NaiveDateTime, SubsecRound};
use quick_xml::events::{BytesStart, Event};

use super::format::{RESAVE, broken};
use super::xlsx::percent;
use super::xlsx::text::push_text;
use super::{COLUMNS_MAX, Cell, Merge, ROWS_MAX, Refusal, Row, Source, Visit};
use crate::files::{Package, attribute};

const CONTENT: &str = "content.xml";
/// Cells with content of a sheet: 160,000 rows of 24 columns have as many.
const CELLS_MAX: usize = 4_000_000;
/// Spreadsheet programs take 32,767 characters.
const CELL_BYTES_MAX: usize = 1 << 20;

/// An open spreadsheet.
pub(super) struct Book {
    package: Package,
    sheets: Vec<String>,
    hidden_sheets: usize,
    /// Of the sheets that were read to their ends.
    merges: BTreeMap<String, Vec<Merge>>,
}

impl Book {
    pub(super) fn open(mut package: Package) -> Result<Self, Refusal> {
        let mut tables = Vec::new();
        let mut hidden_styles = Vec::new();
        let mut style = String::new();
        walk(&mut package, |event, nesting| {
            let (Event::Start(tag) | Event::Empty(tag)) = event else {
                return Ok(ControlFlow::Continue(()));
            };
            match tag.local_name().as_ref() {
                b"style" => style = text_of(tag, "name"),
                b"table-properties" if text_of(tag, "display") == "false" => {
                    hidden_styles.push(style.clone());
                }
                b"table" if nesting == 1 => {
                    tables.push((text_of(tag, "name"), text_of(tag, "style-name")));
                }
                _ => {}
            }
            Ok(ControlFlow::Continue(()))
        })?;
        // A hidden sheet is looked at only after those that the user sees.
        let is_hidden = |style: &String| hidden_styles.contains(style);
        tables.sort_by_key(|(_, style)| is_hidden(style));
        let hidden_sheets = tables.iter().filter(|(_, style)| is_hidden(style)).count();
        let sheets = tables.into_iter().map(|(name, _)| name).collect();
        Ok(Self { package, sheets, hidden_sheets, merges: BTreeMap::new() })
    }
}

impl Source for Book {
    fn sheets(&self) -> &[String] {
        &self.sheets
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "what is not named here carries nothing that is read"
    )]
    fn rows(&mut self, sheet: &str, visit: &mut Visit<'_>) -> Result<(), Refusal> {
        let mut table = Table::default();
        let (mut is_wanted, mut is_read) = (false, false);
        let outcome = walk(&mut self.package, |event, nesting| {
            match event {
                Event::Start(tag) if nesting == 1 && is(tag, b"table") => {
                    is_wanted = text_of(tag, "name") == sheet;
                }
                Event::End(tag)
                    if is_wanted
                        && nesting == 0
                        && tag.local_name().as_ref() == b"table" =>
                {
                    is_read = true;
                    return Ok(ControlFlow::Break(()));
                }
                event if is_wanted && nesting == 1 => return table.see(event, visit),
                _ => {}
            }
            Ok(ControlFlow::Continue(()))
        });
        if is_read {
            self.merges
                .insert(sheet.to_owned(), std::mem::take(&mut table.merges));
        }
        outcome.map_err(|refusal| refusal.after_row(table.above))
    }

    fn hidden_sheets(&self) -> usize {
        self.hidden_sheets
    }

    fn merges(&mut self, sheet: &str) -> Result<Vec<Merge>, Refusal> {
        if !self.merges.contains_key(sheet) {
            self.rows(sheet, &mut |_| ControlFlow::Continue(()))?;
        }
        Ok(self.merges.get(sheet).cloned().unwrap_or_default())
    }
}

/// Shows the content's events, each with how many tables it stands in; an empty element
/// as one that opens and closes.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "what is not named here carries nothing that is read"
)]
fn walk(
    package: &mut Package,
    mut visit: impl FnMut(&Event<'_>, usize) -> Result<ControlFlow<()>, Refusal>,
) -> Result<(), Refusal> {
    let content = package.open_part(CONTENT)?.ok_or_else(broken)?;
    let content: Box<dyn BufRead> = Box::new(BufReader::new(content));
    let mut reader = quick_xml::Reader::from_reader(content);
    reader.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    let (mut depth, mut nesting) = (0_usize, 0_usize);
    loop {
        let event = reader.read_event_into(&mut buffer).map_err(|_| broken())?;
        match &event {
            Event::Start(tag) => {
                depth += 1;
                nesting += usize::from(is(tag, b"table"));
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                let is_table = tag.local_name().as_ref() == b"table";
                nesting = nesting.saturating_sub(usize::from(is_table));
            }
            Event::Eof if depth == 0 => return Ok(()),
            Event::Eof => return Err(broken()),
            _ => {}
        }
        if visit(&event, nesting)?.is_break() {
            return Ok(());
        }
        buffer.clear();
    }
}

/// A sheet that is being read.
#[derive(Default)]
struct Table {
    /// The number of the row above, which is the last one shown.
    above: u32,
    row: OpenRow,
    cell: OpenCell,
    cells: Vec<Cell<'static>>,
    /// Cells with content so far.
    filled: usize,
    merges: Vec<Merge>,
}

#[derive(Default)]
struct OpenRow {
    repeats: u32,
    is_hidden: bool,
    /// The next column, from 0.
    column: usize,
}

/// A cell between its tags.
#[derive(Default)]
struct OpenCell {
    is_open: bool,
    kind: String,
    value: String,
    has_formula: bool,
    is_error: bool,
    repeats: usize,
    rows: u32,
    text: String,
    paragraphs: usize,
    /// How many paragraphs and notes are open.
    in_paragraph: usize,
    in_note: usize,
}

impl Table {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "what is not named here carries nothing that is read"
    )]
    fn see(
        &mut self,
        event: &Event<'_>,
        visit: &mut Visit<'_>,
    ) -> Result<ControlFlow<()>, Refusal> {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                b"table-row" => self.row = OpenRow::of(tag),
                b"table-cell" | b"covered-table-cell" => self.cell = OpenCell::of(tag),
                _ if self.cell.is_open => self.cell.enter(tag)?,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                b"table-row" => return self.show(visit),
                b"table-cell" | b"covered-table-cell" => self.place()?,
                name if self.cell.is_open => self.cell.leave(name),
                _ => {}
            },
            event if self.cell.is_open => self.cell.add(event)?,
            _ => {}
        }
        Ok(ControlFlow::Continue(()))
    }

    fn place(&mut self) -> Result<(), Refusal> {
        let OpenCell { repeats, rows, .. } = self.cell;
        let column = self.row.column;
        self.row.column = column.saturating_add(repeats);
        let cell = std::mem::take(&mut self.cell).finish()?;
        if cell == Cell::Empty {
            return Ok(());
        }
        if self.row.column > COLUMNS_MAX {
            return Err(broken());
        }
        if rows > 1 {
            let first_row = self.above + 1;
            let last_row = first_row.saturating_add(rows - 1);
            self.merges.push(Merge { first_row, last_row, column });
        }
        self.cells.resize(column, Cell::Empty);
        self.cells.resize(column + repeats, cell);
        self.filled += repeats.saturating_mul(self.row.repeats as usize);
        if self.filled > CELLS_MAX {
            let message = format!("导出表打不开：一个工作表超过 {CELLS_MAX} 个单元格");
            return Err(Refusal::new(message, RESAVE));
        }
        Ok(())
    }

    fn show(&mut self, visit: &mut Visit<'_>) -> Result<ControlFlow<()>, Refusal> {
        let OpenRow { repeats, is_hidden, .. } = self.row;
        let last = self.above.saturating_add(repeats);
        if self.cells.is_empty() {
            self.above = last;
            return Ok(ControlFlow::Continue(()));
        }
        if last > ROWS_MAX {
            return Err(broken());
        }
        for number in self.above + 1..=last {
            self.above = number;
            if visit(Row { number, cells: &self.cells, is_hidden }).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        self.cells.clear();
        Ok(ControlFlow::Continue(()))
    }
}

impl OpenRow {
    fn of(tag: &BytesStart<'_>) -> Self {
        let visibility = text_of(tag, "visibility");
        Self {
            repeats: number(tag, "number-rows-repeated"),
            is_hidden: matches!(visibility.as_str(), "filter" | "collapse"),
            column: 0,
        }
    }
}

impl OpenCell {
    fn of(tag: &BytesStart<'_>) -> Self {
        let mut cell = Self { is_open: true, repeats: 1, rows: 1, ..Self::default() };
        for one in tag.attributes().with_checks(false).flatten() {
            let value = String::from_utf8_lossy(&one.value);
            let is_extension = one.key.as_ref().starts_with(b"calcext:");
            match one.key.local_name().as_ref() {
                b"value-type" if is_extension => cell.is_error = value == "error",
                b"value-type" => cell.kind = value.into_owned(),
                b"value" | b"date-value" | b"boolean-value" => {
                    cell.value = value.into_owned();
                }
                b"formula" => cell.has_formula = true,
                b"number-columns-repeated" => {
                    cell.repeats = value.parse().unwrap_or(usize::MAX);
                }
                b"number-rows-spanned" => cell.rows = value.parse().unwrap_or(1),
                _ => {}
            }
        }
        cell
    }

    fn enter(&mut self, tag: &BytesStart<'_>) -> Result<(), Refusal> {
        match tag.local_name().as_ref() {
            b"annotation" => self.in_note += 1,
            b"p" | b"h" => {
                self.in_paragraph += 1;
                if self.in_note == 0 {
                    self.paragraphs += 1;
                    let is_first = self.paragraphs == 1;
                    self.text.push_str(if is_first { "" } else { "\n" });
                }
            }
            b"s" if self.in_note == 0 => {
                let count = number(tag, "c") as usize;
                if count > CELL_BYTES_MAX {
                    return Err(too_long());
                }
                self.text.extend(std::iter::repeat_n(' ', count));
            }
            b"tab" if self.in_note == 0 => self.text.push('\t'),
            b"line-break" if self.in_note == 0 => self.text.push('\n'),
            _ => {}
        }
        self.check()
    }

    fn leave(&mut self, name: &[u8]) {
        match name {
            b"annotation" => self.in_note = self.in_note.saturating_sub(1),
            b"p" | b"h" => self.in_paragraph = self.in_paragraph.saturating_sub(1),
            _ => {}
        }
    }

    fn add(&mut self, event: &Event<'_>) -> Result<(), Refusal> {
        if self.in_paragraph > 0 && self.in_note == 0 {
            push_text(&mut self.text, event)?;
        }
        self.check()
    }

    fn check(&self) -> Result<(), Refusal> {
        if self.text.len() > CELL_BYTES_MAX { Err(too_long()) } else { Ok(()) }
    }

    fn finish(self) -> Result<Cell<'static>, Refusal> {
        let Self { kind, value, text, has_formula, is_error, .. } = self;
        let shown = |text: String| match text.is_empty() {
            true => Cell::Empty,
            false => Cell::Text(Cow::Owned(text)),
        };
        let parsed = || value.parse::<f64>().ok().filter(|value| value.is_finite());
        Ok(match kind.as_str() {
            _ if is_error => Cell::Error(text),
            "float" | "currency" => Cell::Number(parsed().ok_or_else(broken)?),
            "percentage" => Cell::Number(percent(parsed().ok_or_else(broken)?)),
            "boolean" => Cell::Bool(value == "true"),
            "date" => moment(&value).map_or_else(|| shown(text), Cell::Moment),
            "" if has_formula && text.is_empty() => Cell::Unvalued,
            _ => shown(text),
        })
    }
}

fn too_long() -> Refusal {
    let message =
        format!("导出表打不开：一个单元格的文字超过 {} MB", CELL_BYTES_MAX >> 20);
    Refusal::new(message, "请核对这个单元格，删去多余的文字或空格")
}

/// A date, with or without its time.
fn moment(written: &str) -> Option<NaiveDateTime> {
    let day = || {
        let day = NaiveDate::parse_from_str(written, "%Y-%m-%d").ok()?;
        day.and_hms_opt(0, 0, 0)
    };
    let moment = NaiveDateTime::parse_from_str(written, "%Y-%m-%dT%H:%M:%S%.f");
    moment.ok().map(|moment| moment.round_subsecs(0)).or_else(day)
}

fn is(tag: &BytesStart<'_>, name: &[u8]) -> bool {
    tag.local_name().as_ref() == name
}

fn text_of(tag: &BytesStart<'_>, name: &str) -> String {
    attribute(tag, name).unwrap_or_default().into_owned()
}

/// How often; once where nothing is written.
fn number(tag: &BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name).map_or(1, |value| value.parse().unwrap_or(u32::MAX))
}
