//! An export as records under a header, with the account of its rows.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;

use super::account::{self, Account, Fate};
use super::columns::{Need, Wanted};
use super::findings::Findings;
use super::header::{self, Header};
use super::record::Record;
use super::shape::{self, Shape};
use super::sheets::{self, Choice};
use super::spelling::{clean, plain, word};
use super::sums::Sum;
use super::units::Units;
use super::{Column, Ranges, Reading, Settings, Withdrawn, rivals, summary, withdrawn};
use crate::diagnostics::{Code, Place, Problem};
use crate::sources::{self, Cell, Export, Merged, Row, Workbook, address};

/// What stands in a cell whose formula fails.
const ERRORS: &[&str] = &[
    "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!",
    "#CALC!",
];
/// How engines write that there is nothing.
const NOTHING: &[&str] = &["NULL", "null", "\\N", "None", "NaN"];

const EXPORT_AGAIN: &str = "请核对导出的条件，重新导出";

/// An export whose header is known.
pub(super) struct Table {
    pub(super) workbook: Workbook,
    pub(super) layout: Layout,
    /// Rows that are records.
    pub(super) records: usize,
    /// Rows that sum up others.
    pub(super) sums: Vec<Sum>,
}

/// Where things stand in an export and how its cells are read.
pub(super) struct Layout {
    name: std::path::PathBuf,
    pub(super) sheet: String,
    pub(super) header: Header,
    /// Where the columns of one's own stand; none for those that are not there.
    pub(super) own: Vec<Option<usize>>,
    shape: Shape,
    pub(super) merged: Merged,
    empty: Vec<String>,
    values: BTreeMap<Column, HashMap<String, String>>,
    wanted: Vec<Wanted>,
    /// Powers of ten by which columns are multiplied.
    pub(super) scales: BTreeMap<Column, i32>,
    pub(super) ranges: Ranges,
    /// What was decided about its rows.
    pub(super) withdrawn: Vec<Withdrawn>,
}

/// Opens an export and finds its header. What hinders is added to the findings.
pub(super) fn open(
    export: &Export,
    wanted: &[Wanted],
    settings: &Settings,
    findings: &mut Findings,
) -> Option<Table> {
    open_for(export, wanted, settings, None, findings)
}

/// The same for a list that names units: they tell which of two columns is meant.
pub(super) fn open_for(
    export: &Export,
    wanted: &[Wanted],
    settings: &Settings,
    units: Option<&Units<'_>>,
    findings: &mut Findings,
) -> Option<Table> {
    let mut workbook = told(sources::open(export), findings)?;
    let sheets = match &export.sheet {
        Some(sheet) => vec![told(workbook.find(sheet), findings)?],
        None => workbook.sheets().to_vec(),
    };
    let names = header::names(wanted, settings);
    let choice = told(sheets::choose(&mut workbook, &sheets, wanted, &names), findings)?;
    findings.extend(choice.problems(&workbook));
    let Some(Choice { sheet, mut header, shape }) = choice.best else {
        findings.add(no_header(&workbook, &sheets, wanted, choice.is_empty));
        return None;
    };
    if let Some(units) = units {
        told(rivals::settle(&mut workbook, &sheet, &mut header, units), findings)?;
    }
    findings.extend(header.problems(wanted, |cell| workbook.place(&sheet, cell)));
    let mut layout = Layout {
        name: export.name.clone(),
        withdrawn: withdrawn::of(settings, export, &sheet),
        sheet,
        own: settings.own().iter().map(|name| header.titled(name)).collect(),
        header,
        shape,
        merged: Merged::default(),
        empty: settings.empty.iter().map(|text| plain(text).into_owned()).collect(),
        values: spellings(settings),
        wanted: wanted.to_vec(),
        scales: BTreeMap::new(),
        ranges: settings.ranges.clone(),
    };
    findings.extend(layout.measure());
    Some(Table { workbook, layout, records: 0, sums: Vec::new() })
}

