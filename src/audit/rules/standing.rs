//! Places in sentences against the tables and charts that show them.

use super::{Report, error};
use crate::audit::columns::{Column, Role};
use crate::audit::facts::claim::Claim;
use crate::audit::facts::order::Order;
use crate::audit::facts::printed::Printed;
use crate::audit::facts::term::Term;
use crate::audit::facts::words::{Measure, Period};
use crate::audit::facts::{Facts, Origin};
use crate::audit::places::{self, Spot};
use crate::diagnostics::Code;

/// A place in words against the table or chart that shows it.
pub(super) fn check(
    facts: &Facts<'_>,
    spot: Spot,
    claim: &Claim,
    (term, of, place, is_from_last): (&Term, Option<&Measure>, &Printed, bool),
    report: &mut Report<'_, '_>,
) {
    if is_from_last || report.is_told(spot, place) {
        return;
    }
    let same = facts
        .same(term)
        .into_iter()
        .filter(|fact| fact.origin != Origin::Text);
    let shown: Vec<(String, String)> = same
        .map(|fact| {
            (fact.number.text.clone(), places::describe(facts.manuscript, fact.spot))
        })
        .chain(ordered(facts, term, of))
        .collect();
    let Some((first, at)) = shown.first() else { return };
    if shown.iter().any(|(it, _)| *it == place.text) {
        return;
    }
    let message = format!("第{}位与{at}不一致：应为第{first}位", place.text);
    let draft = error(Code::CONTRADICTING, message, "请核对名次")
        .values(place.text.as_str(), first.as_str());
    report.text(spot, &claim.range, draft);
}

/// The place that charts and tables without ranks give to a name.
fn ordered(
    facts: &Facts<'_>,
    term: &Term,
    of: Option<&Measure>,
) -> Vec<(String, String)> {
    let is_now = term.measure == Measure::Rank && term.period == Period::Now;
    let Some(of) = of.filter(|_| is_now) else { return Vec::new() };
    let own = facts.own.as_deref().unwrap_or_default();
    let name = if term.subject.is_empty() { own } else { &term.subject };
    let orders = facts.orders().into_iter().filter(|order| {
        let ranks = |it: &Column| it.measure.is_rank();
        let has_ranks = order.table.is_some_and(|it| it.columns.iter().any(ranks));
        let is_list = order.table.is_none() || order.values.len() > 3;
        order.role == Role::Figure && order.measure == of && is_list && !has_ranks
    });
    let place = |order: Order<'_>| {
        let own = order.value(name)?;
        let before = order.values.iter().map(|it| &it.number.value).filter(|value| {
            if of.is_best_when_high() { **value > own.value } else { **value < own.value }
        });
        let chart = order.values.first().filter(|_| order.table.is_none());
        let at = chart.map(|it| places::describe(facts.manuscript, it.spot));
        let at = at.unwrap_or_else(|| order.label.to_owned());
        Some(((before.count() + 1).to_string(), at))
    };
    orders.filter_map(place).collect()
}
