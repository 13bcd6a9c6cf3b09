//! Text cut into blocks of whole records, to be read side by side and not kept.

use std::io::{self, Read};

/// Large enough that cutting costs nothing, small enough that a few fit anywhere.
const BLOCK_BYTES: usize = 1 << 20;
/// A record of more bytes has lost its closing quote.
const RECORD_BYTES_MAX: usize = 64 << 20;

/// Some whole records.
pub(super) struct Block {
    pub(super) bytes: Vec<u8>,
    /// The rows above.
    pub(super) above: u32,
}

/// The blocks of a text, from top to bottom.
pub(super) struct Blocks {
    text: Box<dyn Read + Send>,
    delimiter: u8,
    /// Read, but not yet whole.
    rest: Vec<u8>,
    above: u32,
    is_over: bool,
}

impl Blocks {
    pub(super) fn of(text: Box<dyn Read + Send>, delimiter: u8) -> Self {
        Self { text, delimiter, rest: Vec::new(), above: 0, is_over: false }
    }

    fn block(&mut self) -> io::Result<Option<Block>> {
        let mut bytes = std::mem::take(&mut self.rest);
        while !self.is_over {
            // A record that does not fit makes room for twice as much.
            let wanted = bytes.len().max(BLOCK_BYTES);
            let mut more = self.text.by_ref().take(wanted as u64);
            self.is_over = more.read_to_end(&mut bytes)? < wanted;
            if self.is_over || bytes.len() > RECORD_BYTES_MAX {
                break;
            }
            let Cut { end, rows } = cut(&bytes, self.delimiter);
            if let Some(rest) = bytes.get(end..).filter(|_| end > 0) {
                self.rest = rest.to_vec();
                bytes.truncate(end);
                let above = self.above;
                self.above += rows;
                return Ok(Some(Block { bytes, above }));
            }
        }
        Ok((!bytes.is_empty()).then_some(Block { bytes, above: self.above }))
    }
}

impl Iterator for Blocks {
    type Item = io::Result<Block>;

    fn next(&mut self) -> Option<Self::Item> {
        let block = self.block();
        self.is_over |= block.is_err();
        block.transpose()
    }
}

/// Where whole records end.
struct Cut {
    end: usize,
    rows: u32,
}

/// The last end of a line that is not within quotes, as the CSV reader sees them: a quote
/// opens a field only at its start.
fn cut(bytes: &[u8], delimiter: u8) -> Cut {
    if !bytes.contains(&b'"') {
        let end = bytes.iter().rposition(|byte| *byte == b'\n');
        let end = end.map_or(0, |last| last + 1);
        let whole = bytes.get(..end).unwrap_or_default();
        let rows = whole.iter().filter(|byte| **byte == b'\n').count();
        return Cut { end, rows: u32::try_from(rows).unwrap_or(u32::MAX) };
    }
    let mut cut = Cut { end: 0, rows: 0 };
    let mut state = State::Start;
    for (at, &byte) in bytes.iter().enumerate() {
        state = match (state, byte) {
            (State::Quoted, b'"') => State::Closed,
            (State::Start | State::Closed, b'"') | (State::Quoted, _) => State::Quoted,
            (_, b'\n') => {
                cut = Cut { end: at + 1, rows: cut.rows.saturating_add(1) };
                State::Start
            }
            (_, byte) if byte == delimiter || byte == b'\r' => State::Start,
            _ => State::Plain,
        };
    }
    cut
}

/// Where in a field a byte stands.
#[derive(Clone, Copy)]
enum State {
    Start,
    Plain,
    Quoted,
    /// After a quote that closes, unless another follows it.
    Closed,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_not_cut_within_quotes() {
        for (text, end, rows) in [
            ("甲,乙\n1,2\n3", 12, 2),
            ("\"a\nb\",1\n\"c\n", 8, 1),
            ("5\"管,1\n6\"管\n7", 14, 2),
            ("\"a\"\"\nb\"\n\"\n\"", 8, 1),
            ("\"a\"b\"\n1\n", 8, 2),
            ("5\"\"a,\n1\n", 8, 2),
            ("x", 0, 0),
        ] {
            let cut = cut(text.as_bytes(), b',');
            assert_eq!((cut.end, cut.rows), (end, rows), "{text:?}");
        }
    }

    #[test]
    fn blocks_are_the_text_with_every_row_in_its_place() {
        let line = "0001,\"甲\n乙\"\n";
        let text = line.repeat(1_000_000);
        let blocks = Blocks::of(Box::new(io::Cursor::new(text.clone())), b',');
        let (mut joined, mut count) = (String::new(), 0);
        for block in blocks {
            let Block { bytes, above } = block.unwrap();
            assert_eq!(above as usize * line.len(), joined.len());
            joined += std::str::from_utf8(&bytes).unwrap();
            count += 1;
        }
        assert!(count > 2 && joined == text);
    }
}
