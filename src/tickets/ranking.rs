//! 全市街乡镇排名: what the city publishes about all its streets.

use std::collections::HashMap;

use super::account::Fate;
use super::columns::RANKING;
use super::districts;
use super::findings::Findings;
use super::numbers;
use super::oddities;
use super::record::{Field, Record};
use super::spelling::plain;
use super::table;
use super::units::Units;
use super::{Column, Ranked, Reading, Settings};
use crate::diagnostics::{Code, Problem, Severity};
use crate::sources::Export;

/// The ranking with its account; none when it cannot be read.
pub(super) fn read(
    export: &Export,
    settings: &Settings,
    units: &Units<'_>,
    district: &str,
    findings: &mut Findings,
) -> Option<(Vec<Ranked>, Reading)> {
    let mut table = table::open(export, RANKING, settings, findings)?;
    let own = districts::name(district);
    let mut ranking = Vec::new();
    let mut rows = HashMap::new();
    let reading = table.read(findings, &mut |record, findings| {
        let Some(mut ranked) = ranked(record, findings) else {
            return Fate::LeftOut(numbers::UNUSABLE);
        };
        findings.extend(strange(record, &ranked, district));
        if ranked.district == own {
            district.clone_into(&mut ranked.district);
            ranked.unit = units.find(&ranked.street);
            if ranked.unit.is_none() {
                findings.add(unknown_street(record, &ranked.street, units));
            }
        }
        let key = (ranked.district.clone(), plain(&ranked.street).into_owned());
        let first = *rows.entry(key).or_insert(ranked.row);
        if first != ranked.row {
            findings.add(duplicate(record, &ranked, first));
            return Fate::LeftOut("街乡镇重复");
        }
        ranking.push(ranked);
        Fate::Used
    });
    if !findings.has_errors() {
        let score = |row: &Ranked| (row.row, row.score.exact());
        let rows: Vec<_> = ranking.iter().map(score).collect();
        findings.extend(table.check_sums(Column::Score, &rows));
    }
    Some((ranking, reading))
}

fn ranked(record: &Record<'_>, findings: &mut Findings) -> Option<Ranked> {
    // All are read before the first gap ends it, so that every problem is told.
    let rank = record.count(Column::Rank, findings).value();
    let district = record.required(Column::District, findings).value();
    let street = record.required(Column::Street, findings).value();
    let score = record.decimal(Column::Score, findings).value();
    let previous_rank = previous_rank(record, findings);
    Some(Ranked {
        row: record.number(),
        rank: rank?.try_into().ok()?,
        district: districts::name(&district?),
        street: street?.into_owned(),
        unit: None,
        score: score?,
        previous_rank: previous_rank?.map(u32::try_from).transpose().ok()?,
    })
}

/// What is wrong with the names of a row: one that no place has, or a district that
/// nobody knows.
fn strange(record: &Record<'_>, ranked: &Ranked, own: &str) -> Option<Problem> {
    let street = oddities::name(record.title(Column::Street), &ranked.street)
        .map(|problem| problem.at(record.place(Column::Street)));
    street.or_else(|| districts::strange(record, &ranked.district, own))
}

/// A street may be newer than the last period: 新增, —.
fn previous_rank(record: &Record<'_>, findings: &mut Findings) -> Option<Option<u64>> {
    let column = Column::PreviousRank;
    match record.text(column) {
        Field::Is(text) if text.chars().any(|c| c.is_numeric()) => {
            record.count(column, findings).value().map(Some)
        }
        Field::Is(_) | Field::NoColumn | Field::Empty | Field::Wrong => Some(None),
    }
}

/// The tables then lack a city rank, but no figure is wrong: a warning.
fn unknown_street(record: &Record<'_>, street: &str, units: &Units<'_>) -> Problem {
    let mut problem = units.unknown(street);
    problem.severity = Severity::Warning;
    problem.at(record.place(Column::Street))
}

fn duplicate(record: &Record<'_>, ranked: &Ranked, first_row: u32) -> Problem {
    let Ranked { district, street, .. } = ranked;
    let message = format!("{district}“{street}”重复，第一次出现在第{first_row}行");
    Problem::error(Code::DUPLICATE_ROW, message)
        .hint("请删去重复的行")
        .at(record.place(Column::Street))
}
