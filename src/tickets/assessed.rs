//! 市级考评明细: every ticket that the city assessed.

use compact_str::CompactString;

use super::account::Fate;
use super::alike;
use super::columns::ASSESSED;
use super::detail::Details;
use super::doubles::Double;
use super::facts::Facts;
use super::findings::Findings;
use super::index::Index;
use super::join::{self, Drafts, Helper, Part};
use super::numbers;
use super::record::{Field, Record};
use super::spelling::number_key;
use super::table::{self, Table};
use super::tally::{self, Content, List};
use super::units::Units;
use super::values::{self, Role};
use super::{Alike, Assessed, Column, Settings};
use crate::sources::Export;

type Listed = List<Content<Assessed, Vec<Alike>>>;

const NOT_ASSESSED: &str = "未纳入考评";
const UNKNOWN_CO_HANDLER: &str = "从办单位不在名册中";

/// The list; none when it cannot be read.
pub(super) fn read(
    export: &Export,
    settings: &Settings,
    units: &Units<'_>,
    findings: &mut Findings,
) -> Option<Listed> {
    let mut table = table::open_for(export, ASSESSED, settings, Some(units), findings)?;
    if table.layout.header.is_tally() {
        return tally::assessed(table, units, findings);
    }
    if table.layout.header.index(Column::Role).is_none() {
        return Some(single(table, units, findings));
    }
    let mut drafts = Drafts::default();
    let mut details = Details::default();
    let mut reading = table.read(findings, &mut |record, findings| match part(
        record,
        units,
        &mut details,
        findings,
    ) {
        Ok(part) => drafts.add(part, record, findings),
        Err(fate) => fate,
    });
    table.tell_doubles(&drafts.doubles, findings);
    let rows = drafts.rows();
    let tickets = drafts.finish(&table.layout, units, &mut reading, findings);
    tell(&table, &tickets, &rows, findings);
    let layout = table.layout;
    Some(List { content: Content::Tickets(tickets), reading, layout })
}

/// A list with a row per ticket.
fn single(mut table: Table, units: &Units<'_>, findings: &mut Findings) -> Listed {
    let (mut rows, mut reading) = table.read_side_by_side(
        findings,
        |record, details: &mut Details, rows, findings| {
            let part = match part(record, units, details, findings) {
                Ok(part) => part,
                Err(fate) => return fate,
            };
            let fate = part.fate();
            match join::alone(part, record, units, findings) {
                Ok(ticket) => {
                    rows.push(Ok(ticket));
                    fate
                }
                Err((number, fate)) => {
                    rows.push(Err(Unusable { number, row: record.number() }));
                    fate
                }
            }
        },
    );
    let (mut doubles, mut used) = (Vec::new(), Vec::new());
    for (at, first) in Index::of(&rows, |row| number_key(number(row))).doubles() {
        let first = rows.get(first).map_or(0, row);
        let Some(double) = rows.get_mut(at) else { continue };
        let (number, row) = (CompactString::from(number(double)), row(double));
        if double.is_ok() {
            used.push(row);
        }
        doubles.push(Double { row, first, number: number.clone() });
        *double = Err(Unusable { number, row });
    }
    table.tell_doubles(&doubles, findings);
    reading.take_back(numbers::DUPLICATE, &used);
    let tickets: Vec<Assessed> = rows.into_iter().filter_map(Result::ok).collect();
    let rows: Vec<u32> = tickets.iter().map(|ticket| ticket.row).collect();
    tell(&table, &tickets, &rows, findings);
    List { content: Content::Tickets(tickets), reading, layout: table.layout }
}

/// Tells what is odd about the tickets as a whole.
fn tell(table: &Table, tickets: &[Assessed], rows: &[u32], findings: &mut Findings) {
    findings.extend(table.check_counts(tickets.len(), rows));
    let details = tickets.iter().map(|ticket| (ticket.row, &ticket.detail));
    findings.extend(alike::problems(&table.layout, &details));
}

/// A row that gives no ticket; its number may stand again.
struct Unusable {
    number: CompactString,
    row: u32,
}

