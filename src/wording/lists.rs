//! Filters over lists: the engine's where they only rearrange, our own where they compare
//! or add.

use std::cmp::Ordering;

use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, ErrorKind, filters};

use super::arithmetic::{number, worked_out};
use super::facts::Facts;
use super::faults::refusal;
use super::operand::{Number, holds, is_list, joined, name, order, shown};
use crate::figures::{Expression, Operator};

/// More than that is no sum of a sentence.
const TERMS_MAX: usize = 1000;

pub(super) fn add(environment: &mut Environment<'static>, facts: &Facts) {
    for length in ["length", "count"] {
        environment.add_filter(length, filters::length);
    }
    environment.add_filter("first", filters::first);
    environment.add_filter("last", filters::last);
    environment.add_filter("reverse", filters::reverse);
    environment.add_filter("list", filters::list);
    environment.add_filter("batch", filters::batch);
    environment.add_filter("slice", filters::slice);
    environment.add_filter("chain", filters::chain);
    environment.add_filter("zip", filters::zip);
    // These ask our own tests and filters.
    environment.add_filter("select", filters::select);
    environment.add_filter("reject", filters::reject);
    environment.add_filter("selectattr", filters::selectattr);
    environment.add_filter("rejectattr", filters::rejectattr);
    environment.add_filter("map", filters::map);
    type Own = fn(&Facts, &Value, &Kwargs) -> Result<Value, Error>;
    let own: [(&'static str, Own); 5] =
        [("sum", sum), ("min", min), ("max", max), ("sort", sort), ("unique", unique)];
    for (name, filter) in own {
        let facts = facts.clone();
        let filter = move |list: Value, options: Kwargs| {
            let result = filter(&facts, &list, &options)?;
            options.assert_all_used()?;
            Ok::<Value, Error>(result)
        };
        environment.add_filter(name, filter);
    }
    environment.add_filter("join", join);
}

/// A list's items, each with what `attribute` names of it, or itself.
fn items(list: &Value, options: &Kwargs) -> Result<Vec<(Value, Value)>, Error> {
    if !is_list(list) {
        return Err(refusal(format!("这里应是列表，写的是{}", name(list))));
    }
    let attribute: Option<String> = options.get("attribute")?;
    let mut items = Vec::new();
    for item in list.try_iter()? {
        let mut of_item = item.clone();
        for part in attribute.iter().flat_map(|path| path.split('.')) {
            of_item = of_item.get_attr(part)?;
        }
        if of_item.is_undefined() {
            return Err(Error::from(ErrorKind::UndefinedError));
        }
        items.push((item, of_item));
    }
    Ok(items)
}

/// The sum of unrounded values; nothing is 0.
fn sum(facts: &Facts, list: &Value, options: &Kwargs) -> Result<Value, Error> {
    let items = items(list, options)?;
    if items.len() > TERMS_MAX {
        return Err(refusal(format!("一次最多加 {TERMS_MAX} 个数")));
    }
    let mut sum: Option<Expression> = options
        .get::<Option<Value>>("start")?
        .map(|start| number(&start))
        .transpose()?
        .map(|start| start.expression);
    for (_, item) in items {
        let term = number(&item)?.expression;
        sum = Some(match sum {
            Some(sum) => Expression::binary(Operator::Plus, sum, term),
            None => term,
        });
    }
    sum.map_or_else(|| Ok(Value::from(0)), |sum| worked_out(facts, sum))
}

fn min(facts: &Facts, list: &Value, options: &Kwargs) -> Result<Value, Error> {
    extreme(facts, list, options, ("min", Ordering::is_lt))
}

fn max(facts: &Facts, list: &Value, options: &Kwargs) -> Result<Value, Error> {
    extreme(facts, list, options, ("max", Ordering::is_gt))
}

/// The first item beyond which none lies; an absent figure makes it unknown.
fn extreme(
    facts: &Facts,
    list: &Value,
    options: &Kwargs,
    (name, is_beyond): (&str, fn(Ordering) -> bool),
) -> Result<Value, Error> {
    let mut best: Option<(Value, Number)> = None;
    for (item, by) in items(list, options)? {
        let by = number(&by)?;
        let is_better = match &best {
            Some((_, best)) => order(facts, &by, best).is_some_and(is_beyond),
            None => true,
        };
        if is_better {
            best = Some((item, by));
        }
    }
    Ok(match best {
        Some((item, _)) => item,
        None => {
            facts.note(|notes| notes.absent.push(format!("空列表的 {name}")));
            Value::from("")
        }
    })
}

/// By printed numbers; equal ones keep their order, and absent ones come last.
fn sort(_: &Facts, list: &Value, options: &Kwargs) -> Result<Value, Error> {
    let is_reverse: bool = options.get::<Option<bool>>("reverse")?.unwrap_or(false);
    let mut keyed = Vec::new();
    for (item, by) in items(list, options)? {
        keyed.push((number(&by)?.value, item));
    }
    keyed.sort_by(|(a, _), (b, _)| match (a, b) {
        (Some(a), Some(b)) if is_reverse => b.cmp(a),
        (Some(a), Some(b)) => a.cmp(b),
        (a, b) => a.is_none().cmp(&b.is_none()),
    });
    Ok(keyed.into_iter().map(|(_, item)| item).collect())
}

/// The first of each that are equal.
fn unique(facts: &Facts, list: &Value, options: &Kwargs) -> Result<Value, Error> {
    let mut kept: Vec<(Value, Value)> = Vec::new();
    for (item, by) in items(list, options)? {
        let mut is_new = true;
        for (_, known) in &kept {
            is_new &= !holds(facts, (known, &by), Ordering::is_eq)?;
        }
        if is_new {
            kept.push((item, by));
        }
    }
    Ok(kept.into_iter().map(|(item, _)| item).collect())
}

#[expect(clippy::needless_pass_by_value, reason = "the engine hands filters values")]
fn join(list: Value, between: Option<String>, options: Kwargs) -> Result<Value, Error> {
    let items = items(&list, &options)?;
    options.assert_all_used()?;
    let shown: Result<Vec<String>, Error> =
        items.iter().map(|(_, item)| shown(item)).collect();
    joined(&shown?, &between.unwrap_or_default())
}
