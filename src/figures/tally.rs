//! Assessed tickets counted by what the rules look at; every figure is a function of it.

use std::collections::BTreeMap;

use super::Outcome;
use crate::tickets::{Assessed, Callback, Dispatch, Rating, Satisfaction, UnitId};

/// Counts of tickets that are alike in all that the rules look at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    groups: BTreeMap<Group, u64>,
}

/// What tickets of a group have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    /// How they reached the lead.
    pub dispatch: Dispatch,
    /// 主办.
    pub lead: UnitId,
    /// 从办.
    pub co_handlers: Box<[UnitId]>,
    /// Whether the unit responded in time.
    pub responded: bool,
    /// The caller's judgement.
    pub rating: Option<Rating>,
    /// The district's own callback.
    pub callback: Option<Callback>,
}

/// Which of a unit's tickets a row counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// 直派: lead and direct.
    Direct,
    /// 转派+从办: lead and transferred, or co-handler.
    Transferred,
    /// Both.
    All,
    /// 主办.
    Lead,
    /// 从办.
    CoHandled,
}

/// Counts behind the three rates.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// 纳入考评.
    pub assessed: u64,
    /// 响应.
    pub responded: u64,
    /// 参评.
    pub rated: u64,
    /// Rated and responded.
    pub rated_responded: u64,
    /// Rated and 解决.
    pub resolved: u64,
    /// Rated and 满意.
    pub satisfied: u64,
    /// Rated and 基本满意.
    pub basic: u64,
    /// Rated with each outcome, in the order of [`Outcome::ALL`].
    pub outcomes: [u64; Outcome::ALL.len()],
}

impl Tally {
    /// Counts tickets, each with how many there are like it.
    pub fn of<'t>(tickets: impl IntoIterator<Item = (&'t Assessed, u64)>) -> Self {
        let mut tally = Self::default();
        for (ticket, count) in tickets {
            tally.add(Group::of(ticket), count);
        }
        tally
    }

    /// Counts so many more tickets of a group.
    pub fn add(&mut self, group: Group, count: u64) {
        *self.groups.entry(group).or_default() += count;
    }

    /// Tickets for which `chosen` holds.
    pub fn count(&self, chosen: impl Fn(&Group) -> bool) -> u64 {
        self.groups
            .iter()
            .filter(|(group, _)| chosen(group))
            .map(|(_, n)| n)
            .sum()
    }

    /// Counts of a part of a unit's tickets.
    pub fn unit(&self, unit: UnitId, part: Part) -> Counts {
        let mut counts = Counts::default();
        for (group, &count) in &self.groups {
            if group.counts_for(unit, part) {
                counts.add(group, count);
            }
        }
        counts
    }
}

impl Group {
    /// The group of a ticket.
    pub fn of(ticket: &Assessed) -> Self {
        let Assessed {
            number: _,
            row: _,
            dispatch,
            lead,
            co_handlers,
            responded,
            rating,
            callback,
            detail: _,
        } = ticket;
        Self {
            dispatch: *dispatch,
            lead: *lead,
            co_handlers: co_handlers.clone(),
            responded: *responded,
            rating: *rating,
            callback: *callback,
        }
    }

    /// Lead and co-handlers, each once.
    pub fn units(&self) -> impl Iterator<Item = UnitId> {
        let helpers = self.co_handlers.iter().filter(|unit| **unit != self.lead);
        std::iter::once(self.lead).chain(helpers.copied())
    }

    /// Whether a unit's row counts these tickets.
    pub fn counts_for(&self, unit: UnitId, part: Part) -> bool {
        let leads = self.lead == unit;
        let direct = leads && self.dispatch == Dispatch::Direct;
        let helps = self.co_handlers.contains(&unit);
        let passed_on = leads && self.dispatch == Dispatch::Transferred || helps;
        match part {
            Part::Direct => direct,
            Part::Transferred => passed_on,
            Part::All => direct || passed_on,
            Part::Lead => leads,
            Part::CoHandled => helps,
        }
    }
}

impl Counts {
    fn add(&mut self, group: &Group, count: u64) {
        let one = |yes: bool| if yes { count } else { 0 };
        self.assessed += count;
        self.responded += one(group.responded);
        if let Some(rating) = group.rating {
            self.rated += count;
            self.rated_responded += one(group.responded);
            self.resolved += one(rating.resolved);
            self.satisfied += one(rating.satisfaction == Satisfaction::Satisfied);
            self.basic += one(rating.satisfaction == Satisfaction::Basic);
            for (outcome, found) in Outcome::ALL.into_iter().zip(&mut self.outcomes) {
                *found += one(Outcome::of(group) == Some(outcome));
            }
        }
    }
}

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |a, b| Self {
            assessed: a.assessed + b.assessed,
            responded: a.responded + b.responded,
            rated: a.rated + b.rated,
            rated_responded: a.rated_responded + b.rated_responded,
            resolved: a.resolved + b.resolved,
            satisfied: a.satisfied + b.satisfied,
            basic: a.basic + b.basic,
            outcomes: std::array::from_fn(|at| {
                let of = |counts: &Self| counts.outcomes.get(at).copied().unwrap_or(0);
                of(&a) + of(&b)
            }),
        })
    }
}
