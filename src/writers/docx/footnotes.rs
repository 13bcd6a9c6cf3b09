//! Footnotes: their part, the rule over them, and marks numbered through both.
//!
//! docx-rs writes the words of notes, but neither rule nor mark, and numbers them by a
//! counter of the process.

use super::xml::{Element, Node};

/// Style of a note's words, as Word calls its own.
pub(super) const TEXT: &str = "FootnoteText";
/// Style of a note's mark.
pub(super) const MARK: &str = "FootnoteReference";

/// The rule over notes, and that over those which go on from the page before.
const RULES: [(&str, i32, &str); 2] = [
    ("separator", -1, "w:separator"),
    ("continuationSeparator", 0, "w:continuationSeparator"),
];

/// Completes the notes to which a document refers; none where there are none.
pub(super) fn notes(document: &mut Element, mut notes: Element) -> Option<Element> {
    notes.elements().next()?;
    let mut marks = 1..;
    document.walk(&mut |element| {
        if element.name == "w:footnoteReference" {
            element.set("w:id", &marks.next().unwrap_or_default());
        }
    });
    for (number, note) in (1..).zip(notes.elements_mut()) {
        note.set("w:id", &number);
        note.edit("w:p", |paragraph| {
            let at = usize::from(paragraph.elements().any(|it| it.name == "w:pPr"));
            paragraph.children.insert(at, Node::Element(mark()));
        });
    }
    let rules = RULES.map(|(kind, id, rule)| {
        let run = Element::new("w:r").child(Element::new(rule));
        Element::new("w:footnote")
            .with("w:type", kind)
            .with("w:id", id)
            .child(Element::new("w:p").child(run))
    });
    notes.children.splice(0..0, rules.map(Node::Element));
    Some(notes)
}

/// The mark before a note's words.
fn mark() -> Element {
    let style = Element::new("w:rStyle").with("w:val", MARK);
    Element::new("w:r")
        .child(Element::new("w:rPr").child(style))
        .child(Element::new("w:footnoteRef"))
}

/// What settings.xml says of notes: numbered ①②, the rules by their numbers.
pub(super) fn settings() -> Element {
    let form = Element::new("w:numFmt").with("w:val", "decimalEnclosedCircleChinese");
    let rules = RULES.map(|(_, id, _)| Element::new("w:footnote").with("w:id", id));
    Element::new("w:footnotePr").child(form).children(rules)
}
