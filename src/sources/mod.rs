//! Export files as rows of cells with addresses.
//!
//! Files are told apart by what is in them, not by their names. Rows are shown one by
//! one and never kept: a month's export is larger than what is needed of it.

mod archive;
mod blocks;
mod cell;
mod csv;
mod format;
mod ods;
mod ole;
mod parquet;
mod spreadsheet;

use std::io::{self, ErrorKind};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

pub use cell::{Cell, Row, address};

use crate::diagnostics::{self, Code, Outcome, Place, Problem};
use blocks::{Block, Blocks};
use format::Format;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

/// Larger files are refused: no month fills them, and they would fill the memory.
const FILE_BYTES_MAX: u64 = 256 << 20;

/// So many blocks of a text are in memory at a time, for each thread.
const BLOCKS_AT_ONCE: usize = 3;

/// A sheet of a file that holds an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// Where the file lies.
    pub path: PathBuf,
    /// The file as the configuration names it; messages speak of it so.
    pub name: PathBuf,
    /// The sheet; the first one that has a fitting header when absent.
    pub sheet: Option<String>,
}

/// A kind of file that holds rows; every other file in this folder is one.
trait Source {
    /// The sheets in the order in which to look for a header; one without a name when
    /// the kind of file has none.
    fn sheets(&self) -> &[String];

    /// Shows the rows from top to bottom until told to stop. Rows without cells may be
    /// skipped.
    fn rows(&mut self, sheet: &str, visit: &mut Visit<'_>) -> Result<(), Refusal>;

    /// The rows in blocks that can be read side by side; none when a kind of file has to
    /// be read from top to bottom.
    fn blocks(&mut self) -> Option<Result<(Blocks, ReadBlock), Refusal>> {
        None
    }
}

/// Shows the rows of a block.
type ReadBlock = Box<dyn Fn(&Block, &mut Visit<'_>) -> Result<(), Refusal> + Sync>;

/// What is done with each row.
pub type Visit<'v> = dyn FnMut(Row<'_>) -> ControlFlow<()> + 'v;

/// Why a file cannot be read as rows.
struct Refusal {
    message: String,
    hint: &'static str,
}

/// An open export file.
pub struct Workbook {
    name: PathBuf,
    source: Box<dyn Source>,
}

/// Opens an export.
///
/// # Errors
/// C05 when the file does not exist, F01 when it cannot be read, D05 when it holds
/// nothing, D01 when it is no spreadsheet that can be read.
pub fn open(export: &Export) -> Outcome<Workbook> {
    if let Some(table) = format::streamed(&export.path) {
        return Ok(Workbook { name: export.name.clone(), source: Box::new(table) });
    }
    let place = Place::file(&export.name);
    let bytes = load(&export.path).map_err(|problem| vec![problem.at(place.clone())])?;
    let source: Result<Box<dyn Source>, Refusal> = format::detect(&bytes, &export.path)
        .and_then(|format| match format {
            Format::Text => Ok(Box::new(csv::Table::open(&bytes)?) as Box<dyn Source>),
            Format::Parquet => Ok(Box::new(parquet::Table::open(bytes)?)),
            Format::Spreadsheet(kind) => {
                Ok(Box::new(spreadsheet::Book::open(kind, bytes)?))
            }
        });
    match source {
        Ok(source) => Ok(Workbook { name: export.name.clone(), source }),
        Err(refusal) => Err(vec![refusal.problem().at(place)]),
    }
}

impl Workbook {
    /// The file as the configuration names it.
    pub fn name(&self) -> &Path {
        &self.name
    }

    /// The sheets in the order in which to look for a header; one without a name in a
    /// text file.
    pub fn sheets(&self) -> &[String] {
        self.source.sheets()
    }

    /// Shows a sheet's rows from top to bottom until told to stop.
    ///
    /// # Errors
    /// D01 when the file is broken from some row on.
    pub fn rows(&mut self, sheet: &str, visit: &mut Visit<'_>) -> Outcome<()> {
        let place = self.place(sheet, String::new());
        let outcome = self.source.rows(sheet, visit);
        outcome.map_err(|refusal| vec![refusal.problem().at(place)])
    }

