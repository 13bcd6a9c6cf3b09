//! Words that an edit changed: of direction, measure, tickets, unit, and names.

use super::numbers::numbers;
use super::sequence::{Step, align_equal};

/// Few words that were changed for others, each with one character around it: 下降 for
/// 上升, 件 for 万件. What was written anew is no slip.
pub(super) fn changed_words(old: &str, new: &str) -> Vec<(String, String)> {
    const LENGTH_MAX: usize = 12;
    const CHANGES_MAX: usize = 4;
    let (one, two) = (worded(old), worded(new));
    let mut all: Vec<(String, String)> = Vec::new();
    let (mut left, mut right) = (String::new(), String::new());
    let mut steps = align_equal(&one, &two);
    steps.push(Step::Both(one.len(), two.len()));
    // A label or number that Word makes stands in front on one side only.
    let mut is_front = true;
    for step in steps {
        match step {
            Step::Left(at) => left.extend(one.get(at)),
            Step::Right(at) => right.extend(two.get(at)),
            Step::Both(..) => {
                let is_label = is_front && (left.is_empty() || right.is_empty());
                if left != right && !is_label {
                    all.push((std::mem::take(&mut left), std::mem::take(&mut right)));
                }
                left.clear();
                right.clear();
                is_front = false;
            }
        }
    }
    let is_word = |part: &str| part.chars().count() <= LENGTH_MAX && !part.contains('0');
    all.retain(|(one, two)| is_word(one) && is_word(two));
    if all.len() > CHANGES_MAX { Vec::new() } else { all }
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

/// The names before the numbers of an alternative text.
pub(super) fn told_names(alt: &str) -> impl Iterator<Item = &str> {
    let parts = alt.split(['，', '：', '。', '；', '、']);
    parts
        .map(|part| {
            part.trim_end_matches(|c: char| c.is_ascii_digit() || ".%".contains(c))
        })
        .filter(|name| !name.is_empty())
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
            ["→万", "上升→下降", "高→低"]
        );
        assert_eq!(told("共5件", "表1：共5件"), Vec::<String>::new());
        let new = "经过各方努力，本期各项工作又取得了很大的进步，详见附件";
        assert_eq!(told("环比上升3.00%", new), Vec::<String>::new());
    }
}
