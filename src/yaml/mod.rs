//! YAML as typed values, with every problem at its line in one run.
//!
//! A type says in serde's terms what it takes. Texts remember their place as [`Spot`];
//! the place of any other value is found by its path in [`Places`].

mod access;
mod fault;
mod mend;
mod node_reader;
mod places;
mod scalar;
mod schema;
mod session;
mod spot;
mod stand_in;
mod syntax;
mod tree;
mod typing;

use std::path::Path;

use serde::de::DeserializeOwned;

pub use places::Places;
pub use spot::{Paragraphs, Spot, WordOr};

use crate::diagnostics::{Outcome, Place, Problem};

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
    /// Every problem, from top to bottom; none when the value is sound.
    pub problems: Vec<Problem>,
}

/// Reads a text as a type; messages name the file by `path`.
///
/// # Errors
/// Every slip of syntax, unknown key, wrong value, missing key and doubled key.
pub fn read<T: DeserializeOwned>(text: &str, path: &Path) -> Outcome<T> {
    read_with_places(text, path).map(|(value, _)| value)
}

/// The same with the places of values.
///
/// # Errors
/// As [`read`].
pub fn read_with_places<T: DeserializeOwned>(
    text: &str,
    path: &Path,
) -> Outcome<(T, Places)> {
    let Salvaged { value, places, problems } = salvage(text, path, &[]);
    match value {
        Some(value) if problems.is_empty() => Ok((value, places)),
        _ => Err(problems),
    }
}

/// Reads what can be read of a text, for a caller who has more to check.
pub fn salvage<T: DeserializeOwned>(text: &str, path: &Path, keys: Keys) -> Salvaged<T> {
    let (root, mut problems) = syntax::parse(text, path, keys);
    let mut value = None;
    if let Some(root) = &root {
        let (read, found) = session::read(root, path, keys);
        value = read;
        // A slip that was told and mended may still give an odd value.
        let is_new = |one: &Problem| problems.iter().all(|told| told.place != one.place);
        problems.extend(found.into_iter().filter(is_new).collect::<Vec<_>>());
    }
    problems.sort_by(|a, b| order(a.place.as_ref()).cmp(&order(b.place.as_ref())));
    Salvaged { value, places: Places::new(path, root), problems }
}

fn order(place: Option<&Place>) -> (usize, usize) {
    match place {
        Some(Place::Line { line, column, .. }) => (*line, *column),
        Some(Place::File { .. } | Place::Cell { .. }) | None => (0, 0),
    }
}
