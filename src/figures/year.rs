//! The same period of last year beside this one (同比), and the year up to this period
//! (累计, 月均).

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::collect::Collected;
use super::course::{day_of, followed};
use super::expression::{Expression, Operator};
use super::figure::{Kind, Origin, Term};
use super::key::{When, parts};
use crate::tickets::Decimal;

/// Counts whose sum over the year is told.
const SUMMED: [(&str, &str); 2] =
    [("accepted", "受理的诉求"), ("assessed", "纳入考评的工单")];

/// Adds last year's value of every figure that is followed over the issues, with its
/// change; those of the whole district also without a value.
pub(super) fn add(collected: &mut Collected<'_>, last_day: NaiveDate) {
    let keys: Vec<String> = collected.figures.keys().cloned().collect();
    for key in keys {
        let Some((path, name, kind)) = followed(collected, &key) else { continue };
        let is_known =
            collected.year_ago.is_some_and(|ago| ago.values.contains_key(&key));
        let is_whole = SUMMED.iter().any(|(root, _)| *root == path) && name == "count";
        if is_known || is_whole {
            add_year_ago(collected, &key, (path, name, kind));
        }
    }
    for (root, what) in SUMMED {
        add_year(collected, root, what, last_day);
    }
}

fn add_year_ago(
    collected: &mut Collected<'_>,
    key: &str,
    (path, name, kind): (&str, &str, Kind),
) {
    let what = collected
        .figures
        .get(key)
        .map_or_else(String::new, |now| now.definition.clone());
    let then = format!("{path}.{}", When::YearAgo.name(name));
    let change = format!("{path}.{}", When::YearAgo.change(name));
    let ago = collected.year_ago;
    let value = ago.and_then(|ago| ago.values.get(key).copied());
    let origin = match ago.is_some_and(|ago| ago.is_typed) {
        true => Origin::Configured { setting: format!("last_year.{key}") },
        false => Origin::Stored { key: key.to_owned() },
    };
    collected.given(then.clone(), kind, value, origin, format!("上年同期{what}"));
    collected.changed(change, kind, (key, &then), (&what, "上年同期"));
}

/// Adds the sum of the year's issues and their mean; without values where an issue of the
/// year is not stored.
fn add_year(collected: &mut Collected<'_>, root: &str, what: &str, last_day: NaiveDate) {
    let now = format!("{root}.count");
    let course = collected.lists.get(&format!("course.{root}"));
    let earlier = course.into_iter().flat_map(|course| &course.rows).filter_map(|row| {
        let day = day_of(&row.key)?;
        (day.year() == last_day.year())
            .then(|| (day.month(), format!("{}.count", row.key)))
    });
    let mut issues: Vec<(u32, String)> = earlier.collect();
    issues.push((last_day.month(), now));
    let months: BTreeSet<u32> = issues.iter().map(|(month, _)| *month).collect();
    let is_whole =
        months.len() == issues.len() && months.iter().copied().eq(1..=last_day.month());
    let total = format!("{root}.year_total");
    let definition = format!("本年1月至{}月{what}累计", last_day.month());
    let parts: Vec<Term> = issues.into_iter().map(|(_, key)| Term::one(key)).collect();
    let origin = Origin::Composed { parts };
    let exact = origin.value(&collected.figures).filter(|_| is_whole);
    collected.add(total.clone(), Kind::Count, exact.clone(), origin, definition);
    let months = Decimal::whole(last_day.month().into());
    let named = Expression::Named(total);
    let mean = Expression::binary(Operator::Over, named, Expression::Number(months));
    let exact = exact.map(|exact| exact / months.exact());
    let definition = format!("本年1月至{}月{what}月均", last_day.month());
    let key = format!("{root}.year_mean");
    collected.add(key, Kind::Number, exact, Origin::Computed(mean), definition);
}

/// Whether a change is one on the same period of last year.
pub fn is_year_on_year(key: &str) -> bool {
    let name = parts(key).1;
    name == When::YearAgo.change("count") || name.ends_with("_year_change")
}