    /// Shows a sheet's rows, several runs of them at a time, each to a state of its own;
    /// the states are taken in the order of rows.
    ///
    /// # Errors
    /// D01 when the file is broken from some row on; what stands above was shown.
    pub fn runs<S: Send>(
        &mut self,
        sheet: &str,
        begin: impl Fn() -> S + Sync,
        visit: impl Fn(&mut S, Row<'_>) + Sync,
        mut take: impl FnMut(S),
    ) -> Outcome<()> {
        let place = self.place(sheet, String::new());
        let told = |refusal: Refusal| vec![refusal.problem().at(place.clone())];
        let read = |show: &mut dyn FnMut(&mut Visit<'_>) -> Result<(), Refusal>| {
            let mut state = begin();
            let outcome = show(&mut |row| {
                visit(&mut state, row);
                ControlFlow::Continue(())
            });
            (state, outcome)
        };
        let Some(blocks) = self.source.blocks() else {
            let (state, outcome) = read(&mut |visit| self.source.rows(sheet, visit));
            take(state);
            return outcome.map_err(told);
        };
        let (mut blocks, show) = blocks.map_err(told)?;
        loop {
            let some: Vec<Block> = blocks
                .by_ref()
                .take(BLOCKS_AT_ONCE * rayon::current_num_threads())
                .collect::<io::Result<_>>()
                .map_err(|error| told(Refusal::unreadable(&error)))?;
            if some.is_empty() {
                return Ok(());
            }
            let runs: Vec<_> = some
                .par_iter()
                .map(|block| read(&mut |visit| show(block, visit)))
                .collect();
            for (state, outcome) in runs {
                take(state);
                outcome.map_err(told)?;
            }
        }
    }

    /// The sheet that the configuration names.
    ///
    /// # Errors
    /// D02 when there is none of that name.
    pub fn find(&self, wanted: &str) -> Outcome<String> {
        let sheets = self.sheets();
        if sheets.iter().any(|sheet| sheet == wanted) {
            return Ok(wanted.to_owned());
        }
        let problem = match sheets {
            [only] if only.is_empty() => {
                let message = format!("文本文件没有工作表，配置里却写了工作表“{wanted}”");
                Problem::error(Code::MISSING_SHEET, message).hint("请删去 sheet 一项")
            }
            _ => no_such_sheet(wanted, sheets),
        };
        Err(vec![problem.at(Place::file(&self.name))])
    }

    /// The place of a cell, or of a sheet when `cell` is empty.
    pub fn place(&self, sheet: &str, cell: String) -> Place {
        Place::Cell { path: self.name.clone(), sheet: sheet.to_owned(), cell }
    }
}

impl Refusal {
    fn unreadable(error: &io::Error) -> Self {
        Self::new(format!("导出表读不出来：{error}"), "请关闭占用它的程序后再试")
    }

    fn new(message: impl Into<String>, hint: &'static str) -> Self {
        Self { message: message.into(), hint }
    }

    /// Told with the last row that could be read.
    fn after_row(mut self, row: u32) -> Self {
        if row > 0 {
            self.message += &format!("（读到第{row}行为止）");
        }
        self
    }

    fn problem(self) -> Problem {
        Problem::error(Code::NOT_A_SPREADSHEET, self.message).hint(self.hint)
    }
}

fn load(path: &Path) -> Result<Vec<u8>, Box<Problem>> {
    let problem = |code, message: String, hint: &str| {
        Box::new(Problem::error(code, message).hint(hint))
    };
    let unreadable = |error: &std::io::Error| {
        if error.kind() == ErrorKind::NotFound {
            let hint = "请核对 bulletin.yaml 里写的路径";
            return problem(Code::MISSING_FILE, "导出表不存在".to_owned(), hint);
        }
        let message = format!("导出表读不出来：{error}");
        problem(Code::CANNOT_READ, message, "请核对读取权限，关闭占用它的程序后再试")
    };
    let about = std::fs::metadata(path).map_err(|error| unreadable(&error))?;
    if about.is_dir() {
        let message = "导出表应为文件，这里是文件夹".to_owned();
        return Err(problem(Code::CANNOT_READ, message, "请把路径写到文件名"));
    }
    let size = about.len() >> 20;
    if about.len() > FILE_BYTES_MAX {
        let message = format!("导出表有 {size} MB，上限是 {} MB", FILE_BYTES_MAX >> 20);
        let hint = "请只导出考核期内的工单";
        return Err(problem(Code::NOT_A_SPREADSHEET, message, hint));
    }
    let bytes = std::fs::read(path).map_err(|error| unreadable(&error))?;
    if bytes.is_empty() {
        let message = "导出表是空文件（0 字节）".to_owned();
        return Err(problem(Code::EMPTY_EXPORT, message, "请重新导出或重新复制"));
    }
    Ok(bytes)
}

fn no_such_sheet(wanted: &str, sheets: &[String]) -> Problem {
    let listed: String = sheets.iter().map(|sheet| format!("“{sheet}”")).collect();
    let message = format!("工作表“{wanted}”不存在，文件里有{listed}");
    let problem = Problem::error(Code::MISSING_SHEET, message);
    match diagnostics::nearest(wanted, sheets.iter().map(String::as_str)) {
        Some(near) => problem.hint(format!("是否“{near}”？")),
        None => problem.hint("请把 sheet 改为文件里有的工作表"),
    }
}
