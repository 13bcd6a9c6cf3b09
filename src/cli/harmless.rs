//! Output in which nothing but our own colours commands the terminal: a cell of an export
//! may hold what moves the cursor or renames the window.

use std::io::{self, Write};

/// The colours that messages have.
pub(super) const RED: &str = "\x1b[1;31m";
pub(super) const YELLOW: &str = "\x1b[1;33m";
pub(super) const PLAIN: &str = "\x1b[0m";

/// A writer that names control characters instead of writing them: [U+001B].
pub(super) struct Harmless<W> {
    out: W,
    /// Whether the first byte of U+0080 to U+00BF was given.
    is_high: bool,
}

impl<W: Write> Harmless<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, is_high: false }
    }
}

impl<W: Write> Write for Harmless<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        const HIGH: u8 = 0xC2;
        let named = |byte: u8| format!("[U+{byte:04X}]").into_bytes();
        let mut harmless = Vec::with_capacity(bytes.len());
        let mut rest = bytes;
        while let [byte, after @ ..] = rest {
            let own = [RED, YELLOW, PLAIN].map(str::as_bytes);
            let own = own.into_iter().find(|colour| rest.starts_with(colour));
            rest = after;
            match *byte {
                byte @ 0x80..=0x9F if self.is_high => harmless.extend(named(byte)),
                byte if self.is_high => harmless.extend([HIGH, byte]),
                HIGH => {}
                b'\n' | b'\t' => harmless.push(*byte),
                0..=0x1F | 0x7F => match own {
                    Some(colour) => {
                        harmless.extend(colour);
                        rest = after.get(colour.len() - 1..).unwrap_or_default();
                    }
                    None => harmless.extend(named(*byte)),
                },
                byte => harmless.push(byte),
            }
            self.is_high = !self.is_high && *byte == HIGH;
        }
        self.out.write_all(&harmless)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_colours_reach_the_terminal() {
        let mut out = Harmless::new(Vec::new());
        let text = format!("{RED}错误{PLAIN}：\x1b]0;x\x07\x1b[2J\u{9b}31m “±é”\t\r\n");
        out.write_all(text.as_bytes()).unwrap();
        let written = String::from_utf8(out.out).unwrap();
        let named = "[U+001B]]0;x[U+0007][U+001B][2J[U+009B]31m “±é”\t[U+000D]\n";
        assert_eq!(written, format!("{RED}错误{PLAIN}：{named}"));
    }
}
