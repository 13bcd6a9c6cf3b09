//! The parts that docx-rs fixes once and for all: settings and font table.

use super::page::line_pitch_twips;
use super::xml::Element;
use crate::layout::{Face, Style};

pub(super) const WORD: &str =
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// settings.xml: odd and even pages, Chinese text, no field that asks to be updated.
pub(super) fn settings(style: &Style) -> Element {
    let compat = ["spaceForUL", "balanceSingleByteDoubleByteWidth"]
        .into_iter()
        .chain(["doNotLeaveBackslashAlone", "ulTrailSpace", "doNotExpandShiftReturn"])
        .chain(["adjustLineHeightInTable", "useFELayout"])
        .map(|name| Element::new(&format!("w:{name}")));
    let modern = [
        ("compatibilityMode", "15"),
        ("overrideTableStyleFontSizeAndJustification", "1"),
        ("enableOpenTypeFeatures", "1"),
        ("doNotFlipMirrorIndents", "1"),
        ("differentiateMultirowTableHeaders", "1"),
    ];
    let modern = modern.into_iter().map(|(name, value)| {
        Element::new("w:compatSetting")
            .with("w:name", name)
            .with("w:uri", "http://schemas.microsoft.com/office/word")
            .with("w:val", value)
    });
    Element::new("w:settings")
        .with("xmlns:w", WORD)
        .child(Element::new("w:zoom").with("w:percent", 100))
        .child(Element::new("w:bordersDoNotSurroundHeader"))
        .child(Element::new("w:bordersDoNotSurroundFooter"))
        .child(Element::new("w:defaultTabStop").with("w:val", 420))
        .child(Element::new("w:evenAndOddHeaders"))
        .child(
            Element::new("w:drawingGridVerticalSpacing")
                .with("w:val", line_pitch_twips(&style.page) / 2),
        )
        .child(Element::new("w:displayHorizontalDrawingGridEvery").with("w:val", 0))
        .child(Element::new("w:displayVerticalDrawingGridEvery").with("w:val", 2))
        // Squeezed punctuation would put more than the standard's characters in a line.
        .child(Element::new("w:characterSpacingControl").with("w:val", "doNotCompress"))
        .child(Element::new("w:compat").children(compat).children(modern))
        .child(
            Element::new("w:themeFontLang")
                .with("w:val", "en-US")
                .with("w:eastAsia", "zh-CN"),
        )
        .child(Element::new("w:decimalSymbol").with("w:val", "."))
        .child(Element::new("w:listSeparator").with("w:val", ","))
}

/// fontTable.xml: every font that a style names, with the name to try in its absence.
pub(super) fn font_table(style: &Style) -> Element {
    let mut fonts: Vec<Element> = Vec::new();
    let mut add = |font: Element| {
        if !fonts.iter().any(|known| known.get("w:name") == font.get("w:name")) {
            fonts.push(font);
        }
    };
    for face in style.faces.values() {
        let Face { word, word_alt, word_rare, word_latin, .. } = face;
        add(font(word, word_alt.as_deref(), CHINESE));
        if let Some(rare) = word_rare {
            add(font(rare, None, CHINESE));
        }
        add(font(word_latin, None, LATIN));
    }
    Element::new("w:fonts").with("xmlns:w", WORD).children(fonts)
}

/// Character sets as Windows numbers them.
const CHINESE: &str = "86";
const LATIN: &str = "00";

fn font(name: &str, alt: Option<&str>, charset: &str) -> Element {
    let alt = alt.map(|alt| Element::new("w:altName").with("w:val", alt));
    let family = if charset == CHINESE { "auto" } else { "roman" };
    Element::new("w:font")
        .with("w:name", name)
        .children(alt)
        .child(Element::new("w:charset").with("w:val", charset))
        .child(Element::new("w:family").with("w:val", family))
        .child(Element::new("w:pitch").with("w:val", "variable"))
}
