//! 受理明细: every ticket accepted in the period.

use std::collections::HashMap;

use chrono::{NaiveDateTime, Timelike};

use super::account::Fate;
use super::columns::ACCEPTED;
use super::findings::Findings;
use super::numbers;
use super::record::{Field, Record};
use super::table;
use super::tally::{self, Content};
use super::{Accepted, Column, Period, Reading, Settings};
use crate::diagnostics::{Code, Problem};
use crate::sources::Export;

/// The list, or its count, with its account; none when it cannot be read.
pub(super) fn read(
    export: &Export,
    settings: &Settings,
    period: Period,
    findings: &mut Findings,
) -> Option<(Content<Accepted, u64>, Reading)> {
    let table = table::open(export, ACCEPTED, settings, findings)?;
    if table.layout.header.is_tally() {
        let visit = |record: &Record<'_>, findings: &mut Findings| {
            check_date(record, period, findings);
        };
        let (count, reading) = tally::accepted(table, visit, findings);
        return Some((Content::Tally(count), reading));
    }
    let mut tickets = Vec::new();
    let mut rows = HashMap::new();
    let (_, reading) = table.read(findings, &mut |record, findings| {
        check_date(record, period, findings);
        let number = match numbers::read(record, findings) {
            Ok(number) => number,
            Err(fate) => return fate,
        };
        let first = *rows.entry(number.clone()).or_insert(record.number());
        if first != record.number() {
            findings.add(numbers::duplicate(record, &number, first));
            return Fate::LeftOut(numbers::DUPLICATE);
        }
        tickets.push(Accepted { number, row: record.number() });
        Fate::Used
    });
    Some((Content::Tickets(tickets), reading))
}

/// A ticket outside the period makes the count wrong, so it is an error.
fn check_date(record: &Record<'_>, period: Period, findings: &mut Findings) {
    let Field::Is(moment) = record.moment(Column::AcceptedAt, findings) else { return };
    if (period.start..period.end).contains(&moment) {
        return;
    }
    let message = format!(
        "“{}”应在考核期（{}至{}）之内，单元格里是 {}",
        record.title(Column::AcceptedAt),
        hour(period.start),
        hour(period.end),
        moment.format("%Y年%-m月%-d日"),
    );
    let problem = Problem::error(Code::OUTSIDE_PERIOD, message)
        .hint("请核对 bulletin.yaml 的 period，或从导出表中删去考核期外的工单");
    findings.add(problem.at(record.place(Column::AcceptedAt)));
}

fn hour(moment: NaiveDateTime) -> String {
    format!("{}{}时", moment.format("%Y年%-m月%-d日"), moment.hour())
}
