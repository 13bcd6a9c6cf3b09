//! The numbers that Word makes before paragraphs, worked out as it prints them.

use std::collections::{BTreeMap, BTreeSet};

use super::numerals;
use super::styles::{Numbering, Styles};
use super::symbols;
use super::xml::Element;

/// Word has no more.
const LEVELS: usize = 9;

/// The lists of a file, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Lists {
    patterns: BTreeMap<String, Vec<Level>>,
    lists: BTreeMap<String, List>,
    counters: BTreeMap<String, [Option<u32>; LEVELS]>,
    /// Lists that have begun, with the levels at which they begin anew.
    begun: BTreeSet<(String, usize)>,
}

/// A list: a pattern with what differs from it.
#[derive(Debug, Default)]
struct List {
    pattern: String,
    /// Levels that begin elsewhere.
    starts: BTreeMap<usize, u32>,
    /// Levels that look otherwise.
    levels: BTreeMap<usize, Level>,
}

/// How a level counts.
#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    /// “第%1章”: the counter of the first level between words.
    text: String,
    /// Whether the counters of other levels print in Arabic figures.
    is_plain: bool,
    /// The style whose paragraphs are of this level.
    style: Option<String>,
}

impl Lists {
    pub(super) fn of(part: &Element, styles: &Styles) -> Self {
        let mut lists = Self::default();
        let mut linked = Vec::new();
        for element in part.elements() {
            match &*element.name {
                "w:abstractNum" => {
                    let Some(id) = element.get("w:abstractNumId") else { continue };
                    if let Some(style) = element.value("w:numStyleLink") {
                        linked.push((id.to_owned(), style.to_owned()));
                    }
                    lists.patterns.insert(id.to_owned(), levels(element));
                }
                "w:num" => {
                    let Some(id) = element.get("w:numId") else { continue };
                    lists.lists.insert(id.to_owned(), List::of(element));
                }
                _ => {}
            }
        }
        // A pattern may be that of a style's list.
        for (id, style) in linked {
            let list = styles.numbering(Some(&style)).list;
            let list = list.and_then(|list| lists.lists.get(&list));
            let levels = list.and_then(|list| lists.patterns.get(&list.pattern)).cloned();
            if let Some(levels) = levels {
                lists.patterns.insert(id, levels);
            }
        }
        lists
    }

    /// The number of the next paragraph of a list, as printed; empty for none.
    pub(super) fn next(&mut self, numbering: &Numbering, style: Option<&str>) -> String {
        self.count(numbering, style).unwrap_or_default()
    }

    fn count(&mut self, numbering: &Numbering, style: Option<&str>) -> Option<String> {
        let id = numbering.list.as_ref()?;
        let list = self.lists.get(id)?;
        let levels = self.patterns.get(&list.pattern)?;
        let own = || levels.iter().position(|level| level.style.as_deref() == style);
        let at = numbering.level.or_else(|| style.and_then(|_| own())).unwrap_or(0);
        let level = |at: usize| list.levels.get(&at).or_else(|| levels.get(at));
        let start = |at: usize| {
            let own = list.starts.get(&at).copied();
            own.or_else(|| level(at).map(|level| level.start)).unwrap_or(1)
        };
        let counters = self.counters.entry(list.pattern.clone()).or_default();
        let begins_anew =
            list.starts.contains_key(&at) && self.begun.insert((id.clone(), at));
        for (deep, counter) in counters.iter_mut().enumerate() {
            *counter = match (*counter, deep.cmp(&at)) {
                (Some(count), std::cmp::Ordering::Equal) if !begins_anew => {
                    Some(count.saturating_add(1))
                }
                (_, std::cmp::Ordering::Equal) => Some(start(at)),
                (known, std::cmp::Ordering::Less) => known.or_else(|| Some(start(deep))),
                (_, std::cmp::Ordering::Greater) => None,
            };
        }
        let this = level(at)?;
        if this.format == "bullet" {
            return Some(this.text.clone());
        }
        let mut printed = String::new();
        let mut rest = this.text.as_str();
        while let Some((before, after)) = rest.split_once('%') {
            printed.push_str(before);
            let digit = after.chars().next().and_then(|digit| digit.to_digit(10));
            let deep =
                digit.and_then(|digit| usize::try_from(digit).ok()?.checked_sub(1));
            let Some(deep) = deep else {
                printed.push('%');
                rest = after;
                continue;
            };
            let count = counters.get(deep).copied().flatten().unwrap_or(1);
            let format = level(deep).map_or("decimal", |level| level.format.as_str());
            let is_plain = this.is_plain && deep != at;
            let format = if is_plain { "decimal" } else { format };
            printed.push_str(&numerals::numeral(count, format));
            rest = after.get(1..).unwrap_or_default();
        }
        printed.push_str(rest);
        Some(printed)
    }
}

impl List {
    fn of(element: &Element) -> Self {
        let mut list = Self {
            pattern: element.value("w:abstractNumId").unwrap_or_default().to_owned(),
            ..Self::default()
        };
        let overrides = element.elements().filter(|it| &*it.name == "w:lvlOverride");
        for element in overrides {
            let Some(at) = element.get("w:ilvl").and_then(|at| at.parse().ok()) else {
                continue;
            };
            if let Some(level) = element.child("w:lvl") {
                list.levels.insert(at, Level::of(level));
            }
            let start = element.value("w:startOverride");
            if let Some(start) = start.and_then(|start| start.parse().ok()) {
                list.starts.insert(at, start);
            }
        }
        list
    }
}

fn levels(pattern: &Element) -> Vec<Level> {
    let mut levels = vec![Level { start: 1, ..Level::default() }; LEVELS];
    for element in pattern.elements().filter(|element| &*element.name == "w:lvl") {
        let at: Option<usize> = element.get("w:ilvl").and_then(|at| at.parse().ok());
        if let Some(level) = at.and_then(|at| levels.get_mut(at)) {
            *level = Level::of(element);
        }
    }
    levels
}

impl Level {
    fn of(element: &Element) -> Self {
        let start = element.value("w:start").and_then(|start| start.parse().ok());
        let format = element.value("w:numFmt").unwrap_or("decimal").to_owned();
        let mut text = element.value("w:lvlText").unwrap_or_default().to_owned();
        if format == "bullet" {
            let fonts = element.child("w:rPr").and_then(|it| it.child("w:rFonts"));
            let font = fonts.and_then(|fonts| fonts.get("w:ascii")).unwrap_or_default();
            text = text.chars().map(|c| symbols::shown(font, c).unwrap_or('•')).collect();
        }
        Self {
            start: start.unwrap_or(1),
            format,
            text,
            is_plain: element.switch("w:isLgl").unwrap_or_default(),
            style: element.value("w:pStyle").map(str::to_owned),
        }
    }
}
