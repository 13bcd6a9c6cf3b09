//! Moments as exports write them.
//!
//! 2023-08-19 10:22:03, 2023/8/19 10:22, 2023年8月19日上午10时22分, 20230819102203,
//! with or without a time of day.

use std::borrow::Cow;

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};
use unicode_normalization::UnicodeNormalization;

/// The moment that a text means.
pub(super) fn parse(text: &str) -> Option<NaiveDateTime> {
    // Nearly all moments are ASCII, which is its own normal form.
    let text = match text.is_ascii() {
        true => Cow::Borrowed(text),
        false => Cow::Owned(text.nfkc().collect()),
    };
    let text = text.trim();
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return compact(text);
    }
    let (year, rest) = number(text, 4)?;
    // 23-09-19 may as well be the 23rd of September.
    if year < 1900 {
        return None;
    }
    let (month, rest) = number(separator(rest, &['-', '/', '.', '年'])?, 2)?;
    let (day, rest) = number(separator(rest, &['-', '/', '.', '月'])?, 2)?;
    let date = NaiveDate::from_ymd_opt(year.try_into().ok()?, month, day)?;
    let rest = rest.trim_start_matches(['日', 'T']).trim();
    Some(date.and_time(time(without_weekday(rest))?))
}

/// The moment that a number cell without a date format means: a serial, or digits.
pub(super) fn from_number(number: f64) -> Option<NaiveDateTime> {
    // Serials of the years 1982 to 2119.
    if (30_000.0..80_000.0).contains(&number) {
        let seconds = (number.fract() * 86_400.0).round();
        let day = NaiveDate::from_ymd_opt(1899, 12, 30)?
            .checked_add_days(Days::new(number.trunc() as u64))?;
        let seconds = chrono::TimeDelta::seconds(seconds as i64);
        return day.and_time(NaiveTime::MIN).checked_add_signed(seconds);
    }
    compact(&number.to_string())
}

/// 20230819, 202308191022 or 20230819102203.
fn compact(digits: &str) -> Option<NaiveDateTime> {
    let part = |from: usize, to: usize| {
        digits.get(from..to).map_or(Some(0), |part| part.parse::<u32>().ok())
    };
    if ![8, 12, 14].contains(&digits.len()) {
        return None;
    }
    let year = part(0, 4)?.try_into().ok()?;
    NaiveDate::from_ymd_opt(year, part(4, 6)?, part(6, 8)?)?.and_hms_opt(
        part(8, 10)?,
        part(10, 12)?,
        part(12, 14)?,
    )
}

/// 10:22:03, 上午10:22, 10时22分; the beginning of the day when there is nothing.
fn time(text: &str) -> Option<NaiveTime> {
    if text.is_empty() {
        return Some(NaiveTime::MIN);
    }
    let (afternoon, text) = half_of_day(text);
    let (hour, rest) = number(text, 2)?;
    let (minute, rest) = match separator(rest, &[':', '时', '点']) {
        Some("") => (0, ""),
        Some(rest) => number(rest, 2)?,
        None => return None,
    };
    let (second, rest) = match rest.strip_prefix([':', '分']) {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => number(rest, 2)?,
        Some(rest) => (0, rest),
        None => (0, rest),
    };
    let rest = rest.strip_prefix('秒').unwrap_or(rest).trim();
    let (afternoon, rest) = match afternoon {
        None => half_of_day(rest),
        known => (known, rest),
    };
    if !is_fraction(rest) {
        return None;
    }
    let hour = match (afternoon, hour) {
        (Some(true), 1..12) => hour + 12,
        (Some(false), 12) => 0,
        _ => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, second)
}

/// Whether a time says that it is after noon, and the time without that.
fn half_of_day(text: &str) -> (Option<bool>, &str) {
    let marks = [("上午", false), ("下午", true), ("AM", false), ("PM", true)];
    let upper = text.to_ascii_uppercase();
    for (mark, afternoon) in marks {
        if upper.starts_with(mark) {
            return (Some(afternoon), text.get(mark.len()..).unwrap_or("").trim());
        }
    }
    (None, text)
}

fn without_weekday(text: &str) -> &str {
    let day = text.strip_prefix("星期").or_else(|| text.strip_prefix("周"));
    day.map_or(text, |day| {
        day.trim_start_matches(['一', '二', '三', '四', '五', '六', '日'])
    })
    .trim()
}

/// Up to `digits_max` digits at the beginning, and what follows.
fn number(text: &str, digits_max: usize) -> Option<(u32, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at_checked(length.min(digits_max))?;
    Some((digits.parse().ok()?, rest))
}

fn separator<'t>(text: &'t str, marks: &[char]) -> Option<&'t str> {
    let text = text.trim_start();
    text.strip_prefix(marks).map(str::trim_start)
}

/// Fractions of a second and the zone of Beijing do not matter.
fn is_fraction(text: &str) -> bool {
    let text = text.strip_suffix("+08:00").unwrap_or(text);
    text.is_empty()
        || text
            .strip_prefix('.')
            .is_some_and(|f| f.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(day: u32, hour: u32, minute: u32, second: u32) -> Option<NaiveDateTime> {
        NaiveDate::from_ymd_opt(2023, 8, day)?.and_hms_opt(hour, minute, second)
    }

    #[test]
    fn the_forms_that_exports_use_are_read() {
        for text in [
            "2023-08-19 10:22:03",
            "2023/8/19 10:22:03",
            "2023.08.19 10:22:03",
            "2023年8月19日 10:22:03",
            "2023年8月19日10时22分03秒",
            "2023年8月19日 星期六 上午10:22:03",
            "2023-08-19T10:22:03.000",
            "2023-08-19T10:22:03+08:00",
            "２０２３－０８－１９　１０：２２：０３",
            "2023/8/19 10:22:03 AM",
            "20230819102203",
        ] {
            assert_eq!(parse(text), moment(19, 10, 22, 3), "{text}");
        }
        for text in ["2023-8-19 10:22", "2023年8月19日上午10:22", "202308191022"] {
            assert_eq!(parse(text), moment(19, 10, 22, 0), "{text}");
        }
        for text in ["2023-08-19", "2023年8月19日", "20230819", "2023/8/19 上午12:00"]
        {
            assert_eq!(parse(text), moment(19, 0, 0, 0), "{text}");
        }
    }

    #[test]
    fn afternoon_hours_count_from_noon() {
        assert_eq!(parse("2023/8/19 下午1:05"), moment(19, 13, 5, 0));
        assert_eq!(parse("2023/8/19 下午12:05"), moment(19, 12, 5, 0));
        assert_eq!(parse("2023/8/19 下午15:05"), moment(19, 15, 5, 0));
        assert_eq!(parse("2023年8月19日 1:05 PM"), moment(19, 13, 5, 0));
    }

    #[test]
    fn number_cells_hold_serials_or_digits() {
        assert_eq!(from_number(45_157.002_083_333_33), moment(19, 0, 3, 0));
        assert_eq!(from_number(45_157.0), moment(19, 0, 0, 0));
        assert_eq!(from_number(20_230_819_102_203.0), moment(19, 10, 22, 3));
        assert_eq!(from_number(12.0), None);
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "昨天",
            "2023-02-30",
            "2023-13-01",
            "8月19日",
            "10:22",
            "2023-08-19 25:00",
            "2023-08-19 10:61",
            "2023-08-19 上",
            "2023-08",
            "8/19/2023",
            "23-08-19 10:22",
            "08/19/23 10:22",
            "2023-08-19 10",
            "2023-08-19 10:22:03x",
            "202308",
            "99999999",
            "2023年8月19日号",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
