//! What people and the program say to each other in Word: comments at the very spot,
//! tracked changes.

mod likeness;
mod lines;
mod redline;
mod remarks;

pub use redline::redline;
pub use remarks::{Noted, found, remarks};

/// The program, as it signs.
const AUTHOR: &str = "bulletin";
