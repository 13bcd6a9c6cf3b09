//! Tables of both files, row by row.

use super::{Change, Kind};
use crate::audit::sequence::{align, pairs};
use crate::review::lines::Line;
use crate::word::{Block, Row, Table};

/// What a cell says, with the paragraph that it begins with.
struct Cell {
    text: String,
    paragraph: Option<usize>,
}

/// What changed in a table; `line` finds a text of the bulletin by its paragraph.
pub(super) fn changes<'l>(
    old: &Table,
    new: &Table,
    name: &str,
    line: &dyn Fn(usize) -> Option<&'l Line>,
) -> Vec<Change> {
    let rows =
        |table: &Table| -> Vec<Vec<Cell>> { table.rows.iter().map(cells).collect() };
    let (old, new) = (rows(old), rows(new));
    let alike = |a: usize, b: usize| alike(&old, &new, a, b);
    let is_same = |a: usize, b: usize| alike(a, b) == WHOLE;
    let mut changes = Vec::new();
    let whole = |cells: &[Cell]| {
        cells
            .iter()
            .map(|cell| cell.text.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    };
    for pair in pairs(&align(old.len(), new.len(), &alike, &is_same)) {
        let before = pair.0.and_then(|at| old.get(at));
        let after = pair.1.and_then(|at| new.get(at));
        match (before, after) {
            (Some(before), Some(after)) if before.len() == after.len() => {
                let both = before.iter().zip(after);
                let differing = both.filter(|(old, new)| old.text != new.text);
                changes.extend(differing.map(|(old, new)| cell(old, new, name, line)));
            }
            (before, after) => changes.push(Change {
                kind: Kind::Cell,
                place: format!("{name}的一行"),
                old: before.map(|row| whole(row)).unwrap_or_default(),
                new: after.map(|row| whole(row)).unwrap_or_default(),
                key: None,
                is_taken: false,
                remark: "表格的行由数据决定".to_owned(),
            }),
        }
    }
    changes
}

fn cell<'l>(
    old: &Cell,
    new: &Cell,
    name: &str,
    line: &dyn Fn(usize) -> Option<&'l Line>,
) -> Change {
    let line = old.paragraph.and_then(line);
    let key = line.and_then(|line| line.figures.first()).map(|(key, _)| key.clone());
    let place = line.map_or_else(|| name.to_owned(), |line| line.place.to_string());
    Change {
        kind: if key.is_some() { Kind::Number } else { Kind::Cell },
        place,
        old: old.text.clone(),
        new: new.text.clone(),
        is_taken: false,
        remark: match key {
            Some(_) => String::new(),
            None => "单元格的文字来自名册或提纲，在那里改".to_owned(),
        },
        key,
    }
}

const WHOLE: u32 = 1000;

/// How much two rows have in common; 0 for two rows.
fn alike(old: &[Vec<Cell>], new: &[Vec<Cell>], a: usize, b: usize) -> u32 {
    let (Some(old), Some(new)) = (old.get(a), new.get(b)) else { return 0 };
    let same = old.iter().zip(new).filter(|(a, b)| a.text == b.text).count();
    let all = old.len().max(new.len()).max(1);
    u32::try_from(same * WHOLE as usize / all).unwrap_or_default()
}

fn cells(row: &Row) -> Vec<Cell> {
    let cell = |cell: &crate::word::Cell| {
        let mut texts = Vec::new();
        let mut paragraph = None;
        for block in &cell.blocks {
            if let Block::Paragraph(it) = block {
                paragraph = paragraph.or(Some(it.at));
                texts.push(it.text());
            }
        }
        Cell { text: texts.join("").trim().to_owned(), paragraph }
    };
    row.cells.iter().map(cell).collect()
}
