//! Changes in tables against the figures of both periods, and arrows against signs.

use num_traits::{Signed, Zero};

use super::{Report, error, totals};
use crate::audit::columns::Role;
use crate::audit::facts::Facts;
use crate::audit::facts::printed::{Exact, Printed, fixed, per_cent};
use crate::audit::facts::table::{RowFacts, TableFacts};
use crate::audit::facts::words::{Measure, Period};
use crate::audit::numbers::Arrow;
use crate::diagnostics::Code;

const HINT: &str = "请核对两期的数字和升降";

pub(super) fn check(facts: &Facts<'_>, report: &mut Report<'_, '_>) {
    for table in facts.lists() {
        signs(table, report);
        for (x, column) in table.columns.iter().enumerate() {
            if !matches!(column.role, Role::Rise | Role::Move) {
                continue;
            }
            if let Some((now, before)) = pair(table, x) {
                for row in &table.rows {
                    let cells = (row.at(now), row.at(before));
                    if let (Some(now_number), Some(before_number)) = cells {
                        let change = Change { table, row, now, before, x };
                        change.check(now_number, before_number, report);
                    }
                }
            }
        }
    }
}

/// A number with a minus cannot go up.
fn signs(table: &TableFacts<'_>, report: &mut Report<'_, '_>) {
    for row in &table.rows {
        for x in 0..table.columns.len() {
            let Some(number) = row.at(x) else { continue };
            let clashes = matches!(
                (number.arrow, number.sign),
                (Some(Arrow::Up), Some('-')) | (Some(Arrow::Down), Some('+'))
            );
            if clashes {
                let sign = if number.sign == Some('-') { "负号" } else { "正号" };
                let arrow = if number.sign == Some('-') { '↓' } else { '↑' };
                let text = table.cell(row.y, x).map_or("", |cell| &cell.text);
                let message = format!("“{text}”的{sign}与箭头矛盾");
                let expected =
                    format!("{}{arrow}", fixed(&number.value.abs(), number.decimals));
                let draft =
                    error(Code::WRONG_ARROW, message, HINT).values(text, expected);
                report.cell(table, row, x, None, draft);
            }
        }
    }
}

/// The columns of now and before that a change is of: the same measure, under the same
/// header, nearest to it.
fn pair(table: &TableFacts<'_>, x: usize) -> Option<(usize, usize)> {
    let change = table.columns.get(x)?;
    let group = |all: &str| -> String {
        let words = [
            "本月",
            "上月",
            "本期",
            "上期",
            "去年同期",
            "环比",
            "同比",
            "（件）",
            "(件)",
        ];
        words.iter().fold(all.to_owned(), |it, word| it.replace(word, ""))
    };
    let formers: Vec<usize> = (0..table.columns.len())
        .filter(|at| {
            table.columns.get(*at).is_some_and(|column| {
                column.role == Role::Figure
                    && column.period == change.period
                    && (column.measure.is_rank() == is_of_ranks(change)
                        || change.measure == Measure::Other(String::new()))
            })
        })
        .collect();
    let fits = |before: &usize| {
        let column = table.columns.get(*before)?;
        let mut nows = (0..table.columns.len()).filter(|at| {
            table.columns.get(*at).is_some_and(|it| {
                it.role == Role::Figure
                    && it.period == Period::Now
                    && it.measure == column.measure
            })
        });
        let same = nows.clone().find(|at| {
            table
                .columns
                .get(*at)
                .is_some_and(|it| group(&it.all) == group(&column.all))
        });
        same.or_else(|| nows.next()).map(|now| (now, *before))
    };
    let named: Vec<(usize, usize)> = formers.iter().filter_map(fits).collect();
    let by_group = named.iter().find(|(_, before)| {
        table.columns.get(*before).is_some_and(|column| {
            let rest = group(&change.all);
            !rest.is_empty()
                && (rest.contains(&group(&column.all))
                    || group(&column.all).contains(&rest))
                && !group(&column.all).is_empty()
        })
    });
    match named.as_slice() {
        [one] => Some(*one),
        _ => by_group.copied(),
    }
}

fn is_of_ranks(change: &crate::audit::columns::Column) -> bool {
    change.measure.is_rank()
}

