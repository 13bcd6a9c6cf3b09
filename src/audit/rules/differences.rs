//! Differences between two figures, as sentences tell them.

use std::collections::BTreeMap;

use num_traits::{Signed, Zero};

use super::{Report, error, warning};
use crate::audit::facts::claim::{Amount, Claim, Kind, Operand};
use crate::audit::facts::mention::Unit;
use crate::audit::facts::printed::{Exact, Printed, fixed, whole};
use crate::audit::facts::relation::reversed;
use crate::audit::facts::term::{MEAN, Term};
use crate::audit::facts::{Fact, Facts, Origin};
use crate::audit::findings::Draft;
use crate::audit::places::Spot;
use crate::diagnostics::Code;

const HINT: &str = "请按印出的两个数字相减核对";

pub(super) fn check(facts: &Facts<'_>, report: &mut Report<'_, '_>) {
    let mut implied: BTreeMap<Term, (Exact, String)> = BTreeMap::new();
    stale(facts, report);
    for (spot, claim) in facts.claims() {
        match &claim.kind {
            Kind::Difference { left, right, by } => {
                difference(facts, spot, (left, right, by), report);
                untold(facts, spot, (left, right, by), &mut implied, report);
            }
            Kind::Apart { left, right, by } => {
                let is_known = [left, right].iter().any(|it| report.is_told(spot, it));
                let exact = (&left.value - &right.value).abs();
                if exact != by.value && !is_known {
                    let (one, two, found) = (&left.text, &right.text, by.text.as_str());
                    let expected = by.like(&exact);
                    let message = format!("{one}与{two}相差{expected}，写作{found}");
                    let draft = error(Code::WRONG_DIFFERENCE, message, HINT);
                    report.text(spot, &claim.range, draft.values(found, expected));
                }
            }
            _ => {}
        }
    }
}

/// A word of direction beside two numbers that go the other way; `amount` is told with it.
pub(super) fn turned((one, two): (&str, &str), word: &str, amount: &str) -> Draft {
    let other = reversed(word);
    let message = format!("{one}与{two}相比，应是“{other}”，写作“{word}”");
    error(Code::WRONG_DIRECTION, message, "请核对高低、升降的方向")
        .values(format!("{word}{amount}"), format!("{other}{amount}"))
}

/// Reports an amount that has a sign beside its word of direction.
pub(super) fn signed_twice(spot: Spot, by: &Amount, report: &mut Report<'_, '_>) -> bool {
    if by.number.sign.is_none() {
        return false;
    }
    let (word, found) = (&by.word, by.number.text.as_str());
    let message = format!("有了“{word}”，数字“{found}”前不应再有正负号");
    let plain = fixed(&by.number.value.abs(), by.number.decimals);
    let draft = error(Code::WRONG_DIRECTION, message, "请核对升降方向与数字");
    report.text(spot, &by.range, draft.values(found, plain));
    true
}

/// A figure against which all differences that are told of it fail alike is an old one.
fn stale(facts: &Facts<'_>, report: &mut Report<'_, '_>) {
    let mut all: BTreeMap<&Term, Vec<Exact>> = BTreeMap::new();
    for (_, claim) in facts.claims() {
        if let Kind::Difference {
            left: Operand::Here(left),
            right: Operand::Elsewhere(term),
            by,
        } = &claim.kind
        {
            all.entry(term).or_default().push(&left.value - by.signed());
        }
    }
    for (term, values) in all {
        let told: Vec<&Fact> = facts.same(term);
        let [fact] = told.as_slice() else { continue };
        let Some(first) = values
            .first()
            .filter(|first| values.len() > 1 && values.iter().all(|it| it == *first))
        else {
            continue;
        };
        let Some(range) = fact.range.as_ref().filter(|_| fact.number.value != *first)
        else {
            continue;
        };
        let expected = fact.number.like(first);
        let message = format!(
            "“{}”与{}处差值都不符：按差值应为{expected}",
            fact.number.text,
            values.len()
        );
        let draft = error(Code::CONTRADICTING, message, HINT)
            .values(fact.number.text.as_str(), expected);
        report.text(fact.spot, range, draft);
    }
}

/// Two differences from one figure that is told nowhere have to give the same figure.
fn untold(
    facts: &Facts<'_>,
    spot: Spot,
    (left, right, by): (&Operand, &Operand, &Amount),
    implied: &mut BTreeMap<Term, (Exact, String)>,
    report: &mut Report<'_, '_>,
) {
    let (Operand::Here(left), Operand::Elsewhere(term)) = (left, right) else { return };
    if !values(facts, right).is_empty() || by.number.value > &left.value / whole(2) {
        return;
    }
    let value = &left.value - by.signed();
    let Some((known, how)) = implied.get(term) else {
        let how = format!("{}与{}{}", left.text, by.word, by.number.text);
        implied.insert(term.clone(), (value, how));
        return;
    };
    if *known != value {
        let expected = by.number.like(&(&left.value - known).abs());
        let message = format!(
            "与前文（{how}）推出的同一数字不符：按前文应差{expected}，写作{}",
            by.number.text
        );
        let draft = error(Code::WRONG_DIFFERENCE, message, HINT)
            .values(by.number.text.as_str(), expected);
        report.text(spot, &by.range, draft);
    }
}

