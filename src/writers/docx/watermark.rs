//! The mark across every page of a draft, as Word's own 水印 command makes it.

use super::measures::ems;
use super::roles::Role;
use super::stored::stored;
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
    let mut run = stored(include_str!("parts/watermark.xml"));
    run.walk(&mut |element| {
        if element.name == "v:shape" {
            // Word knows its watermarks by this name.
            element.set("id", &format!("PowerPlusWaterMarkObject{number}"));
            element.set("o:spid", &format!("_x0000_s{}", 2048 + number));
            element.set("style", &place);
            element.set("fillcolor", &format!("#{}", frame.draft_colour));
            element.edit("v:textpath", |words| {
                words.set("style", &format!("font-family:\"{family}\";font-size:1pt"));
                words.set("string", mark);
            });
        }
    });
    run
}
