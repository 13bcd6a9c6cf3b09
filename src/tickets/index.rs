//! Numbers of many tickets, to find those that stand twice or not in another list.

use std::hash::{DefaultHasher, Hash, Hasher};

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

/// The places of a list in the order of the numbers' hashes: a fraction of what a hash
/// table of the numbers takes, and made side by side.
pub(super) struct Index<'l, T> {
    list: &'l [T],
    number: fn(&T) -> &str,
    sorted: Vec<(u32, u32)>,
}

impl<'l, T: Sync> Index<'l, T> {
    pub(super) fn of(list: &'l [T], number: fn(&T) -> &str) -> Self {
        let places = list.par_iter().enumerate();
        let mut sorted: Vec<(u32, u32)> = places
            .map(|(at, entry)| (hash(number(entry)), u32::try_from(at).unwrap_or(0)))
            .collect();
        sorted.par_sort_unstable();
        Self { list, number, sorted }
    }

    /// Places with a number that stood before, each with the first such place, in the
    /// order of the list.
    pub(super) fn doubles(&self) -> Vec<(usize, usize)> {
        let mut doubles = Vec::new();
        for same in self.sorted.chunk_by(|a, b| a.0 == b.0).filter(|all| all.len() > 1) {
            for (before, (_, at)) in same.iter().enumerate() {
                let number = self.number(*at);
                let mut earlier = same.iter().take(before).map(|(_, first)| *first);
                if let Some(first) = earlier.find(|first| self.number(*first) == number) {
                    doubles.push((*at as usize, first as usize));
                }
            }
        }
        doubles.sort_unstable();
        doubles
    }

    /// For each place of this list, the first place of another list with its number.
    pub(super) fn places_in<U: Sync>(&self, other: &Index<'_, U>) -> Vec<Option<u32>> {
        let mut places = vec![None; self.list.len()];
        let mut theirs = other.sorted.as_slice();
        for (hash, at) in &self.sorted {
            while let [(smaller, _), rest @ ..] = theirs
                && smaller < hash
            {
                theirs = rest;
            }
            let mut same = theirs.iter().take_while(|(their, _)| their == hash);
            let number = self.number(*at);
            if let Some(slot) = places.get_mut(*at as usize) {
                *slot = same
                    .find(|(_, place)| other.number(*place) == number)
                    .map(|(_, place)| *place);
            }
        }
        places
    }

    fn number(&self, at: u32) -> Option<&str> {
        self.list.get(at as usize).map(self.number)
    }
}

/// The same in every run. Some of many numbers share a hash of this size, so a hash alone
/// proves nothing.
fn hash(number: &str) -> u32 {
    let mut hasher = DefaultHasher::new();
    number.hash(&mut hasher);
    (hasher.finish() >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index<'l>(list: &'l [&'static str]) -> Index<'l, &'static str> {
        Index::of(list, |number| number)
    }

    #[test]
    fn every_later_one_of_equal_numbers_is_found_with_the_first() {
        let list = ["3", "1", "3", "2", "3", "1"];
        assert_eq!(index(&list).doubles(), [(2, 0), (4, 0), (5, 1)]);
    }

    #[test]
    fn the_same_numbers_are_found_in_another_list() {
        let (list, other) = (["5", "1", "4", "5"], ["4", "1", "3", "1"]);
        let places = index(&list).places_in(&index(&other));
        assert_eq!(places, [None, Some(1), Some(0), None]);
        assert_eq!(index(&other).places_in(&index(&[])), [None; 4]);
    }
}
