//! Figures of the last period that its final build stored, beside this period's.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::collect::Collected;
use super::figure::Kind;
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

/// Adds score, rank and count of the last period to every row and group that has them
/// now, each with its change; without a value when nothing is stored.
pub(super) fn add(collected: &mut Collected<'_>) {
    let keys: Vec<String> = collected.figures.keys().cloned().collect();
    for key in keys {
        let Some((path, name)) = key.rsplit_once('.') else { continue };
        match name {
            "score" => add_score(collected, path, &key),
            "rank" => add_rank(collected, path, &key),
            "assessed" => add_assessed(collected, path, &key),
            _ => {}
        }
    }
}

fn add_score(collected: &mut Collected<'_>, path: &str, now: &str) {
    let (before, what) = add_before(collected, &format!("{path}.previous_score"), now);
    let change = format!("{path}.score_change");
    let definition = format!("{what}与上期之差");
    collected.difference(change, Kind::Score, now, &before, definition);
}

fn add_rank(collected: &mut Collected<'_>, path: &str, now: &str) {
    let (before, what) = add_before(collected, &format!("{path}.previous_rank"), now);
    let change = format!("{path}.place_change");
    let definition = format!("{what}：比上期前进的位数（上期名次－本期名次）");
    collected.difference(change, Kind::RankChange, &before, now, definition);
}

fn add_assessed(collected: &mut Collected<'_>, path: &str, now: &str) {
    let (before, what) = add_before(collected, &format!("{path}.previous_assessed"), now);
    collected.change(format!("{path}.assessed_change"), now, &before, &what);
}

/// Adds the last period's value of a figure under its own name; that name, and what the
/// figure counts.
fn add_before(collected: &mut Collected<'_>, key: &str, now: &str) -> (String, String) {
    let (kind, what) = match collected.figures.get(now) {
        Some(figure) => (figure.kind, figure.definition.clone()),
        None => (Kind::Count, String::new()),
    };
    collected.stored(key.to_owned(), kind, now, format!("上期{what}"));
    (key.to_owned(), what)
}
