//! A YAML file as a tree in which every node knows its line.

use std::path::Path;
use std::sync::Arc;

use super::scalar::Paragraph;
use crate::diagnostics::Place;

/// A node of the tree.
#[derive(Debug)]
pub(super) struct Node {
    /// Tells it from every other node of its tree.
    pub id: usize,
    /// The file as messages name it.
    pub file: Arc<Path>,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// What stands there.
    pub value: Value,
    /// Nodes in it with aliases written out, itself among them.
    pub size: usize,
}

/// What a node is.
#[derive(Debug)]
pub(super) enum Value {
    /// A word, number or text.
    Scalar(Scalar),
    /// A list.
    Sequence(Vec<Arc<Node>>),
    /// Keys and values in the order written.
    Mapping(Vec<Entry>),
}

/// A word, number or text.
#[derive(Debug, Clone)]
pub(super) struct Scalar {
    /// Without quotes, folded.
    pub text: String,
    /// Written without quotes or block mark, so that it may be a number or empty.
    pub plain: bool,
    /// Its paragraphs, when it is written over several lines.
    pub paragraphs: Vec<Paragraph>,
}

/// A key with its value.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// As the program knows it.
    pub name: String,
    /// As written; a scalar.
    pub key: Arc<Node>,
    /// Its value.
    pub value: Arc<Node>,
}

impl Node {
    /// A part of this node's text as a node of its own.
    pub(super) fn with_text(&self, paragraph: Paragraph) -> Self {
        let Paragraph { line, column, text } = paragraph;
        let scalar = Scalar { text, plain: false, paragraphs: Vec::new() };
        let file = Arc::clone(&self.file);
        Self { id: self.id, file, line, column, value: Value::Scalar(scalar), size: 1 }
    }

    /// Something else at the same place.
    pub(super) fn with_value(&self, value: Value) -> Self {
        let &Self { id, ref file, line, column, value: _, size } = self;
        Self { id, file: Arc::clone(file), line, column, value, size }
    }

    /// The same mapping with another value of a key.
    pub(super) fn with_entry(&self, name: &str, value: Value) -> Arc<Self> {
        let Value::Mapping(entries) = &self.value else {
            return Arc::new(self.with_value(value));
        };
        let mut entries = entries.clone();
        if let Some(entry) = entries.iter_mut().find(|entry| entry.name == name) {
            entry.value = Arc::new(entry.value.with_value(value));
        }
        Arc::new(self.with_value(Value::Mapping(entries)))
    }

    /// The scalar that the node is.
    pub(super) fn scalar(&self) -> Option<&Scalar> {
        match &self.value {
            Value::Scalar(scalar) => Some(scalar),
            Value::Sequence(_) | Value::Mapping(_) => None,
        }
    }

    /// Whether nothing was written, or `null`.
    pub(super) fn is_null(&self) -> bool {
        self.scalar().is_some_and(|scalar| {
            scalar.plain && matches!(scalar.text.as_str(), "" | "~" | "null" | "Null")
        })
    }
}

impl Node {
    /// What stands at the end of a path of keys: `cases[1].images[0].file`, items counted
    /// from 0.
    pub(super) fn find(self: &Arc<Self>, dotted: &str) -> Option<&Arc<Self>> {
        steps(dotted).try_fold(self, |node, step| node.child(step))
    }

    /// What stands one step of a path further.
    pub(super) fn child(&self, step: &str) -> Option<&Arc<Self>> {
        match &self.value {
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

    /// Where it was written.
    pub(super) fn place(&self) -> Place {
        Place::line(&self.file, self.line, self.column)
    }
}

/// The steps of a path of keys.
pub(super) fn steps(dotted: &str) -> impl Iterator<Item = &str> {
    dotted.split(['.', '[']).filter(|step| !step.is_empty())
}

impl Entry {
    /// The key as written.
    pub(super) fn written(&self) -> &str {
        self.key.scalar().map_or(&self.name, |scalar| &scalar.text)
    }
}
