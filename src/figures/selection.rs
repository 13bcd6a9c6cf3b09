//! Which rows of the exports a count is made from.

use super::grouping::By;
use super::outcomes::Outcome;
use super::own::Condition;
use super::tally::{Group, Part};
use crate::tickets::{Callback, Satisfaction, UnitId};

/// Rows of an export that are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rows {
    /// Every row of 受理明细.
    Accepted,
    /// Every row of 全市街乡镇排名.
    Ranking,
    /// Every row of 各区万人诉求比.
    Districts,
    /// Tickets of 市级考评明细.
    Assessed(Selection),
    /// Those of them that are in a group.
    Alike {
        /// Of which rows.
        of: Box<Rows>,
        /// By what they are grouped.
        by: By,
        /// The group.
        name: String,
    },
    /// Those of them that are about the same matter as another.
    Repeated(Box<Rows>),
    /// Those of them that are closed.
    Closed(Box<Rows>),
    /// Those of them that meet a condition.
    Meeting {
        /// Of which rows.
        of: Box<Rows>,
        /// The condition.
        condition: Condition,
    },
}

/// Assessed tickets: whose, and which of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// Whose tickets.
    pub whose: Whose,
    /// Which of them.
    pub asked: Asked,
}

/// Whose tickets are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// All of them, each once.
    District,
    /// A part of each unit's; a ticket in the rows of two units is counted for both.
    Units {
        /// In register order.
        units: Vec<UnitId>,
        /// Which part.
        part: Part,
    },
}

/// What is asked of a ticket before it is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asked {
    /// Nothing more.
    Assessed,
    /// Responded to in time.
    Responded,
    /// Rated.
    Rated,
    /// Rated, and responded to in time.
    RatedResponded,
    /// Rated and 解决.
    Resolved,
    /// Rated and not resolved.
    Unresolved,
    /// Rated and 满意.
    Satisfied,
    /// Rated and 基本满意.
    Basic,
    /// Rated with this outcome.
    Outcome(Outcome),
    /// The same, and found 双满 by the district's own callback.
    DistrictSatisfied(Outcome),
}

impl Asked {
    /// Whether tickets of a group are counted.
    pub fn holds(self, group: &Group) -> bool {
        let satisfaction = group.rating.map(|rating| rating.satisfaction);
        match self {
            Self::Assessed => true,
            Self::Responded => group.responded,
            Self::Rated => group.rating.is_some(),
            Self::RatedResponded => group.rating.is_some() && group.responded,
            Self::Resolved => group.rating.is_some_and(|rating| rating.resolved),
            Self::Unresolved => group.rating.is_some_and(|rating| !rating.resolved),
            Self::Satisfied => satisfaction == Some(Satisfaction::Satisfied),
            Self::Basic => satisfaction == Some(Satisfaction::Basic),
            Self::Outcome(outcome) => Outcome::of(group) == Some(outcome),
            Self::DistrictSatisfied(outcome) => {
                Outcome::of(group) == Some(outcome)
                    && group.callback == Some(Callback::BothPositive)
            }
        }
    }
}
