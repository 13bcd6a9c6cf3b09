//! The words of every type, key and choice: short, with an example where one helps.

/// A line each: `Bulletin.district = 区名，…`, and `Bulletin = …` for the type itself.
const WORDS: &str = include_str!("words.txt");

/// The words of a key of a type; of the type itself when the key is empty.
pub(super) fn of(name: &str, key: &str) -> Option<&'static str> {
    WORDS.lines().find_map(|line| {
        let rest = line.strip_prefix(name)?;
        let rest = if key.is_empty() {
            rest
        } else {
            rest.strip_prefix('.')?.strip_prefix(key)?
        };
        rest.strip_prefix(" = ")
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::super::{KINDS, of};

    /// Every type and key of the schemas, with whether it has words.
    fn keys(schema: &Value, name: &str, found: &mut BTreeSet<(String, String, bool)>) {
        let has_words = |part: &Value| part.get("description").is_some();
        if let Some(Value::Object(properties)) = schema.get("properties") {
            for (key, property) in properties {
                found.insert((name.to_owned(), key.clone(), has_words(property)));
            }
        }
        if let Some(Value::Array(choices)) = schema.get("oneOf") {
            for choice in choices {
                let key = choice.get("const").and_then(Value::as_str).unwrap_or_default();
                found.insert((name.to_owned(), key.to_owned(), has_words(choice)));
            }
        }
        if let Some(Value::Object(definitions)) = schema.get("$defs") {
            for (name, definition) in definitions {
                keys(definition, name, found);
            }
        }
    }

    #[test]
    fn every_key_has_words_and_all_words_have_a_key() {
        let mut found = BTreeSet::new();
        let roots =
            ["Bulletin", "CasesKeys", "RegisterKeys", "Outline", "Style", "OwnKeys"];
        for (kind, root) in KINDS.iter().zip(roots) {
            keys(&of(kind).unwrap(), root, &mut found);
        }
        let without: Vec<_> = found.iter().filter(|(.., has_words)| !has_words).collect();
        assert!(without.is_empty(), "no words: {without:?}");
        for (key, _) in super::WORDS.lines().filter_map(|line| line.split_once(" = ")) {
            let Some((name, key)) = key.split_once('.') else { continue };
            let known = (name.to_owned(), key.to_owned(), true);
            assert!(found.contains(&known), "no key: {name}.{key}");
        }
    }
}
