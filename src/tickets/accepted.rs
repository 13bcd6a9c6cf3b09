//! 受理明细: every ticket accepted in the period.

use chrono::{NaiveDateTime, TimeDelta, Timelike};

use super::account::Fate;
use super::alike;
use super::columns::ACCEPTED;
use super::detail::Details;
use super::doubles::Double;
use super::findings::Findings;
use super::index::Index;
use super::numbers;
use super::record::Record;
use super::spelling::number_key;
use super::table;
use super::tally::{self, Content, List};
use super::units::Units;
use super::{Accepted, Column, Period, Settings};
use crate::diagnostics::{Code, Problem};
use crate::sources::Export;

const OUTSIDE: &str = "时间不在考核期内";

/// The list, or its count, with its account; none when it cannot be read.
pub(super) fn read(
    export: &Export,
    settings: &Settings,
    period: Period,
    units: &Units<'_>,
    findings: &mut Findings,
) -> Option<List<Content<Accepted, u64>>> {
    let mut table = table::open(export, ACCEPTED, settings, findings)?;
    if table.layout.header.is_tally() {
        let visit = |record: &Record<'_>, findings: &mut Findings| {
            date(record, period, findings).map(|_| ())
        };
        return Some(tally::accepted(table, visit, findings));
    }
    let (mut tickets, mut reading) = table.read_side_by_side(
        findings,
        |record, details: &mut Details, tickets, findings| {
            let at = date(record, period, findings);
            match (numbers::read(record, findings), at) {
                (Ok(number), Ok(at)) => {
                    let closed_after_s = closed_after_s(record, at, findings);
                    let detail = details.read(record, units, at);
                    let row = record.number();
                    tickets.push(Accepted { number, row, closed_after_s, detail });
                    Fate::Used
                }
                (Err(fate), _) | (_, Err(fate)) => fate,
            }
        },
    );
    let doubles =
        Index::of(&tickets, |ticket: &Accepted| number_key(&ticket.number)).doubles();
    let double = |(at, first): &(usize, usize)| {
        let (double, first) = (tickets.get(*at)?, tickets.get(*first)?);
        Some(Double { row: double.row, first: first.row, number: double.number.clone() })
    };
    let repeats: Vec<Double> = doubles.iter().filter_map(double).collect();
    table.tell_doubles(&repeats, findings);
    let rows: Vec<u32> = repeats.iter().map(|double| double.row).collect();
    reading.take_back(numbers::DUPLICATE, &rows);
    let mut doubles = doubles.into_iter().map(|(at, _)| at).peekable();
    let mut at = 0;
    tickets.retain(|_| {
        let is_double = doubles.next_if_eq(&at).is_some();
        at += 1;
        !is_double
    });
    let rows: Vec<u32> = tickets.iter().map(|ticket| ticket.row).collect();
    findings.extend(table.check_counts(tickets.len(), &rows));
    let details = tickets.iter().map(|ticket| (ticket.row, &ticket.detail));
    findings.extend(alike::problems(&table.layout, &details));
    Some(List { content: Content::Tickets(tickets), reading, layout: table.layout })
}

/// When a ticket was accepted. One outside the period belongs to another bulletin: it is
/// an error, and does not count where that is let pass.
fn date(
    record: &Record<'_>,
    period: Period,
    findings: &mut Findings,
) -> Result<Option<NaiveDateTime>, Fate> {
    let Some(moment) = record.moment(Column::AcceptedAt, findings).value() else {
        return Ok(None);
    };
    if (period.start..period.end).contains(&moment) {
        return Ok(Some(moment));
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
    Err(Fate::LeftOut(OUTSIDE))
}

/// How long it took to close a ticket. What is wrong with it changes no figure of the
/// assessment, so it is a warning.
fn closed_after_s(
    record: &Record<'_>,
    accepted: Option<NaiveDateTime>,
    findings: &mut Findings,
) -> Option<u32> {
    let column = Column::ClosedAt;
    let closed = record.optional_moment(column, findings).value()?;
    let taken = closed - accepted?;
    if taken < TimeDelta::zero() {
        let message = format!(
            "“{}”{}早于“{}”",
            record.title(column),
            closed.format("%Y年%-m月%-d日%-H时%-M分"),
            record.title(Column::AcceptedAt),
        );
        let problem = Problem::warning(Code::CLOSED_EARLY, message)
            .hint("这件工单不计入办结用时，请核对两个时间");
        findings.add(problem.at(record.place(column)));
    }
    u32::try_from(taken.num_seconds()).ok()
}

fn hour(moment: NaiveDateTime) -> String {
    format!("{}{}时", moment.format("%Y年%-m月%-d日"), moment.hour())
}
