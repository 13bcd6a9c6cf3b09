//! A YAML file as a tree in which every node knows its line.

use std::sync::Arc;

use super::scalar::Paragraph;

/// A node of the tree.
#[derive(Debug)]
pub(super) struct Node {
    /// Tells it from every other node of its tree.
    pub id: usize,
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
#[derive(Debug)]
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
        Self { id: self.id, line, column, value: Value::Scalar(scalar), size: 1 }
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

impl Entry {
    /// The key as written.
    pub(super) fn written(&self) -> &str {
        self.key.scalar().map_or(&self.name, |scalar| &scalar.text)
    }
}
