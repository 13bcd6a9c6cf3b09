//! 合计 and 小计 rows against the sum of their rows.

use num_rational::BigRational;
use num_traits::Zero;

use super::View;
use crate::audit::columns::{Kind, Summary};
use crate::audit::findings::{Draft, Findings};
use crate::diagnostics::{Code, Severity};

pub(super) fn check(findings: &mut Findings<'_>, view: &View<'_>) {
    for (at, row) in view.rows.iter().enumerate() {
        let Some(summary @ (Summary::Total | Summary::Subtotal)) = row.summary else {
            continue;
        };
        let summed = summed(view, at, summary);
        if summed.len() < 2 {
            continue;
        }
        for x in (0..view.kinds.len()).filter(|x| is_counted(view, *x, &summed)) {
            let Some(printed) = view.number(row.y, x) else { continue };
            let parts = summed.iter().filter_map(|y| view.value(*y, x));
            let sum = parts.fold(BigRational::zero(), |sum, part| sum + part);
            if printed.value().is_some_and(|value| value != sum) {
                let draft = Draft {
                    severity: Severity::Error,
                    code: Code::WRONG_TOTAL,
                    message: format!(
                        "合计是{}，{}行之和是{sum}",
                        printed.text,
                        summed.len()
                    ),
                    hint: "请核对各行；如合计按工单去重（一件工单有主办和从办），请改称“全区”",
                    found: printed.text,
                    expected: sum.to_string(),
                };
                view.report(findings, (row.y, x), draft);
            }
        }
    }
}

/// The rows that a summary sums up, by their index in the grid.
fn summed(view: &View<'_>, at: usize, summary: Summary) -> Vec<usize> {
    let before = view.rows.get(..at).unwrap_or_default();
    let after = view.rows.get(at + 1..).unwrap_or_default();
    let single = |rows: &[super::Row]| {
        let rows = rows.iter().filter(|row| row.summary.is_none());
        rows.map(|row| row.y).collect::<Vec<_>>()
    };
    match summary {
        Summary::Subtotal => {
            let start = before.iter().rposition(|row| row.summary.is_some());
            single(before.get(start.map_or(0, |at| at + 1)..).unwrap_or_default())
        }
        // A total may stand at the top.
        Summary::Total | Summary::Other if before.is_empty() => single(after),
        Summary::Total | Summary::Other => single(before),
    }
}

/// Whether a column holds whole numbers that can be added up, in every row.
fn is_counted(view: &View<'_>, x: usize, rows: &[usize]) -> bool {
    let is_kind = matches!(view.kinds.get(x), Some(Kind::Count | Kind::Other));
    let header = view.header(x);
    let is_place = ["序号", "排名", "名次"].iter().any(|word| header.contains(word));
    is_kind
        && !is_place
        && rows.iter().all(|y| {
            view.number(*y, x)
                .is_some_and(|it| it.decimals == 0 && !it.is_percent)
        })
}
