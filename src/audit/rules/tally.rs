//! Counts of units above or below a bound, as sentences tell them, against tables.

use std::cmp::Ordering;

use super::{Report, error};
use crate::audit::columns::Role;
use crate::audit::facts::Facts;
use crate::audit::facts::claim::{Kind, Tally};
use crate::audit::facts::printed::whole;
use crate::audit::facts::table::{RowFacts, TableFacts};
use crate::audit::facts::words;
use crate::diagnostics::Code;

pub(super) fn check(facts: &Facts<'_>, report: &mut Report<'_, '_>) {
    for (spot, claim) in facts.claims() {
        let (counts, told) = match &claim.kind {
            Kind::Moves { way, count } => (moves(facts, *way), count),
            Kind::Tally(tally) => {
                let tables = facts.lists().filter(|table| is_meant(table, tally));
                (tables.filter_map(|table| counts(tally, table)).collect(), &tally.count)
            }
            _ => continue,
        };
        let Some((label, Some(expected))) =
            counts.first().map(|(label, all)| (label, all.first()))
        else {
            continue;
        };
        let mut all = counts.iter().flat_map(|(_, all)| all);
        if all.any(|it| i64::try_from(*it).is_ok_and(|it| whole(it) == told.value)) {
            continue;
        }
        let message = format!("按{label}应有{expected}个，写作{}", told.text);
        let draft = error(Code::WRONG_COUNT, message, "请对照表中各行核对个数")
            .values(told.text.as_str(), expected.to_string());
        report.text(spot, &claim.range, draft);
    }
}

/// What a table is called, and the counts that it allows.
type Counts<'f> = (&'f str, Vec<usize>);

/// How many units went up in rank, or down, by the only column that shows it.
fn moves<'f>(facts: &'f Facts<'_>, way: Ordering) -> Vec<Counts<'f>> {
    let is_so = |table: &TableFacts<'_>, row: &RowFacts, x: usize| match row.at(x) {
        Some(number) => number.moved().cmp(&whole(0)) == way,
        // A dash may be no former rank as well as none that changed.
        None => {
            let text = table.cell(row.y, x).map_or("", |cell| cell.text.trim());
            way == Ordering::Equal && ["持平", "不变"].contains(&text)
        }
    };
    let counted = facts.lists().flat_map(|table| {
        let columns = table.columns.iter().enumerate();
        let moved =
            columns.filter(|(_, it)| it.role == Role::Move && it.measure.is_rank());
        moved.map(move |(x, _)| {
            let all = table.ones().filter(|row| is_so(table, row, x));
            (table.name(), vec![all.count()])
        })
    });
    // Of several tables it is not known which is meant.
    let all: Vec<_> = counted.collect();
    if all.len() == 1 { all } else { Vec::new() }
}

/// Whether a table is of the units and tickets that are counted.
fn is_meant(table: &TableFacts<'_>, tally: &Tally) -> bool {
    let headers = table.columns.iter().find_map(|it| words::group(&it.header));
    let own = words::group(&table.caption).or(headers);
    let is_group = own.is_none() || tally.group.is_none() || tally.group == own;
    let scope = tally.scope;
    is_group && (scope.is_none() || table.scope.is_none() || table.scope.has(scope))
}

/// How many rows are on that side, with and without those on the bound.
fn counts<'f>(tally: &Tally, table: &'f TableFacts<'_>) -> Option<Counts<'f>> {
    let x = table.figure(&tally.measure)?;
    let values: Vec<_> = table.ones().filter_map(|row| row.at(x)).collect();
    let count = |side: Ordering| {
        values
            .iter()
            .filter(|it| it.value.cmp(&tally.bound.value) == side)
            .count()
    };
    let side = if tally.is_above { Ordering::Greater } else { Ordering::Less };
    let (beyond, on) = (count(side), count(Ordering::Equal));
    let counts = match (tally.is_open, tally.is_above) {
        (true, _) => vec![beyond],
        (false, true) => vec![beyond + on, beyond],
        // “以下” usually leaves the bound out.
        (false, false) => vec![beyond, beyond + on],
    };
    (values.len() > 2).then(|| (table.name(), counts))
}
