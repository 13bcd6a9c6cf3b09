//! Operators of templates: exact numbers instead of the engine's.

use std::cmp::Ordering;

use minijinja::machinery::{Instruction, Instructions};
use minijinja::value::Value;
use minijinja::{Environment, Error};
use num_traits::ToPrimitive;

use super::facts::{Facts, Printed};
use super::faults::refusal;
use super::operand::{
    Number, Operand, contains, holds, joined, name, note_absent, shown,
};
use crate::figures::{Expression, Operator};

const OPERATORS: [Operator; 7] = [
    Operator::Plus,
    Operator::Minus,
    Operator::Times,
    Operator::Over,
    Operator::WholeOver,
    Operator::Rest,
    Operator::Power,
];
/// A sign before a number.
const NEGATED: &str = "-x";

/// Whether an order is what an operator asks for.
pub(super) type Relation = fn(Ordering) -> bool;

/// Operators that compare, with their names as tests.
pub(super) const RELATIONS: [(&str, &[&str], Relation); 6] = [
    ("==", &["eq", "equalto"], Ordering::is_eq),
    ("!=", &["ne"], Ordering::is_ne),
    ("<", &["lt", "lessthan"], Ordering::is_lt),
    ("<=", &["le"], Ordering::is_le),
    (">", &["gt", "greaterthan"], Ordering::is_gt),
    (">=", &["ge"], Ordering::is_ge),
];

/// Makes the engine's operators calls of functions that bear their signs as names, which
/// no template can write.
///
/// # Errors
/// What cannot be made exact, and the instruction that it is.
#[expect(clippy::wildcard_enum_match_arm, reason = "all others are taken alike")]
pub(super) fn exactly(
    instructions: &mut Instructions<'_>,
) -> Result<(), (&'static str, u32)> {
    let mut at = 0;
    while let Some(instruction) = instructions.get_mut(at) {
        let (sign, operands) = match instruction {
            Instruction::Add => ("+", 2),
            Instruction::Sub => ("-", 2),
            Instruction::Mul => ("*", 2),
            Instruction::Div => ("/", 2),
            Instruction::IntDiv => ("//", 2),
            Instruction::Rem => ("%", 2),
            Instruction::Pow => ("**", 2),
            Instruction::Neg => (NEGATED, 1),
            Instruction::Eq => ("==", 2),
            Instruction::Ne => ("!=", 2),
            Instruction::Gt => (">", 2),
            Instruction::Gte => (">=", 2),
            Instruction::Lt => ("<", 2),
            Instruction::Lte => ("<=", 2),
            Instruction::In => ("in", 2),
            Instruction::StringConcat => ("~", 2),
            // a < b < c leaves b for the second comparison, which no function can do.
            Instruction::CompareAndPreserve(_) => {
                return Err(("不能连着比较，请写成 a < b and b < c", at));
            }
            // What is caught as a text has lost the names of its figures.
            Instruction::BeginCapture(_) => {
                return Err((
                    "不能用 set 或 filter 包住一段话，请用 {% set 名称 = … %}",
                    at,
                ));
            }
            _ => {
                at += 1;
                continue;
            }
        };
        *instruction = Instruction::CallFunction(sign, Some(operands));
        at += 1;
    }
    Ok(())
}

/// Adds the functions that stand for operators.
pub(super) fn add(environment: &mut Environment<'static>, facts: &Facts) {
    for operator in OPERATORS {
        let facts = facts.clone();
        let function = move |a: Value, b: Value| binary(&facts, operator, &a, &b);
        environment.add_function(operator.written(), function);
    }
    let known = facts.clone();
    environment.add_function(NEGATED, move |value: Value| negated(&known, &value));
    for (sign, _, relation) in RELATIONS {
        let facts = facts.clone();
        let function = move |a: Value, b: Value| holds(&facts, (&a, &b), relation);
        environment.add_function(sign, function);
    }
    let known = facts.clone();
    let within = move |a: Value, b: Value| contains(&known, &a, &b);
    environment.add_function("in", within);
    environment
        .add_function("~", |a: Value, b: Value| joined(&[shown(&a)?, shown(&b)?], ""));
}

fn binary(
    facts: &Facts,
    operator: Operator,
    a: &Value,
    b: &Value,
) -> Result<Value, Error> {
    match (Operand::of(a)?, Operand::of(b)?) {
        (Operand::Number(a), Operand::Number(b)) => {
            worked_out(facts, Expression::binary(operator, a.expression, b.expression))
        }
        (Operand::Text(_), _) | (_, Operand::Text(_)) if operator == Operator::Plus => {
            Err(refusal("文字不能用 + 相连，请用 ~"))
        }
        _ => {
            let sign = operator.written();
            Err(refusal(format!("{}与{}不能用 {sign} 计算", name(a), name(b))))
        }
    }
}

/// A value that must be a number.
pub(super) fn number(value: &Value) -> Result<Number, Error> {
    match Operand::of(value)? {
        Operand::Number(number) => Ok(number),
        Operand::Text(_) | Operand::Other => {
            Err(refusal(format!("这里应是数字，写的是{}", name(value))))
        }
    }
}

pub(super) fn negated(facts: &Facts, value: &Value) -> Result<Value, Error> {
    let of = Box::new(number(value)?.expression);
    worked_out(facts, Expression::Negated(of))
}

/// The value of an expression; of numbers as written a number of the engine where that
/// is exact, so that it can count and slice.
pub(super) fn worked_out(facts: &Facts, expression: Expression) -> Result<Value, Error> {
    let worked = facts.statistics.work_out(&expression);
    let figure = worked.map_err(|unfit| refusal(unfit.0))?;
    if !expression.names().is_empty() {
        return Ok(Value::from_object(Printed { facts: facts.clone(), figure }));
    }
    let Some(exact) = &figure.exact else {
        note_absent(facts, &Number { expression, value: None });
        return Ok(Value::from(0));
    };
    let whole = exact.is_integer().then(|| exact.to_integer().to_i64()).flatten();
    Ok(match whole {
        Some(whole) => Value::from(whole),
        None => Value::from_object(Printed { facts: facts.clone(), figure }),
    })
}
