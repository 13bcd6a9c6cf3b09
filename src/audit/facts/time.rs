//! Dates and spans of days.

use std::ops::Range;

use chrono::NaiveDate;

use super::patterns::patterns;
use super::printed::{Printed, whole};
use crate::audit::numbers::numbers;

patterns! {
    SPAN = concat!(
        r"(?:(?P<y1>\d{4})年)?(?P<m1>\d{1,2})月(?P<d1>\d{1,2})日(?:(?P<h1>\d{1,2})时)?",
        r"(?:至|到|—|-|～|~)(?:(?P<y2>\d{4})年)?(?:(?P<m2>\d{1,2})月)?(?P<d2>\d{1,2})日(?:(?P<h2>\d{1,2})时)?",
        r"[）)]?[，,]?(?:(?:共计?|历时|为期|合计)(?P<days>\d+)[天日])?",
    );
    DATE = r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日";
    TITLE_MONTH = r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?:份|考核期|“|接诉|通报|12345|诉求|市民|热线|工作|$)";
    ALONE = r"^\d{4}年\d{1,2}月\d{1,2}日(?:印发)?$";
}

/// A span as it is written.
#[derive(Debug, Clone)]
pub(crate) struct SpanOfDays {
    pub(crate) range: Range<usize>,
    pub(crate) first: NaiveDate,
    pub(crate) last: NaiveDate,
    /// Days that it may be: with hours one number, without them both ways of counting.
    pub(crate) days: Vec<i64>,
    /// The days that the text tells, and the bytes where it does.
    pub(crate) told: Option<(i64, Range<usize>)>,
    pub(crate) has_year: bool,
}

/// Spans of a text; a year that is not told is `year`.
pub(super) fn spans(text: &str, year: i32) -> Vec<SpanOfDays> {
    SPAN.captures_iter(text)
        .filter_map(|found| span(&found, year))
        .collect()
}

fn span(found: &regex::Captures<'_>, year: i32) -> Option<SpanOfDays> {
    let number = |name: &str| found.name(name)?.as_str().parse::<u32>().ok();
    let year_of = |name: &str| found.name(name)?.as_str().parse::<i32>().ok();
    let (first_year, last_year) = (year_of("y1"), year_of("y2"));
    let start = first_year.or(last_year).unwrap_or(year);
    let (first_month, first_day) = (number("m1")?, number("d1")?);
    let last_month = number("m2").unwrap_or(first_month);
    let end_year = last_year.unwrap_or_else(|| {
        // December to January.
        if last_month < first_month && first_month - last_month > 6 {
            start + 1
        } else {
            start
        }
    });
    let first = NaiveDate::from_ymd_opt(start, first_month, first_day)?;
    let last = NaiveDate::from_ymd_opt(end_year, last_month, number("d2")?)?;
    let between = (last - first).num_days();
    let days = match (number("h1"), number("h2")) {
        (_, Some(24)) => vec![between + 1],
        (Some(one), Some(two)) if one == two => vec![between],
        (Some(_), Some(23)) => vec![between + 1],
        _ => vec![between + 1, between],
    };
    let told = found
        .name("days")
        .and_then(|days| Some((days.as_str().parse().ok()?, days.range())));
    Some(SpanOfDays {
        range: found.get(0)?.range(),
        first,
        last,
        days,
        told,
        has_year: first_year.is_some(),
    })
}

/// Days of a calendar that do not exist: 4月31日.
pub(super) fn impossible(text: &str, year: i32) -> Vec<Range<usize>> {
    let all = DATE.captures_iter(text).filter_map(|found| {
        let number = |name: &str| found.name(name)?.as_str().parse::<u32>().ok();
        let year = number("year").and_then(|it| i32::try_from(it).ok()).unwrap_or(year);
        let date = NaiveDate::from_ymd_opt(year, number("month")?, number("day")?);
        date.is_none().then(|| found.get(0).map(|whole| whole.range()))?
    });
    all.collect()
}

/// Year and month of a title.
pub(super) fn title_month(text: &str) -> Option<(Option<i32>, u32, Range<usize>)> {
    let found = TITLE_MONTH.captures(text)?;
    let month = found.name("month")?;
    let year = found.name("year").and_then(|year| year.as_str().parse().ok());
    Some((year, month.as_str().parse().ok()?, month.range()))
}

/// The date of a line that is nothing but a date.
pub(super) fn lone_date(text: &str) -> Option<NaiveDate> {
    let text: String = text.split_whitespace().collect();
    if !ALONE.is_match(&text) {
        return None;
    }
    let found = DATE.captures(&text)?;
    let number = |name: &str| found.name(name)?.as_str().parse::<u32>().ok();
    let year = i32::try_from(number("year")?).ok()?;
    NaiveDate::from_ymd_opt(year, number("month")?, number("day")?)
}

/// Whether a mean per day is that of a count in so many days.
pub(crate) fn is_daily(mean: &Printed, count: &Printed, days: i64) -> bool {
    if days <= 0 {
        return false;
    }
    let exact = &count.value / whole(days);
    let span = mean.span();
    span.low <= exact && exact <= span.high || mean.like(&exact) == mean.text
}

/// The first number of a text.
pub(crate) fn first_number(text: &str) -> Option<Printed> {
    numbers(text).first().and_then(Printed::of)
}
