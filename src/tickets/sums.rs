//! Rows that sum up others against the rows that they sum up.
//!
//! Such a row is left out; but where it does not agree with the rest, a row is missing,
//! or the office worked it out before something changed.

use num_rational::BigRational;

use super::columns::plain_header;
use super::decimal::Decimal;
use super::summary::{self, Summary};
use super::table::{Layout, Table};
use super::{Column, number};
use crate::diagnostics::{Code, Problem};
use crate::sources::{Cell, Row};

/// Of more rows not every run is tried.
const RUNS_ROWS_MAX: usize = 200;

const HINT: &str = "请核对表里是否少了行、多了行，合计、平均是否在改动以后重算过";

/// A row that sums up others, as it was left out.
pub(super) struct Sum {
    row: u32,
    kind: Summary,
    /// Its numbers by column.
    numbers: Vec<(usize, Decimal)>,
    /// Where it says how many records there are, and how many.
    count: Option<(usize, u64)>,
}

impl Sum {
    pub(super) fn of(layout: &Layout, row: Row<'_>, kind: Summary) -> Self {
        let decimal = |(at, cell): (usize, &Cell<'_>)| {
            let decimal = number::decimal(cell, &cell.text())?;
            let scale =
                layout.header.column_at(at).map_or(0, |column| layout.scale(column));
            Some((at, decimal.times_ten_to(scale)?))
        };
        let numbers = row.cells.iter().enumerate().filter_map(decimal).collect();
        Self { row: row.number, kind, numbers, count: count(row) }
    }

    fn number(&self, index: usize) -> Option<Decimal> {
        self.numbers
            .iter()
            .find(|(at, _)| *at == index)
            .map(|(_, number)| *number)
    }
}

/// How many records a row says that there are: “共计：420件”, or a number behind 合计.
fn count(row: Row<'_>) -> Option<(usize, u64)> {
    let mut cells = row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_blank());
    let is_word = |cell: &Cell<'_>| matches!(cell, Cell::Text(text) if summary::word(&plain_header(text)).is_some());
    let (at, word) = cells.find(|(_, cell)| is_word(cell))?;
    let digits: String = word.text().chars().filter(char::is_ascii_digit).collect();
    if let Ok(count) = digits.parse() {
        return Some((at, count));
    }
    let whole = |(at, cell): (usize, &Cell<'_>)| {
        let text = cell.text();
        let text = text.trim_end_matches(['件', '条', '个']);
        let number = number::decimal(cell, text)?;
        Some((at, number::count(number).ok()?))
    };
    // Of several numbers nobody knows which is the count.
    let mut counts = cells.filter_map(whole);
    counts.next().filter(|_| counts.next().is_none())
}

impl Table {
    /// Tells where a column of numbers does not add up to what the rows below or between
    /// say, given the rows that were used.
    pub(super) fn check_sums(
        &self,
        column: Column,
        rows: &[(u32, BigRational)],
    ) -> Vec<Problem> {
        let Some(index) = self.layout.header.index(column) else { return Vec::new() };
        let check = |sum: &Sum| self.check_sum(sum, (column, index), rows);
        self.sums.iter().filter_map(check).collect()
    }

    fn check_sum(
        &self,
        sum: &Sum,
        (column, index): (Column, usize),
        rows: &[(u32, BigRational)],
    ) -> Option<Problem> {
        let told = sum.number(index)?;
        let own = told.exact();
        let is_near =
            |other: &BigRational, within: &BigRational| apart(&own, other) <= *within;
        let total: BigRational = rows.iter().map(|(_, number)| number).sum();
        let all = whole(rows.len().max(1));
        let within = rounding(column, rows.len());
        let (what, expected, within) = match sum.kind {
            // Nobody knows of which rows it is the mean; the city's score is no sum.
            Summary { is_mean: true, is_part: true } => return None,
            Summary { is_mean: false, .. } if column == Column::Score => return None,
            Summary { is_mean: false, is_part: true } => {
                let mut all = runs(rows, sum.row).chain([total]);
                let is_sum = all.any(|run| is_near(&run, &within));
                let how = "，与哪几行之和都不同";
                return (!is_sum).then(|| self.differs(sum, (column, index), how));
            }
            Summary { is_mean: false, is_part: false } => ("之和", total, within),
            Summary { is_mean: true, is_part: false } => {
                let half = BigRational::new(1.into(), 2.into());
                let within = (0..told.places()).fold(half, |half, _| half / whole(10));
                ("的平均数", total / all, within)
            }
        };
        if is_near(&expected, &within) {
            return None;
        }
        let how =
            format!("，{}行{what}是 {}", rows.len(), shown(&expected, told.places()));
        Some(self.differs(sum, (column, index), &how))
    }

