//! One figure has one value, wherever it stands.

use std::collections::{BTreeMap, BTreeSet};

use super::{Report, error};
use crate::audit::columns::Role;
use crate::audit::facts::order::{Order, Value};
use crate::audit::facts::words::Measure;
use crate::audit::facts::{Fact, Facts, Origin};
use crate::audit::places;
use crate::diagnostics::Code;

const HINT: &str = "同一事项应是同一数字；请核对哪一处是旧数";

pub(super) fn check(facts: &Facts<'_>, report: &mut Report<'_, '_>) {
    lists(facts, report);
    for fact in &facts.all {
        let is_others = report.names.contains(&(fact.spot, fact.term.subject.clone()));
        if fact.origin == Origin::Text && is_known(fact) && !is_others {
            text(facts, fact, report);
        }
    }
}

/// Whether it is clear enough of what a fact tells; a place in one order is none in another.
fn is_known(fact: &Fact) -> bool {
    match &fact.term.measure {
        Measure::Count(word) => !word.is_empty() || fact.origin == Origin::Text,
        Measure::Rank | Measure::CityRank | Measure::Other(_) | Measure::Bonus => false,
        _ => true,
    }
}

fn text(facts: &Facts<'_>, fact: &Fact, report: &mut Report<'_, '_>) {
    let Some(range) = &fact.range else { return };
    let is_untold = fact.term.measure == Measure::Count(String::new());
    let same = if is_untold { counts_of(facts, fact) } else { facts.same(&fact.term) };
    let others: Vec<&Fact> = same
        .into_iter()
        .filter(|other| (other.spot, &other.range) != (fact.spot, &fact.range))
        .filter(|other| {
            !report.is_told(other.spot, &other.number) && !report.is_suspect(other.spot)
        })
        .collect();
    let Some(first) = others.first() else { return };
    if others.iter().any(|other| other.number.agrees(&fact.number)) {
        return;
    }
    // Of two texts the later one is told, unless its own sentence vouches for it.
    let is_first = others.iter().all(|other| {
        other.origin == Origin::Text
            && (other.spot, start(other)) > (fact.spot, start(fact))
    });
    if is_first && (!vouched(facts, first) || vouched(facts, fact)) {
        return;
    }
    let is_second = !is_first
        && others.iter().all(|it| it.origin == Origin::Text)
        && others.len() == 1
        && vouched(facts, fact)
        && !vouched(facts, first);
    if is_second {
        return;
    }
    let told: Vec<String> = others
        .iter()
        .take(3)
        .map(|other| {
            format!(
                "{}是{}",
                places::describe(facts.manuscript, other.spot),
                other.number.text
            )
        })
        .collect();
    let message = format!("“{}”与别处不一致：{}", fact.number.text, told.join("，"));
    let draft = error(Code::CONTRADICTING, message, HINT)
        .values(fact.number.text.as_str(), first.number.text.as_str());
    report.text(fact.spot, range, draft);
}

/// Any count of a name in tables and charts, for one of which only the unit is told.
fn counts_of<'f>(facts: &'f Facts<'_>, fact: &Fact) -> Vec<&'f Fact> {
    let all = facts.all.iter().filter(|other| {
        other.origin != Origin::Text
            && matches!(&other.term.measure, Measure::Count(word) if !is_narrow(word))
            && other.term.subject == fact.term.subject
            && !fact.term.subject.is_empty()
    });
    all.collect()
}

/// Whether a count is of some tickets only, which a text that means them names.
fn is_narrow(word: &str) -> bool {
    ["考评", "参评", "办结", "双满", "双否", "单否", "基本满意", "未解决"].contains(&word)
}

fn start(fact: &Fact) -> usize {
    fact.range.as_ref().map_or(0, |range| range.start)
}

/// Whether a difference of its own sentence holds for a fact.
fn vouched(facts: &Facts<'_>, fact: &Fact) -> bool {
    let paragraph = facts.paragraphs.iter().find(|it| it.spot == fact.spot);
    let claims = paragraph
        .into_iter()
        .flat_map(|it| &it.sentences)
        .flat_map(|(_, it)| &it.claims);
    claims
        .filter(|claim| super::differences::is_about(claim, &fact.number))
        .any(|claim| super::differences::holds(facts, claim) == Some(true))
}

/// Columns and charts that say the same of nearly all their names say it of all.
fn lists(facts: &Facts<'_>, report: &mut Report<'_, '_>) {
    let mut all = facts.orders();
    // A place in one table is none in another.
    all.retain(|it| it.role == Role::Figure && *it.measure != Measure::Rank);
    for order in all.iter_mut().filter(|order| order.table.is_some()) {
        order.values.retain(|it| !report.is_suspect(it.spot));
    }
    for (at, one) in all.iter().enumerate() {
        for two in all.iter().skip(at + 1) {
            compare(one, two, report);
        }
    }
}

fn compare(one: &Order<'_>, two: &Order<'_>, report: &mut Report<'_, '_>) {
    let is_count = |measure: &Measure| matches!(measure, Measure::Count(_));
    if one.measure != two.measure && !(is_count(one.measure) && is_count(two.measure)) {
        return;
    }
    let known: BTreeMap<&str, &Value<'_>> =
        one.values.iter().map(|it| (it.name, it)).collect();
    let shared: Vec<(&Value<'_>, &Value<'_>)> = two
        .values
        .iter()
        .filter_map(|b| Some((*known.get(b.name)?, b)))
        .collect();
    let off: Vec<_> = shared.iter().filter(|(a, b)| !a.number.agrees(b.number)).collect();
    // Lists of 100 % and the like agree by chance.
    let values: BTreeSet<&str> =
        shared.iter().map(|(a, _)| a.number.text.as_str()).collect();
    if shared.len() < 3
        || off.is_empty()
        || off.len() * 3 > shared.len()
        || values.len() * 2 < shared.len()
    {
        return;
    }
    for (a, b) in off {
        if report.is_suspect(a.spot) || report.is_suspect(b.spot) {
            continue;
        }
        // Of a chart and a table, the table is computed.
        let (shown, other, label) =
            if one.table.is_none() { (a, b, two.label) } else { (b, a, one.label) };
        let (found, expected) = (&shown.number.text, &other.number.text);
        let message = format!("“{}”是{found}，{label}是{expected}", shown.name);
        let draft =
            error(Code::CONTRADICTING, message, HINT).values(found.as_str(), expected);
        // A chart is one spot: each of its points may be wrong.
        report.findings.add(shown.spot, draft);
        report.suspects.entry(shown.spot).or_insert(None);
    }
}
