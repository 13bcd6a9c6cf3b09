//! The lists, mappings and choices within a node, as serde walks through them.

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde::de::{Deserializer, IntoDeserializer};

use super::fault::{Fault, Kind, Label};
use super::node_reader::NodeReader;
use super::scalar::Paragraph;
use super::stand_in;
use super::tree::{Entry, Node, Scalar};
use super::typing::Typing;
use crate::diagnostics;

/// The items of a list.
pub(super) struct Items<'a> {
    parent: NodeReader<'a>,
    items: std::slice::Iter<'a, std::sync::Arc<Node>>,
    number: usize,
}

impl<'a> Items<'a> {
    pub(super) fn new(parent: NodeReader<'a>, items: &'a [std::sync::Arc<Node>]) -> Self {
        Self { parent, items: items.iter(), number: 0 }
    }
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Fault;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Fault> {
        let Some(node) = self.items.next() else { return Ok(None) };
        self.number += 1;
        let label = Label::Item(self.parent.label.key(), self.number);
        self.parent.session.value(seed, node, label).map(Some)
    }
}

/// The entries of a mapping whose keys are data.
pub(super) struct Entries<'a> {
    parent: NodeReader<'a>,
    entries: std::slice::Iter<'a, Entry>,
    value: Option<&'a Entry>,
}

impl<'a> Entries<'a> {
    pub(super) fn new(parent: NodeReader<'a>, entries: &'a [Entry]) -> Self {
        Self { parent, entries: entries.iter(), value: None }
    }
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Fault;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Fault> {
        self.value = self.entries.next();
        let Some(entry) = self.value else { return Ok(None) };
        self.parent.session.value(seed, &entry.key, Label::Name).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, Fault> {
        let Some(entry) = self.value.take() else {
            return Err(Fault::new(Kind::StandIn));
        };
        let label = Label::Key(entry.written());
        self.parent.session.value(seed, &entry.value, label)
    }
}

/// The entries of a mapping whose keys are the fields of a struct.
///
/// Unknown keys are reported; one that is clearly meant for an absent field is read as
/// that, any other is passed over. Missing ones come last, as stand-ins.
pub(super) struct Fields<'a> {
    parent: NodeReader<'a>,
    fields: std::vec::IntoIter<(&'a str, &'a Entry)>,
    missing: std::slice::Iter<'a, (&'static str, usize)>,
    value: Option<Field<'a>>,
}

enum Field<'a> {
    Written(&'a Entry),
    Missing(&'static str, usize),
}

impl<'a> Fields<'a> {
    pub(super) fn new(
        parent: NodeReader<'a>,
        entries: &'a [Entry],
        fields: &'static [&'static str],
    ) -> Self {
        let missing = parent.session.missing_in(parent.node).iter();
        let mut absent: Vec<&str> = fields
            .iter()
            .copied()
            .filter(|field| entries.iter().all(|entry| entry.name != *field))
            .collect();
        let mut known = Vec::new();
        for entry in entries {
            if fields.contains(&entry.name.as_str()) {
                known.push((entry.name.as_str(), entry));
                continue;
            }
            if parent.session.is_full() {
                continue;
            }
            report_unknown(parent, entry, fields);
            let names = parent.known(&absent, &entry.name);
            let near =
                diagnostics::nearest(&entry.name, names.iter().map(String::as_str));
            let meant = names.iter().position(|name| Some(name.as_str()) == near);
            if let Some(meant) = meant {
                known.push((absent.remove(meant), entry));
            }
        }
        Self { parent, fields: known.into_iter(), missing, value: None }
    }
}

fn report_unknown(parent: NodeReader<'_>, entry: &Entry, fields: &[&str]) {
    let typed = entry.written();
    let typing = Typing::of_item(typed).or_else(|| Typing::of_wide_blank(typed));
    let fault = match typing {
        Some(typing) => Fault::new(Kind::Typing(typing)),
        None => {
            let typed = entry.name.clone();
            let known = parent.known(fields, &typed);
            Fault::new(Kind::UnknownKey { typed, known })
        }
    };
    parent.session.report(&fault.at(&entry.key, Label::Name));
}

