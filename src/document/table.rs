//! A table: caption, columns, rows and the notes under it.

use serde::Serialize;

use super::{Caption, Inline};

/// A table with a header row that repeats on each page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Table {
    /// The name by which the text refers to it; unique in the document.
    pub name: String,
    /// Above the table.
    pub caption: Caption,
    /// From left to right.
    pub columns: Vec<Column>,
    /// Each with as many cells as there are columns.
    pub rows: Vec<Row>,
    /// Paragraphs under the table.
    pub notes: Vec<Vec<Inline>>,
    /// The part of their usual height that its rows have, so that it fits on its page; 1 as
    /// composed.
    pub share: f64,
    /// Read out to those who cannot see it.
    pub alt: String,
}

/// What holds for a whole column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// The header.
    pub header: String,
    /// Where cell text stands.
    pub align: Align,
    /// Share of the table's width, relative to the other columns.
    pub width: u16,
}

/// Where the text of a column's cells stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// Words that start at the same edge.
    Left,
    /// Words and ranks in the middle.
    Centre,
    /// Numbers as a centred block in which decimals stand under each other.
    Decimal,
}

/// A row that is never split across pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// One cell a column.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "cell", rename_all = "snake_case")]
pub enum Cell {
    /// A cell of its own, or the first of those that share a label.
    Content {
        /// What it says.
        text: Vec<Inline>,
    },
    /// Shares the label of the cell above, which is printed here too: a merged cell would
    /// not show it on a new page, nor survive an edit.
    Continued,
}
