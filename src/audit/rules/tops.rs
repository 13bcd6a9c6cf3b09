//! First and last of an order, as sentences tell them, against tables and charts.

use std::collections::BTreeSet;

use super::{Report, error};
use crate::audit::columns::Role;
use crate::audit::facts::Facts;
use crate::audit::facts::claim::{Kind, Top, TopMeasure};
use crate::audit::facts::order::Order;
use crate::audit::facts::printed::Exact;
use crate::audit::facts::words::{Measure, Period};
use crate::diagnostics::Code;

const HINT: &str = "请对照表、图核对单位和顺序";

pub(super) fn check(facts: &Facts<'_>, report: &mut Report<'_, '_>) {
    let orders = facts.orders();
    for (spot, claim) in facts.claims() {
        let Kind::Top(top) = &claim.kind else { continue };
        if let Some((expected, label)) = wrong(top, &orders) {
            let found = top.names.join("、");
            if let [name] = top.names.as_slice() {
                report.names.insert((spot, name.clone()));
            }
            let message = format!("按{label}应为{expected}，写作{found}");
            let draft = error(Code::WRONG_EXTREME, message, HINT).values(found, expected);
            report.text(spot, &claim.range, draft);
        }
    }
}

/// What all orders say instead, and the first of these; none when one of them says the
/// same.
fn wrong(top: &Top, orders: &[Order<'_>]) -> Option<(String, String)> {
    let mut first = None;
    for order in orders.iter().filter(|order| is_meant(top, order)) {
        let sorted = sorted(top, order);
        // A name of another list among those of this one is out of place.
        let known = top.names.iter().filter(|name| order.value(name).is_some()).count();
        let is_like =
            known == top.names.len() || known >= 2 && known + 1 == top.names.len();
        if sorted.len() < 3 || !is_like {
            continue;
        }
        if fits(top, &sorted) {
            return None;
        }
        let names = sorted.iter().take(top.length()).map(|(name, _)| *name);
        let expected = names.collect::<Vec<_>>().join("、");
        first.get_or_insert_with(|| (expected, order.label.to_owned()));
    }
    first
}

/// Whether an order is of the measure and the tickets that a sentence names.
fn is_meant(top: &Top, order: &Order<'_>) -> bool {
    let is_of = match &top.measure {
        TopMeasure::Figure(Some(measure)) => {
            order.role == Role::Figure
                && (order.table.is_none() || *order.period == Period::Now)
                && same_measure(measure, order.measure)
        }
        TopMeasure::Figure(None) => false,
        TopMeasure::Moved => order.role == Role::Move && order.measure.is_rank(),
        TopMeasure::Rise(period) => {
            order.role == Role::Rise && (order.period == period || *period == Period::Now)
        }
    };
    let scope = order.table.map(|table| table.scope).unwrap_or_default();
    is_of && (top.scope.is_none() || scope.is_none() || scope.has(top.scope))
}

/// The names of the class that is meant with their values, the first in front.
fn sorted<'o>(top: &Top, order: &Order<'o>) -> Vec<(&'o str, Exact)> {
    let has_class = order.values.iter().any(|it| it.class == top.class);
    let values = order.values.iter();
    let values =
        values.filter(|it| top.class.is_empty() || !has_class || it.class == top.class);
    let mut sorted: Vec<_> = values.map(|it| (it.name, it.number.moved())).collect();
    sorted.sort_by(|a, b| if top.is_high { b.1.cmp(&a.1) } else { a.1.cmp(&b.1) });
    sorted
}

fn fits(top: &Top, sorted: &[(&str, Exact)]) -> bool {
    let count = top.length();
    if top.names.len() != count && sorted.len() >= count {
        return false;
    }
    let Some((_, last)) = sorted.get(count.saturating_sub(1).min(sorted.len() - 1))
    else {
        return true;
    };
    let is_before =
        |one: &Exact, two: &Exact| if top.is_high { one >= two } else { one <= two };
    let value =
        |name: &String| sorted.iter().find(|(it, _)| it == name).map(|(_, value)| value);
    let values: Vec<_> = top.names.iter().map(value).collect();
    let in_front = values.iter().all(|it| it.is_some_and(|it| is_before(it, last)));
    let distinct: BTreeSet<&String> = top.names.iter().collect();
    let falls = values.windows(2).all(|pair| match pair {
        [Some(one), Some(two)] => is_before(one, two),
        _ => true,
    });
    in_front && distinct.len() == top.names.len() && (falls || !top.is_ordered)
}

/// Counts of any kind are counts: a table rarely has two.
fn same_measure(one: &Measure, two: &Measure) -> bool {
    match (one, two) {
        (Measure::Count(_), Measure::Count(_)) => true,
        (one, two) => one == two,
    }
}