impl<'de> MapAccess<'de> for Fields<'_> {
    type Error = Fault;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Fault> {
        let name = if let Some((name, entry)) = self.fields.next() {
            self.value = Some(Field::Written(entry));
            name
        } else if let Some(&(name, kind)) = self.missing.next() {
            self.value = Some(Field::Missing(name, kind));
            name
        } else {
            return Ok(None);
        };
        seed.deserialize(StrDeserializer::<Fault>::new(name)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, Fault> {
        match self.value.take() {
            Some(Field::Written(entry)) => {
                let label = Label::Key(entry.written());
                self.parent.session.value(seed, &entry.value, label)
            }
            Some(Field::Missing(name, kind)) => {
                stand_in::value(seed, kind).map_err(|_| Fault::missing(name))
            }
            None => Err(Fault::new(Kind::StandIn)),
        }
    }
}

/// The fields of a [`super::Spot`].
pub(super) struct SpotFields<'a> {
    node: NodeReader<'a>,
    next: usize,
}

impl<'a> SpotFields<'a> {
    pub(super) fn new(node: NodeReader<'a>) -> Self {
        Self { node, next: 0 }
    }
}

const SPOT_FIELDS: [&str; 4] = ["file", "line", "column", "value"];

impl<'de> MapAccess<'de> for SpotFields<'_> {
    type Error = Fault;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Fault> {
        let Some(&field) = SPOT_FIELDS.get(self.next) else { return Ok(None) };
        self.next += 1;
        seed.deserialize(StrDeserializer::<Fault>::new(field)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, Fault> {
        let NodeReader { node, .. } = self.node;
        match self.next {
            1 => {
                let path = node.file.to_string_lossy().into_owned();
                seed.deserialize(path.into_deserializer())
            }
            2 => seed.deserialize(node.line.into_deserializer()),
            3 => seed.deserialize(node.column.into_deserializer()),
            _ => seed.deserialize(self.node),
        }
    }
}

/// The paragraphs of a text, each as a node of its own.
pub(super) struct ParagraphItems<'a> {
    parent: NodeReader<'a>,
    paragraphs: std::vec::IntoIter<Paragraph>,
}

impl<'a> ParagraphItems<'a> {
    pub(super) fn new(parent: NodeReader<'a>, scalar: &'a Scalar) -> Self {
        let NodeReader { node, .. } = parent;
        let paragraphs = if scalar.paragraphs.is_empty() {
            let text = scalar.text.trim().to_owned();
            vec![Paragraph { line: node.line, column: node.column, text }]
        } else {
            scalar.paragraphs.clone()
        };
        Self { parent, paragraphs: paragraphs.into_iter() }
    }
}

impl<'de> SeqAccess<'de> for ParagraphItems<'_> {
    type Error = Fault;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Fault> {
        let Some(paragraph) = self.paragraphs.next() else { return Ok(None) };
        let node = self.parent.node.with_text(paragraph);
        seed.deserialize(NodeReader { node: &node, ..self.parent }).map(Some)
    }
}

/// A choice among the variants of an enum, with the node that holds its content.
pub(super) struct OneOf<'a> {
    variant: &'a str,
    content: NodeReader<'a>,
}

impl<'a> OneOf<'a> {
    /// `table: {…}`: the key chooses, the value is the content.
    pub(super) fn entry(parent: NodeReader<'a>, entry: &'a Entry) -> Self {
        let label = Label::Key(entry.written());
        let content = NodeReader { node: &entry.value, label, ..parent };
        Self { variant: &entry.name, content }
    }

    /// The node's shape has chosen, and it is the content itself.
    pub(super) fn same_node(content: NodeReader<'a>, variant: &'a str) -> Self {
        Self { variant, content }
    }
}

impl<'de> EnumAccess<'de> for OneOf<'_> {
    type Error = Fault;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Self), Fault> {
        let variant = StrDeserializer::<Fault>::new(self.variant);
        Ok((seed.deserialize(variant)?, self))
    }
}

impl<'de> VariantAccess<'de> for OneOf<'_> {
    type Error = Fault;

    fn unit_variant(self) -> Result<(), Fault> {
        let NodeReader { node, label, .. } = self.content;
        if !node.is_null() {
            return Err(Fault::expected("空的").at(node, label));
        }
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<S::Value, Fault> {
        let NodeReader { node, label, session } = self.content;
        session.value(seed, node, label)
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let NodeReader { node, label, .. } = self.content;
        let read = self.content.deserialize_tuple(len, visitor);
        read.map_err(|fault| fault.at(node, label))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let NodeReader { node, label, .. } = self.content;
        let read = self.content.deserialize_struct("", fields, visitor);
        read.map_err(|fault| fault.at(node, label))
    }
}
