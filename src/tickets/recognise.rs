//! What an export seems to be, told by its headers and cells before anybody says so.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use serde::Serialize;

use super::columns::{ACCEPTED, ASSESSED, DISTRICTS, Need, RANKING, Wanted};
use super::header::{self, Header};
use super::{Column, Settings, sheets, suggestions, values};
use crate::diagnostics::Outcome;
use crate::sources::{self, Export, Workbook};

/// Rows shown under the header.
const ROWS_SHOWN: usize = 5;
/// Characters shown of a cell.
const CELL_CHARS: usize = 24;
/// Different spellings listed of a column.
const SPELLINGS_MAX: usize = 30;

/// Words in the headers of columns that are left alone.
const PERSONAL: [&str; 12] = [
    "来电人",
    "诉求人",
    "投诉人",
    "联系人",
    "姓名",
    "电话",
    "手机",
    "身份证",
    "地址",
    "联系方式",
    "企业名称",
    "内容",
];

/// The kinds of export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 市级考评明细.
    Assessed,
    /// 受理明细.
    Accepted,
    /// 全市街乡镇排名.
    Ranking,
    /// 各区万人诉求比.
    Districts,
}

/// An export, recognised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recognised {
    /// What it is most likely.
    pub kind: Kind,
    /// Every sheet of the file.
    pub sheets: Vec<String>,
    /// The one that was taken; empty for text files.
    pub sheet: String,
    /// The header's row, from 1.
    pub header_row: u32,
    /// Every header from left to right.
    pub headings: Vec<Heading>,
    /// Needed columns that no header is known for.
    pub missing: Vec<Missing>,
    /// The columns of its kind, each with its usual header.
    pub columns: Vec<(Column, &'static str)>,
    /// The first rows, a cell a heading, shortened; data of persons as asterisks.
    pub rows: Vec<Vec<String>>,
}

/// A header with what it is taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Heading {
    /// As written.
    pub title: String,
    /// None when nobody needs the column.
    pub column: Option<Column>,
    /// Whether it holds data of persons, which is never read.
    pub is_personal: bool,
    /// Where only certain values may stand: those that do, with their numbers of rows.
    pub spellings: Vec<Spelling>,
    /// The values that they may stand for.
    pub expected: &'static [&'static str],
}

/// A spelling that stands in a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Spelling {
    /// As written.
    pub written: String,
    /// Rows.
    pub count: usize,
    /// Whether it is known what it means.
    pub is_known: bool,
}

/// A needed column that no header is known for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// Which.
    pub column: Column,
    /// The header that it usually has.
    pub name: &'static str,
    /// The header here that it most likely is.
    pub near: Option<String>,
    /// Why, in Chinese.
    pub reason: &'static str,
}

impl Kind {
    /// Its key under `exports` in bulletin.yaml.
    pub fn key(self) -> &'static str {
        match self {
            Self::Assessed => "assessed",
            Self::Accepted => "accepted",
            Self::Ranking => "ranking",
            Self::Districts => "districts",
        }
    }

    pub(super) fn wanted(self) -> &'static [Wanted] {
        match self {
            Self::Assessed => ASSESSED,
            Self::Accepted => ACCEPTED,
            Self::Ranking => RANKING,
            Self::Districts => DISTRICTS,
        }
    }
}

/// Recognises an export by its headers; none when none of them is known.
///
/// # Errors
/// A file that cannot be read as rows.
pub fn recognise(export: &Export, settings: &Settings) -> Outcome<Option<Recognised>> {
    let mut workbook = sources::open(export)?;
    let Some((kind, sheet, header)) = best(&mut workbook, export, settings)? else {
        return Ok(None);
    };
    let all = workbook.sheets().to_vec();
    let contents = contents(&mut workbook, &sheet, &header, settings)?;
    Ok(Some(told(kind, (all, sheet), &header, contents, settings)))
}

/// What kind of export it most likely is.
pub(super) fn kind(export: &Export, settings: &Settings) -> Outcome<Option<Kind>> {
    let found = best(&mut sources::open(export)?, export, settings)?;
    Ok(found.map(|(kind, ..)| kind))
}

/// The kind, sheet and header that fit best.
fn best(
    workbook: &mut Workbook,
    export: &Export,
    settings: &Settings,
) -> Outcome<Option<(Kind, String, Header)>> {
    let sheets = match &export.sheet {
        Some(sheet) => vec![workbook.find(sheet)?],
        None => workbook.sheets().to_vec(),
    };
    let mut best: Option<((isize, usize), Kind, String, Header)> = None;
    for kind in [Kind::Assessed, Kind::Accepted, Kind::Ranking, Kind::Districts] {
        let names = header::names(kind.wanted(), settings);
        for sheet in &sheets {
            let head = sheets::head(workbook, sheet)?;
            let Some(header) = header::find(&head, &names) else { continue };
            let fit = fit(&header, kind.wanted());
            if best.as_ref().is_none_or(|(most, ..)| fit > *most) {
                best = Some((fit, kind, sheet.clone(), header));
            }
        }
    }
    Ok(best.map(|(_, kind, sheet, header)| (kind, sheet, header)))
}

/// Whether a header is that of a column with data of persons, which is never read.
pub(super) fn is_personal(title: &str) -> bool {
    PERSONAL.iter().any(|word| title.contains(word))
}

