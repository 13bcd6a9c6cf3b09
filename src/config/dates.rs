//! Dates as people type them into a configuration, and as the frame prints them.

use std::fmt;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};
use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};

/// A day: 2023-09-25.
#[derive(Debug, Clone, Copy, schemars::JsonSchema)]
pub(super) struct Date(
    #[schemars(with = "String", regex(pattern = r"^\d{4}-\d{1,2}-\d{1,2}$"))]
    pub  NaiveDate,
);

/// A day's 0:00, or a moment within it: 2023-08-19, 2023-08-19 08:30.
#[derive(Debug, Clone, Copy, schemars::JsonSchema)]
pub(super) struct Moment(
    #[schemars(
        with = "String",
        regex(pattern = r"^\d{4}-\d{1,2}-\d{1,2}([T ]\d{1,2}:\d{2}(:\d{2})?)?$")
    )]
    pub NaiveDateTime,
);

/// As documents print a day: “2023年9月25日”.
pub(super) fn in_chinese(date: NaiveDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

fn date(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

fn moment(text: &str) -> Option<NaiveDateTime> {
    if let Some(date) = date(text) {
        return Some(date.and_time(NaiveTime::MIN));
    }
    ["%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
}

struct DateVisitor;

impl Visitor<'_> for DateVisitor {
    type Value = Date;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("日期，如 2023-09-25")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Date, E> {
        let date = date(text.trim());
        date.map(Date)
            .ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}

struct MomentVisitor;

impl Visitor<'_> for MomentVisitor {
    type Value = Moment;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("日期或时间，如 2023-08-19 或 2023-08-19 08:00")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Moment, E> {
        let moment = moment(text.trim());
        moment
            .map(Moment)
            .ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(DateVisitor)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(MomentVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_its_first_moment_and_hours_may_follow() {
        let day = NaiveDate::from_ymd_opt(2023, 8, 19).unwrap();
        for (typed, hour) in
            [("2023-08-19", 0), ("2023-8-19 08:00", 8), ("2023-08-19T08:00:00", 8)]
        {
            assert_eq!(moment(typed), day.and_hms_opt(hour, 0, 0), "{typed}");
        }
        assert_eq!(moment("8月19日"), None);
    }
}
