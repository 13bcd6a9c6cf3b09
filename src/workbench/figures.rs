//! Figures by their names, words or values; words that look personal; what a problem's code means.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::api::{Call, Given, Refused};
use super::months::Month;
use crate::diagnostics::{self, Code, Explanation};
use crate::figures::Figure;
use crate::{checks, wording};

/// Figures listed of a search.
const FOUND_MAX: usize = 60;

/// The figures that have a word in their name, definition or value.
pub(super) fn find(call: &Call<'_>, month: &Arc<Month>) -> Given {
    let wanted = call.asked("find").unwrap_or_default();
    let wanted = wanted.trim();
    let draft = month.draft().ok_or_else(|| Refused::new(404, "还没有可用的数字"))?;
    let is_wanted = |figure: &&Figure| {
        let texts = [&figure.key, &figure.definition, &wording::text(figure)];
        texts.iter().any(|text| text.contains(wanted))
    };
    let told = |figure: &Figure| {
        let Figure { key, definition, .. } = figure;
        json!({ "key": key, "printed": wording::text(figure), "definition": definition })
    };
    let found = draft.loaded.statistics.figures().filter(is_wanted).take(FOUND_MAX);
    Ok(json!({ "figures": found.map(told).collect::<Vec<Value>>() }))
}

/// A text to be looked at.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    text: String,
}

/// What in a text looks like data of persons.
pub(super) fn personal(call: &Call<'_>, _: &Arc<Month>) -> Given {
    let Words { text } = call.body()?;
    let found = checks::personal_words(&text).into_iter();
    let told =
        found.map(|(written, masked)| json!({ "written": written, "masked": masked }));
    Ok(json!({ "found": told.collect::<Vec<_>>() }))
}

/// What a code means, with an example and what to do.
pub(super) fn explain(call: &Call<'_>) -> Given {
    let written = call.asked("code").unwrap_or_default();
    let explanation = Code::find(&written).and_then(diagnostics::explain);
    let explanation = explanation
        .ok_or_else(|| Refused::new(404, format!("没有“{written}”这个代码")))?;
    let Explanation { means, example, mend, .. } = explanation;
    Ok(json!({ "code": written, "means": means, "example": example, "mend": mend }))
}
