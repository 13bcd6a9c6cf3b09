//! Export files as rows of cells with addresses.
//!
//! Files are told apart by what is in them, not by their names. Rows are shown one by
//! one and never kept: a month's export is larger than what is needed of it.

mod binary;
mod blocks;
mod cell;
mod csv;
mod format;
mod merged;
mod ods;
mod ole;
mod parquet;
mod spreadsheet;
mod xlsx;

use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

pub use cell::{Cell, Row, address};
pub use merged::{Merge, Merged};

use crate::diagnostics::{self, Code, Outcome, Place, Problem};
use crate::files::{self, Fault};
use blocks::{Block, Blocks};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

/// Larger files are refused: no month fills them, and they would fill the memory.
const FILE_BYTES_MAX: u64 = 256 << 20;

/// The size of a sheet; positions beyond it are damage.
const ROWS_MAX: u32 = 1_048_576;
const COLUMNS_MAX: usize = 16_384;

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
    /// The sheets in the order in which to look for a header, those that the user does
    /// not see last; one without a name when the kind of file has none.
    fn sheets(&self) -> &[String];

    /// How many sheets the user does not see.
    fn hidden_sheets(&self) -> usize {
        0
    }

    /// Shows the rows from top to bottom until told to stop. Rows without cells may be
    /// skipped.
    fn rows(&mut self, sheet: &str, visit: &mut Visit<'_>) -> Result<(), Refusal>;

    /// The rows in blocks that can be read side by side; none when a kind of file has to
    /// be read from top to bottom.
    fn blocks(&mut self, _sheet: &str) -> Result<Option<(Blocks, ReadBlock)>, Refusal> {
        Ok(None)
    }

    /// The cells of a sheet that are merged over several rows.
    fn merges(&mut self, _sheet: &str) -> Result<Vec<Merge>, Refusal> {
        Ok(Vec::new())
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
    let source = format::open(bytes, &export.path);
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

    /// Whether the user does not see a sheet.
    pub fn is_hidden(&self, sheet: &str) -> bool {
        let shown = self.sheets().len().saturating_sub(self.source.hidden_sheets());
        self.sheets().iter().skip(shown).any(|hidden| hidden == sheet)
    }

    /// The cells of a sheet that are merged over several rows, with what they hold.
    ///
    /// # Errors
    /// D01 when the file is broken from some row on.
    pub fn merged(&mut self, sheet: &str) -> Outcome<Merged> {
        let place = self.place(sheet, String::new());
        let told = |refusal: Refusal| vec![refusal.problem().at(place.clone())];
        let mut merged = Merged::of(self.source.merges(sheet).map_err(told)?);
        if !merged.is_empty() {
            let outcome = self.source.rows(sheet, &mut |row| {
                merged.learn(row);
                ControlFlow::Continue(())
            });
            outcome.map_err(told)?;
        }
        Ok(merged)
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
        let Some((mut blocks, show)) = self.source.blocks(sheet).map_err(told)? else {
            let (state, outcome) = read(&mut |visit| self.source.rows(sheet, visit));
            take(state);
            return outcome.map_err(told);
        };
        loop {
            let some: Vec<Block> = blocks
                .by_ref()
                .take(BLOCKS_AT_ONCE * rayon::current_num_threads())
                .collect::<io::Result<_>>()
                .map_err(|error| told(error.into()))?;
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

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Password => format::password(),
            Fault::Broken => format::broken(),
            Fault::Unpacked { .. } => Self::new(
                format!("导出表打不开：{fault}"),
                "请核对文件来源；确为导出表的，另存为 .xlsx 后再试",
            ),
            Fault::Missing
            | Fault::Folder
            | Fault::NoPlainFile
            | Fault::TooLarge { .. }
            | Fault::System(_) => {
                Self::new(format!("导出表读不出来：{fault}"), "请关闭占用它的程序后再试")
            }
        }
    }
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Fault::from(error).into()
    }
}

impl Refusal {
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
    let bytes = files::read(path, FILE_BYTES_MAX).map_err(|fault| match fault {
        Fault::Missing => {
            let hint = "请核对 bulletin.yaml 里写的路径";
            problem(Code::MISSING_FILE, "导出表不存在".to_owned(), hint)
        }
        Fault::Folder => {
            let message = "导出表应为文件，这里是文件夹".to_owned();
            problem(Code::CANNOT_READ, message, "请把路径写到文件名")
        }
        Fault::TooLarge { .. } => {
            let message = format!("导出表打不开：{fault}");
            problem(Code::NOT_A_SPREADSHEET, message, "请只导出考核期内的工单")
        }
        Fault::NoPlainFile
        | Fault::Unpacked { .. }
        | Fault::Password
        | Fault::Broken
        | Fault::System(_) => {
            let message = format!("导出表读不出来：{fault}");
            let hint = "请核对读取权限，关闭占用它的程序后再试";
            problem(Code::CANNOT_READ, message, hint)
        }
    })?;
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
    let near = diagnostics::nearest(wanted, sheets.iter().map(String::as_str));
    problem.meant(near, "请把 sheet 改为文件里有的工作表")
}
