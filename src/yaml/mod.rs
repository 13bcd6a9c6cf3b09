//! YAML as typed values, with every problem at its line in one run.
//!
//! A type says in serde's terms what it takes. Texts remember their place as [`Spot`];
//! the place of any other value is found by its path in [`Places`].

mod access;
mod backslash;
mod builder;
mod edit;
mod editor;
mod emit;
mod fault;
mod mend;
mod merge;
mod node_reader;
mod places;
mod scalar;
mod schema;
mod session;
mod spans;
mod spot;
mod stand_in;
mod syntax;
mod tree;
mod typing;
mod unseen;

use std::path::Path;
use std::sync::Arc;

use serde::de::DeserializeOwned;

pub use edit::{Unfit, remove, set, value, write};
pub use merge::Items;
pub use places::Places;
pub use serde_yaml::Value;
pub use spot::{Paragraphs, Spot, WordOr};

use crate::diagnostics::{self, Outcome, Place, Problem};
use merge::Merge;
use tree::Node;

/// Keys in another language, each with the name that the types know: (标题, title).
pub type Keys = &'static [(&'static str, &'static str)];

/// What a file says, as far as it can be read.
#[derive(Debug, Clone)]
pub struct Salvaged<T> {
    /// The value, with stand-ins where there was a problem, so that it can be searched
    /// for further ones; none when too little of the file is left.
    pub value: Option<T>,
    /// Where values stand.
    pub places: Places,
    /// Every problem, from top to bottom; no error among them when the value is sound.
    pub problems: Vec<Problem>,
}

/// Reads a text as a type; messages name the file by `path`.
///
/// # Errors
/// Every slip of syntax, unknown key, wrong value, missing key and doubled key.
pub fn read<T: DeserializeOwned>(text: &str, path: &Path) -> Outcome<T> {
    sound(salvage(text, path, &[])).map(|(value, _)| value)
}

/// Reads files of which each says only what it changes of those before it, with the places
/// of values; `items` says how items of lists are known.
///
/// # Errors
/// As [`read`], and every item that is to be changed and is not there.
pub fn read_layers<'a, T: DeserializeOwned>(
    layers: impl IntoIterator<Item = (&'a str, &'a Path)>,
    items: Items,
) -> Outcome<(T, Places)> {
    let mut merge = Merge { items, problems: Vec::new() };
    let (mut merged, mut last): (Option<Arc<Node>>, _) = (None, Path::new(""));
    for (layer, (text, path)) in layers.into_iter().enumerate() {
        let (root, problems) = syntax::parse(text, path, layer, &[]);
        merge.problems.extend(problems);
        let Some(root) = root else { return Err(merge.problems) };
        merged = Some(merged.map_or(Arc::clone(&root), |base| merge.over(&base, &root)));
        last = path;
    }
    sound(salvaged(merged, merge.problems, last, &[]))
}

fn sound<T>(salvaged: Salvaged<T>) -> Outcome<(T, Places)> {
    let Salvaged { value, places, problems } = salvaged;
    match value {
        Some(value) if !diagnostics::has_errors(&problems) => Ok((value, places)),
        _ => Err(problems),
    }
}

/// Reads what can be read of a text, for a caller who has more to check.
pub fn salvage<T: DeserializeOwned>(text: &str, path: &Path, keys: Keys) -> Salvaged<T> {
    let (root, problems) = syntax::parse(text, path, 0, keys);
    salvaged(root, problems, path, keys)
}

fn salvaged<T: DeserializeOwned>(
    root: Option<Arc<Node>>,
    mut problems: Vec<Problem>,
    path: &Path,
    keys: Keys,
) -> Salvaged<T> {
    let mut value = None;
    if let Some(root) = &root {
        let (read, found) = session::read(root, keys);
        value = read;
        // A slip that was told and mended may still give an odd value.
        let is_new = |one: &Problem| problems.iter().all(|told| told.place != one.place);
        problems.extend(found.into_iter().filter(is_new).collect::<Vec<_>>());
    }
    problems.sort_by_key(|problem| order(problem.place.as_ref()));
    Salvaged { value, places: Places::new(path, root), problems }
}

fn order(place: Option<&Place>) -> (usize, usize) {
    match place {
        Some(Place::Line { line, column, .. }) => (*line, *column),
        Some(Place::File { .. } | Place::Cell { .. } | Place::Spot { .. }) | None => {
            (0, 0)
        }
    }
}
