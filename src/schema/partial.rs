//! Files of a layout may hold only what they change: nothing is required of them, and the
//! items of a list may be changed by number or name.

use serde_json::{Map, Value, json};

/// Lists whose items are worth changing one by one.
const LISTS: [(&str, &str); 2] = [("Outline", "sections"), ("TextStyles", "headings")];
/// Parts of an outline that are new or as they were, never half there.
const WHOLE: [&str; 5] = ["Section", "ItemKeys", "Table", "Chart", "Cases"];

/// Lets the file hold only a part of what the type has.
pub(super) fn allow(schema: &mut Value, root: &str) {
    if let Some(Value::Object(definitions)) = schema.get_mut("$defs") {
        for (name, definition) in definitions {
            if let Some(definition) = definition.as_object_mut() {
                loosen(definition, name);
            }
        }
    }
    if let Some(schema) = schema.as_object_mut() {
        loosen(schema, root);
    }
}

fn loosen(schema: &mut Map<String, Value>, name: &str) {
    if !WHOLE.contains(&name) {
        schema.remove("required");
    }
    for (_, key) in LISTS.iter().filter(|(of, _)| *of == name) {
        let Some(list) = schema.get_mut("properties").and_then(|all| all.get_mut(key))
        else {
            continue;
        };
        let mut whole = list.take();
        let words = whole.as_object_mut().and_then(|list| list.remove("description"));
        let changed = json!({
            "type": "object",
            "description": "只改其中几项：写第几项，或标题、表和图的名称",
            "additionalProperties": { "anyOf": [
                { "type": "object" },
                { "const": false, "description": "略去这一项" },
            ] },
        });
        *list = json!({ "description": words, "anyOf": [whole, changed] });
    }
}
