//! A PDF of this program as a manuscript.
//!
//! Marked content tells what is text, what belongs to a drawing with its alternative
//! text, and what, like page numbers, is no part of the bulletin.

mod fonts;
mod glyphs;
mod page;
mod tree;

pub(super) use tree::manuscript;
