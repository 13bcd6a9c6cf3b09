//! The mark across every page of a draft, as Word's own 水印 command makes it.

use super::measures::ems;
use super::roles::Role;
use super::text;
use super::xml::Element;
use crate::layout::Style;

/// A run with the mark, for the paragraph of a header; `number` tells headers apart.
pub(super) fn run(style: &Style, mark: &str, number: usize) -> Element {
    let frame = &style.frame;
    let height = frame.draft_size_pt;
    let width = height * ems(mark).max(1.0);
    let place = format!(
        "position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:{height}pt;\
         rotation:315;z-index:-251658752;mso-position-horizontal:center;\
         mso-position-horizontal-relative:margin;mso-position-vertical:center;\
         mso-position-vertical-relative:margin"
    );
    let family = text::face(style, Role::Title).map_or("宋体", |face| &face.word);
    let shape = Element::new("v:shape")
        // Word knows its watermarks by this name.
        .with("id", format!("PowerPlusWaterMarkObject{number}"))
        .with("o:spid", format!("_x0000_s{}", 2048 + number))
        .with("type", format!("#{TYPE}"))
        .with("style", place)
        .with("o:allowincell", "f")
        .with("fillcolor", format!("#{}", frame.draft_colour))
        .with("stroked", "f")
        .child(
            Element::new("v:textpath")
                .with("style", format!("font-family:\"{family}\";font-size:1pt"))
                .with("string", mark),
        );
    Element::new("w:r")
        .child(Element::new("w:rPr").child(Element::new("w:noProof")))
        .child(Element::new("w:pict").child(word_art()).child(shape))
}

const TYPE: &str = "_x0000_t136";

/// Text on a straight path, shape 136 of VML.
fn word_art() -> Element {
    let formulas = [
        "sum #0 0 10800",
        "prod #0 2 1",
        "sum 21600 0 @1",
        "sum 0 0 @2",
        "sum 21600 0 @3",
        "if @0 @3 0",
        "if @0 21600 @1",
        "if @0 0 @2",
        "if @0 @4 21600",
        "mid @5 @6",
        "mid @8 @5",
        "mid @7 @8",
        "mid @6 @7",
        "sum @6 0 @5",
    ];
    let formulas = formulas.map(|formula| Element::new("v:f").with("eqn", formula));
    Element::new("v:shapetype")
        .with("id", TYPE)
        .with("coordsize", "21600,21600")
        .with("o:spt", 136)
        .with("adj", 10800)
        .with("path", "m@7,l@8,m@5,21600l@6,21600e")
        .child(Element::new("v:formulas").children(formulas))
        .child(
            Element::new("v:path")
                .with("textpathok", "t")
                .with("o:connecttype", "custom")
                .with("o:connectlocs", "@9,0;@10,10800;@11,21600;@12,10800")
                .with("o:connectangles", "270,180,90,0"),
        )
        .child(Element::new("v:textpath").with("on", "t").with("fitshape", "t"))
}
