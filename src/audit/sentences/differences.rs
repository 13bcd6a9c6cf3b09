//! “A…97.08分，高于B 1.87分”: the difference of two figures that are both told.

use std::collections::BTreeMap;

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::facts::{self, Fact, Name};
use super::mention::{Mention, Relation, Sentence, Unit};
use crate::audit::findings::{Draft, Findings};
use crate::audit::places::{self, Spot};
use crate::diagnostics::{Code, Severity};
use crate::figures::{Rounding, round};

/// A difference that a sentence tells.
struct Told<'a> {
    spot: Spot,
    subject: &'a Mention,
    mention: &'a Mention,
    relation: &'a Relation,
    other: Name,
}

pub(super) fn check(findings: &mut Findings<'_>, sentences: &[Sentence], facts: &[Fact]) {
    let mut untold: BTreeMap<Name, Vec<Told<'_>>> = BTreeMap::new();
    for sentence in sentences {
        for told in told(findings, sentence) {
            let unit = told.subject.unit;
            let fact =
                facts.iter().find(|fact| fact.name == told.other && fact.unit == unit);
            match fact {
                Some(fact) => against(findings, &told, fact),
                None => untold.entry(told.other.clone()).or_default().push(told),
            }
        }
    }
    for told in untold.into_values() {
        among(findings, &told);
    }
}

/// The differences of a sentence with their subject, the last figure before them.
fn told<'a>(findings: &Findings<'_>, sentence: &'a Sentence) -> Vec<Told<'a>> {
    let scopes = facts::subject(findings.manuscript, sentence);
    let mut subject: Option<&Mention> = None;
    let mut all = Vec::new();
    for mention in sentence.mentions.iter().filter(|mention| !mention.is_aside) {
        let Some(relation) = &mention.relation else {
            if matches!(mention.unit, Unit::Points | Unit::Percent | Unit::PerTenThousand)
            {
                subject = Some(mention);
            }
            continue;
        };
        let wanted = if mention.unit == Unit::PercentagePoints {
            Unit::Percent
        } else {
            mention.unit
        };
        let Some(subject) = subject.filter(|it| it.unit == wanted) else { continue };
        // “环比下降17.38件/万人” does not tell from what; a share of change is no difference.
        let is_open = relation.other.is_empty();
        if is_open || mention.unit == Unit::Percent || mention.number.sign.is_some() {
            continue;
        }
        if let Some(other) = facts::name(&relation.other, wanted, &scopes) {
            all.push(Told { spot: sentence.spot, subject, mention, relation, other });
        }
    }
    all
}

impl Told<'_> {
    /// The subject less the other, as told.
    fn difference(&self) -> Option<BigRational> {
        let value = self.mention.number.value()?;
        Some(if self.relation.is_up { value } else { -value })
    }

    /// What the other has to be, if the difference is right.
    fn implied(&self) -> Option<BigRational> {
        Some(self.subject.number.value()? - self.difference()?)
    }

    fn words(&self) -> String {
        format!("{}{}", self.mention.label, self.mention.number.text)
    }
}

/// Against the figure that the bulletin itself tells.
fn against(findings: &mut Findings<'_>, told: &Told<'_>, fact: &Fact) {
    let (Some(value), Some(difference)) =
        (told.subject.number.value(), told.difference())
    else {
        return;
    };
    let right = value - &fact.value;
    if right == difference {
        return;
    }
    let decimals = told.mention.number.decimals.max(told.subject.number.decimals).min(6);
    let plain = round(&right.abs(), decimals, Rounding::HalfUp);
    let plain = plain.map_or_else(String::new, |plain| plain.to_string());
    let place = places::describe(findings.manuscript, fact.spot);
    let compared = format!(
        "“{}”：本句是{}，对方是{}（{place}）",
        told.words(),
        told.subject.number.text,
        fact.text
    );
    let is_reversed = right.is_negative() == told.relation.is_up && !right.is_zero();
    let draft = if is_reversed {
        let word = if right.is_negative() { "低于" } else { "高于" };
        Draft {
            severity: Severity::Error,
            code: Code::WRONG_DIRECTION,
            message: format!("{compared}，应是{word}{plain}"),
            hint: "请核对“高于”“低于”与两个数字",
            found: format!("{}{}", told.relation.word, told.mention.number.text),
            expected: format!("{word}{plain}"),
        }
    } else {
        Draft {
            severity: Severity::Error,
            code: Code::WRONG_DIFFERENCE,
            message: format!("{compared}，相差应为{plain}"),
            hint: "差值按两个印出的数字相减；请核对三个数字哪个是旧数",
            found: told.mention.number.text.clone(),
            expected: plain,
        }
    };
    findings.add(told.spot, draft);
}

/// Where the other is nowhere told, all differences from it must give the same figure.
fn among(findings: &mut Findings<'_>, told: &[Told<'_>]) {
    let implied = |told: &Told<'_>| {
        let value = round(&told.implied()?, 6, Rounding::HalfUp)?.exact();
        Some(value)
    };
    let mut counts: BTreeMap<BigRational, usize> = BTreeMap::new();
    for value in told.iter().filter_map(implied) {
        *counts.entry(value).or_default() += 1;
    }
    let most = counts.values().copied().max().unwrap_or_default();
    let Some(usual) = told
        .iter()
        .filter_map(implied)
        .find(|it| counts.get(it) == Some(&most))
    else {
        return;
    };
    for it in told
        .iter()
        .filter(|it| implied(it).is_some_and(|value| value != usual))
    {
        let print = |value: &BigRational| {
            let decimals = it.subject.number.decimals.min(6);
            round(value, decimals, Rounding::HalfUp)
                .map_or_else(String::new, |value| value.to_string())
        };
        let Some(own) = implied(it) else { continue };
        let right = it.subject.number.value().map(|value| (value - &usual).abs());
        let draft = Draft {
            severity: Severity::Error,
            code: Code::WRONG_DIFFERENCE,
            message: format!(
                "按“{}”，对方应是{}；按文中另一处差值，对方是{}",
                it.words(),
                print(&own),
                print(&usual)
            ),
            hint: "同一对象的几处差值应能对上；请核对两处的差值和本身的数字",
            found: it.mention.number.text.clone(),
            expected: right.map(|right| print(&right)).unwrap_or_default(),
        };
        findings.add(it.spot, draft);
    }
}
