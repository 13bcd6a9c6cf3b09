//! Parts against the sum that the same sentence gives.

use num_bigint::BigInt;
use num_rational::BigRational;

use super::mention::{Mention, Sentence, Unit};
use crate::audit::findings::{Draft, Findings};
use crate::diagnostics::{Code, Severity};

/// Words of a list that does not want to be whole.
const PARTIAL: &[&str] = &["主要", "等", "前", "分别", "如", "包括", "最"];
const SUMMING: &[&str] = &["共", "共计", "合计", "总计", "总共", "累计"];

pub(super) fn check(findings: &mut Findings<'_>, sentence: &Sentence) {
    let outer: Vec<&Mention> =
        sentence.mentions.iter().filter(|mention| !mention.is_aside).collect();
    for (at, total) in outer.iter().enumerate() {
        if !matches!(total.unit, Unit::Counted(_)) {
            continue;
        }
        let rest = outer.get(at + 1..).unwrap_or_default();
        if let Some(listing) = listing(&total.after) {
            let parts: Vec<&Mention> =
                rest.iter().take_while(|it| is_part(it, total)).copied().collect();
            sum(findings, sentence, total, &parts, listing);
        } else if SUMMING.contains(&total.label.as_str()) {
            let before = outer.get(..at).unwrap_or_default().iter().rev();
            let parts: Vec<&Mention> =
                before.take_while(|it| is_part(it, total)).copied().collect();
            sum(findings, sentence, total, &parts, Listing::Whole);
        }
    }
    asides(findings, sentence);
}

/// How a list of parts is told to begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Listing {
    /// After a colon: all parts.
    Whole,
    /// After 其中: some of them.
    Some,
}

fn listing(after: &str) -> Option<Listing> {
    let after = after.trim_start();
    if let Some(rest) = after.strip_prefix(['：', ':']) {
        let is_partial = PARTIAL.iter().any(|word| rest.contains(word));
        return Some(if is_partial { Listing::Some } else { Listing::Whole });
    }
    let rest = after.strip_prefix(['，', ',', '；', '（', '(']).unwrap_or(after);
    rest.trim_start().starts_with("其中").then_some(Listing::Some)
}

fn is_part(mention: &Mention, total: &Mention) -> bool {
    mention.unit == total.unit
        && mention.relation.is_none()
        && mention.number.decimals == 0
        && !SUMMING.contains(&mention.label.as_str())
}

fn sum(
    findings: &mut Findings<'_>,
    sentence: &Sentence,
    total: &Mention,
    parts: &[&Mention],
    listing: Listing,
) {
    if parts.len() < 2 || parts.iter().any(|part| self::listing(&part.after).is_some()) {
        return;
    }
    let values: Option<Vec<BigRational>> =
        parts.iter().map(|it| it.number.value()).collect();
    let (Some(values), Some(whole)) = (values, total.number.value()) else { return };
    let sum: BigRational = values.into_iter().sum();
    let missing = &whole - &sum;
    let zero = BigRational::from(BigInt::from(0));
    let near = &whole / BigRational::from(BigInt::from(50));
    let is_wrong = match listing {
        Listing::Whole => missing != zero,
        // A list of some parts may not be more than all; almost all are meant to be all.
        Listing::Some => missing < zero || (missing > zero && missing <= near),
    };
    if is_wrong {
        let terms: Vec<&str> = parts.iter().map(|it| it.number.text.as_str()).collect();
        let message = format!(
            "各项{}之和是{sum}，同句的总数是{}",
            terms.join("+"),
            total.number.text
        );
        findings.add(
            sentence.spot,
            draft(message, total.number.text.clone(), sum.to_string()),
        );
    }
}

/// “双否308件（含51件区级双满）”: what is contained is not more than the whole.
fn asides(findings: &mut Findings<'_>, sentence: &Sentence) {
    let mut whole: Option<&Mention> = None;
    for mention in &sentence.mentions {
        if !mention.is_aside {
            whole = Some(mention);
            continue;
        }
        let is_contained =
            mention.label.starts_with('含') || mention.label.starts_with("其中");
        let Some(whole) =
            whole.filter(|whole| is_contained && whole.unit == mention.unit)
        else {
            continue;
        };
        let (part, all) = (mention.number.value(), whole.number.value());
        if part.zip(all).is_some_and(|(part, all)| part > all) {
            let message = format!(
                "括号里的{}件数大于前面的{}",
                mention.number.text, whole.number.text
            );
            let expected = format!("不大于{}", whole.number.text);
            findings.add(
                sentence.spot,
                draft(message, mention.number.text.clone(), expected),
            );
        }
    }
}

fn draft(message: String, found: String, expected: String) -> Draft {
    Draft {
        severity: Severity::Error,
        code: Code::WRONG_PARTS,
        message,
        hint: "请核对各分项和总数，改正有误的一个",
        found,
        expected,
    }
}
