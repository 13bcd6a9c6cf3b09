//! Words that many tickets share: each is kept once, and a ticket holds its number.
//!
//! Exports use few of them (types, channels, categories, places), so they stay as long as
//! the process: millions of tickets then cost no memory for their words, and two words are
//! compared as numbers.

use std::num::NonZeroU32;
use std::sync::{LazyLock, PoisonError, RwLock};

use rustc_hash::FxHashMap;

/// A word by its number; equal words have equal numbers.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Word(NonZeroU32);

#[derive(Default)]
struct Words {
    known: FxHashMap<&'static str, Word>,
    texts: Vec<&'static str>,
}

static WORDS: LazyLock<RwLock<Words>> = LazyLock::new(RwLock::default);

impl Word {
    /// The word of a text.
    pub fn new(text: &str) -> Self {
        let read = WORDS.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = read.known.get(text) {
            return *known;
        }
        drop(read);
        let mut words = WORDS.write().unwrap_or_else(PoisonError::into_inner);
        // Another thread may have been first.
        if let Some(known) = words.known.get(text) {
            return *known;
        }
        let kept: &'static str = Box::leak(text.into());
        let count = u32::try_from(words.texts.len()).unwrap_or(u32::MAX - 1);
        let word = Self(NonZeroU32::MIN.saturating_add(count));
        words.texts.push(kept);
        words.known.insert(kept, word);
        word
    }

    /// What it says.
    pub fn text(self) -> &'static str {
        let words = WORDS.read().unwrap_or_else(PoisonError::into_inner);
        let at = usize::try_from(self.0.get() - 1).unwrap_or(usize::MAX);
        words.texts.get(at).copied().unwrap_or_default()
    }

    /// Its number, from 1.
    pub fn number(self) -> u32 {
        self.0.get()
    }
}

impl std::fmt::Debug for Word {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.text())
    }
}

impl From<&str> for Word {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_words_are_one_and_say_what_they_were_made_of() {
        let (one, same, other) =
            (Word::new("投诉"), Word::new("投诉"), Word::new("求助"));
        assert_eq!((one, one.text()), (same, "投诉"));
        assert_ne!(one, other);
        assert_eq!(other.text(), "求助");
    }
}
