//! Which bulletin of a month a Word file is: the district's in its own or another layout, or
//! a unit's issue.

use super::{Loaded, Options, compose, issue};
use crate::diagnostics::Problem;
use crate::document::Document;
use crate::layout::{self, Choice};

/// The document of the month that the first lines of a file name; the district's own where
/// they name none.
///
/// # Errors
/// What keeps a unit's issue from being composed.
pub(super) fn document(
    mut loaded: Loaded,
    problems: Vec<Problem>,
    heads: &[String],
) -> Result<Document, Vec<Problem>> {
    let own = compose(&loaded, problems, Options::default()).document;
    if is_titled(&own, heads) {
        return Ok(own);
    }
    if let Some(unit) = unit(&loaded, heads) {
        return issue(&loaded, &unit).map(|issue| issue.composed.document);
    }
    for name in layout::names() {
        let Ok(layout) = layout::read(&Choice::BuiltIn(name.to_owned())) else {
            continue;
        };
        loaded.layout = layout;
        let other = compose(&loaded, Vec::new(), Options::default()).document;
        if is_titled(&other, heads) {
            return Ok(other);
        }
    }
    Ok(own)
}

fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Whether one of the lines is the title of a document.
fn is_titled(document: &Document, heads: &[String]) -> bool {
    let title = bare(&document.title.concat());
    heads.iter().any(|line| bare(line) == title)
}

/// The unit with whose name one of the lines begins.
fn unit(loaded: &Loaded, heads: &[String]) -> Option<String> {
    let names = loaded.project.register.iter().map(|(_, unit)| unit.name.as_str());
    let named =
        names.filter(|name| heads.iter().any(|line| bare(line).starts_with(name)));
    named.max_by_key(|name| name.len()).map(str::to_owned)
}
