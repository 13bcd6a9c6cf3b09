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
use crate::audit::places::Spot;
use crate::diagnostics::Code;

const HINT: &str = "请按印出的两个数字相减核对";

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "only the kinds that are named are meant here"
)]
pub(super) fn check(facts: &Facts<'_>, report: &mut Report<'_, '_>) {
    let mut implied: BTreeMap<Term, (Exact, String)> = BTreeMap::new();
    stale(facts, report);
    for paragraph in &facts.paragraphs {
        for (_, reading) in &paragraph.sentences {
            for claim in &reading.claims {
                match &claim.kind {
                    Kind::Difference { left, right, by } => {
                        difference(facts, paragraph.spot, (left, right, by), report);
                        untold(
                            facts,
                            paragraph.spot,
                            (left, right, by),
                            &mut implied,
                            report,
                        );
                    }
                    Kind::Apart { left, right, by } => {
                        let known = [left, right]
                            .iter()
                            .any(|it| report.is_told(paragraph.spot, it));
                        let exact = (&left.value - &right.value).abs();
                        if exact != by.value && !known {
                            let expected = by.like(&exact);
                            let message = format!(
                                "{}与{}相差{expected}，写作{}",
                                left.text, right.text, by.text
                            );
                            let draft = error(Code::WRONG_DIFFERENCE, message, HINT)
                                .values(by.text.as_str(), expected);
                            report.text(paragraph.spot, &claim.range, draft);
                        }
                    }
                    _ => {}
                }
            }
        }
    }
}

/// A figure against which all differences that are told of it fail alike is an old one.
fn stale(facts: &Facts<'_>, report: &mut Report<'_, '_>) {
    let mut all: BTreeMap<&Term, Vec<Exact>> = BTreeMap::new();
    let readings = facts.paragraphs.iter().flat_map(|it| &it.sentences);
    for claim in readings.flat_map(|(_, reading)| &reading.claims) {
        if let Kind::Difference {
            left: Operand::Here(left),
            right: Operand::Elsewhere(term),
            by,
        } = &claim.kind
        {
            all.entry(term).or_default().push(&left.value - signed(by));
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
    let value = &left.value - signed(by);
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
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "only the kinds that are named are meant here"
)]
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
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "only the kinds that are named are meant here"
)]
pub(super) fn holds(facts: &Facts<'_>, claim: &Claim) -> Option<bool> {
    match &claim.kind {
        Kind::Difference { left, right, by } => {
            let lefts = values(facts, left);
            let rights = values(facts, right);
            if lefts.is_empty() || rights.is_empty() {
                return None;
            }
            Some(lefts.iter().any(|left| {
                rights.iter().any(|right| &left.value - &right.value == signed(by))
            }))
        }
        Kind::Apart { left, right, by } => {
            Some((&left.value - &right.value).abs() == by.value)
        }
        _ => None,
    }
}

fn signed(by: &Amount) -> Exact {
    if by.is_up { by.number.value.clone() } else { -by.number.value.clone() }
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
    if by.number.sign.is_some() {
        let message =
            format!("有了“{}”，数字“{}”前不应再有正负号", by.word, by.number.text);
        let draft = error(Code::WRONG_DIRECTION, message, "请核对升降方向与数字").values(
            by.number.text.as_str(),
            fixed(&by.number.value.abs(), by.number.decimals),
        );
        report.text(spot, &by.range, draft);
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
    let wanted = signed(by);
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
            let other = reversed(&by.word);
            let message = format!(
                "{}与{}相比，应是“{other}”，写作“{}”",
                left.text, by.number.text, by.word
            );
            let draft = error(Code::WRONG_DIRECTION, message, "请核对高低、升降的方向")
                .values(by.word.as_str(), other);
            report.text(spot, &by.range, draft);
        }
        return;
    }
    if differences.is_empty() || differences.iter().any(|(it, ..)| *it == wanted) {
        return;
    }
    let turned = differences.iter().find(|(it, ..)| *it == -wanted.clone());
    if let Some((_, left, right)) = turned {
        let other = reversed(&by.word);
        let message = format!(
            "{}与{}相比，应是“{other}”，写作“{}”",
            left.text, right.text, by.word
        );
        let draft = error(Code::WRONG_DIRECTION, message, "请核对高低、升降的方向")
            .values(
                format!("{}{}", by.word, by.number.text),
                format!("{other}{}", by.number.text),
            );
        report.text(spot, &by.range, draft);
        return;
    }
    let nearest = differences.iter().min_by_key(|(it, ..)| (it - &wanted).abs());
    let Some((exact, left, right)) = nearest else { return };
    let step = Exact::new(1.into(), num_bigint::BigInt::from(10).pow(by.number.decimals));
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
