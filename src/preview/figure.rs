//! What is behind a printed number: its name, exact value, definition and origin.

use chrono::Datelike;
use num_rational::BigRational;
use serde_json::{Value, json};

use crate::diagnostics::Place;
use crate::pipeline::Loaded;
use crate::statistics::{Figure, Kind, Origin, Rounding, Statistics, round};
use crate::wording;

/// Digits shown of an exact value.
const DECIMALS: u32 = 6;

/// A figure of the month by its key, as JSON; none when no figure has it.
pub(super) fn json(loaded: &Loaded, key: &str) -> Option<String> {
    let found = of_period(loaded, key).or_else(|| of_statistics(loaded, key))?;
    Some(found.to_string())
}

/// What the outline knows of the period: it is not counted but set.
fn of_period(loaded: &Loaded, key: &str) -> Option<Value> {
    let period = loaded.statistics.period;
    let last_day = wording::last_day(period);
    let (printed, setting, definition) = match key {
        "period.start" => (wording::moment(period.start), key, "考核期从这一时刻起"),
        "period.end" => (wording::moment(period.end), key, "考核期到这一时刻为止"),
        "period.year" => {
            (last_day.year().to_string(), "period.end", "考核期最后一天所在的年份")
        }
        "period.month" => {
            (last_day.month().to_string(), "period.end", "考核期最后一天所在的月份")
        }
        _ => return None,
    };
    let origin = Origin::Configured { setting: setting.to_owned() };
    Some(json!({
        "key": key,
        "printed": printed,
        "unit": "",
        "exact": null,
        "fraction": null,
        "definition": definition,
        "origin": words(&origin, loaded),
        "parts": [],
    }))
}

fn of_statistics(loaded: &Loaded, key: &str) -> Option<Value> {
    let figure = find(&loaded.statistics, key)?;
    let Figure { key, kind, exact, printed: _, origin, definition } = &figure;
    let parts: Vec<Value> = parts(origin)
        .into_iter()
        .filter_map(|part| find(&loaded.statistics, part))
        .map(|part| {
            json!({
                "key": part.key,
                "printed": wording::cell(&part),
                "definition": part.definition,
            })
        })
        .collect();
    Some(json!({
        "key": key,
        "printed": wording::cell(&figure),
        "unit": unit(*kind),
        "exact": exact.as_ref().map(decimal),
        "fraction": exact.as_ref().filter(|exact| !exact.is_integer())
            .map(ToString::to_string),
        "definition": definition,
        "origin": words(origin, loaded),
        "parts": parts,
    }))
}

/// A figure, or the difference of two that a key of the form “a-b” names.
fn find(statistics: &Statistics, key: &str) -> Option<Figure> {
    let difference = || {
        let mut dashes = key.match_indices('-');
        dashes.find_map(|(at, _)| {
            let (of, less) = key.split_at_checked(at)?;
            statistics.difference(of, less.strip_prefix('-')?)
        })
    };
    statistics.figure(key).cloned().or_else(difference)
}

/// A unit that the printed form does not show.
fn unit(kind: Kind) -> &'static str {
    match kind {
        Kind::Rate | Kind::Change | Kind::Rank | Kind::RankChange => "",
        kind @ (Kind::Count
        | Kind::Score
        | Kind::Bonus
        | Kind::PerTenThousand
        | Kind::Residents) => kind.unit(),
    }
}

fn parts(origin: &Origin) -> Vec<&str> {
    match origin {
        Origin::Composed { parts } => parts.iter().map(String::as_str).collect(),
        Origin::Difference { of, less } => vec![of, less],
        Origin::Counted { .. }
        | Origin::Ratio { .. }
        | Origin::Mean { .. }
        | Origin::Placed { .. }
        | Origin::Configured { .. }
        | Origin::Published { .. } => Vec::new(),
    }
}

fn words(origin: &Origin, loaded: &Loaded) -> String {
    match origin {
        Origin::Counted { count } => format!("逐件计数，共{count}"),
        Origin::Ratio { hits, of } => {
            format!("{} ÷ {}", decimal(hits), decimal(of))
        }
        Origin::Composed { .. } => "由下列数字按权重合成".to_owned(),
        Origin::Difference { .. } => "下列两个数字按印出的数相减".to_owned(),
        Origin::Mean { rows } => format!("{rows}行的平均数"),
        Origin::Placed { list } => format!("在列表“{list}”中的位次"),
        Origin::Configured { setting } => match loaded.project.places.of(setting) {
            Place::Line { path, line, .. } => {
                format!("{}，第{line}行：{setting}", path.display())
            }
            Place::File { .. } | Place::Cell { .. } => format!("配置项 {setting}"),
        },
        Origin::Published { row } => format!("导出表第{row}行"),
    }
}

/// In decimals, as many as it takes up to six; dots when there are more.
fn decimal(value: &BigRational) -> String {
    let Some(rounded) = round(value, DECIMALS, Rounding::HalfUp) else {
        return value.to_string();
    };
    let digits = rounded.to_string();
    let short = digits.trim_end_matches('0').trim_end_matches('.');
    let dots = if rounded.exact() == *value { "" } else { "…" };
    format!("{short}{dots}")
}
