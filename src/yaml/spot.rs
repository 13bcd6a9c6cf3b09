//! Values that remember where they were written.

use std::path::PathBuf;

use serde::Deserialize;

use crate::diagnostics::Place;

/// A value with the place at which it stands in its file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename = "$spot")]
pub struct Spot<T> {
    /// What was written.
    pub value: T,
    file: PathBuf,
    line: usize,
    column: usize,
}

impl<T> Spot<T> {
    /// Where it was written.
    pub fn place(&self) -> Place {
        Place::line(&self.file, self.line, self.column)
    }

    /// Another value at the same place.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spot<U> {
        let Self { value, file, line, column } = self;
        Spot { value: change(value), file, line, column }
    }
}

/// Paragraphs, written as a list or as one block of text with blank lines between them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename = "$paragraphs")]
pub struct Paragraphs(pub Vec<Spot<String>>);

/// What may be a word or something longer: `signature: true` or `signature: { … }`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename = "$word_or", rename_all = "snake_case")]
pub enum WordOr<W, L> {
    /// A word, number or text.
    Word(W),
    /// A list or keys with values.
    Longer(L),
}
