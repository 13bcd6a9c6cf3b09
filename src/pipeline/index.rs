//! 索引.xlsx: every unit's issue with its score, files and problems.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter as xlsx;

use super::{Report, Written, output};
use crate::checks;
use crate::diagnostics::{Code, Problem};
use crate::figures::{Figure, Statistics};
use crate::files::{self, Desk};
use crate::tickets::{Unit, UnitKind};
use crate::wording;

const FILE: &str = "索引.xlsx";

/// The columns with their widths in characters.
const COLUMNS: [(&str, f64); 10] = [
    ("序号", 6.0),
    ("单位", 20.0),
    ("类别", 12.0),
    ("综合成绩", 10.0),
    ("名次", 8.0),
    ("纳入考评", 10.0),
    ("Word 文件", 26.0),
    ("PDF 文件", 26.0),
    ("状态", 10.0),
    ("问题", 60.0),
];

/// The index of a run, on disk as it stands.
#[derive(Debug)]
pub(super) struct Index {
    desk: Arc<Desk>,
    date: NaiveDate,
    entries: Vec<Entry>,
    file_names: Vec<String>,
    written: Option<Written>,
    /// What hindered the index itself.
    problems: Vec<Problem>,
}

/// One unit.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) unit: String,
    class: String,
    /// 综合成绩, 名次 and 纳入考评; none before the issue is built.
    figures: [Option<Figure>; 3],
    state: State,
    problems: Vec<Problem>,
}

/// What became of an issue.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Not yet built.
    Missing,
    /// Built and written.
    Written(Vec<Written>),
    /// Not written, for its problems.
    Failed,
}

impl Entry {
    /// A unit whose issue is built or failed.
    pub(super) fn of(
        statistics: &Statistics,
        state: State,
        problems: Vec<Problem>,
    ) -> Self {
        let keys = ["unit.all.score", "unit.all.rank", "unit.assessed.count"];
        Self {
            unit: statistics.unit().unwrap_or_default().to_owned(),
            class: statistics.word("unit.peers.name").unwrap_or_default().to_owned(),
            figures: keys.map(|key| statistics.figure(key).cloned()),
            state,
            problems,
        }
    }

    fn missing(unit: &Unit) -> Self {
        let class = match &unit.kind {
            UnitKind::Department { class } => class.clone(),
            UnitKind::Town | UnitKind::Outside => "镇街".to_owned(),
        };
        Self {
            unit: unit.name.clone(),
            class,
            figures: [const { None }; 3],
            state: State::Missing,
            problems: Vec::new(),
        }
    }
}

