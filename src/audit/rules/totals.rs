//! Sums in tables: totals, and subtotals of the rows since the last one.

use num_traits::Zero;

use super::{Report, error};
use crate::audit::columns::Role;
use crate::audit::facts::Facts;
use crate::audit::facts::printed::{Exact, fixed, whole};
use crate::audit::facts::table::{RowFacts, RowKind, TableFacts};
use crate::diagnostics::Code;

const HINT: &str = "请核对各行和合计，改正有误的一个";

pub(super) fn check(facts: &Facts<'_>, report: &mut Report<'_, '_>) {
    for table in facts.lists() {
        for x in 0..table.columns.len() {
            if is_summed(table, x) {
                column(table, x, report);
                by_class(table, x, report);
                beside(table, x, report);
            }
        }
    }
}

/// A column that in all rows but one is the sum of the two beside it.
fn beside(table: &TableFacts<'_>, x: usize, report: &mut Report<'_, '_>) {
    if !(x..x + 3).all(|x| is_summed(table, x)) {
        return;
    }
    let rows = table.rows.iter().filter_map(|row| {
        let value = |x: usize| Some(row.at(x)?.value.clone());
        Some((row, value(x)?, value(x + 1)? + value(x + 2)?))
    });
    let (fitting, off): (Vec<_>, Vec<_>) = rows.partition(|(_, all, sum)| all == sum);
    let ([(row, _, sum)], true) = (off.as_slice(), fitting.len() > 2) else { return };
    if (x..x + 3).any(|x| report.is_suspect(table.spot(row.y, x))) {
        return;
    }
    let header = |x: usize| table.header(x);
    let shown = row.at(x).map_or("", |it| it.text.as_str());
    let sum = fixed(sum, 0);
    let message = format!(
        "“{}”与“{}”之和是{sum}，“{}”是{shown}，其他各行都相符",
        header(x + 1),
        header(x + 2),
        header(x)
    );
    let draft = error(Code::WRONG_TOTAL, message, HINT).values(shown, sum);
    report.cell(table, row, x, None, draft);
}

/// Rows of one unit by kinds of tickets, of which the class “合计” is the sum.
fn by_class(table: &TableFacts<'_>, x: usize, report: &mut Report<'_, '_>) {
    for whole_row in table.rows.iter().filter(|row| row.class == "合计") {
        let parts: Vec<&Exact> = table
            .rows
            .iter()
            .filter(|row| row.name == whole_row.name && row.class != "合计")
            .filter_map(|row| row.at(x).map(|it| &it.value))
            .collect();
        if parts.len() > 1 {
            compare(table, whole_row, x, &parts.into_iter().sum(), report);
        }
    }
}

/// Whole numbers that are no ranks: nothing else adds up.
pub(super) fn is_summed(table: &TableFacts<'_>, x: usize) -> bool {
    let Some(column) = table.columns.get(x) else { return false };
    let is_figure = matches!(column.role, Role::Figure | Role::Other | Role::Move);
    is_figure
        && !column.measure.is_rank()
        && !column.measure.is_rate()
        && table
            .rows
            .iter()
            .filter_map(|row| row.at(x))
            .all(|it| it.is_whole() && it.arrow.is_none())
}

/// What the sum of the single rows lacks to the total; none where there is none.
pub(super) fn lacking(table: &TableFacts<'_>, x: usize) -> Option<Exact> {
    let mut totals = table.rows.iter().filter(|row| row.kind == RowKind::Total);
    let total = totals.next()?.at(x)?;
    let ones = table.ones().filter_map(|row| row.at(x)).map(|it| it.value.clone());
    let sum: Exact = ones.sum();
    is_summed(table, x).then(|| &total.value - sum)
}

fn column(table: &TableFacts<'_>, x: usize, report: &mut Report<'_, '_>) {
    let (mut since, mut all) = (whole(0), whole(0));
    let (mut rows_since, mut rows) = (0, 0);
    let mut is_known = true;
    // A total may stand above its rows.
    let leads = table.rows.first().is_some_and(|row| row.kind == RowKind::Total);
    for row in &table.rows {
        match row.kind {
            RowKind::One => {
                if let Some(value) = report.value(table, row, x) {
                    since += &value;
                    all += value;
                    rows += 1;
                    rows_since += 1;
                } else if report.is_suspect(table.spot(row.y, x)) {
                    is_known = false;
                }
            }
            RowKind::Subtotal => {
                if rows_since > 1 && is_known {
                    compare(table, row, x, &since, report);
                }
                since = whole(0);
                rows_since = 0;
            }
            RowKind::Total if leads => {}
            RowKind::Total => {
                if rows > 1 && is_known {
                    compare(table, row, x, &all, report);
                }
            }
            RowKind::Part | RowKind::Other => {}
        }
    }
    if let Some(row) = table.rows.first().filter(|_| leads && rows > 1 && is_known) {
        compare(table, row, x, &all, report);
    }
}

fn compare(
    table: &TableFacts<'_>,
    row: &RowFacts,
    x: usize,
    sum: &Exact,
    report: &mut Report<'_, '_>,
) {
    let Some(total) = row.at(x).filter(|total| total.value != *sum) else { return };
    let off = &total.value - sum;
    // A row that stands twice or is missing is told by its name.
    if off.is_zero() {
        return;
    }
    let sum = fixed(sum, 0);
    let message = format!("各行“{}”相加是{sum}，这里是{}", table.header(x), total.text);
    let draft = error(Code::WRONG_TOTAL, message, HINT).values(total.text.as_str(), sum);
    report.cell(table, row, x, None, draft);
}
