//! Last month's ledger: whether this month may go on from it, and where they disagree.

use chrono::TimeDelta;

use super::Ledger;
use crate::figures::{Before, Figure, Origin, Statistics};
use crate::tickets::{Decimal, Period};

/// Calendar months differ by three days.
const DAYS_APART_MAX: i64 = 3;

/// The same period of two years ends so many days apart, at least and at most.
const YEAR_DAYS: (i64, i64) = (351, 380);

/// Why a ledger cannot be last period's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// It is not of a final build.
    NotFinal,
    /// It is another district's.
    District,
    /// It ends before or after this period starts.
    Apart,
}

/// A figure that last period's ledger and this period's exports give differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disagreement {
    /// Its name in last period's ledger.
    pub key: String,
    /// What it counts.
    pub definition: String,
    /// As stored then.
    pub then: String,
    /// As this period's exports have it.
    pub now: String,
}

impl Ledger {
    /// Whether a period of a district may go on from it.
    ///
    /// # Errors
    /// The first reason why it may not.
    pub fn precedes(&self, district: &str, period: Period) -> Result<(), Unfit> {
        if self.district != district {
            return Err(Unfit::District);
        }
        if self.end != period.start {
            return Err(Unfit::Apart);
        }
        if !self.is_final {
            return Err(Unfit::NotFinal);
        }
        Ok(())
    }

    /// Whether it is of the same period a year before.
    ///
    /// # Errors
    /// The first reason why it is not.
    pub fn is_year_before(&self, district: &str, period: Period) -> Result<(), Unfit> {
        if self.district != district {
            return Err(Unfit::District);
        }
        let days = (period.end - self.end).num_days();
        if !(YEAR_DAYS.0..=YEAR_DAYS.1).contains(&days) {
            return Err(Unfit::Apart);
        }
        if !self.is_final {
            return Err(Unfit::NotFinal);
        }
        Ok(())
    }

    /// Days of it and of another period when they are too different to be compared.
    pub fn other_length(&self, period: Period) -> Option<(i64, i64)> {
        let days = |length: TimeDelta| length.num_days();
        let (then, now) = (days(self.end - self.start), days(period.end - period.start));
        ((then - now).abs() > DAYS_APART_MAX).then_some((then, now))
    }

    /// Its figures as the next period's statistics take them.
    pub fn values(&self) -> Before {
        let value = |text: &String| text.parse::<Decimal>().ok();
        let entries = self.figures.iter();
        let values = entries.filter_map(|entry| {
            Some((entry.key.clone(), entry.value.as_ref().and_then(value)?))
        });
        let period = Period { start: self.start, end: self.end };
        Before { last_day: period.last_day(), values: values.collect(), is_typed: false }
    }
}

/// Figures of the last period that this period's exports give otherwise than its ledger.
pub fn disagreements(before: &Ledger, now: &Statistics) -> Vec<Disagreement> {
    let stored = before.values().values;
    let differs = |figure: &Figure| {
        let is_own = matches!(figure.origin, Origin::Stored { .. });
        let then_key = then(&figure.key).filter(|_| !is_own)?;
        let (then, now) = (stored.get(&then_key)?, figure.printed?);
        (then.exact() != now.exact()).then(|| Disagreement {
            definition: figure.definition.clone(),
            then: before
                .entry(&then_key)
                .and_then(|entry| entry.value.clone())
                .unwrap_or_default(),
            now: now.to_string(),
            key: then_key,
        })
    };
    now.figures().filter_map(differs).collect()
}

/// The name that a figure of the last period had then: `x.previous_rank` was `x.rank`.
fn then(key: &str) -> Option<String> {
    let (path, name) = key.rsplit_once('.')?;
    if name == "previous" {
        return Some(format!("{path}.count"));
    }
    Some(format!("{path}.{}", name.strip_prefix("previous_")?))
}
