//! What people and the program say to each other in Word: comments at the very spot.

mod remarks;

pub use remarks::{Noted, remarks};
