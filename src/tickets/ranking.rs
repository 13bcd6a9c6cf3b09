//! 全市街乡镇排名: what the city publishes about all its streets.

use std::collections::HashMap;

use super::account::Fate;
use super::columns::{RANKING, plain};
use super::districts;
use super::findings::Findings;
use super::numbers;
use super::record::Record;
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
    let table = table::open(export, RANKING, settings, findings)?;
    let own = districts::name(district);
    let mut ranking = Vec::new();
    let mut rows = HashMap::new();
    let (_, reading) = table.read(findings, &mut |record, findings| {
        let Some(mut ranked) = ranked(record, findings) else {
            return Fate::LeftOut(numbers::UNUSABLE);
        };
        if ranked.district == own {
            district.clone_into(&mut ranked.district);
            check_street(record, &ranked.street, units, findings);
        }
        let key = (ranked.district.clone(), plain(&ranked.street));
        let first = *rows.entry(key).or_insert(ranked.row);
        if first != ranked.row {
            findings.add(duplicate(record, &ranked, first));
            return Fate::LeftOut("街乡镇重复");
        }
        ranking.push(ranked);
        Fate::Used
    });
    Some((ranking, reading))
}

fn ranked(record: &Record<'_>, findings: &mut Findings) -> Option<Ranked> {
    // All are read before the first gap ends it, so that every problem is told.
    let rank = record.count(Column::Rank, findings).value();
    let district = record.required(Column::District, findings).value();
    let street = record.required(Column::Street, findings).value();
    let score = record.decimal(Column::Score, findings).value();
    Some(Ranked {
        row: record.number(),
        rank: rank?.try_into().ok()?,
        district: districts::name(&district?),
        street: street?.into_owned(),
        score: score?,
    })
}

/// The tables then lack a city rank, but no figure is wrong: a warning.
fn check_street(
    record: &Record<'_>,
    street: &str,
    units: &Units<'_>,
    findings: &mut Findings,
) {
    if units.find(street).is_none() {
        let mut problem = units.unknown(record.title(Column::Street), street);
        problem.severity = Severity::Warning;
        findings.add(problem.at(record.place(Column::Street)));
    }
}

fn duplicate(record: &Record<'_>, ranked: &Ranked, first_row: u32) -> Problem {
    let Ranked { district, street, .. } = ranked;
    let message = format!("{district}“{street}”重复，第一次出现在第{first_row}行");
    Problem::error(Code::DUPLICATE_ROW, message)
        .hint("请删去重复的行")
        .at(record.place(Column::Street))
}
