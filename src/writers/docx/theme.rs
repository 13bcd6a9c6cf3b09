//! theme1.xml: colours and fonts that Word offers to an editor, none of which our styles use.

use super::xml::Element;
use crate::layout::{Face, Style};

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";

/// Name and `RRGGBB`: text and ground, six accents, links.
const COLOURS: [(&str, &str); 12] = [
    ("dk1", "000000"),
    ("lt1", "FFFFFF"),
    ("dk2", "44546A"),
    ("lt2", "E7E6E6"),
    ("accent1", "4472C4"),
    ("accent2", "ED7D31"),
    ("accent3", "A5A5A5"),
    ("accent4", "FFC000"),
    ("accent5", "5B9BD5"),
    ("accent6", "70AD47"),
    ("hlink", "0563C1"),
    ("folHlink", "954F72"),
];

/// The theme of a style: its title's face is that of headings.
pub(super) fn theme(style: &Style) -> Element {
    let colours = COLOURS.map(|(name, value)| a(name).child(value_of("srgbClr", value)));
    let text = &style.text;
    let fonts = [("majorFont", &text.title.face), ("minorFont", &text.body.face)];
    let fonts = fonts.map(|(name, face)| font(name, style.faces.get(face)));
    let elements = a("themeElements")
        .child(a("clrScheme").with("name", "Office").children(colours))
        .child(a("fontScheme").with("name", "公文").children(fonts))
        .child(formats());
    a("theme")
        .with("xmlns:a", DRAWING)
        .with("name", "Office 主题")
        .child(elements)
}

fn a(name: &str) -> Element {
    Element::new(&format!("a:{name}"))
}

fn value_of(name: &str, value: &str) -> Element {
    a(name).with("val", value)
}

fn font(name: &str, face: Option<&Face>) -> Element {
    let (latin, chinese) =
        face.map_or(("", ""), |face| (face.word_latin.as_str(), face.word.as_str()));
    let typefaces = [("latin", latin), ("ea", chinese), ("cs", "")];
    a(name).children(typefaces.map(|(script, face)| a(script).with("typeface", face)))
}

/// Fills, lines and effects of shapes; the schema wants three of each, from faint to strong.
fn formats() -> Element {
    let fill = || a("solidFill").child(value_of("schemeClr", "phClr"));
    let line = |width: u32| a("ln").with("w", width).child(fill());
    let effect = || a("effectStyle").child(a("effectLst"));
    a("fmtScheme")
        .with("name", "Office")
        .child(a("fillStyleLst").children([fill(), fill(), fill()]))
        .child(a("lnStyleLst").children([6350, 12_700, 19_050].map(line)))
        .child(a("effectStyleLst").children([effect(), effect(), effect()]))
        .child(a("bgFillStyleLst").children([fill(), fill(), fill()]))
}
