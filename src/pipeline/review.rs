//! The copy of a draft in which every problem is a comment at its spot.

use super::texts::{self, Confirmed};
use super::{File, Loaded};
use crate::diagnostics::Problem;
use crate::document::Document;
use crate::review::{self, Noted};
use crate::word;

/// The commented copy of the Word file among `files`; none when there is no such file.
pub(super) fn commented(
    loaded: &Loaded,
    document: &Document,
    problems: &[Problem],
    files: &[File],
) -> Option<File> {
    let clean = files.iter().find(|file| file.name.ends_with(".docx"))?;
    let reading = word::read(&clean.bytes).ok()?;
    let confirmed = Confirmed::of(&loaded.project);
    let texts = texts::of(&loaded.project, &loaded.layout, &confirmed);
    let sets: Vec<_> = problems
        .iter()
        .map(|problem| {
            move |key: &str| {
                // Only these are typed into bulletin.yaml.
                let is_typed = key.starts_with("city.") || key.starts_with("previous.");
                let place = || loaded.project.places.of(key);
                is_typed && problem.place.as_ref().is_some_and(|it| *it == place())
            }
        })
        .collect();
    let noted: Vec<Noted<'_>> = problems
        .iter()
        .zip(&sets)
        .map(|(problem, sets)| {
            let here = texts
                .iter()
                .filter(|text| Some(&text.place) == problem.place.as_ref());
            Noted { problem, texts: here.map(|text| text.text).collect(), sets }
        })
        .collect();
    let remarks = review::remarks(document, &reading, &noted);
    let bytes = word::annotate(&clean.bytes, &remarks).ok()?;
    let name = clean.name.replace(".docx", "（批注）.docx");
    Some(File { name, bytes })
}
