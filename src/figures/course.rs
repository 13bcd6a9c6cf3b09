//! Course over the issues: this period's figures after those that earlier issues stored.
//!
//! A ledger stores its own figures and the course up to it, so that the last one is
//! enough to go on from.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use super::catalogue::Measure;
use super::collect::Collected;
use super::figure::{Kind, Origin};
use super::{Row, parts};
use crate::tickets::Decimal;

/// So many issues, this one included.
const ISSUES_MAX: usize = 12;

/// What stands before a path to name its course: “course.towns.direct”.
const ROOT: &str = "course.";

/// The figures of one path in one issue: name, value and the key under which they are
/// stored.
type Issue = Vec<(String, Kind, Decimal, String)>;

/// Adds, for every path with figures that are followed, a list with a row an issue, the
/// oldest first; the last row is this period's. Without stored issues it has no rows.
pub(super) fn add(collected: &mut Collected<'_>, last_day: NaiveDate) {
    let mut issues = stored(collected);
    let days = issues.values().flat_map(|issues| issues.keys().copied());
    let days: BTreeSet<NaiveDate> = days.collect();
    let oldest = days.iter().rev().nth(ISSUES_MAX - 2).copied();
    for path in paths(collected) {
        issues.entry(path).or_default();
    }
    for (path, issues) in issues {
        let is_kept = |day: &NaiveDate| oldest.is_none_or(|oldest| *day >= oldest);
        let mut rows: Vec<Row> = issues
            .into_iter()
            .filter(|(day, _)| is_kept(day))
            .map(|(day, issue)| add_issue(collected, &path, day, issue))
            .collect();
        let key = format!("{ROOT}{path}");
        if !rows.is_empty() && has_value(collected, &path) {
            rows.push(Row { name: month(last_day), key: path, class: None });
        }
        collected.list(&key, rows);
    }
}

/// Everything stored of earlier issues, by path and last day.
fn stored(collected: &Collected<'_>) -> BTreeMap<String, BTreeMap<NaiveDate, Issue>> {
    let mut issues: BTreeMap<String, BTreeMap<NaiveDate, Issue>> = BTreeMap::new();
    let Some(before) = collected.before else { return issues };
    for (key, value) in &before.values {
        // The last issue's own figures have no day in their names.
        let dated = key
            .strip_prefix(ROOT)
            .map_or(Some((key.clone(), before.last_day)), undated);
        let Some((own, day)) = dated else { continue };
        let Some((path, name, kind)) = followed(collected, &own) else { continue };
        let issue = issues.entry(path.to_owned()).or_default().entry(day).or_default();
        issue.push((name.to_owned(), kind, *value, key.clone()));
    }
    issues
}

/// The name that a figure of a course had in its own issue, and that issue's last day.
fn undated(key: &str) -> Option<(String, NaiveDate)> {
    let (path, name) = parts(key);
    let (path, day) = parts(path);
    let day = NaiveDate::parse_from_str(day, DAY).ok()?;
    Some((format!("{path}.{name}"), day))
}

/// Paths of this period's figures that are followed.
fn paths(collected: &Collected<'_>) -> BTreeSet<String> {
    let paths = collected.figures.keys().filter_map(|key| followed(collected, key));
    paths.map(|(path, ..)| path.to_owned()).collect()
}

/// Path, name and kind of a figure that is followed over the issues; groups of tickets by
/// what they are about change too much for that.
pub(super) fn followed<'k>(
    collected: &Collected<'_>,
    key: &'k str,
) -> Option<(&'k str, &'k str, Kind)> {
    let (path, name) = parts(key);
    let own = || collected.rules.measures.iter().find(|spec| spec.name == name);
    let kind = match Measure::find(name).filter(|measure| measure.is_followed) {
        Some(measure) => measure.kind?,
        None => own()?.kind(),
    };
    let is_followed = match path.split('.').next()? {
        "city" | "towns" | "departments" | "districts" => !path.ends_with(".under"),
        root @ ("accepted" | "assessed" | "rated") => path == root,
        _ => false,
    };
    is_followed.then_some((path, name, kind))
}

fn add_issue(
    collected: &mut Collected<'_>,
    path: &str,
    day: NaiveDate,
    issue: Issue,
) -> Row {
    let key = format!("{ROOT}{path}.{}", day.format(DAY));
    for (name, kind, value, stored) in issue {
        let what = collected.figures.get(&format!("{path}.{name}"));
        let what = what.map_or_else(String::new, |figure| figure.definition.clone());
        let definition = format!("{}{what}", month(day));
        let origin = Origin::Stored { key: stored };
        collected.given(format!("{key}.{name}"), kind, Some(value), origin, definition);
    }
    Row { name: month(day), key, class: None }
}

fn has_value(collected: &Collected<'_>, path: &str) -> bool {
    let start = format!("{path}.");
    let figures = collected.figures.range(start.clone()..);
    let mut figures = figures.take_while(|(key, _)| key.starts_with(&start));
    figures.any(|(key, figure)| {
        let at = followed(collected, key);
        at.is_some_and(|(at, ..)| at == path) && figure.printed.is_some()
    })
}

/// The last day of an issue, from the key of its row in a course.
pub(super) fn day_of(key: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(parts(key).1, DAY).ok()
}

/// A day as part of a key.
const DAY: &str = "%Y%m%d";

fn month(day: NaiveDate) -> String {
    format!("{}年{}月", day.year(), day.month())
}
