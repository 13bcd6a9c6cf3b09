//! Figures, dates and sentences in Chinese.
//!
//! Sentences stand in outlines; here are only the words that follow from a figure
//! (上升 or 下降, 高于 or 低于) and the templates' machinery.

mod arithmetic;
mod dates;
mod facts;
mod faults;
mod filters;
mod lists;
mod numbers;
mod numerals;
mod operand;
mod pasted;
mod phrase;
mod program;
mod questions;
mod template;

pub use dates::{day, moment, period};
pub use faults::Fault;
pub use numbers::{cell, magnitude, text};
pub use numerals::heading_number;
pub use phrase::{Phrase, Piece};
pub use template::Templates;
