//! Bulletins read back: finished files, planted errors, a bulletin typed by hand.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot make or read its files has to fail"
)]

mod clean;
mod commented;
mod corpus;
mod edited;
mod finished;
mod handmade;
mod hostile;
mod plant;
mod planted;
mod printed;
mod right;
