//! Pictures and charts that only the old file has: the new one takes them over, so that
//! they can be seen as taken out.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::{Compared, Side};
use crate::word::Refusal;
use crate::word::edit::{self, Element, Node, Package, Tree};

/// Parts that refer to each other, at most so many deep.
const DEPTH_MAX: usize = 4;

/// What the new file takes over.
#[derive(Debug, Default)]
pub(super) struct Borrowed {
    parts: RefCell<BTreeMap<String, Vec<u8>>>,
    /// Kinds and names of what the body refers to, by the ids it has in the old file.
    relations: RefCell<BTreeMap<String, (String, String)>>,
    /// What kind of content a part holds.
    contents: RefCell<BTreeMap<String, String>>,
}

impl Compared<'_> {
    /// What a drawing shows, so that the same one is known in another file: its words, and
    /// the parts that it refers to.
    pub(super) fn identity(
        &self,
        side: &Side<'_>,
        drawing: &Element,
    ) -> Result<String, Refusal> {
        let mut hasher = DefaultHasher::new();
        let relations = side.package.relations(side.part)?;
        let mut ids = Vec::new();
        references(drawing, &mut ids);
        for id in &ids {
            let part = relations.iter().find(|it| it.id == *id);
            if let Some(part) = part.and_then(|it| it.part.clone()) {
                side.package.bytes(&part)?.hash(&mut hasher);
            }
        }
        let alt = drawing.find("wp:docPr").and_then(|it| it.get("descr"));
        alt.hash(&mut hasher);
        super::tokens::shown(drawing).hash(&mut hasher);
        Ok(format!("{:x}", hasher.finish()))
    }

    /// An element of the old file with references that hold in the new one.
    pub(super) fn borrow(&self, element: &Element) -> Result<Element, Refusal> {
        let mut ids = Vec::new();
        references(element, &mut ids);
        let mut element = element.clone();
        if ids.is_empty() {
            return Ok(element);
        }
        let relations = self.old.package.relations(self.old.part)?;
        for id in ids {
            let Some(relation) = relations.iter().find(|it| it.id == id) else {
                continue;
            };
            let Some(part) = &relation.part else { continue };
            let name = self.copy(part, 0)?;
            let borrowed = (relation.kind.clone(), name);
            self.borrowed.relations.borrow_mut().insert(id.clone(), borrowed);
        }
        renamed(&mut element, &self.borrowed.relations.borrow());
        Ok(element)
    }

    /// Copies a part of the old file and what it refers to; its new name.
    fn copy(&self, part: &str, depth: usize) -> Result<String, Refusal> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = format!("{folder}/old-{file}");
        let is_known = self.borrowed.parts.borrow().contains_key(&name);
        let bytes = self.old.package.bytes(part)?.filter(|_| !is_known);
        let Some(bytes) = bytes else { return Ok(name) };
        self.borrowed.parts.borrow_mut().insert(name.clone(), bytes);
        let content = self.old.package.content(part)?;
        self.borrowed.contents.borrow_mut().insert(name.clone(), content);
        let list = format!("{folder}/_rels/{file}.rels");
        if let Some(mut tree) =
            self.old.package.tree(&list)?.filter(|_| depth < DEPTH_MAX)
        {
            for relation in self.old.package.relations(part)? {
                let Some(inner) = &relation.part else { continue };
                let copied = format!("/{}", self.copy(inner, depth + 1)?);
                for node in &mut tree.root.children {
                    if let Node::Element(it) = node
                        && it.get("Id") == Some(&*relation.id)
                    {
                        it.set("Target", &copied);
                    }
                }
            }
            let list = format!("{folder}/_rels/old-{file}.rels");
            self.borrowed.parts.borrow_mut().insert(list, edit::xml(&tree));
        }
        Ok(name)
    }
}

impl Borrowed {
    /// All parts that the new file takes over, its lists of them among them.
    pub(super) fn written(
        self,
        new: &Package,
        body: &str,
    ) -> Result<BTreeMap<String, Vec<u8>>, Refusal> {
        let mut parts = self.parts.into_inner();
        if parts.is_empty() {
            return Ok(parts);
        }
        let (folder, file) = body.rsplit_once('/').unwrap_or(("", body));
        let list = format!("{folder}/_rels/{file}.rels");
        let empty = || Tree::of(edit::element("rel:Relationships", &[], Vec::new()));
        let mut relations = new.tree(&list)?.unwrap_or_else(empty);
        for (id, (kind, part)) in self.relations.into_inner() {
            edit::relate_as(
                &mut relations.root,
                &old_id(&id),
                &kind,
                &format!("/{part}"),
            );
        }
        parts.insert(list, edit::xml(&relations));
        let types = "[Content_Types].xml";
        if let Some(mut listed) = new.tree(types)? {
            for (part, content) in self.contents.into_inner() {
                if !content.is_empty() {
                    edit::declare(&mut listed.root, &part, &content);
                }
            }
            parts.insert(types.to_owned(), edit::xml(&listed));
        }
        Ok(parts)
    }
}

fn old_id(id: &str) -> String {
    format!("old-{id}")
}

/// The ids of relationships that an element refers to.
fn references(element: &Element, ids: &mut Vec<String>) {
    let own = element.attributes.iter().filter(|(name, _)| name.starts_with("r:"));
    ids.extend(own.map(|(_, value)| value.clone()).filter(|id| !id.is_empty()));
    element.elements().for_each(|inner| references(inner, ids));
}

/// Gives references their new ids; those that lead out of the old file are dropped.
fn renamed(element: &mut Element, known: &BTreeMap<String, (String, String)>) {
    let is_lost = |(name, value): &(Arc<str>, String)| {
        name.starts_with("r:") && !known.contains_key(value)
    };
    element.attributes.retain(|attribute| !is_lost(attribute));
    for (name, value) in &mut element.attributes {
        if name.starts_with("r:") {
            *value = old_id(value);
        }
    }
    for node in &mut element.children {
        if let Node::Element(inner) = node {
            renamed(inner, known);
        }
    }
}
