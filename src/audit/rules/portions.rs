//! Shares as sentences tell them: each is of some whole that the bulletin tells.

use num_traits::Signed;

use super::{Report, error};
use crate::audit::facts::claim::{Claim, Kind, Whole};
use crate::audit::facts::mention::Unit;
use crate::audit::facts::printed::{self, Exact, Printed, fixed, per_cent};
use crate::audit::facts::table::RowKind;
use crate::audit::facts::words::Measure;
use crate::audit::facts::{Facts, Origin, Paragraph};
use crate::diagnostics::Code;

/// Checks the shares of one sentence.
pub(super) fn check(
    facts: &Facts<'_>,
    paragraph: &Paragraph<'_>,
    claims: &[Claim],
    report: &mut Report<'_, '_>,
) {
    let spot = paragraph.spot;
    let all: Vec<(&Claim, &Printed, &Printed, &Whole)> = claims
        .iter()
        .filter_map(|claim| match &claim.kind {
            Kind::Share { part, unit: Unit::Counted(_), of, share }
                if *of != Whole::Other =>
            {
                Some((claim, part, share, of))
            }
            _ => None,
        })
        .collect();
    if all.is_empty() {
        return;
    }
    let fits = |part: &Printed, share: &Printed, whole: &Exact| {
        per_cent(&part.value, whole).is_some_and(|exact| {
            let span = share.span();
            span.low <= exact && exact <= span.high
        })
    };
    let wholes = wholes(facts, paragraph, &all.iter().map(|it| it.1).collect::<Vec<_>>());
    let count = |whole: &&Exact| {
        all.iter()
            .filter(|(_, part, share, _)| fits(part, share, whole))
            .count()
    };
    let best = wholes.iter().rev().max_by_key(count);
    for (claim, part, share, of) in &all {
        let is_all = share.value == printed::whole(100);
        let is_told = is_all || report.is_told(spot, part) || report.is_told(spot, share);
        if is_told || wholes.iter().any(|whole| fits(part, share, whole)) {
            continue;
        }
        let named = match of {
            Whole::Named(measure) => {
                let found = facts.all.iter().find(|fact| {
                    fact.term.measure == *measure && fact.term.subject.is_empty()
                });
                match found {
                    Some(fact) => Some(&fact.number.value),
                    None => continue,
                }
            }
            Whole::Untold | Whole::Other => None,
        };
        let of_all = best.filter(|best| count(best) > 0).or(named).or(wholes.first());
        let Some(of_all) = of_all.filter(|it| **it >= part.value) else { continue };
        let Some(exact) = per_cent(&part.value, of_all) else { continue };
        let expected = share.like(&exact);
        let message = format!(
            "{}占{}的{expected}，写作{}",
            part.text,
            fixed(of_all, 0),
            share.text
        );
        let draft = error(Code::WRONG_SHARE, message, "请核对件数、总数和占比")
            .values(share.text.as_str(), expected);
        report.text(spot, &claim.range, draft);
    }
}

/// Counts that may be the whole of shares: those of the same paragraph first.
fn wholes(
    facts: &Facts<'_>,
    paragraph: &Paragraph<'_>,
    parts: &[&Printed],
) -> Vec<Exact> {
    let is_count = |measure: &Measure| matches!(measure, Measure::Count(_));
    let here = paragraph.sentences.iter().flat_map(|(_, reading)| &reading.facts);
    let here = here
        .filter(|it| is_count(&it.term.measure))
        .map(|it| it.number.value.clone());
    let there = facts
        .all
        .iter()
        .filter(|fact| fact.origin == Origin::Text && is_count(&fact.term.measure));
    let there = there.map(|fact| fact.number.value.clone());
    let totals = facts.tables.iter().flat_map(|table| {
        let rows = table.rows.iter().filter(|row| row.kind == RowKind::Total);
        rows.flat_map(|row| row.cells.iter().flatten())
            .filter(|number| number.is_whole())
            .map(|number| number.value.clone())
    });
    let sum: Exact = parts.iter().map(|part| part.value.clone()).sum();
    let own: Vec<Exact> = parts.iter().map(|part| part.value.clone()).collect();
    let mut all: Vec<Exact> = Vec::new();
    for value in here.chain(there).chain(totals).chain(std::iter::once(sum)) {
        if !all.contains(&value) && !own.contains(&value) && value.is_positive() {
            all.push(value);
        }
    }
    all
}
