//! The ledger: every printed figure with how it is made and where it stands.
//!
//! It is stored beside the finished files, so that next month can go on from it and two
//! bulletins can be compared.

mod behind;
mod compare;
mod find;
mod formula;
mod numbers;
mod previous;
mod source;
mod stored;
mod walk;
mod workbook;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

pub use crate::document::{Place, Spot};
pub use behind::{Behind, Ticket};
pub use compare::{Changes, Moved, Reworded, compare};
pub use find::{Found, find};
pub use numbers::exact;
pub use previous::{Disagreement, Unfit, disagreements};
pub use source::Source;
pub use stored::{FILE, Unreadable};
pub use walk::{Printed, Sentence};
pub use workbook::{
    Begun, FILE as WORKBOOK, Listed, changes_workbook, listed_workbook, tickets_workbook,
};

use behind::Index;
use source::Sources;

use crate::document::Document;
use crate::figures::{Figure, Key, Kind, Origin, Row, Rules, Statistics, Term};
use crate::tickets::{Decimal, Register, Tickets};
use crate::wording;

/// The form of the stored ledger; another number cannot be read.
pub const FORMAT: u32 = 1;

/// Everything that a bulletin prints, and every figure of its month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// [`FORMAT`].
    pub format: u32,
    /// Whether it is of a final build, from which next month may go on.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// The bulletin's title.
    pub title: String,
    /// The own district.
    pub district: String,
    /// The date of issue.
    pub date: NaiveDate,
    /// 考核期, the first moment inside.
    pub start: NaiveDateTime,
    /// 考核期, the first moment outside.
    pub end: NaiveDateTime,
    /// What was read.
    pub exports: Vec<Account>,
    /// Those that are printed, in reading order, then all others by name.
    pub figures: Vec<Entry>,
    /// What the document says, in reading order.
    pub sentences: Vec<Sentence>,
}

/// The account of one export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The file, as the configuration names it.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// Rows under the header.
    pub rows: usize,
    /// Rows that were used.
    pub used: usize,
    /// Rows that were not, by reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOut>,
    /// Rows that were, with a reservation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub noted: Vec<LeftOut>,
}

/// Rows of an export of which the same is to be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Why, in Chinese.
    pub reason: String,
    /// How many.
    pub count: usize,
    /// Their numbers: “2-5,9”, of the first few hundred.
    pub rows: String,
}

/// A figure and its proof.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its name: “towns.direct.score”, “towns.direct.score-city.score”.
    pub key: String,
    /// As printed, with sign and per cent; — for no value.
    pub text: String,
    /// What it measures; none in ledgers that did not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// The printed value as a plain decimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The unit of a difference between two such figures: “个百分点”.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// Above the line, as counted; 基本满意 with its weight.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numerator: Option<String>,
    /// Below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denominator: Option<String>,
    /// The unrounded value in the figure's unit, a reduced fraction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exact: Option<String>,
    /// 口径.
    pub definition: String,
    /// How it is made, with numbers filled in.
    pub formula: String,
    /// Names of the figures it is made from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<String>,
    /// The export and rows it was counted from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Everywhere it is printed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Standing>,
}

/// A figure in a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// As printed there.
    pub text: String,
    /// Where.
    #[serde(flatten)]
    pub place: Place,
}

/// What a ledger is made from.
#[derive(Debug, Clone, Copy)]
pub struct Month<'a> {
    /// The bulletin.
    pub document: &'a Document,
    /// Its figures.
    pub statistics: &'a Statistics,
    /// What they were counted from.
    pub tickets: &'a Tickets,
    /// The units.
    pub register: &'a Register,
    /// The rules by which they were worked out.
    pub rules: &'a Rules,
}

/// Enters every figure of a month.
pub fn keep(month: &Month<'_>, is_final: bool) -> Ledger {
    let Month { document, statistics, tickets, register, rules: _ } = *month;
    let index = Index::of_rows(tickets);
    let sources = Sources::new(statistics, register, tickets, &index);
    let walk::Walk { printed, sentences, .. } = walk::walk(document);
    let (order, mut places) = by_key(printed);
    let known: BTreeSet<&str> = order.iter().map(Key::as_str).collect();
    // A figure without a value is worth an entry only where it is printed.
    let others = statistics
        .figures()
        .filter(|figure| figure.printed.is_some())
        .map(|figure| figure.key.as_str())
        .filter(|key| !known.contains(key));
    let figures = order
        .iter()
        .map(Key::as_str)
        .chain(others)
        .filter_map(|key| {
            let places = places.remove(key).unwrap_or_default();
            entry(&sources, key, places)
        })
        .collect();
    Ledger {
        format: FORMAT,
        is_final,
        title: document.properties.title.clone(),
        district: statistics.district.clone(),
        date: document.properties.date,
        start: statistics.period.start,
        end: statistics.period.end,
        exports: tickets.readings.iter().map(account).collect(),
        figures,
        sentences,
    }
}

/// The tickets behind a figure; none for what is given, placed or subtracted.
pub fn behind<'t>(
    statistics: &Statistics,
    tickets: &'t Tickets,
    figure: &Figure,
) -> Vec<Behind<'t>> {
    Index::new(tickets).behind(statistics, &figure.origin)
}

