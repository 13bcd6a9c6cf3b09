//! An export as records under a header, with the account of its rows.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;

use super::account::{Account, Fate};
use super::columns::{Need, Wanted, plain};
use super::findings::Findings;
use super::header::{self, Header};
use super::record::Record;
use super::{Column, Reading, Settings};
use crate::diagnostics::{Code, Place, Problem};
use crate::sources::{self, Cell, Export, Row, Workbook, address};

/// The header stands within so many rows that are not blank.
const HEAD_ROWS: usize = 30;
/// First cells of rows that only sum up others.
const TOTALS: &[&str] =
    &["合计", "总计", "小计", "共计", "全市", "全市合计", "平均", "平均值", "全市平均"];
/// Beginnings of remarks under a table.
const REMARKS: &[&str] = &["注:", "注1", "备注", "说明", "数据来源", "制表", "填报"];

/// How engines write that there is nothing.
const NOTHING: &[&str] = &["NULL", "null", "\\N", "None", "NaN"];

const EXPORT_AGAIN: &str = "请核对导出的条件，重新导出";

/// An export whose header is known.
pub(super) struct Table {
    workbook: Workbook,
    pub(super) layout: Layout,
}

/// Where things stand in an export and how its cells are read.
pub(super) struct Layout {
    name: std::path::PathBuf,
    sheet: String,
    pub(super) header: Header,
    empty: Vec<String>,
    values: BTreeMap<Column, HashMap<String, String>>,
}

/// Opens an export and finds its header. What hinders is added to the findings.
pub(super) fn open(
    export: &Export,
    wanted: &[Wanted],
    settings: &Settings,
    findings: &mut Findings,
) -> Option<Table> {
    let mut workbook = told(sources::open(export), findings)?;
    let sheets = match &export.sheet {
        Some(sheet) => vec![told(workbook.find(sheet), findings)?],
        None => workbook.sheets().to_vec(),
    };
    let names = header::names(wanted, settings);
    let choice = told(choose(&mut workbook, &sheets, wanted, &names), findings)?;
    let Some((sheet, header)) = choice.best else {
        findings.add(no_header(&workbook, &sheets, wanted, choice.is_empty));
        return None;
    };
    if let [first, others @ ..] = choice.complete.as_slice()
        && !others.is_empty()
    {
        findings.add(several_sheets(first, others).at(Place::file(&export.name)));
    }
    for problem in header.problems(wanted, |cell| workbook.place(&sheet, cell)) {
        findings.add(problem);
    }
    let layout = Layout {
        name: export.name.clone(),
        sheet,
        header,
        empty: settings.empty.iter().map(|text| plain(text)).collect(),
        values: spellings(settings),
    };
    Some(Table { workbook, layout })
}

/// What the sheets of a file offer.
struct Choice<'s> {
    best: Option<(String, Header)>,
    /// Sheets with all the columns.
    complete: Vec<&'s str>,
    /// Whether no sheet holds anything.
    is_empty: bool,
}

/// Of sheets with all the columns the first, otherwise the one with the most.
fn choose<'s>(
    workbook: &mut Workbook,
    sheets: &'s [String],
    wanted: &[Wanted],
    names: &[header::Names],
) -> Result<Choice<'s>, Vec<Problem>> {
    let mut choice = Choice { best: None, complete: Vec::new(), is_empty: true };
    let mut best_rank = 0;
    for sheet in sheets {
        let head = head(workbook, sheet)?;
        choice.is_empty &= head.is_empty();
        let Some(header) = header::find(&head, names) else { continue };
        let mut rank = header.found_count();
        if header.is_complete(wanted) {
            choice.complete.push(sheet);
            rank = usize::MAX;
        }
        if rank > best_rank {
            best_rank = rank;
            choice.best = Some((sheet.clone(), header));
        }
    }
    Ok(choice)
}

impl Table {
    /// Shows every record under the header and keeps account of them.
    pub(super) fn read(
        mut self,
        findings: &mut Findings,
        visit: &mut dyn FnMut(&Record<'_>, &mut Findings) -> Fate,
    ) -> (Layout, Reading) {
        let layout = self.layout;
        let mut account = Account::below(layout.header.row);
        let outcome = self.workbook.rows(&layout.sheet, &mut |row| {
            if row.number > layout.header.row && !row.is_blank() {
                let fate = match layout.aside(row) {
                    Some(reason) => Fate::LeftOut(reason),
                    None => visit(&Record::new(&layout, row), findings),
                };
                account.enter(row.number, &fate);
            }
            ControlFlow::Continue(())
        });
        told(outcome, findings);
        let reading = layout.close(account, findings);
        (layout, reading)
    }

    /// The same for records that do not depend on each other: many are seen at a time.
    /// `visit` adds what a record gives to the entries, which are in the order of rows;
    /// what it needs to remember is that of some records only.
    pub(super) fn read_side_by_side<M: Default + Send, T: Send>(
        mut self,
        findings: &mut Findings,
        visit: impl Fn(&Record<'_>, &mut M, &mut Vec<T>, &mut Findings) -> Fate + Sync,
    ) -> (Vec<T>, Layout, Reading) {
        let layout = self.layout;
        let header = layout.header.row;
        let begin = || Run {
            memory: M::default(),
            entries: Vec::new(),
            findings: Findings::default(),
            account: Account::below(header),
        };
        let mut entries = Vec::new();
        let mut account = Account::below(header);
        let visit_row = |run: &mut Run<M, T>, row: Row<'_>| {
            if row.number > header && !row.is_blank() {
                let Run { memory, entries, findings, account } = run;
                let fate = match layout.aside(row) {
                    Some(reason) => Fate::LeftOut(reason),
                    None => visit(&Record::new(&layout, row), memory, entries, findings),
                };
                account.enter(row.number, &fate);
            }
        };
        let outcome = self.workbook.runs(&layout.sheet, begin, visit_row, |run| {
            entries.extend(run.entries);
            findings.absorb(run.findings);
            account.absorb(run.account);
        });
        told(outcome, findings);
        let reading = layout.close(account, findings);
        (entries, layout, reading)
    }
}

/// What some of the rows give.
struct Run<M, T> {
    memory: M,
    entries: Vec<T>,
    findings: Findings,
    account: Account,
}

impl Layout {
    /// The account of all rows; that there are none is told.
    fn close(&self, account: Account, findings: &mut Findings) -> Reading {
        if account.is_empty() {
            let place = self.place(String::new());
            let message = "导出表只有表头，没有数据";
            let problem = Problem::error(Code::EMPTY_EXPORT, message).hint(EXPORT_AGAIN);
            findings.add(problem.at(place));
        }
        account.close(self.name.clone(), self.sheet.clone())
    }

