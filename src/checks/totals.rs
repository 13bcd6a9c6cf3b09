//! Rows against totals: parts have to add up to the whole.
//!
//! The whole is counted here from the tickets themselves, not from the tally that the
//! figures are made of.

use num_rational::BigRational;

use super::numbers::whole;
use super::rows::{self, List};
use super::{Material, numbers};
use crate::diagnostics::{Code, Problem};
use crate::figures::Outcome;
use crate::tickets::{Assessed, Dispatch, UnitId, UnitKind};

/// Tickets that a message names; of more it tells only how many.
const NAMED_MAX: usize = 5;

pub(super) fn check(material: &Material<'_>) -> Vec<Problem> {
    let Some(tickets) = material.tickets.assessed.as_deref() else { return Vec::new() };
    let mut problems = towns(material, tickets);
    problems.extend(outcomes(material, tickets));
    problems.extend(units(material, tickets));
    problems
}

/// Tables 1 and 2 of a town against table 3.
fn towns(material: &Material<'_>, tickets: &[Assessed]) -> Vec<Problem> {
    let towns = material.register.iter().filter(|(_, u)| u.kind == UnitKind::Town);
    let check = |(town, unit): (UnitId, &crate::tickets::Unit)| {
        let name = &unit.name;
        let [direct, transferred, all] = ["direct", "transferred", "all"]
            .map(|part| count(material, &format!("towns.{part}.{name}.assessed")));
        if &direct + &transferred == all {
            return None;
        }
        let parting = tickets
            .iter()
            .filter(|ticket| is_direct(ticket, town) && is_passed_on(ticket, town));
        let message = format!(
            "{name}：直派 {direct} 件与转派、从办 {transferred} 件之和不等于合计 {all} 件"
        );
        Some(told(material, Code::WRONG_ACROSS, &message, parting))
    };
    towns.filter_map(check).collect()
}

/// Outcome classes against the rated tickets.
fn outcomes(material: &Material<'_>, tickets: &[Assessed]) -> Option<Problem> {
    let rated = whole(tickets.iter().filter(|ticket| ticket.rating.is_some()).count());
    let classes: Vec<BigRational> = Outcome::ALL
        .iter()
        .map(|outcome| count(material, &format!("outcomes.{}.count", outcome.key())))
        .collect();
    let sum: BigRational = classes.iter().sum();
    let printed = count(material, "rated.count");
    if sum == rated && printed == rated {
        return None;
    }
    let names = Outcome::ALL.map(Outcome::name).join("、");
    let message =
        format!("{names}合计 {sum} 件，参评印为 {printed} 件，明细中参评 {rated} 件");
    Some(told(material, Code::WRONG_PARTS, &message, std::iter::empty()))
}

/// Towns and departments, less co-handled tickets and with those of units outside the
/// register, against the assessed tickets.
fn units(material: &Material<'_>, tickets: &[Assessed]) -> Option<Problem> {
    let towns = count(material, "towns.all.assessed");
    let departments = count(material, "departments.assessed");
    let helped = tickets.iter().flat_map(|ticket| &ticket.co_handlers);
    let helped = whole(helped.filter(|unit| has_row(material, **unit)).count());
    let outside = whole(
        tickets
            .iter()
            .filter(|ticket| !has_row(material, ticket.lead))
            .count(),
    );
    let assessed = count(material, "assessed.count");
    let sum = &towns + &departments - &helped + &outside;
    if sum == assessed && assessed == whole(tickets.len()) {
        return None;
    }
    let parting = tickets.iter().filter(|ticket| counts_twice(ticket));
    let message = format!(
        "镇街 {towns} 件加部门 {departments} 件，减从办 {helped} 件，加名册外单位 {outside} 件，得 {sum} 件，不等于纳入考评的 {assessed} 件"
    );
    Some(told(material, Code::WRONG_ACROSS, &message, parting))
}

fn is_direct(ticket: &Assessed, unit: UnitId) -> bool {
    ticket.lead == unit && ticket.dispatch == Dispatch::Direct
}

fn is_passed_on(ticket: &Assessed, unit: UnitId) -> bool {
    ticket.lead == unit && ticket.dispatch == Dispatch::Transferred
        || ticket.co_handlers.contains(&unit)
}

/// Whether a unit stands more than once at a ticket, whose row counts it only once.
fn counts_twice(ticket: &Assessed) -> bool {
    let Assessed { lead, co_handlers, .. } = ticket;
    let repeated = |(n, unit): (usize, &UnitId)| {
        unit == lead || co_handlers.iter().take(n).any(|other| other == unit)
    };
    co_handlers.iter().enumerate().any(repeated)
}

fn has_row(material: &Material<'_>, unit: UnitId) -> bool {
    let unit = material.register.unit(unit);
    unit.is_some_and(|unit| unit.kind != UnitKind::Outside)
}

/// A printed count; a unit without a row counts nothing.
fn count(material: &Material<'_>, key: &str) -> BigRational {
    let figure = material.statistics.figure(key);
    let printed = figure.and_then(crate::figures::Figure::printed_exact);
    printed.unwrap_or_else(|| numbers::whole(0))
}

/// The problem with the tickets that part the two sides.
fn told<'a>(
    material: &Material<'_>,
    code: Code,
    message: &str,
    parting: impl Iterator<Item = &'a Assessed>,
) -> Problem {
    let parting: Vec<&Assessed> = parting.collect();
    let named: Vec<&str> = parting
        .iter()
        .take(NAMED_MAX)
        .map(|ticket| ticket.number.as_str())
        .collect();
    let named = match parting.len() {
        0 => String::new(),
        many if many > NAMED_MAX => {
            format!("，重复计入的工单有 {} 等 {many} 件", named.join("、"))
        }
        _ => format!("，重复计入的工单是 {}", named.join("、")),
    };
    let mut places = parting
        .iter()
        .filter_map(|ticket| rows::place(material, List::Assessed, ticket.row));
    let mut problem = Problem::warning(code, format!("{message}{named}"))
        .hint("请核对考评明细中这些工单的主办、从办和评价");
    problem.place = places.next().or_else(|| rows::sheet(material, List::Assessed));
    problem.more = places.collect();
    problem
}
