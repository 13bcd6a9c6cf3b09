//! Numbers of a sentence with their units and the words before them.

use std::ops::Range;

use super::patterns::patterns;
use super::printed::Printed;
use super::words::{self, Measure};
use crate::audit::numbers::numbers;

/// More numbers than these in one sentence are a table in disguise; they are not read.
const MENTIONS_MAX: usize = 120;

/// What is counted or measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unit {
    Percent,
    PercentagePoints,
    Points,
    /// 件/万人.
    PerTenThousand,
    /// 件, 个, 家 and so on.
    Counted(&'static str),
    /// 位, 名: places when 第 stands before, else steps.
    Places,
    Days,
    /// 万人.
    TenThousandPeople,
    None,
}

/// A number in a sentence.
#[derive(Debug, Clone)]
pub(crate) struct Mention {
    pub(crate) number: Printed,
    pub(crate) unit: Unit,
    /// Bytes of the paragraph, with the unit.
    pub(crate) range: Range<usize>,
    /// Words since the last comma or number on the same level of brackets.
    pub(crate) label: String,
    /// All words since the last number on that level.
    pub(crate) lead: String,
    /// Words after it up to the next number or sentence's end on that level.
    pub(crate) after: String,
    /// Levels of brackets around it.
    pub(crate) depth: usize,
    /// Words before the innermost bracket, since a comma or number.
    pub(crate) outer: String,
    /// The number right before that bracket.
    pub(crate) parent: Option<usize>,
    /// Whether 第 stands before it.
    pub(crate) is_ordinal: bool,
}

/// A sentence of a paragraph.
#[derive(Debug, Clone)]
pub(crate) struct Sentence {
    pub(crate) range: Range<usize>,
    pub(crate) mentions: Vec<Mention>,
    /// Whether all its numbers were taken.
    pub(crate) is_whole: bool,
}

patterns! {
    // Numbers that measure nothing: dates, references, names, numbering.
    SKIPPED = concat!(
        r"\d{2,4}年(?:\d{1,2}月份?)?(?:\d{1,2}日)?(?:\d{1,2}时)?",
        r"|\d{1,2}月份?(?:\d{1,2}日)?(?:\d{1,2}时)?|\d{1,2}日(?:\d{1,2}时)?|\d{1,2}时|\d{1,2}:\d{2}",
        r"|[表图]\s*\d+(?:[-—]\d+)?|附[件表图]\s*\d+|第\d+(?:期|号|条|次|届|季度|章|周|版|批|轮)",
        r"|[〔\[]\d+[〕\]]\d*号?|[“\x22]\d+[”\x22]|12345|12319|96\d{3,4}|[A-Za-z]\d+",
        r"|\d+[A-Za-z-][A-Za-z0-9-]*|1[3-9]\d{9}",
    );
    NUMBERING = r"(?:^|[。；;\n])\s*[（(]?\d{1,2}(?:[.．、)）])";
}

/// Units, longer ones first, each with the factor of its number.
const UNITS: &[(&str, Unit, i64)] = &[
    ("件/万人", Unit::PerTenThousand, 1),
    ("件／万人", Unit::PerTenThousand, 1),
    ("个百分点", Unit::PercentagePoints, 1),
    ("百分点", Unit::PercentagePoints, 1),
    ("万余件", Unit::None, 1),
    ("万件次", Unit::Counted("件"), 10_000),
    ("万件", Unit::Counted("件"), 10_000),
    ("千件", Unit::Counted("件"), 1_000),
    ("余件", Unit::None, 1),
    ("件次", Unit::Counted("件"), 1),
    ("件", Unit::Counted("件"), 1),
    ("宗", Unit::Counted("件"), 1),
    ("万人", Unit::TenThousandPeople, 1),
    ("个月", Unit::None, 1),
    ("分钟", Unit::None, 1),
    ("分别", Unit::None, 1),
    ("分之", Unit::None, 1),
    ("分", Unit::Points, 1),
    ("位", Unit::Places, 1),
    ("名", Unit::Places, 1),
    ("天", Unit::Days, 1),
    ("家", Unit::Counted("个"), 1),
    ("个", Unit::Counted("个"), 1),
    ("人次", Unit::Counted("人次"), 1),
    ("人", Unit::Counted("人"), 1),
    ("项", Unit::Counted("项"), 1),
    ("类", Unit::Counted("类"), 1),
    ("条", Unit::Counted("条"), 1),
    ("起", Unit::Counted("起"), 1),
];

impl Unit {
    /// The unit that a text starts with, its length and the factor of the number.
    fn of(after: &str) -> (Self, usize, i64) {
        let start = after.len() - after.trim_start_matches(' ').len();
        let rest = after.get(start..).unwrap_or_default();
        let found = UNITS.iter().find(|(word, ..)| rest.starts_with(word));
        match found {
            Some((word, unit, factor)) if *unit != Self::None => {
                (unit.clone(), start + word.len(), *factor)
            }
            _ => (Self::None, 0, 1),
        }
    }
}

impl Mention {
    /// A rate that is none of the three: 双满率, 按期办结率.
    pub(crate) fn other_rate(&self) -> Option<Measure> {
        let label = self.label.trim().trim_end_matches(['为', '达', '是', '到']);
        label.ends_with('率').then(|| Measure::Other(words::bare(label)))
    }

    /// Whether it is a bound that others are counted by: 95分以上的.
    pub(crate) fn is_bound(&self) -> bool {
        ["以上", "以下", "及以上", "及以下", "以内", "之间", "以外"]
            .iter()
            .any(|word| self.after.starts_with(word))
    }
}

