//! settings.xml, which docx-rs fixes once and for all.

use super::page::line_pitch_twips;
use super::xml::Element;
use crate::layout::Style;

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
        .children(style.page.mirrored.then(|| Element::new("w:mirrorMargins")))
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
        .child(colours())
        .child(Element::new("w:decimalSymbol").with("w:val", "."))
        .child(Element::new("w:listSeparator").with("w:val", ","))
}

/// Which colours of the theme are text and ground.
fn colours() -> Element {
    let plain = [("bg1", "light1"), ("t1", "dark1"), ("bg2", "light2"), ("t2", "dark2")];
    let accents = (1..=6).map(|number| format!("accent{number}"));
    let links = ["hyperlink", "followedHyperlink"].map(str::to_owned);
    let same = accents.chain(links).map(|name| (name.clone(), name));
    let plain = plain.map(|(name, value)| (name.to_owned(), value.to_owned()));
    plain
        .into_iter()
        .chain(same)
        .fold(Element::new("w:clrSchemeMapping"), |mapping, (name, value)| {
            mapping.with(&format!("w:{name}"), value)
        })
}
