//! Names that tables and charts give to their rows, found again in sentences.

use std::collections::{BTreeMap, BTreeSet};

/// More names than these are no list of units.
const NAMES_MAX: usize = 3_000;

/// Names by their first character, longer ones first.
#[derive(Debug, Default)]
pub(in crate::audit) struct Names {
    by_first: BTreeMap<char, Vec<String>>,
    count: usize,
}

/// A name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::audit) struct Found<'a> {
    pub(in crate::audit) name: &'a str,
    pub(in crate::audit) at: usize,
    pub(in crate::audit) end: usize,
}

impl Names {
    pub(in crate::audit) fn of(all: BTreeSet<&str>) -> Self {
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
    pub(in crate::audit) fn find<'s>(&'s self, text: &str) -> Vec<Found<'s>> {
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

    pub(in crate::audit) fn has(&self, name: &str) -> bool {
        let first = name.chars().next().and_then(|first| self.by_first.get(&first));
        first.is_some_and(|names| names.iter().any(|it| it == name))
    }
}
