//! Rows that sum up others: known by their words, wherever in the table they stand.

use super::Column;
use super::columns::plain_header;
use super::header::Header;
use crate::sources::{Cell, Row};

/// Ends of names that only sums and means have: 合计, 城六区小计, 全市平均水平.
const SUMS: &[&str] = &[
    "合计",
    "总计",
    "小计",
    "共计",
    "累计",
    "总和",
    "汇总",
    "合计数",
    "总计数",
    "平均",
    "平均值",
    "均值",
    "平均数",
    "平均分",
    "平均水平",
    "平均成绩",
    "平均得分",
    "中位数",
];
/// Names of what holds all rows. A row is a sum where nothing in it has another name.
const WHOLES: &[&str] =
    &["全市", "北京市", "北京", "全区", "本市", "本区", "全市水平", "全部", "总体"];
/// What a row is called by.
const NAMES: [Column; 5] =
    [Column::Number, Column::Lead, Column::District, Column::Street, Column::Rank];
/// Longer names are no sum's.
const CHARACTERS_MAX: usize = 12;
/// Counts of tickets are no longer than this, their numbers are.
const COUNT_DIGITS_MAX: usize = 7;

/// What a row is that sums up others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Summary {
    pub(super) is_mean: bool,
    /// Whether it is of some of the rows: 小计, 城六区合计.
    pub(super) is_part: bool,
}

impl Summary {
    /// “合计行”.
    pub(super) fn name(self) -> &'static str {
        if self.is_mean { "平均行" } else { "合计行" }
    }
}

/// What a row is when it sums up others.
pub(super) fn of(header: &Header, row: Row<'_>) -> Option<Summary> {
    let first = beginning(row);
    let sum_first = first.as_deref().and_then(word);
    if sum_first.is_some() || is_ticket(header, row) {
        return sum_first;
    }
    let cells = NAMES.iter().filter_map(|column| cell(header, row, *column));
    let names: Vec<String> = cells.filter_map(name).chain(first).collect();
    names.iter().find_map(|name| word(name)).or_else(|| {
        let is_whole = |name: &String| WHOLES.contains(&name.as_str());
        let whole = Summary { is_mean: false, is_part: false };
        (!names.is_empty() && names.iter().all(is_whole)).then_some(whole)
    })
}

/// What a name says that only sums and means have.
pub(super) fn word(name: &str) -> Option<Summary> {
    let is_short = name.chars().count() <= CHARACTERS_MAX;
    // 共计17个 says how many there are.
    let name =
        name.trim_end_matches(|c: char| c.is_ascii_digit() || "件个条人项".contains(c));
    let end = SUMS.iter().find(|end| is_short && name.ends_with(**end))?;
    let is_mean = end.contains('均') || *end == "中位数";
    let of = name.strip_suffix(end).unwrap_or_default();
    let is_whole = of.is_empty() || WHOLES.contains(&of) || of.starts_with(['各', '总']);
    let is_part = !is_whole || matches!(*end, "小计" | "中位数");
    Some(Summary { is_mean, is_part })
}

/// The name in the first filled cell, or in the next where a number stands before it.
fn beginning(row: Row<'_>) -> Option<String> {
    let mut filled = row.cells.iter().filter(|cell| !cell.is_blank());
    let first = filled.next()?;
    name(if is_count(first) { filled.next()? } else { first })
}

/// Whether a row has the number of a ticket.
fn is_ticket(header: &Header, row: Row<'_>) -> bool {
    cell(header, row, Column::Number).is_some_and(|number| {
        !number.is_blank()
            && !is_count(number)
            && name(number).is_none_or(|n| word(&n).is_none())
    })
}

fn cell<'r>(header: &Header, row: Row<'r>, column: Column) -> Option<&'r Cell<'r>> {
    row.cells.get(header.index(column)?)
}

/// What a cell calls its row; no number and no code is a name.
fn name(cell: &Cell<'_>) -> Option<String> {
    let Cell::Text(text) = cell else { return None };
    if text.is_ascii() {
        return None;
    }
    Some(plain_header(text)).filter(|name| !name.is_empty())
}

fn is_count(cell: &Cell<'_>) -> bool {
    let text = cell.text();
    let digits = text.strip_suffix(".0").unwrap_or(&text);
    digits.len() <= COUNT_DIGITS_MAX && digits.bytes().all(|byte| byte.is_ascii_digit())
}
