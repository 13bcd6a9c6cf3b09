//! Tickets as the rules see them.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use compact_str::CompactString;

use super::{Detail, UnitId};

/// 考核期: half-open, from 0:00 of one day to 0:00 of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first moment inside.
    pub start: NaiveDateTime,
    /// The first moment outside.
    pub end: NaiveDateTime,
}

impl Period {
    /// The day after whose night it is over: the month's name goes by it, so that a period
    /// up to 0:00 of 1 October is September's.
    pub fn last_day(self) -> NaiveDate {
        let last = self.end.checked_sub_signed(TimeDelta::seconds(1));
        last.unwrap_or(self.end).date()
    }
}

/// A ticket received in the period (受理).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// 工单编号.
    pub number: CompactString,
    /// Row of the export, from 1.
    pub row: u32,
    /// From 受理时间 to 办结时间, in whole seconds; none while it is not closed.
    pub closed_after_s: Option<u32>,
    /// What it is about.
    pub detail: Detail,
}

/// A ticket that the city's assessment counts (纳入考评).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessed {
    /// 工单编号.
    pub number: CompactString,
    /// Row of the export, from 1; the first when the ticket has a row per unit.
    pub row: u32,
    /// How it reached the lead.
    pub dispatch: Dispatch,
    /// 主办.
    pub lead: UnitId,
    /// 从办, without repetition, in the order written.
    pub co_handlers: Box<[UnitId]>,
    /// Whether the unit responded in time.
    pub responded: bool,
    /// The caller's judgement; none when not rated (未参评).
    pub rating: Option<Rating>,
    /// 区级回访结果: the outcome of the district's own callback.
    pub callback: Option<Callback>,
    /// What it is about; from the accepted list where this one does not say.
    pub detail: Detail,
}

/// So many assessed tickets that are alike: a row of a tally.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    /// What they have in common; it has no number.
    pub ticket: Assessed,
    /// How many there are.
    pub count: u64,
}

/// 直派 or 转派.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dispatch {
    /// Sent by the city straight to a town.
    Direct,
    /// Passed on by the district.
    Transferred,
}

/// What the caller said when reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rating {
    /// 解决.
    pub resolved: bool,
    /// 满意, 基本满意 or 不满意.
    pub satisfaction: Satisfaction,
}

/// How satisfied the caller is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Satisfaction {
    /// 满意.
    Satisfied,
    /// 基本满意.
    Basic,
    /// 不满意.
    Dissatisfied,
}

/// Outcome of the district's own callback.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Callback {
    /// 双满.
    BothPositive,
    /// 解决、基本满意.
    ResolvedBasic,
    /// 单否.
    OneNegative,
    /// 双否.
    BothNegative,
}

impl Callback {
    /// The outcome of two answers.
    pub fn of(Rating { resolved, satisfaction }: Rating) -> Self {
        match (resolved, satisfaction) {
            (true, Satisfaction::Satisfied) => Self::BothPositive,
            (true, Satisfaction::Basic) => Self::ResolvedBasic,
            (false, Satisfaction::Dissatisfied) => Self::BothNegative,
            (true, Satisfaction::Dissatisfied)
            | (false, Satisfaction::Satisfied | Satisfaction::Basic) => Self::OneNegative,
        }
    }
}