    /// The place of a cell, or of the sheet when `cell` is empty.
    pub(super) fn place(&self, cell: String) -> Place {
        Place::Cell { path: self.name.clone(), sheet: self.sheet.clone(), cell }
    }

    /// The place of a cell by its column.
    pub(super) fn cell_place(&self, row: u32, column: Column) -> Place {
        self.place(address(row, self.header.index(column).unwrap_or(0)))
    }

    /// What a text means after the settings: none when it counts as empty.
    pub(super) fn meaning<'t>(
        &'t self,
        column: Column,
        text: Cow<'t, str>,
    ) -> Option<Cow<'t, str>> {
        let values = self.values.get(&column);
        if text.is_empty() || NOTHING.contains(&text.as_ref()) {
            return None;
        }
        if self.empty.is_empty() && values.is_none() {
            return Some(text);
        }
        let plain = plain(&text);
        if self.empty.contains(&plain) {
            return None;
        }
        match values.and_then(|values| values.get(&plain)) {
            Some(value) => Some(Cow::Borrowed(value)),
            None => Some(text),
        }
    }

    /// Why a row is no record at all.
    fn aside(&self, row: Row<'_>) -> Option<&'static str> {
        if self.header.is_repeated_by(row) {
            return Some("重复的表头");
        }
        let mut filled = row.cells.iter().filter(|cell| !cell.is_blank());
        let Some(Cell::Text(first)) = filled.next() else { return None };
        let first = first.trim();
        // Nearly all rows begin with something longer than any total.
        if first.chars().count() <= 8 && TOTALS.contains(&plain(first).as_str()) {
            return Some("合计行");
        }
        let alone = filled.next().is_none();
        let remark = alone && REMARKS.iter().any(|start| plain(first).starts_with(start));
        remark.then_some("表下说明")
    }
}

fn told<T>(outcome: Result<T, Vec<Problem>>, findings: &mut Findings) -> Option<T> {
    outcome
        .map_err(|problems| problems.into_iter().for_each(|p| findings.add(p)))
        .ok()
}

/// The first rows that are not blank.
fn head(
    workbook: &mut Workbook,
    sheet: &str,
) -> Result<Vec<(u32, Vec<Cell<'static>>)>, Vec<Problem>> {
    let mut head = Vec::new();
    workbook.rows(sheet, &mut |row| {
        if !row.is_blank() {
            let cells = row.cells.iter().cloned().map(Cell::into_owned).collect();
            head.push((row.number, cells));
        }
        if head.len() < HEAD_ROWS {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    })?;
    Ok(head)
}

fn no_header(
    workbook: &Workbook,
    sheets: &[String],
    wanted: &[Wanted],
    is_empty: bool,
) -> Problem {
    let place = match sheets {
        [only] => workbook.place(only, String::new()),
        _ => Place::file(workbook.name()),
    };
    if is_empty {
        return Problem::error(Code::EMPTY_EXPORT, "导出表是空的")
            .hint(EXPORT_AGAIN)
            .at(place);
    }
    let names: String = wanted
        .iter()
        .filter(|wanted| wanted.need != Need::Optional)
        .take(4)
        .map(|wanted| format!("“{}”", wanted.name()))
        .collect();
    let message = format!("找不到表头行：前{HEAD_ROWS}行里没有{names}等表头");
    Problem::error(Code::NO_HEADER, message)
        .at(place)
        .hint("请核对文件和工作表；表头另有写法的，可在 bulletin.yaml 的 tickets.columns 中登记")
}

fn several_sheets(first: &str, others: &[&str]) -> Problem {
    let others: String = others.iter().map(|sheet| format!("“{sheet}”")).collect();
    let message = format!("工作表“{first}”和{others}都符合，取的是“{first}”");
    Problem::warning(Code::AMBIGUOUS_COLUMN, message)
        .hint("请在 bulletin.yaml 中用 sheet 写明工作表")
}

fn spellings(settings: &Settings) -> BTreeMap<Column, HashMap<String, String>> {
    let of = |(column, values): (&Column, &BTreeMap<String, String>)| {
        let plain = values.iter().map(|(written, value)| (plain(written), value.clone()));
        (*column, plain.collect())
    };
    settings.values.iter().map(of).collect()
}
