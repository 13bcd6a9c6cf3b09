//! A table as facts: rows of printed numbers under columns that are known.

use super::marks;
use super::patterns::patterns;
use super::printed::Printed;
use super::words::{Measure, Scope};
use crate::audit::columns::{self, Column, Layout, Role};
use crate::audit::manuscript::{Block, Cell, Manuscript, Table};
use crate::audit::numbers::Arrow;
use crate::audit::places::{self, Spot};

patterns! {
    PERIOD = r"^(\d{2,4}年)?(第?\d{1,2}[月期周季]|\d{4}年|第?[一二三四]季度)";
}

/// A table with what is known of it.
#[derive(Debug)]
pub(crate) struct TableFacts<'a> {
    /// Its place: the block, and the cell when it lies within another table.
    spot: Spot,
    pub(crate) table: &'a Table,
    /// “表2”, or what it is called without a label.
    pub(crate) label: Option<String>,
    pub(crate) caption: String,
    /// How many rows the caption promises: 前十.
    pub(crate) first: Option<usize>,
    /// The notes right under it.
    pub(crate) notes: String,
    pub(crate) scope: Scope,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<RowFacts>,
    /// Whether the rows are periods: no order, no sum.
    pub(crate) is_series: bool,
}

/// A row under the header.
#[derive(Debug)]
pub(crate) struct RowFacts {
    /// Its index in the grid.
    pub(crate) y: usize,
    pub(crate) name: String,
    /// The class that it belongs to; empty for none.
    pub(crate) class: String,
    pub(crate) kind: RowKind,
    /// The number of each cell that holds nothing else.
    pub(crate) cells: Vec<Option<Printed>>,
    /// Columns of cells that hold what is nearly a number.
    pub(crate) odd: Vec<usize>,
}

/// What a row tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowKind {
    /// One unit, category or district.
    One,
    /// 其中: a part of the row above.
    Part,
    /// 合计, 总计: the sum of all rows.
    Total,
    /// 小计: the sum of the rows since the last one.
    Subtotal,
    /// 全区, 平均: no sum.
    Other,
}

impl<'a> TableFacts<'a> {
    fn new(manuscript: &Manuscript, spot: Spot, table: &'a Table) -> Self {
        let caption = match spot.cell {
            None => places::caption(manuscript, spot.block).unwrap_or_default(),
            Some(_) => "",
        };
        let layout = Layout::of(table);
        let rows = rows(&layout);
        let is_of_period = |row: &&RowFacts| {
            let first = table.rows.get(row.y).and_then(|cells| cells.first());
            is_period(&row.name) || first.is_some_and(|cell| is_period(&cell.text))
        };
        let periods = rows.iter().filter(is_of_period).count();
        Self {
            spot,
            table,
            label: places::label(caption),
            caption: caption.to_owned(),
            first: marks::first_so_many(caption),
            notes: notes(manuscript, spot.block),
            scope: Scope::of(caption),
            is_series: periods * 2 > rows.len(),
            columns: layout.columns,
            rows,
        }
    }

    /// The place of a cell; of a table within a cell, that cell.
    pub(crate) fn spot(&self, y: usize, x: usize) -> Spot {
        match self.spot.cell {
            Some(_) => self.spot,
            None => Spot { block: self.spot.block, cell: Some((y, x)) },
        }
    }

    /// “表2”, or 表 without a label.
    pub(crate) fn name(&self) -> &str {
        self.label.as_deref().unwrap_or("表")
    }

    /// Whether it lies within a cell of another table.
    pub(crate) fn is_nested(&self) -> bool {
        self.spot.cell.is_some()
    }

    pub(crate) fn block(&self) -> usize {
        self.spot.block
    }

    pub(crate) fn header(&self, x: usize) -> &str {
        self.columns.get(x).map_or("", |column| &column.header)
    }

    /// The only column of this period with the measure.
    pub(crate) fn figure(&self, measure: &Measure) -> Option<usize> {
        let mut all = self.columns.iter().enumerate().filter(|(_, column)| {
            column.role == Role::Figure
                && column.measure == *measure
                && column.period == super::words::Period::Now
        });
        let (first, _) = all.next()?;
        all.next().is_none().then_some(first)
    }

    /// Rows of single units.
    pub(crate) fn ones(&self) -> impl Iterator<Item = &RowFacts> {
        self.rows.iter().filter(|row| row.kind == RowKind::One)
    }

    pub(crate) fn cell(&self, y: usize, x: usize) -> Option<&Cell> {
        self.table.rows.get(y)?.get(x)
    }
}

impl RowFacts {
    pub(crate) fn at(&self, x: usize) -> Option<&Printed> {
        self.cells.get(x)?.as_ref()
    }
}

/// Paragraphs right under a block that call themselves notes.
fn notes(manuscript: &Manuscript, at: usize) -> String {
    let after = manuscript.blocks.get(at + 1..).unwrap_or_default();
    let notes = after.iter().map_while(|block| match block {
        Block::Paragraph(it) if it.text.trim_start().starts_with(['注', '备', '说']) => {
            Some(it.text.as_str())
        }
        Block::Paragraph(_) | Block::Table(_) | Block::Drawing(_) => None,
    });
    notes.collect()
}

