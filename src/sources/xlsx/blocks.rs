//! Where rows begin and end in the XML of a sheet that is unpacked block by block.

use std::borrow::Cow;
use std::io::{self, BufReader, Read};
use std::sync::PoisonError;

use memchr::memmem;
use quick_xml::events::Event;

use super::super::blocks::{After, Cut, Records};
use super::super::format::broken;
use super::super::{Merge, Refusal};
use super::Merges;
use super::sheet::{column, row};
use crate::files::attribute;

/// What stands above the rows of a sheet: columns, views, a frozen pane.
const HEAD_BYTES: usize = 16 << 10;
const HEAD_BYTES_MAX: usize = 16 << 20;
/// Merged cells that reach over several rows; more are not made by hand.
const MERGES_MAX: usize = 100_000;

/// The row elements of a sheet, and what stands below them.
pub(super) struct Rows {
    /// “<row” and “</sheetData”, with the prefix of this file.
    opens: String,
    closes: String,
    has_none: bool,
    sheet: String,
    merges: Merges,
}

impl Rows {
    /// Reads up to the rows; gives what was read too far.
    pub(super) fn begin(
        part: &mut impl Read,
        sheet: &str,
        merges: Merges,
    ) -> Result<(Self, Vec<u8>), Refusal> {
        let mut bytes = Vec::new();
        loop {
            // Looked through from the start each time, so twice as much each time.
            let step = bytes.len().max(HEAD_BYTES);
            let read = part.by_ref().take(step as u64).read_to_end(&mut bytes);
            let read = read.map_err(crate::files::Fault::from)?;
            if let Some((from, prefix, has_none)) = start(&bytes) {
                let opens = format!("<{prefix}row");
                let closes = format!("</{prefix}sheetData");
                let sheet = sheet.to_owned();
                let rows = Self { opens, closes, has_none, sheet, merges };
                return Ok((rows, bytes.split_off(from)));
            }
            if read == 0 || bytes.len() > HEAD_BYTES_MAX {
                return Err(broken());
            }
        }
    }
}

/// Where the rows start, the prefix of their elements, and whether there are none.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "what is not named here carries nothing that is read"
)]
fn start(bytes: &[u8]) -> Option<(usize, String, bool)> {
    let mut reader = quick_xml::Reader::from_reader(bytes);
    loop {
        let event = reader.read_event().ok()?;
        let (tag, has_none) = match &event {
            Event::Start(tag) => (tag, false),
            Event::Empty(tag) => (tag, true),
            Event::Eof => return None,
            _ => continue,
        };
        if tag.local_name().as_ref() == b"sheetData" {
            let name = String::from_utf8_lossy(tag.name().into_inner()).into_owned();
            let prefix = name.strip_suffix("sheetData").unwrap_or_default().to_owned();
            let from = usize::try_from(reader.buffer_position()).ok()?;
            return Some((from, prefix, has_none));
        }
    }
}

impl Records for Rows {
    fn cut(&mut self, bytes: &[u8], above: u32, is_all: bool) -> Cut {
        if self.has_none {
            return Cut { end: 0, last_row: above, after: After::Nothing };
        }
        let plain = without_comments(bytes);
        let close = memmem::find(&plain, self.closes.as_bytes());
        if close.is_none() && is_all {
            return Cut { end: bytes.len(), last_row: above, after: After::Damage };
        }
        let opened: Vec<usize> = memmem::find_iter(&plain, &self.opens)
            .filter(|at| close.is_none_or(|close| *at < close))
            .filter(|at| is_name_end(plain.get(at + self.opens.len())))
            .collect();
        // The last row may go on.
        let end = close.or(opened.last().copied()).unwrap_or(0);
        let mut whole = opened.iter().filter(|at| **at < end);
        let count = u32::try_from(whole.clone().count()).unwrap_or(u32::MAX);
        let last = whole.next_back().and_then(|at| plain.get(*at..end)).and_then(number);
        let last_row = last.unwrap_or(above.saturating_add(count));
        let after = if close.is_some() { After::Nothing } else { After::More };
        Cut { end, last_row, after }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "what is not named here carries nothing that is read"
    )]
    fn end(&mut self, rest: &mut dyn Read) -> io::Result<()> {
        let mut reader = quick_xml::Reader::from_reader(BufReader::new(rest));
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        let damage = |_| io::Error::from(io::ErrorKind::InvalidData);
        let (mut buffer, mut merges) = (Vec::new(), Vec::new());
        loop {
            match reader.read_event_into(&mut buffer).map_err(damage)? {
                Event::Start(tag) | Event::Empty(tag)
                    if tag.local_name().as_ref() == b"mergeCell" =>
                {
                    merges.extend(attribute(&tag, "ref").and_then(|all| merge(&all)));
                    if merges.len() > MERGES_MAX {
                        return Err(io::ErrorKind::InvalidData.into());
                    }
                }
                Event::Eof => break,
                _ => {}
            }
            buffer.clear();
        }
        let mut all = self.merges.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(self.sheet.clone(), merges);
        Ok(())
    }
}

