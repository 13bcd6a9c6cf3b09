//! Numbers that people typed and that no figure gives.
//!
//! In a text of the month, dates of the period and numbers that equal a printed figure are
//! proved; short numbers equal some figure by chance, so they are not. A template serves
//! every month, so each number typed there may be stale.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use regex::{Captures, Regex};

use super::{Material, Text, TextKind, literals, personal};
use crate::diagnostics::{Code, Problem};
use crate::tickets::Period;

/// The hotline's own name.
const HOTLINE: &str = "12345";
/// Digits from which an equal figure is no chance.
const TELLING_DIGITS: usize = 4;
/// Digits from which a number may be somebody's and is not shown whole.
const LONG_DIGITS: usize = 11;

/// Printed figures by what is printed, each with its shortest name.
type Printed<'a> = BTreeMap<String, &'a str>;

pub(super) fn check(material: &Material<'_>) -> Vec<Problem> {
    let mut printed = None;
    let mut problems = Vec::new();
    for text in material.texts {
        let typed: Vec<String> = match text.kind {
            TextKind::Written(_) => {
                numbers(&without_dates(text.text, material.statistics.period))
            }
            TextKind::Template(_) => literals::of(text.text)
                .iter()
                .flat_map(|words| numbers(words))
                .collect(),
            TextKind::Name(_) => continue,
        };
        let mut typed: BTreeSet<String> = typed.into_iter().collect();
        typed.retain(|number| !is_confirmed(number, text));
        if typed.is_empty() {
            continue;
        }
        let printed = printed.get_or_insert_with(|| self::printed(material));
        if let TextKind::Written(_) = text.kind {
            typed.retain(|number| !is_printed(number, printed));
        }
        problems.extend(told(text, &typed, printed));
    }
    problems
}

/// The numbers of a text, without separators of thousands.
fn numbers(text: &str) -> Vec<String> {
    let text = personal::removed(&personal::plain(text));
    let all = number().into_iter().flat_map(|number| number.find_iter(&text));
    let kept = all.filter(|found| {
        let before = text.get(..found.start()).unwrap_or_default();
        let after = text.get(found.end()..).unwrap_or_default();
        !is_name(found.as_str(), before, after)
    });
    kept.map(|found| found.as_str().replace(',', "")).collect()
}

/// Whether digits are part of a name: PM2.5, the hotline, or the number of an item.
fn is_name(number: &str, before: &str, after: &str) -> bool {
    let follows_letter = before.ends_with(|c: char| c.is_ascii_alphabetic());
    let is_hotline = number == HOTLINE && !after.starts_with(['件', '个', '项']);
    let is_start = |before: &str| {
        let before = before.trim_end();
        before.is_empty() || before.ends_with(['。', '；', '：'])
    };
    let is_item = is_start(before) && after.starts_with(['.', '、', '．']);
    let is_bracketed = before
        .strip_suffix(['（', '('])
        .is_some_and(|before| is_start(before) && after.starts_with(['）', ')']));
    let is_numbering = number.len() <= 2 && (is_item || is_bracketed);
    follows_letter || is_hotline || is_numbering
}

/// The text without dates that lie in the period or in its months.
fn without_dates(text: &str, period: Period) -> String {
    let text = personal::plain(text);
    let blank_or_same = |date: &Captures<'_>| {
        let whole = date.get(0).map_or("", |found| found.as_str());
        let number = |n: usize| date.get(n).and_then(|found| found.as_str().parse().ok());
        let year = number(1).or(number(4)).and_then(|year: u32| year.try_into().ok());
        if is_in(period, year, number(2), number(3)) {
            " ".to_owned()
        } else {
            whole.to_owned()
        }
    };
    date()
        .map_or(text.clone(), |date| date.replace_all(&text, blank_or_same).into_owned())
}

/// Whether a year, month and day, as far as they are written, lie in the period.
fn is_in(
    period: Period,
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
) -> bool {
    let first = period.start.date();
    let last = period.end.date();
    let mut years = first.year()..=last.year();
    years.any(|in_year| {
        let is_year = year.is_none_or(|year| year == in_year);
        let start =
            NaiveDate::from_ymd_opt(in_year, month.unwrap_or(1), day.unwrap_or(1));
        let Some(start) = start.filter(|_| is_year) else { return false };
        match (month, day) {
            (_, Some(_)) => (first..=last).contains(&start),
            (Some(_), None) => {
                let month_of = |date: NaiveDate| (date.year(), date.month());
                (month_of(first)..=month_of(last)).contains(&month_of(start))
            }
            (None, None) => true,
        }
    })
}

fn is_confirmed(number: &str, text: &Text<'_>) -> bool {
    text.confirmed.iter().any(|confirmed| {
        *number == *confirmed || numbers(confirmed).iter().any(|one| one == number)
    })
}

fn is_printed(number: &str, printed: &Printed<'_>) -> bool {
    personal::digits(number).len() >= TELLING_DIGITS && printed.contains_key(number)
}

fn printed<'a>(material: &Material<'a>) -> Printed<'a> {
    let mut printed: Printed<'a> = BTreeMap::new();
    for figure in material.statistics.figures() {
        let Some(value) = figure.printed else { continue };
        // A change is told in words, so its sign does not matter.
        let text = value.to_string().trim_start_matches('-').to_owned();
        let name = printed.entry(text).or_insert(&figure.key);
        if figure.key.len() < name.len() {
            *name = &figure.key;
        }
    }
    printed
}

fn told(
    text: &Text<'_>,
    typed: &BTreeSet<String>,
    printed: &Printed<'_>,
) -> Option<Problem> {
    let shown = |number: &String| match number.len() {
        LONG_DIGITS.. => personal::mask(number, 4, 2),
        _ => number.clone(),
    };
    let list = typed.iter().map(shown).collect::<Vec<_>>();
    if list.is_empty() {
        return None;
    }
    let message =
        format!("{}中的“{}”是手工填写的数字", text.kind.name(), list.join("”“"));
    let hint = match text.kind {
        TextKind::Template(_) => {
            let figure = typed.iter().find_map(|number| {
                let name = printed.get(number).filter(|_| is_printed(number, printed))?;
                Some(format!("{number} 可写成 {{{{ {name} }}}}，每月自动更新"))
            });
            figure.unwrap_or_else(|| {
                format!(
                    "每月都应如此的，可在 bulletin.yaml 写 confirmed: [{}]",
                    list.join(", ")
                )
            })
        }
        TextKind::Written(_) | TextKind::Name(_) => {
            let key = match text.kind.name().starts_with("附件") {
                true => "附件下写 confirmed",
                false => "案例下写 确认数字",
            };
            format!("核对无误后，可在该{key}: [{}]", list.join(", "))
        }
    };
    Some(
        Problem::warning(Code::TYPED_NUMBER, message)
            .at(text.place.clone())
            .hint(hint),
    )
}

fn number() -> Option<&'static Regex> {
    static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?").ok()
    });
    NUMBER.as_ref()
}

fn date() -> Option<&'static Regex> {
    static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let month = r"(?:([0-9]{4})年)?([0-9]{1,2})月(?:份|([0-9]{1,2})日)?";
        Regex::new(&format!("{month}|([0-9]{{4}})年")).ok()
    });
    DATE.as_ref()
}
