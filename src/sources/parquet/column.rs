//! A column of a group of rows, some rows at a time.

use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::{ConvertedType, LogicalType};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use parquet::data_type::DataType;
use parquet::errors::Result;
use parquet::file::metadata::{ColumnChunkMetaData, FileMetaData};
use parquet::schema::types::Type;

use super::super::Cell;
use super::pages::Pages;
use super::values::{Kind, Values};

/// What stands between the entries of a list in one cell, as in a list of units.
const BETWEEN: &str = "、";
/// 从办单位.list.element.
const LIST_DEPTH_MAX: usize = 3;

/// A column as a table shows it.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) name: String,
    /// Its place among the columns of the file; none when no cell can show its values.
    pub(super) place: Option<usize>,
    kind: Kind,
    is_list: bool,
    /// The level at which a value is there.
    level: i16,
}

/// The columns at the top of a schema; those below are no cells of their own.
pub(super) fn columns(file: &FileMetaData) -> Vec<Column> {
    let schema = file.schema_descr();
    let mut columns: Vec<Column> = Vec::new();
    let mut last = None;
    for (place, leaf) in schema.columns().iter().enumerate() {
        let (root, top) =
            (schema.get_column_root_idx(place), schema.get_column_root(place));
        if last.replace(root) == Some(root) {
            // A structure has several.
            if let Some(column) = columns.last_mut() {
                column.place = None;
            }
            continue;
        }
        let kind = Kind::of(leaf);
        let is_list =
            leaf.max_rep_level() == 1 && is_list(top, leaf.path().parts().len());
        let is_shown = kind != Kind::Other && (is_list || top.is_primitive());
        columns.push(Column {
            name: top.name().to_owned(),
            place: is_shown.then_some(place),
            kind,
            is_list,
            level: leaf.max_def_level(),
        });
    }
    columns
}

/// Whether a column of this depth is a list and not one within a structure.
fn is_list(top: &Type, depth: usize) -> bool {
    let about = top.get_basic_info();
    let says_so = about.converted_type() == ConvertedType::LIST
        || about.logical_type_ref() == Some(&LogicalType::List);
    top.is_primitive() || says_so && depth <= LIST_DEPTH_MAX
}

/// Reads a column from top to bottom.
pub(super) struct Reader {
    values: ColumnReader,
}

/// Some rows of a column.
pub(super) struct Part {
    values: Values,
    /// Which values are there, and which begin a row; empty where all do.
    levels: Vec<i16>,
    repeats: Vec<i16>,
    pub(super) rows: usize,
}

impl Reader {
    pub(super) fn of(
        file: &Arc<Bytes>,
        chunk: &ColumnChunkMetaData,
        rows: usize,
    ) -> Result<Self> {
        let pages = Box::new(Pages::of(file, chunk, rows)?);
        Ok(Self { values: get_column_reader(chunk.column_descr_ptr(), pages) })
    }

    /// The next rows; fewer when the column ends.
    pub(super) fn part(&mut self, rows: usize) -> Result<Part> {
        match &mut self.values {
            ColumnReader::BoolColumnReader(all) => part(all, rows, Values::Bool),
            ColumnReader::Int32ColumnReader(all) => part(all, rows, Values::Int32),
            ColumnReader::Int64ColumnReader(all) => part(all, rows, Values::Int64),
            ColumnReader::Int96ColumnReader(all) => part(all, rows, Values::Int96),
            ColumnReader::FloatColumnReader(all) => part(all, rows, Values::Float),
            ColumnReader::DoubleColumnReader(all) => part(all, rows, Values::Double),
            ColumnReader::ByteArrayColumnReader(all) => part(all, rows, Values::Bytes),
            ColumnReader::FixedLenByteArrayColumnReader(all) => {
                part(all, rows, Values::Fixed)
            }
        }
    }
}

fn part<T: DataType>(
    column: &mut ColumnReaderImpl<T>,
    rows: usize,
    keep: impl FnOnce(Vec<T::T>) -> Values,
) -> Result<Part> {
    let (mut levels, mut repeats, mut values) = (Vec::new(), Vec::new(), Vec::new());
    let (rows, _, _) =
        column.read_records(rows, Some(&mut levels), Some(&mut repeats), &mut values)?;
    Ok(Part { values: keep(values), levels, repeats, rows })
}

impl Part {
    /// A cell for every row; none when values are missing.
    pub(super) fn cells(&self, column: &Column) -> Option<Vec<Cell<'_>>> {
        if column.is_list {
            return self.lists(column);
        }
        if column.level == 0 {
            let cell = |at| self.values.cell(at, column.kind);
            return (0..self.rows).map(cell).collect();
        }
        let mut at = 0;
        let cells = self.levels.iter().map(|level| {
            if *level < column.level {
                return Some(Cell::Empty);
            }
            at += 1;
            self.values.cell(at - 1, column.kind)
        });
        cells.collect()
    }

    /// Entries of a row's list in one cell.
    fn lists(&self, column: &Column) -> Option<Vec<Cell<'_>>> {
        let mut lists: Vec<String> = Vec::new();
        let mut at = 0;
        for (repeat, level) in self.repeats.iter().zip(&self.levels) {
            if *repeat == 0 {
                lists.push(String::new());
            }
            if *level < column.level {
                continue;
            }
            let entry = self.values.cell(at, column.kind)?;
            at += 1;
            let list = lists.last_mut()?;
            if !list.is_empty() {
                list.push_str(BETWEEN);
            }
            list.push_str(&entry.text());
        }
        let cell = |list: String| match list.as_str() {
            "" => Cell::Empty,
            _ => Cell::Text(list.into()),
        };
        Some(lists.into_iter().map(cell).collect())
    }
}
