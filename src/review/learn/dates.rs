//! Dates of a text that follow from the period.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDateTime, Timelike};
use regex::Regex;

use super::edits::Edit;
use crate::tickets::Period;

/// Parts of a date, those that may be left out as captures.
#[expect(clippy::expect_used, reason = "the pattern is a constant that a test makes")]
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:(\d{4})年)?(\d{1,2})月(?:份?(\d{1,2})日(?:(\d{1,2})(?:时|点))?)?|(\d{4})年",
    )
    .expect("a pattern that is right")
});

/// A date in a text and whether the period gives it.
pub(super) struct Dated {
    pub(super) edit: Option<Edit>,
    /// As it stands there.
    pub(super) text: String,
}

/// Every date of a text.
pub(super) fn dates(text: &str, period: Period) -> Vec<Dated> {
    let dated = |found: regex::Captures<'_>| {
        let whole = found.get(0)?;
        let number = |at: usize| found.get(at)?.as_str().parse::<i32>().ok();
        let year = number(1).or(number(5));
        let date = Date { year, month: number(2), day: number(3), hour: number(4) };
        let suffix = if whole.as_str().contains("点") { "点" } else { "时" };
        let template = date.template(period, suffix)?;
        // “9月份” keeps its 份.
        let end = whole.end();
        Some(Dated {
            edit: Some(Edit::text(whole.start()..end, template)),
            text: whole.as_str().to_owned(),
        })
    };
    DATE.captures_iter(text)
        .map(|found| {
            let text = found.get(0).map_or("", |it| it.as_str()).to_owned();
            dated(found).unwrap_or(Dated { edit: None, text })
        })
        .collect()
}

struct Date {
    year: Option<i32>,
    month: Option<i32>,
    day: Option<i32>,
    hour: Option<i32>,
}

impl Date {
    /// The template that prints it, when the period gives it.
    fn template(&self, period: Period, hour_word: &str) -> Option<String> {
        let last = period.last_day();
        let part = |name: &str| format!("{{{{ period.{name} }}}}");
        let Some(day) = self.day else {
            let is_year = self.year.is_none_or(|year| year == last.year());
            let is_month = self.month.is_none_or(|month| number(last.month()) == month);
            if !is_year || !is_month {
                return None;
            }
            let year = self.year.map(|_| format!("{}年", part("year")));
            let month = self.month.map(|_| format!("{}月", part("month")));
            return Some(year.unwrap_or_default() + &month.unwrap_or_default());
        };
        let month = self.month?;
        let is = |date: NaiveDateTime| {
            number(date.month()) == month
                && number(date.day()) == day
                && self.year.is_none_or(|year| year == date.year())
                && self.hour.is_none_or(|hour| number(date.hour()) == hour)
        };
        let midnight = last.and_hms_opt(0, 0, 0)?;
        let ends = [("start", period.start), ("end", period.end), ("last", midnight)];
        // An hour is told of both ends, never of the last day.
        let ends = ends.iter().filter(|(name, _)| self.hour.is_none() || *name != "last");
        let mut ends = ends.filter(|(_, date)| is(*date));
        let (name, date) = ends.next()?;
        if self.year.is_some()
            && self.hour.is_some()
            && hour_word == "时"
            && date.minute() == 0
        {
            return Some(part(name));
        }
        let year = self.year.map(|_| format!("{}年", part(&format!("{name}_year"))));
        let hour = self
            .hour
            .map(|_| format!("{}{hour_word}", part(&format!("{name}_hour"))));
        Some(format!(
            "{}{}月{}日{}",
            year.unwrap_or_default(),
            part(&format!("{name}_month")),
            part(&format!("{name}_day")),
            hour.unwrap_or_default()
        ))
    }
}

fn number(part: u32) -> i32 {
    i32::try_from(part).unwrap_or(i32::MAX)
}
