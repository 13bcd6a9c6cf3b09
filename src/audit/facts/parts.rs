//! Lists of a sentence: rows of numbers for rows of names, and sums of parts.

use super::claim::Kind;
use super::mention::{Mention, Unit};
use super::printed::Printed;
use super::relation::Relation;
use super::sentence::Reader;
use super::term::Term;
use super::words;

impl Reader<'_> {
    /// How many numbers stand in a row with nothing but 、 between: 分别为1、2和3.
    pub(super) fn run(&self, at: usize) -> usize {
        let Some(first) = self.mentions.get(at) else { return 1 };
        let rest = self.mentions.get(at + 1..).unwrap_or_default();
        let follows = rest.iter().take_while(|it| {
            it.depth == first.depth
                && it.lead.trim_matches(['、', '和', '及', '与', ' ', '，']).is_empty()
                && it.lead.contains(['、', '和', '及', '与'])
        });
        1 + follows.count()
    }

    /// A row of numbers for a row of names or of earlier figures.
    pub(super) fn list(&mut self, at: usize, run: usize) {
        let all = self.mentions.get(at..at + run).unwrap_or_default();
        let Some(first) = all.first() else { return };
        // One of them without the sign that the others have.
        let bare = all
            .iter()
            .filter(|it| it.unit == Unit::None && it.number.decimals > 0);
        let bare: Vec<&Mention> = bare.collect();
        let signs = all.iter().filter(|it| it.unit == Unit::Percent).count();
        if let ([bare], true) = (bare.as_slice(), signs > 0 && signs + 1 == run) {
            let found = bare.number.text.clone();
            self.claim(bare.range.clone(), Kind::Unit { wanted: "%", found });
        }
        if let Some(Relation::Share { base }) = Relation::of(&first.label) {
            let parts: Vec<usize> = self.counts_before(at, run);
            if parts.len() == run {
                for (part, share) in parts.iter().zip(all) {
                    self.share(*part, share, &base);
                }
                return;
            }
        }
        if Relation::of(&first.label).is_some() {
            self.reading.unread += run;
            return;
        }
        let names = self.list_names(at, run);
        if names.len() != run {
            self.reading.unread += run;
            return;
        }
        let words = self.words(first);
        let Some(measure) = self.measure(&words, first) else {
            self.reading.unread += run;
            return;
        };
        if let Some(is_high) = order_of(&first.lead) {
            let values = all.iter().map(|it| it.number.clone()).collect();
            self.claim(first.range.clone(), Kind::Ordered { values, is_high });
        }
        for (index, (name, mention)) in names.into_iter().zip(all).enumerate() {
            let term = Term {
                measure: measure.clone(),
                subject: name,
                scope: words.scope,
                period: words.period,
            };
            self.fact(at + index, mention, term);
        }
        self.carry.measure = Some(measure);
    }

    /// The names that a row of numbers is of: in the words before, or further back.
    pub(super) fn list_names(&self, at: usize, run: usize) -> Vec<String> {
        let Some(first) = self.mentions.get(at) else { return Vec::new() };
        let found = |text: &str| {
            let names = self.names.find(text);
            names.into_iter().map(|it| it.name.to_owned()).collect::<Vec<_>>()
        };
        let names = found(&first.lead);
        if names.len() >= run {
            // A list of names, then the measure: the last ones are meant.
            return names.get(names.len() - run..).unwrap_or_default().to_vec();
        }
        unknown_names(&first.lead)
            .filter(|names| names.len() == run)
            .unwrap_or_default()
    }

    /// The last plain counts before a place.
    pub(super) fn counts_before(&self, at: usize, count: usize) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for index in (0..at).rev() {
            let Some(mention) = self.mentions.get(index) else { continue };
            if found.len() == count {
                break;
            }
            if matches!(mention.unit, Unit::Counted(_))
                && mention.depth == 0
                && !is_sum(mention)
            {
                found.push(index);
            }
        }
        found.reverse();
        found
    }

    /// Sums that the sentence tells: 共…件：…、…, …，合计….
    pub(super) fn sums(&mut self) {
        let outer: Vec<&Mention> =
            self.mentions.iter().filter(|it| it.depth == 0).collect();
        for (at, total) in outer.iter().enumerate() {
            if !matches!(total.unit, Unit::Counted(_)) {
                continue;
            }
            let rest = outer.get(at + 1..).unwrap_or_default();
            if let Some(count) = first_of(&total.label) {
                let kind = Kind::First { count, sum: total.number.clone() };
                self.claim(total.range.clone(), kind);
            }
            if let Some(is_all) = listing(&total.after) {
                let parts: Vec<&Mention> = rest
                    .iter()
                    .take_while(|it| !is_sum(it))
                    .filter(|it| is_part(it, total))
                    .copied()
                    .collect();
                let labels =
                    parts.iter().map(|it| it.label.trim_start_matches("其中").trim());
                let labels: Vec<&str> = labels.collect();
                let parts = of_one_list(&parts);
                let is_all = is_all
                    || labels.get(..parts.len()).is_some_and(|it| HALVES.contains(&it));
                let has_inner = rest
                    .iter()
                    .filter(|it| is_part(it, total))
                    .any(|it| listing(&it.after).is_some());
                if !has_inner {
                    self.sum(total, parts, is_all);
                }
            }
            if is_sum(total) {
                let wanted = listed(&total.label);
                // “东关街道（1203件）…，三者合计”: the parts may stand in brackets.
                let before: Vec<&Mention> = self
                    .mentions
                    .iter()
                    .filter(|it| it.range.end < total.range.start)
                    .filter(|it| it.depth == 0 || wanted.is_some() && it.parent.is_none())
                    .collect();
                let mut parts: Vec<Printed> = before
                    .iter()
                    .rev()
                    .filter(|it| it.unit == total.unit)
                    .take_while(|it| is_part(it, total))
                    .take(wanted.unwrap_or(usize::MAX))
                    .map(|it| it.number.clone())
                    .collect();
                parts.reverse();
                if wanted.is_none_or(|wanted| parts.len() == wanted) {
                    self.sum(total, parts, true);
                }
            }
        }
    }

    /// Lists in which each name has its figure in brackets: 较多的是住房（60件）、….
    pub(super) fn bracketed(&mut self) {
        let starts =
            |it: &Mention| it.depth == 1 && it.parent.is_none() && !it.outer.is_empty();
        let mut rest: &[Mention] = self.mentions;
        while let Some(at) = rest.iter().position(starts) {
            let list = rest.get(at..).unwrap_or_default();
            let Some(first) = list.first() else { return };
            // The words in front of the list stay before each of its brackets.
            let goes_on = |it: &&Mention| {
                it.depth == 1
                    && it.unit == first.unit
                    && it.outer.starts_with(&first.outer)
            };
            let list: Vec<&Mention> = list.iter().take_while(goes_on).collect();
            let words = ["较多", "最多", "依次", "最高"];
            let is_told = words.iter().any(|word| first.outer.contains(word));
            if list.len() > 2 && is_told && list.iter().all(|it| it.parent.is_none()) {
                let values = list.iter().map(|it| it.number.clone()).collect();
                self.claim(first.range.clone(), Kind::Ordered { values, is_high: None });
            }
            rest = rest.get(at + list.len()..).unwrap_or_default();
        }
    }

    pub(super) fn sum(&mut self, total: &Mention, parts: Vec<Printed>, is_all: bool) {
        if parts.len() >= 2 {
            let kind = Kind::Sum { whole: total.number.clone(), parts, is_all };
            self.claim(total.range.clone(), kind);
        }
    }
}

