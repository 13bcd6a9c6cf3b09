//! Places in sentences against the tables and charts that show them.

use super::{Report, error};
use crate::audit::columns::Role;
use crate::audit::facts::claim::Claim;
use crate::audit::facts::printed::{Exact, Printed};
use crate::audit::facts::term::Term;
use crate::audit::facts::words::Measure;
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
    let shown: Vec<(String, String)> = facts
        .same(term)
        .into_iter()
        .filter(|fact| fact.origin != Origin::Text)
        .map(|fact| {
            (fact.number.text.clone(), places::describe(facts.manuscript, fact.spot))
        })
        .chain(charted(facts, term, of))
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

/// The place that a chart or a column without ranks gives to a name.
fn charted(
    facts: &Facts<'_>,
    term: &Term,
    of: Option<&Measure>,
) -> Vec<(String, String)> {
    let Some(of) = of.filter(|_| term.measure == Measure::Rank) else {
        return Vec::new();
    };
    if term.period != crate::audit::facts::words::Period::Now {
        return Vec::new();
    }
    let own = facts.own.clone().unwrap_or_default();
    let name = if term.subject.is_empty() { &own } else { &term.subject };
    let mut all = Vec::new();
    let place = |values: &[(&str, &Exact)]| {
        let (_, own) = values.iter().find(|(it, _)| it == name)?;
        let before = values.iter().filter(|(_, value)| {
            if of.is_best_when_high() { value > own } else { value < own }
        });
        Some((before.count() + 1).to_string())
    };
    for series in facts.series.iter().filter(|series| series.measure == *of) {
        let values: Vec<(&str, &Exact)> = series
            .points
            .iter()
            .map(|(name, it)| (name.as_str(), &it.value))
            .collect();
        let found = place(&values);
        all.extend(found.map(|it| (it, places::describe(facts.manuscript, series.spot))));
    }
    for table in facts.tables.iter().filter(|table| !table.is_series) {
        let has_ranks = table.columns.iter().any(|it| it.measure.is_rank());
        let column = table
            .columns
            .iter()
            .position(|column| column.role == Role::Figure && column.measure == *of);
        let Some(x) = column.filter(|_| !has_ranks) else { continue };
        let values: Vec<(&str, &Exact)> = table
            .ones()
            .filter_map(|row| Some((row.name.as_str(), &row.at(x)?.value)))
            .collect();
        if values.len() < 4 {
            continue;
        }
        let found = place(&values);
        let label = table.label.clone().unwrap_or_else(|| "表".to_owned());
        all.extend(found.map(|it| (it, label)));
    }
    all
}
