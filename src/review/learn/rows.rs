//! Names that follow from the order of a list, as loops over its first or last rows.

use std::ops::Range;

use super::edits::Edit;
use super::resolve::Resolver;
use crate::figures::{List, Statistics, parts};

/// Words that say that names stand in an order.
const ORDERED: [&str; 14] = [
    "前", "最高", "最低", "最多", "最少", "居首", "首位", "第一", "末位", "后三", "后五",
    "倒数", "排名", "依次",
];

/// A name with the number that is told of it.
struct Told<'c> {
    name: Range<usize>,
    /// The number in the list of numbers.
    said: usize,
    list: &'c List,
    row: usize,
    measure: &'c str,
}

impl Resolver<'_, '_> {
    /// Turns names and their numbers into loops where the order of a list gives them.
    pub(super) fn rows(&mut self) {
        let statistics = self.catalogue.statistics;
        let told = self.told(statistics);
        let mut at = 0;
        while at < told.len() {
            let run = run(told.get(at..).unwrap_or_default());
            let all = told.get(at..at + run).unwrap_or_default();
            self.edits.extend(self.loops(statistics, all).unwrap_or_default());
            at += run.max(1);
        }
    }

    /// Names that stand before their numbers, or in a row before a row of numbers.
    fn told<'c>(&self, statistics: &'c Statistics) -> Vec<Told<'c>> {
        let mut told: Vec<Told<'c>> = Vec::new();
        for (said, found) in self.found.iter().enumerate() {
            let Some(found) = found else { continue };
            let key = found.figure.key.as_str();
            let Some(figure) = statistics.figure(key) else { continue };
            let (path, measure) = parts(&figure.key);
            let list = statistics.lists().find_map(|list| {
                let is_own = path == "districts.own" && list.key == "districts";
                let row = list.rows.iter().position(|row| {
                    row.key == path || (is_own && row.name == statistics.district)
                })?;
                is_ordered(statistics, list, measure).then_some((list, row))
            });
            let Some((list, row)) = list else { continue };
            let Some(name) = list.rows.get(row).map(|row| row.name.as_str()) else {
                continue;
            };
            let number = self.said.get(said).map_or(0, |said| said.number.start);
            let sentence = self.text.get(..number).unwrap_or_default();
            let start = sentence.rfind('。').map_or(0, |at| at + '。'.len_utf8());
            let Some(at) = sentence.get(start..).and_then(|text| text.rfind(name)) else {
                continue;
            };
            let name = start + at..start + at + name.len();
            told.push(Told { name, said, list, row, measure });
        }
        told
    }

    fn loops(&self, statistics: &Statistics, all: &[Told<'_>]) -> Option<Vec<Edit>> {
        let first = all.first()?;
        let list = first.list;
        let count = all.len();
        let from = list.rows.len().checked_sub(count)?;
        let rows: Vec<usize> = all.iter().map(|told| told.row).collect();
        let slice = if rows.iter().copied().eq(0..count) {
            format!("rows('{}')[:{count}]", list.key)
        } else if rows.iter().copied().eq(from..list.rows.len()) {
            format!("rows('{}')[{from}:]", list.key)
                .replace(&format!("[{from}:]"), &format!("[-{count}:]"))
        } else if rows.iter().copied().eq((from..list.rows.len()).rev()) {
            format!("(rows('{}')[-{count}:] | reverse)", list.key)
        } else {
            return None;
        };
        let around = self.sentence(first.name.start);
        let says_order = ORDERED.iter().any(|word| around.contains(word));
        if !says_order && count < 3 {
            return None;
        }
        if is_tied(statistics, first, all) {
            return None;
        }
        if count == 1 {
            return self.single(first, &slice);
        }
        self.interleaved(all, &slice).or_else(|| self.apart(all, &slice))
    }

    fn sentence(&self, at: usize) -> &str {
        let start = self.text.get(..at).and_then(|text| text.rfind('。'));
        let rest = self
            .text
            .get(start.map_or(0, |start| start + 3)..)
            .unwrap_or_default();
        rest.split('。').next().unwrap_or_default()
    }

    /// 甲最高，为98.15分.
    fn single(&self, told: &Told<'_>, slice: &str) -> Option<Vec<Edit>> {
        let said = self.said.get(told.said)?;
        let between = self.text.get(told.name.end..said.number.start)?;
        let is_top = ["最高", "最低", "最多", "最少", "居首", "第一", "首位", "末位"]
            .iter()
            .any(|word| between.contains(word));
        if !is_top || between.contains(['；', '。']) {
            return None;
        }
        let row = format!("({slice} | first)");
        Some(vec![
            Edit::text(told.name.clone(), format!("{{{{ {row}.name }}}}")),
            Edit::text(said.number.clone(), format!("{{{{ {row}.{} }}}}", told.measure)),
        ])
    }

    /// 甲（1件）、乙（2件）和丙（3件）.
    fn interleaved(&self, all: &[Told<'_>], slice: &str) -> Option<Vec<Edit>> {
        let number =
            |told: &Told<'_>| self.said.get(told.said).map(|said| said.number.clone());
        let first = all.first()?;
        let before = self.text.get(first.name.end..number(first)?.start)?;
        let mut between = Vec::new();
        for pair in all.windows(2) {
            let [one, next] = pair else { return None };
            let inner = self.text.get(next.name.end..number(next)?.start)?;
            if inner != before {
                return None;
            }
            between.push(self.text.get(number(one)?.end..next.name.start)?);
        }
        let (last, rest) = between.split_last()?;
        let common = rest.first().unwrap_or(last);
        let cut = separator(common)?;
        let (tail, comma) = common.split_at(cut);
        let (last_tail, last_comma) = last.split_at(separator(last)?);
        if last_tail != tail || rest.iter().any(|it| it != common) {
            return None;
        }
        let range = first.name.start..number(all.last()?)?.end + tail.len();
        let is_whole = self.text.get(number(all.last()?)?.end..range.end)? == tail;
        if !is_whole {
            return None;
        }
        let body =
            format!("{{{{ one.name }}}}{before}{{{{ one.{} }}}}{tail}", first.measure);
        Some(vec![Edit::text(range, looped(slice, &body, comma, last_comma))])
    }

    /// 甲、乙、丙分别为1件、2件、3件.
    fn apart(&self, all: &[Told<'_>], slice: &str) -> Option<Vec<Edit>> {
        let names: Vec<Range<usize>> = all.iter().map(|told| told.name.clone()).collect();
        let numbers: Option<Vec<Range<usize>>> = all
            .iter()
            .map(|told| self.said.get(told.said).map(|said| said.number.start..said.end))
            .collect();
        let numbers = numbers?;
        let commas = |ranges: &[Range<usize>]| -> Option<(String, String)> {
            let between: Option<Vec<&str>> = ranges
                .windows(2)
                .map(|pair| self.text.get(pair.first()?.end..pair.last()?.start))
                .collect();
            let between = between?;
            let is_comma = |text: &&str| ["、", "和", "，", "及", "与"].contains(text);
            let (last, rest) = between.split_last()?;
            let common = rest.first().unwrap_or(last);
            let all = between.iter().all(is_comma) && rest.iter().all(|it| it == common);
            all.then(|| ((*common).to_owned(), (*last).to_owned()))
        };
        let (name_comma, name_last) = commas(&names)?;
        let (number_comma, number_last) = commas(&numbers)?;
        let first = all.first()?;
        let said = self.said.get(first.said)?;
        let unit = self.text.get(said.number.end..said.end)?;
        let number = format!("{{{{ one.{} }}}}{unit}", first.measure);
        Some(vec![
            Edit::text(
                names.first()?.start..names.last()?.end,
                looped(slice, "{{ one.name }}", &name_comma, &name_last),
            ),
            Edit::text(
                numbers.first()?.start..numbers.last()?.end,
                looped(slice, &number, &number_comma, &number_last),
            ),
        ])
    }
}

/// How many names in a row are of one list and measure, each a row further.
fn run(told: &[Told<'_>]) -> usize {
    let follows = |pair: &&[Told<'_>]| match pair {
        [one, next] => {
            one.list.key == next.list.key
                && one.measure == next.measure
                && one.name.end <= next.name.start
                && next.said == one.said + 1
                && next.row.abs_diff(one.row) == 1
        }
        _ => false,
    };
    1 + told.windows(2).take_while(follows).count()
}

/// Whether the rows of a list stand in the order of a measure.
fn is_ordered(statistics: &Statistics, list: &List, measure: &str) -> bool {
    let values: Option<Vec<_>> = list
        .rows
        .iter()
        .map(|row| statistics.figure(&format!("{}.{measure}", row.key))?.printed_exact())
        .collect();
    let Some(values) = values.filter(|values| values.len() > 1) else { return false };
    let is_same = values.windows(2).all(|pair| pair.first() == pair.last());
    let rises = values.is_sorted();
    let falls = values.iter().rev().is_sorted();
    (rises || falls) && !is_same
}

/// Whether the row after the last that is named has the same value: then its place is luck.
fn is_tied(statistics: &Statistics, first: &Told<'_>, all: &[Told<'_>]) -> bool {
    let value = |row: Option<usize>| {
        let row = first.list.rows.get(row?)?;
        statistics
            .figure(&format!("{}.{}", row.key, first.measure))?
            .printed_exact()
    };
    let rows = all.iter().map(|told| told.row);
    let (low, high) = (rows.clone().min(), rows.max());
    let next = high.and_then(|high| value(Some(high + 1)));
    let before = low.and_then(|low| value(low.checked_sub(1)));
    (next.is_some() && next == value(high)) || (before.is_some() && before == value(low))
}

/// Where the comma starts at the end of what stands between two rows.
fn separator(between: &str) -> Option<usize> {
    ["、", "，", "和", "及", "；"]
        .iter()
        .find(|comma| between.ends_with(**comma))
        .map(|comma| between.len() - comma.len())
}

fn looped(slice: &str, body: &str, comma: &str, last: &str) -> String {
    let between = if comma == last {
        format!("{{% if not loop.last %}}{comma}{{% endif %}}")
    } else {
        format!(
            "{{% if loop.revindex == 2 %}}{last}{{% elif not loop.last %}}{comma}{{% endif %}}"
        )
    };
    format!("{{% for one in {slice} %}}{body}{between}{{% endfor %}}")
}
