//! Words that follow from figures, and filters of one number or text.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::value::{Rest, Value};
use minijinja::{Environment, Error};
use num_rational::BigRational;

use super::arithmetic::{negated, number, worked_out};
use super::facts::{Facts, Group, Printed, Text};
use super::faults::refusal;
use super::numbers;
use super::operand::{Operand, name, note_absent, shown};
use crate::figures::{Expression, Figure, Kind, Operator, Origin, is_year_on_year};
use crate::tickets::Decimal;

/// Digits behind the point that anyone may ask for.
const PLACES_MAX: u32 = 9;

pub(super) fn add(environment: &mut Environment<'static>, facts: &Facts) {
    environment.add_filter("trend", |value: Value| trend(&value));
    let known = facts.clone();
    environment.add_filter("against", move |value: Value, others: Rest<Value>| {
        against(&known, &value, &others)
    });
    let known = facts.clone();
    let rounded = move |value: Value, places: Option<u32>| round(&known, &value, places);
    environment.add_filter("round", rounded);
    let known = facts.clone();
    environment.add_filter("abs", move |value: Value| abs(&known, value));
    let known = facts.clone();
    environment.add_filter("int", move |value: Value| int(&known, value));
    let known = facts.clone();
    environment.add_filter("float", move |value: Value| as_number(&known, value));
    environment.add_filter("string", |value: Value| Ok(Text::value(shown(&value)?)));
    environment.add_filter("upper", |value: Value| Ok(plain(&value)?.to_uppercase()));
    environment.add_filter("lower", |value: Value| Ok(plain(&value)?.to_lowercase()));
    environment.add_filter("trim", |value: Value| Ok(plain(&value)?.trim().to_owned()));
    environment.add_filter("replace", |value: Value, old: Value, new: Value| {
        Ok(plain(&value)?.replace(&plain(&old)?, &plain(&new)?))
    });
    environment.add_filter("split", |value: Value, at: Value| {
        let (value, at) = (plain(&value)?, plain(&at)?);
        Ok(value.split(&at).map(Value::from).collect::<Value>())
    });
    for default in ["default", "d"] {
        environment.add_filter(default, |value: Value, other: Option<Value>| {
            let is_absent = value
                .downcast_object_ref::<Printed>()
                .is_some_and(|printed| printed.figure.printed.is_none());
            match value.is_undefined() || is_absent {
                true => other.unwrap_or_else(|| Value::from("")),
                false => value,
            }
        });
    }
}

/// `| trend`: 环比上升4.08%, 与上期持平; without a last period 上期无可比数据; of a change on
/// last year 同比上升4.08%.
fn trend(value: &Value) -> Result<Value, Error> {
    let printed = figure(value)?;
    if !is_change(&printed.figure) {
        let message = format!("{}不是和上期相比的变化，不能用 trend", printed.figure.key);
        return Err(refusal(message));
    }
    let (then, compared) = match is_year_on_year(&printed.figure.key) {
        true => ("上年同期", "同比"),
        false => ("上期", "环比"),
    };
    // The per cent sign belongs to the figure.
    let is_percent = printed.figure.kind == Kind::Change;
    let unit = if is_percent { "" } else { printed.figure.kind.difference_unit() };
    let text = || printed.marked(&numbers::magnitude(&printed.figure));
    Ok(Text::value(match printed.figure.sign() {
        None => format!("{then}无可比数据"),
        Some(Ordering::Equal) => format!("与{then}持平"),
        Some(Ordering::Greater) => format!("{compared}上升{}{unit}", text()),
        Some(Ordering::Less) => format!("{compared}下降{}{unit}", text()),
    }))
}

/// Whether a figure tells how much more or less there is.
fn is_change(figure: &Figure) -> bool {
    matches!(figure.kind, Kind::Change | Kind::RankChange)
        || matches!(figure.origin, Origin::Difference { .. } | Origin::Computed(_))
}

/// `| against(city.score, '全区综合成绩', …)`: ，高于全区综合成绩1.87分 for each that has
/// a value, with the comma before it, so that the sentence is right without any.
fn against(facts: &Facts, value: &Value, others: &Rest<Value>) -> Result<Value, Error> {
    let mut comparisons = String::new();
    for pair in others.chunks(2) {
        let [other, name] = pair else {
            return Err(refusal("against 的参数应成对：数字、名称"));
        };
        let Operand::Text(_) = Operand::of(name)? else {
            return Err(refusal("against 的名称应是文字"));
        };
        let name = shown(name)?;
        comparisons.push_str(&compare(facts, (value, other), &name)?.unwrap_or_default());
    }
    Ok(Text::value(comparisons))
}

