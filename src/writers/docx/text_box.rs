//! A text box at the foot of the page on which its paragraph stands, as high as its content.
//!
//! A floating table or a frame of paragraphs would do in Word, but LibreOffice 7 floats no
//! table as wide as the text and makes no frame of paragraphs with rules.

use super::measures::{mm_emu, mm_pt};
use super::xml::Element;

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const SHAPE: &str = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape";

/// What a text box is besides its content.
#[derive(Debug)]
pub(super) struct TextBox {
    /// In Word's selection pane.
    pub(super) name: String,
    pub(super) width_mm: f64,
    /// Until a program has set the content and knows better.
    pub(super) height_mm: f64,
    /// Whether it begins a page.
    pub(super) is_on_new_page: bool,
}

/// The paragraph that holds a text box with a table in it; `id` is unique in the document.
pub(super) fn paragraph(text_box: &TextBox, id: usize, table: Element) -> Element {
    let fallback =
        Element::new("mc:Fallback").child(old_box(text_box, id, table.clone()));
    let choice = Element::new("mc:Choice")
        .with("Requires", "wps")
        .child(Element::new("w:drawing").child(anchor(text_box, id, table)));
    let both = Element::new("mc:AlternateContent").child(choice).child(fallback);
    let run = Element::new("w:r")
        .child(Element::new("w:rPr").child(Element::new("w:noProof")))
        .child(both);
    let mut paragraph = thin_paragraph().child(run);
    if text_box.is_on_new_page {
        paragraph
            .edit("w:pPr", |properties| properties.edit("w:pageBreakBefore", |_| {}));
    }
    paragraph
}

/// A paragraph that takes no room to speak of.
fn thin_paragraph() -> Element {
    let spacing = Element::new("w:spacing")
        .with("w:before", 0)
        .with("w:after", 0)
        .with("w:line", 20)
        .with("w:lineRule", "exact");
    let style = Element::new("w:pStyle").with("w:val", "Imprint");
    Element::new("w:p").child(Element::new("w:pPr").child(style).child(spacing))
}

fn anchor(text_box: &TextBox, id: usize, table: Element) -> Element {
    let TextBox { name, width_mm, height_mm, is_on_new_page: _ } = text_box;
    let size = |name: &str| {
        Element::new(name)
            .with("cx", mm_emu(*width_mm))
            .with("cy", mm_emu(*height_mm))
    };
    let place = |name: &str, align: &str| {
        Element::new(name)
            .with("relativeFrom", "margin")
            .child(Element::new("wp:align").text(align))
    };
    let distances = ["distT", "distB", "distL", "distR", "simplePos"];
    let anchor = distances
        .into_iter()
        .fold(Element::new("wp:anchor"), |anchor, name| anchor.with(name, 0));
    anchor
        .with("relativeHeight", 251_659_264)
        .with("behindDoc", 0)
        .with("locked", 0)
        .with("layoutInCell", 1)
        .with("allowOverlap", 0)
        .child(Element::new("wp:simplePos").with("x", 0).with("y", 0))
        .child(place("wp:positionH", "center"))
        .child(place("wp:positionV", "bottom"))
        .child(size("wp:extent"))
        .child(Element::new("wp:wrapTopAndBottom"))
        .child(Element::new("wp:docPr").with("id", id).with("name", name))
        .child(Element::new("wp:cNvGraphicFramePr"))
        .child(
            Element::new("a:graphic").with("xmlns:a", DRAWING).child(
                Element::new("a:graphicData")
                    .with("uri", SHAPE)
                    .child(shape(size("a:ext"), table)),
            ),
        )
}

fn shape(size: Element, table: Element) -> Element {
    let frame = Element::new("a:xfrm")
        .child(Element::new("a:off").with("x", 0).with("y", 0))
        .child(size);
    let outline = Element::new("a:prstGeom")
        .with("prst", "rect")
        .child(Element::new("a:avLst"));
    let properties = Element::new("wps:spPr")
        .child(frame)
        .child(outline)
        .child(Element::new("a:noFill"))
        .child(Element::new("a:ln").child(Element::new("a:noFill")));
    let insets = ["lIns", "tIns", "rIns", "bIns"];
    let body = insets
        .into_iter()
        .fold(Element::new("wps:bodyPr"), |body, name| body.with(name, 0));
    Element::new("wps:wsp")
        .child(Element::new("wps:cNvSpPr").with("txBox", 1))
        .child(properties)
        .child(Element::new("wps:txbx").child(content(table)))
        .child(body.with("anchor", "b").child(Element::new("a:spAutoFit")))
}

fn content(table: Element) -> Element {
    // Word wants a paragraph after a table here too.
    Element::new("w:txbxContent").child(table).child(thin_paragraph())
}

/// The same box for programs that do not know the shapes of Word 2010.
fn old_box(text_box: &TextBox, id: usize, table: Element) -> Element {
    const KIND: &str = "_x0000_t202";
    let kind = Element::new("v:shapetype")
        .with("id", KIND)
        .with("coordsize", "21600,21600")
        .with("o:spt", 202)
        .with("path", "m,l,21600r21600,l21600,xe")
        .child(Element::new("v:stroke").with("joinstyle", "miter"))
        .child(
            Element::new("v:path")
                .with("gradientshapeok", "t")
                .with("o:connecttype", "rect"),
        );
    let TextBox { name, width_mm, height_mm, is_on_new_page: _ } = text_box;
    let (width, height) = (mm_pt(*width_mm), mm_pt(*height_mm));
    let place = format!(
        "position:absolute;width:{width:.2}pt;height:{height:.2}pt;z-index:251659264;\
         mso-position-horizontal:center;mso-position-horizontal-relative:margin;\
         mso-position-vertical:bottom;mso-position-vertical-relative:margin"
    );
    let words = Element::new("v:textbox")
        .with("style", "mso-fit-shape-to-text:t")
        .with("inset", "0,0,0,0")
        .child(content(table));
    let shape = Element::new("v:shape")
        .with("id", format!("text_box_{id}"))
        .with("o:spid", format!("_x0000_s{}", 1024 + id))
        .with("type", format!("#{KIND}"))
        .with("alt", name)
        .with("style", place)
        .with("filled", "f")
        .with("stroked", "f")
        .child(words)
        .child(Element::new("w10:wrap").with("type", "topAndBottom"));
    Element::new("w:pict").child(kind).child(shape)
}
