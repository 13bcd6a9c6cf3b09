//! Arrows against signs, and changes against the two periods where both stand.

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::View;
use crate::audit::columns::{Kind, lone_number};
use crate::audit::findings::{Draft, Findings};
use crate::audit::numbers::{Arrow, Number, numbers};
use crate::diagnostics::{Code, Severity};

pub(super) fn check(findings: &mut Findings<'_>, view: &View<'_>) {
    signs(findings, view);
    changes(findings, view);
}

/// A number with a minus cannot go up.
fn signs(findings: &mut Findings<'_>, view: &View<'_>) {
    for row in &view.rows {
        let cells = view.table.rows.get(row.y).map(Vec::as_slice).unwrap_or_default();
        for (x, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_continued) {
            let clash = numbers(&cell.text).into_iter().find_map(|number| {
                let arrow = number.arrow.or_else(|| arrow_before(&cell.text, &number))?;
                let clashes = match arrow {
                    Arrow::Up => number.sign == Some('-'),
                    Arrow::Down => number.sign == Some('+'),
                };
                clashes.then_some(number)
            });
            if let Some(number) = clash {
                let sign = if number.sign == Some('-') { "负号" } else { "正号" };
                let message = format!("“{}”的{sign}与箭头矛盾", cell.text);
                let arrow = if number.sign == Some('-') { '↓' } else { '↑' };
                let expected = format!("{}{arrow}", number.plain());
                report(
                    findings,
                    view,
                    (row.y, x),
                    message,
                    cell.text.to_string(),
                    expected,
                );
            }
        }
    }
}

fn arrow_before(text: &str, number: &Number) -> Option<Arrow> {
    let before = text.get(..number.range.start)?.trim_end();
    match before.chars().last()? {
        '↑' | '▲' => Some(Arrow::Up),
        '↓' | '▼' => Some(Arrow::Down),
        _ => None,
    }
}

/// A change beside the figures of both periods: fewer is better for a rank.
fn changes(findings: &mut Findings<'_>, view: &View<'_>) {
    let columns = &view.layout.columns;
    // With figures of several kinds it cannot be told which of them the change is of.
    if columns.iter().filter(|column| column.is_former).count() != 1 {
        return;
    }
    for (former, column) in columns.iter().enumerate().filter(|(_, it)| it.is_former) {
        let is_rank = matches!(column.kind, Kind::Rank | Kind::CityRank);
        let is_measure = matches!(
            column.kind,
            Kind::Score
                | Kind::PerTenThousand
                | Kind::Response
                | Kind::Resolution
                | Kind::Satisfaction
        );
        let now = view.column(column.kind);
        let change = view.column(Kind::Change);
        let (Some(now), Some(change), true) = (now, change, is_rank || is_measure) else {
            continue;
        };
        for row in &view.rows {
            let values = (view.value(row.y, now), view.value(row.y, former));
            let (Some(now), Some(former)) = values else { continue };
            let better = if is_rank { former - now } else { now - former };
            check_change(findings, view, (row.y, change), &better);
        }
    }
}

fn check_change(
    findings: &mut Findings<'_>,
    view: &View<'_>,
    (y, x): (usize, usize),
    wanted: &BigRational,
) {
    let Some(cell) = view.table.rows.get(y).and_then(|row| row.get(x)) else { return };
    let Some(number) = lone_number(cell).filter(|number| !number.is_percent) else {
        return;
    };
    let Some(value) = number.value() else { return };
    let arrow = number.arrow.or_else(|| arrow_before(&cell.text, &number));
    let printed = match arrow {
        Some(Arrow::Up) => value.abs(),
        Some(Arrow::Down) => -value.abs(),
        None => value,
    };
    if printed == *wanted {
        return;
    }
    let decimals = number.decimals.min(4);
    let plain =
        crate::figures::round(&wanted.abs(), decimals, crate::figures::Rounding::HalfUp);
    let plain = plain.map_or_else(String::new, |plain| plain.to_string());
    let expected = match (arrow, wanted.is_negative()) {
        _ if wanted.is_zero() => "持平".to_owned(),
        (Some(_), true) => format!("{plain}↓"),
        (Some(_), false) => format!("{plain}↑"),
        (None, true) => format!("-{plain}"),
        (None, false) => plain,
    };
    let message = format!("变化是“{}”，按两期数字应为“{expected}”", cell.text);
    report(findings, view, (y, x), message, cell.text.to_string(), expected);
}

fn report(
    findings: &mut Findings<'_>,
    view: &View<'_>,
    at: (usize, usize),
    message: String,
    found: String,
    expected: String,
) {
    let draft = Draft {
        severity: Severity::Error,
        code: Code::WRONG_ARROW,
        message,
        hint: "请核对升降方向和数字，两者只写一种",
        found,
        expected,
    };
    view.report(findings, at, draft);
}
