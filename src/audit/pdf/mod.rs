//! The text of a PDF in the order in which it is drawn, which typst keeps that of reading.
//!
//! Marked content tells what is text, what belongs to a drawing with its alternative
//! text, and what, like page numbers, is no part of the bulletin.

mod fonts;
mod glyphs;
mod page;
mod tree;

pub(super) use tree::manuscript;

use page::Reader;

/// What a page shows, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    /// Words; parts that need not belong together are told apart by
    /// [`SEAM`](super::numbers::SEAM).
    Text(String),
    /// A picture or chart: its alternative text and the words in it.
    Drawing { alt: String, text: String },
}

/// A page from 1 with what it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) number: usize,
    pub(super) items: Vec<Item>,
}

/// Reads a PDF; none when it is broken.
pub(super) fn read(bytes: &[u8]) -> Option<Vec<Page>> {
    let pdf = hayro_syntax::Pdf::new(bytes.to_vec()).ok()?;
    let fonts = fonts::Fonts::default();
    let mut pages = Vec::new();
    for (at, page) in pdf.pages().iter().enumerate() {
        let items = Reader::new(page, &fonts).read();
        pages.push(Page { number: at + 1, items });
    }
    Some(pages)
}
