//! Makes the monthly 12345 hotline bulletin of a Beijing district as Word and PDF.

pub mod diagnostics;
pub mod document;
pub mod drawing;
pub mod layout;
pub mod tickets;
pub mod writers;
