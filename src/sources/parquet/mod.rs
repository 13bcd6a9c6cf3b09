//! Parquet, as engines write it: a table with named columns, read some rows at a time.
//!
//! Parquet has no rows for names: they are shown as row 1, so that rows are counted as in
//! a CSV of the same table. A list is one cell; what no cell can show is told as an error.

mod column;
mod pages;
mod values;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;

use bytes::Bytes;
use parquet::errors::ParquetError;
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader, RowGroupMetaData};
use parquet::schema::types;

use super::{Cell, Refusal, Row, Source, Visit};
use column::{Column, Part, Reader};
use values::unshowable;

/// What such a file begins and ends with.
pub(super) const SIGNATURE: &[u8] = b"PAR1";
/// The same, when it is encrypted from end to end.
pub(super) const ENCRYPTED: &[u8] = b"PARE";

/// A whole city has two million tickets a month.
const ROWS_MAX: usize = 10_000_000;
/// As for the other formats that are packed.
const UNPACKED_BYTES_MAX: u64 = 512 << 20;
/// The description of a file with hundreds of columns and groups is smaller.
const DESCRIPTION_BYTES_MAX: usize = 2 << 20;
/// The description is read by recursion; so much is enough for the deepest that fits.
const STACK_BYTES: usize = 512 << 20;
/// A list of texts is 3 deep.
const DEPTH_MAX: usize = 16;
const ROWS_AT_ONCE: usize = 4096;

const EXPORT_AGAIN: &str = "请重新导出或重新复制；仍不行的，导出为 CSV 再试";

/// A file that holds one table.
pub(super) struct Table {
    file: Arc<Bytes>,
    description: ParquetMetaData,
    columns: Vec<Column>,
    sheets: [String; 1],
}

impl Table {
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, Refusal> {
        if bytes.starts_with(ENCRYPTED) {
            return Err(encrypted());
        }
        let file = Bytes::from(bytes);
        check_ends(&file).ok_or_else(broken)?;
        let description = describe(&file)?;
        let columns = shielded(|| Ok(column::columns(description.file_metadata())))?;
        check_sizes(&description)?;
        for group in description.row_groups() {
            for chunk in columns.iter().filter_map(|column| column.chunk(group)) {
                if let Some((message, hint)) = pages::hindrance(chunk) {
                    return Err(Refusal::new(message, hint));
                }
            }
        }
        let sheets = [String::new()];
        Ok(Self { file: Arc::new(file), description, columns, sheets })
    }

    /// The columns of a group of rows; none where a column cannot be shown.
    fn readers(&self, group: &RowGroupMetaData) -> Result<Vec<Option<Reader>>, Refusal> {
        let rows = rows_of(group)?;
        let reader = |column: &Column| {
            let chunk = column.chunk(group);
            chunk.map(|chunk| Reader::of(&self.file, chunk, rows)).transpose()
        };
        shielded(|| self.columns.iter().map(reader).collect())
    }

    /// Cells column by column.
    fn cells<'p>(&self, parts: &'p [Option<Part>]) -> Option<Vec<Vec<Cell<'p>>>> {
        let columns = self.columns.iter().zip(parts);
        let cells = columns.map(|(column, part)| match part {
            Some(part) => part.cells(column),
            None => Some(Vec::new()),
        });
        cells.collect()
    }
}

impl Source for Table {
    fn sheets(&self) -> &[String] {
        &self.sheets
    }

    fn rows(&mut self, _sheet: &str, visit: &mut Visit<'_>) -> Result<(), Refusal> {
        let names = self.columns.iter().map(|column| column.name.as_str());
        let names: Vec<Cell<'_>> = names.map(|name| Cell::Text(name.into())).collect();
        let mut number = 1;
        if visit(Row { number, cells: &names, is_hidden: false }).is_break() {
            return Ok(());
        }
        for group in self.description.row_groups() {
            let mut readers = self.readers(group)?;
            let mut left = rows_of(group)?;
            while left > 0 {
                let rows = left.min(ROWS_AT_ONCE);
                let parts =
                    parts(&mut readers, rows).map_err(|told| told.after_row(number))?;
                let columns =
                    self.cells(&parts).ok_or_else(|| broken().after_row(number))?;
                let mut columns: Vec<_> =
                    columns.into_iter().map(Vec::into_iter).collect();
                for _ in 0..rows {
                    number += 1;
                    let cells: Vec<Cell<'_>> = columns
                        .iter_mut()
                        .map(|cells| cells.next().unwrap_or_else(unshowable))
                        .collect();
                    if visit(Row { number, cells: &cells, is_hidden: false }).is_break() {
                        return Ok(());
                    }
                }
                left -= rows;
            }
        }
        Ok(())
    }
}

