//! Values as YAML is written by hand: short ones in a line, long ones in a block.

use saphyr_parser::ScalarStyle;
use serde_yaml::Value;

/// What means something between brackets.
const FLOW_MARKS: [char; 5] = [',', '[', ']', '{', '}'];

/// A word, number or text; quoted as the one was that stood there.
pub(super) fn scalar(value: &Value, old: Option<ScalarStyle>, in_flow: bool) -> String {
    let text = match value {
        Value::Null if in_flow => return "null".to_owned(),
        Value::Null => return String::new(),
        Value::Bool(value) => return value.to_string(),
        Value::Number(value) => return value.to_string(),
        Value::String(text) => text.as_str(),
        Value::Sequence(_) | Value::Mapping(_) | Value::Tagged(_) => return flow(value),
    };
    let is_one_line = !text.chars().any(char::is_control);
    match old {
        Some(ScalarStyle::SingleQuoted) if is_one_line => {
            format!("'{}'", text.replace('\'', "''"))
        }
        Some(ScalarStyle::DoubleQuoted) => quoted(text),
        Some(
            ScalarStyle::Plain
            | ScalarStyle::SingleQuoted
            | ScalarStyle::Literal
            | ScalarStyle::Folded,
        )
        | None => {
            if is_one_line && is_plain(text, in_flow) {
                text.to_owned()
            } else {
                quoted(text)
            }
        }
    }
}

/// A value in one line.
pub(super) fn flow(value: &Value) -> String {
    match value {
        Value::Sequence(items) => {
            let items: Vec<String> = items.iter().map(flow).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Mapping(entries) if entries.is_empty() => "{}".to_owned(),
        Value::Mapping(entries) => {
            let entry = |(key, value): (&Value, &Value)| {
                format!("{}: {}", scalar(key, None, true), flow(value))
            };
            format!("{{ {} }}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Tagged(_) => scalar(value, None, true),
    }
}

/// Whether a value takes lines of its own.
pub(super) fn is_block(value: &Value) -> bool {
    match value {
        Value::Sequence(items) => !items.is_empty(),
        Value::Mapping(entries) => !entries.is_empty(),
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Tagged(_) => false,
    }
}

/// The lines of a value that takes lines of its own, without indentation.
pub(super) fn block(value: &Value) -> Vec<String> {
    match value {
        Value::Sequence(items) => items.iter().flat_map(item).collect(),
        Value::Mapping(entries) => {
            entries.iter().flat_map(|(key, value)| entry(key, value)).collect()
        }
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Tagged(_) => vec![scalar(value, None, false)],
    }
}

/// The lines of a key with its value.
pub(super) fn entry(key: &Value, value: &Value) -> Vec<String> {
    let key = scalar(key, None, false);
    if !is_block(value) {
        let line = format!("{key}: {}", inline(value));
        return vec![line.trim_end().to_owned()];
    }
    let below = block(value).into_iter().map(|line| format!("  {line}"));
    std::iter::once(format!("{key}:")).chain(below).collect()
}

/// The lines of a list's item.
pub(super) fn item(value: &Value) -> Vec<String> {
    if !is_block(value) {
        return vec![format!("- {}", inline(value))];
    }
    let lines = block(value).into_iter().enumerate();
    lines
        .map(|(at, line)| format!("{}{line}", if at == 0 { "- " } else { "  " }))
        .collect()
}

fn inline(value: &Value) -> String {
    if let Value::Sequence(_) | Value::Mapping(_) = value {
        return flow(value);
    }
    scalar(value, None, false)
}

/// JSON's texts are YAML's between double quotes.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Whether a text means itself without quotes.
fn is_plain(text: &str, in_flow: bool) -> bool {
    let has_mark = text.contains(['#', '\u{feff}'])
        || text.contains(": ")
        || text.ends_with(':')
        || (in_flow && text.contains(FLOW_MARKS));
    !has_mark
        && text.trim() == text
        && serde_yaml::from_str::<Value>(text)
            .is_ok_and(|read| read == Value::String(text.to_owned()))
}
