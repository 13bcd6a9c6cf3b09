//! Serial numbers, the order of rows, and the length of a top ten.

use super::{Report, error, warning};
use crate::audit::columns::Role;
use crate::audit::facts::Facts;
use crate::audit::facts::printed::{Exact, whole};
use crate::audit::facts::table::{RowFacts, TableFacts};
use crate::audit::facts::words::{Measure, Period};
use crate::diagnostics::Code;

const HINT: &str = "请核对行序和序号";

pub(super) fn check(facts: &Facts<'_>, report: &mut Report<'_, '_>) {
    for table in facts.lists() {
        let has_serials = serials(table, report);
        rows(table, has_serials, report);
        length(table, report);
    }
}

/// Serials count from 1, over all rows or within each class.
fn serials(table: &TableFacts<'_>, report: &mut Report<'_, '_>) -> bool {
    let Some(x) = table.columns.iter().position(|it| it.role == Role::Serial) else {
        return false;
    };
    let rows: Vec<&RowFacts> =
        table.rows.iter().filter(|row| row.at(x).is_some()).collect();
    let mut expected: Option<Exact> = None;
    for row in rows {
        let Some(number) = row.at(x) else { continue };
        let wanted = match &expected {
            None => number.value.clone(),
            Some(wanted) => wanted.clone(),
        };
        // A class or a part counts anew.
        let is_new = number.value == whole(1);
        if number.value != wanted && !is_new {
            let message = format!("序号是{}，应为{}", number.text, wanted);
            let draft = error(Code::WRONG_ORDER, message, HINT)
                .values(number.text.as_str(), wanted.to_string());
            report.cell(table, row, x, None, draft);
            // One that is skipped shifts the rest, one that is mistyped does not.
            let next = table
                .rows
                .iter()
                .skip_while(|it| it.y <= row.y)
                .find_map(|it| it.at(x));
            let goes_on = next.is_some_and(|next| next.value == &number.value + whole(1));
            expected =
                Some(if goes_on { &number.value + whole(1) } else { wanted + whole(1) });
            continue;
        }
        expected = Some(&number.value + whole(1));
    }
    true
}

/// The column by which rows are ordered, and whether its values go down.
fn ordered_by(table: &TableFacts<'_>, has_serials: bool) -> Option<(usize, bool)> {
    if let Some(rank) = table.figure(&Measure::Rank) {
        return Some((rank, false));
    }
    let is_ordered = has_serials || is_by_count(table) || table.first.is_some();
    let first = table.columns.iter().position(|it| {
        it.role == Role::Figure
            && it.period == Period::Now
            && matches!(it.measure, Measure::Count(_) | Measure::Score)
    });
    first.filter(|_| is_ordered).map(|x| (x, true))
}

/// Rows go down by their rank, or without ranks by the first figure.
fn rows(table: &TableFacts<'_>, has_serials: bool, report: &mut Report<'_, '_>) {
    let Some((x, is_down)) = ordered_by(table, has_serials) else { return };
    // A unit without any figure may stand anywhere.
    let rows: Vec<&RowFacts> = table
        .ones()
        .filter(|row| row.at(x).is_some())
        .filter(|row| is_down || row.cells.iter().flatten().count() > 1)
        .collect();
    let value = |row: &RowFacts| report.value(table, row, x);
    let broken: Vec<usize> = (1..rows.len())
        .filter(|at| {
            let (Some(above), Some(row)) = (rows.get(at - 1), rows.get(*at)) else {
                return false;
            };
            if above.class != row.class {
                return false;
            }
            let (Some(one), Some(two)) = (value(above), value(row)) else { return false };
            if is_down { one < two } else { one > two }
        })
        .collect();
    // Rows in another order, or lists side by side.
    if rows.len() < 4 || broken.len() > 2 || broken.len() * 4 > rows.len() {
        return;
    }
    let is_suspect = |at: usize| {
        rows.get(at)
            .is_some_and(|row| report.is_suspect(table.spot(row.y, x)))
    };
    let told: Vec<usize> = broken
        .into_iter()
        .filter(|at| !is_suspect(*at) && !is_suspect(at - 1) && !is_suspect(at + 1))
        .collect();
    for at in told {
        let (Some(above), Some(row)) = (rows.get(at - 1), rows.get(at).copied()) else {
            continue;
        };
        let text = |row: &RowFacts| row.at(x).map_or(String::new(), |it| it.text.clone());
        let message = format!(
            "行序有误：“{}”{}排在“{}”{}之后",
            row.name,
            text(row),
            above.name,
            text(above)
        );
        let draft = warning(Code::WRONG_ORDER, message, HINT).values(text(row), "");
        report.cell(table, row, x, None, draft);
    }
}

/// Whether only one row keeps a table from going down by its first count, which then goes
/// by nothing else.
fn is_by_count(table: &TableFacts<'_>) -> bool {
    let breaks = |x: usize, is_down: bool| {
        let all: Vec<&Exact> =
            table.ones().filter_map(|row| row.at(x)).map(|it| &it.value).collect();
        let is_broken = |pair: &&[&Exact]| matches!(pair, [a, b] if if is_down { a < b } else { a > b });
        (all.len(), all.windows(2).filter(is_broken).count())
    };
    let is_other =
        |row: &RowFacts| row.name.starts_with("其他") || row.name.starts_with("其它");
    let mut figures =
        (0..table.columns.len()).filter(|x| table.ones().any(|row| row.at(*x).is_some()));
    let Some(first) = figures.next() else { return false };
    let is_count = table
        .columns
        .get(first)
        .is_some_and(|it| matches!(it.measure, Measure::Count(_)));
    let (rows, broken) = breaks(first, true);
    is_count
        && rows > 6
        && broken == 1
        && !table.ones().any(is_other)
        && figures.all(|x| breaks(x, true).1 > 0 && breaks(x, false).1 > 0)
}

/// A caption that tells how many rows follow.
fn length(table: &TableFacts<'_>, report: &mut Report<'_, '_>) {
    let (Some(wanted), Some(last)) = (table.first, table.ones().last()) else { return };
    let count = table.ones().count();
    // A list may be shorter than it is allowed to be, and ties make it longer.
    let is_short = count < wanted && count + 1 >= wanted && wanted >= 5;
    if count > wanted || is_short {
        let message = format!("标题说前{wanted}，表中有{count}行");
        let draft = warning(Code::WRONG_ORDER, message, "请核对是否多列或漏列")
            .values(count.to_string(), wanted.to_string());
        report.cell(table, last, 0, None, draft);
    }
}
