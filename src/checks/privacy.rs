//! Personal data in texts that would be published: an error, in a draft a warning.

use std::collections::HashSet;

use rustc_hash::FxBuildHasher;

use super::personal::{self, Kind, Personal};
use super::rows::{self, List};
use super::{Material, Text};
use crate::diagnostics::{Code, Problem, Severity};
use crate::tickets::{Detail, Word};

/// So many cells of an export are told, the first of each word; more read alike.
const CELLS_MAX: usize = 100;

pub(super) fn check(material: &Material<'_>) -> Vec<Problem> {
    let accepted = material.tickets.accepted.iter().flatten();
    let accepted = accepted.map(|ticket| (ticket.row, &ticket.detail));
    let assessed = material.tickets.assessed.iter().flatten();
    let assessed = assessed.map(|ticket| (ticket.row, &ticket.detail));
    let mut problems = of_texts(material);
    problems.extend(of_export(material, List::Accepted, accepted));
    problems.extend(of_export(material, List::Assessed, assessed));
    problems
}

/// Personal data in words of an export that tables and charts print: categories, places,
/// columns of one's own.
fn of_export<'d>(
    material: &Material<'_>,
    list: List,
    rows: impl Iterator<Item = (u32, &'d Detail)>,
) -> Vec<Problem> {
    let mut seen: HashSet<Word, FxBuildHasher> = HashSet::default();
    let words = rows.flat_map(|(row, detail)| {
        detail.words().map(move |(column, word)| (row, column, word))
    });
    let new = words.filter(|(.., word)| seen.insert(*word));
    let found = new.filter_map(|(row, column, word)| {
        let one = personal::find(&personal::plain(word.text())).into_iter().next()?;
        let (code, _) = code_and_hint(one.kind);
        let message = format!(
            "第{row}行的{column}中有{}“{}”，会印进表和图",
            one.kind.name(),
            one.masked()
        );
        let hint = "请在导出表中删去，再生成";
        let problem = Problem::error(code, message).hint(hint);
        let place = rows::place(material, list, row);
        Some(lighter(material, Problem { place, ..problem }))
    });
    found.take(CELLS_MAX).collect()
}

/// An error, in a draft a warning.
fn lighter(material: &Material<'_>, mut problem: Problem) -> Problem {
    if material.draft {
        problem.severity = Severity::Warning;
    }
    problem
}

fn of_texts(material: &Material<'_>) -> Vec<Problem> {
    material
        .texts
        .iter()
        .flat_map(|text| {
            let found = personal::find(&personal::plain(text.text));
            let alarming = found.into_iter().filter(|one| !is_confirmed(one, text));
            alarming.map(|one| told(material, text, &one)).collect::<Vec<_>>()
        })
        .collect()
}

/// An office's own number or address may be printed when somebody says so; what belongs
/// to a person may not.
fn is_confirmed(one: &Personal, text: &Text<'_>) -> bool {
    let is_same = |confirmed: &String| {
        let confirmed = personal::plain(confirmed);
        match one.kind {
            Kind::Landline => personal::digits(&confirmed) == personal::digits(&one.text),
            Kind::Email => confirmed.trim().eq_ignore_ascii_case(&one.text),
            Kind::Mobile | Kind::Identity | Kind::Plate => false,
        }
    };
    text.confirmed.iter().any(is_same)
}

fn code_and_hint(kind: Kind) -> (Code, &'static str) {
    match kind {
        Kind::Mobile => (Code::PHONE, "请删去，或改写为不指明个人的说法"),
        Kind::Landline => (
            Code::PHONE,
            "个人电话请删去；确是对外公布的办公电话，可写入 confirmed（确认数字）",
        ),
        Kind::Identity => (Code::IDENTITY_NUMBER, "请删去，通报中不得出现证件号码"),
        Kind::Plate => (Code::PLATE, "请删去，或改写为“一辆小客车”等说法"),
        Kind::Email => (
            Code::EMAIL,
            "个人邮箱请删去；确是对外公布的单位邮箱，可写入 confirmed（确认数字）",
        ),
    }
}

fn told(material: &Material<'_>, text: &Text<'_>, one: &Personal) -> Problem {
    let (code, hint) = code_and_hint(one.kind);
    let message =
        format!("{}中有{}“{}”", text.kind.name(), one.kind.name(), one.masked());
    let problem = Problem::error(code, message).at(text.place.clone()).hint(hint);
    lighter(material, problem)
}