fn number(row: &Result<Assessed, Unusable>) -> &str {
    match row {
        Ok(ticket) => &ticket.number,
        Err(unusable) => &unusable.number,
    }
}

fn row(row: &Result<Assessed, Unusable>) -> u32 {
    match row {
        Ok(ticket) => ticket.row,
        Err(unusable) => unusable.row,
    }
}

/// What a row says of its ticket, or why it says nothing of use.
pub(super) fn part(
    record: &Record<'_>,
    units: &Units<'_>,
    details: &mut Details,
    findings: &mut Findings,
) -> Result<Part, Fate> {
    if let Some(reason) = not_assessed(record, findings) {
        return Err(Fate::LeftOut(reason));
    }
    // Everything is read before the row is given up, so that all its problems are told.
    let number = match record.layout().header.is_tally() {
        true => Ok(CompactString::default()),
        false => numbers::read(record, findings),
    };
    let role = role(record, findings);
    let unit = unit(record, units, findings);
    let co_handlers = co_handlers(record, units, findings);
    let (facts, gap) = if role == Ok(Role::CoHandler) {
        (Facts::of_co_handler(record, findings), None)
    } else {
        Facts::of_lead(record, findings)
    };
    let number = number?;
    let role = role.map_err(Fate::LeftOut)?;
    if role == Role::CoHandler && unit.is_err() {
        return Err(Fate::LeftOut(UNKNOWN_CO_HANDLER));
    }
    let gap = unit.err().or(gap);
    let at = record.optional_moment(Column::AcceptedAt, findings).value();
    let detail = details.read(record, units, at);
    Ok(Part { number, role, unit: unit.ok(), co_handlers, facts, gap, detail })
}

/// Why a ticket is not counted by the city; nothing else of such a row is looked at.
fn not_assessed(record: &Record<'_>, findings: &mut Findings) -> Option<&'static str> {
    let column = Column::Assessed;
    match record.required_value(column, &values::ASSESSED, findings) {
        Field::NoColumn => None,
        Field::Is(yes) => (yes == record.excludes()).then_some(NOT_ASSESSED),
        Field::Empty => Some(numbers::EMPTY),
        Field::Wrong => Some(values::UNKNOWN),
    }
}

/// Where there is no such column, a row is its ticket's only one.
fn role(record: &Record<'_>, findings: &mut Findings) -> Result<Role, &'static str> {
    match record.required_value(Column::Role, &values::ROLE, findings) {
        Field::NoColumn => Ok(Role::Lead),
        Field::Is(role) => Ok(role),
        Field::Empty => Err(numbers::EMPTY),
        Field::Wrong => Err(values::UNKNOWN),
    }
}

/// The unit in charge, or the unit of the row; otherwise why there is none.
fn unit(
    record: &Record<'_>,
    units: &Units<'_>,
    findings: &mut Findings,
) -> Result<super::UnitId, &'static str> {
    match record.required(Column::Lead, findings) {
        Field::NoColumn => Err(numbers::NO_COLUMN),
        Field::Empty | Field::Wrong => Err(numbers::EMPTY),
        Field::Is(written) => units.find(&written).ok_or_else(|| {
            let problem = units.unknown(&written);
            findings.add(problem.at(record.place(Column::Lead)));
            "主办单位不在名册中"
        }),
    }
}

fn co_handlers(
    record: &Record<'_>,
    units: &Units<'_>,
    findings: &mut Findings,
) -> Vec<Helper> {
    let column = Column::CoHandlers;
    let Field::Is(written) = record.text(column) else { return Vec::new() };
    let mut helpers: Vec<Helper> = Vec::new();
    for unit in units.find_all(&written) {
        match unit {
            Ok(unit) if helpers.iter().all(|known| known.unit != unit) => {
                helpers.push(Helper { unit, row: record.number(), column });
            }
            Ok(_) => {}
            Err(unknown) => {
                let problem = units.unknown(unknown);
                findings.add(problem.at(record.place(column)));
            }
        }
    }
    helpers
}
