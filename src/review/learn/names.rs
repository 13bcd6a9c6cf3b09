//! Names of rows, found again in sentences.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::figures::Statistics;

/// Names by their first character, longer ones first.
#[derive(Debug, Default)]
pub(super) struct Names {
    by_first: BTreeMap<char, Vec<String>>,
    own: String,
}

/// A name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found<'n> {
    pub(super) name: &'n str,
    pub(super) range: Range<usize>,
}

impl Names {
    /// The names of all rows.
    pub(super) fn of(statistics: &Statistics) -> Self {
        let mut names = Self { own: statistics.district.clone(), ..Self::default() };
        for list in statistics.lists().filter(|list| is_of_names(&list.key)) {
            for row in &list.rows {
                let is_word = row.name.chars().count() > 1
                    && !row.name.chars().any(|c| c.is_ascii_digit())
                    && row.name != names.own;
                let Some(first) = row.name.chars().next().filter(|_| is_word) else {
                    continue;
                };
                for name in std::iter::once(&row.name).chain(&row.class) {
                    let first = name.chars().next().unwrap_or(first);
                    let known = names.by_first.entry(first).or_default();
                    if !known.contains(name) {
                        known.push(name.clone());
                    }
                }
            }
        }
        for list in names.by_first.values_mut() {
            list.sort_by_key(|name| std::cmp::Reverse(name.len()));
        }
        names
    }

    /// Every name of a text, the longest at each place.
    pub(super) fn find(&self, text: &str) -> Vec<Found<'_>> {
        let mut found: Vec<Found<'_>> = Vec::new();
        for (at, c) in text.char_indices() {
            if found.last().is_some_and(|last| at < last.range.end) {
                continue;
            }
            let rest = text.get(at..).unwrap_or_default();
            let mut names = self.by_first.get(&c).into_iter().flatten();
            if let Some(name) = names.find(|name| rest.starts_with(name.as_str())) {
                found.push(Found { name, range: at..at + name.len() });
            }
        }
        found
    }

    /// The same with the own district among them.
    pub(super) fn find_with_own(&self, text: &str) -> Vec<Found<'_>> {
        let mut found = self.find(text);
        if !self.own.is_empty() {
            let own = text.match_indices(&self.own);
            found.extend(
                own.map(|(at, own)| Found { name: &self.own, range: at..at + own.len() }),
            );
        }
        found.sort_by_key(|found| found.range.start);
        found
    }

    /// Whether a text names the own district.
    pub(super) fn is_own(&self, text: &str) -> bool {
        !self.own.is_empty() && text.contains(&self.own)
    }
}

/// Whether a list's rows are called by names, rather than by what is measured or when.
fn is_of_names(list: &str) -> bool {
    !list.starts_with("course") && !list.starts_with("outcomes")
}
