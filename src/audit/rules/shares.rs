//! Shares in tables: counts over one whole that nearly all rows agree on.

use super::{Report, error, totals};
use crate::audit::columns::Role;
use crate::audit::facts::Facts;
use crate::audit::facts::printed::{Exact, Printed, Span, fixed, per_cent, whole};
use crate::audit::facts::table::{RowFacts, RowKind, TableFacts};
use crate::audit::facts::words::{Measure, Period};
use crate::diagnostics::Code;

pub(super) fn check(facts: &Facts<'_>, report: &mut Report<'_, '_>) {
    for table in facts.lists() {
        for (x, column) in table.columns.iter().enumerate() {
            if column.role == Role::Share {
                shares(facts, table, x, report);
            }
        }
    }
}

/// The counts that a column of shares is of: the nearest ones at its left.
fn counts(table: &TableFacts<'_>, share: usize) -> Vec<usize> {
    let is_count = |x: &usize| {
        table.columns.get(*x).is_some_and(|column| {
            column.role == Role::Figure
                && matches!(column.measure, Measure::Count(_))
                && column.period == Period::Now
        })
    };
    (0..share).rev().filter(is_count).collect()
}

fn shares(
    facts: &Facts<'_>,
    table: &TableFacts<'_>,
    x: usize,
    report: &mut Report<'_, '_>,
) {
    for count in counts(table, x) {
        let rows: Vec<(&RowFacts, &Printed, &Printed)> = table
            .rows
            .iter()
            .filter(|row| row.kind != RowKind::Other)
            .filter_map(|row| Some((row, row.at(count)?, row.at(x)?)))
            .collect();
        let Some(whole_span) = agreed(&rows).or_else(|| told(facts, &rows)) else {
            continue;
        };
        for (row, count_number, share) in &rows {
            let fits = of(count_number, share).is_none_or(|span| span.meets(&whole_span));
            if fits {
                continue;
            }
            judge(table, (row, count, x), (count_number, share), &whole_span, report);
        }
        return;
    }
}

/// What the whole may be, by one row.
fn of(count: &Printed, share: &Printed) -> Option<Span> {
    let hundredth = share.span().times(&Exact::new(1.into(), 100.into()));
    count.span().over(&hundredth)
}

/// The whole that most rows allow; none when fewer than three in four do.
fn agreed(rows: &[(&RowFacts, &Printed, &Printed)]) -> Option<Span> {
    let spans: Vec<Span> =
        rows.iter().filter_map(|(_, count, share)| of(count, share)).collect();
    if spans.len() < 3 {
        return None;
    }
    let fits = |point: &Exact| {
        spans
            .iter()
            .filter(|span| span.low <= *point && *point <= span.high)
            .count()
    };
    let best = spans.iter().map(|span| span.low.clone()).max_by_key(fits)?;
    let fitting: Vec<&Span> = spans
        .iter()
        .filter(|span| span.low <= best && best <= span.high)
        .collect();
    if fitting.len() * 4 < spans.len() * 3 {
        return None;
    }
    let low = fitting.iter().map(|span| span.low.clone()).max()?;
    let high = fitting.iter().map(|span| span.high.clone()).min()?;
    Some(Span { low, high })
}

/// A count that the text tells and that all rows but one allow, of so few rows that they
/// cannot agree by themselves.
fn told(facts: &Facts<'_>, rows: &[(&RowFacts, &Printed, &Printed)]) -> Option<Span> {
    if !(2..=5).contains(&rows.len()) {
        return None;
    }
    let spans: Vec<Span> =
        rows.iter().filter_map(|(_, count, share)| of(count, share)).collect();
    let fitting = |told: &Span| spans.iter().filter(|span| span.meets(told)).count();
    let counts = facts.all.iter().filter(|fact| {
        fact.range.is_some() && matches!(fact.term.measure, Measure::Count(_))
    });
    counts
        .map(|fact| Span::exact(fact.number.value.clone()))
        .find(|told| fitting(told) >= 2 && fitting(told) + 1 >= spans.len())
}

fn judge(
    table: &TableFacts<'_>,
    (row, count, x): (&RowFacts, usize, usize),
    (count_number, share): (&Printed, &Printed),
    all: &Span,
    report: &mut Report<'_, '_>,
) {
    // If the total says by how much the count is off, the count is the culprit.
    let lacking = totals::lacking(table, count).filter(|_| row.kind == RowKind::One);
    if let Some(lacking) = lacking.filter(|it| *it != whole(0)) {
        let mended = &count_number.value + lacking;
        let is_it = Span::exact(mended.clone())
            .over(&share.span().times(&Exact::new(1.into(), 100.into())))
            .is_some_and(|span| span.meets(all));
        if is_it {
            let better = fixed(&mended, 0);
            let message = format!(
                "“{}”与占比{}、合计都不符：应为{better}",
                count_number.text, share.text
            );
            let draft = error(Code::WRONG_SHARE, message, HINT)
                .values(count_number.text.as_str(), better);
            report.cell(table, row, count, Some(mended), draft);
            return;
        }
    }
    let Some(better) = per_cent(&count_number.value, &all.middle()) else { return };
    let better = share.like(&better);
    let message = format!(
        "占比{}与件数{}不符：按其他各行的占比应为{better}",
        share.text, count_number.text
    );
    let draft =
        error(Code::WRONG_SHARE, message, HINT).values(share.text.as_str(), better);
    report.cell(table, row, x, None, draft);
}

const HINT: &str = "请核对件数和占比，改正有误的一个";
