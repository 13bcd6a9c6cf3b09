//! Sentences of outlines, as they come out over the reference month.
#![expect(clippy::unwrap_used, reason = "a test without its month has to fail")]

mod engine;
mod figures;
mod messages;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use bulletin::figures::Statistics;
use bulletin::pipeline;
use bulletin::wording::{Fault, Phrase, Templates};

static STATISTICS: LazyLock<Arc<Statistics>> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/2023-09");
    let (loaded, _) = pipeline::load(Path::new(folder), &|_| {});
    loaded.unwrap().statistics
});

fn rendered(template: &str) -> Result<Phrase, Vec<Fault>> {
    let labels = BTreeMap::from([("towns.direct".to_owned(), Some("表1".to_owned()))]);
    Templates::new(Arc::clone(&STATISTICS), labels).render(template)
}

/// What becomes of a template: its text, “∅” when an absent figure takes the sentence away,
/// or “✗” with the message.
fn outcome(template: &str) -> String {
    match rendered(template) {
        Ok(phrase) if !phrase.absent.is_empty() => "∅".to_owned(),
        Ok(phrase) => phrase.text(),
        Err(faults) => match faults.first() {
            Some(Fault::Wrong { message, line: _ }) => format!("✗{message}"),
            Some(Fault::Unknown { name, .. } | Fault::Lost { name, .. }) => {
                format!("✗没有{name}")
            }
            None => "✗".to_owned(),
        },
    }
}
