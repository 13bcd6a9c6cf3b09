//! What people and the program say to each other in Word: comments at the very spot,
//! tracked changes.

mod redline;
mod remarks;

pub use redline::redline;
pub use remarks::{Noted, remarks};
