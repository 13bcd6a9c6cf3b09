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
        for step in steps(dotted) {
            let Some(next) = child(node, step) else { break };
            node = next;
        }
        Place::line(&self.path, node.line, node.column)
    }

    /// The place of a value that is there.
    pub fn find(&self, dotted: &str) -> Option<Place> {
        let found = steps(dotted)
            .try_fold(self.root.as_ref()?, |node, step| child(node, step))?;
        Some(Place::line(&self.path, found.line, found.column))
    }

    /// The keys of a mapping in the order written; none of anything else.
    pub fn keys(&self, dotted: &str) -> Vec<&str> {
        let Some(root) = &self.root else { return Vec::new() };
        let found = steps(dotted).try_fold(root, |node, step| child(node, step));
        match found.map(|node| &node.value) {
            Some(Value::Mapping(entries)) => {
                entries.iter().map(|entry| entry.name.as_str()).collect()
            }
            Some(Value::Sequence(_) | Value::Scalar(_)) | None => Vec::new(),
        }
    }
}

fn steps(dotted: &str) -> impl Iterator<Item = &str> {
    dotted.split(['.', '[']).filter(|step| !step.is_empty())
}

fn child<'a>(node: &'a Node, step: &str) -> Option<&'a Arc<Node>> {
    match &node.value {
        Value::Mapping(entries) => entries
            .iter()
            .find(|entry| entry.name == step)
            .map(|entry| &entry.value),
        Value::Sequence(items) => {
            let index = step.strip_suffix(']')?.parse::<usize>().ok()?;
            items.get(index)
        }
        Value::Scalar(_) => None,
    }
}
