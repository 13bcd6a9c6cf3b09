//! The line of a value, found by its path of keys.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::tree::{Node, Value};
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
        for step in dotted.split(['.', '[']).filter(|step| !step.is_empty()) {
            let next = match &node.value {
                Value::Mapping(entries) => entries
                    .iter()
                    .find(|entry| entry.name == step)
                    .map(|entry| &entry.value),
                Value::Sequence(items) => step
                    .strip_suffix(']')
                    .and_then(|index| items.get(index.parse::<usize>().ok()?)),
                Value::Scalar(_) => None,
            };
            let Some(next) = next else { break };
            node = next;
        }
        Place::line(&self.path, node.line, node.column)
    }
}
