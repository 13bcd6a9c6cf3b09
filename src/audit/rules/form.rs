//! How numbers are written: decimals of a column, per cent signs, letters, commas.

use std::collections::BTreeMap;

use super::{Report, error, warning};
use crate::audit::columns::Role;
use crate::audit::facts::Facts;
use crate::audit::facts::marks::Mark;
use crate::audit::facts::table::{RowKind, TableFacts};
use crate::audit::facts::words::Measure;
use crate::audit::findings::Draft;
use crate::diagnostics::Code;

pub(super) fn check(facts: &Facts<'_>, report: &mut Report<'_, '_>) {
    for table in &facts.tables {
        strange_cells(table, report);
        per_cents(table, report);
        decimals(table, report);
    }
    for (paragraph, range, mark) in facts.marks() {
        if let Mark::Odd = mark {
            report.text(paragraph.spot, range, strange(paragraph.words(range)));
        }
    }
}

fn strange(text: &str) -> Draft {
    error(Code::WRONG_FORM, format!("数字写法有误：“{text}”"), HINT).values(text, "")
}

const HINT: &str = "请核对这个数字，数字、小数点和逗号都用半角";

/// Cells of a column of numbers that hold something that is nearly one.
fn strange_cells(table: &TableFacts<'_>, report: &mut Report<'_, '_>) {
    for (x, column) in table.columns.iter().enumerate() {
        if matches!(column.role, Role::Name | Role::Class) {
            continue;
        }
        let numeric = table.rows.iter().filter(|row| row.at(x).is_some()).count();
        if numeric * 2 < table.rows.len() {
            continue;
        }
        for row in table.rows.iter().filter(|row| row.odd.contains(&x)) {
            let text = table.cell(row.y, x).map_or("", |cell| cell.text.trim());
            report.cell(table, row, x, None, strange(text));
        }
    }
}

/// A column in which nearly all numbers have a per cent sign, or nearly none.
fn per_cents(table: &TableFacts<'_>, report: &mut Report<'_, '_>) {
    for (x, column) in table.columns.iter().enumerate() {
        let cells: Vec<_> =
            table.rows.iter().filter_map(|row| Some((row, row.at(x)?))).collect();
        let with = cells.iter().filter(|(_, number)| number.is_percent).count();
        let without = cells.len() - with;
        let few = with.min(without);
        let is_short = cells.len() == 3 && few == 1 && column.measure.is_rate();
        if few == 0 || few > 2 || (few * 4 > cells.len() && !is_short) {
            continue;
        }
        let is_missing = with > without;
        if !is_missing && !column.measure.is_rate() && column.role == Role::Move {
            continue;
        }
        for (row, number) in cells.iter().filter(|(_, it)| it.is_percent != is_missing) {
            let (message, expected) = if is_missing {
                (
                    format!("“{}”后没有%，同列其他数字有", number.text),
                    format!("{}%", number.text),
                )
            } else {
                (
                    format!("“{}”后有%，同列其他数字没有", number.text),
                    number.text.trim_end_matches('%').to_owned(),
                )
            };
            let draft = warning(Code::WRONG_FORM, message, "请把同一列写成同样的形式")
                .values(number.text.as_str(), expected);
            report.findings.add(table.spot(row.y, x), draft);
        }
    }
}

/// Numbers of a column have the same count of decimals.
fn decimals(table: &TableFacts<'_>, report: &mut Report<'_, '_>) {
    for (x, column) in table.columns.iter().enumerate() {
        // A bonus and a count of residents print as they were given.
        if matches!(column.measure, Measure::Bonus | Measure::Residents)
            || matches!(column.role, Role::Name | Role::Class)
        {
            continue;
        }
        let cells: Vec<_> = table
            .rows
            .iter()
            .filter(|row| row.kind != RowKind::Other)
            .filter_map(|row| Some((row, row.at(x)?)))
            .collect();
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        for (_, number) in &cells {
            *counts.entry(number.decimals).or_default() += 1;
        }
        let most = counts.iter().max_by_key(|(_, count)| **count);
        let Some((&usual, &count)) = most else { continue };
        let is_known = column.measure.is_rate() || column.measure == Measure::Score;
        if count < if is_known { 2 } else { 3 } || count * 3 < cells.len() * 2 {
            continue;
        }
        for (row, number) in cells.iter().filter(|(_, it)| it.decimals != usual) {
            // 0 and 100 are often printed bare.
            let message = format!(
                "“{}”有{}位小数，同列其他数字有{usual}位",
                number.text, number.decimals
            );
            let hint = "请把同一列写成同样的小数位数，末尾的0也要写出";
            let draft = warning(Code::MIXED_DECIMALS, message, hint)
                .values(number.decimals.to_string(), usual.to_string());
            report.findings.add(table.spot(row.y, x), draft);
        }
    }
}
