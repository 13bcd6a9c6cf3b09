//! Chinese keys beside English ones.

use serde_json::{Map, Value, json};

use super::words;
use crate::yaml::Keys;

/// Lets every key that has a Chinese name be written so.
pub(super) fn add(schema: &mut Value, keys: Keys) {
    if let Some(Value::Object(definitions)) = schema.get_mut("$defs") {
        for definition in definitions.values_mut().filter_map(Value::as_object_mut) {
            add_to_type(definition, keys);
        }
    }
    if let Some(root) = schema.as_object_mut() {
        add_to_type(root, keys);
    }
}

fn add_to_type(schema: &mut Map<String, Value>, keys: Keys) {
    let Some(Value::Object(properties)) = schema.get_mut("properties") else { return };
    let mut rules = Vec::new();
    for (chinese, english) in keys {
        let Some(property) = properties.get(*english).cloned() else { continue };
        properties.insert((*chinese).to_owned(), property);
        // The same thing must not be said twice.
        rules.push(json!({ "not": { "required": [chinese, english] } }));
    }
    if let Some(Value::Array(required)) = schema.remove("required") {
        for key in required.iter().filter_map(Value::as_str) {
            let names = keys.iter().filter(|(_, english)| *english == key);
            let mut choices: Vec<Value> =
                names.map(|(chinese, _)| json!({ "required": [chinese] })).collect();
            choices.push(json!({ "required": [key] }));
            rules.push(json!({ "anyOf": choices }));
        }
    }
    if schema.get("description").and_then(Value::as_str) == words::of("CaseKeys", "") {
        let title_or_file = ["标题", "title", "文件", "file"];
        let choices: Vec<Value> =
            title_or_file.iter().map(|key| json!({ "required": [key] })).collect();
        rules.push(json!({ "anyOf": choices }));
    }
    if !rules.is_empty() {
        schema.insert("allOf".to_owned(), rules.into());
    }
}
