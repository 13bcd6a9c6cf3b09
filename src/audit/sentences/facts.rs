//! What sentences state, under names by which the same thing is known again.
//!
//! A name is the set of the field's words in it (全区, 镇街, 直派, 平均 …) and whatever
//! words are left over. So two statements are of the same thing only if nothing tells
//! them apart.

use std::collections::{BTreeMap, BTreeSet};

use num_rational::BigRational;

use super::mention::{Mention, Sentence, Unit};
use crate::audit::findings::{Draft, Findings};
use crate::audit::manuscript::Manuscript;
use crate::audit::places::{self, Spot};
use crate::diagnostics::{Code, Severity};

/// A statement: what, how much, where.
#[derive(Debug)]
pub(super) struct Fact {
    pub(super) name: Name,
    pub(super) unit: Unit,
    pub(super) text: String,
    pub(super) value: BigRational,
    pub(super) spot: Spot,
}

/// What a number is of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name {
    measure: &'static str,
    words: BTreeSet<&'static str>,
    /// What the field's words leave over.
    rest: String,
}

/// Words for the same measure; longer ones first.
const MEASURES: &[(&str, &str)] = &[
    ("综合成绩", "成绩"),
    ("平均成绩", "平均成绩"),
    ("平均水平", "平均成绩"),
    ("平均得分", "平均成绩"),
    ("平均分", "平均成绩"),
    ("综合得分", "成绩"),
    ("成绩", "成绩"),
    ("得分", "成绩"),
    ("分数", "成绩"),
    ("响应率", "响应率"),
    ("解决率", "解决率"),
    ("满意率", "满意率"),
    ("万人诉求比", "万人诉求比"),
    ("万人诉求量", "万人诉求比"),
];
/// Whose: one of them is needed to know what is meant.
const SCOPES: &[(&str, &str)] = &[
    ("街道乡镇", "街乡镇"),
    ("街乡镇", "街乡镇"),
    ("镇街", "镇街"),
    ("街镇", "镇街"),
    ("部门", "部门"),
    ("全市", "全市"),
    ("全区", "全区"),
    ("我区", "全区"),
    ("本区", "全区"),
];
const QUALITIES: &[(&str, &str)] = &[
    ("直派", "直派"),
    ("转派", "转派"),
    ("从办", "从办"),
    ("自办", "自办"),
    ("上期", "上期"),
    ("上月", "上期"),
    ("去年同期", "去年同期"),
];
/// Words that change nothing about what is meant.
const FILLERS: &[&str] = &[
    "据市级考评",
    "市级考评",
    "工单",
    "诉求",
    "其中",
    "达到",
    "合计",
    "综合",
    "总体",
    "含",
    "达",
    "为",
    "是",
    "的",
    "和",
    "及",
    "、",
    "（",
    "）",
    "(",
    ")",
    "：",
    "注",
    " ",
];

/// Takes the field's words out of a text.
fn taken(
    text: &mut String,
    table: &[(&'static str, &'static str)],
) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    for (word, meaning) in table {
        if text.contains(word) {
            *text = text.replace(word, "");
            found.insert(*meaning);
        }
    }
    found
}

/// The name of what a label means, in a sentence about `subject`.
pub(super) fn name(
    label: &str,
    unit: Unit,
    subject: &BTreeSet<&'static str>,
) -> Option<Name> {
    let mut rest = label.to_owned();
    let measures = taken(&mut rest, MEASURES);
    let measure = match (measures.len(), unit) {
        (1, _) => measures.first().copied()?,
        (0, Unit::PerTenThousand) => "万人诉求比",
        _ => return None,
    };
    let mut words = taken(&mut rest, SCOPES);
    if words.is_empty() {
        words.clone_from(subject);
    }
    if words.is_empty() {
        return None;
    }
    // 全区镇街 are the 镇街.
    if words.len() > 1 {
        words.remove("全区");
    }
    words.extend(taken(&mut rest, QUALITIES));
    for filler in FILLERS {
        rest = rest.replace(filler, "");
    }
    Some(Name { measure, words, rest })
}

/// Whose numbers a sentence tells: of its first words, else of its heading.
pub(super) fn subject(
    manuscript: &Manuscript,
    sentence: &Sentence,
) -> BTreeSet<&'static str> {
    let first = sentence.mentions.iter().find(|mention| mention.relation.is_none());
    let end = first.map_or(0, |mention| mention.number.range.start);
    let mut head = sentence.text.get(..end).unwrap_or_default().to_owned();
    let own = taken(&mut head, SCOPES);
    if !own.is_empty() {
        return own;
    }
    let heading = places::heading(manuscript, sentence.spot.block).unwrap_or_default();
    // A heading such as 部门成绩 tells whose; that of a case tells a story.
    let is_story = heading.contains(['（', '(']) && !heading.starts_with(['（', '(']);
    if is_story { BTreeSet::new() } else { taken(&mut heading.to_owned(), SCOPES) }
}

/// Everything that the sentences state.
pub(super) fn facts(manuscript: &Manuscript, sentences: &[Sentence]) -> Vec<Fact> {
    let mut facts = Vec::new();
    for sentence in sentences {
        let subject = subject(manuscript, sentence);
        for mention in sentence.mentions.iter().filter(|it| states(it)) {
            let name = name(&mention.label, mention.unit, &subject);
            let (Some(name), Some(value)) = (name, mention.number.value()) else {
                continue;
            };
            facts.push(Fact {
                name,
                unit: mention.unit,
                text: mention.number.text.clone(),
                value,
                spot: sentence.spot,
            });
        }
    }
    facts
}

/// Whether a number is what something is, not by how much it differs or changed.
fn states(mention: &Mention) -> bool {
    let moves = ["由", "从", "至", "到"]
        .iter()
        .any(|word| mention.label.contains(word));
    let is_measure =
        matches!(mention.unit, Unit::Points | Unit::Percent | Unit::PerTenThousand);
    mention.relation.is_none() && !moves && is_measure
}

/// Reports things that are stated with two numbers, and where.
pub(super) fn contradictions(
    findings: &mut Findings<'_>,
    facts: &[Fact],
) -> BTreeSet<Spot> {
    let mut known: BTreeMap<(&Name, Unit), &Fact> = BTreeMap::new();
    let mut wrong = BTreeSet::new();
    for fact in facts {
        let first = *known.entry((&fact.name, fact.unit)).or_insert(fact);
        if first.value == fact.value {
            continue;
        }
        let place = places::describe(findings.manuscript, first.spot);
        let message = format!("这里是{}，{place}是{}", fact.text, first.text);
        wrong.insert(fact.spot);
        findings.add(
            fact.spot,
            Draft {
                severity: Severity::Error,
                code: Code::CONTRADICTING,
                message,
                hint: "同一事项应是同一数字；请核对哪一处是旧数",
                found: fact.text.clone(),
                expected: first.text.clone(),
            },
        );
    }
    wrong
}
