//! What a template may ask with `is`: `is given`, `is even`, `is gt 5`.

use minijinja::value::Value;
use minijinja::{Environment, Error, tests};
use num_rational::BigRational;

use super::arithmetic::RELATIONS;
use super::facts::Facts;
use super::faults::refusal;
use super::filters::{given, known};
use super::operand::{Operand, contains, holds, name};

pub(super) fn add(environment: &mut Environment<'static>, facts: &Facts) {
    environment.add_test("given", |value: Value| given(&value));
    environment.add_test("defined", tests::is_defined);
    environment.add_test("undefined", tests::is_undefined);
    environment.add_test("none", tests::is_none);
    environment.add_test("boolean", tests::is_boolean);
    environment.add_test("true", tests::is_true);
    environment.add_test("false", tests::is_false);
    environment.add_test("sequence", tests::is_sequence);
    environment.add_test("iterable", tests::is_iterable);
    environment.add_test("number", |value: Value| {
        Ok::<bool, Error>(matches!(Operand::of(&value)?, Operand::Number(_)))
    });
    environment.add_test("string", |value: Value| {
        Ok::<bool, Error>(matches!(Operand::of(&value)?, Operand::Text(_)))
    });
    for (sign, names, relation) in RELATIONS {
        for name in [&[sign], names].concat() {
            let facts = facts.clone();
            let test = move |a: Value, b: Value| holds(&facts, (&a, &b), relation);
            environment.add_test(name, test);
        }
    }
    let asked = facts.clone();
    environment.add_test("in", move |a: Value, b: Value| contains(&asked, &a, &b));
    add_of_numbers(environment, facts);
    type OfTexts = fn(&str, &str) -> bool;
    let of_texts: [(&'static str, OfTexts); 2] = [
        ("startingwith", |text, part| text.starts_with(part)),
        ("endingwith", |text, part| text.ends_with(part)),
    ];
    for (name, holds) in of_texts {
        environment.add_test(name, move |text: Value, part: Value| {
            Ok::<bool, Error>(holds(&seen(&text)?, &seen(&part)?))
        });
    }
}

/// Questions about whole numbers; an absent figure leaves them open, which is noted.
fn add_of_numbers(environment: &mut Environment<'static>, facts: &Facts) {
    let asked = facts.clone();
    environment.add_test("integer", move |value: Value| {
        Ok::<bool, Error>(known(&asked, &value)?.is_some_and(|value| value.is_integer()))
    });
    for (name, rest) in [("even", 0), ("odd", 1)] {
        let asked = facts.clone();
        environment.add_test(name, move |value: Value| {
            let two = Value::from(2);
            Ok::<bool, Error>(rest_of(&asked, &value, &two)? == Some(whole(rest)))
        });
    }
    let asked = facts.clone();
    environment.add_test("divisibleby", move |value: Value, by: Value| {
        Ok::<bool, Error>(rest_of(&asked, &value, &by)? == Some(whole(0)))
    });
}

/// What a whole number leaves over when it is divided by another.
fn rest_of(
    facts: &Facts,
    value: &Value,
    by: &Value,
) -> Result<Option<BigRational>, Error> {
    let (Some(value), Some(by)) = (known(facts, value)?, known(facts, by)?) else {
        return Ok(None);
    };
    if !value.is_integer() || !by.is_integer() || by == whole(0) {
        return Err(refusal("只有整数能问是奇数、偶数、能否除尽，除数不能是 0"));
    }
    Ok(Some(&value - (&value / &by).floor() * &by))
}

fn whole(number: i64) -> BigRational {
    BigRational::from_integer(number.into())
}

fn seen(value: &Value) -> Result<String, Error> {
    match Operand::of(value)? {
        Operand::Text(text) => Ok(text),
        Operand::Number(_) | Operand::Other => {
            Err(refusal(format!("这里应是文字，写的是{}", name(value))))
        }
    }
}
