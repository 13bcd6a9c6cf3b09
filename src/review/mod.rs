//! What people and the program say to each other in Word: comments at the very spot,
//! tracked changes, what comes home of an edited file; and what is learned from one.

pub mod import;
pub mod learn;
mod lines;
mod redline;
mod remarks;

pub use redline::redline;
pub use remarks::{Noted, found, remarks};

/// The program, as it signs.
const AUTHOR: &str = "bulletin";
