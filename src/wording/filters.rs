//! Words that follow from figures.

use std::cmp::Ordering;
use std::sync::Arc;

use minijinja::value::{Rest, Value};
use minijinja::{Error, ErrorKind};

use super::facts::{Facts, Printed};
use super::numbers;
use crate::figures::Kind;

/// `| trend`: 环比上升4.08%, 与上期持平; without a last period 上期无可比数据.
pub(super) fn trend(value: &Value) -> Result<String, Error> {
    let printed = figure(value)?;
    // The per cent sign belongs to the figure.
    let is_percent = printed.figure.kind == Kind::Change;
    let unit = if is_percent { "" } else { printed.figure.kind.difference_unit() };
    let text = || printed.marked(&numbers::magnitude(&printed.figure));
    Ok(match printed.figure.sign() {
        None => "上期无可比数据".to_owned(),
        Some(Ordering::Equal) => "与上期持平".to_owned(),
        Some(Ordering::Greater) => format!("环比上升{}{unit}", text()),
        Some(Ordering::Less) => format!("环比下降{}{unit}", text()),
    })
}

/// `| against(city.score, '全区综合成绩', …)`: ，高于全区综合成绩1.87分 for each that has
/// a value, with the comma before it, so that the sentence is right without any.
pub(super) fn against(
    facts: &Facts,
    value: &Value,
    others: &Rest<Value>,
) -> Result<String, Error> {
    let own = figure(value)?;
    let mut comparisons = Vec::new();
    for pair in others.chunks(2) {
        let [other, name] = pair else {
            return Err(wrong("against 的参数应成对：数字、名称"));
        };
        let name = name.as_str().ok_or_else(|| wrong("against 的名称应是文字"))?;
        let other = figure(other)?;
        comparisons.extend(compare(facts, &own, &other, name));
    }
    Ok(comparisons.concat())
}

fn compare(facts: &Facts, own: &Printed, other: &Printed, name: &str) -> Option<String> {
    let difference = facts.statistics.difference(&own.figure.key, &other.figure.key)?;
    let word = match difference.sign()? {
        Ordering::Equal => return Some(format!("，与{name}持平")),
        Ordering::Greater => "高于",
        Ordering::Less => "低于",
    };
    let unit = difference.kind.difference_unit();
    let text = numbers::magnitude(&difference);
    let printed = Printed { facts: facts.clone(), figure: difference };
    Some(format!("，{word}{name}{}{unit}", printed.marked(&text)))
}

/// `is given`: whether a figure has a value.
pub(super) fn given(value: &Value) -> Result<bool, Error> {
    Ok(figure(value)?.figure.printed.is_some())
}

/// `rows('districts')`: the rows of a list in order, each with `name` and its figures.
pub(super) fn rows(facts: &Facts, list: &str) -> Value {
    match facts.statistics.list(list) {
        Some(list) => list.rows.iter().map(|row| facts.row(row)).collect(),
        None => {
            facts.note(|notes| notes.unknown.push(list.to_owned()));
            Value::from(Vec::<Value>::new())
        }
    }
}

fn figure(value: &Value) -> Result<Arc<Printed>, Error> {
    value
        .downcast_object::<Printed>()
        .ok_or_else(|| wrong("这里应是一个数字的名称"))
}

pub(super) fn wrong(message: &'static str) -> Error {
    Error::new(ErrorKind::InvalidOperation, message)
}