fn compare(
    facts: &Facts,
    (own, other): (&Value, &Value),
    name: &str,
) -> Result<Option<String>, Error> {
    let (own, other) = (number(own)?.expression, number(other)?.expression);
    let difference = Expression::binary(Operator::Minus, own, other);
    let worked = facts.statistics.work_out(&difference);
    let difference = worked.map_err(|unfit| refusal(unfit.0))?;
    let word = match difference.sign() {
        None => return Ok(None),
        Some(Ordering::Equal) => return Ok(Some(format!("，与{name}持平"))),
        Some(Ordering::Greater) => "高于",
        Some(Ordering::Less) => "低于",
    };
    let unit = difference.kind.difference_unit();
    let text = numbers::magnitude(&difference);
    let printed = Printed { facts: facts.clone(), figure: difference };
    Ok(Some(format!("，{word}{name}{}{unit}", printed.marked(&text))))
}

fn round(facts: &Facts, value: &Value, places: Option<u32>) -> Result<Value, Error> {
    let places = places.unwrap_or(0);
    if places > PLACES_MAX {
        return Err(refusal(format!("round 最多保留 {PLACES_MAX} 位小数")));
    }
    let of = Box::new(number(value)?.expression);
    worked_out(facts, Expression::Rounded(of, places))
}

fn abs(facts: &Facts, value: Value) -> Result<Value, Error> {
    let of = number(&value)?.value;
    let is_negative = of.is_some_and(|of| of < BigRational::from_integer(0.into()));
    if is_negative { negated(facts, &value) } else { Ok(value) }
}

fn int(facts: &Facts, value: Value) -> Result<Value, Error> {
    let value = as_number(facts, value)?;
    match number(&value)?.value {
        Some(of) if !of.is_integer() => {
            Err(refusal("这个数不是整数，请用 round 说明怎样取整"))
        }
        Some(_) | None => Ok(value),
    }
}

/// The number itself, or the one that a text writes.
fn as_number(facts: &Facts, value: Value) -> Result<Value, Error> {
    let Operand::Text(text) = Operand::of(&value)? else {
        number(&value)?;
        return Ok(value);
    };
    match text.parse::<Decimal>() {
        Ok(decimal) => {
            worked_out(facts, super::operand::Number::exactly(decimal).expression)
        }
        Err(_) => Err(refusal(format!("文字“{text}”不是数"))),
    }
}

/// A text that may be rewritten, since no figure stands in it.
pub(super) fn plain(value: &Value) -> Result<String, Error> {
    match value.as_str() {
        Some(text) => Ok(text.to_owned()),
        None => {
            let message = format!("{}不能当作文字改写", name(value));
            Err(refusal(message))
        }
    }
}

/// `is given`: whether a figure has a value.
pub(super) fn given(value: &Value) -> Result<bool, Error> {
    Ok(number(value)?.value.is_some())
}

/// `rows('districts')`: the rows of a list in order, each with `name` and its figures.
pub(super) fn rows(facts: &Facts, list: &Value) -> Result<Value, Error> {
    // Its name without quotation marks is as clear.
    let path = list.downcast_object_ref::<Group>().map(|group| group.path.clone());
    let key = path.map_or_else(|| plain(list), Ok)?;
    Ok(match facts.statistics.list(&key) {
        Some(list) => list.rows.iter().map(|row| facts.row(row)).collect(),
        None => {
            facts.note(|notes| notes.unknown.push(key));
            Value::from(Vec::<Value>::new())
        }
    })
}

/// `rates(towns.all)`: the rates of which a score is made, each with `name` and `value`.
pub(super) fn rates(facts: &Facts, at: &Value) -> Result<Value, Error> {
    let path = at.downcast_object_ref::<Group>().map(|group| group.path.clone());
    let path = path.map_or_else(|| plain(at), Ok)?;
    let rates = facts.statistics.rates().filter_map(|rate| {
        let value = facts.value(&format!("{path}.{rate}"))?;
        let name = Value::from(facts.statistics.words(rate));
        Some(Value::from(BTreeMap::from([("name", name), ("value", value)])))
    });
    Ok(rates.collect())
}

fn figure(value: &Value) -> Result<Arc<Printed>, Error> {
    value
        .downcast_object::<Printed>()
        .ok_or_else(|| refusal(format!("这里应是一个数字的名称，写的是{}", name(value))))
}

/// Notes an absent figure that was asked something.
pub(super) fn known(facts: &Facts, value: &Value) -> Result<Option<BigRational>, Error> {
    let number = number(value)?;
    if number.value.is_none() {
        note_absent(facts, &number);
    }
    Ok(number.value)
}
