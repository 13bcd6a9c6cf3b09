//! Rows that somebody decided not to count, each known again by what it said.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::findings::Findings;
use super::record::Record;
use super::spelling::plain;
use super::table::{self, Layout};
use super::{Reading, Settings, recognise};
use crate::diagnostics::{Code, Outcome, Place, Problem};
use crate::sources::{Export, Row, address};

/// A row of an export that does not count.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Withdrawn {
    /// The export, as `exports` names it.
    pub file: String,
    /// Its sheet; needed where two of a file are read.
    pub sheet: Option<String>,
    /// From 1, as a spreadsheet program shows it.
    pub row: u32,
    /// What the row said when that was decided: some of its cells by their headers.
    pub cells: BTreeMap<String, String>,
    /// Why, in Chinese.
    pub reason: String,
}

const HINT: &str = "核对后改正 bulletin.yaml 的 tickets.left_out，或删去这一项";

impl Withdrawn {
    fn is_of(&self, reading: (&std::path::Path, &str)) -> bool {
        let (file, sheet) = reading;
        std::path::Path::new(&self.file) == file
            && self.sheet.as_deref().is_none_or(|own| own == sheet)
    }

    /// What stands in the account.
    pub(super) fn account(&self) -> String {
        format!("手工剔除（{}）", self.reason.trim())
    }

    /// The first cell that says something else by now.
    fn change(&self, layout: &Layout, row: Row<'_>) -> Option<String> {
        self.cells.iter().find_map(|(title, then)| {
            let Some(at) = layout.header.titled(title) else {
                return Some(format!("没有“{title}”这一列了"));
            };
            let now = row.cells.get(at).map(|cell| cell.text()).unwrap_or_default();
            let (then, now) = (plain(then), plain(&now));
            (then != now).then(|| format!("“{title}”当时是“{then}”，现在是“{now}”"))
        })
    }
}

impl Layout {
    /// The decision about a row, unless the row is another one by now: that is told, and
    /// the row counts.
    pub(super) fn withdrawn(
        &self,
        row: Row<'_>,
        findings: &mut Findings,
    ) -> Option<&Withdrawn> {
        let mut decided = self.withdrawn.iter().filter(|one| one.row == row.number);
        decided.find(|one| {
            let change = one.change(self, row);
            findings.extend(change.as_ref().map(|change| {
                let number = row.number;
                let message = format!("要剔除的第{number}行已经不是当时那一行：{change}");
                let place = self.place(address(number, 0));
                Problem::error(Code::OTHER_ROW, message).hint(HINT).at(place)
            }));
            change.is_none()
        })
    }

    /// Decisions about rows that are not there.
    pub(super) fn not_there(&self, seen: &[u32]) -> impl Iterator<Item = Problem> {
        let gone = self.withdrawn.iter().filter(|one| !seen.contains(&one.row));
        gone.map(|one| {
            let message = format!("要剔除的第{}行没有数据", one.row);
            let place = self.place(address(one.row, 0));
            Problem::error(Code::OTHER_ROW, message).hint(HINT).at(place)
        })
    }
}

/// The decisions about an export's sheet.
pub(super) fn of(settings: &Settings, file: &Export, sheet: &str) -> Vec<Withdrawn> {
    let decided = settings.left_out.iter();
    decided
        .filter(|one| one.is_of((&file.name, sheet)))
        .cloned()
        .collect()
}

/// Decisions about files and sheets that are not read; of a file that could not be read,
/// that has been told.
pub(super) fn astray<'s>(
    settings: &'s Settings,
    readings: &'s [Reading],
    unread: &'s [&Export],
) -> impl Iterator<Item = Problem> + 's {
    let astray = settings.left_out.iter().filter(|one| {
        !readings.iter().any(|read| one.is_of((&read.file, &read.sheet)))
            && !unread
                .iter()
                .any(|export| std::path::Path::new(&one.file) == export.name)
    });
    astray.map(|one| {
        let sheet = one.sheet.clone().unwrap_or_default();
        let message = format!("要剔除的第{}行所在的表，这一期没有读", one.row);
        let (path, cell) = (one.file.clone().into(), String::new());
        let problem = Problem::error(Code::OTHER_ROW, message).hint(HINT);
        problem.at(Place::Cell { path, sheet, cell })
    })
}

/// Rows of an export as they are withdrawn, still without a reason: what is read of them.
/// Rows that are no records, or beyond the end, are not among them.
///
/// # Errors
/// A file that cannot be read as rows.
pub fn rows(
    export: &Export,
    settings: &Settings,
    wanted: &[u32],
) -> Outcome<Vec<Withdrawn>> {
    let settings = Settings { left_out: Vec::new(), ..settings.clone() };
    let mut findings = Findings::default();
    let Some(kind) = recognise::kind(export, &settings)? else { return Ok(Vec::new()) };
    let table = table::open(export, kind.wanted(), &settings, &mut findings);
    let Some(mut table) = table else { return Err(findings.into_problems()) };
    let mut found = Vec::new();
    table.read(&mut findings, &mut |record, _| {
        if wanted.contains(&record.number()) {
            found.push(written(export, record));
        }
        super::account::Fate::Used
    });
    Ok(found)
}

fn written(export: &Export, record: &Record<'_>) -> Withdrawn {
    let layout = record.layout();
    let own = layout.own.iter().flatten().copied();
    let read: Vec<usize> = layout.header.columns().map(|(_, at)| at).chain(own).collect();
    let titles = layout.header.titles();
    // Nobody is named in a file of settings.
    let read = titles
        .filter(|(at, title, _)| read.contains(at) && !recognise::is_personal(title));
    let cell = |(at, title, _): (usize, &str, _)| {
        (title.to_owned(), plain(&record.text_at(at)).into_owned())
    };
    Withdrawn {
        file: export.name.display().to_string(),
        sheet: (!layout.sheet.is_empty()).then(|| layout.sheet.clone()),
        row: record.number(),
        cells: read.map(cell).collect(),
        reason: String::new(),
    }
}
