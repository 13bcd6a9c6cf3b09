//! A part's XML as a tree in which a name has the same prefix in every file; nothing in it
//! can make it grow.

use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};
use rustc_hash::FxHashMap;

use super::{Refusal, names};

/// Word itself nests some dozens deep.
const DEPTH_MAX: usize = 200;
/// Elements, attributes and texts; a bulletin of a hundred pages has a tenth.
const NODES_MAX: usize = 2_500_000;
/// The most that Word writes on an element are some twenty.
const ATTRIBUTES_MAX: usize = 512;

/// The attribute that numbers paragraphs and runs.
pub(super) const NUMBER: &str = "@";

/// An element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Element {
    /// With this room's prefix: `w:p`.
    pub(crate) name: Arc<str>,
    /// In the order of the file, declarations of namespaces left out.
    pub(crate) attributes: Vec<(Arc<str>, String)>,
    pub(crate) children: Vec<Node>,
}

/// What stands in an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

/// A part as a tree.
#[derive(Debug)]
pub(crate) struct Tree {
    pub(crate) root: Element,
    /// Prefixes that this room does not know, with their namespaces.
    pub(super) foreign: Vec<(String, String)>,
}

impl Element {
    /// An attribute's value: `w:val`, or `val` where a program left the prefix out.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let find = |name: &str| {
            let found = self.attributes.iter().find(|(known, _)| **known == *name);
            found.map(|(_, value)| value.as_str())
        };
        find(name).or_else(|| find(name.split_once(':')?.1))
    }

    /// Sets an attribute.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        match self.attributes.iter_mut().find(|(known, _)| **known == *name) {
            Some((_, known)) => value.clone_into(known),
            None => self.attributes.push((Arc::from(name), value.to_owned())),
        }
    }

    /// The elements in it.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of that name in it.
    pub(crate) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| &*element.name == name)
    }

    /// The first element of that name anywhere under it.
    pub(crate) fn find(&self, name: &str) -> Option<&Element> {
        self.elements().find_map(|element| {
            if &*element.name == name { Some(element) } else { element.find(name) }
        })
    }

    /// Takes out the first element of that name in it.
    pub(crate) fn take(&mut self, name: &str) -> Option<Element> {
        let is_it = |node: &Node| matches!(node, Node::Element(it) if &*it.name == name);
        let at = self.children.iter().position(is_it)?;
        match self.children.remove(at) {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        }
    }

    /// The value of a property: `<w:jc w:val="center"/>` among the children.
    pub(crate) fn value(&self, property: &str) -> Option<&str> {
        self.child(property)?.get("w:val")
    }

    /// Whether a switch among the children is on: `<w:vanish/>` is,
    /// `<w:vanish w:val="0"/>` is not; none when it is not said.
    pub(crate) fn switch(&self, property: &str) -> Option<bool> {
        let off = |value| matches!(value, "0" | "false" | "off" | "none");
        self.child(property).map(|found| !found.get("w:val").is_some_and(off))
    }

    /// Its number among paragraphs or runs.
    pub(super) fn number(&self) -> usize {
        self.get(NUMBER)
            .and_then(|number| number.parse().ok())
            .unwrap_or_default()
    }

    /// The words in it, not those of its elements.
    pub(crate) fn text(&self) -> String {
        let texts = self.children.iter().filter_map(|node| match node {
            Node::Text(text) => Some(text.as_str()),
            Node::Element(_) => None,
        });
        texts.collect()
    }
}

impl Tree {
    /// A tree of a root that was made here.
    pub(crate) fn of(root: Element) -> Self {
        Self { root, foreign: Vec::new() }
    }

    /// Gives every paragraph and every run its number, in the order of the file: by it
    /// what was read is found again. Such attributes start with an @ and are not written.
    pub(super) fn number(&mut self) {
        fn walk(element: &mut Element, name: &Arc<str>, counts: &mut [usize; 2]) {
            let [paragraphs, runs] = counts;
            let count = match &*element.name {
                "w:p" => Some(paragraphs),
                "w:r" => Some(runs),
                _ => None,
            };
            if let Some(count) = count {
                element.attributes.push((Arc::clone(name), count.to_string()));
                *count += 1;
            }
            for node in &mut element.children {
                if let Node::Element(inner) = node {
                    walk(inner, name, counts);
                }
            }
        }
        walk(&mut self.root, &Arc::from(NUMBER), &mut [0, 0]);
    }
}

