//! The PDF writer: the measured page, what stays together, the file, and bad input.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    reason = "a test fails by panicking"
)]

mod arranged;
mod file;
mod frame_parts;
pub(crate) mod frames;
mod objections;
mod page;
mod tables;
mod together;
