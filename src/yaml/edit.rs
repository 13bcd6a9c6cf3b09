//! Changes to a text at the spans of its values: remarks, order and quotes stay.
//!
//! Each change is made by itself, and the text is read again: unless it says exactly what
//! was meant, with every remark still there, the change is refused. Libraries that edit
//! YAML were weighed: those that keep remarks bring a second parser that reads some files
//! otherwise than this room's, so spans of its own parser are used.

use std::ops::Range;

use serde_yaml::{Mapping, Value};

use super::editor::Editor;
use super::spans::{Kind, Spanned};

/// A text is written in a way that cannot be changed in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unfit;

/// The text with a value set; what would hold it is made where it is absent. A step is a
/// key, or an item's number from 0; the number of items appends one. Of lists and
/// mappings only what differs is touched.
///
/// # Errors
/// A text that is no sound YAML, or in which the value cannot be set in place.
pub fn set(text: &str, path: &[&str], value: &Value) -> Result<String, Unfit> {
    change(text, path, Some(value))
}

/// The text without a value; as it was when there is none.
///
/// # Errors
/// As [`set`].
pub fn remove(text: &str, path: &[&str]) -> Result<String, Unfit> {
    change(text, path, None)
}

/// What a text says.
///
/// # Errors
/// A text that is no sound YAML.
pub fn value(text: &str) -> Result<Value, Unfit> {
    let is_blank = |text| {
        Spanned::parse(text).is_some_and(|it| matches!(it.root.kind, Kind::Nothing))
    };
    match serde_yaml::from_str(text) {
        Err(_) if is_blank(text) => Ok(Value::Null),
        read => read.map_err(|_| Unfit),
    }
}

/// A value as a whole file.
///
/// # Errors
/// A value that YAML has no words for.
pub fn write(value: &impl serde::Serialize) -> Result<String, Unfit> {
    // Choices are keys with content here, not tags.
    let mut bytes = Vec::new();
    let mut writer = serde_yaml::Serializer::new(&mut bytes);
    serde_yaml::with::singleton_map_recursive::serialize(value, &mut writer)
        .map_err(|_| Unfit)?;
    String::from_utf8(bytes).map_err(|_| Unfit)
}

fn change(text: &str, path: &[&str], wanted: Option<&Value>) -> Result<String, Unfit> {
    let (mark, body) = match text.strip_prefix('\u{feff}') {
        Some(body) => ("\u{feff}", body),
        None => ("", text),
    };
    let meant = meant(value(body)?, path, wanted)?;
    let changed = descend(body.to_owned(), path, wanted)?;
    let is_meant = value(&changed)? == meant && remarks(&changed) == remarks(body);
    if is_meant { Ok(format!("{mark}{changed}")) } else { Err(Unfit) }
}

/// The words of all remarks, sorted.
fn remarks(text: &str) -> Option<Vec<String>> {
    let spanned = Spanned::parse(text)?;
    let words = |range: Range<usize>| spanned.words(range).trim().to_owned();
    let mut all: Vec<String> = spanned.comments().into_iter().map(words).collect();
    all.sort();
    Some(all)
}

/// What the text is to say afterwards.
fn meant(whole: Value, path: &[&str], wanted: Option<&Value>) -> Result<Value, Unfit> {
    let Some((step, rest)) = path.split_first() else {
        return Ok(wanted.cloned().unwrap_or(Value::Null));
    };
    match (whole, step.parse::<usize>()) {
        (Value::Sequence(mut items), Ok(at)) if at <= items.len() => {
            if rest.is_empty() && wanted.is_none() {
                items.drain(at.min(items.len())..items.len().min(at + 1));
            } else if at == items.len() {
                items.push(meant(Value::Null, rest, wanted)?);
            } else if let Some(item) = items.get_mut(at) {
                *item = meant(std::mem::take(item), rest, wanted)?;
            }
            Ok(Value::Sequence(items))
        }
        (Value::Mapping(mut entries), _) => {
            if rest.is_empty() && wanted.is_none() {
                entries.shift_remove(*step);
            } else if wanted.is_some() || entries.contains_key(*step) {
                let old = entries.get(*step).cloned().unwrap_or_default();
                entries.insert((*step).into(), meant(old, rest, wanted)?);
            }
            Ok(Value::Mapping(entries))
        }
        (Value::Null, _) if wanted.is_some() => {
            let inner = meant(Value::Null, rest, wanted)?;
            Ok(Value::Mapping(Mapping::from_iter([((*step).into(), inner)])))
        }
        (Value::Null, _) => Ok(Value::Null),
        _ => Err(Unfit),
    }
}

/// Changes what differs, one value at a time.
fn descend(text: String, path: &[&str], wanted: Option<&Value>) -> Result<String, Unfit> {
    let spanned = Spanned::parse(&text).ok_or(Unfit)?;
    let old = at(&value(&text)?, path).cloned();
    let (Some(old), Some(wanted)) = (&old, wanted) else {
        return match (old, wanted) {
            (None, None) => Ok(text),
            (_, Some(wanted)) => {
                Ok(Editor::of(&spanned).add(path, wanted).ok_or(Unfit)?)
            }
            (Some(_), None) => Ok(Editor::of(&spanned).take(path).ok_or(Unfit)?),
        };
    };
    match (old, wanted) {
        (old, wanted) if old == wanted => Ok(text),
        (Value::Mapping(old), Value::Mapping(wanted))
            if !old.is_empty() && !wanted.is_empty() =>
        {
            let gone = old.keys().filter(|key| !wanted.contains_key(*key));
            let steps = gone.map(|key| (key, None));
            // What comes is added before what goes, so that a mapping is never empty.
            let steps = wanted.iter().map(|(key, value)| (key, Some(value))).chain(steps);
            steps.into_iter().try_fold(text.clone(), |text, (key, value)| {
                let key = key.as_str().ok_or(Unfit)?;
                descend(text, &[path, &[key]].concat(), value)
            })
        }
        (Value::Sequence(old), Value::Sequence(wanted))
            if !old.is_empty() && !wanted.is_empty() =>
        {
            let set = wanted.iter().enumerate().map(|(at, value)| (at, Some(value)));
            let gone = (wanted.len()..old.len()).rev().map(|at| (at, None));
            set.chain(gone).try_fold(text.clone(), |text, (at, value)| {
                descend(text, &[path, &[&at.to_string()]].concat(), value)
            })
        }
        _ => Ok(Editor::of(&spanned).replace(path, wanted).ok_or(Unfit)?),
    }
}

fn at<'v>(whole: &'v Value, path: &[&str]) -> Option<&'v Value> {
    path.iter().try_fold(whole, |value, step| match value {
        Value::Sequence(items) => items.get(step.parse::<usize>().ok()?),
        Value::Mapping(entries) => entries.get(*step),
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Tagged(_) => None,
    })
}
