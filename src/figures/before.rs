//! Figures of the last period that its final build stored, beside this period's.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::collect::Collected;
use crate::tickets::Decimal;

/// Figures of another period, as its final build stored them or as they were typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Before {
    /// The last day of that period.
    pub last_day: NaiveDate,
    /// Printed values by the names that the figures had then.
    pub values: BTreeMap<String, Decimal>,
    /// Whether they were typed into the configuration.
    pub is_typed: bool,
}

/// What is compared with the last period at every row and group, with the names of its
/// value then and of the change.
const COMPARED: [(&str, &str, &str); 3] = [
    ("score", "previous_score", "score_change"),
    ("rank", "previous_rank", "place_change"),
    ("assessed", "previous_assessed", "assessed_change"),
];

/// Adds score, rank and count of the last period to every row and group that has them
/// now, each with its change; without a value when nothing is stored.
pub(super) fn add(collected: &mut Collected<'_>) {
    let figures = collected.figures.iter();
    let compared = figures.filter_map(|(key, figure)| {
        let (path, name) = key.rsplit_once('.')?;
        let (_, then, change) = COMPARED.into_iter().find(|(now, ..)| *now == name)?;
        let names = [format!("{path}.{then}"), format!("{path}.{change}")];
        Some((key.clone(), figure.kind, names, figure.definition.clone()))
    });
    let compared: Vec<_> = compared.collect();
    for (now, kind, [then, change], what) in compared {
        collected.since_last(kind, &now, (then, change), &what);
    }
}