/// What is known on one level of brackets.
#[derive(Default)]
struct Level {
    label: String,
    lead: String,
    last: Option<usize>,
    /// Whether a number stood on it.
    outer: String,
    parent: Option<usize>,
}

/// Reads the sentences of a paragraph.
pub(crate) fn sentences(text: &str) -> Vec<Sentence> {
    let mut skipped: Vec<Range<usize>> =
        SKIPPED.find_iter(text).map(|found| found.range()).collect();
    skipped.extend(NUMBERING.find_iter(text).map(|found| found.range()));
    skipped.sort_by_key(|range| range.start);
    let mut scan = Scan::new(text);
    let mut skip = skipped.into_iter().peekable();
    let mut at = 0;
    for number in numbers(text) {
        while skip.next_if(|range| range.end <= number.range.start).is_some() {}
        let is_skipped = skip.peek().is_some_and(|range| {
            range.start < number.range.end && number.range.start < range.end
        });
        if is_skipped || number.range.start < at {
            continue;
        }
        scan.words(at..number.range.start);
        at = scan.number(&number);
    }
    scan.words(at..text.len());
    scan.end(text.len());
    scan.done
}

struct Scan<'a> {
    text: &'a str,
    start: usize,
    levels: Vec<Level>,
    mentions: Vec<Mention>,
    is_whole: bool,
    done: Vec<Sentence>,
}

impl<'a> Scan<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            start: 0,
            levels: vec![Level::default()],
            mentions: Vec::new(),
            is_whole: true,
            done: Vec::new(),
        }
    }

    fn words(&mut self, range: Range<usize>) {
        let words = self.text.get(range.clone()).unwrap_or_default();
        for (offset, c) in words.char_indices() {
            let at = range.start + offset;
            match c {
                '。' | '！' | '？' | '\n' => {
                    self.end(at + c.len_utf8());
                    continue;
                }
                '（' | '(' => {
                    self.open();
                    continue;
                }
                '）' | ')' => {
                    self.close();
                    continue;
                }
                _ => {}
            }
            if let Some(last) = self.levels.last().and_then(|level| level.last)
                && let Some(mention) = self.mentions.get_mut(last)
            {
                mention.after.push(c);
            }
            let Some(level) = self.levels.last_mut() else { continue };
            level.lead.push(c);
            match c {
                '，' | '；' | '：' | ',' | ';' | ':' => level.label.clear(),
                c => level.label.push(c),
            }
        }
    }

    fn open(&mut self) {
        if self.levels.len() > 8 {
            return;
        }
        let last = self.levels.last();
        let outer = last.map(|level| level.label.clone()).unwrap_or_default();
        let parent =
            last.and_then(|level| level.last).filter(|_| outer.trim().is_empty());
        self.levels.push(Level { outer, parent, ..Level::default() });
    }

    fn close(&mut self) {
        if self.levels.len() < 2 {
            return;
        }
        let Some(inner) = self.levels.pop() else { return };
        // What a bracket says without numbers belongs to the words around it.
        let is_plain = inner.last.is_none()
            && !inner.lead.contains('见')
            && !inner.lead.contains('表');
        if let Some(level) = self.levels.last_mut().filter(|_| is_plain) {
            let words = format!("（{}）", inner.lead);
            level.label.push_str(&words);
            level.lead.push_str(&words);
        }
    }

    /// Takes a number and gives the byte where its unit ends.
    fn number(&mut self, number: &crate::audit::numbers::Number) -> usize {
        let after = self.text.get(number.range.end..).unwrap_or_default();
        let (unit, length, factor) =
            if number.is_percent { (Unit::Percent, 0, 1) } else { Unit::of(after) };
        let end = number.range.end + length;
        let printed = Printed::of(number).map(|printed| printed.times(factor));
        let (Some(printed), true) = (printed, self.mentions.len() < MENTIONS_MAX) else {
            self.is_whole = false;
            return end;
        };
        let depth = self.levels.len() - 1;
        let index = self.mentions.len();
        let Some(level) = self.levels.last_mut() else { return end };
        let label = std::mem::take(&mut level.label);
        let lead = std::mem::take(&mut level.lead);
        level.last = Some(index);
        self.mentions.push(Mention {
            number: printed,
            unit,
            range: number.range.start..end,
            is_ordinal: label.ends_with('第'),
            label: label.trim_start_matches(['、', ' ', '和', '及']).to_owned(),
            lead,
            after: String::new(),
            depth,
            outer: level.outer.clone(),
            parent: level.parent,
        });
        end
    }

    fn end(&mut self, at: usize) {
        let range = self.start..at;
        self.start = at;
        self.levels = vec![Level::default()];
        let mentions = std::mem::take(&mut self.mentions);
        let is_whole = std::mem::replace(&mut self.is_whole, true);
        if self.text.get(range.clone()).is_some_and(|it| !it.trim().is_empty()) {
            self.done.push(Sentence { range, mentions, is_whole });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_units_and_words() {
        let text = "据市级考评，全区响应率99.00%，综合成绩（见表1）93.72分，\
                    高于全市平均水平（92.00分）1.72分，共1.2万件。9月1日";
        let all = sentences(text);
        let told: Vec<String> = all[0]
            .mentions
            .iter()
            .map(|it| {
                format!("{}|{}|{}|{:?}", it.label, it.outer, it.number.text, it.unit)
            })
            .collect();
        assert_eq!(
            told,
            [
                "全区响应率||99.00%|Percent",
                "综合成绩||93.72|Points",
                "|高于全市平均水平|92.00|Points",
                "高于全市平均水平||1.72|Points",
                "共||1.2|Counted(\"件\")",
            ]
        );
        assert!(all[1].mentions.is_empty());
    }
}
