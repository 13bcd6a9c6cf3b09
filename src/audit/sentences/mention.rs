//! Numbers in a sentence with what they are said of.

use crate::audit::numbers::{Number, numbers};
use crate::audit::places::Spot;

/// A sentence with its numbers.
#[derive(Debug)]
pub(super) struct Sentence {
    pub(super) spot: Spot,
    pub(super) text: String,
    pub(super) mentions: Vec<Mention>,
}

/// A number with its unit and the words before it.
#[derive(Debug)]
pub(super) struct Mention {
    pub(super) number: Number,
    pub(super) unit: Unit,
    /// The words since the last mark or number: “高于全区综合成绩”.
    pub(super) label: String,
    /// Within brackets.
    pub(super) is_aside: bool,
    /// What follows the unit.
    pub(super) after: String,
    /// The number is said to differ from something.
    pub(super) relation: Option<Relation>,
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Points,
    Percent,
    PercentagePoints,
    PerTenThousand,
    /// 件, 个, 名, 户 and other things that can be counted.
    Counted(char),
    Place,
    None,
}

/// A difference: the number tells by how much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    pub(super) is_up: bool,
    /// The word for it: “高于”, “下降”.
    pub(super) word: &'static str,
    /// From what; empty when the sentence does not tell.
    pub(super) other: String,
}

/// Words that compare with what follows them.
const COMPARING: &[(&str, bool)] = &[
    ("高于", true),
    ("低于", false),
    ("超过", true),
    ("超出", true),
    ("多于", true),
    ("少于", false),
    ("领先", true),
    ("落后于", false),
    ("落后", false),
    ("不及", false),
];
/// Words at the end of a label that tell a direction.
const MOVING: &[(&str, bool)] = &[
    ("上升", true),
    ("上涨", true),
    ("增长", true),
    ("增加", true),
    ("提高", true),
    ("提升", true),
    ("高出", true),
    ("高", true),
    ("多", true),
    ("下降", false),
    ("下滑", false),
    ("减少", false),
    ("降低", false),
    ("回落", false),
    ("低", false),
    ("少", false),
];
const AGAINST: &[&str] = &["比", "较"];

/// Cuts a text into sentences.
pub(super) fn add(all: &mut Vec<Sentence>, spot: Spot, text: &str) {
    for sentence in text.split(['。', '！', '？', '\n']) {
        let mentions = mentions(sentence);
        if !mentions.is_empty() {
            all.push(Sentence { spot, text: sentence.to_owned(), mentions });
        }
    }
}

fn mentions(sentence: &str) -> Vec<Mention> {
    let all = numbers(sentence);
    let mut mentions = Vec::new();
    let mut end = 0;
    for number in all {
        let before = sentence.get(end..number.range.start).unwrap_or_default();
        let rest = sentence.get(number.range.end..).unwrap_or_default();
        let (unit, length) = unit(&number, rest);
        let after = rest.get(length..).unwrap_or_default();
        let label = label(before).to_owned();
        let relation = relation(&label).filter(|_| unit != Unit::None);
        end = number.range.end + length;
        let start = sentence.get(..number.range.start).unwrap_or_default();
        mentions.push(Mention {
            is_aside: depth(start) > 0,
            after: after.to_owned(),
            number,
            unit,
            label,
            relation,
        });
    }
    mentions
}

fn depth(before: &str) -> usize {
    let opened = before.matches(['（', '(']).count();
    opened.saturating_sub(before.matches(['）', ')']).count())
}

/// The words since the last mark; right behind a bracket, those before it.
fn label(before: &str) -> &str {
    const MARKS: &[char] = &['，', '；', '：', '、', ',', ';', ':'];
    let before = before.trim();
    let outer = before.trim_end_matches(['（', '(']);
    let from_outer = outer.rsplit(MARKS).next().unwrap_or_default();
    if outer.len() < before.len() {
        return without_asides(from_outer);
    }
    let inner = before.rsplit(MARKS).next().unwrap_or_default();
    without_asides(inner)
}

/// Up to the last bracket that is still open, closed ones are part of the words.
fn without_asides(text: &str) -> &str {
    let mut start = 0;
    let mut open: Vec<usize> = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' => open.push(at + c.len_utf8()),
            '）' | ')' if open.pop().is_none() => start = at + c.len_utf8(),
            _ => {}
        }
    }
    let start = open.last().copied().unwrap_or(start).max(start);
    text.get(start..).unwrap_or_default().trim()
}

/// The unit behind a number and how many bytes it takes.
fn unit(number: &Number, rest: &str) -> (Unit, usize) {
    if number.is_percent {
        return (Unit::Percent, 0);
    }
    let blank = rest.len() - rest.trim_start_matches(' ').len();
    let rest = rest.get(blank..).unwrap_or_default();
    let long = [
        ("个百分点", Unit::PercentagePoints),
        ("件/万人", Unit::PerTenThousand),
        ("件每万人", Unit::PerTenThousand),
    ];
    for (words, unit) in long {
        if rest.starts_with(words) {
            return (unit, blank + words.len());
        }
    }
    let mut characters = rest.chars();
    let first = characters.next().unwrap_or_default();
    let second = characters.next().unwrap_or_default();
    let unit = match first {
        // 分别, 分钟, 分类 are no points.
        '分' if !"别钟类为析布步管".contains(second) => Unit::Points,
        '位' | '名' if number.decimals == 0 && second != '义' => Unit::Place,
        '件' | '个' | '人' | '次' | '户' | '条' | '项' | '起' | '家' => {
            Unit::Counted(first)
        }
        _ => return (Unit::None, 0),
    };
    (unit, blank + first.len_utf8())
}

/// What a label says about a difference.
fn relation(label: &str) -> Option<Relation> {
    let comparing = COMPARING
        .iter()
        .filter_map(|(word, is_up)| label.rfind(word).map(|at| (at, *word, *is_up)))
        .max();
    if let Some((at, word, is_up)) = comparing {
        let other = label.get(at + word.len()..).unwrap_or_default().trim();
        return Some(Relation { is_up, word, other: other.to_owned() });
    }
    let bare = label.trim_end_matches(['了', '约']);
    let moving = MOVING.iter().find_map(|(word, is_up)| {
        bare.strip_suffix(word).map(|before| (before, *word, *is_up))
    });
    let (before, word, is_up) = moving?;
    let against = AGAINST
        .iter()
        .filter_map(|word| before.rfind(word).map(|at| at + word.len()))
        .max();
    let other = against.and_then(|at| before.get(at..)).unwrap_or_default().trim();
    Some(Relation { is_up, word, other: other.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String, Option<String>)> {
        mentions(text)
            .into_iter()
            .map(|it| (it.number.text, it.label, it.relation.map(|it| it.other)))
            .collect()
    }

    #[test]
    fn a_number_knows_what_it_is_said_of() {
        let found = read("转派工单（含从办）综合成绩89.33分，低于直派工单成绩7.75分");
        let words = |text: &str| text.to_owned();
        assert_eq!(
            found,
            [
                (words("89.33"), words("转派工单（含从办）综合成绩"), None),
                (words("7.75"), words("低于直派工单成绩"), Some(words("直派工单成绩"))),
            ]
        );
        let found = read("依次为大兴区（197.06件/万人）、昌平区（197.29件/万人）");
        assert_eq!(found.get(1).map(|it| it.1.clone()), Some(words("昌平区")));
        let found = read("比全区综合成绩高1.87分，环比下降了11.84%");
        assert_eq!(found.first().unwrap().2, Some(words("全区综合成绩")));
        assert_eq!(found.get(1).unwrap().2, Some(words("")));
    }
}
