//! 受理明细: every ticket accepted in the period.

use std::collections::HashMap;

use chrono::{NaiveDateTime, Timelike};

use super::account::Fate;
use super::columns::ACCEPTED;
use super::detail::Details;
use super::findings::Findings;
use super::numbers;
use super::record::Record;
use super::table;
use super::{Accepted, Column, Period, Reading, Settings};
use crate::diagnostics::{Code, Problem};
use crate::sources::Export;

/// The list with its account; none when it cannot be read.
pub(super) fn read(
    export: &Export,
    settings: &Settings,
    period: Period,
    findings: &mut Findings,
) -> Option<(Vec<Accepted>, Reading)> {
    let table = table::open(export, ACCEPTED, settings, findings)?;
    let mut tickets = Vec::new();
    let mut rows = HashMap::new();
    let mut details = Details::default();
    let (_, reading) = table.read(findings, &mut |record, findings| {
        let at = date(record, period, findings);
        let number = match numbers::read(record, findings) {
            Ok(number) => number,
            Err(fate) => return fate,
        };
        let first = *rows.entry(number.clone()).or_insert(record.number());
        if first != record.number() {
            findings.add(numbers::duplicate(record, &number, first));
            return Fate::LeftOut(numbers::DUPLICATE);
        }
        let detail = details.read(record, at);
        tickets.push(Accepted { number, row: record.number(), detail });
        Fate::Used
    });
    Some((tickets, reading))
}

/// When a ticket was accepted. One outside the period makes the count wrong, so it is an
/// error.
fn date(
    record: &Record<'_>,
    period: Period,
    findings: &mut Findings,
) -> Option<NaiveDateTime> {
    let moment = record.moment(Column::AcceptedAt, findings).value()?;
    if (period.start..period.end).contains(&moment) {
        return Some(moment);
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
    Some(moment)
}

fn hour(moment: NaiveDateTime) -> String {
    format!("{}{}时", moment.format("%Y年%-m月%-d日"), moment.hour())
}
