//! Rows of cells with spans as a grid in which every place has its text.

use std::sync::Arc;

use super::Refusal;
use crate::audit::manuscript::{Block, Cell, Table};

/// Word itself allows 63 columns.
const COLUMNS_MAX: usize = 256;
const CELLS_MAX: usize = 400_000;

/// A cell as it is written.
#[derive(Default)]
pub(super) struct RawCell {
    pub(super) text: String,
    /// Columns it covers.
    pub(super) span: usize,
    pub(super) merge: Merge,
    pub(super) inner: Vec<Block>,
}

/// How a cell is merged with the one above.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Merge {
    #[default]
    None,
    Continued,
}

/// A row as it is written.
#[derive(Default)]
pub(super) struct RawRow {
    pub(super) is_header: bool,
    pub(super) is_deleted: bool,
    /// Columns left free before the first cell.
    pub(super) before: usize,
    pub(super) cells: Vec<RawCell>,
}

/// Resolves spans and merges.
pub(super) fn table(rows: Vec<RawRow>) -> Result<Table, Refusal> {
    let rows: Vec<RawRow> = rows.into_iter().filter(|row| !row.is_deleted).collect();
    let header_rows = rows.iter().take_while(|row| row.is_header).count();
    let mut grid: Vec<Vec<Cell>> = Vec::with_capacity(rows.len());
    let mut count = 0;
    for row in rows {
        let mut places: Vec<Cell> = Vec::new();
        places.resize_with(row.before.min(COLUMNS_MAX), || Cell::new(""));
        for cell in row.cells {
            place(&mut places, cell, grid.last());
        }
        count += places.len();
        if count > CELLS_MAX {
            return Err(Refusal::too_large("里面的表格单元格过多"));
        }
        grid.push(places);
    }
    Ok(Table { header_rows, rows: grid })
}

fn place(places: &mut Vec<Cell>, cell: RawCell, above: Option<&Vec<Cell>>) {
    let RawCell { text, span, merge, inner } = cell;
    let is_continued = merge == Merge::Continued;
    let text: Arc<str> = match above.and_then(|above| above.get(places.len())) {
        Some(above) if is_continued => above.text.clone(),
        Some(_) | None => Arc::from(text.trim()),
    };
    let span = span.clamp(1, COLUMNS_MAX.saturating_sub(places.len()).max(1));
    let repeated = Cell { text: text.clone(), is_continued: true, inner: Vec::new() };
    places.push(Cell { text, is_continued, inner });
    places.extend(std::iter::repeat_n(repeated, span - 1));
}
