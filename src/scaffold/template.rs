//! The files of a month that has no model.

use chrono::Datelike;

use super::month::YearMonth;

/// cases.yaml with nothing in it but a commented example.
pub(super) const CASES: &str = include_str!("template/cases.yaml");
/// A register to be filled in.
pub(super) const UNITS: &str = include_str!("template/units.yaml");

/// bulletin.yaml of a calendar month.
pub(super) fn bulletin(month: YearMonth) -> String {
    let next = month.plus(1).first_day();
    let day = |date: chrono::NaiveDate| date.format("%Y-%m-%d").to_string();
    let word = |month: YearMonth| format!("{}月", month.first_day().month());
    [
        ("{月份}", month.to_string()),
        ("{编发日期}", day(next)),
        ("{首日}", day(month.first_day())),
        ("{次日}", day(next)),
        ("{本月}", word(month)),
        ("{上月}", word(month.plus(-1))),
    ]
    .iter()
    .fold(include_str!("template/bulletin.yaml").to_owned(), |text, (mark, value)| {
        text.replace(mark, value)
    })
}
