//! A month's own layout: the folder that takes what a month says otherwise than a
//! built-in layout.

use std::path::{Component, Path, PathBuf};

use super::load::differing;

/// The folder of a month's own layout, and how bulletin.yaml names it.
const OWN: (&str, &str) = ("版式", "./版式");

/// What makes a layout the month's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// Its files by their places in the month's folder, the outline first, each with what
    /// it says until it is changed.
    pub files: Vec<(String, &'static str)>,
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

/// What makes a layout the month's own.
pub fn own(layout: &str) -> Own {
    let (folder, name) = match folder_of(layout) {
        Some(folder) => (folder, None),
        None => (OWN.0.to_owned(), Some(OWN.1)),
    };
    let place = |(file, text)| (format!("{folder}/{file}"), text);
    Own { files: differing(layout).into_iter().map(place).collect(), name }
}
