//! A document as a file. Each format has a folder; none knows another.
//!
//! A writer is given a [`Document`] and a style and returns bytes. It words, rounds and
//! numbers nothing. What all formats need is here: text without forbidden characters.

mod clean;
pub mod docx;
pub mod pdf;

pub use clean::clean;

#[cfg(doc)]
use crate::document::Document;
