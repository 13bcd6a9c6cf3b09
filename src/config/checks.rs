//! What a value must keep to beyond its type.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use num_rational::BigRational;

use super::keys::{Bulletin, Level};
use crate::checks::Tolerances;
use crate::diagnostics::{self, CODES, Code, Problem, Severity};
use crate::figures::{City, RATES, Rules, Weights};
use crate::tickets::{Decimal, Withdrawn};
use crate::yaml::Places;

/// Bulletins come out within so many days of the period's end.
const ISSUED_AFTER_DAYS: i64 = 60;

/// Every value of bulletin.yaml that its type allows and its meaning does not.
pub(super) fn values(keys: &Bulletin, places: &Places) -> Vec<Problem> {
    let mut problems = Vec::new();
    problems.extend(super::blank(&keys.district));
    problems.extend(super::blank(&keys.office));
    let (start, end) = (keys.period.start.0, keys.period.end.0);
    if end <= start {
        let message = format!(
            "考核期的结束时间应晚于开始时间，这里是 {} 到 {}",
            start.date(),
            end.date()
        );
        problems.push(
            Problem::error(Code::WRONG_VALUE, message)
                .at(places.of("period.end"))
                .hint("“end”写考核期之后第一天，当天零时起不计入"),
        );
    }
    problems.extend(date_of_issue(keys.date.0, end, places));
    problems.extend(rules(&keys.statistics, places));
    problems.extend(city(&keys.city, places));
    problems.extend(tolerances(&keys.tolerances, places));
    problems.extend(left_out(&keys.tickets.left_out, places));
    problems
}

/// A row that does not count is known again by its cells, and is told with its reason.
fn left_out(rows: &[Withdrawn], places: &Places) -> Vec<Problem> {
    let gaps = rows.iter().enumerate().flat_map(|(at, row)| {
        let cells = row.cells.is_empty().then_some(("cells", "这一行的一两格内容"));
        let reason = row.reason.trim().is_empty().then_some(("reason", "不计的原因"));
        let gaps = [cells, reason].into_iter().flatten();
        gaps.map(move |(key, what)| (format!("tickets.left_out[{at}].{key}"), what))
    });
    gaps.map(|(key, what)| {
        Problem::error(Code::WRONG_VALUE, format!("这里应写明{what}，写的却是空白"))
            .at(places.of(&key))
            .hint("如 cells: { 工单编号: 0012 }，reason: 重复录入")
    })
    .collect()
}

/// A bulletin comes out when the period is over, and not long after.
fn date_of_issue(
    date: NaiveDate,
    end: NaiveDateTime,
    places: &Places,
) -> Option<Problem> {
    let days = (date.and_time(NaiveTime::MIN) - end).num_days();
    let over = if date.and_time(NaiveTime::MIN) < end.date().and_time(NaiveTime::MIN) {
        "早于考核期结束".to_owned()
    } else if days > ISSUED_AFTER_DAYS {
        format!("在考核期结束 {days} 天之后")
    } else {
        return None;
    };
    let message = format!("编发日期 {date} {over}（考核期至 {} 零时）", end.date());
    let problem = Problem::warning(Code::WRONG_TIME, message)
        .at(places.of("date"))
        .hint("是否沿用了上期的日期或写错了年份？请核对 date 和 period");
    Some(problem)
}

/// Severities by code, with every code that does not exist.
pub(super) fn severities(
    written: &BTreeMap<String, Level>,
    places: &Places,
) -> (BTreeMap<Code, Severity>, Vec<Problem>) {
    let mut severities = BTreeMap::new();
    let mut problems = Vec::new();
    for (name, level) in written {
        match Code::find(name) {
            Some(code) => {
                severities.insert(code, Severity::from(*level));
            }
            None => {
                let place = places.of(&format!("checks.{name}"));
                problems.push(unknown_code(name).at(place));
            }
        }
    }
    (severities, problems)
}

fn unknown_code(name: &str) -> Problem {
    let known = CODES.iter().map(|(code, _)| code.as_str());
    let typed = name.to_uppercase();
    let near = diagnostics::nearest(&typed, known)
        .and_then(|near| CODES.iter().find(|(code, _)| code.as_str() == near));
    let problem = Problem::error(Code::UNKNOWN_KEY, format!("没有“{name}”这个问题代码"));
    match near {
        Some((code, meaning)) => problem.hint(format!("是否“{code}”（{meaning}）？")),
        None => problem.hint("代码由字母和两位数字组成，如“D14”"),
    }
}

fn rules(rules: &Rules, places: &Places) -> Vec<Problem> {
    let Weights { response, resolution, satisfaction } = &rules.weights;
    let weights = [response, resolution, satisfaction];
    let sum: BigRational = weights.iter().map(|weight| weight.exact()).sum();
    let is_negative = weights.iter().any(|weight| weight.exact() < whole(0));
    let mut problems = Vec::new();
    if sum != whole(100) || is_negative {
        let message = format!(
            "三项权重之和应为 100，这里是 {response}、{resolution}、{satisfaction}"
        );
        problems.push(
            Problem::error(Code::WRONG_VALUE, message)
                .at(places.of("statistics.weights"))
                .hint("一般为 10、50、40"),
        );
    }
    let basic = rules.basic_satisfaction.exact();
    if basic < whole(0) || basic > whole(1) {
        let message = format!(
            "“basic_satisfaction”应为 0 到 1 的数字，这里写的是“{}”",
            rules.basic_satisfaction
        );
        problems.push(
            Problem::error(Code::WRONG_VALUE, message)
                .at(places.of("statistics.basic_satisfaction"))
                .hint("一般为 0.8"),
        );
    }
    problems
}

fn city(city: &City, places: &Places) -> Vec<Problem> {
    let own = city.rates.0.iter().map(|(name, _)| name.as_str());
    RATES
        .into_iter()
        .chain(own)
        .filter_map(|name| Some((name, city.rate(name)?)))
        .filter(|(_, rate)| rate.exact() < whole(0) || rate.exact() > whole(100))
        .map(|(name, rate)| {
            let message = format!("“{name}”应为 0 到 100 的百分数，这里写的是“{rate}”");
            Problem::error(Code::WRONG_VALUE, message)
                .at(places.of(&City::setting(name)))
                .hint("99.96% 写成 99.96")
        })
        .collect()
}

fn tolerances(tolerances: &Tolerances, places: &Places) -> Vec<Problem> {
    let Tolerances { score, rate, change } = tolerances;
    [("score", score), ("rate", rate), ("change", change)]
        .into_iter()
        .filter(|(_, allowed)| allowed.exact() < whole(0))
        .map(|(name, allowed)| {
            let message = format!("“{name}”应为不小于 0 的数字，这里写的是“{allowed}”");
            Problem::error(Code::WRONG_VALUE, message)
                .at(places.of(&format!("tolerances.{name}")))
                .hint("相差不超过这个数的不提醒，如 0.05")
        })
        .collect()
}

fn whole(number: i64) -> BigRational {
    Decimal::whole(number).exact()
}
