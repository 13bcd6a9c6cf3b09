//! The columns that a table of an outline may have: the catalogue's measures, and the
//! names of rows.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::document::Align;
use crate::figures::{By, Kind, MEASURES, Measure, Row, Statistics};

/// A column by its name in outlines.
#[derive(Debug, Clone)]
pub struct Column<'a> {
    /// The last part of its figures' names.
    pub name: Cow<'a, str>,
    /// The header unless the outline gives another; empty for a row's name.
    pub header: Cow<'a, str>,
    /// Where its cells stand.
    pub align: Align,
    /// Share of the table's width.
    pub width: u16,
    /// What its cells hold.
    pub content: Content,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// The row's name.
    Name,
    /// The row's class; equal ones are merged.
    Class,
    /// The figure, or the word, of the row that has the column's name.
    Figure,
    /// In place of one column those of the rates of which a score is made.
    Rates,
}

/// Columns that hold no figure, by name and header.
const NAMES: [(&str, &str, u16, Content); 3] = [
    ("unit", "单位", 22, Content::Name),
    ("class", "分类", 12, Content::Class),
    ("rates", "三率", 33, Content::Rates),
];

/// Share of the width of a column that the catalogue does not know.
const WIDTH: u16 = 12;

/// Every built-in column, those of names first.
pub fn built_in() -> impl Iterator<Item = Column<'static>> {
    NAMES.iter().map(of_names).chain(MEASURES.iter().map(of_measure))
}

fn of_names(
    (name, header, width, content): &(&'static str, &'static str, u16, Content),
) -> Column<'static> {
    let (name, header) = (Cow::Borrowed(*name), Cow::Borrowed(*header));
    Column { name, header, align: Align::Centre, width: *width, content: *content }
}

fn of_measure(measure: &Measure) -> Column<'static> {
    let Measure { name, words: _, header, width, kind, is_followed: _ } = *measure;
    Column {
        name: Cow::Borrowed(name),
        header: Cow::Borrowed(header),
        align: match kind {
            None | Some(Kind::Rank) => Align::Centre,
            Some(_) => Align::Decimal,
        },
        width,
        content: Content::Figure,
    }
}

/// The column of a name, in outlines' words or in Chinese: one of a month's own measures,
/// or a built-in one; otherwise the one that holds the figure of that name.
pub(super) fn column<'a>(statistics: &'a Statistics, name: &'a str) -> Column<'a> {
    let own = statistics.measures().iter();
    let own = own
        .clone()
        .find(|spec| [&spec.name, &spec.words].contains(&&name.to_owned()));
    if let Some(spec) = own {
        return Column {
            name: Cow::Borrowed(&spec.name),
            header: Cow::Borrowed(&spec.words),
            align: Align::Decimal,
            width: WIDTH,
            content: Content::Figure,
        };
    }
    let known = built_in().find(|column| column.name == name);
    let called = || {
        let is_row_name = NAME_HEADERS.contains(&name)
            || statistics.is_list_word(name)
            || By::ALL.iter().any(|by| by.name() == name);
        let mut names = NAMES.iter();
        let names = names.find(|(_, header, ..)| *header == name || is_row_name);
        let names = names.map(of_names);
        names.or_else(|| Measure::called(name).map(of_measure))
    };
    known.or_else(called).unwrap_or(Column {
        name: Cow::Borrowed(name),
        header: Cow::Borrowed(name),
        align: Align::Decimal,
        width: WIDTH,
        content: Content::Figure,
    })
}

/// The names of the columns that stand for one: several where it is that of the rates.
pub(super) fn spread(statistics: &Statistics, name: &str) -> Vec<String> {
    match column(statistics, name).content {
        Content::Rates => statistics.rates().map(str::to_owned).collect(),
        Content::Name | Content::Class | Content::Figure => vec![name.to_owned()],
    }
}

/// What rows' names are called in lists of units.
const NAME_HEADERS: [&str; 6] = ["镇街", "部门", "区", "考核期", "评价结果", "工单编号"];

/// Every name by which a column of some rows may be called.
pub(super) fn names(statistics: &Statistics, rows: &[&Row]) -> Vec<String> {
    let measured = rows.iter().flat_map(|row| statistics.measured(&row.key));
    let measured: BTreeSet<&str> = measured.collect();
    let names_of =
        |column: Column<'_>| [column.name.into_owned(), column.header.into_owned()];
    let columns = measured.into_iter().map(|name| column(statistics, name));
    let of_rows = columns.flat_map(names_of);
    of_rows.chain(NAMES.iter().map(of_names).flat_map(names_of)).collect()
}

/// What a row's name is called in tables of a list.
pub(super) fn name_header<'s>(statistics: &'s Statistics, list: &str) -> &'s str {
    if let Some(words) = statistics.list_words(list) {
        return words;
    }
    let last = list.rsplit('.').next();
    if let Some(by) = By::ALL.into_iter().find(|by| Some(by.key()) == last) {
        return by.name();
    }
    match last {
        Some("outcomes") => return "评价结果",
        Some("unresolved") => return "工单编号",
        Some(_) | None => {}
    }
    match list.split('.').next() {
        Some("towns") => "镇街",
        Some("departments") => "部门",
        Some("districts") => "区",
        Some("course") => "考核期",
        _ => "单位",
    }
}
