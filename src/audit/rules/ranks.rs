//! Ranks in tables against what they rank.
//!
//! Equal printed figures share a rank; the next one skips, or follows on where the whole
//! table shows that it does.

use std::collections::{BTreeMap, BTreeSet};

use num_traits::ToPrimitive;

use super::{Report, error};
use crate::audit::columns::Role;
use crate::audit::facts::Facts;
use crate::audit::facts::printed::{Exact, fixed};
use crate::audit::facts::table::{RowFacts, RowKind, TableFacts};
use crate::audit::facts::words::{Measure, Period};
use crate::diagnostics::Code;

const HINT: &str = "请核对名次和所排的数字，改正有误的一个";

pub(super) fn check(facts: &Facts<'_>, report: &mut Report<'_, '_>) {
    for table in facts.lists() {
        if let Some(rank) = table.figure(&Measure::Rank) {
            ranks(table, rank, report);
        }
    }
}

/// A row that has a rank.
struct Ranked<'t> {
    row: &'t RowFacts,
    printed: i64,
    value: Exact,
}

/// How a table ranks.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Convention {
    measure: usize,
    is_within_class: bool,
    is_dense: bool,
    is_high_first: bool,
}

fn ranks(table: &TableFacts<'_>, rank: usize, report: &mut Report<'_, '_>) {
    // Rows of one unit, by kinds of tickets, rank it among others that are not shown.
    let ranked = || table.ones().filter(|row| row.at(rank).is_some());
    let units: BTreeSet<&str> = ranked().map(|row| row.name.as_str()).collect();
    if units.len() * 3 < ranked().count() * 2 {
        return;
    }
    let best = conventions(table, rank)
        .into_iter()
        .map(|it| (wrong(table, rank, it, report), it))
        .filter(|((_, judged), _)| *judged >= 2)
        .min_by_key(|((wrong, _), _)| wrong.len());
    let Some(((wrong, judged), convention)) = best else { return };
    // A table of which half does not fit ranks by something else.
    if wrong.len() * 2 > judged && judged > 3 {
        return;
    }
    let all_same = |row: &RowFacts| convention.is_within_class && !row.class.is_empty();
    for Wrong { row, printed, expected, value, rows } in wrong {
        let header = table.header(convention.measure);
        let more = if rows > 1 {
            format!("（连同以下共{rows}行都差{}）", (printed - expected).abs())
        } else {
            String::new()
        };
        let within = if all_same(row) { "在本类中" } else { "" };
        let message =
            format!("排名是{printed}，按“{header}”{value}{within}应为{expected}{more}");
        let draft = error(Code::WRONG_RANK, message, HINT)
            .values(printed.to_string(), expected.to_string());
        report.cell(table, row, rank, None, draft);
    }
}

fn conventions(table: &TableFacts<'_>, rank: usize) -> Vec<Convention> {
    let measures = table.columns.iter().enumerate().filter(|(x, column)| {
        *x != rank
            && column.role == Role::Figure
            && column.period == Period::Now
            && matches!(
                column.measure,
                Measure::Score
                    | Measure::PerTenThousand
                    | Measure::Count(_)
                    | Measure::Resolution
                    | Measure::Satisfaction
                    | Measure::Response
            )
    });
    let order = |measure: &Measure| match measure {
        Measure::Score => 0,
        Measure::PerTenThousand => 1,
        Measure::Count(_) => 2,
        _ => 3,
    };
    let mut measures: Vec<(usize, &Measure)> =
        measures.map(|(x, column)| (x, &column.measure)).collect();
    measures.sort_by_key(|(_, measure)| order(measure));
    // A score is what is ranked wherever there is one.
    let first = measures.first().map_or(9, |(_, measure)| order(measure));
    measures.retain(|(_, measure)| order(measure) == first);
    let mut all = Vec::new();
    for (measure, kind) in measures {
        for is_dense in [false, true] {
            for is_within_class in [true, false] {
                let usual = kind.is_best_when_high();
                for is_high_first in [usual, !usual] {
                    if first == 0 && !is_high_first {
                        continue;
                    }
                    all.push(Convention {
                        measure,
                        is_within_class,
                        is_dense,
                        is_high_first,
                    });
                }
            }
        }
    }
    all
}

