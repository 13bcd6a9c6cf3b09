//! Counts of tables that add up: straight, passed on, and both together.

use num_traits::Zero;

use super::{Report, error};
use crate::audit::facts::Facts;
use crate::audit::facts::printed::{Exact, fixed};
use crate::audit::facts::table::{RowFacts, RowKind, TableFacts};
use crate::audit::facts::words::{Measure, Period};
use crate::diagnostics::Code;

pub(super) fn check(facts: &Facts<'_>, report: &mut Report<'_, '_>) {
    let all = &facts.tables;
    for whole in all {
        for (at, one) in all.iter().enumerate() {
            for two in all.iter().skip(at + 1) {
                let is_sum = one.scope.with(two.scope) == Some(whole.scope);
                if is_sum && !one.scope.is_none() && !two.scope.is_none() {
                    compare(whole, one, two, report);
                }
            }
        }
    }
}

/// Columns of counts in each of the tables.
fn counts<'t>(table: &'t TableFacts<'_>) -> Vec<(usize, &'t Measure)> {
    let all = table.columns.iter().enumerate().filter(|(_, column)| {
        matches!(column.measure, Measure::Count(_)) && column.period == Period::Now
    });
    all.map(|(x, column)| (x, &column.measure)).collect()
}

fn row<'t>(table: &'t TableFacts<'_>, name: &str) -> Option<&'t RowFacts> {
    let mut all = table.rows.iter().filter(|row| {
        row.name == name && matches!(row.kind, RowKind::One | RowKind::Total)
    });
    let first = all.next();
    first.filter(|_| all.next().is_none())
}

#[expect(
    clippy::too_many_lines,
    reason = "one case after the other, read from top to bottom"
)]
fn compare(
    whole: &TableFacts<'_>,
    one: &TableFacts<'_>,
    two: &TableFacts<'_>,
    report: &mut Report<'_, '_>,
) {
    for (x, measure) in counts(whole) {
        let column = |table: &TableFacts<'_>| table.figure(measure);
        let (Some(first), Some(second)) = (column(one), column(two)) else { continue };
        let zero = Exact::zero;
        let judged: Vec<_> = whole
            .rows
            .iter()
            .filter_map(|sum| {
                let rows = (row(one, &sum.name), row(two, &sum.name));
                // A unit without such tickets has no row; one that was left out neither.
                if rows.0.is_none() && rows.1.is_none() {
                    return None;
                }
                let lacks = |row: Option<&RowFacts>| row.is_none();
                let is_whole = !lacks(rows.0) && !lacks(rows.1);
                let value = |row: Option<&RowFacts>, x: usize| match row {
                    Some(row) => row.at(x).map(|it| it.value.clone()),
                    None => Some(zero()),
                };
                let parts = value(rows.0, first)? + value(rows.1, second)?;
                let total = sum.at(x)?;
                (is_whole || total.value == parts).then_some((sum, rows, parts, total))
            })
            .collect();
        let off: Vec<_> = judged
            .iter()
            .filter(|(_, _, parts, total)| total.value != *parts)
            .collect();
        if judged.len() < 3 || off.len() * 4 > judged.len() || off.len() > 4 {
            continue;
        }
        for (sum, rows, parts, total) in off {
            let name = |table: &TableFacts<'_>| {
                table.label.clone().unwrap_or_else(|| "另一表".to_owned())
            };
            let text = |row: Option<&RowFacts>, x: usize| {
                row.and_then(|row| row.at(x))
                    .map_or("0", |it| it.text.as_str())
                    .to_owned()
            };
            // What another table vouches for in a row of its own is not told twice.
            let spots =
                [(whole, Some(*sum), x), (one, rows.0, first), (two, rows.1, second)];
            let is_known = spots.iter().any(|(table, row, x)| {
                row.is_some_and(|row| report.is_suspect(table.spot(row.y, *x)))
            });
            if is_known {
                continue;
            }
            let expected = fixed(parts, 0);
            let message = format!(
                "{}与{}、{}不符：{}+{}={expected}",
                total.text,
                name(one),
                name(two),
                text(rows.0, first),
                text(rows.1, second),
            );
            let draft =
                error(Code::WRONG_ACROSS, message, "请核对三张表中这个单位的件数")
                    .values(total.text.as_str(), expected);
            // The total of a table vouches for its rows, so the culprit is in another.
            let culprit = spots.iter().find(|(table, row, x)| {
                row.is_some()
                    && super::totals::lacking(table, *x).is_some_and(|it| it != zero())
            });
            match culprit {
                Some((table, Some(row), x)) => report.cell(table, row, *x, None, draft),
                _ => report.cell(whole, sum, x, None, draft),
            }
        }
    }
}
