//! Elements of Word files, made in few words.

use std::sync::Arc;

use super::xml::{Element, Node};

/// An element with attributes and what stands in it.
pub(crate) fn element(
    name: &str,
    attributes: &[(&str, &str)],
    children: Vec<Element>,
) -> Element {
    let attributes = attributes.iter();
    Element {
        name: Arc::from(name),
        attributes: attributes
            .map(|(name, value)| (Arc::from(*name), (*value).to_owned()))
            .collect(),
        children: children.into_iter().map(Node::Element).collect(),
    }
}

/// `<w:t>` or another element that holds words, blanks at its ends among them.
pub(crate) fn words(name: &str, text: &str) -> Element {
    let mut words = element(name, &[("xml:space", "preserve")], Vec::new());
    words.children.push(Node::Text(text.to_owned()));
    words
}

/// A run that looks as `properties` say.
pub(crate) fn run(properties: Option<&Element>, content: Vec<Element>) -> Element {
    element("w:r", &[], properties.cloned().into_iter().chain(content).collect())
}

/// Puts a reference to a part into a list of references, under an id that is free.
pub(crate) fn relate(relations: &mut Element, kind: &str, target: &str) {
    let taken = |id: &str| relations.elements().any(|it| it.get("Id") == Some(id));
    let id = (1..).map(|at| format!("rIdR{at}")).find(|id| !taken(id));
    let id = id.unwrap_or_default();
    relate_as(relations, &id, kind, target);
}

/// The same under an id that is known to be free.
pub(crate) fn relate_as(relations: &mut Element, id: &str, kind: &str, target: &str) {
    const KINDS: &str =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let kind = format!("{KINDS}/{kind}");
    let attributes = [("Id", id), ("Type", &*kind), ("Target", target)];
    let relation = element("rel:Relationship", &attributes, Vec::new());
    relations.children.push(Node::Element(relation));
}

/// Says what a part holds in the list of all parts, unless it is said already.
pub(crate) fn declare(types: &mut Element, part: &str, content: &str) {
    let name = format!("/{part}");
    if types.elements().all(|it| it.get("PartName") != Some(&*name)) {
        let attributes = [("PartName", &*name), ("ContentType", content)];
        let declared = element("ct:Override", &attributes, Vec::new());
        types.children.push(Node::Element(declared));
    }
}
