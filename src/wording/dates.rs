//! Dates and periods in Chinese, figures half-width.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

use crate::tickets::Period;

/// “2023年9月25日”.
pub fn day(date: NaiveDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// An end of a period as templates name it, with what it means: `start` is
/// “2023年8月19日0时”.
pub fn period(period: Period, part: &str) -> Option<(String, &'static str)> {
    Some(match part {
        "start" => (moment(period.start), "考核期的开始"),
        "end" => (moment(period.end), "考核期的结束，这一时刻起不计入"),
        _ => return None,
    })
}

/// “2023年8月19日0时”, with minutes when there are any.
pub fn moment(time: NaiveDateTime) -> String {
    let minutes = match time.minute() {
        0 => String::new(),
        minute => format!("{minute}分"),
    };
    format!("{}{}时{minutes}", day(time.date()), time.hour())
}

/// The same without the year.
pub(super) fn moment_in_year(time: NaiveDateTime) -> String {
    let full = moment(time);
    full.split_once('年')
        .map_or(full.clone(), |(_, rest)| rest.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calendar_month_is_named_by_its_last_day() {
        let midnight = |month| {
            NaiveDate::from_ymd_opt(2023, month, 1)
                .unwrap()
                .and_hms_opt(0, 0, 0)
                .unwrap()
        };
        let period = Period { start: midnight(9), end: midnight(10) };
        assert_eq!(period.last_day().month(), 9);
        assert_eq!(moment(period.end), "2023年10月1日0时");
        assert_eq!(moment_in_year(period.end), "10月1日0时");
    }
}
