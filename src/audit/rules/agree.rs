//! One figure has one value, wherever it stands.

use std::collections::BTreeMap;

use super::{Report, error};
use crate::audit::columns::Role;
use crate::audit::facts::printed::Printed;
use crate::audit::facts::words::Measure;
use crate::audit::facts::{Fact, Facts, Origin};
use crate::audit::places::{self, Spot};
use crate::diagnostics::Code;

const HINT: &str = "同一事项应是同一数字；请核对哪一处是旧数";

pub(super) fn check(facts: &Facts<'_>, report: &mut Report<'_, '_>) {
    lists(facts, report);
    for fact in &facts.all {
        if fact.origin == Origin::Text && is_known(fact) {
            text(facts, fact, report);
        }
    }
}

/// Whether it is clear enough of what a fact tells; a place in one order is none in another.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "only the kinds that are named are meant here"
)]
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

/// Values by name, of a column or a chart.
struct List<'f> {
    spot: Box<dyn Fn(usize) -> Spot + 'f>,
    label: String,
    values: Vec<(&'f str, &'f Printed)>,
    measure: &'f Measure,
    is_chart: bool,
}

/// Columns and charts that say the same of nearly all their names say it of all.
fn lists(facts: &Facts<'_>, report: &mut Report<'_, '_>) {
    let mut all: Vec<List<'_>> = Vec::new();
    for table in facts.tables.iter().filter(|table| !table.is_series) {
        for (x, column) in table.columns.iter().enumerate() {
            if column.role != Role::Figure {
                continue;
            }
            let rows: Vec<_> = table
                .ones()
                .filter_map(|row| Some((row, row.at(x)?)))
                .filter(|(row, _)| !report.is_suspect(table.spot(row.y, x)))
                .collect();
            let ys: Vec<usize> = rows.iter().map(|(row, _)| row.y).collect();
            all.push(List {
                spot: Box::new(move |at| table.spot(ys.get(at).copied().unwrap_or(0), x)),
                label: table.label.clone().unwrap_or_else(|| "表".to_owned()),
                values: rows
                    .iter()
                    .map(|(row, number)| (row.name.as_str(), *number))
                    .collect(),
                measure: &column.measure,
                is_chart: false,
            });
        }
    }
    for series in &facts.series {
        let spot = series.spot;
        all.push(List {
            spot: Box::new(move |_| spot),
            label: series.label.clone(),
            values: series
                .points
                .iter()
                .map(|(name, number)| (name.as_str(), number))
                .collect(),
            measure: &series.measure,
            is_chart: true,
        });
    }
    for (at, one) in all.iter().enumerate() {
        for two in all.iter().skip(at + 1) {
            compare(one, two, report);
        }
    }
}

fn compare(one: &List<'_>, two: &List<'_>, report: &mut Report<'_, '_>) {
    let is_count = |measure: &Measure| matches!(measure, Measure::Count(_));
    if one.measure != two.measure && !(is_count(one.measure) && is_count(two.measure)) {
        return;
    }
    let known: BTreeMap<&str, (usize, &Printed)> = one
        .values
        .iter()
        .enumerate()
        .map(|(at, (name, number))| (*name, (at, *number)))
        .collect();
    let shared: Vec<_> = two
        .values
        .iter()
        .enumerate()
        .filter_map(|(at, (name, number))| Some((*name, known.get(name)?, (at, *number))))
        .collect();
    let off: Vec<_> = shared.iter().filter(|(_, a, b)| !a.1.agrees(b.1)).collect();
    // Lists of 100 % and the like agree by chance.
    let values: std::collections::BTreeSet<&str> =
        shared.iter().map(|(_, a, _)| a.1.text.as_str()).collect();
    if shared.len() < 3
        || off.is_empty()
        || off.len() * 3 > shared.len()
        || values.len() * 2 < shared.len()
    {
        return;
    }
    for (name, a, b) in off {
        let (from, to) = ((one.spot)(a.0), (two.spot)(b.0));
        if report.is_suspect(from) || report.is_suspect(to) {
            continue;
        }
        let place = if one.is_chart { from } else { to };
        let (shown, other, label) =
            if one.is_chart { (a.1, b.1, &two.label) } else { (b.1, a.1, &one.label) };
        let message = format!("“{name}”是{}，{label}是{}", shown.text, other.text);
        let draft = error(Code::CONTRADICTING, message, HINT)
            .values(shown.text.as_str(), other.text.as_str());
        // A chart is one spot: each of its points may be wrong.
        report.findings.add(place, draft);
        report.suspects.entry(place).or_insert(None);
    }
}
