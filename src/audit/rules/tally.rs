//! Counts of units above or below a bound, as sentences tell them, against tables.

use std::cmp::Ordering;

use super::{Report, error};
use crate::audit::columns::Role;
use crate::audit::facts::Facts;
use crate::audit::facts::claim::{Claim, Kind};
use crate::audit::facts::printed::{Printed, whole};
use crate::audit::facts::table::{RowFacts, TableFacts};
use crate::audit::facts::words::{GROUPS, Measure, Scope};
use crate::audit::places::Spot;
use crate::diagnostics::Code;

pub(super) fn check(facts: &Facts<'_>, report: &mut Report<'_, '_>) {
    for paragraph in &facts.paragraphs {
        for (_, reading) in &paragraph.sentences {
            for claim in &reading.claims {
                if let Kind::Moves { way, count } = &claim.kind {
                    moves(facts, paragraph.spot, (claim, *way, count), report);
                }
                let Kind::Tally {
                    measure,
                    bound,
                    is_above,
                    is_open,
                    group,
                    scope,
                    count,
                } = &claim.kind
                else {
                    continue;
                };
                let tally =
                    Tally { measure, bound, is_above: *is_above, is_open: *is_open };
                let counts: Vec<(String, Vec<usize>)> = facts
                    .tables
                    .iter()
                    .filter(|table| is_meant(table, *group, *scope))
                    .filter_map(|table| tally.counts(table))
                    .collect();
                let Some((label, first)) = counts.first() else { continue };
                let told = |counts: &Vec<usize>| {
                    counts
                        .iter()
                        .any(|it| whole(i64::try_from(*it).unwrap_or(-1)) == count.value)
                };
                if counts.iter().any(|(_, it)| told(it)) {
                    continue;
                }
                let expected = first.first().copied().unwrap_or_default().to_string();
                let message = format!("按{label}应有{expected}个，写作{}", count.text);
                let draft = error(Code::WRONG_COUNT, message, "请对照表中各行核对个数")
                    .values(count.text.as_str(), expected);
                report.text(paragraph.spot, &claim.range, draft);
            }
        }
    }
}

/// How many units went up in rank, or down, against the columns that show it.
fn moves(
    facts: &Facts<'_>,
    spot: Spot,
    (claim, way, count): (&Claim, Ordering, &Printed),
    report: &mut Report<'_, '_>,
) {
    let zero = whole(0);
    // A dash may be no former rank as well as none that changed.
    let counted =
        facts
            .tables
            .iter()
            .filter(|table| !table.is_series)
            .flat_map(|table| {
                let columns = table.columns.iter().enumerate();
                let moved = columns.filter(|(_, column)| {
                    column.role == Role::Move && column.measure.is_rank()
                });
                moved.map(move |(x, _)| (table, x))
            });
    let all: Vec<(String, i64)> = counted
        .map(|(table, x)| {
            let is_so = |row: &&RowFacts| match row.at(x) {
                Some(number) => number.moved().cmp(&zero) == way,
                None => {
                    let text = table.cell(row.y, x).map_or("", |cell| cell.text.trim());
                    way == Ordering::Equal && ["持平", "不变"].contains(&text)
                }
            };
            let label = table.label.clone().unwrap_or_else(|| "表".to_owned());
            let found = table.ones().filter(is_so).count();
            (label, i64::try_from(found).unwrap_or(i64::MAX))
        })
        .collect();
    // Of several tables it is not known which is meant.
    let [(label, found)] = all.as_slice() else { return };
    if whole(*found) != count.value {
        let message = format!("按{label}应有{found}个，写作{}", count.text);
        let draft = error(Code::WRONG_COUNT, message, "请对照表中各行核对个数")
            .values(count.text.as_str(), found.to_string());
        report.text(spot, &claim.range, draft);
    }
}

/// Whether a table is of the units and tickets that are counted.
fn is_meant(table: &TableFacts<'_>, group: Option<&str>, scope: Scope) -> bool {
    let own = GROUPS.iter().find(|(word, _)| {
        table.caption.contains(word)
            || table.columns.iter().any(|it| it.header.contains(word))
    });
    let is_group = match (group, own) {
        (Some(group), Some((_, own))) => group == *own,
        _ => true,
    };
    let is_scope = scope.is_none() || table.scope.is_none() || table.scope.has(scope);
    !table.is_series && is_group && is_scope
}

struct Tally<'c> {
    measure: &'c Measure,
    bound: &'c Printed,
    is_above: bool,
    is_open: bool,
}

impl Tally<'_> {
    /// How many rows are on that side, with and without those on the bound.
    fn counts(&self, table: &TableFacts<'_>) -> Option<(String, Vec<usize>)> {
        let x = table.figure(self.measure)?;
        let values: Vec<_> = table.ones().filter_map(|row| row.at(x)).collect();
        if values.len() < 3 {
            return None;
        }
        let beyond = values.iter().filter(|it| {
            if self.is_above {
                it.value > self.bound.value
            } else {
                it.value < self.bound.value
            }
        });
        let beyond = beyond.count();
        let on = values.iter().filter(|it| it.value == self.bound.value).count();
        let counts = if self.is_open { vec![beyond] } else { vec![beyond + on, beyond] };
        let label = table.label.clone().unwrap_or_else(|| "表".to_owned());
        // “以下” usually leaves the bound out.
        let mut counts = counts;
        if !self.is_above {
            counts.reverse();
        }
        Some((label, counts))
    }
}
