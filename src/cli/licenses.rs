//! The licences of everything inside the program, which go with every copy of it.
//!
//! `.ci/licenses.py` gathers them.

use std::io::{self, Write};
use std::process::ExitCode;

use flate2::read::ZlibDecoder;

const TEXTS: &[u8] = include_bytes!("licenses.deflate");

/// Prints the list of libraries and fonts, then every text.
pub(super) fn print() -> ExitCode {
    let mut out = super::stdout();
    // A closed pipe is the reader's wish; other failures are kept until the end.
    drop(io::copy(&mut ZlibDecoder::new(TEXTS), &mut out).and_then(|_| out.flush()));
    ExitCode::SUCCESS
}
