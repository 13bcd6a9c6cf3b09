//! Personal data in texts that would be published: an error, in a draft a warning.

use super::personal::{self, Kind, Personal};
use super::{Material, Text};
use crate::diagnostics::{Code, Problem, Severity};

pub(super) fn check(material: &Material<'_>) -> Vec<Problem> {
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

fn told(material: &Material<'_>, text: &Text<'_>, one: &Personal) -> Problem {
    let (code, hint) = match one.kind {
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
    };
    let message =
        format!("{}中有{}“{}”", text.kind.name(), one.kind.name(), one.masked());
    let mut problem = Problem::error(code, message).at(text.place.clone()).hint(hint);
    if material.draft {
        problem.severity = Severity::Warning;
    }
    problem
}
