//! Words of direction against the numbers that follow them.

use super::mention::{Sentence, Unit};
use crate::audit::findings::{Draft, Findings};
use crate::diagnostics::{Code, Severity};

/// Words that lead to the figure of now, and whether it should be the higher one.
const LEADING: &[(&str, bool)] = &[
    ("上升", true),
    ("上涨", true),
    ("增长", true),
    ("增加", true),
    ("提高", true),
    ("提升", true),
    ("升", true),
    ("下降", false),
    ("减少", false),
    ("降低", false),
    ("回落", false),
    ("降", false),
];

pub(super) fn check(findings: &mut Findings<'_>, sentence: &Sentence) {
    for mention in &sentence.mentions {
        if let Some(relation) = &mention.relation
            && let Some(sign) = mention.number.sign
        {
            let expected = mention.number.plain().to_owned();
            let message = format!(
                "“{}{}”：有了“{}”，数字前不应再有“{sign}”",
                mention.label, mention.number.text, relation.word
            );
            findings.add(
                sentence.spot,
                draft(message, mention.number.text.clone(), expected),
            );
        }
    }
    from_to(findings, sentence);
}

/// “由390.09下降至372.71”: the second number has to lie on the side that is told.
fn from_to(findings: &mut Findings<'_>, sentence: &Sentence) {
    for (before, after) in sentence.mentions.iter().zip(sentence.mentions.iter().skip(1))
    {
        let starts = before.label.contains(['由', '从']);
        let same = before.unit == after.unit || before.unit == Unit::None;
        let direction = ["至", "到", "为"].iter().find_map(|end| {
            let stem = after.label.strip_suffix(end)?;
            LEADING.iter().find(|(word, _)| stem.ends_with(word))
        });
        let (true, true, Some((word, is_up))) = (starts, same, direction) else {
            continue;
        };
        let (Some(from), Some(to)) = (before.number.value(), after.number.value()) else {
            continue;
        };
        if (*is_up && to < from) || (!*is_up && to > from) {
            let (found, other) = (word, if *is_up { "下降" } else { "上升" });
            let message =
                format!("由{}到{}，却写“{found}”", before.number.text, after.number.text);
            findings.add(
                sentence.spot,
                draft(message, (*found).to_owned(), other.to_owned()),
            );
        }
    }
}

fn draft(message: String, found: String, expected: String) -> Draft {
    Draft {
        severity: Severity::Error,
        code: Code::WRONG_DIRECTION,
        message,
        hint: "请核对升降方向与数字",
        found,
        expected,
    }
}
