//! Exports become tickets: the reference month exactly, and every bad input told at its
//! place.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod bench;
mod conservation;
mod contract;
mod files;
mod formats;
mod header;
mod office;
mod packages;
mod pages;
mod parquet;
mod reference;
mod shapes;
mod spellings;
mod summaries;
mod tally;
mod units_of_measure;
mod withdrawn;
