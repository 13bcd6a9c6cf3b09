//! A text box at the foot of the page on which its paragraph stands, as high as its content;
//! a second one in it is for programs that do not know the shapes of Word 2010.
//!
//! A floating table or a frame of paragraphs would do in Word, but LibreOffice 7 floats no
//! table as wide as the text and makes no frame of paragraphs with rules.

use super::measures::{mm_emu, mm_pt};
use super::stored::stored;
use super::xml::{Element, Node};

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
pub(super) fn paragraph(text_box: &TextBox, id: usize, table: &Element) -> Element {
    let TextBox { name, width_mm, height_mm, is_on_new_page } = text_box;
    let mut paragraph = stored(include_str!("parts/text_box.xml"));
    let properties = paragraph.elements().find(|it| it.name == "w:pPr").cloned();
    // Word wants a paragraph after a table here too.
    let thin = Element::new("w:p").children(properties);
    paragraph.walk(&mut |element| match element.name.as_str() {
        "wp:extent" | "a:ext" => {
            element.set("cx", &mm_emu(*width_mm));
            element.set("cy", &mm_emu(*height_mm));
        }
        "wp:docPr" => {
            element.set("id", &id);
            element.set("name", name);
        }
        "v:shape" => {
            element.set("id", &format!("text_box_{id}"));
            element.set("o:spid", &format!("_x0000_s{}", 1024 + id));
            element.set("alt", name);
            element.set("style", &old_place(*width_mm, *height_mm));
        }
        "w:txbxContent" => {
            let content = [table.clone(), thin.clone()];
            element.children = content.map(Node::Element).to_vec();
        }
        _ => {}
    });
    if *is_on_new_page {
        paragraph.edit("w:pPr", |properties| {
            properties.edit("w:pageBreakBefore", |_| {});
        });
    }
    paragraph
}

fn old_place(width_mm: f64, height_mm: f64) -> String {
    let (width, height) = (mm_pt(width_mm), mm_pt(height_mm));
    format!(
        "position:absolute;width:{width:.2}pt;height:{height:.2}pt;z-index:251659264;\
         mso-position-horizontal:center;mso-position-horizontal-relative:margin;\
         mso-position-vertical:bottom;mso-position-vertical-relative:margin"
    )
}