/// Whether a label sums up what stands before it: 合计, 三个街镇合计.
pub(super) fn is_sum(mention: &Mention) -> bool {
    let label = mention.label.trim();
    SUMMING.contains(&label)
        || (listed(label).is_some() && SUMMING.iter().any(|word| label.ends_with(word)))
}

const SUMMING: &[&str] = &["共", "共计", "合计", "总计", "总共", "累计"];

/// “居前六位的问题共” sums up the first six.
fn first_of(label: &str) -> Option<usize> {
    let label = label.trim();
    let rest = label.get(label.find('前')? + '前'.len_utf8()..)?;
    let digits: String = rest
        .chars()
        .take_while(|c| "一二三四五六七八九十0123456789".contains(*c))
        .collect();
    let is_sum = SUMMING.iter().any(|word| label.ends_with(word));
    words::small(&digits).filter(|count| is_sum && *count >= 2)
}

/// “三个街镇合计” sums up three.
fn listed(label: &str) -> Option<usize> {
    let at = label.find(['个', '家', '类', '项', '者'])?;
    let digits: String = label
        .get(..at)?
        .chars()
        .rev()
        .take_while(|c| "一二三四五六七八九十两0123456789".contains(*c))
        .collect();
    words::small(&digits.chars().rev().collect::<String>()).filter(|count| *count >= 2)
}

