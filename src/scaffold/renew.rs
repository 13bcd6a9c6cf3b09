//! Last month's bulletin.yaml as the new month's: comments, order and blanks are kept.

use std::sync::LazyLock;

use regex::Regex;

use super::month::{YearMonth, moved, renamed};
use crate::config::{NamedExport, Survey};
use crate::yaml::{self, Unfit, Value};

/// Where the new month gets the figures of the last one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Last {
    /// From the model's folder, by its path from the new one.
    Folder(String),
    /// From the model's exports: tickets accepted and assessed.
    Counts(Option<u64>, Option<u64>),
    /// To be filled in.
    Unknown,
}

/// The column at which comments of added lines begin.
const COMMENT_COLUMN: usize = 38;

static DATE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\d{4}-\d{1,2}-\d{1,2}").ok());

/// What was said of the last month alone, and that it does not go on.
const OWN: &[(&[&str], &str)] = &[
    (&["edits"], "上月补写的段落（edits）没有带过来"),
    (&["tickets", "left_out"], "上月剔除的行（tickets.left_out）没有带过来"),
];

/// The new bulletin.yaml, and what its user has to look at.
///
/// # Errors
/// A text that cannot be changed in place.
pub(super) fn renew(
    survey: &Survey,
    new: YearMonth,
    last: &Last,
) -> Result<(String, Vec<String>), Unfit> {
    let model = YearMonth::of(survey.period);
    let mut notes = Vec::new();
    let old = yaml::value(&survey.text)?;
    let mut text = dates(&old, survey, new.since(model))?;
    if let Some(issue) = issue(survey, model, new) {
        text = yaml::set(&text, &["issue"], &issue.into())?;
        notes.push(format!("期号改成了 {issue}，请核对"));
    }
    text = exports(text, survey, model, new)?;
    // Last month's figures must not be taken for this month's.
    for key in survey.places.keys("city") {
        text = yaml::set(&text, &["city", key], &Value::Null)?;
    }
    if survey
        .places
        .keys("city")
        .iter()
        .any(|key| old.get("city").and_then(|city| city.get(key)) != Some(&Value::Null))
    {
        notes.push("“city”的数值已清空，收到市级通报后填写".to_owned());
    }
    // Counts go where counts stand, so that their comments stay.
    let counted = survey.places.keys("previous");
    match last {
        Last::Counts(accepted, assessed) if !counted.is_empty() => {
            for (key, count) in [("accepted", accepted), ("assessed", assessed)] {
                if counted.contains(&key) {
                    let count = count.map_or(Value::Null, Value::from);
                    text = yaml::set(&text, &["previous", key], &count)?;
                }
            }
        }
        Last::Folder(_) | Last::Counts(..) | Last::Unknown => {
            text = write_previous(&text, last);
        }
    }
    for (path, note) in OWN {
        let without = yaml::remove(&text, path)?;
        if without != text {
            notes.push((*note).to_owned());
            text = without;
        }
    }
    let text = head_comment(&text, model, new);
    notes.extend(leftovers(&text, model));
    Ok((text, notes))
}

fn dates(old: &Value, survey: &Survey, months: i32) -> Result<String, Unfit> {
    let midnight = survey.date.and_hms_opt(0, 0, 0).unwrap_or_default();
    // The next period begins where the last one ends, also after a month of 29 days.
    let start = match months {
        1 => survey.period.end,
        _ => moved(survey.period.start, months),
    };
    let dates: [(&[&str], _); 3] = [
        (&["date"], moved(midnight, months)),
        (&["period", "start"], start),
        (&["period", "end"], moved(survey.period.end, months)),
    ];
    dates.iter().try_fold(survey.text.clone(), |text, (path, moment)| {
        let new = moment.format("%Y-%m-%d").to_string();
        let written = path.iter().try_fold(old, |value, key| value.get(key));
        let written = written.and_then(Value::as_str).unwrap_or_default();
        // An hour behind it stays.
        let turned = DATE.as_ref().filter(|pattern| pattern.is_match(written));
        let new = turned
            .map_or(new.clone(), |pattern| pattern.replace(written, &new).into_owned());
        yaml::set(&text, path, &new.into())
    })
}