fn is_name_end(byte: Option<&u8>) -> bool {
    byte.is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))
}

/// The number that a row's tag tells.
fn number(row: &[u8]) -> Option<u32> {
    let tag = row.get(..memchr::memchr(b'>', row)?)?;
    let tag = std::str::from_utf8(tag).ok()?;
    let (_, rest) = tag.split_once(" r=")?;
    let digits = rest.trim_start_matches(['"', '\'']);
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits.get(..end)?.parse().ok()
}

/// Of cells that are merged over several rows: “C4:C9”.
fn merge(range: &str) -> Option<Merge> {
    let (first, last) = range.split_once(':')?;
    let merge = Merge {
        first_row: row(first)?,
        last_row: row(last)?,
        column: column(first.as_bytes())?,
    };
    (merge.first_row < merge.last_row).then_some(merge)
}

/// With blanks for comments, instructions and raw text, in which a tag means nothing.
fn without_comments(bytes: &[u8]) -> Cow<'_, [u8]> {
    const KINDS: [(&[u8], &[u8]); 3] =
        [(b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>")];
    let starts =
        |bytes: &[u8]| memchr::memmem::find(bytes, b"<!").or(memmem::find(bytes, b"<?"));
    if starts(bytes).is_none() {
        return Cow::Borrowed(bytes);
    }
    let mut plain = bytes.to_vec();
    let mut at = 0;
    while let Some(next) = bytes.get(at..).and_then(|rest| memchr::memchr(b'<', rest)) {
        at += next;
        let rest = bytes.get(at..).unwrap_or_default();
        let kind = KINDS.iter().find(|(opens, _)| rest.starts_with(opens));
        let length = kind.map_or(1, |(opens, closes)| {
            let close = memmem::find(rest.get(opens.len()..).unwrap_or_default(), closes);
            close.map_or(rest.len(), |close| opens.len() + close + closes.len())
        });
        if kind.is_some() {
            plain.iter_mut().skip(at).take(length).for_each(|byte| *byte = b' ');
        }
        at += length;
    }
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begun(xml: &str) -> (Rows, Vec<u8>) {
        Rows::begin(&mut xml.as_bytes(), "工单", Merges::default())
            .ok()
            .unwrap()
    }

    #[test]
    fn rows_are_cut_whole_whatever_prefix_and_comments_they_have() {
        let xml = "<x:worksheet xmlns:x='m'><!--<x:sheetData>--><x:sheetData>\
                   <x:row r='4'><x:c/></x:row><x:row r='7'><!-- <x:row r='9'> --><x:c/></x:row>\
                   <x:rowy/><x:row><x:c/>";
        let (mut rows, bytes) = begun(xml);
        let cut = rows.cut(&bytes, 0, false);
        assert_eq!(&bytes[cut.end..], b"<x:row><x:c/>");
        assert_eq!((cut.last_row, cut.after), (7, After::More));
        assert_eq!(rows.cut(&bytes, 0, true).after, After::Damage);
    }

    #[test]
    fn rows_without_numbers_are_counted() {
        let (mut rows, bytes) = begun("<a><sheetData><row/><row><c/></row></sheetData>");
        let cut = rows.cut(&bytes, 10, false);
        assert!(bytes[cut.end..].starts_with(b"</sheetData>"));
        assert_eq!((cut.last_row, cut.after), (12, After::Nothing));
    }

    #[test]
    fn cells_merged_downwards_are_found_below_the_rows() {
        let (mut rows, rest) = begun(
            "<a><sheetData/><mergeCells><mergeCell ref='A1:F1'/><mergeCell ref='C4:D9'/></mergeCells></a>",
        );
        assert_eq!(rows.cut(&rest, 0, false).after, After::Nothing);
        rows.end(&mut rest.as_slice()).unwrap();
        let merges = rows.merges.lock().unwrap();
        assert_eq!(merges["工单"], [Merge { first_row: 4, last_row: 9, column: 2 }]);
    }
}