/// How well a header fits a kind of export: a needed column that is there speaks for it,
/// one that lacks speaks twice against it. Of equals the one with more columns fits better.
fn fit(header: &Header, wanted: &[Wanted]) -> (isize, usize) {
    let needed = wanted.iter().filter(|wanted| wanted.need != Need::Optional);
    let points = needed.map(|wanted| match header.index(wanted.column) {
        Some(_) => 1,
        None if header.lacks(wanted) => -2,
        None => 0,
    });
    (points.sum(), header.found_count())
}

/// What stands under a header.
struct Contents {
    rows: Vec<Vec<String>>,
    /// Of each heading, the spellings with their numbers of rows, as far as counted.
    spellings: Vec<BTreeMap<String, usize>>,
}

fn contents(
    workbook: &mut Workbook,
    sheet: &str,
    header: &Header,
    settings: &Settings,
) -> Outcome<Contents> {
    let titles: Vec<(usize, Option<Column>)> =
        header.titles().map(|(index, _, column)| (index, column)).collect();
    // Nobody needs to see whom a ticket is from.
    let hidden = header
        .titles()
        .map(|(_, title, column)| column.is_none() && is_personal(title));
    let hidden: Vec<bool> = hidden.collect();
    let mut contents =
        Contents { rows: Vec::new(), spellings: vec![BTreeMap::new(); titles.len()] };
    workbook.rows(sheet, &mut |row| {
        if row.number <= header.row || row.is_blank() || header.is_repeated_by(row) {
            return ControlFlow::Continue(());
        }
        let cells = titles.iter().map(|(index, _)| row.cells.get(*index));
        if contents.rows.len() < ROWS_SHOWN {
            let shown = cells.clone().zip(&hidden).map(|(cell, hidden)| {
                let text = cell.map(|cell| cell.text()).unwrap_or_default();
                match *hidden && !text.is_empty() {
                    true => "＊＊＊".to_owned(),
                    false => text.chars().take(CELL_CHARS).collect(),
                }
            });
            contents.rows.push(shown.collect());
        }
        // A line of totals has neither a number nor a unit.
        let is_record =
            cells.clone().flatten().filter(|cell| !cell.is_blank()).count() > 3;
        for (cell, spellings) in cells.zip(&mut contents.spellings) {
            let Some(cell) = cell.filter(|_| is_record) else { continue };
            if spellings.len() > SPELLINGS_MAX {
                continue;
            }
            let text = cell.text();
            let text = text.trim();
            if !text.is_empty() && !settings.empty.iter().any(|empty| empty == text) {
                *spellings.entry(text.to_owned()).or_default() += 1;
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok(contents)
}

fn told(
    kind: Kind,
    (sheets, sheet): (Vec<String>, String),
    header: &Header,
    contents: Contents,
    settings: &Settings,
) -> Recognised {
    let Contents { rows, spellings } = contents;
    let headings: Vec<Heading> = header
        .titles()
        .zip(&spellings)
        .map(|((_, title, column), spellings)| {
            heading(title, column, spellings, settings)
        })
        .collect();
    let missing = kind
        .wanted()
        .iter()
        .filter(|wanted| header.lacks(wanted))
        .map(|wanted| missing(wanted, &headings, &spellings))
        .collect();
    let columns = kind
        .wanted()
        .iter()
        .map(|wanted| (wanted.column, wanted.name()))
        .collect();
    let header_row = header.row;
    Recognised { kind, sheets, sheet, header_row, headings, missing, columns, rows }
}

fn heading(
    title: &str,
    column: Option<Column>,
    spellings: &BTreeMap<String, usize>,
    settings: &Settings,
) -> Heading {
    let values = column.and_then(values::of);
    let set = column.and_then(|column| settings.values.get(&column));
    let is_set = |written: &String| set.is_some_and(|set| set.contains_key(written));
    let listed = values.map_or_else(Vec::new, |values| {
        let of = |(written, count): (&String, &usize)| Spelling {
            written: written.clone(),
            count: *count,
            is_known: is_set(written) || values.knows(title, written),
        };
        spellings.iter().map(of).collect()
    });
    let expected = values.map_or(&[][..], |values| values.expected());
    let is_personal = column.is_none() && is_personal(title);
    Heading { title: title.to_owned(), column, is_personal, spellings: listed, expected }
}

/// By the header's words, else by what stands under it.
fn missing(
    wanted: &Wanted,
    headings: &[Heading],
    spellings: &[BTreeMap<String, usize>],
) -> Missing {
    let free = || {
        headings
            .iter()
            .zip(spellings)
            .filter(|(heading, _)| heading.column.is_none())
    };
    let titles = free().map(|(heading, _)| heading.title.as_str());
    let by_name = suggestions::header(wanted.headers, titles);
    let values = values::of(wanted.column);
    let by_value = || {
        let values = values?;
        let fits = |(heading, spellings): &(&Heading, &BTreeMap<String, usize>)| {
            let is_known = |written: &&String| values.knows(&heading.title, written);
            !spellings.is_empty() && spellings.keys().all(|written| is_known(&written))
        };
        let mut fitting = free().filter(fits).map(|(heading, _)| heading.title.as_str());
        // Of several nobody knows which is meant.
        fitting.next().filter(|_| fitting.next().is_none())
    };
    let (near, reason) = match by_name {
        Some(title) => (Some(title), "表头的意思相同"),
        None => (by_value(), "只有这一列的内容符合"),
    };
    Missing {
        column: wanted.column,
        name: wanted.name(),
        near: near.map(str::to_owned),
        reason: if near.is_some() { reason } else { "没有相近的表头" },
    }
}
