//! The body in its place among the template's paragraphs.

use super::super::xml::{Element, Node};
use super::{Template, marks};

/// How the template wants paragraphs of text to look.
pub(super) enum Pattern {
    /// As the paragraph that stands in their place: its properties, and those of its words.
    Marked { paragraph: Vec<Element>, run: Vec<Element> },
    /// As its 正文, which has an indent of its own.
    Theirs,
    /// As ours, since the template says nothing about them.
    Ours,
}

impl Pattern {
    pub(super) fn of(template: &Template) -> Self {
        let place = template
            .body()
            .and_then(|body| body.elements().find(|child| marks::is_place(child)));
        if let Some(place) = place {
            let paragraph = inner(place, "w:pPr");
            let run = place.elements().find(|child| child.name == "w:r");
            let run = run.map(|run| inner(run, "w:rPr")).unwrap_or_default();
            let paragraph: Vec<Element> =
                paragraph.into_iter().filter(|it| it.name != "w:rPr").collect();
            // A hint tells only which of two fonts words have.
            let says = |it: &Element| it.name != "w:lang" && it.name != "w:rFonts";
            if !paragraph.is_empty() || run.iter().any(says) {
                return Self::Marked { paragraph, run };
            }
        }
        if has_indented_text(template) { Self::Theirs } else { Self::Ours }
    }

    /// Gives every paragraph without a style the look of the one in whose place it stands.
    pub(super) fn apply(&self, document: &mut Element) {
        let Self::Marked { paragraph, run } = self else { return };
        document.walk(&mut |element| {
            if element.name != "w:p" || has_style(element) {
                return;
            }
            lead(element, "w:pPr", paragraph);
            for child in element.elements_mut().filter(|child| child.name == "w:r") {
                lead(child, "w:rPr", run);
            }
        });
        super::super::order::sort(document);
    }
}

fn has_style(paragraph: &Element) -> bool {
    inner(paragraph, "w:pPr").iter().any(|child| child.name == "w:pStyle")
}

/// The children of a child.
fn inner(element: &Element, name: &str) -> Vec<Element> {
    let child = element.elements().find(|child| child.name == name);
    child
        .map(|child| child.elements().cloned().collect())
        .unwrap_or_default()
}

/// Adds properties that an element has not.
fn lead(element: &mut Element, name: &str, properties: &[Element]) {
    if properties.is_empty() {
        return;
    }
    if element.elements().all(|child| child.name != name) {
        element.children.insert(0, Node::Element(Element::new(name)));
    }
    element.edit(name, |own| {
        for property in properties {
            if own.elements().all(|child| child.name != property.name) {
                own.children.push(Node::Element(property.clone()));
            }
        }
    });
}

/// Whether the template's 正文 begins its paragraphs further in, as official text does.
fn has_indented_text(template: &Template) -> bool {
    let styles = template.related.iter().find(|one| one.kind == "styles");
    let styles = styles.and_then(|one| template.parts.get(&one.target));
    let Some(styles) = styles.and_then(|part| super::xml::parse(part).ok()) else {
        return false;
    };
    let normal = styles.elements().find(|style| {
        style.get("w:type") == Some("paragraph")
            && style
                .get("w:default")
                .is_some_and(|value| matches!(value, "1" | "true" | "on"))
    });
    let indent = normal.and_then(|style| {
        inner(style, "w:pPr").into_iter().find(|child| child.name == "w:ind")
    });
    let is_some = |value: &str| value.parse::<i32>().is_ok_and(|value| value > 0);
    indent.is_some_and(|indent| {
        ["w:firstLine", "w:firstLineChars"]
            .iter()
            .any(|name| indent.get(name).is_some_and(is_some))
    })
}

/// Puts the body in its place, or at the end before the last section's properties.
pub(super) fn put(main: &mut Element, body: Vec<Node>) {
    main.edit("w:body", |theirs| {
        let place = theirs.children.iter().position(
            |node| matches!(node, Node::Element(child) if marks::is_place(child)),
        );
        let end = theirs.children.iter().rposition(
            |node| matches!(node, Node::Element(child) if child.name == "w:sectPr"),
        );
        let (start, end) = match place {
            Some(place) => (place, place + 1),
            None => {
                let end = end.unwrap_or(theirs.children.len());
                (end, end)
            }
        };
        theirs.children.splice(start..end, body);
    });
}

/// Declares the prefixes that the body uses.
pub(super) fn declare(main: &mut Element, ours: &Element) {
    for (name, value) in &ours.attributes {
        if name.starts_with("xmlns:") && main.get(name).is_none() {
            main.set(name, value);
        }
    }
    let ignorable =
        |root: &Element| root.get("mc:Ignorable").unwrap_or_default().to_owned();
    let (theirs, ours) = (ignorable(main), ignorable(ours));
    let mut all: Vec<&str> = theirs.split_whitespace().collect();
    all.extend(ours.split_whitespace().filter(|prefix| !theirs.contains(prefix)));
    all.retain(|prefix| main.get(&format!("xmlns:{prefix}")).is_some());
    if !all.is_empty() {
        let all = all.join(" ");
        main.set("mc:Ignorable", &all);
    }
}