/// Whether the words before a list tell that it is in order; and whether it goes down,
/// where they tell.
fn order_of(lead: &str) -> Option<Option<bool>> {
    let has = |words: &[&str]| words.iter().any(|word| lead.contains(word));
    match () {
        () if has(&["由低到高", "从低到高", "由少到多", "最低的", "最少的"]) => {
            Some(Some(false))
        }
        () if has(&["由高到低", "从高到低", "由多到少", "最高的", "最多的"]) => {
            Some(Some(true))
        }
        () if has(&["前三", "前五", "前3", "前5", "前两", "前四"]) => {
            Some(None)
        }
        () => None,
    }
}

/// Names of a list that no table shows: the clause with most 、 in it.
fn unknown_names(lead: &str) -> Option<Vec<String>> {
    let clause = lead.split(['，', '；', '：']).rfind(|it| it.contains('、'))?;
    let start = ["依次为", "分别为", "依次是", "分别是", "为", "是"]
        .iter()
        .filter_map(|word| clause.rfind(word).map(|at| at + word.len()))
        .filter(|at| *at < clause.len())
        .max()
        .unwrap_or(0);
    let list = clause.get(start..)?;
    let end = words::measure(list).map_or(list.len(), |(_, at, _)| at);
    let all: Vec<String> = list
        .get(..end)?
        .split(['、', '和'])
        .map(|name| name.split(['（', '(']).next().unwrap_or_default().trim().to_owned())
        .collect();
    all.iter()
        .all(|name| (2..=12).contains(&name.chars().count()))
        .then_some(all)
}

/// Parts up to where the list ends: a stronger mark than between the first two ends it.
fn of_one_list(parts: &[&Mention]) -> Vec<Printed> {
    let strength = |mention: &Mention| match () {
        () if mention.lead.contains('；') => 3,
        () if mention.lead.contains('，') => 2,
        () => 1,
    };
    let between = parts.get(1).map_or(3, |second| strength(second));
    let mut rest = parts.iter();
    let first = rest.next();
    let all = first.into_iter().chain(rest.take_while(|it| strength(it) <= between));
    all.map(|it| it.number.clone()).collect()
}

/// Two parts that leave nothing out.
const HALVES: &[&[&str]] = &[&["主办", "从办"], &["主办", "协办"]];

/// Words of a list that does not want to be whole.
const PARTIAL: &[&str] = &["主要", "等", "前", "如", "包括", "最", "居"];

/// Whether a list follows, and whether it is of all parts.
fn listing(after: &str) -> Option<bool> {
    let after = after.trim_start();
    if let Some(rest) = after.strip_prefix(['：', ':']) {
        return Some(!PARTIAL.iter().any(|word| rest.contains(word)));
    }
    let rest = after.strip_prefix(['，', ',', '；']).unwrap_or(after).trim_start();
    let is_list = rest.starts_with("其中") || rest.starts_with("中，");
    (is_list && !PARTIAL.iter().any(|word| rest.contains(word))).then_some(false)
}

fn is_part(mention: &Mention, total: &Mention) -> bool {
    mention.unit == total.unit
        && Relation::of(&mention.label).is_none()
        && mention.number.is_whole()
        && !is_sum(mention)
}
