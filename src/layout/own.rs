//! A month's own layout: the folder that takes what a month says otherwise than a
//! built-in layout.

use std::path::{Component, Path, PathBuf};

use super::load::{Choice, differing, outline_value};
use crate::yaml;

/// The folder of a month's own layout, and how bulletin.yaml names it.
const OWN: (&str, &str) = ("版式", "./版式");

/// What makes a layout the month's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// Its files by their places in the month's folder, the outline first, each with what
    /// it says until it is changed.
    pub files: Vec<(String, String)>,
    /// What bulletin.yaml has to name; none where it names a folder already.
    pub name: Option<&'static str>,
}

/// The folder that a layout's name stands for; none for a built-in one.
pub fn folder_of(layout: &str) -> Option<String> {
    let steps = Path::new(layout)
        .components()
        .filter(|step| *step != Component::CurDir);
    let folder = steps.collect::<PathBuf>().to_str()?.to_owned();
    layout.contains(['/', '\\']).then_some(folder)
}

/// The layout that a month's folder means by a name.
pub fn choice(layout: &str, month: &Path) -> Choice {
    match folder_of(layout) {
        Some(folder) => Choice::Folder { path: month.join(&folder), name: folder.into() },
        None => Choice::BuiltIn(layout.to_owned()),
    }
}

/// Whether an outline holds only what it changes, so that its parts are not all its own.
pub fn is_partial(outline: &str) -> bool {
    let is_list =
        |value: yaml::Value| value.get("sections").is_some_and(yaml::Value::is_sequence);
    yaml::value(outline).is_ok_and(|value| !is_list(value))
}

/// What makes a layout the month's own; of an outline that holds only what it changes a
/// whole one is made.
pub fn own(layout: &str, month: &Path) -> Own {
    let (folder, name) = match folder_of(layout) {
        Some(folder) => (folder, None),
        None => (OWN.0.to_owned(), Some(OWN.1)),
    };
    let place = |(file, text): (&str, String)| {
        let path = format!("{folder}/{file}");
        let own = std::fs::read_to_string(month.join(&path)).ok();
        let text = match own.filter(|_| name.is_none()) {
            Some(own) if is_partial(&own) => {
                let whole = outline_value(&choice(layout, month)).ok();
                whole.and_then(|value| yaml::write(&value).ok()).unwrap_or(text)
            }
            Some(own) => own,
            None => text,
        };
        (path, text)
    };
    Own { files: differing(layout).into_iter().map(place).collect(), name }
}
