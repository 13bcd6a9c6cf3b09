//! Words for the keys of a schema, in place of the types' own English ones.

use serde_json::{Map, Value};

use super::words;

/// Puts the Chinese words of every type, key and choice in place.
pub(super) fn describe(schema: &mut schemars::Schema) {
    let Some(root) = schema.as_object_mut() else { return };
    let title = root
        .get("title")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    if let Some(Value::Object(definitions)) = root.get_mut("$defs") {
        for (name, definition) in definitions.iter_mut() {
            if let Some(definition) = definition.as_object_mut() {
                describe_type(definition, name);
            }
        }
    }
    describe_type(root, &title);
    if let Some(words) = words::of(&title, "") {
        root.insert("title".to_owned(), words.into());
    }
}

fn describe_type(schema: &mut Map<String, Value>, name: &str) {
    put(schema, words::of(name, ""));
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        for (key, property) in properties {
            // A schema may be just `true`.
            if let Some(property) = property.as_object_mut() {
                put(property, words::of(name, key));
            }
        }
    }
    if let Some(Value::Array(choices)) = schema.get_mut("oneOf") {
        for choice in choices.iter_mut().filter_map(Value::as_object_mut) {
            let key = choice.get("const").and_then(Value::as_str).map(str::to_owned);
            put(choice, key.and_then(|key| words::of(name, &key)));
        }
    }
}

fn put(schema: &mut Map<String, Value>, words: Option<&str>) {
    match words {
        Some(words) => schema.insert("description".to_owned(), words.into()),
        None => schema.remove("description"),
    };
}