/// A change beside the figures of both periods.
struct Change<'a> {
    table: &'a TableFacts<'a>,
    row: &'a RowFacts,
    now: usize,
    before: usize,
    x: usize,
}

impl Change<'_> {
    fn check(&self, now: &Printed, before: &Printed, report: &mut Report<'_, '_>) {
        let Some(cell) = self.table.cell(self.row.y, self.x) else { return };
        let role = self.table.columns.get(self.x).map(|column| column.role);
        let is_rise = role == Some(Role::Rise);
        // For ranks fewer is better.
        let is_rank = self
            .table
            .columns
            .get(self.now)
            .is_some_and(|column| column.measure.is_rank());
        let better = |now: &Exact, before: &Exact| {
            let difference = if is_rank { before - now } else { now - before };
            if is_rise { per_cent(&difference, before) } else { Some(difference) }
        };
        let Some(mut wanted) = better(&now.value, &before.value) else { return };
        // A column of falls has them without a minus.
        if ["降幅", "减幅"]
            .iter()
            .any(|it| self.table.header(self.x).contains(it))
        {
            wanted = -wanted;
        }
        let text = cell.text.trim();
        let Some(shown) = self.row.at(self.x) else {
            if text.contains('平') && !wanted.is_zero() {
                self.report(text, &told(&wanted, None, is_rise, is_rank), report);
            }
            return;
        };
        if matches(shown, &wanted) {
            return;
        }
        // The cell of a count that the total vouches against is the culprit.
        for at in [self.now, self.before] {
            let Some(lacking) =
                totals::lacking(self.table, at).filter(|it| !it.is_zero())
            else {
                continue;
            };
            let (mut one, mut two) = (now.value.clone(), before.value.clone());
            if at == self.now {
                one += lacking;
            } else {
                two += lacking;
            }
            if better(&one, &two).is_some_and(|wanted| matches(shown, &wanted)) {
                let mended = if at == self.now { one } else { two };
                let found = self.row.at(at).map_or("", |it| it.text.as_str());
                let expected = fixed(&mended, 0);
                let message =
                    format!("“{found}”与变化“{text}”、合计都不符：应为{expected}");
                let draft =
                    error(Code::WRONG_CHANGE, message, HINT).values(found, expected);
                report.cell(self.table, self.row, at, Some(mended), draft);
                return;
            }
        }
        self.report(text, &told(&wanted, Some(shown), is_rise, is_rank), report);
    }

    fn report(&self, found: &str, expected: &str, report: &mut Report<'_, '_>) {
        let header = self.table.header(self.x);
        let message = format!(
            "“{header}”是“{found}”，按{}和{}应为“{expected}”",
            self.table.header(self.now),
            self.table.header(self.before)
        );
        let draft = error(Code::WRONG_ARROW, message, HINT).values(found, expected);
        report.cell(self.table, self.row, self.x, None, draft);
    }
}

/// Whether a printed change is this one: its sign, or its arrow.
fn matches(shown: &Printed, wanted: &Exact) -> bool {
    let value = shown.moved();
    let close = (value.abs() - wanted.abs()).abs() <= shown.half();
    let same_side = wanted.is_zero()
        || value.is_zero()
        || value.is_negative() == wanted.is_negative();
    close && same_side
}

/// The change as it should be written.
fn told(wanted: &Exact, like: Option<&Printed>, is_rise: bool, is_rank: bool) -> String {
    if wanted.is_zero() {
        return "持平".to_owned();
    }
    let decimals = like.map_or(if is_rise { 2 } else { 0 }, |it| it.decimals);
    let plain = fixed(&wanted.abs(), decimals);
    let arrow = like.is_some_and(|it| it.arrow.is_some()) || (like.is_none() && is_rank);
    let share = if is_rise && like.is_none_or(|it| it.is_percent) { "%" } else { "" };
    match (arrow, wanted.is_negative()) {
        (true, true) => format!("{plain}{share}↓"),
        (true, false) => format!("{plain}{share}↑"),
        (false, true) => format!("-{plain}{share}"),
        (false, false) => format!("{plain}{share}"),
    }
}