/// A rank that does not fit, and how many rows from there on are off by as much.
struct Wrong<'t> {
    row: &'t RowFacts,
    printed: i64,
    expected: i64,
    value: String,
    rows: usize,
}

/// Rows that do not fit a convention, and how many were judged.
fn wrong<'t>(
    table: &'t TableFacts<'_>,
    rank: usize,
    convention: Convention,
    report: &Report<'_, '_>,
) -> (Vec<Wrong<'t>>, usize) {
    let mut groups: BTreeMap<&str, Vec<Ranked<'t>>> = BTreeMap::new();
    for row in table.rows.iter().filter(|row| row.kind == RowKind::One) {
        let printed = row.at(rank).and_then(|it| it.value.to_integer().to_i64());
        let value = report.value(table, row, convention.measure);
        let (Some(printed), Some(value)) = (printed, value) else { continue };
        let class = if convention.is_within_class { row.class.as_str() } else { "" };
        groups.entry(class).or_default().push(Ranked { row, printed, value });
    }
    let mut judged = 0;
    let mut all = Vec::new();
    for mut group in groups.into_values() {
        judged += group.len();
        if convention.is_high_first {
            group.sort_by(|a, b| b.value.cmp(&a.value).then(a.printed.cmp(&b.printed)));
        } else {
            group.sort_by(|a, b| a.value.cmp(&b.value).then(a.printed.cmp(&b.printed)));
        }
        let counted = counted(&group, convention.is_dense);
        let decimals = table
            .ones()
            .find_map(|row| row.at(convention.measure))
            .map_or(0, |it| it.decimals);
        all.extend(faults(&group, &counted, convention.is_dense, decimals));
    }
    (all, judged)
}

/// The rank that each row should have.
fn counted(rows: &[Ranked<'_>], is_dense: bool) -> Vec<i64> {
    let mut all: Vec<i64> = Vec::with_capacity(rows.len());
    let mut distinct = 0;
    for (at, row) in rows.iter().enumerate() {
        let is_tie = at
            .checked_sub(1)
            .and_then(|at| rows.get(at))
            .is_some_and(|above| above.value == row.value);
        let last = all.last().copied().unwrap_or_default();
        if !is_tie {
            distinct += 1;
        }
        let place = i64::try_from(at).unwrap_or(i64::MAX).saturating_add(1);
        all.push(match (is_tie, is_dense) {
            (true, _) => last,
            (false, true) => distinct,
            (false, false) => place,
        });
    }
    all
}

/// Tables this short may leave out a middle part and go on with one row.
const SHORT: usize = 12;

/// Walks down the order; a table may start below the first place or leave out a middle
/// part, but not a single place.
fn faults<'t>(
    rows: &[Ranked<'t>],
    counted: &[i64],
    is_dense: bool,
    decimals: u32,
) -> Vec<Wrong<'t>> {
    let offset = |at: usize| {
        let printed = rows.get(at).map_or(0, |row| row.printed);
        printed.saturating_sub(counted.get(at).copied().unwrap_or_default())
    };
    let run =
        |at: usize| (at..rows.len()).take_while(|it| offset(*it) == offset(at)).count();
    let start = if rows.is_empty() { 0 } else { offset(0) };
    let mut current = if start > 0 && run(0) > 1 { start } else { 0 };
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(row) = rows.get(at) {
        let length = run(at);
        let jump = offset(at).saturating_sub(current);
        if jump == 0 {
            at += length;
            continue;
        }
        let is_short = rows.len() <= SHORT && at + length == rows.len();
        let leaves_out = !is_dense && jump >= 2 && (length >= 2 || is_short);
        // One missing place shifts all rows after it: the first of them is told.
        let is_shift = !leaves_out && length >= 3;
        if !leaves_out {
            all.push(Wrong {
                row: row.row,
                printed: row.printed,
                expected: counted.get(at).copied().unwrap_or_default() + current,
                value: fixed(&row.value, decimals),
                rows: if is_shift { length } else { 1 },
            });
        }
        if leaves_out || is_shift {
            current = offset(at);
            at += length;
        } else {
            at += 1;
        }
    }
    all
}
