//! Input of any kind is read or refused with a message: no panic, no endless loop.
#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test fails by panicking")]

mod exports;
mod templates;
mod yaml;
