//! Makes the monthly 12345 hotline bulletin of a Beijing district as Word and PDF.

pub mod config;
pub mod diagnostics;
pub mod document;
pub mod layout;
pub mod sources;
pub mod statistics;
pub mod tickets;
pub mod yaml;
