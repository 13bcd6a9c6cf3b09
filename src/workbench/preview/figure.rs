//! What is behind a printed number: what the ledger says of it, for the side panel.

use num_rational::BigRational;
use serde_json::{Value, json};

use super::desk::Draft;
use crate::figures::{Rounding, round};
use crate::ledger::{Entry, Standing};

/// Digits shown of an exact value.
const DECIMALS: u32 = 6;

/// A figure of the draft by its key, as JSON; none when no figure has it.
pub(in crate::workbench) fn json(draft: &Draft, key: &str) -> Option<String> {
    let ledger = draft.ledger();
    let Entry {
        key,
        text,
        kind: _,
        value: _,
        unit: _,
        numerator,
        denominator,
        exact: fraction,
        definition,
        formula,
        parts,
        source,
        places,
    } = ledger.entry(key)?;
    let figure = draft.loaded.statistics.named(key);
    let exact = figure.and_then(|figure| figure.exact);
    let part = |key: &String| {
        let Entry { key, text, definition, .. } = ledger.entry(key)?;
        Some(json!({ "key": key, "printed": text, "definition": definition }))
    };
    let place = |Standing { text, place }: &Standing| format!("{place}：{text}");
    let whole = json!({
        "key": key,
        "printed": text,
        "exact": exact.as_ref().map(decimal),
        "fraction": fraction.as_ref().filter(|_| !is_whole(exact.as_ref())),
        "numerator": numerator,
        "denominator": denominator.as_ref().filter(|below| *below != "1"),
        "definition": definition,
        "formula": formula,
        "source": source.as_ref().map(ToString::to_string),
        "parts": parts.iter().filter_map(part).collect::<Vec<Value>>(),
        "places": places.iter().map(place).collect::<Vec<String>>(),
    });
    Some(whole.to_string())
}

fn is_whole(value: Option<&BigRational>) -> bool {
    value.is_none_or(BigRational::is_integer)
}

/// In decimals, as many as it takes up to six; dots when there are more.
fn decimal(value: &BigRational) -> String {
    let Some(rounded) = round(value, DECIMALS, Rounding::HalfUp) else {
        return value.to_string();
    };
    let digits = rounded.to_string();
    let short = digits.trim_end_matches('0').trim_end_matches('.');
    let dots = if rounded.exact() == *value { "" } else { "…" };
    format!("{short}{dots}")
}
