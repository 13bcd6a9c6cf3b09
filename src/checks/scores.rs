//! A town's score in the city's ranking against the one worked out from the tickets.

use super::Material;
use super::numbers::{beyond, shown};
use super::rows::{self, List};
use crate::diagnostics::{Code, Problem};
use crate::figures::{Figure, Origin};
use crate::tickets::Decimal;

/// Published scores are rounded as printed ones are, so no distance is allowed.
const NONE: Decimal = Decimal::whole(0);

pub(super) fn check(material: &Material<'_>) -> Vec<Problem> {
    let towns = material.statistics.list("towns.direct");
    let towns = towns.map_or(&[][..], |list| &list.rows);
    towns
        .iter()
        .filter_map(|town| {
            let published =
                material.statistics.figure(&format!("{}.city_score", town.key))?;
            let own = material.statistics.figure(&format!("{}.score", town.key))?;
            differing(material, &town.name, published, own)
        })
        .collect()
}

fn differing(
    material: &Material<'_>,
    name: &str,
    published: &Figure,
    own: &Figure,
) -> Option<Problem> {
    let (theirs, ours) = (published.printed_exact()?, own.printed_exact()?);
    let apart = beyond(&theirs, &ours, NONE)?;
    let message = format!(
        "{name}在排名表中的成绩是 {}，按考评明细计算（直派）是 {}，相差 {}",
        shown(&theirs),
        shown(&ours),
        shown(&apart),
    );
    let mut problem = Problem::warning(Code::RANKING_SCORE, message)
        .hint("请核对排名表和考评明细是否同一考核期、同一版本");
    if let Origin::Published { row: Some(row), export: _ } = published.origin {
        problem.place = rows::place(material, List::Ranking, row);
    }
    Some(problem)
}
