//! What sentences claim beyond single figures.

use std::cmp::Ordering;
use std::ops::Range;

use num_traits::Signed;

use super::mention::Unit;
use super::printed::{Exact, Printed};
use super::term::Term;
use super::words::{Measure, Period, Scope};

/// A number that a claim needs: one that is printed in the sentence, or one to look up.
#[derive(Debug, Clone)]
pub(crate) enum Operand {
    Here(Printed),
    Elsewhere(Term),
}

/// A claim and the bytes of the number or words that it is about.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    pub(crate) range: Range<usize>,
    pub(crate) kind: Kind,
}

/// An amount with its direction.
#[derive(Debug, Clone)]
pub(crate) struct Amount {
    pub(crate) number: Printed,
    pub(crate) unit: Unit,
    pub(crate) is_up: bool,
    pub(crate) word: String,
    pub(crate) range: Range<usize>,
}

/// What is claimed.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// `left` is above or below `right` by the amount.
    Difference { left: Operand, right: Operand, by: Amount },
    /// `left` is above or below `right`, by what is not told.
    Side { left: Printed, right: Printed, is_up: bool, word: String },
    /// A change of one that a table shows.
    Named { subject: String, by: Amount },
    /// Values that are told to go down, or up, or either.
    Ordered { values: Vec<Printed>, is_high: Option<bool> },
    /// A number has the unit of another measure.
    Unit { wanted: &'static str, found: String },
    /// The sum of the first so many of a list.
    First { count: usize, sum: Printed },
    /// Two figures lie so far apart.
    Apart { left: Printed, right: Printed, by: Printed },
    /// A figure changed since a period; all amounts that are told of the change.
    Change { now: Operand, term: Term, before: Operand, by: Vec<Amount> },
    /// 由…下降至…
    FromTo { from: Printed, to: Printed, is_up: bool, word: String },
    /// `part` has this share of a whole that is told, or of one that is to be found.
    Share { part: Printed, unit: Unit, of: Whole, share: Printed },
    /// The parts give the whole; all of them, or only some.
    Sum { whole: Printed, parts: Vec<Printed>, is_all: bool },
    /// 含, 其中 in brackets.
    Within { part: Printed, whole: Printed },
    /// A place in an order.
    Rank {
        term: Term,
        of: Option<Measure>,
        place: Printed,
        is_from_last: bool,
        /// Among how many, where the clause tells it.
        among: Option<Printed>,
    },
    /// The first or last of an order: 最高, 前三.
    Top(Top),
    /// So many units for which something holds.
    Tally(Tally),
    /// So many units went up in rank, or down, or stayed.
    Moves { way: Ordering, count: Printed },
    /// So many a day.
    Daily { mean: Printed },
}

/// The first or last of an order.
#[derive(Debug, Clone)]
pub(crate) struct Top {
    pub(crate) measure: TopMeasure,
    pub(crate) scope: Scope,
    pub(crate) class: String,
    pub(crate) names: Vec<String>,
    pub(crate) is_high: bool,
    pub(crate) is_ordered: bool,
    pub(crate) count: Option<usize>,
}

/// How many units are above a bound, or below.
#[derive(Debug, Clone)]
pub(crate) struct Tally {
    pub(crate) measure: Measure,
    pub(crate) bound: Printed,
    pub(crate) is_above: bool,
    pub(crate) is_open: bool,
    pub(crate) group: Option<&'static str>,
    pub(crate) scope: Scope,
    pub(crate) count: Printed,
}

impl Amount {
    /// Below nothing for a fall.
    pub(crate) fn signed(&self) -> Exact {
        let value = self.number.value.abs();
        if self.is_up { value } else { -value }
    }
}

impl Top {
    /// How many the sentence tells of.
    pub(crate) fn length(&self) -> usize {
        self.count.unwrap_or(self.names.len())
    }
}

/// What a share is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Whole {
    /// Of the sum that the words before tell.
    Untold,
    Named(Measure),
    /// Of something that is not known here.
    Other,
}

/// By what an order goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TopMeasure {
    Figure(Option<Measure>),
    /// The greatest rise or fall.
    Rise(Period),
    /// The most places up or down.
    Moved,
}
