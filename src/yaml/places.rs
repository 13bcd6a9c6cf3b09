//! The line of a value, found by its path of keys.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::tree::{Node, Value, steps};
use crate::diagnostics::Place;

/// Where the values of a file stand.
#[derive(Debug, Clone)]
pub struct Places {
    path: PathBuf,
    root: Option<Arc<Node>>,
}

impl Places {
    pub(super) fn new(path: &Path, root: Option<Arc<Node>>) -> Self {
        Self { path: path.to_owned(), root }
    }

    /// The place of a value: `cases[1].images[0].file`, items counted from 0. Of a list or
    /// mapping it is the line of its key; where the value is absent, that of the nearest
    /// one that would hold it.
    pub fn of(&self, dotted: &str) -> Place {
        let Some(root) = &self.root else { return Place::file(&self.path) };
        let mut node = root;
        for step in steps(dotted) {
            let Some(next) = node.child(step) else { break };
            node = next;
        }
        node.place()
    }

    /// The place of a value that is there.
    pub fn find(&self, dotted: &str) -> Option<Place> {
        Some(self.root.as_ref()?.find(dotted)?.place())
    }

    /// The keys of a mapping in the order written; none of anything else.
    pub fn keys(&self, dotted: &str) -> Vec<&str> {
        let Some(root) = &self.root else { return Vec::new() };
        match root.find(dotted).map(|node| &node.value) {
            Some(Value::Mapping(entries)) => {
                entries.iter().map(|entry| entry.name.as_str()).collect()
            }
            Some(Value::Sequence(_) | Value::Scalar(_)) | None => Vec::new(),
        }
    }
}
