//! Text cut into blocks of whole records, to be read side by side and not kept.

use std::io::{self, Read};

/// Large enough that cutting costs nothing, small enough that a few fit anywhere.
const BLOCK_BYTES: usize = 1 << 20;
/// A record of more bytes has lost its closing quote.
const RECORD_BYTES_MAX: usize = 64 << 20;

/// Some whole records.
pub(super) struct Block {
    pub(super) bytes: Vec<u8>,
    /// The row above.
    pub(super) above: u32,
    /// Whether the text breaks off here.
    pub(super) is_cut_off: bool,
}

/// Where records end in a kind of text.
pub(super) trait Records: Send {
    /// How far the records in these bytes are whole. `above` is the row above them, and
    /// `is_all` says that nothing follows.
    fn cut(&mut self, bytes: &[u8], above: u32, is_all: bool) -> Cut;

    /// Reads what stands behind the last record.
    fn end(&mut self, rest: &mut dyn Read) -> io::Result<()>;
}

/// Where whole records end.
pub(super) struct Cut {
    pub(super) end: usize,
    /// The row of the last of them.
    pub(super) last_row: u32,
    pub(super) after: After,
}

/// What follows whole records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum After {
    /// Records, or nothing yet.
    More,
    /// The end.
    Nothing,
    /// The text breaks off.
    Damage,
}

/// The blocks of a text, from top to bottom.
pub(super) struct Blocks {
    text: Box<dyn Read + Send>,
    records: Box<dyn Records>,
    /// Read, but not yet whole.
    rest: Vec<u8>,
    above: u32,
    is_over: bool,
}

impl Blocks {
    pub(super) fn of(text: Box<dyn Read + Send>, records: Box<dyn Records>) -> Self {
        Self { text, records, rest: Vec::new(), above: 0, is_over: false }
    }

    /// With bytes that were read before.
    pub(super) fn starting_with(mut self, start: Vec<u8>) -> Self {
        self.rest = start;
        self
    }

    fn block(&mut self) -> io::Result<Option<Block>> {
        let mut bytes = std::mem::take(&mut self.rest);
        while !self.is_over {
            // A record that does not fit makes room for twice as much.
            let wanted = bytes.len().max(BLOCK_BYTES);
            let mut more = self.text.by_ref().take(wanted as u64);
            let is_all = more.read_to_end(&mut bytes)? < wanted;
            let is_all = is_all || bytes.len() > RECORD_BYTES_MAX;
            let above = self.above;
            let Cut { end, last_row, after } = self.records.cut(&bytes, above, is_all);
            if end == 0 && after == After::More {
                continue;
            }
            let rest = bytes.split_off(end.min(bytes.len()));
            self.above = last_row;
            self.is_over = after != After::More;
            match after {
                After::More => self.rest = rest,
                After::Nothing => {
                    self.records.end(&mut rest.as_slice().chain(&mut self.text))?;
                }
                After::Damage => {}
            }
            let is_cut_off = after == After::Damage;
            let block = Block { bytes, above, is_cut_off };
            return Ok((is_cut_off || !block.bytes.is_empty()).then_some(block));
        }
        Ok(None)
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

/// Lines of fields, which may hold lines of their own within quotes.
pub(super) struct Lines {
    pub(super) delimiter: u8,
}

impl Records for Lines {
    fn cut(&mut self, bytes: &[u8], above: u32, is_all: bool) -> Cut {
        if is_all {
            return Cut { end: bytes.len(), last_row: above, after: After::Nothing };
        }
        let (end, rows) = whole_lines(bytes, self.delimiter);
        Cut { end, last_row: above.saturating_add(rows), after: After::More }
    }

    fn end(&mut self, _rest: &mut dyn Read) -> io::Result<()> {
        Ok(())
    }
}

/// The last end of a line that is not within quotes, as the CSV reader sees them: a quote
/// opens a field only at its start. With the count of lines up to there.
fn whole_lines(bytes: &[u8], delimiter: u8) -> (usize, u32) {
    if !bytes.contains(&b'"') {
        let end = bytes.iter().rposition(|byte| *byte == b'\n');
        let end = end.map_or(0, |last| last + 1);
        let whole = bytes.get(..end).unwrap_or_default();
        let rows = whole.iter().filter(|byte| **byte == b'\n').count();
        return (end, u32::try_from(rows).unwrap_or(u32::MAX));
    }
    let (mut end, mut rows) = (0, 0_u32);
    let mut state = State::Start;
    for (at, &byte) in bytes.iter().enumerate() {
        state = match (state, byte) {
            (State::Quoted, b'"') => State::Closed,
            (State::Start | State::Closed, b'"') | (State::Quoted, _) => State::Quoted,
            (_, b'\n') => {
                (end, rows) = (at + 1, rows.saturating_add(1));
                State::Start
            }
            (_, byte) if byte == delimiter || byte == b'\r' => State::Start,
            _ => State::Plain,
        };
    }
    (end, rows)
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
            let whole = whole_lines(text.as_bytes(), b',');
            assert_eq!(whole, (end, rows), "{text:?}");
        }
    }

    #[test]
    fn blocks_are_the_text_with_every_row_in_its_place() {
        let line = "0001,\"甲\n乙\"\n";
        let text = line.repeat(1_000_000);
        let blocks = Blocks::of(
            Box::new(io::Cursor::new(text.clone())),
            Box::new(Lines { delimiter: b',' }),
        );
        let (mut joined, mut count) = (String::new(), 0);
        for block in blocks {
            let Block { bytes, above, .. } = block.unwrap();
            assert_eq!(above as usize * line.len(), joined.len());
            joined += std::str::from_utf8(&bytes).unwrap();
            count += 1;
        }
        assert!(count > 2 && joined == text);
    }
}