impl Table {
    /// Shows every record under the header and keeps account of them.
    pub(super) fn read(
        &mut self,
        findings: &mut Findings,
        visit: &mut dyn FnMut(&Record<'_>, &mut Findings) -> Fate,
    ) -> Reading {
        self.learn_merged(findings);
        let Self { workbook, layout, .. } = self;
        let mut account = Account::below(layout.header.row);
        let outcome = workbook.rows(&layout.sheet, &mut |row| {
            layout.see(row, findings, &mut account, |record, findings| {
                visit(record, findings)
            });
            ControlFlow::Continue(())
        });
        told(outcome, findings);
        self.close(account, findings)
    }

    /// The same for records that do not depend on each other: many are seen at a time.
    /// `visit` adds what a record gives to the entries, which are in the order of rows;
    /// what it needs to remember is that of some records only.
    pub(super) fn read_side_by_side<M: Default + Send, T: Send>(
        &mut self,
        findings: &mut Findings,
        visit: impl Fn(&Record<'_>, &mut M, &mut Vec<T>, &mut Findings) -> Fate + Sync,
    ) -> (Vec<T>, Reading) {
        let mut all = self.runs(&visit);
        // Merged cells are known only when all rows were seen, and hardly any export has
        // them.
        if self.learn_merged(findings) {
            all = self.runs(&visit);
        }
        let Run { entries, findings: found, account, .. } = all;
        findings.absorb(found);
        (entries, self.close(account, findings))
    }

    /// What all rows give.
    fn runs<M: Default + Send, T: Send>(
        &mut self,
        visit: &(impl Fn(&Record<'_>, &mut M, &mut Vec<T>, &mut Findings) -> Fate + Sync),
    ) -> Run<M, T> {
        let Self { workbook, layout, .. } = self;
        let begin = || Run {
            memory: M::default(),
            entries: Vec::new(),
            findings: Findings::default(),
            account: Account::below(layout.header.row),
        };
        let mut all = begin();
        let visit_row = |run: &mut Run<M, T>, row: Row<'_>| {
            let Run { memory, entries, findings, account } = run;
            layout.see(row, findings, account, |record, findings| {
                visit(record, memory, entries, findings)
            });
        };
        let outcome = workbook.runs(&layout.sheet, begin, visit_row, |run| {
            all.entries.extend(run.entries);
            all.findings.absorb(run.findings);
            all.account.absorb(run.account);
        });
        told(outcome, &mut all.findings);
        all
    }

    /// Learns which cells stand for several records; whether any does.
    fn learn_merged(&mut self, findings: &mut Findings) -> bool {
        let Self { workbook, layout, .. } = self;
        let merged = told(workbook.merged(&layout.sheet), findings).unwrap_or_default();
        let (merged, problems) = shape::merged(merged, layout);
        findings.extend(problems);
        layout.merged = merged;
        !layout.merged.is_empty()
    }
}

impl Table {
    fn close(&mut self, mut account: Account, findings: &mut Findings) -> Reading {
        self.records = account.records;
        self.sums = std::mem::take(&mut account.sums);
        self.layout.close(account, findings)
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
        findings.extend(self.not_there(&account.decided));
        findings.extend(account.filling.problems(self, &self.wanted));
        let header = &self.header;
        let optional = self.wanted.iter().filter(|wanted| wanted.need == Need::Optional);
        let missing = optional.filter(|wanted| header.index(wanted.column).is_none());
        let missing = missing.map(|wanted| (wanted.column, None));
        let empty = account.filling.empty(header, &self.wanted).into_iter();
        let empty = empty.map(|column| (column, Some(header.title(column).to_owned())));
        let absent = missing.chain(empty).collect();
        let unused = header.unused().filter(|(at, _)| !self.own.contains(&Some(*at)));
        let unused = unused.map(|(_, title)| word(title).into_owned()).collect();
        let reading = account.close(self.name.clone(), self.sheet.clone());
        let hidden = reading.noted.iter().find(|noted| noted.reason == account::HIDDEN);
        findings.extend(hidden.map(|hidden| shape::hidden(hidden.count, self)));
        Reading { unused, absent, ..reading }
    }

    /// The place of a cell, or of the sheet when `cell` is empty.
    pub(super) fn place(&self, cell: String) -> Place {
        Place::Cell { path: self.name.clone(), sheet: self.sheet.clone(), cell }
    }

    /// The place of a cell by its column.
    pub(super) fn cell_place(&self, row: u32, column: Column) -> Place {
        self.place(address(row, self.header.index(column).unwrap_or(0)))
    }

    /// The columns that are read, one's own after the known ones, with where they stand.
    pub(super) fn columns(&self) -> impl Iterator<Item = (Column, usize)> {
        let own = self.own.iter().flatten().map(|index| (Column::Own, *index));
        self.header.columns().chain(own)
    }

    /// Whether a cell is a formula that says nothing: without a value, or with an error in
    /// its place that the settings do not know.
    pub(super) fn is_unvalued(&self, column: Column, cell: &Cell<'_>) -> bool {
        let is_error = match cell {
            Cell::Unvalued => return true,
            Cell::Error(_) => true,
            Cell::Text(text) => text.starts_with('#') && ERRORS.contains(&text.trim()),
            Cell::Empty | Cell::Number(_) | Cell::Bool(_) | Cell::Moment(_) => false,
        };
        is_error && self.meaning(column, cell.text()) == Some(cell.text())
    }

    /// What a text means after the settings: none when it counts as empty.
    pub(super) fn meaning<'t>(
        &'t self,
        column: Column,
        text: Cow<'t, str>,
    ) -> Option<Cow<'t, str>> {
        let values = self.values.get(&column);
        let text = clean(text);
        if text.is_empty() || NOTHING.contains(&text.as_ref()) {
            return None;
        }
        if self.empty.is_empty() && values.is_none() {
            return Some(text);
        }
        let plain = plain(&text);
        if self.empty.iter().any(|empty| *empty == plain) {
            return None;
        }
        match values.and_then(|values| values.get(&*plain)) {
            Some(value) => Some(Cow::Borrowed(value)),
            None => Some(text),
        }
    }

    /// Shows a row that is a record, and enters every row with content in the account.
    fn see(
        &self,
        row: Row<'_>,
        findings: &mut Findings,
        account: &mut Account,
        visit: impl FnOnce(&Record<'_>, &mut Findings) -> Fate,
    ) {
        if row.number <= self.header.row || row.is_blank() {
            return;
        }
        let cells = self.merged.fill(row);
        let row = Row { cells: &cells, ..row };
        if self.withdrawn.iter().any(|one| one.row == row.number) {
            account.decided.push(row.number);
        }
        let fate = if let Some(decision) = self.withdrawn(row, findings) {
            Fate::Withdrawn(decision.account())
        } else if let Some(reason) = self.shape.aside(&self.header, row) {
            Fate::LeftOut(reason)
        } else if let Some(kind) = summary::of(&self.header, row) {
            account.sums.push(Sum::of(self, row, kind));
            Fate::LeftOut(kind.name())
        } else if let Some(problem) = self.shape.too_long(self, row) {
            findings.add(problem);
            Fate::LeftOut(shape::TOO_LONG)
        } else {
            account.records += 1;
            if row.is_hidden {
                account.hide(row.number);
            }
            account.filling.see(self, row);
            visit(&Record::new(self, row), findings)
        };
        account.enter(row.number, &fate);
    }
}

pub(super) fn told<T>(
    outcome: Result<T, Vec<Problem>>,
    findings: &mut Findings,
) -> Option<T> {
    outcome
        .map_err(|problems| problems.into_iter().for_each(|p| findings.add(p)))
        .ok()
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
    let message = format!("找不到表头行：前{}行里没有{names}等表头", sheets::HEAD_ROWS);
    Problem::error(Code::NO_HEADER, message)
        .at(place)
        .hint("请核对文件和工作表；表头另有写法的，可在 bulletin.yaml 的 tickets.columns 中登记")
}

fn spellings(settings: &Settings) -> BTreeMap<Column, HashMap<String, String>> {
    let of = |(column, values): (&Column, &BTreeMap<String, String>)| {
        let plain = values
            .iter()
            .map(|(written, value)| (plain(written).into_owned(), value.clone()));
        (*column, plain.collect())
    };
    settings.values.iter().map(of).collect()
}
