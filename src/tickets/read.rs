//! All exports of the month, read side by side.

use std::collections::HashSet;

use super::assessed::{self, List};
use super::findings::Findings;
use super::units::Units;
use super::{
    Accepted, Column, Exports, Period, Ranked, Reading, Register, Settings, Tickets,
    accepted, districts, ranking, values,
};
use crate::diagnostics::{Code, Place, Problem};
use crate::sources::Export;

/// Reads the month's exports.
///
/// What cannot be read is absent from the tickets, and what cannot be used of the rest is
/// in the accounts of [`Tickets::readings`]; the problems say why. A problem is an error
/// where a figure would be wrong or missing. Warnings are an assessed ticket that is not
/// in the accepted list (D14: it may have been accepted in the period before), a result
/// without rating (D12: what is rated is the city's decision), a street of the own
/// district in the ranking that the register does not know (D06), and a choice between
/// columns of different names (D18).
pub fn read(
    exports: &Exports,
    settings: &Settings,
    register: &Register,
    period: Period,
    district: &str,
) -> (Tickets, Vec<Problem>) {
    let units = &Units::new(register, district);
    let ranked = |export: &Option<Export>| {
        parsed(export, |export, findings| {
            ranking::read(export, settings, units, district, findings)
        })
    };
    let ((accepted, accepted_findings), rest) = rayon::join(
        || {
            parsed(&exports.accepted, |export, findings| {
                accepted::read(export, settings, period, findings)
            })
        },
        || {
            let assessed = parsed(&exports.assessed, |export, findings| {
                assessed::read(export, settings, units, findings)
            });
            let districts = parsed(&exports.districts, |export, findings| {
                districts::read(export, settings, district, findings)
            });
            let ranking = ranked(&exports.ranking);
            (assessed, ranking, ranked(&exports.previous_ranking), districts)
        },
    );
    let (assessed, ranking, previous_ranking, districts) = rest;
    let (assessed, mut assessed_findings) = assessed;
    if let (Some((accepted, _)), Some(list), Some(export)) =
        (&accepted, &assessed, &exports.accepted)
    {
        check_accepted(list, accepted, export, &mut assessed_findings);
    }

    let mut problems = values::check(settings);
    problems.extend(accepted_findings.into_problems());
    problems.extend(assessed_findings.into_problems());
    let mut readings = Vec::new();
    let accepted = kept(accepted, &mut readings);
    let assessed = kept(assessed.map(|list| (list.tickets, list.reading)), &mut readings);
    let mut told = |(list, findings): (Option<_>, Findings)| {
        problems.extend(findings.into_problems());
        kept(list, &mut readings)
    };
    let same = same_sheet(&ranking.0, &previous_ranking.0);
    let (ranking, previous_ranking) = (told(ranking), told(previous_ranking));
    problems.extend(same);
    problems.extend(districts.1.into_problems());
    let districts = kept(districts.0, &mut readings);
    let tickets =
        Tickets { accepted, assessed, ranking, previous_ranking, districts, readings };
    (tickets, problems)
}

/// Both rankings from one sheet would make every rank look unchanged.
fn same_sheet(
    now: &Option<(Vec<Ranked>, Reading)>,
    before: &Option<(Vec<Ranked>, Reading)>,
) -> Option<Problem> {
    let ((_, now), (_, before)) = (now.as_ref()?, before.as_ref()?);
    if (&now.file, &now.sheet) != (&before.file, &before.sheet) {
        return None;
    }
    let place = Place::Cell {
        path: now.file.clone(),
        sheet: now.sheet.clone(),
        cell: String::new(),
    };
    let message = "本期和上期的街乡镇排名读的是同一张工作表";
    let problem = Problem::error(Code::AMBIGUOUS_COLUMN, message)
        .hint("请在 bulletin.yaml 中用 sheet 分别写明工作表");
    Some(problem.at(place))
}

/// An export with its problems, if it is configured.
fn parsed<T>(
    export: &Option<Export>,
    read: impl FnOnce(&Export, &mut Findings) -> Option<T>,
) -> (Option<T>, Findings) {
    let mut findings = Findings::default();
    let parsed = export.as_ref().and_then(|export| read(export, &mut findings));
    (parsed, findings)
}

fn kept<T>(
    list: Option<(Vec<T>, Reading)>,
    readings: &mut Vec<Reading>,
) -> Option<Vec<T>> {
    let (list, reading) = list?;
    readings.push(reading);
    Some(list)
}

/// An assessed ticket that is not in the accepted list changes no figure: a warning.
fn check_accepted(
    list: &List,
    accepted: &[Accepted],
    export: &Export,
    findings: &mut Findings,
) {
    // An empty list has its own problem.
    if accepted.is_empty() {
        return;
    }
    let known: HashSet<&str> =
        accepted.iter().map(|ticket| ticket.number.as_str()).collect();
    for ticket in &list.tickets {
        if !known.contains(ticket.number.as_str()) {
            let message = format!("考评工单不在受理明细“{}”中", export.name.display());
            let problem = Problem::warning(Code::NOT_ACCEPTED, message)
                .hint("上期受理、本期考评的可不处理；其余请核对受理明细是否完整");
            findings.add(problem.at(list.layout.cell_place(ticket.row, Column::Number)));
        }
    }
}
