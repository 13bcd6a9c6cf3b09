//! A town's score in the city's ranking against the one worked out from the tickets.

use super::Material;
use super::numbers::{beyond, shown};
use super::rows::{self, List};
use crate::diagnostics::{Code, Place, Problem};
use crate::figures::{Figure, Origin};
use crate::tickets::Decimal;

/// Published scores are rounded as printed ones are, so no distance is allowed.
const NONE: Decimal = Decimal::whole(0);

/// Towns that are told of one by one; more have one cause.
const EACH_MAX: usize = 3;

pub(super) fn check(material: &Material<'_>) -> Vec<Problem> {
    let towns = material.statistics.list("towns.direct");
    let towns = towns.map_or(&[][..], |list| &list.rows);
    let differing: Vec<Differing> = towns
        .iter()
        .filter_map(|town| {
            let published =
                material.statistics.figure(&format!("{}.city_score", town.key))?;
            let own = material.statistics.figure(&format!("{}.score", town.key))?;
            differing(material, &town.name, published, own)
        })
        .collect();
    if differing.len() > EACH_MAX {
        return together(differing).into_iter().collect();
    }
    differing.into_iter().map(Differing::problem).collect()
}

/// A town whose two scores differ.
struct Differing {
    place: Option<Place>,
    message: String,
}

fn differing(
    material: &Material<'_>,
    name: &str,
    published: &Figure,
    own: &Figure,
) -> Option<Differing> {
    let (theirs, ours) = (published.printed_exact()?, own.printed_exact()?);
    let apart = beyond(&theirs, &ours, NONE)?;
    let message = format!(
        "{name}在排名表中的成绩是 {}，按考评明细计算（直派）是 {}，相差 {}",
        shown(&theirs),
        shown(&ours),
        shown(&apart),
    );
    let place = if let Origin::Published { row: Some(row), export: _ } = published.origin
    {
        rows::place(material, List::Ranking, row)
    } else {
        None
    };
    Some(Differing { place, message })
}

impl Differing {
    fn problem(self) -> Problem {
        let problem = Problem::warning(Code::RANKING_SCORE, self.message)
            .hint("请核对排名表和考评明细是否同一考核期、同一版本");
        Problem { place: self.place, ..problem }
    }
}

/// One problem for many towns.
fn together(differing: Vec<Differing>) -> Option<Problem> {
    let count = differing.len();
    let mut all = differing.into_iter();
    let first = all.next()?;
    let message = format!("有 {count} 个镇街的成绩与排名表不同，如{}", first.message);
    let mut problem = Differing { message, ..first }.problem();
    problem.more = all.filter_map(|town| town.place).collect();
    Some(problem)
}
