//! The configuration: the example reads right, and each mistake is told at its line.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod example;
mod frame;
mod mutations;
mod reading;
mod syntax;
mod told;
mod values;