/// The next rows of every column.
fn parts(
    readers: &mut [Option<Reader>],
    rows: usize,
) -> Result<Vec<Option<Part>>, Refusal> {
    let part = |reader: &mut Option<Reader>| {
        let part = reader.as_mut().map(|reader| reader.part(rows)).transpose()?;
        match part {
            Some(part) if part.rows != rows => {
                Err(ParquetError::EOF("a column that ends too soon".to_owned()))
            }
            part => Ok(part),
        }
    };
    shielded(|| readers.iter_mut().map(part).collect())
}

impl Column {
    /// What a group of rows holds of it; none when no cell can show it.
    fn chunk<'g>(
        &self,
        group: &'g RowGroupMetaData,
    ) -> Option<&'g parquet::file::metadata::ColumnChunkMetaData> {
        group.columns().get(self.place?)
    }
}

fn rows_of(group: &RowGroupMetaData) -> Result<usize, Refusal> {
    usize::try_from(group.num_rows()).map_err(|_| broken())
}

/// Whether a file ends as it begins, with a description of sane size before that.
fn check_ends(file: &[u8]) -> Option<()> {
    let (rest, end) = file.split_last_chunk::<4>()?;
    let (body, size) = rest.split_last_chunk::<4>()?;
    let size = usize::try_from(u32::from_le_bytes(*size)).ok()?;
    let fits = size <= DESCRIPTION_BYTES_MAX && size + SIGNATURE.len() <= body.len();
    (end == SIGNATURE && fits).then_some(())
}

/// What a file says of itself. A hostile one nests so deep that the stack would end, and
/// with it the program: so it is read, and dropped, on a stack of its own.
fn describe(file: &Bytes) -> Result<ParquetMetaData, Refusal> {
    let file = file.clone();
    let read = move || {
        let description = ParquetMetaDataReader::new().parse_and_finish(&file);
        description.map_err(|_| broken()).and_then(|description| {
            let depth = depth(description.file_metadata().schema());
            if depth > DEPTH_MAX { Err(broken()) } else { Ok(description) }
        })
    };
    let thread = thread::Builder::new().stack_size(STACK_BYTES).spawn(read);
    thread.map_err(|_| broken())?.join().unwrap_or_else(|_| Err(broken()))
}

fn depth(schema: &types::Type) -> usize {
    match schema {
        types::Type::PrimitiveType { .. } => 1,
        types::Type::GroupType { fields, .. } => {
            1 + fields.iter().map(|field| depth(field)).max().unwrap_or(0)
        }
    }
}

fn check_sizes(description: &ParquetMetaData) -> Result<(), Refusal> {
    let (mut rows, mut bytes) = (0_usize, 0_u64);
    for group in description.row_groups() {
        rows = rows.saturating_add(rows_of(group)?);
        for chunk in group.columns() {
            let first = chunk.dictionary_page_offset().unwrap_or(0);
            if first < 0 || chunk.data_page_offset() < 0 || chunk.compressed_size() < 0 {
                return Err(broken());
            }
            let unpacked =
                u64::try_from(chunk.uncompressed_size()).map_err(|_| broken())?;
            bytes = bytes.saturating_add(unpacked);
        }
    }
    let told = if rows > ROWS_MAX {
        format!("导出表打不开：有 {rows} 行，上限是 {ROWS_MAX} 行")
    } else if bytes > UNPACKED_BYTES_MAX {
        format!("导出表打不开：解压后超过 {} MB 的上限", UNPACKED_BYTES_MAX >> 20)
    } else {
        return Ok(());
    };
    Err(Refusal::new(told, "请只导出考核期内的工单和需要的列"))
}

/// Runs a part of the reader, which panics on some damaged files.
fn shielded<T>(part: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, Refusal> {
    let outcome = catch_unwind(AssertUnwindSafe(part)).map_err(|_| broken())?;
    outcome.map_err(|_| broken())
}

fn encrypted() -> Refusal {
    Refusal::new("导出表打不开：Parquet 文件已加密", "请不加密重新导出")
}

fn broken() -> Refusal {
    Refusal::new("导出表打不开：Parquet 文件不完整、已损坏或有加密的列", EXPORT_AGAIN)
}
