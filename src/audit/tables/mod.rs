//! Tables checked against themselves.

mod arrows;
mod decimals;
mod ranks;
mod scores;
mod totals;

use num_rational::BigRational;

use super::columns::{self, Kind, Layout, Summary};
use super::findings::{Draft, Findings};
use super::manuscript::{Block, Table};
use super::numbers::Number;
use super::places::Spot;

/// Weights of response, resolution and satisfaction in points.
pub(super) type Weights = [BigRational; 3];

/// Checks every table.
pub(super) fn check(findings: &mut Findings<'_>, weights: Option<&Weights>) {
    let manuscript = findings.manuscript;
    for (block, table) in
        manuscript
            .blocks
            .iter()
            .enumerate()
            .filter_map(|(at, block)| match block {
                Block::Table(table) => Some((at, table)),
                Block::Paragraph(_) | Block::Drawing(_) => None,
            })
    {
        let view = View::new(block, table);
        ranks::check(findings, &view);
        scores::check(findings, &view, weights);
        totals::check(findings, &view);
        decimals::check(findings, &view);
        arrows::check(findings, &view);
    }
}

/// A table with what its rows and columns are.
struct View<'a> {
    block: usize,
    table: &'a Table,
    layout: Layout<'a>,
    kinds: Vec<Kind>,
    rows: Vec<Row>,
}

/// A row under the header.
struct Row {
    /// Its index in the grid.
    y: usize,
    /// The class that it belongs to; empty for none.
    class: String,
    summary: Option<Summary>,
}

impl<'a> View<'a> {
    fn new(block: usize, table: &'a Table) -> Self {
        let layout = Layout::of(table);
        let kinds = layout.kinds();
        let class_column = kinds.iter().position(|kind| *kind == Kind::Class);
        let mut band = String::new();
        let mut rows = Vec::new();
        for y in layout.data_rows() {
            if columns::is_band(table, y) {
                band = layout.row_name(y).unwrap_or_default();
                continue;
            }
            let own = class_column
                .and_then(|x| table.rows.get(y).and_then(|row| row.get(x)))
                .map(|cell| cell.text.split_whitespace().collect::<String>());
            rows.push(Row {
                y,
                class: own.unwrap_or_else(|| band.clone()),
                summary: columns::summary(table, y),
            });
        }
        Self { block, table, layout, kinds, rows }
    }

    /// The only column of a kind.
    fn column(&self, kind: Kind) -> Option<usize> {
        let mut all = (0..self.kinds.len()).filter(|x| self.kinds.get(*x) == Some(&kind));
        let first = all.next();
        first.filter(|_| all.next().is_none())
    }

    fn number(&self, y: usize, x: usize) -> Option<Number> {
        let cell = self.table.rows.get(y)?.get(x)?;
        columns::lone_number(cell).filter(|_| !cell.is_continued)
    }

    fn value(&self, y: usize, x: usize) -> Option<BigRational> {
        self.number(y, x)?.value()
    }

    fn header(&self, x: usize) -> &str {
        self.layout.header(x)
    }

    fn report(&self, findings: &mut Findings<'_>, (y, x): (usize, usize), draft: Draft) {
        findings.add(Spot { block: self.block, cell: Some((y, x)) }, draft);
    }
}
