//! Names that tables and charts give to their rows, found again in sentences.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// More names than these are no list of units.
const NAMES_MAX: usize = 3_000;

/// Texts and names are compared this often at most.
const NEAR_MAX: usize = 2_000_000;
/// What names of units end with.
const UNIT_ENDS: &[&str] =
    &["镇", "乡", "街道", "地区", "局", "委", "支队", "中心", "集团", "公司", "园"];

/// Names by their first character, longer ones first.
#[derive(Debug, Default)]
pub(crate) struct Names {
    by_first: BTreeMap<char, Vec<String>>,
    count: usize,
}

/// A name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found<'a> {
    pub(crate) name: &'a str,
    pub(crate) at: usize,
    pub(crate) end: usize,
}

impl Names {
    pub(crate) fn of(all: BTreeSet<&str>) -> Self {
        let mut names = Self::default();
        for name in all {
            let length = name.chars().count();
            let is_name = (2..=16).contains(&length)
                && !name.chars().any(|c| c.is_ascii_digit() || "（(，。：".contains(c));
            let Some(first) = name.chars().next().filter(|_| is_name) else { continue };
            if names.count >= NAMES_MAX {
                break;
            }
            names.count += 1;
            names.by_first.entry(first).or_default().push(name.to_owned());
        }
        for list in names.by_first.values_mut() {
            list.sort_by_key(|name| std::cmp::Reverse(name.len()));
        }
        names
    }

    /// Every name of a text, the longest at each place.
    pub(crate) fn find<'s>(&'s self, text: &str) -> Vec<Found<'s>> {
        let mut found: Vec<Found<'s>> = Vec::new();
        for (at, c) in text.char_indices() {
            if found.last().is_some_and(|last| at < last.end) {
                continue;
            }
            let rest = text.get(at..).unwrap_or_default();
            let names = self.by_first.get(&c).into_iter().flatten();
            if let Some(name) = names.into_iter().find(|name| rest.starts_with(*name)) {
                found.push(Found { name, at, end: at + name.len() });
            }
        }
        found
    }

    /// Stretches of a text that are the name of a unit but for one character within it, or
    /// for two that changed places.
    pub(crate) fn near<'s>(&'s self, text: &str) -> Vec<(Range<usize>, &'s str)> {
        let units: Vec<(&str, Vec<char>)> = self
            .by_first
            .values()
            .flatten()
            .filter(|name| UNIT_ENDS.iter().any(|end| name.ends_with(end)))
            .map(|name| (name.as_str(), name.chars().collect()))
            .collect();
        let chars: Vec<(usize, char)> = text.char_indices().collect();
        if units.len().saturating_mul(chars.len()) > NEAR_MAX {
            return Vec::new();
        }
        let known = self.find(text);
        let mut all = Vec::new();
        for (at, (start, _)) in chars.iter().enumerate() {
            let rest = chars.get(at..).unwrap_or_default();
            for (name, own) in &units {
                let Some(window) = rest.get(..own.len()) else { continue };
                let end = rest.get(own.len()).map_or(text.len(), |(end, _)| *end);
                let is_known = || known.iter().any(|it| it.at < end && *start < it.end);
                if is_slip(window, own) && !is_known() {
                    all.push((*start..end, *name));
                }
            }
        }
        all
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        let first = name.chars().next().and_then(|first| self.by_first.get(&first));
        first.is_some_and(|names| names.iter().any(|it| it == name))
    }
}

/// Whether a stretch of text is a name with a slip: two neighbours exchanged, or in a
/// longer name one character within it another.
fn is_slip(window: &[(usize, char)], name: &[char]) -> bool {
    let mut off = (0..name.len())
        .filter(|at| window.get(*at).map(|(_, c)| c) != name.get(*at))
        .collect::<Vec<_>>()
        .into_iter();
    match (off.next(), off.next(), off.next()) {
        (Some(at), None, _) => name.len() > 3 && at > 0 && at + 1 < name.len(),
        (Some(one), Some(two), None) => {
            two == one + 1
                && name.len() > 2
                && window.get(one).map(|(_, c)| c) == name.get(two)
                && window.get(two).map(|(_, c)| c) == name.get(one)
        }
        _ => false,
    }
}
