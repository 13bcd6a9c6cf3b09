//! Time to closing: median and 90th percentile of all accepted tickets and of groups.

use std::borrow::Cow;
use std::collections::HashMap;

use num_rational::BigRational;
use rayon::slice::ParallelSliceMut;
use rustc_hash::FxHashMap;

use super::Row;
use super::collect::Collected;
use super::figure::{Kind, Origin, whole};
use super::grouping::{By, Key};
use super::selection::Rows;
use crate::tickets::{Accepted, Detail};

/// Groups of accepted tickets whose time to closing is told.
pub(super) const GROUPS: [By; 4] = [By::Type, By::Channel, By::Category, By::Town];

/// Percentiles by the last parts of their names, in Chinese.
const PERCENTILES: [(u32, &str, &str); 2] =
    [(50, "median_hours", "中位数"), (90, "p90_hours", "第90百分位数")];

const SECONDS_PER_HOUR: u64 = 3600;

/// What the time to closing is called.
pub const HOURS: &str = "办结用时";

/// Adds the times of all accepted tickets and of every row of the lists by type, channel,
/// category and town; without values where no time of closing is known.
pub(super) fn add(collected: &mut Collected<'_>, accepted: Option<&[Accepted]>) {
    let closed: Vec<(&Detail, u32)> = accepted
        .into_iter()
        .flatten()
        .filter_map(|ticket| Some((&ticket.detail, ticket.closed_after_s?)))
        .collect();
    let all = closed.iter().map(|(_, seconds)| *seconds).collect();
    add_times(collected, "accepted", "全区受理的诉求", Rows::Accepted, all);
    for by in GROUPS {
        let mut times = by_group(by, &closed);
        let list = collected.lists.get(&format!("accepted.{}", by.key()));
        let rows = list.map_or_else(Vec::new, |list| list.rows.clone());
        for Row { name, key, .. } in rows {
            let of = Box::new(Rows::Accepted);
            let what = format!("{}为“{name}”的诉求", by.name());
            let times = times.remove(name.as_str()).unwrap_or_default();
            add_times(collected, &key, &what, Rows::Alike { of, by, name }, times);
        }
    }
}

/// The times of each group by its name.
fn by_group(by: By, closed: &[(&Detail, u32)]) -> HashMap<Cow<'static, str>, Vec<u32>> {
    let mut groups: FxHashMap<Key, (&Detail, Vec<u32>)> = FxHashMap::default();
    for (detail, seconds) in closed {
        if let Some(key) = by.numbers(detail) {
            groups.entry(key).or_insert((*detail, Vec::new())).1.push(*seconds);
        }
    }
    let named = |(detail, times)| Some((by.group(detail)?, times));
    groups.into_values().filter_map(named).collect()
}

fn add_times(
    collected: &mut Collected<'_>,
    key: &str,
    what: &str,
    rows: Rows,
    mut seconds: Vec<u32>,
) {
    seconds.par_sort_unstable();
    let rows = Rows::Closed(Box::new(rows));
    let count = u64::try_from(seconds.len()).ok().filter(|count| *count > 0);
    let definition = format!("{what}中已办结的件数");
    collected.known_count(&format!("{key}.closed"), count, rows.clone(), definition);
    for (percent, name, word) in PERCENTILES {
        let place = |place| number(&seconds, place);
        let hours = percentile(count.unwrap_or(0), percent, place)
            .map(|seconds| seconds / whole(SECONDS_PER_HOUR));
        let (rows, column) = (rows.clone(), HOURS.to_owned());
        let origin = Origin::Percentile { percent, rows, column };
        let definition = format!("{what}从受理到办结所用小时数的{word}，不计未办结的");
        collected.add(format!("{key}.{name}"), Kind::Hours, hours, origin, definition);
    }
}

/// A percentile of so many sorted numbers, each given by its place; between two of them
/// it lies in proportion, as the spreadsheet's MEDIAN and PERCENTILE.INC have it. None of
/// no numbers.
pub(super) fn percentile(
    count: u64,
    percent: u32,
    at: impl Fn(u64) -> Option<BigRational>,
) -> Option<BigRational> {
    let place = count.checked_sub(1)? * u64::from(percent);
    let low = at(place / 100)?;
    let high = at(place / 100 + 1).unwrap_or_else(|| low.clone());
    Some(&low + (high - &low) * whole(place % 100) / whole(100))
}

/// The number at a place of sorted ones.
fn number(sorted: &[u32], place: u64) -> Option<BigRational> {
    let number = sorted.get(usize::try_from(place).ok()?)?;
    Some(whole(u64::from(*number)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(sorted: &[u32], percent: u32) -> Option<String> {
        {
            let count = u64::try_from(sorted.len()).unwrap();
            percentile(count, percent, |place| number(sorted, place))
                .map(|value| value.to_string())
        }
    }

    #[test]
    fn percentiles_are_those_of_a_spreadsheet() {
        // =MEDIAN(1,2,4,8), =PERCENTILE.INC({1,2,4,8},0.9)
        assert_eq!(of(&[1, 2, 4, 8], 50).as_deref(), Some("3"));
        assert_eq!(of(&[1, 2, 4, 8], 90).as_deref(), Some("34/5"));
        assert_eq!(of(&[1, 2, 9], 50).as_deref(), Some("2"));
        assert_eq!(of(&[7], 90).as_deref(), Some("7"));
        assert_eq!(of(&[], 50), None);
    }
}
