//! Word files to talk about: the copy of a draft in which every problem is a comment at
//! its spot, and a bulletin as tracked changes against another.

use std::path::Path;

use super::audit;
use super::prove::save;
use super::texts::{self, Confirmed};
use super::{Composed, File, Loaded, Options, Written, compose, load};
use crate::content::word_ends;
use crate::diagnostics::{Code, Place, Problem, has_errors};
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
    let author = loaded.project.review_author.as_deref();
    let remarks = review::remarks(document, &reading, &noted, author);
    let bytes = word::annotate(&clean.bytes, &remarks).ok()?;
    let name = clean.name.replace(".docx", "（批注）.docx");
    Some(File { name, bytes })
}

/// Writes a Word file that is the new bulletin with tracked changes against the old one;
/// each is a project folder or a Word file. If asked for, a table of the numbers that
/// changed ends it.
///
/// # Errors
/// Whatever keeps one of them from being read or made, and the result from being written.
pub fn redline(
    old: &Path,
    new: &Path,
    path: &Path,
    (has_numbers, is_forced): (bool, bool),
) -> Result<Written, Vec<Problem>> {
    save(path, &redlined(old, new, has_numbers)?, ".docx", is_forced)
}

/// The bytes of that file.
///
/// # Errors
/// Whatever keeps one of them from being read or made.
pub fn redlined(
    old: &Path,
    new: &Path,
    has_numbers: bool,
) -> Result<Vec<u8>, Vec<Problem>> {
    let (old, new) = (word_of(old)?, word_of(new)?);
    review::redline(&old, &new, &word_ends, has_numbers).map_err(|refusal| {
        let message = format!("修订稿做不出来：{}", refusal.message);
        vec![Problem::error(Code::NOT_A_BULLETIN, message).hint(refusal.hint)]
    })
}

/// The Word file itself, or the one that a project folder makes.
fn word_of(path: &Path) -> Result<Vec<u8>, Vec<Problem>> {
    if path.is_dir() {
        let (loaded, problems) = load(path, &|_| {});
        let Some(loaded) = loaded.filter(|_| !has_errors(&problems)) else {
            return Err(problems);
        };
        let Composed { document, .. } = compose(&loaded, problems, Options::default());
        return super::word(&loaded, &document).map(|(file, _)| file.bytes);
    }
    let bytes = audit::read(path).map_err(|problem| vec![*problem])?;
    word::read(&bytes).map_err(|refusal| {
        let message = format!("Word 文件打不开：{}", refusal.message);
        let problem = Problem::error(Code::NOT_A_BULLETIN, message);
        vec![problem.at(Place::file(path)).hint(refusal.hint)]
    })?;
    Ok(bytes)
}
