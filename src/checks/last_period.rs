//! The last period: there, and not too far from this one.

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::Material;
use super::numbers::shown;
use super::rows::{self, List};
use crate::diagnostics::{Code, Problem};
use crate::figures::Figure;
use crate::tickets::DistrictCount;

pub(super) fn check(material: &Material<'_>) -> Vec<Problem> {
    let mut problems: Vec<Problem> = missing(material).into_iter().collect();
    problems.extend(counts(material));
    problems.extend(districts(material));
    problems
}

/// Counts without which no change can be told.
fn missing(material: &Material<'_>) -> Option<Problem> {
    let counts = [("accepted", "受理"), ("assessed", "纳入考评")];
    let missing: Vec<&str> = counts
        .into_iter()
        .filter(|(name, _)| {
            value(material, &format!("{name}.count")).is_some()
                && value(material, &format!("{name}.previous")).is_none()
        })
        .map(|(_, what)| what)
        .collect();
    if missing.is_empty() {
        return None;
    }
    let message = format!("没有上期的{}件数，环比无从计算", missing.join("、"));
    Some(
        Problem::warning(Code::NO_LAST_PERIOD, message)
            .at((material.setting)("previous"))
            .hint("请在 bulletin.yaml 的 previous 下填写 accepted 和 assessed"),
    )
}

/// Changes of the district's counts.
fn counts(material: &Material<'_>) -> Vec<Problem> {
    let counts = [("accepted", "受理"), ("assessed", "纳入考评")];
    let check = |(name, what): (&str, &str)| {
        let now = value(material, &format!("{name}.count"))?;
        let before = value(material, &format!("{name}.previous"))?;
        let message = large_change(material, what, &now, &before)?;
        let place = (material.setting)(&format!("previous.{name}"));
        Some(Problem::warning(Code::LARGE_CHANGE, message).at(place).hint(hint()))
    };
    counts.into_iter().filter_map(check).collect()
}

/// Changes of each district's tickets.
fn districts(material: &Material<'_>) -> Vec<Problem> {
    let check = |row: &DistrictCount| {
        let now = BigRational::from_integer(row.tickets.into());
        let before = BigRational::from_integer(row.previous?.into());
        let what = format!("{}诉求", row.district);
        let message = large_change(material, &what, &now, &before)?;
        let mut problem = Problem::warning(Code::LARGE_CHANGE, message).hint(hint());
        problem.place = rows::place(material, List::Districts, row.row);
        Some(problem)
    };
    let districts = material.tickets.districts.as_deref().unwrap_or_default();
    districts.iter().filter_map(check).collect()
}

fn large_change(
    material: &Material<'_>,
    what: &str,
    now: &BigRational,
    before: &BigRational,
) -> Option<String> {
    if before.is_zero() {
        return None;
    }
    let change = (now - before) / before * BigRational::from_integer(100.into());
    let bound = material.tolerances.change;
    (change.abs() > bound.exact()).then(|| {
        let word = if change.is_positive() { "上升" } else { "下降" };
        let percent = shown(&change.abs());
        format!("{what}由 {before} 件变为 {now} 件，{word} {percent}%，超过 {bound}%")
    })
}

fn hint() -> &'static str {
    "请核对两期件数是否有误；确实如此的不必改，界限由 tolerances.change 设定"
}

fn value(material: &Material<'_>, key: &str) -> Option<BigRational> {
    material.statistics.figure(key).and_then(Figure::printed_exact)
}