/// The number of the issue: it counts on within a year.
fn issue(survey: &Survey, model: YearMonth, new: YearMonth) -> Option<i64> {
    let old = survey.issue?;
    let next = if new.year() == model.year() {
        i64::from(old) + i64::from(new.since(model))
    } else if old == model.month() {
        i64::from(new.month())
    } else {
        1
    };
    Some(next.max(1))
}

fn exports(
    mut text: String,
    survey: &Survey,
    model: YearMonth,
    new: YearMonth,
) -> Result<String, Unfit> {
    for NamedExport { key, file, file_key, sheet, .. } in &survey.exports {
        let inner = file_key.trim_start_matches('.');
        let path = ["exports", *key, inner];
        let path = path.get(..if inner.is_empty() { 2 } else { 3 }).unwrap_or(&path);
        text = yaml::set(&text, path, &renamed(file, model, new).into())?;
        if let Some(sheet) = sheet {
            let sheet = renamed(sheet, model, new).into();
            text = yaml::set(&text, &["exports", key, "sheet"], &sheet)?;
        }
    }
    Ok(text)
}

/// Writes the key anew in place of the old one with what stands below it, or at the end.
fn write_previous(text: &str, last: &Last) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let old = lines.iter().position(|line| line.starts_with("previous:"));
    let below = |line: &&String| line.starts_with([' ', '-']) && !line.trim().is_empty();
    match old {
        Some(at) => {
            let inside = lines.iter().skip(at + 1).take_while(below).count();
            lines.splice(at..=at + inside, previous_lines(last));
        }
        None => {
            let filled = lines.iter().rposition(|line| !line.trim().is_empty());
            lines.truncate(filled.map_or(0, |at| at + 1));
            lines.push(String::new());
            lines.extend(previous_lines(last));
        }
    }
    let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
    lines.iter().map(|line| format!("{line}{line_break}")).collect()
}

fn previous_lines(last: &Last) -> Vec<String> {
    let with_comment =
        |text: String, comment: &str| format!("{text:<COMMENT_COLUMN$}# {comment}");
    let written = |count: &Option<u64>| count.map_or_else(String::new, |n| n.to_string());
    match last {
        Last::Folder(path) => {
            let text = format!("previous: {}", plain_or_quoted(path));
            vec![with_comment(text, "上一考核期的文件夹，环比由其中的数字计算")]
        }
        Last::Counts(accepted, assessed) => vec![
            with_comment("previous:".to_owned(), "上一考核期的件数，用于计算环比"),
            with_comment(format!("  accepted: {}", written(accepted)), "受理"),
            with_comment(format!("  assessed: {}", written(assessed)), "纳入考评"),
        ],
        Last::Unknown => vec![
            "# 上一考核期的件数，用于计算环比：填好后删去下面三行行首的“# ”".to_owned(),
            "# previous:".to_owned(),
            with_comment("#   accepted: ".to_owned(), "受理"),
            with_comment("#   assessed: ".to_owned(), "纳入考评"),
        ],
    }
}

/// A path as YAML takes it.
fn plain_or_quoted(path: &str) -> String {
    if path.contains(": ") || path.contains(" #") || path.contains('\'') {
        return format!("'{}'", path.replace('\'', "''"));
    }
    path.to_owned()
}

/// The comment at the head names the month.
fn head_comment(text: &str, model: YearMonth, new: YearMonth) -> String {
    let head: usize = text
        .split_inclusive('\n')
        .take_while(|line| line.starts_with('#'))
        .map(str::len)
        .sum();
    let (head, rest) = text.split_at(head);
    renamed(head, model, new) + rest
}

/// Values that still name the model's month, such as a title of its own.
fn leftovers(text: &str, model: YearMonth) -> Vec<String> {
    let old = format!("{}月", model.month());
    let values = text
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line.split(" #").next().unwrap_or_default()));
    values
        .filter(|(_, value)| !value.starts_with('#') && !value.contains("sheet:"))
        .filter(|(_, value)| value.contains(&old) && !value.contains(&format!("1{old}")))
        .map(|(line, _)| format!("bulletin.yaml 第{line}行还写着“{old}”，请核对"))
        .collect()
}
