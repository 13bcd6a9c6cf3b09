//! Numbers of a column under each other: the decimal points in one line, the widest
//! number in the middle of the cell.

use super::measures::{ems, mm_twips, whole};
use super::roles::Role;
use crate::document::{Align, Cell, Column, Row, plain_text};
use crate::layout::Style;

/// The room that a column's numbers take, in twips.
pub(super) struct Block {
    /// From the right edge of the widest to the cell's edge.
    margin: f64,
    /// Widest part from the decimal point on.
    fraction: f64,
    size: f64,
}

/// The block of each column that is set by decimals.
pub(super) fn blocks(
    style: &Style,
    columns: &[Column],
    rows: &[Row],
    widths: &[i32],
) -> Vec<Option<Block>> {
    let columns = columns.iter().zip(widths).enumerate();
    columns
        .map(|(at, (column, width))| match column.align {
            Align::Decimal => Some(block(style, rows, at, *width)),
            Align::Left | Align::Centre => None,
        })
        .collect()
}

impl Block {
    /// The right indent that puts a number's point under the others'; none for words.
    pub(super) fn indent_twips(&self, words: &str) -> Option<i32> {
        let (_, fraction) = split(words)?;
        let indent = self.margin + self.fraction - ems(fraction) * self.size;
        Some(whole(indent.max(0.0)))
    }
}

fn block(style: &Style, rows: &[Row], at: usize, width: i32) -> Block {
    let size = Role::TableText.style(style).size_pt * 20.0;
    let (mut integer, mut fraction) = (0.0_f64, 0.0_f64);
    for row in rows {
        let Some(Cell::Content { text }) = row.cells.get(at) else { continue };
        let words = plain_text(text);
        if let Some((before, after)) = split(&words) {
            integer = integer.max(ems(before) * size);
            fraction = fraction.max(ems(after) * size);
        }
    }
    let inner = f64::from(width - 2 * mm_twips(style.table.padding_mm));
    Block { margin: (inner - integer - fraction) / 2.0, fraction, size }
}

/// A number before and from its decimal point; `12↑`, `持平`, `—` are none.
fn split(words: &str) -> Option<(&str, &str)> {
    let unsigned = words.strip_prefix(['-', '−', '+']).unwrap_or(words);
    let mut allowed = unsigned.chars();
    let number = allowed.all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%'));
    if !number || !unsigned.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let point = words.find(['.', '%']).unwrap_or(words.len());
    words.split_at_checked(point)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_stand_under_each_other() {
        // 10 pt type: a digit is 100 twips, a point 50.
        let block = Block { margin: 300.0, fraction: 250.0, size: 200.0 };
        assert_eq!(block.indent_twips("100.00"), Some(300));
        assert_eq!(block.indent_twips("7.5"), Some(400));
        assert_eq!(block.indent_twips("7"), Some(550));
        assert_eq!(block.indent_twips("持平"), None);
        assert_eq!(block.indent_twips("12↑"), None);
        assert_eq!(block.indent_twips("—"), None);
    }
}
