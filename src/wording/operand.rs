//! What an expression of a template works on: numbers, texts, and what is neither.
//!
//! Nothing is compared by its address or by how it is written: two numbers compare by
//! their values, two texts by their characters, and everything else is refused.

use std::cmp::Ordering;

use minijinja::value::{Value, ValueKind};
use minijinja::{Error, ErrorKind};
use num_rational::BigRational;

use super::facts::{Facts, Group, PeriodFacts, Printed, Text};
use super::faults::refusal;
use crate::figures::{Expression, Origin};
use crate::tickets::Decimal;

/// A longer text is no sentence.
const CHARACTERS_MAX: usize = 100_000;

/// A value of a template.
pub(super) enum Operand {
    Number(Number),
    /// As a reader sees it.
    Text(String),
    Other,
}

/// A number, of the data or as it was written.
pub(super) struct Number {
    /// How it is made.
    pub(super) expression: Expression,
    /// What it is in comparisons: of a figure the printed value, of what was worked out the
    /// exact one. None when absent.
    pub(super) value: Option<BigRational>,
}

impl Operand {
    /// # Errors
    /// For a name that nothing has, and a number that is not kept exactly.
    #[expect(clippy::wildcard_enum_match_arm, reason = "all others are taken alike")]
    pub(super) fn of(value: &Value) -> Result<Self, Error> {
        if value.is_undefined() {
            return Err(Error::from(ErrorKind::UndefinedError));
        }
        if let Some(printed) = value.downcast_object_ref::<Printed>() {
            return Ok(Self::Number(printed.number()));
        }
        if let Some(text) = value.downcast_object_ref::<Text>() {
            return Ok(Self::Text(text.seen()));
        }
        Ok(match value.kind() {
            ValueKind::Number => Self::Number(written(value)?),
            ValueKind::String => {
                Self::Text(value.as_str().unwrap_or_default().to_owned())
            }
            _ => Self::Other,
        })
    }
}

impl Number {
    /// The number that was written, exactly.
    pub(super) fn exactly(decimal: Decimal) -> Self {
        let is_negative = decimal.exact() < BigRational::from_integer(0.into());
        let expression = match decimal.to_string().strip_prefix('-') {
            Some(positive) if is_negative => {
                let positive = positive.parse().unwrap_or(decimal);
                Expression::Negated(Box::new(Expression::Number(positive)))
            }
            Some(_) | None => Expression::Number(decimal),
        };
        Self { expression, value: Some(decimal.exact()) }
    }
}

impl Printed {
    #[expect(clippy::wildcard_enum_match_arm, reason = "all others are taken alike")]
    pub(super) fn number(&self) -> Number {
        let figure = &self.figure;
        match &figure.origin {
            Origin::Computed(expression) => {
                Number { expression: expression.clone(), value: figure.exact.clone() }
            }
            _ => Number {
                expression: Expression::Named(figure.key.clone()),
                value: figure.printed_exact(),
            },
        }
    }
}

fn written(value: &Value) -> Result<Number, Error> {
    // Sixteen digits are where binary numbers of the engine cease to be decimal ones.
    let text = value.to_string();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_exact = value.is_integer() || digits < 16;
    let decimal = text.parse::<Decimal>().ok().filter(|_| is_exact);
    let decimal =
        decimal.ok_or_else(|| refusal(format!("数“{text}”的位数太多，不能准确计算")))?;
    Ok(Number::exactly(decimal))
}

/// Numbers for whose names a reader would ask; each is noted as absent.
pub(super) fn note_absent(facts: &Facts, number: &Number) {
    let names = number.expression.names();
    let is_absent = |name: &&&str| {
        let figure = facts.statistics.single(name);
        figure.is_none_or(|figure| figure.printed.is_none())
    };
    let mut absent: Vec<String> = names
        .iter()
        .filter(is_absent)
        .map(|name| (*name).to_owned())
        .collect();
    if absent.is_empty() {
        // Divided by nothing.
        absent.push(number.expression.to_string());
    }
    facts.note(|notes| notes.absent.extend(absent));
}

/// How two numbers stand to each other; none when one is absent, which is noted.
pub(super) fn order(facts: &Facts, a: &Number, b: &Number) -> Option<Ordering> {
    for number in [a, b].into_iter().filter(|number| number.value.is_none()) {
        note_absent(facts, number);
    }
    Some(a.value.as_ref()?.cmp(b.value.as_ref()?))
}

