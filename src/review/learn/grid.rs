//! A table of Word as rows of cells, every merged cell in each place that it covers.

use crate::audit::said::half_width;
use crate::word::{Block, Table};

/// A table whose cells stand under their headers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Grid {
    /// One a column, those of several rows one after the other.
    pub(super) headers: Vec<String>,
    /// Under the headers.
    pub(super) rows: Vec<Vec<String>>,
    /// Widths of the columns where somebody set them; Word makes all alike.
    pub(super) widths: Vec<u16>,
}

impl Grid {
    pub(super) fn of(table: &Table) -> Self {
        let cells = cells(table);
        let is_body = |row: &Vec<String>| {
            row.iter()
                .filter(|cell| cell.chars().any(|c| c.is_ascii_digit()))
                .count()
                > 1
        };
        let marked = table.rows.iter().take_while(|row| row.is_header).count();
        let found = cells.iter().position(is_body).unwrap_or(1);
        let head = if marked > 0 && marked < cells.len() { marked } else { found.max(1) };
        let width = cells.iter().map(Vec::len).max().unwrap_or(0);
        let header = |x: usize| {
            let mut words: Vec<&str> = Vec::new();
            for row in cells.iter().take(head) {
                let word = row.get(x).map_or("", String::as_str);
                if !word.is_empty() && words.last() != Some(&word) {
                    words.push(word);
                }
            }
            words.concat()
        };
        let widest = table.widths.iter().max().copied().unwrap_or(0);
        let is_set = |own: &u16| u32::from(*own) * 10 < u32::from(widest) * 9;
        let is_told = table.widths.len() == width && table.widths.iter().any(is_set);
        Self {
            widths: table.widths.iter().copied().filter(|_| is_told).collect(),
            headers: (0..width).map(header).collect(),
            rows: cells.get(head..).unwrap_or_default().to_vec(),
        }
    }

    pub(super) fn cell(&self, y: usize, x: usize) -> &str {
        self.rows.get(y).and_then(|row| row.get(x)).map_or("", String::as_str)
    }
}

fn cells(table: &Table) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = Vec::new();
    for row in &table.rows {
        let mut cells = vec![String::new(); row.before];
        for cell in &row.cells {
            let above = all.last().and_then(|above| above.get(cells.len()));
            let text = match above {
                Some(above) if cell.is_continued => above.clone(),
                Some(_) | None => words(&cell.blocks),
            };
            cells.extend(std::iter::repeat_n(text, cell.span.clamp(1, 100)));
        }
        all.push(cells);
    }
    all
}

/// The words of a cell without blanks: 镇　街 is 镇街.
fn words(blocks: &[Block]) -> String {
    let texts = blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.text()),
        Block::Table(_) | Block::Unread(_) => None,
    });
    let text: String = texts.collect();
    text.chars().filter(|c| !c.is_whitespace()).map(half_width).collect()
}
