//! A bulletin as a reader sees it: paragraphs, tables as grids, drawings with their text.
//!
//! Both the document model and a Word file come to this, so that they can be compared.

use std::ops::Range;
use std::sync::Arc;

/// A bulletin in reading order.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Manuscript {
    pub(super) blocks: Vec<Block>,
}

/// What stands under each other.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Block {
    Paragraph(Paragraph),
    Table(Table),
    Drawing(Drawing),
}

/// A paragraph of the file, with the characters of the text that stand in it: none where
/// the text only hangs on it, as that of a chart or of a footnote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    /// As [`crate::word`] numbers it.
    pub(super) paragraph: usize,
    pub(super) characters: Range<usize>,
}

/// Words up to the end of a paragraph.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Paragraph {
    pub(super) text: String,
    pub(super) is_heading: bool,
    /// What it was read from; nothing in a manuscript that no file holds.
    pub(super) sources: Vec<Source>,
}

/// A table with every merged cell shown in each place that it covers.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Table {
    /// Rows at the top that are marked as header; none when nothing is marked.
    pub(super) header_rows: usize,
    pub(super) rows: Vec<Vec<Cell>>,
}

/// A place of a table's grid.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    pub(super) text: Arc<str>,
    /// Whether the text stands in the cell above or at the left, with which it is merged.
    pub(super) is_continued: bool,
    /// Drawings and tables within the cell.
    pub(super) inner: Vec<Block>,
    /// What it was read from, a paragraph each.
    pub(super) sources: Vec<Source>,
}

/// A picture or chart.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Drawing {
    /// The text that is read out instead of it.
    pub(super) alt: String,
    /// Name and value of each point of a chart whose data lie in the file.
    pub(super) points: Vec<(String, String)>,
    /// The words in it, where the file tells them.
    pub(super) drawn: Option<String>,
    /// The paragraph that it hangs on.
    pub(super) sources: Vec<Source>,
}

impl Source {
    pub(super) fn new(paragraph: usize, characters: Range<usize>) -> Self {
        Self { paragraph, characters }
    }

    /// In a text that has so many more characters in front.
    pub(super) fn behind(&self, more: usize) -> Self {
        let Range { start, end } = self.characters;
        Self::new(self.paragraph, start + more..end + more)
    }

    /// In a text that begins so many characters later.
    pub(super) fn after(&self, fewer: usize) -> Self {
        let Range { start, end } = self.characters;
        Self::new(self.paragraph, start.saturating_sub(fewer)..end.saturating_sub(fewer))
    }
}

impl Cell {
    pub(super) fn new(text: &str) -> Self {
        Self {
            text: Arc::from(plain(text)),
            is_continued: false,
            inner: Vec::new(),
            sources: Vec::new(),
        }
    }
}

impl Drawing {
    pub(super) fn new(alt: &str) -> Self {
        Self { alt: plain(alt), ..Self::default() }
    }
}

impl Manuscript {
    pub(super) fn paragraph(&mut self, text: impl AsRef<str>) {
        self.blocks.push(words(text.as_ref(), false, Vec::new()));
    }

    pub(super) fn heading(&mut self, text: impl AsRef<str>) {
        self.blocks.push(words(text.as_ref(), true, Vec::new()));
    }
}

/// A paragraph or heading.
pub(super) fn words(text: &str, is_heading: bool, sources: Vec<Source>) -> Block {
    Block::Paragraph(Paragraph { text: plain(text), is_heading, sources })
}

/// A text with numbers in half-width digits.
pub(super) fn plain(text: &str) -> String {
    text.chars().map(half_width).collect()
}

/// Full-width digits and signs as the half-width ones that numbers are made of.
pub(crate) fn half_width(c: char) -> char {
    match c {
        '０'..='９' | '％' | '＋' | '－' | '．' => {
            char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
        }
        '−' => '-',
        c => c,
    }
}
