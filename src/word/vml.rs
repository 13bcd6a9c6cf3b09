//! Drawings as Word wrote them before 2010, and as WPS still does.

use std::borrow::Cow;

use super::body::{Reader, chosen};
use super::model::{Inline, Picture};
use super::xml::Element;
use super::{Refusal, drawing};
use crate::pictures::{Crop, Turn, View};

/// Elements that say how a shape looks and draw nothing.
const LOOKS: &[&str] = &["v:shapetype", "v:formulas", "v:handles", "v:path", "v:stroke"];

pub(super) fn read(
    reader: &mut Reader<'_>,
    parent: &Element,
    out: &mut Vec<Inline>,
) -> Result<(), Refusal> {
    shapes(reader, parent, Turn::default(), out)
}

fn shapes(
    reader: &mut Reader<'_>,
    parent: &Element,
    around: Turn,
    out: &mut Vec<Inline>,
) -> Result<(), Refusal> {
    for element in parent.elements() {
        match &*element.name {
            "v:group" => {
                if !is_hidden(element) {
                    shapes(reader, element, turned(element).0.within(around), out)?;
                }
            }
            "mc:AlternateContent" => {
                if let Some(chosen) = chosen(element) {
                    shapes(reader, chosen, around, out)?;
                }
            }
            name if LOOKS.contains(&name) || !name.starts_with("v:") => {}
            _ if is_hidden(element) => {}
            _ => shape(reader, element, around, out)?,
        }
    }
    Ok(())
}

fn shape(
    reader: &mut Reader<'_>,
    shape: &Element,
    around: Turn,
    out: &mut Vec<Inline>,
) -> Result<(), Refusal> {
    let before = out.len();
    let filled = shape.child("v:fill").filter(|it| it.get("type") == Some("frame"));
    if let Some(data) = shape.child("v:imagedata").or(filled) {
        out.push(picture(reader, shape, data, around));
    }
    if let Some(content) = shape.find("w:txbxContent") {
        out.push(Inline::TextBox(reader.container(content)?));
    }
    if let Some(words) = shape.child("v:textpath").and_then(|it| it.get("string")) {
        out.push(Inline::Unread(format!("艺术字“{words}”").into()));
    }
    if out.len() == before {
        out.push(Inline::Unread(Cow::Borrowed("图形")));
    }
    Ok(())
}

fn picture(reader: &Reader<'_>, shape: &Element, data: &Element, around: Turn) -> Inline {
    let id = ["r:id", "r:pict", "o:relid"].iter().find_map(|name| data.get(name));
    let Some(part) = id.and_then(|id| reader.target(id)) else {
        return Inline::Unread(Cow::Borrowed("链接到别处的图片"));
    };
    let (turn, is_oblique) = turned(shape);
    let mut unread = Vec::new();
    if is_oblique {
        unread.push("斜着的角度");
    }
    let adjusts = ["gain", "blacklevel", "grayscale", "bilevel", "chromakey", "gamma"];
    if adjusts.iter().any(|name| data.get(name).is_some()) {
        unread.push("颜色或透明度的调整");
    }
    let part_of = |name: &str| data.get(name).map_or(0.0, fraction);
    Inline::Picture(Picture {
        part,
        alt: shape.get("alt").map(str::to_owned),
        view: View {
            crop: Crop {
                left: part_of("cropleft"),
                top: part_of("croptop"),
                right: part_of("cropright"),
                bottom: part_of("cropbottom"),
            },
            turn: turn.within(around),
        },
        unread,
    })
}

/// A fraction: `0.25`, or `16384f` of 65536.
fn fraction(written: &str) -> f64 {
    let (number, whole) = match written.strip_suffix('f') {
        Some(parts) => (parts, 65_536.0),
        None => (written, 1.0),
    };
    number.trim().parse().unwrap_or(0.0) / whole
}

/// How a shape's style turns it, and whether by more than right angles.
fn turned(shape: &Element) -> (Turn, bool) {
    let flips = style(shape, "flip").unwrap_or_default();
    let angle =
        style(shape, "rotation").map_or(0.0, |angle| match angle.strip_suffix("fd") {
            Some(parts) => parts.trim().parse().unwrap_or(0.0) / 65_536.0,
            None => angle.trim().parse().unwrap_or(0.0),
        });
    let (quarters, is_oblique) = drawing::quarters(angle);
    (Turn::new(flips.contains('x'), flips.contains('y'), quarters), is_oblique)
}

fn is_hidden(shape: &Element) -> bool {
    style(shape, "visibility").is_some_and(|value| value == "hidden")
}

/// A property of a style as HTML writes it.
fn style<'e>(shape: &'e Element, wanted: &str) -> Option<&'e str> {
    let mut properties = shape.get("style")?.split(';');
    properties.find_map(|property| {
        let (name, value) = property.split_once(':')?;
        (name.trim() == wanted).then(|| value.trim())
    })
}
