//! Months by name: as a clerk types them, and as they stand in names of files and sheets.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use chrono::{Datelike, Months, NaiveDate, NaiveDateTime, TimeDelta};
use regex::{Captures, Regex};

use crate::tickets::Period;

/// A month of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct YearMonth {
    year: i32,
    month: u32,
}

/// What was typed names no month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotMonth;

impl fmt::Display for NotMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("月份应写成 2023-10 的样子，年四位，月 1 到 12")
    }
}

impl std::error::Error for NotMonth {}

impl FromStr for YearMonth {
    type Err = NotMonth;

    fn from_str(text: &str) -> Result<Self, NotMonth> {
        let (year, month) = text.trim().split_once('-').ok_or(NotMonth)?;
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if year.len() != 4 || month.len() > 2 || !is_number(year) || !is_number(month) {
            return Err(NotMonth);
        }
        let year = year.parse().map_err(|_| NotMonth)?;
        let month = month.parse().map_err(|_| NotMonth)?;
        Self::new(year, month).ok_or(NotMonth)
    }
}

impl fmt::Display for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}年{}月", self.year, self.month)
    }
}

impl YearMonth {
    fn new(year: i32, month: u32) -> Option<Self> {
        let is_month = (1..=12).contains(&month) && (1000..=9999).contains(&year);
        is_month.then_some(Self { year, month })
    }

    /// The month after which a bulletin is called: that of its period's last day.
    pub(super) fn of(period: Period) -> Self {
        let last = period.end - TimeDelta::seconds(1);
        Self { year: last.year(), month: last.month() }
    }

    /// The year.
    pub(super) fn year(self) -> i32 {
        self.year
    }

    /// The month, from 1.
    pub(super) fn month(self) -> u32 {
        self.month
    }

    /// As folders are called: 2023-10.
    pub fn folder(self) -> String {
        format!("{:04}-{:02}", self.year, self.month)
    }

    /// Its first day.
    pub(super) fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month, 1).unwrap_or_default()
    }

    /// Months from another to this one.
    pub(super) fn since(self, other: Self) -> i32 {
        let index = |one: Self| one.year * 12 + i32::try_from(one.month).unwrap_or(0);
        index(self) - index(other)
    }

    pub(super) fn plus(self, months: i32) -> Self {
        let moved =
            moved(self.first_day().and_hms_opt(0, 0, 0).unwrap_or_default(), months);
        Self { year: moved.year(), month: moved.month() }
    }
}

/// A moment so many months later; the 31st becomes the last day of a shorter month.
pub(super) fn moved(moment: NaiveDateTime, months: i32) -> NaiveDateTime {
    let by = Months::new(months.unsigned_abs());
    let moved = if months < 0 {
        moment.checked_sub_months(by)
    } else {
        moment.checked_add_months(by)
    };
    moved.unwrap_or(moment)
}

/// 2023年9月, 9月.
static WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:(?P<year>\d{4})(?P<mid>\s*年\s*))?(?P<month>\d{1,2})(?P<end>\s*月)")
        .ok()
});
/// 2023-09, 202309.
static DIGITS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?P<year>\d{4})(?P<mid>[-_.]?)(?P<month>\d{2})").ok());

/// A name of a file, sheet or heading with the model's month, and the one before it,
/// turned to those of the new month.
pub(super) fn renamed(text: &str, model: YearMonth, new: YearMonth) -> String {
    let months = new.since(model);
    let near = [model, model.plus(-1)];
    let meant = |year: Option<i32>, month: u32| {
        near.into_iter()
            .find(|one| one.month == month && year.is_none_or(|year| one.year == year))
            .map(|one| one.plus(months))
    };
    let turned = replaced(text, WORDS.as_ref(), |found| {
        let year = found.name("year").map(|year| year.as_str());
        let new = meant(
            year.and_then(|year| year.parse().ok()),
            part(found, "month").parse().ok()?,
        )?;
        let head = match year {
            Some(_) => format!("{}{}", new.year, part(found, "mid")),
            None => String::new(),
        };
        Some(format!("{head}{}{}", new.month, part(found, "end")))
    });
    replaced(&turned, DIGITS.as_ref(), |found| {
        let new =
            meant(part(found, "year").parse().ok(), part(found, "month").parse().ok()?)?;
        Some(format!("{}{}{:02}", new.year, part(found, "mid"), new.month))
    })
}

fn part<'a>(found: &'a Captures<'_>, name: &str) -> &'a str {
    found.name(name).map_or("", |part| part.as_str())
}

/// Replaces what stands free of further digits.
fn replaced(
    text: &str,
    pattern: Option<&Regex>,
    new: impl Fn(&Captures<'_>) -> Option<String>,
) -> String {
    let Some(pattern) = pattern else { return text.to_owned() };
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    pattern
        .replace_all(text, |found: &Captures<'_>| {
            let (whole, start, end) = found
                .get(0)
                .map_or(("", 0, 0), |all| (all.as_str(), all.start(), all.end()));
            let before = text.get(..start).and_then(|head| head.chars().next_back());
            let after = text.get(end..).and_then(|tail| tail.chars().next());
            match new(found) {
                Some(new) if !is_digit(before) && !is_digit(after) => new,
                _ => whole.to_owned(),
            }
        })
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> YearMonth {
        text.parse().unwrap()
    }

    #[test]
    fn only_a_year_and_a_month_are_a_month() {
        for wrong in
            ["2023-13", "2023-00", "23-10", "2023", "2023-10-01", "十月", "2023/10"]
        {
            assert_eq!(wrong.parse::<YearMonth>(), Err(NotMonth), "{wrong}");
        }
        assert_eq!(month("2023-9").folder(), "2023-09");
    }

    #[test]
    fn names_are_turned_to_the_new_month_and_other_digits_are_left() {
        let turn = |text: &str| renamed(text, month("2023-12"), month("2024-01"));
        for (old, new) in [
            ("12月", "1月"),
            ("11月", "12月"),
            ("2023年12月排名", "2024年1月排名"),
            ("2023 年 11 月", "2023 年 12 月"),
            ("data/202312/工单.xlsx", "data/202401/工单.xlsx"),
            ("2023-11", "2023-12"),
            ("3月", "3月"),
            ("112月", "112月"),
            ("20231225", "20231225"),
            ("2022年12月", "2022年12月"),
        ] {
            assert_eq!(turn(old), new);
        }
    }

    #[test]
    fn a_bulletin_is_called_after_the_month_of_its_last_day() {
        let day = |m, d| {
            NaiveDate::from_ymd_opt(2023, m, d)
                .unwrap()
                .and_hms_opt(0, 0, 0)
                .unwrap()
        };
        let of = |start, end| YearMonth::of(Period { start, end });
        assert_eq!(of(day(8, 19), day(9, 19)), month("2023-09"));
        assert_eq!(of(day(9, 1), day(10, 1)), month("2023-09"));
    }
}