    fn differs(&self, sum: &Sum, (column, index): (Column, usize), how: &str) -> Problem {
        let name = sum.kind.name();
        let title = self.layout.header.title(column);
        let written = sum.number(index).map_or_else(String::new, |n| n.to_string());
        let message = format!("{name}的“{title}”是 {written}{how}");
        let place = self.layout.cell_place(sum.row, column);
        Problem::warning(Code::SUM_DIFFERS, message).hint(HINT).at(place)
    }

    /// Tells where a list does not have as many records as a row says; `used` are the
    /// rows that became tickets.
    pub(super) fn check_counts(&self, tickets: usize, used: &[u32]) -> Vec<Problem> {
        let mut above = 0;
        let mut problems = Vec::new();
        for sum in &self.sums {
            let Some((index, count)) = sum.count else { continue };
            let page = used.iter().filter(|row| (above..sum.row).contains(*row)).count();
            above = sum.row;
            let is_whole = sum.kind == Summary { is_mean: false, is_part: false };
            let known = [tickets, self.records, used.len(), page];
            if !is_whole || known.contains(&usize::try_from(count).unwrap_or(usize::MAX))
            {
                continue;
            }
            let records = self.records;
            let message =
                format!("{}说有 {count} 件，表里有 {records} 行", sum.kind.name());
            let place = self.layout.place(crate::sources::address(sum.row, index));
            problems
                .push(Problem::warning(Code::SUM_DIFFERS, message).hint(HINT).at(place));
        }
        problems
    }
}

/// Sums of rows that follow each other: of all such runs, but where there are many rows
/// only of those that end above a row or begin below it.
fn runs(
    rows: &[(u32, BigRational)],
    row: u32,
) -> impl Iterator<Item = BigRational> + use<'_> {
    let at = rows.partition_point(|(number, _)| *number < row);
    let (above, below) = rows.split_at(at);
    let starts = if rows.len() > RUNS_ROWS_MAX { at..at } else { 0..rows.len() };
    let downwards = move |start: usize| sums(rows.iter().skip(start));
    sums(above.iter().rev())
        .chain(sums(below.iter()))
        .chain(starts.flat_map(downwards))
}

/// Of the first, the first two and so on.
fn sums<'r>(
    rows: impl Iterator<Item = &'r (u32, BigRational)>,
) -> impl Iterator<Item = BigRational> {
    rows.scan(whole(0), |sum, (_, number)| {
        *sum += number;
        Some(sum.clone())
    })
}

/// How far a sum may be from that of its rows: residents are rounded to a tenth.
fn rounding(column: Column, rows: usize) -> BigRational {
    if column == Column::Residents { whole(rows) / whole(20) } else { whole(0) }
}

fn apart(one: &BigRational, other: &BigRational) -> BigRational {
    if one > other { one - other } else { other - one }
}

/// A number with at most so many decimals, and at least two where it is no whole one.
fn shown(number: &BigRational, places: usize) -> String {
    if number.is_integer() {
        return number.to_integer().to_string();
    }
    let places = places.max(2);
    let scale = (0..places).fold(whole(1), |scale, _| scale * whole(10));
    let digits = (number * scale).round().to_integer().to_string();
    let digits = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    format!("{whole}.{fraction}")
}

fn whole(number: usize) -> BigRational {
    BigRational::from_integer(number.into())
}
