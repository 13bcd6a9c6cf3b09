//! Text separated by commas, semicolons, tabs or bars in UTF-8, UTF-16 or GB 18030.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Cursor, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::blocks::{Block, Blocks, Lines};
use super::format::RESAVE;
use super::{Cell, ReadBlock, Refusal, Row, Source, Visit};

/// Rows that tell the delimiter.
const SAMPLE_ROWS: usize = 50;
/// A field with more lines than this has lost its closing quote.
const LINES_OF_A_FIELD_MAX: usize = 200;
/// So many bytes beyond ASCII are not UTF-8 by chance.
const UTF8_BYTES_MIN: usize = 24;
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Smaller files are read at once; of larger ones a block at a time.
const WHOLE_BYTES_MAX: u64 = 8 << 20;

/// A text file that holds one table.
pub(super) struct Table {
    text: Text,
    delimiter: u8,
    sheets: [String; 1],
}

enum Text {
    Whole(Arc<[u8]>),
    /// A file in UTF-8.
    File(PathBuf),
}

impl Table {
    pub(super) fn open(bytes: &[u8]) -> Result<Self, Refusal> {
        let text = decode(bytes)?;
        Ok(Self::of(delimiter(&text), Text::Whole(text.as_bytes().into())))
    }

    /// A large text in UTF-8, which is not kept; none when a file is no such thing.
    pub(super) fn stream(path: &Path) -> Option<Self> {
        let mut file = File::open(path).ok()?;
        if file.metadata().ok()?.len() <= WHOLE_BYTES_MAX {
            return None;
        }
        let sample = utf8_sample(&mut file)?;
        Some(Self::of(delimiter(&sample), Text::File(path.to_owned())))
    }

    fn of(delimiter: Option<(u8, usize)>, text: Text) -> Self {
        let delimiter = delimiter.map_or(b',', |(delimiter, _)| delimiter);
        Self { text, delimiter, sheets: [String::new()] }
    }

    fn read_blocks(&self) -> Result<Blocks, Refusal> {
        let text: Box<dyn Read + Send> = match &self.text {
            Text::Whole(text) => Box::new(Cursor::new(Arc::clone(text))),
            Text::File(path) => Box::new(File::open(path)?),
        };
        Ok(Blocks::of(text, Box::new(Lines { delimiter: self.delimiter })))
    }
}

/// The beginning of a file that is UTF-8 from end to end.
fn utf8_sample(file: &mut File) -> Option<String> {
    let mut sample = None;
    // Lines are cut at bytes that are no part of a character.
    let lines = Box::new(Lines { delimiter: 0 });
    for block in Blocks::of(Box::new(file.try_clone().ok()?), lines) {
        let text = String::from_utf8(block.ok()?.bytes).ok()?;
        if text.contains('\0') {
            return None;
        }
        sample.get_or_insert(text);
    }
    sample
}

impl Source for Table {
    fn sheets(&self) -> &[String] {
        &self.sheets
    }

    fn rows(&mut self, _sheet: &str, visit: &mut Visit<'_>) -> Result<(), Refusal> {
        for block in self.read_blocks()? {
            if rows(&block?, self.delimiter, visit)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    fn blocks(&mut self, _sheet: &str) -> Result<Option<(Blocks, ReadBlock)>, Refusal> {
        let delimiter = self.delimiter;
        let read: ReadBlock = Box::new(move |block: &Block, visit: &mut Visit<'_>| {
            rows(block, delimiter, visit).map(drop)
        });
        Ok(Some((self.read_blocks()?, read)))
    }
}

/// Shows the rows of a block.
fn rows(
    block: &Block,
    delimiter: u8,
    visit: &mut Visit<'_>,
) -> Result<ControlFlow<()>, Refusal> {
    let mut reader = reader(&block.bytes, delimiter);
    let mut record = csv::StringRecord::new();
    let mut number = block.above;
    loop {
        let before = reader.position().line();
        // Every record of a block can be read but for its encoding.
        if !reader.read_record(&mut record).map_err(|_| undecodable())? {
            return Ok(ControlFlow::Continue(()));
        }
        let newlines = |field: &str| field.bytes().filter(|b| *b == b'\n').count();
        // Hardly any record has lines in its fields.
        let inner = newlines(record.as_slice());
        if inner > LINES_OF_A_FIELD_MAX
            && record.iter().any(|field| newlines(field) > LINES_OF_A_FIELD_MAX)
        {
            return Err(unbalanced(number + 1));
        }
        // The reader skips blank lines, spreadsheet programs count them as rows.
        let inner = inner as u64;
        let blank = (reader.position().line() - before).saturating_sub(inner + 1);
        number += 1 + u32::try_from(blank).unwrap_or(0);
        let cells: Vec<Cell<'_>> = record.iter().map(cell).collect();
        if visit(Row { number, cells: &cells, is_hidden: false }).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
}

/// Whether the bytes are text in which several rows have the same number of fields.
pub(super) fn is_table(bytes: &[u8]) -> bool {
    decode(bytes).is_ok_and(|text| delimiter(&text).is_some_and(|(_, rows)| rows > 1))
}

fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Refusal> {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, _, broken) = encoding.decode(bytes);
        return if broken { Err(undecodable()) } else { Ok(text) };
    }
    if bytes.contains(&0) {
        return Err(undecodable());
    }
    let valid = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(Cow::Borrowed(text)),
        Err(error) => bytes.get(..error.valid_up_to()).unwrap_or_default(),
    };
    // Text in GB 18030 is soon no UTF-8; what is for long was UTF-8 before it broke.
    if valid.iter().filter(|byte| !byte.is_ascii()).count() > UTF8_BYTES_MIN {
        let line = 1 + valid.iter().filter(|byte| **byte == b'\n').count();
        let message = format!("导出表打不开：第{line}行有损坏的 UTF-8 文字");
        return Err(Refusal::new(message, "请重新导出或重新复制"));
    }
    encoding_rs::GB18030
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or_else(undecodable)
}

fn undecodable() -> Refusal {
    Refusal::new("导出表打不开：既不是 UTF-8 也不是 GB 18030 编码的文本", RESAVE)
}

/// The delimiter by which most rows have the most fields, and how many rows those are.
fn delimiter(text: &str) -> Option<(u8, usize)> {
    let fitting = |delimiter: u8| {
        let mut rows_by_fields = BTreeMap::<usize, usize>::new();
        let records = reader(text.as_bytes(), delimiter).into_records();
        for record in records.take(SAMPLE_ROWS).flatten() {
            *rows_by_fields.entry(record.len()).or_default() += 1;
        }
        rows_by_fields
            .into_iter()
            .filter(|(fields, _)| *fields > 1)
            .max_by_key(|(fields, rows)| (fields - 1) * rows)
            .map(|(fields, rows)| ((fields - 1) * rows, delimiter, rows))
    };
    let best = DELIMITERS
        .into_iter()
        .filter_map(fitting)
        .max_by_key(|(fit, ..)| *fit);
    best.map(|(_, delimiter, rows)| (delimiter, rows))
}

fn reader(text: &[u8], delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text)
}

fn cell(field: &str) -> Cell<'_> {
    // A file that was made of several has their marks in the middle.
    let field = field.trim_start_matches('\u{feff}');
    // Excel keeps leading zeros of a CSV field only in the form ="00123".
    let kept = field.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    match kept.unwrap_or(field) {
        "" => Cell::Empty,
        text => Cell::Text(Cow::Borrowed(text)),
    }
}

fn unbalanced(row: u32) -> Refusal {
    Refusal::new(format!("导出表打不开：第{row}行的引号没有配对"), RESAVE)
}