/// Whether `a == b`, `a < b` and so on holds.
///
/// # Errors
/// For what cannot be compared.
pub(super) fn holds(
    facts: &Facts,
    (a, b): (&Value, &Value),
    is: fn(Ordering) -> bool,
) -> Result<bool, Error> {
    // What holds for “equal” and not for “less”, or the other way round, asks for equality.
    let is_equality = is(Ordering::Less) == is(Ordering::Greater);
    match (Operand::of(a)?, Operand::of(b)?) {
        (Operand::Number(a), Operand::Number(b)) => {
            Ok(order(facts, &a, &b).is_some_and(is))
        }
        (Operand::Text(a), Operand::Text(b)) if is_equality => Ok(is(a.cmp(&b))),
        (Operand::Text(_), Operand::Text(_)) => {
            Err(refusal("文字不能比大小，只能用 == 或 != 看是否相同"))
        }
        (Operand::Other, Operand::Other)
            if is_equality && a.kind() == b.kind() && is_plain(a) =>
        {
            Ok(is(a.cmp(b)))
        }
        _ => Err(refusal(format!("{}与{}不能相比", name(a), name(b)))),
    }
}

fn is_plain(value: &Value) -> bool {
    matches!(value.kind(), ValueKind::Bool | ValueKind::None)
}

/// Whether `needle in container` holds: a text within a text, or one of a list.
///
/// # Errors
/// For what cannot be looked for there.
pub(super) fn contains(
    facts: &Facts,
    needle: &Value,
    container: &Value,
) -> Result<bool, Error> {
    match (Operand::of(needle)?, Operand::of(container)?) {
        (Operand::Text(needle), Operand::Text(text)) => Ok(text.contains(&needle)),
        (_, Operand::Other) if is_list(container) => {
            for item in container.try_iter()? {
                if holds(facts, (needle, &item), Ordering::is_eq)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        _ => {
            let message = format!("{}里不能用 in 找{}", name(container), name(needle));
            Err(refusal(message))
        }
    }
}

pub(super) fn is_list(value: &Value) -> bool {
    matches!(value.kind(), ValueKind::Seq | ValueKind::Iterable)
}

/// A value as it stands in a sentence, its figures marked.
///
/// # Errors
/// For what no sentence can print.
pub(super) fn shown(value: &Value) -> Result<String, Error> {
    let is_ours = value.downcast_object_ref::<Printed>().is_some()
        || value.downcast_object_ref::<PeriodFacts>().is_some()
        || value.downcast_object_ref::<Group>().is_some();
    if let Some(text) = value.downcast_object_ref::<Text>() {
        return Ok(text.marked().to_owned());
    }
    if is_ours {
        return Ok(value.to_string());
    }
    match Operand::of(value)? {
        Operand::Text(text) => Ok(text),
        Operand::Number(Number { value: Some(_), .. }) => Ok(value.to_string()),
        Operand::Number(_) | Operand::Other => {
            Err(refusal(format!("{}不能印在句子里", name(value))))
        }
    }
}

/// Texts one after another.
///
/// # Errors
/// When the text is too long for a sentence.
pub(super) fn joined(parts: &[String], between: &str) -> Result<Value, Error> {
    let length: usize = parts.iter().map(|part| part.len() + between.len()).sum();
    if length > CHARACTERS_MAX {
        return Err(refusal("连成的文字太长"));
    }
    Ok(Text::value(parts.join(between)))
}

/// What a value is, for messages.
#[expect(clippy::wildcard_enum_match_arm, reason = "all others are taken alike")]
pub(super) fn name(value: &Value) -> &'static str {
    match Operand::of(value) {
        Ok(Operand::Number(_)) => "数字",
        Ok(Operand::Text(_)) => "文字",
        Ok(Operand::Other) | Err(_) => match value.kind() {
            ValueKind::Bool => "判断的结果（是、否）",
            ValueKind::None => "空值",
            ValueKind::Seq | ValueKind::Iterable => "列表",
            ValueKind::Undefined => "不存在的名称",
            _ => "一组数字",
        },
    }
}