/// Reads a part.
pub(crate) fn parse(bytes: &[u8]) -> Result<Tree, Refusal> {
    let mut parser = Parser::new(bytes);
    while parser.step()? {}
    parser.end()
}

struct Parser<'a> {
    reader: quick_xml::Reader<&'a [u8]>,
    /// What is open, the root first.
    open: Vec<Element>,
    root: Option<Element>,
    /// Prefixes as the file declares them, each with this room's, the innermost last.
    scopes: FxHashMap<String, Vec<String>>,
    /// The prefixes that are declared, each with how deep.
    declared: Vec<(usize, String)>,
    foreign: Vec<(String, String)>,
    names: FxHashMap<String, Arc<str>>,
    nodes: usize,
}

impl<'a> Parser<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            reader: quick_xml::Reader::from_reader(bytes),
            open: Vec::new(),
            root: None,
            scopes: FxHashMap::default(),
            declared: Vec::new(),
            foreign: Vec::new(),
            names: FxHashMap::default(),
            nodes: 0,
        }
    }

    /// Takes the next event; false at the end.
    fn step(&mut self) -> Result<bool, Refusal> {
        let broken = |_| Refusal::broken("里面的 XML 不完整或有误");
        match self.reader.read_event().map_err(broken)? {
            Event::Start(start) => self.enter(&start)?,
            Event::Empty(start) => {
                self.enter(&start)?;
                self.leave()?;
            }
            Event::End(_) => self.leave()?,
            Event::Text(text) => self.say(&decoded(text.decode())?)?,
            Event::CData(text) => self.say(&decoded(text.decode())?)?,
            Event::GeneralRef(reference) => self.say(&entity(&reference)?)?,
            // No Word file declares entities; those that do want to explode.
            Event::DocType(_) => {
                let reason = "里面声明了 DOCTYPE，不是正常的 Word 文件";
                return Err(Refusal::broken(reason));
            }
            Event::Eof => return Ok(false),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
        Ok(true)
    }

    fn enter(&mut self, start: &BytesStart<'_>) -> Result<(), Refusal> {
        if self.open.len() >= DEPTH_MAX {
            return Err(Refusal::too_large("里面的元素嵌套过深"));
        }
        let mut written = Vec::new();
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| Refusal::broken("里面的 XML 有误"))?;
            let key = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
            let value = attribute.decoded_and_normalized_value(
                quick_xml::XmlVersion::Implicit1_0,
                self.reader.decoder(),
            );
            written
                .push((key, value.map(|value| value.into_owned()).unwrap_or_default()));
            if written.len() > ATTRIBUTES_MAX {
                return Err(Refusal::too_large("里面有一个元素的属性过多"));
            }
        }
        self.declare(&written);
        let name = self.name(&String::from_utf8_lossy(start.name().as_ref()), true);
        let mut attributes = Vec::with_capacity(written.len());
        for (key, mut value) in written {
            if key == "xmlns" || key.starts_with("xmlns:") {
                continue;
            }
            let key = self.name(&key, false);
            let names_prefixes = matches!(&*key, "mc:Ignorable" | "mc:MustUnderstand");
            if names_prefixes || (&*name == "mc:Choice" && &*key == "Requires") {
                value = self.prefixes(&value);
            }
            attributes.push((key, value));
        }
        self.count(1 + attributes.len())?;
        self.open.push(Element { name, attributes, children: Vec::new() });
        Ok(())
    }

    /// Notes what an element declares.
    fn declare(&mut self, attributes: &[(String, String)]) {
        for (key, namespace) in attributes {
            let Some(written) = key.strip_prefix("xmlns") else { continue };
            let written = written.strip_prefix(':').unwrap_or(written);
            let prefix = match names::prefix(namespace) {
                Some(known) => known.to_owned(),
                None if namespace.is_empty() => String::new(),
                None => self.foreign(written, namespace),
            };
            self.scopes.entry(written.to_owned()).or_default().push(prefix);
            self.declared.push((self.open.len(), written.to_owned()));
        }
    }

    /// The prefix of a namespace that this room does not know: as written where it is free.
    fn foreign(&mut self, written: &str, namespace: &str) -> String {
        let mut known = self.foreign.iter();
        if let Some((prefix, _)) = known.find(|(_, known)| known == namespace) {
            return prefix.clone();
        }
        let is_taken = written.is_empty()
            || names::namespace(written).is_some()
            || self.foreign.iter().any(|(prefix, _)| prefix == written);
        let prefix = match is_taken {
            true => format!("x{}", self.foreign.len() + 1),
            false => written.to_owned(),
        };
        self.foreign.push((prefix.clone(), namespace.to_owned()));
        prefix
    }

    /// A name with this room's prefix; one that nothing declares stays as it is.
    fn name(&mut self, written: &str, is_element: bool) -> Arc<str> {
        let (prefix, local) = written.split_once(':').unwrap_or(("", written));
        let takes_prefix = is_element || !prefix.is_empty();
        let known = self.scopes.get(prefix).and_then(|scopes| scopes.last());
        let full = match known.filter(|_| takes_prefix) {
            Some(known) if known.is_empty() => local.to_owned(),
            Some(known) => format!("{known}:{local}"),
            None => written.to_owned(),
        };
        let interned = self.names.entry(full);
        Arc::clone(interned.or_insert_with_key(|full| Arc::from(full.as_str())))
    }

    /// A list of prefixes in this room's words.
    fn prefixes(&self, written: &str) -> String {
        let known = |prefix: &str| {
            let known = self.scopes.get(prefix).and_then(|scopes| scopes.last());
            known.map_or_else(|| prefix.to_owned(), Clone::clone)
        };
        written.split_whitespace().map(known).collect::<Vec<_>>().join(" ")
    }

    fn leave(&mut self) -> Result<(), Refusal> {
        let Some(mut element) = self.open.pop() else {
            return Err(Refusal::broken("里面的 XML 有误"));
        };
        element.children.shrink_to_fit();
        while let Some((_, prefix)) =
            self.declared.pop_if(|(depth, _)| *depth == self.open.len())
        {
            self.scopes.get_mut(&prefix).map(Vec::pop);
        }
        match self.open.last_mut() {
            Some(parent) => parent.children.push(Node::Element(element)),
            None => drop(self.root.get_or_insert(element)),
        }
        Ok(())
    }

    fn say(&mut self, words: &str) -> Result<(), Refusal> {
        let Some(parent) = self.open.last_mut() else { return Ok(()) };
        if let Some(Node::Text(text)) = parent.children.last_mut() {
            text.push_str(words);
            return Ok(());
        }
        parent.children.push(Node::Text(words.to_owned()));
        self.count(1)
    }

    fn count(&mut self, more: usize) -> Result<(), Refusal> {
        self.nodes += more;
        if self.nodes > NODES_MAX {
            return Err(Refusal::too_large("里面的元素过多"));
        }
        Ok(())
    }

    /// The tree; what the file leaves open ends with it.
    fn end(mut self) -> Result<Tree, Refusal> {
        while !self.open.is_empty() {
            self.leave()?;
        }
        match self.root {
            Some(root) => Ok(Tree { root, foreign: self.foreign }),
            None => Err(Refusal::broken("里面的 XML 是空的")),
        }
    }
}

fn decoded(
    text: Result<std::borrow::Cow<'_, str>, quick_xml::encoding::EncodingError>,
) -> Result<String, Refusal> {
    text.map(std::borrow::Cow::into_owned)
        .map_err(|_| Refusal::broken("里面的文字编码有误"))
}

/// A character by its number or one of the five names; any other name means nothing.
fn entity(reference: &quick_xml::events::BytesRef<'_>) -> Result<String, Refusal> {
    let broken = |_| Refusal::broken("里面的 XML 有误");
    if let Some(character) = reference.resolve_char_ref().map_err(broken)? {
        return Ok(character.to_string());
    }
    let name = decoded(reference.decode())?;
    let known = quick_xml::escape::resolve_predefined_entity(&name);
    Ok(known.unwrap_or_default().to_owned())
}
