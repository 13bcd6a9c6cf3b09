//! What Word's own styles are when a file does not define them, as Word writes it.

use super::xml::Element;

/// Name, place in the list, and whether it is one of the quick styles.
const SHOWN: &[(&str, u8, bool)] = &[
    ("Normal", 0, true),
    ("heading 1", 9, true),
    ("Title", 10, true),
    ("Subtitle", 11, true),
    ("Default Paragraph Font", 1, false),
    ("Strong", 22, true),
    ("Emphasis", 20, true),
    ("Table Grid", 39, false),
    ("No Spacing", 1, true),
    ("List Paragraph", 34, true),
    ("Quote", 29, true),
];

/// The same of those that Word shows once they are used.
const ONCE_USED: &[(&str, u8, bool)] = &[
    ("heading 2", 9, true),
    ("heading 3", 9, true),
    ("heading 4", 9, true),
    ("heading 5", 9, true),
    ("heading 6", 9, true),
    ("toc 1", 39, false),
    ("toc 2", 39, false),
    ("toc 3", 39, false),
    ("toc 4", 39, false),
    ("footnote text", 99, false),
    ("header", 99, false),
    ("footer", 99, false),
    ("caption", 35, true),
    ("table of figures", 99, false),
    ("footnote reference", 99, false),
    ("annotation text", 99, false),
    ("annotation reference", 99, false),
    ("Hyperlink", 99, false),
    ("Balloon Text", 99, false),
    ("TOC Heading", 39, true),
];

/// How many styles Word 2016 and later know.
const COUNT: u16 = 376;

/// `w:latentStyles`; what it does not name is hidden until used.
pub(super) fn styles() -> Element {
    let one = |(name, place, quick): &(&str, u8, bool), hidden: bool| {
        let hidden = u8::from(hidden);
        Element::new("w:lsdException")
            .with("w:name", name)
            .with("w:semiHidden", hidden)
            .with("w:uiPriority", place)
            .with("w:unhideWhenUsed", hidden)
            .with("w:qFormat", u8::from(*quick))
    };
    Element::new("w:latentStyles")
        .with("w:defLockedState", 0)
        .with("w:defUIPriority", 99)
        .with("w:defSemiHidden", 1)
        .with("w:defUnhideWhenUsed", 1)
        .with("w:defQFormat", 0)
        .with("w:count", COUNT)
        .children(SHOWN.iter().map(|style| one(style, false)))
        .children(ONCE_USED.iter().map(|style| one(style, true)))
}
