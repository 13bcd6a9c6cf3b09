//! Parts that hardly depend on the style: as Word writes them, in `parts/`, with what the
//! style says filled in.

use super::page::line_pitch_twips;
use super::xml::{self, Element, Node};
use crate::layout::{Face, Style};

/// The namespace of WordprocessingML.
pub(super) const WORD: &str =
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A part as it is stored; its lines are parted by blanks that say nothing.
pub(super) fn stored(text: &str) -> Element {
    let mut part = xml::parse(text.as_bytes()).unwrap_or_default();
    part.walk(&mut |element| {
        element.children.retain(|node| match node {
            Node::Element(_) => true,
            Node::Text(text) => !text.trim().is_empty(),
        });
    });
    part
}

/// settings.xml: odd and even pages, Chinese text, no field that asks to be updated.
///
/// Squeezed punctuation would put more than the standard's characters in a line.
pub(super) fn settings(style: &Style) -> Element {
    let mut settings = stored(include_str!("parts/settings.xml"));
    settings.edit("w:drawingGridVerticalSpacing", |spacing| {
        spacing.set("w:val", &(line_pitch_twips(&style.page) / 2));
    });
    if style.page.mirrored {
        settings.edit("w:mirrorMargins", |_| {});
    }
    settings
}

/// What Word's own styles are when a file does not define them; what is not named is hidden
/// until used.
pub(super) fn latent_styles() -> Element {
    stored(include_str!("parts/latent.xml"))
}

/// Colours and fonts that Word offers to an editor: the title's face is that of headings.
pub(super) fn theme(style: &Style) -> Element {
    let mut theme = stored(include_str!("parts/theme.xml"));
    let text = &style.text;
    theme.walk(&mut |element| {
        let face = match element.name.as_str() {
            "a:majorFont" => &text.title.face,
            "a:minorFont" => &text.body.face,
            _ => return,
        };
        let Some(face) = style.faces.get(face) else { return };
        element.edit("a:latin", |latin| latin.set("typeface", &face.word_latin));
        element.edit("a:ea", |chinese| chinese.set("typeface", &face.word));
    });
    theme
}

/// fontTable.xml: every font that a style names. In its absence Word looks first for the
/// other name, then for a font of like class and weight: `parts/fonts.xml` has those of
/// official documents, from the fonts' own OS/2 tables.
pub(super) fn fonts(style: &Style) -> Element {
    let known = stored(include_str!("parts/fonts.xml"));
    let mut fonts = Element::new("w:fonts").with("xmlns:w", WORD);
    let mut add = |name: &str, alt: Option<&str>, charset: &str| {
        let is_it = |font: &&Element| font.get("w:name") == Some(name);
        if fonts.elements().any(|font| is_it(&font)) {
            return;
        }
        let font = known.elements().find(is_it).cloned();
        let font = font.unwrap_or_else(|| unknown(name, charset));
        let alt = alt.map(|alt| Element::new("w:altName").with("w:val", alt));
        fonts.children.push(Node::Element(font.children(alt)));
    };
    for face in style.faces.values() {
        let Face { word, word_alt, word_rare, word_latin, .. } = face;
        add(word, word_alt.as_deref(), CHINESE);
        if let Some(rare) = word_rare {
            add(rare, None, CHINESE);
        }
        add(word_latin, None, LATIN);
    }
    super::order::sort(&mut fonts);
    fonts
}

/// Character sets as Windows numbers them.
const CHINESE: &str = "86";
const LATIN: &str = "00";

fn unknown(name: &str, charset: &str) -> Element {
    let values = [("charset", charset), ("family", "auto"), ("pitch", "variable")];
    let values = values
        .map(|(name, value)| Element::new(&format!("w:{name}")).with("w:val", value));
    Element::new("w:font").with("w:name", name).children(values)
}
