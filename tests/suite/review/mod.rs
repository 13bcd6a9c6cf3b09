//! What people and the program say to each other in Word.
#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test without its files has to fail"
)]

mod comments;
mod import;
mod learn;
mod redline;
