//! fontTable.xml: every font that a style names, and what Word takes in its absence.
//!
//! Word looks first for the other name, then for a font of like class and weight.

use super::settings::WORD;
use super::xml::Element;
use crate::layout::{Face, Style};

/// What a font says of itself: PANOSE class, family, pitch, and the signature of the
/// characters it covers (four words of Unicode ranges, two of code pages).
struct Known {
    names: &'static [&'static str],
    panose: &'static str,
    family: &'static str,
    pitch: &'static str,
    signature: [&'static str; 6],
}

const NONE: &str = "00000000";
/// GB 2312 as fonts of the nineties have it, and with the rest of Unicode's first plane.
const GB2312: [&str; 6] = ["00000001", "080E0000", "00000010", NONE, "00040000", NONE];
const GBK: [&str; 6] = ["800002BF", "38CF7CFA", "00000016", NONE, "00040001", NONE];
const WESTERN: [&str; 6] = ["E0002EFF", "C000785B", "00000009", NONE, "000001FF", NONE];

/// Fonts of official documents; taken from the fonts' own OS/2 tables.
const KNOWN: &[Known] = &[
    Known {
        names: &["方正小标宋简体", "方正小标宋_GBK"],
        panose: "03000509000000000000",
        family: "script",
        pitch: "fixed",
        signature: GB2312,
    },
    Known {
        names: &["仿宋_GB2312", "楷体_GB2312"],
        panose: "02010609030101010101",
        family: "modern",
        pitch: "fixed",
        signature: GB2312,
    },
    Known {
        names: &["仿宋", "楷体", "黑体"],
        panose: "02010609060101010101",
        family: "modern",
        pitch: "fixed",
        signature: GBK,
    },
    Known {
        names: &["宋体"],
        panose: "02010600030101010101",
        family: "auto",
        pitch: "variable",
        signature: ["00000203", "288F0000", "00000016", NONE, "00040001", NONE],
    },
    Known {
        names: &["微软雅黑"],
        panose: "020B0503020204020204",
        family: "swiss",
        pitch: "variable",
        signature: ["80000287", "2ACF3C50", "00000016", NONE, "0004001F", NONE],
    },
    Known {
        names: &["Times New Roman"],
        panose: "02020603050405020304",
        family: "roman",
        pitch: "variable",
        signature: WESTERN,
    },
    Known {
        names: &["Arial"],
        panose: "020B0604020202020204",
        family: "swiss",
        pitch: "variable",
        signature: WESTERN,
    },
];

/// Character sets as Windows numbers them.
const CHINESE: &str = "86";
const LATIN: &str = "00";

/// The font table of a style.
pub(super) fn table(style: &Style) -> Element {
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

fn font(name: &str, alt: Option<&str>, charset: &str) -> Element {
    let known = KNOWN.iter().find(|known| known.names.contains(&name));
    let family = known.map_or("auto", |known| known.family);
    let pitch = known.map_or("variable", |known| known.pitch);
    let value = |name: &str, value: &str| Element::new(name).with("w:val", value);
    Element::new("w:font")
        .with("w:name", name)
        .children(alt.map(|alt| value("w:altName", alt)))
        .children(known.map(|known| value("w:panose1", known.panose)))
        .child(value("w:charset", charset))
        .child(value("w:family", family))
        .child(value("w:pitch", pitch))
        .children(known.map(signature))
}

fn signature(known: &Known) -> Element {
    let names = ["usb0", "usb1", "usb2", "usb3", "csb0", "csb1"];
    let words = names.into_iter().zip(known.signature);
    words.fold(Element::new("w:sig"), |signature, (name, word)| {
        signature.with(&format!("w:{name}"), word)
    })
}
