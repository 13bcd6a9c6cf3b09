//! Words that an edit changed: of direction, measure, tickets, unit, and names.

use std::ops::Range;

use super::numbers::numbers;
use super::sequence::{Step, align_equal};

/// Few words that were changed for others, none shorter than two characters where there
/// are more: 上升 and 下降, 件 and 万件. What was written anew is no slip.
pub(super) fn changed_words(old: &str, new: &str) -> Vec<(String, String)> {
    const LENGTH_MAX: usize = 12;
    const CHANGES_MAX: usize = 4;
    let (one, two) = (worded(old), worded(new));
    let mut regions: Vec<Region> = Vec::new();
    let (mut left, mut right) = (0, 0);
    let mut steps = align_equal(&one, &two);
    steps.push(Step::Both(one.len(), two.len()));
    for step in steps {
        let Step::Both(a, b) = step else { continue };
        // A label or number that Word makes stands in front on one side only.
        let is_label = (left, right) == (0, 0) && (a == 0 || b == 0);
        if (left, right) != (a, b) && !is_label {
            add(&mut regions, (left..a, right..b), &one);
        }
        (left, right) = (a + 1, b + 1);
    }
    let told = |(left, right): &Region| {
        let text = |all: &[char], range: &Range<usize>| -> String {
            all.get(range.clone()).unwrap_or_default().iter().collect()
        };
        (text(&one, left), text(&two, right))
    };
    let is_word = |part: &str| part.chars().count() <= LENGTH_MAX && !part.contains('0');
    let words = regions.iter().map(|region| told(&widened(region, &one)));
    let all: Vec<_> = words.filter(|(one, two)| is_word(one) && is_word(two)).collect();
    if all.len() > CHANGES_MAX { Vec::new() } else { all }
}

/// Characters on both sides that differ.
type Region = (Range<usize>, Range<usize>);

/// Adds a region to the one before it where hardly anything stands between them.
fn add(regions: &mut Vec<Region>, (left, right): Region, one: &[char]) {
    const BETWEEN_MAX: usize = 2;
    if let Some((before, other)) = regions.last_mut() {
        let between = one.get(before.end..left.start).unwrap_or_default();
        if between.len() <= BETWEEN_MAX && between.iter().all(|c| is_hanzi(*c)) {
            before.end = left.end;
            other.end = right.end;
            return;
        }
    }
    regions.push((left, right));
}

/// With the character behind it, or else before it, where a side has less than two.
fn widened((left, right): &Region, one: &[char]) -> Region {
    let is_hanzi =
        |at: Option<usize>| at.and_then(|at| one.get(at)).is_some_and(|c| is_hanzi(*c));
    match () {
        () if left.len().min(right.len()) > 1 => (left.clone(), right.clone()),
        () if is_hanzi(Some(left.end)) => {
            (left.start..left.end + 1, right.start..right.end + 1)
        }
        () if right.start > 0 && is_hanzi(left.start.checked_sub(1)) => {
            (left.start - 1..left.end, right.start - 1..right.end)
        }
        () => (left.clone(), right.clone()),
    }
}

fn is_hanzi(c: char) -> bool {
    c.is_alphabetic() && !c.is_ascii()
}

/// The characters of a text without blanks, each number as one 0.
fn worded(text: &str) -> Vec<char> {
    let mut rest = text.to_owned();
    for number in numbers(text).iter().rev() {
        // A per cent sign and an arrow belong to the number.
        rest.replace_range(number.range.clone(), "0");
    }
    rest.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether words tell of direction, measure, tickets or unit: of what a number is.
pub(super) fn is_of_facts(words: &str) -> bool {
    const MARKS: &str = "升降增减高低多少好差优劣先后进退持平直转派从主自办响应解决满意双单否\
                         万千百件分率比位名第首末最上下环同";
    words.chars().any(|c| MARKS.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_one_by_one_and_sentences_written_anew_are_not() {
        let told = |old: &str, new: &str| {
            let all = changed_words(old, new).into_iter();
            all.map(|(old, new)| format!("{old}→{new}")).collect::<Vec<_>>()
        };
        assert_eq!(
            told(
                "受理12件，环比上升3.00%，高于全市",
                "受理12万件，环比下降4.00%，低于全市"
            ),
            ["件→万件", "上升→下降", "高于→低于"]
        );
        assert_eq!(told("共5件", "表1：共5件"), Vec::<String>::new());
        let new = "经过各方努力，本期各项工作又取得了很大的进步，详见附件";
        assert_eq!(told("环比上升3.00%", new), Vec::<String>::new());
    }
}
