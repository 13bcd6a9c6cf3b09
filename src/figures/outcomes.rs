//! Outcome classes of rated tickets; together they are all rated tickets.

use super::selection::Asked;
use super::tally::{Group, Tally};
use crate::tickets::Satisfaction;

/// How a rated ticket ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// 双满: resolved and 满意.
    BothPositive,
    /// 双否: neither resolved nor satisfied.
    BothNegative,
    /// 单否: exactly one of the two.
    OneNegative,
    /// 解决、基本满意.
    ResolvedBasic,
}

impl Outcome {
    /// All of them, in the order of the bulletin.
    pub const ALL: [Self; 4] =
        [Self::BothPositive, Self::BothNegative, Self::OneNegative, Self::ResolvedBasic];

    /// Its name in figure keys.
    pub fn key(self) -> &'static str {
        match self {
            Self::BothPositive => "both_positive",
            Self::BothNegative => "both_negative",
            Self::OneNegative => "one_negative",
            Self::ResolvedBasic => "resolved_basic",
        }
    }

    /// The path of its figures.
    pub fn path(self) -> &'static str {
        match self {
            Self::BothPositive => "outcomes.both_positive",
            Self::BothNegative => "outcomes.both_negative",
            Self::OneNegative => "outcomes.one_negative",
            Self::ResolvedBasic => "outcomes.resolved_basic",
        }
    }

    /// Its name in Chinese.
    pub const fn name(self) -> &'static str {
        match self {
            Self::BothPositive => "双满",
            Self::BothNegative => "双否",
            Self::OneNegative => "单否",
            Self::ResolvedBasic => "解决、基本满意",
        }
    }

    /// The outcome of a group of tickets; none when not rated.
    pub fn of(group: &Group) -> Option<Self> {
        let rating = group.rating?;
        Some(match (rating.resolved, rating.satisfaction) {
            (true, Satisfaction::Satisfied) => Self::BothPositive,
            (true, Satisfaction::Basic) => Self::ResolvedBasic,
            (false, Satisfaction::Dissatisfied) => Self::BothNegative,
            (true, Satisfaction::Dissatisfied)
            | (false, Satisfaction::Satisfied | Satisfaction::Basic) => Self::OneNegative,
        })
    }
}

impl Tally {
    /// Rated tickets with an outcome.
    pub fn outcome(&self, outcome: Outcome) -> u64 {
        self.count(|group| Asked::Outcome(outcome).holds(group))
    }

    /// Those of them that the district's own callback found 双满.
    pub fn district_satisfied(&self, outcome: Outcome) -> u64 {
        self.count(|group| Asked::DistrictSatisfied(outcome).holds(group))
    }
}
