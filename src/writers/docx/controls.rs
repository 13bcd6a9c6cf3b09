//! Figures as content controls that know their names, bound to a part that lists them.
//!
//! Whoever opens the file sees the same text; a number that was retyped can be told from
//! one that was not.

use super::xml::{Element, Node};

/// The namespace of the list of figures.
const FIGURES: &str = "urn:bulletin:figures";
/// By which controls find the list, the same in every file.
pub(super) const STORE: &str = "{7E1D9C52-3A4B-4F60-8C1E-5B0D6A2F9E31}";
/// Word refuses files with longer tags.
const TAG_MAX: usize = 64;

/// A figure's runs in a control that waits for its properties.
pub(super) fn control(key: &str, runs: Vec<docx_rs::Run>) -> docx_rs::StructuredDataTag {
    let start = docx_rs::StructuredDataTag::new().alias(key);
    runs.into_iter().fold(start, docx_rs::StructuredDataTag::add_run)
}

/// Completes the controls of a document; the list that they are bound to, none where there
/// are no controls.
pub(super) fn bind(document: &mut Element) -> Option<Element> {
    let mut list = Element::new("figures").with("xmlns", FIGURES);
    let mut count = 0;
    document.walk(&mut |element| {
        if element.name != "w:sdt" {
            return;
        }
        let mut text = String::new();
        element.walk(&mut |inner| {
            if inner.name == "w:t" {
                text.extend(inner.children.iter().filter_map(|node| match node {
                    Node::Text(text) => Some(text.as_str()),
                    Node::Element(_) => None,
                }));
            }
        });
        let mut key = String::new();
        element.edit("w:sdtPr", |properties| {
            properties.edit("w:alias", |alias| {
                alias.get("w:val").unwrap_or_default().clone_into(&mut key);
            });
            count += 1;
            *properties = self::properties(&key, count);
        });
        let figure = Element::new("figure").with("key", &key).text(text);
        list.children.push(Node::Element(figure));
    });
    (count > 0).then_some(list)
}

fn properties(key: &str, number: usize) -> Element {
    // A long name is cut; the list has it whole.
    let tag: String = key.chars().take(TAG_MAX).collect();
    let binding = Element::new("w:dataBinding")
        .with("w:prefixMappings", format!("xmlns:f='{FIGURES}'"))
        .with("w:xpath", format!("/f:figures[1]/f:figure[{number}]"))
        .with("w:storeItemID", STORE);
    Element::new("w:sdtPr")
        .child(Element::new("w:tag").with("w:val", tag))
        .child(Element::new("w:id").with("w:val", number))
        .child(binding)
        .child(Element::new("w:text"))
}

/// What tells the list's name to controls.
pub(super) fn store() -> Element {
    const SPACE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/customXml";
    let schema = Element::new("ds:schemaRef").with("ds:uri", FIGURES);
    Element::new("ds:datastoreItem")
        .with("ds:itemID", STORE)
        .with("xmlns:ds", SPACE)
        .child(Element::new("ds:schemaRefs").child(schema))
}
