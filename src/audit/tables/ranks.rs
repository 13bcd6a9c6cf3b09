//! Ranks against what they rank: equal printed figures share a rank, the next skips.

use num_rational::BigRational;
use num_traits::ToPrimitive;

use super::View;
use crate::audit::columns::Kind;
use crate::audit::findings::{Draft, Findings};
use crate::diagnostics::{Code, Severity};

/// A row with its rank as printed and as it should be.
struct Ranked {
    y: usize,
    printed: i64,
    counted: i64,
    value: BigRational,
}

pub(super) fn check(findings: &mut Findings<'_>, view: &View<'_>) {
    let Some(rank) = view.column(Kind::Rank) else { return };
    // The highest score and the fewest tickets per head come first.
    let (measure, highest_first) =
        match (view.column(Kind::Score), view.column(Kind::PerTenThousand)) {
            (Some(score), _) => (score, true),
            (None, Some(per_head)) => (per_head, false),
            (None, None) => return,
        };
    let mut classes: Vec<&str> = view.rows.iter().map(|row| row.class.as_str()).collect();
    classes.dedup();
    let ranked = |class: Option<&str>| {
        let rows = view
            .rows
            .iter()
            .filter(|row| row.summary.is_none())
            .filter(|row| class.is_none_or(|class| row.class == class))
            .filter_map(|row| {
                let printed = view.value(row.y, rank)?.to_integer().to_i64()?;
                Some((row.y, printed, view.value(row.y, measure)?))
            });
        counted(&rows.collect::<Vec<_>>(), highest_first)
    };
    let within: Vec<Fault> = classes
        .iter()
        .flat_map(|class| faults(&ranked(Some(class))))
        .collect();
    let over_all = faults(&ranked(None));
    // Some rank within the class, some over all: what fits better is meant.
    let is_within = within.len() <= over_all.len();
    let faults = if is_within { within } else { over_all };
    for fault in faults {
        let header = view.header(measure);
        let message = format!(
            "排名是{}，按“{header}”{}{}应为{}{}",
            fault.printed,
            fault.value,
            if is_within && classes.len() > 1 { "在本类中" } else { "" },
            fault.expected,
            if fault.rows > 1 {
                format!(
                    "（连同以下共{}行都差{}）",
                    fault.rows,
                    (fault.printed - fault.expected).abs()
                )
            } else {
                String::new()
            },
        );
        let draft = Draft {
            severity: Severity::Error,
            code: Code::WRONG_RANK,
            message,
            hint: "成绩相同的并列同一名次，其后按人数跳过；请核对名次和成绩哪个有误",
            found: fault.printed.to_string(),
            expected: fault.expected.to_string(),
        };
        view.report(findings, (fault.y, rank), draft);
    }
}

/// The rank that each row should have: one more than rows before it.
fn counted(rows: &[(usize, i64, BigRational)], highest_first: bool) -> Vec<Ranked> {
    let mut values: Vec<&BigRational> = rows.iter().map(|(_, _, value)| value).collect();
    values.sort();
    let mut ranked: Vec<Ranked> = rows
        .iter()
        .map(|(y, printed, value)| {
            let below = values.partition_point(|other| *other < value);
            let not_above = values.partition_point(|other| *other <= value);
            let before = if highest_first { values.len() - not_above } else { below };
            let counted = i64::try_from(before).unwrap_or(i64::MAX).saturating_add(1);
            Ranked { y: *y, printed: *printed, counted, value: value.clone() }
        })
        .collect();
    ranked.sort_by_key(|row| (row.counted, row.y));
    ranked
}

/// A rank that does not fit, and how many rows from there on are off by as much.
struct Fault {
    y: usize,
    printed: i64,
    expected: i64,
    value: String,
    rows: usize,
}

/// Walks down the order; a table may start below the first place or leave out a middle
/// part, but not a single place.
fn faults(rows: &[Ranked]) -> Vec<Fault> {
    let offset = |row: &Ranked| row.printed.saturating_sub(row.counted);
    let run = |at: usize| {
        let rest = rows.get(at..).unwrap_or_default();
        let first = rest.first().map(offset);
        rest.iter().take_while(|row| Some(offset(row)) == first).count()
    };
    let start = rows.first().map(offset).unwrap_or_default();
    let mut current = if start > 0 && run(0) > 1 { start } else { 0 };
    let mut faults = Vec::new();
    let mut at = 0;
    while let Some(row) = rows.get(at) {
        let length = run(at);
        let jump = offset(row).saturating_sub(current);
        if jump == 0 {
            at += length;
            continue;
        }
        let is_short = rows.len() <= SHORT && at + length == rows.len();
        let leaves_out = jump >= 2 && (length >= 2 || is_short);
        if !leaves_out {
            faults.push(Fault {
                y: row.y,
                printed: row.printed,
                expected: row.counted.saturating_add(current),
                value: decimal(&row.value),
                rows: length,
            });
        }
        // One row that is off says nothing of those after it.
        if length > 1 || leaves_out {
            current = offset(row);
        }
        at += length;
    }
    faults
}

/// A table of the first and last few has at most so many rows.
const SHORT: usize = 10;

fn decimal(value: &BigRational) -> String {
    crate::figures::round(value, 2, crate::figures::Rounding::HalfUp)
        .map_or_else(String::new, |value| value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// (row, printed, expected) of each fault; scores in hundredths, highest first.
    fn found(rows: &[(i64, i64)]) -> Vec<(usize, i64, i64)> {
        let rows = rows.iter().enumerate().map(|(y, (rank, score))| {
            (y, *rank, BigRational::new((*score).into(), 100.into()))
        });
        let ranked = counted(&rows.collect::<Vec<_>>(), true);
        faults(&ranked)
            .iter()
            .map(|it| (it.y, it.printed, it.expected))
            .collect()
    }

    #[test]
    fn unequal_scores_that_share_a_rank_are_found() {
        // As published: 97.27 and 97.11 both seventh.
        let rows = [(6, 9745), (7, 9727), (7, 9711), (9, 9703), (10, 9696)];
        assert_eq!(found(&rows), [(2, 7, 8)]);
    }

    #[test]
    fn equal_scores_share_and_the_next_rank_skips() {
        assert_eq!(found(&[(1, 99), (2, 98), (2, 98), (4, 97)]), []);
        assert_eq!(found(&[(1, 99), (2, 98), (3, 98), (4, 97)]), [(2, 3, 2)]);
        assert_eq!(found(&[(1, 99), (2, 98), (2, 98), (3, 97), (4, 96)]), [(3, 3, 4)]);
    }

    #[test]
    fn a_table_of_the_first_and_last_is_no_fault() {
        let rows = [(1, 99), (2, 98), (3, 97), (18, 90), (19, 89), (20, 88)];
        assert_eq!(found(&rows), []);
        assert_eq!(found(&[(1, 99), (2, 98), (3, 97), (20, 90)]), []);
    }

    #[test]
    fn a_place_left_out_is_told_once() {
        assert_eq!(found(&[(1, 99), (2, 98), (4, 97), (5, 96), (6, 95)]), [(2, 4, 3)]);
    }

    #[test]
    fn rows_in_another_order_are_ranked_all_the_same() {
        assert_eq!(found(&[(3, 90), (1, 99), (2, 95)]), []);
        assert_eq!(found(&[(3, 90), (2, 99), (1, 95)]), [(1, 2, 1), (2, 1, 2)]);
    }
}
