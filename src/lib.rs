//! Makes the monthly 12345 hotline bulletin of a Beijing district as Word and PDF.

pub mod checks;
pub mod config;
pub mod content;
pub mod diagnostics;
pub mod document;
pub mod drawing;
pub mod layout;
pub mod pictures;
pub mod pipeline;
pub mod sources;
pub mod sql;
pub mod statistics;
pub mod tickets;
pub mod wording;
pub mod writers;
pub mod yaml;