impl Index {
    /// Writes the index with every issue still missing.
    ///
    /// # Errors
    /// When it cannot be written; then no issue can.
    pub(super) fn start<'u>(
        desk: Arc<Desk>,
        date: NaiveDate,
        units: impl Iterator<Item = &'u Unit>,
    ) -> Result<Self, Vec<Problem>> {
        let entries: Vec<Entry> = units.map(Entry::missing).collect();
        let file_names = file_names(entries.iter().map(|entry| entry.unit.as_str()));
        let mut index =
            Self { desk, date, entries, file_names, written: None, problems: Vec::new() };
        index.write();
        if index.problems.is_empty() { Ok(index) } else { Err(index.problems) }
    }

    /// The name of a unit's files, without extension.
    pub(super) fn file_name(&self, at: usize) -> String {
        self.file_names.get(at).cloned().unwrap_or_default()
    }

    /// Enters an issue and writes the index anew.
    pub(super) fn enter(&mut self, at: usize, entry: Entry) {
        if let Some(place) = self.entries.get_mut(at) {
            *place = entry;
        }
        self.write();
    }

    /// Adds what came of the run to a report.
    pub(super) fn report(self, report: &mut Report) {
        let mut told: Vec<(Problem, Vec<String>)> = Vec::new();
        for entry in self.entries {
            if let State::Written(files) = entry.state {
                report.files.extend(files);
            }
            for problem in entry.problems {
                // Hints may name the unit.
                let is_same = |known: &Problem| {
                    (known.code, &known.message, &known.place)
                        == (problem.code, &problem.message, &problem.place)
                };
                match told.iter_mut().find(|(known, _)| is_same(known)) {
                    Some((_, units)) => units.push(entry.unit.clone()),
                    None => told.push((problem, vec![entry.unit.clone()])),
                }
            }
        }
        report.files.extend(self.written);
        report.problems.extend(told.into_iter().map(|(problem, units)| {
            let message = format!("{}：{}", whose(&units), problem.message);
            Problem { message, ..problem }
        }));
        report.problems.extend(self.problems);
    }

    fn write(&mut self) {
        self.problems.clear();
        let bytes = self.workbook().map_err(|error| {
            let message = format!("“{FILE}”写不出来：{error}");
            vec![Problem::error(Code::CANNOT_WRITE, message)]
        });
        let written = bytes.and_then(|bytes| {
            let file = output::File { name: FILE.to_owned(), bytes };
            output::place(&self.desk, &[file])
        });
        match written {
            Ok(written) => self.written = written.into_iter().next(),
            Err(problems) => self.problems = problems,
        }
    }

    fn workbook(&self) -> Result<Vec<u8>, xlsx::XlsxError> {
        let mut workbook = xlsx::Workbook::new();
        let year = u16::try_from(self.date.year()).unwrap_or(2000);
        let (month, day) = (self.date.month(), self.date.day());
        let date = xlsx::ExcelDateTime::from_ymd(
            year,
            u8::try_from(month).unwrap_or(1),
            u8::try_from(day).unwrap_or(1),
        )?;
        // A clock would make two runs differ.
        let properties = xlsx::DocProperties::new().set_creation_datetime(&date);
        workbook.set_properties(&properties);
        let sheet = workbook.add_worksheet().set_name("索引")?;
        let head = xlsx::Format::new()
            .set_bold()
            .set_border_bottom(xlsx::FormatBorder::Thin);
        for (column, (title, width)) in (0..).zip(COLUMNS) {
            sheet.write_string_with_format(0, column, title, &head)?;
            sheet.set_column_width(column, width)?;
        }
        sheet.set_freeze_panes(1, 2)?;
        for (row, entry) in (1..).zip(&self.entries) {
            write_row(sheet, row, entry)?;
        }
        let last = u32::try_from(self.entries.len()).unwrap_or(0);
        sheet.autofilter(0, 0, last, 9)?;
        workbook.save_to_buffer().map(files::as_on_unix)
    }
}

fn write_row(
    sheet: &mut xlsx::Worksheet,
    row: u32,
    entry: &Entry,
) -> Result<(), xlsx::XlsxError> {
    sheet.write_number(row, 0, row)?;
    sheet.write_string(row, 1, &entry.unit)?;
    sheet.write_string(row, 2, &entry.class)?;
    for (column, figure) in (3..).zip(&entry.figures) {
        let Some(figure) = figure else { continue };
        let Some(value) = figure.printed else {
            sheet.write_string(row, column, wording::text(figure))?;
            continue;
        };
        let format = if value.places() == 0 { "0" } else { "0.00" };
        let format = xlsx::Format::new().set_num_format(format);
        sheet.write_number_with_format(row, column, value.nearest_f64(), &format)?;
    }
    let state = match &entry.state {
        State::Missing => "未生成",
        State::Failed => "有错误",
        State::Written(files) => {
            for (column, file) in (6..).zip(files) {
                let name = file.path.file_name().unwrap_or_default().to_string_lossy();
                // A link is relative to the index, so that the folder can be moved.
                let link = xlsx::Url::new(format!("file:///{name}")).set_text(&*name);
                sheet.write_url(row, column, link)?;
            }
            "已生成"
        }
    };
    sheet.write_string(row, 8, state)?;
    let problems = entry.problems.iter();
    let problems: Vec<String> = problems
        .map(|problem| format!("{}：{}", problem.code, checks::masked(&problem.message)))
        .collect();
    sheet.write_string(row, 9, problems.join("；"))?;
    Ok(())
}

/// The units with a problem in common.
fn whose(units: &[String]) -> String {
    match units {
        [first, _, ..] => format!("{first}等{}个单位", units.len()),
        _ => units.concat(),
    }
}

/// Names of files, no two alike even where letters differ only in case.
fn file_names<'u>(units: impl Iterator<Item = &'u str>) -> Vec<String> {
    let mut known = BTreeSet::new();
    units
        .map(|unit| {
            let plain = output::file_name(unit);
            let mut name = plain.clone();
            let mut turn = 2;
            while !known.insert(name.to_lowercase()) {
                name = format!("{plain}_{turn}");
                turn += 1;
            }
            name
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_units_never_share_a_file() {
        let names = file_names(["园林/中心", "园林:中心", "教委"].into_iter());
        assert_eq!(names, ["园林_中心", "园林_中心_2", "教委"]);
    }
}
