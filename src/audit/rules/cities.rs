//! Places in the city against scores, and against how many the city ranks.

use super::{Report, error};
use crate::audit::facts::Facts;
use crate::audit::facts::printed::{Exact, Printed};
use crate::audit::facts::table::{RowFacts, TableFacts};
use crate::audit::facts::words::Measure;
use crate::diagnostics::Code;

const HINT: &str = "请对照全市排名表核对";

pub(super) fn check(facts: &Facts<'_>, report: &mut Report<'_, '_>) {
    let ranked = facts.ranked.first();
    for table in facts.lists() {
        let Some(rank) = table.figure(&Measure::CityRank) else { continue };
        let rows: Vec<(&RowFacts, &Printed)> =
            table.ones().filter_map(|row| Some((row, row.at(rank)?))).collect();
        if let Some(ranked) = ranked {
            for (row, place) in
                rows.iter().filter(|(_, place)| place.value > ranked.value)
            {
                let message =
                    format!("市级排名{}大于参与排名的{}个", place.text, ranked.text);
                let draft = error(Code::WRONG_RANK, message, HINT)
                    .values(place.text.as_str(), "");
                report.cell(table, row, rank, None, draft);
            }
        }
        if let Some(score) = table.figure(&Measure::Score) {
            order(table, (rank, score), &rows, report);
        }
    }
}

/// A higher score has the better place; one row that breaks the order of all others.
fn order(
    table: &TableFacts<'_>,
    (rank, score): (usize, usize),
    rows: &[(&RowFacts, &Printed)],
    report: &mut Report<'_, '_>,
) {
    let known: Vec<(&RowFacts, &Printed, Exact)> = rows
        .iter()
        .filter(|(row, _)| !report.is_suspect(table.spot(row.y, rank)))
        .filter_map(|(row, place)| Some((*row, *place, report.value(table, row, score)?)))
        .collect();
    let clash = |one: usize, two: usize| {
        let (Some((_, place, value)), Some((_, other, other_value))) =
            (known.get(one), known.get(two))
        else {
            return false;
        };
        // Equal scores share a place.
        (value > other_value && place.value >= other.value)
            || (value < other_value && place.value <= other.value)
            || (value == other_value && place.value != other.value)
    };
    let clashes: Vec<usize> = (0..known.len())
        .map(|one| (0..known.len()).filter(|two| *two != one && clash(one, *two)).count())
        .collect();
    let involved = clashes.iter().filter(|count| **count > 0).count();
    if involved == 0 || known.len() < 4 {
        return;
    }
    // Those that clash most are wrong; without them the rest must be in order.
    let mut left: Vec<usize> = (0..known.len()).collect();
    let mut wrong: Vec<usize> = Vec::new();
    while wrong.len() < 3 {
        let count = |one: usize| {
            left.iter().filter(|two| **two != one && clash(one, **two)).count()
        };
        let worst = left.iter().copied().max_by_key(|one| (count(*one), *one));
        let Some(worst) = worst.filter(|one| count(*one) > 0) else { break };
        wrong.push(worst);
        left.retain(|it| *it != worst);
    }
    let is_sorted = left
        .iter()
        .all(|one| left.iter().all(|two| one == two || !clash(*one, *two)));
    if !is_sorted || wrong.len() * 3 > known.len() {
        return;
    }
    for (row, place, value) in wrong.iter().filter_map(|at| known.get(*at)) {
        let message = format!(
            "市级排名{}与综合成绩{}不符：成绩高的名次应在前",
            place.text,
            row.at(score).map_or_else(|| value.to_string(), |it| it.text.clone())
        );
        let draft =
            error(Code::WRONG_RANK, message, HINT).values(place.text.as_str(), "");
        report.cell(table, row, rank, None, draft);
    }
}
