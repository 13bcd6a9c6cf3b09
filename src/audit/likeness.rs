//! How much two texts have in common.

use std::collections::BTreeSet;

/// Two texts with less than this in common, of 100, are two.
const LIKENESS_MIN: u32 = 40;

/// What a text is known by: its pairs of characters, numbers left out.
pub(crate) type Known = BTreeSet<(char, char)>;

/// The pairs of characters of a text.
pub(crate) fn known(text: &str) -> Known {
    let words: Vec<char> = text
        .chars()
        .filter(|c| !c.is_ascii_digit() && !c.is_whitespace())
        .collect();
    words.iter().copied().zip(words.iter().copied().skip(1)).collect()
}

/// What two texts have in common, of 100; 0 when they are two.
pub(crate) fn likeness(one: &Known, two: &Known) -> u32 {
    let all = one.len() + two.len();
    if all == 0 {
        return LIKENESS_MIN;
    }
    let shared = one.intersection(two).count() * 200 / all;
    u32::try_from(shared)
        .ok()
        .filter(|shared| *shared >= LIKENESS_MIN)
        .unwrap_or_default()
}
