//! Reads bulletins back: finished files against their document, any Word file against
//! itself and against the ledger.

mod columns;
mod expected;
mod finished;
mod manuscript;
mod numbers;
mod pdf;
mod places;
mod sequence;
mod word;

pub use finished::{File, finished};
