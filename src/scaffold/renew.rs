//! Last month's bulletin.yaml as the new month's: comments, order and blanks are kept.

use std::sync::LazyLock;

use regex::Regex;

use super::edits::{Edits, block};
use super::month::{YearMonth, moved, renamed};
use crate::config::Survey;
use crate::diagnostics::Place;
use crate::yaml;

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
static NUMBER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[-+]?\d+(\.\d+)?").ok());

/// What was said of the last month alone, and that it does not go on.
const OWN: &[(&[&str], &str)] = &[
    (&["edits"], "上月补写的段落（edits）没有带过来"),
    (&["tickets", "left_out"], "上月剔除的行（tickets.left_out）没有带过来"),
];

/// The new bulletin.yaml, and what its user has to look at.
pub(super) fn renew(
    survey: &Survey,
    new: YearMonth,
    last: &Last,
) -> (String, Vec<String>) {
    let model = YearMonth::of(survey.period);
    let mut notes = Vec::new();
    let mut edits = Edits::new(&survey.text);
    dates(&mut edits, survey, new.since(model));
    if let Some(issue) = issue(&mut edits, survey, model, new) {
        notes.push(format!("期号改成了 {issue}，请核对"));
    }
    exports(&mut edits, survey, model, new);
    if clear_city(&mut edits, survey) {
        notes.push("“city”的数值已清空，收到市级通报后填写".to_owned());
    }
    let previous = survey.places.find("previous");
    // Counts go where counts stand, so that their comments stay.
    let is_counted =
        matches!(last, Last::Counts(..)) && !survey.places.keys("previous").is_empty();
    if let Last::Counts(accepted, assessed) = last
        && is_counted
    {
        count(&mut edits, survey, "previous.accepted", *accepted);
        count(&mut edits, survey, "previous.assessed", *assessed);
    }
    let mut lines = edits.finish();
    if !is_counted {
        write_previous(&mut lines, previous.as_ref(), last);
    }
    head_comment(&mut lines, model, new);
    let mut text = lines.join("\n");
    for (path, note) in OWN {
        let without = yaml::remove(&text, path).ok().filter(|without| *without != text);
        if let Some(without) = without {
            text = without;
            notes.push((*note).to_owned());
        }
    }
    notes.extend(leftovers(&text, model));
    (text, notes)
}

fn dates(edits: &mut Edits, survey: &Survey, months: i32) {
    let midnight = survey.date.and_hms_opt(0, 0, 0).unwrap_or_default();
    // The next period begins where the last one ends, also after a month of 29 days.
    let start = match months {
        1 => survey.period.end,
        _ => moved(survey.period.start, months),
    };
    for (key, moment) in [
        ("date", moved(midnight, months)),
        ("period.start", start),
        ("period.end", moved(survey.period.end, months)),
    ] {
        let Some(pattern) = DATE.as_ref() else { continue };
        let new = moment.format("%Y-%m-%d").to_string();
        edits.replace_match(&survey.places.of(key), pattern, &new);
    }
}

/// The number of the issue: it counts on within a year.
fn issue(
    edits: &mut Edits,
    survey: &Survey,
    model: YearMonth,
    new: YearMonth,
) -> Option<i64> {
    let old = survey.issue?;
    let next = if new.year() == model.year() {
        i64::from(old) + i64::from(new.since(model))
    } else if old == model.month() {
        i64::from(new.month())
    } else {
        1
    };
    let written = edits.replace_match(
        &survey.places.of("issue"),
        NUMBER.as_ref()?,
        &next.max(1).to_string(),
    );
    written.then_some(next.max(1))
}

fn exports(edits: &mut Edits, survey: &Survey, model: YearMonth, new: YearMonth) {
    for export in &survey.exports {
        let key = format!("exports.{}", export.key);
        let file = survey.places.of(&format!("{key}{}", export.file_key));
        edits.replace(&file, &export.file, &renamed(&export.file, model, new));
        if let Some(sheet) = &export.sheet {
            let place = survey.places.of(&format!("{key}.sheet"));
            edits.replace(&place, sheet, &renamed(sheet, model, new));
        }
    }
}

/// Last month's figures must not be taken for this month's.
fn clear_city(edits: &mut Edits, survey: &Survey) -> bool {
    let mut is_cleared = false;
    for key in survey.places.keys("city") {
        let place = survey.places.of(&format!("city.{key}"));
        let Some(pattern) = NUMBER.as_ref() else { continue };
        let width = written_width(survey, &place, pattern);
        is_cleared |= edits.replace_match(&place, pattern, &" ".repeat(width));
    }
    is_cleared
}

/// Characters that a number takes, so that the comment behind it stays in its column.
fn written_width(survey: &Survey, place: &Place, pattern: &Regex) -> usize {
    let Place::Line { line, column, .. } = place else { return 0 };
    let text = survey.text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    let rest: String = text.chars().skip(column.saturating_sub(1)).collect();
    pattern.find(&rest).map_or(0, |found| found.len())
}

fn count(edits: &mut Edits, survey: &Survey, key: &str, count: Option<u64>) {
    if let (Some(place), Some(pattern)) = (survey.places.find(key), NUMBER.as_ref()) {
        let new = count.map_or_else(String::new, |count| count.to_string());
        edits.replace_match(&place, pattern, &new);
    }
}

/// Writes the key anew in place of the old one, or at the end.
fn write_previous(lines: &mut Vec<String>, old: Option<&Place>, last: &Last) {
    let new = previous_lines(last);
    match old {
        Some(Place::Line { line, .. }) => {
            let range = block(lines, line.saturating_sub(1));
            lines.splice(range, new);
        }
        Some(Place::File { .. } | Place::Cell { .. } | Place::Spot { .. }) | None => {
            while lines.last().is_some_and(|line| line.trim().is_empty()) {
                lines.pop();
            }
            lines.push(String::new());
            lines.extend(new);
            lines.push(String::new());
        }
    }
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
fn head_comment(lines: &mut [String], model: YearMonth, new: YearMonth) {
    for line in lines.iter_mut().take_while(|line| line.starts_with('#')) {
        *line = renamed(line, model, new);
    }
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