impl Entry {
    /// The printed value.
    pub fn number(&self) -> Option<Decimal> {
        Decimal::from_written(self.value.as_deref()?)
    }
}

impl Ledger {
    /// A figure by its name.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.figures.iter().find(|entry| entry.key == key)
    }

    /// The printed figures, in reading order.
    pub fn printed(&self) -> impl Iterator<Item = &Entry> {
        self.figures.iter().filter(|entry| !entry.places.is_empty())
    }
}

/// Keys in the order first printed, and where each is printed.
fn by_key(printed: Vec<Printed>) -> (Vec<Key>, BTreeMap<Key, Vec<Standing>>) {
    let mut order = Vec::new();
    let mut places: BTreeMap<Key, Vec<Standing>> = BTreeMap::new();
    for Printed { key, text, place } in printed {
        let standing = Standing { text, place };
        match places.get_mut(&key) {
            Some(known) => known.push(standing),
            None => {
                order.push(key.clone());
                places.insert(key, vec![standing]);
            }
        }
    }
    (order, places)
}

fn entry(sources: &Sources<'_>, key: &str, places: Vec<Standing>) -> Option<Entry> {
    let statistics = sources.statistics;
    if key.starts_with("period.") {
        return dated(statistics, key, places);
    }
    let figure = statistics.named(key)?;
    let fraction = formula::fraction(statistics, &figure);
    let (numerator, denominator) = match &fraction {
        Some(fraction) => (
            Some(numbers::exact(&fraction.numerator)),
            Some(numbers::exact(&fraction.denominator)),
        ),
        None => (None, None),
    };
    Some(Entry {
        text: wording::text(&figure),
        kind: Some(figure.kind),
        value: figure.printed.map(|value| value.to_string()),
        unit: figure.kind.difference_unit().to_owned(),
        numerator,
        denominator,
        exact: figure.exact.as_ref().map(ToString::to_string),
        formula: formula::formula(statistics, &figure),
        parts: parts(statistics, &figure),
        source: sources.of(&figure),
        places,
        definition: figure.definition,
        key: figure.key,
    })
}

/// A date of the period, which is printed like a figure.
fn dated(statistics: &Statistics, key: &str, places: Vec<Standing>) -> Option<Entry> {
    let part = key.strip_prefix("period.")?;
    let (text, definition) = match wording::period(statistics.period, part) {
        Some((text, definition)) => (text, definition.to_owned()),
        None => {
            let number = statistics.single(key)?;
            (wording::text(&number), number.definition.clone())
        }
    };
    Some(Entry {
        key: key.to_owned(),
        formula: format!("bulletin.yaml 的 period 填写的 {text}"),
        source: Some(Source {
            file: "bulletin.yaml".to_owned(),
            which: "period".to_owned(),
            ..Source::default()
        }),
        text,
        definition,
        places,
        ..Entry::default()
    })
}

/// Names of the figures from which a figure is worked out.
fn parts(statistics: &Statistics, figure: &Figure) -> Vec<String> {
    let keys = |terms: &[Term]| terms.iter().map(|term| term.key.clone()).collect();
    match &figure.origin {
        Origin::Mean { list: Some(list), .. } => {
            let measure = Key::from(figure.key.as_str());
            let of_row = |row: &Row| Key::new(&row.key, measure.measure()).to_string();
            let rows = statistics.list(list).map(|list| list.rows.iter().map(of_row));
            let has_value = |key: &String| {
                statistics.figure(key).is_some_and(|figure| figure.printed.is_some())
            };
            rows.into_iter().flatten().filter(has_value).collect()
        }
        Origin::Ratio { hits, of } => {
            let mut all: Vec<String> = keys(hits);
            let known: BTreeSet<String> = all.iter().cloned().collect();
            let below: Vec<String> = keys(of);
            all.extend(below.into_iter().filter(|key| !known.contains(key)));
            all
        }
        Origin::Composed { parts } => keys(parts),
        Origin::Difference { of, less } => vec![of.clone(), less.clone()],
        Origin::Computed(expression) => {
            let mut names = expression.names();
            let mut known = BTreeSet::new();
            names.retain(|name| known.insert(*name));
            names.into_iter().map(str::to_owned).collect()
        }
        Origin::Counted { .. }
        | Origin::Mean { list: None, .. }
        | Origin::Percentile { .. }
        | Origin::Taken { .. }
        | Origin::Placed { .. }
        | Origin::Configured { .. }
        | Origin::Published { .. }
        | Origin::Stored { .. } => Vec::new(),
    }
}

fn account(reading: &crate::tickets::Reading) -> Account {
    Account {
        file: reading.file.to_string_lossy().replace('\\', "/"),
        sheet: reading.sheet.clone(),
        rows: reading.rows,
        used: reading.used,
        left_out: reading.left_out.iter().map(left_out).collect(),
        noted: reading.noted.iter().map(left_out).collect(),
    }
}

fn left_out(left: &crate::tickets::LeftOut) -> LeftOut {
    let crate::tickets::LeftOut { reason, count, rows } = left;
    LeftOut { reason: reason.clone(), count: *count, rows: numbers::ranges(rows) }
}