/// Whether a claim has a number of the sentence in it.
pub(super) fn is_about(claim: &Claim, number: &Printed) -> bool {
    let here = |operand: &Operand| matches!(operand, Operand::Here(it) if it.text == number.text);
    match &claim.kind {
        Kind::Difference { left, right, .. } => here(left) || here(right),
        Kind::Change { now, .. } => here(now),
        Kind::Apart { left, right, .. } => {
            left.text == number.text || right.text == number.text
        }
        _ => false,
    }
}

/// Whether a difference holds; none when it cannot be judged.
pub(super) fn holds(facts: &Facts<'_>, claim: &Claim) -> Option<bool> {
    match &claim.kind {
        Kind::Difference { left, right, by } => {
            let lefts = values(facts, left);
            let rights = values(facts, right);
            if lefts.is_empty() || rights.is_empty() {
                return None;
            }
            Some(lefts.iter().any(|left| {
                rights.iter().any(|right| &left.value - &right.value == by.signed())
            }))
        }
        Kind::Apart { left, right, by } => {
            Some((&left.value - &right.value).abs() == by.value)
        }
        _ => None,
    }
}

/// The numbers that an operand may be.
pub(super) fn values(facts: &Facts<'_>, operand: &Operand) -> Vec<Printed> {
    match operand {
        Operand::Here(number) => vec![number.clone()],
        Operand::Elsewhere(term) => elsewhere(facts, term),
    }
}

fn elsewhere(facts: &Facts<'_>, term: &Term) -> Vec<Printed> {
    let found = facts.same(term);
    if !found.is_empty() {
        return found.into_iter().map(|fact| fact.number.clone()).collect();
    }
    // “平均水平” alone is that of towns or of departments, of the city or of the district.
    let is_any = term.subject == MEAN || term.subject == format!("全市{MEAN}");
    let all = facts.all.iter().filter(|fact| {
        fact.term.measure == term.measure
            && fact.origin == Origin::Text
            && is_any
            && fact.term.subject.ends_with(MEAN)
    });
    all.map(|fact| fact.number.clone()).collect()
}

#[expect(
    clippy::too_many_lines,
    reason = "one case after the other, read from top to bottom"
)]
fn difference(
    facts: &Facts<'_>,
    spot: Spot,
    (left, right, by): (&Operand, &Operand, &Amount),
    report: &mut Report<'_, '_>,
) {
    let here = |operand: &Operand| match operand {
        Operand::Here(number) => report.is_told(spot, number),
        Operand::Elsewhere(_) => false,
    };
    if here(left) || here(right) {
        return;
    }
    if signed_twice(spot, by, report) {
        return;
    }
    let (lefts, rights) = (values(facts, left), values(facts, right));
    // What was told to be an old figure is no measure of others.
    if let Operand::Elsewhere(term) = right
        && facts
            .same(term)
            .iter()
            .any(|fact| report.is_told(fact.spot, &fact.number))
    {
        return;
    }
    let differences: Vec<(Exact, &Printed, &Printed)> = lefts
        .iter()
        .flat_map(|left| {
            rights
                .iter()
                .map(move |right| (&left.value - &right.value, left, right))
        })
        .collect();
    let wanted = by.signed();
    // “高于平均水平96.72分” tells the mean itself where no difference could be so great.
    let is_mean = |left: &&Printed| {
        let right = &left.value - &wanted;
        let is_told = rights.iter().any(|it| it.value == by.number.value);
        by.unit == Unit::Points && (is_told || right.is_negative() || right > whole(110))
    };
    if let Some(left) = lefts.first().filter(is_mean) {
        let is_wrong =
            left.value == by.number.value || (left.value > by.number.value) != by.is_up;
        if is_wrong {
            let draft = turned((&left.text, &by.number.text), &by.word, "");
            report.text(spot, &by.range, draft);
        }
        return;
    }
    if differences.is_empty() || differences.iter().any(|(it, ..)| *it == wanted) {
        return;
    }
    let opposite = differences.iter().find(|(it, ..)| *it == -wanted.clone());
    if let Some((_, left, right)) = opposite {
        let draft = turned((&left.text, &right.text), &by.word, &by.number.text);
        report.text(spot, &by.range, draft);
        return;
    }
    let nearest = differences.iter().min_by_key(|(it, ..)| (it - &wanted).abs());
    let Some((exact, left, right)) = nearest else { return };
    let step = by.number.half() * whole(2);
    let off = (exact - &wanted).abs();
    let expected = by.number.like(&exact.abs());
    let is_turned = exact.is_negative() == by.is_up && !exact.is_zero();
    let message = format!(
        "{}与{}相差{expected}，写作{}{}",
        left.text,
        right.text,
        if is_turned { by.word.as_str() } else { "" },
        by.number.text
    );
    let draft = if off == step && !is_turned {
        let message = format!("{message}（按印出的数字相减）");
        warning(Code::WRONG_DIFFERENCE, message, HINT)
    } else {
        error(Code::WRONG_DIFFERENCE, message, HINT)
    };
    report.text(spot, &by.range, draft.values(by.number.text.as_str(), expected));
}
