//! Numbers of a text with the words around them, for who learns from them.

use std::ops::Range;

use num_rational::BigRational;

use super::facts::mention::{self, Mention, Unit};
use super::facts::relation::Relation;
use super::numbers;

/// A number of a text.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    /// The how manieth sentence of the text it stands in.
    pub(crate) sentence: usize,
    /// Bytes of the number with sign and per cent.
    pub(crate) number: Range<usize>,
    /// Where its unit ends.
    pub(crate) end: usize,
    /// The value, tens of thousands multiplied out.
    pub(crate) value: BigRational,
    /// Digits behind the point, as printed.
    pub(crate) decimals: u32,
    /// “%”, “分”, “件”; empty for none.
    pub(crate) unit: &'static str,
    /// Words since the last comma or number on its level of brackets.
    pub(crate) label: String,
    /// All words since the last number on that level.
    pub(crate) lead: String,
    /// Words after it up to the next number.
    pub(crate) after: String,
    /// Levels of brackets around it.
    pub(crate) depth: usize,
    /// Words before the innermost bracket.
    pub(crate) outer: String,
    /// The number right before that bracket, by its place in the list.
    pub(crate) parent: Option<usize>,
    /// What the number is multiplied by to give the value: 10,000 for 2.09万件.
    pub(crate) factor: u32,
    /// Whether 第 stands before it.
    pub(crate) is_ordinal: bool,
    /// What the words before it make of it.
    pub(crate) link: Link,
}

/// How a number relates to others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Link {
    /// It tells a figure.
    Plain,
    /// 高于…, with what it is compared with.
    Than { base: String, is_up: bool, word: String },
    /// 环比上升, 较上月提高.
    Change { is_up: bool, word: String },
    /// 占.
    Share,
    /// A bound, a gap, a mean a day, the end of a change.
    Other,
}

/// The numbers of a text from left to right, without dates, references and numbering.
pub(crate) fn said(text: &str) -> Vec<Said> {
    let mut all: Vec<Said> = Vec::new();
    for (sentence, read) in mention::sentences(text).into_iter().enumerate() {
        let first = all.len();
        let mentions = read.mentions.into_iter();
        all.extend(mentions.map(|mention| one(text, sentence, first, mention)));
    }
    all
}

/// Of which time a text speaks.
pub(crate) fn when(text: &str) -> When {
    When::of(text).0
}

fn one(text: &str, sentence: usize, first: usize, mention: Mention) -> Said {
    let start = mention.range.start;
    let rest = text.get(start..mention.range.end).unwrap_or_default();
    let length = numbers::numbers(rest).first().map_or(0, |number| number.range.end);
    Said {
        sentence,
        number: start..start + length,
        end: mention.range.end,
        value: mention.number.value,
        decimals: mention.number.decimals,
        unit: match mention.unit {
            Unit::Percent => "%",
            Unit::PercentagePoints => "个百分点",
            Unit::Points => "分",
            Unit::PerTenThousand => "件/万人",
            Unit::Counted(unit) => unit,
            Unit::Places => "位",
            Unit::Days => "天",
            Unit::TenThousandPeople => "万人",
            Unit::None => "",
        },
        link: link(&mention.label),
        label: mention.label,
        lead: mention.lead,
        after: mention.after,
        depth: mention.depth,
        outer: mention.outer,
        parent: mention.parent.map(|at| first + at),
        factor: factor(text.get(start + length..mention.range.end).unwrap_or_default()),
        is_ordinal: mention.is_ordinal,
    }
}

fn link(label: &str) -> Link {
    match Relation::of(label) {
        None => Link::Plain,
        Some(Relation::Than { base, left: _, is_up, word }) => {
            Link::Than { base, is_up, word }
        }
        Some(Relation::Change { base: _, is_up, word }) => Link::Change { is_up, word },
        Some(Relation::Share { .. }) => Link::Share,
        Some(
            Relation::To { .. } | Relation::Apart | Relation::Daily | Relation::Bound,
        ) => Link::Other,
    }
}

fn factor(unit: &str) -> u32 {
    match unit.trim_start() {
        unit if unit.starts_with("万件") => 10_000,
        unit if unit.starts_with("千件") => 1_000,
        _ => 1,
    }
}

/// The word of the other direction: 下降 for 上升.
pub(crate) use super::facts::relation::reversed;

/// A digit, point or per cent sign of full width as the one that is meant.
pub(crate) use super::manuscript::half_width;

/// Of which time a number tells.
pub(crate) use super::facts::words::Period as When;
