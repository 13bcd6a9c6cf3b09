//! Every printed number can be proved: ledger, workbook, explanations and changes.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot read its month has to fail"
)]

mod compare;
mod explain;
mod last_month;
mod proof;

use std::process::Output;

/// What the program printed.
fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n")
}

/// What it complained of.
fn complained(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).replace("\r\n", "\n")
}
