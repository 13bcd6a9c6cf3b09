//! Cells that are merged over several rows: only the first of them holds the content.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Cell, Row};

/// Cells of one column that are merged over several rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    /// From 1; its cell holds what all of them show.
    pub first_row: u32,
    /// From 1.
    pub last_row: u32,
    /// From 0.
    pub column: usize,
}

/// The merged cells of a sheet with what they hold.
#[derive(Debug, Default)]
pub struct Merged {
    /// By column and first row.
    contents: BTreeMap<(usize, u32), (Merge, Cell<'static>)>,
}

impl Merged {
    pub(super) fn of(merges: Vec<Merge>) -> Self {
        let empty =
            |merge: Merge| ((merge.column, merge.first_row), (merge, Cell::Empty));
        Self { contents: merges.into_iter().map(empty).collect() }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.contents.is_empty()
    }

    /// Keeps those that are wanted.
    pub fn retain(&mut self, is_wanted: impl Fn(&Merge) -> bool) {
        self.contents
            .retain(|_, (merge, content)| is_wanted(merge) && !content.is_blank());
    }

    /// From left to right and top to bottom.
    pub fn iter(&self) -> impl Iterator<Item = &Merge> {
        self.contents.values().map(|(merge, _)| merge)
    }

    /// Keeps what the first rows hold.
    pub(super) fn learn(&mut self, row: Row<'_>) {
        for (column, cell) in row.cells.iter().enumerate() {
            if let Some((_, content)) = self.contents.get_mut(&(column, row.number)) {
                *content = cell.clone().into_owned();
            }
        }
    }

    /// The cells of a row as they look, each merged one with the content of the first.
    pub fn fill<'r>(&'r self, row: Row<'r>) -> Cow<'r, [Cell<'r>]> {
        let mut cells = Cow::Borrowed(row.cells);
        let mut at = 0;
        while let Some(((column, _), _)) = self.contents.range((at, 0)..).next() {
            let column = *column;
            at = column + 1;
            let above = self.contents.range((column, 0)..=(column, row.number));
            let Some((_, (merge, content))) = above.last() else { continue };
            if row.number <= merge.last_row
                && row.cells.get(column).is_none_or(Cell::is_blank)
            {
                let cells = cells.to_mut();
                if cells.len() <= column {
                    cells.resize(column + 1, Cell::Empty);
                }
                if let Some(cell) = cells.get_mut(column) {
                    *cell = content.clone();
                }
            }
        }
        cells
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_below_the_first_of_a_merge_show_its_content() {
        let merge = |first_row, last_row, column| Merge { first_row, last_row, column };
        let mut merged = Merged::of(vec![merge(2, 3, 1), merge(5, 6, 1), merge(2, 4, 0)]);
        let text = |text: &str| Cell::Text(text.to_owned().into());
        let cells = [text("甲"), text("乙")];
        merged.learn(Row { number: 2, cells: &cells, is_hidden: false });
        let filled = |number| {
            let cells = [Cell::Empty, Cell::Empty, text("丙")];
            let row = Row { number, cells: &cells, is_hidden: false };
            let texts = merged.fill(row);
            texts.iter().map(|cell| cell.text().into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(filled(3), ["甲", "乙", "丙"]);
        assert_eq!(filled(4), ["甲", "", "丙"]);
        assert_eq!(filled(6), ["", "", "丙"]);
    }
}