/// Every table, those within cells after the one that they lie in.
pub(super) fn tables(manuscript: &Manuscript) -> Vec<TableFacts<'_>> {
    let mut all = Vec::new();
    for (at, block) in manuscript.blocks.iter().enumerate() {
        if let Block::Table(table) = block {
            all.push(TableFacts::new(manuscript, Spot { block: at, cell: None }, table));
            within(manuscript, at, table, None, &mut all);
        }
    }
    all
}

fn within<'a>(
    manuscript: &Manuscript,
    block: usize,
    table: &'a Table,
    outer: Option<(usize, usize)>,
    all: &mut Vec<TableFacts<'a>>,
) {
    for (y, row) in table.rows.iter().enumerate() {
        for (x, cell) in row.iter().enumerate() {
            for inner in &cell.inner {
                let Block::Table(inner) = inner else { continue };
                let cell = outer.or(Some((y, x)));
                all.push(TableFacts::new(manuscript, Spot { block, cell }, inner));
                within(manuscript, block, inner, cell, all);
            }
        }
    }
}

fn rows(layout: &Layout<'_>) -> Vec<RowFacts> {
    let table = layout.table;
    let class_column = layout.columns.iter().position(|it| it.role == Role::Class);
    let mut band = String::new();
    let mut in_parts = false;
    let mut rows: Vec<RowFacts> = Vec::new();
    for y in layout.data_rows() {
        let cells = table.rows.get(y).map(Vec::as_slice).unwrap_or_default();
        if columns::is_band(table, y) {
            band = layout.row_name(y).unwrap_or_default();
            continue;
        }
        let own = class_column
            .and_then(|x| cells.get(x))
            .map(|cell| cell.text.split_whitespace().collect::<String>());
        let name = layout.row_name(y).unwrap_or_default();
        let numbers: Vec<Option<Printed>> = cells.iter().map(printed).collect();
        let has_rank = layout.columns.iter().zip(&numbers).any(|(column, number)| {
            let leads = column.measure == Measure::Rank || column.role == Role::Serial;
            leads && number.is_some()
        });
        let named = layout.columns.iter().position(|it| it.role == Role::Name);
        let named = named.and_then(|x| cells.get(x)).filter(|it| !it.text.is_empty());
        let told = named.map_or(cells, std::slice::from_ref);
        let kind = match kind(told, &name) {
            RowKind::One if in_parts && !has_rank => RowKind::Part,
            kind => kind,
        };
        in_parts = kind == RowKind::Part;
        // A label of a class that is not merged stands in its first row.
        let class = match own {
            Some(own) if own.is_empty() => {
                rows.last().map_or(own, |above: &RowFacts| above.class.clone())
            }
            Some(own) => own,
            None => band.clone(),
        };
        let odd = cells.iter().zip(&numbers).enumerate().filter(|(_, (cell, number))| {
            !cell.is_continued && marks::is_odd(cell.text.trim(), number.is_some())
        });
        let odd = odd.map(|(x, _)| x).collect();
        rows.push(RowFacts { y, name, class, kind, cells: numbers, odd });
    }
    // Without ranks or serials every row after 其中 would be a part: then only named ones are.
    if !layout
        .columns
        .iter()
        .any(|column| column.measure == Measure::Rank || column.role == Role::Serial)
    {
        for row in &mut rows {
            if row.kind == RowKind::Part && !row.name.starts_with("其中") {
                row.kind = RowKind::One;
            }
        }
    }
    rows
}

/// The number of a cell, with an arrow that stands before it.
fn printed(cell: &Cell) -> Option<Printed> {
    if cell.is_continued {
        return None;
    }
    let number = columns::lone_number(cell)?;
    let before = cell.text.get(..number.range.start).unwrap_or_default();
    let mut printed = Printed::of(&number)?;
    if printed.arrow.is_none() {
        printed.arrow = before.chars().rev().find_map(|c| match c {
            '↑' | '▲' | '⬆' => Some(Arrow::Up),
            '↓' | '▼' | '⬇' => Some(Arrow::Down),
            _ => None,
        });
    }
    Some(printed)
}

fn kind(cells: &[Cell], name: &str) -> RowKind {
    if name.starts_with("其中") {
        return RowKind::Part;
    }
    let texts = cells.iter().map(|cell| {
        let bare: String = cell.text.split_whitespace().collect();
        bare.trim_end_matches(['：', ':']).to_owned()
    });
    let mut found = RowKind::One;
    for text in texts.take(4) {
        let kind = match text.as_str() {
            "合计" | "总计" | "共计" | "总合计" | "累计" => RowKind::Total,
            text if text.ends_with("小计") => RowKind::Subtotal,
            "全区" | "全市" | "平均" | "平均值" | "均值" | "总体" => {
                RowKind::Other
            }
            text if text.contains("平均") && text.chars().count() <= 8 => {
                RowKind::Other
            }
            text if text.ends_with("合计") && text.chars().count() <= 6 => {
                if text.starts_with("全") { RowKind::Total } else { RowKind::Subtotal }
            }
            text if text.starts_with("全区") && text.chars().count() <= 6 => {
                RowKind::Other
            }
            _ => continue,
        };
        found = kind;
        break;
    }
    found
}

fn is_period(name: &str) -> bool {
    PERIOD.is_match(name)
}
