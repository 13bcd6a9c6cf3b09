//! What is behind a printed number: its name, exact value, definition and formula.

use serde_json::{Value, json};

use crate::ledger::{Entry, Ledger};

/// A figure of the bulletin by its key, as JSON; none when no figure has it.
pub(super) fn json(ledger: &Ledger, key: &str) -> Option<String> {
    let entry = ledger.entry(key)?;
    let parts: Vec<Value> = entry
        .parts
        .iter()
        .filter_map(|part| ledger.entry(part))
        .map(part)
        .collect();
    let whole = json!({
        "key": key,
        "printed": entry.text,
        "unit": entry.unit,
        "exact": entry.exact,
        "definition": entry.definition,
        "formula": entry.formula,
        "source": entry.source.as_ref().map(|source| {
            let sheet = if source.sheet.is_empty() { "" } else { "，" };
            format!("{}{sheet}{}：{}", source.file, source.sheet, source.which)
        }),
        "parts": parts,
    });
    Some(whole.to_string())
}

fn part(entry: &Entry) -> Value {
    json!({ "key": entry.key, "printed": entry.text, "definition": entry.definition })
}
