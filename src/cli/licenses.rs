//! The licences of everything inside the program, which go with every copy of it.
//!
//! `.ci/licenses.py` gathers them.

use std::io::{self, Write};

use flate2::read::ZlibDecoder;

const TEXTS: &[u8] = include_bytes!("licenses.deflate");

/// Prints the list of libraries and fonts, then every text.
pub(super) fn print() -> io::Result<()> {
    let mut out = super::stdout();
    io::copy(&mut ZlibDecoder::new(TEXTS), &mut out)?;
    out.flush()
}
