//! Drawings as Word writes them since 2010: pictures, charts, text boxes, groups of them.

use std::borrow::Cow;

use super::body::{Reader, chosen};
use super::model::{Inline, Picture};
use super::xml::Element;
use super::{Refusal, chart};
use crate::pictures::{Crop, Turn, View};

/// What a drawing has around it.
struct Around {
    alt: Option<String>,
    turn: Turn,
}

pub(super) fn read(
    reader: &mut Reader<'_>,
    drawing: &Element,
    out: &mut Vec<Inline>,
) -> Result<(), Refusal> {
    for placed in drawing.elements() {
        let properties = placed.child("wp:docPr");
        let is = |name| properties.and_then(|properties| properties.get(name));
        if matches!(is("hidden"), Some("1" | "true")) {
            continue;
        }
        let alt = is("descr").map(str::to_owned);
        let around = Around { alt, turn: Turn::default() };
        let before = out.len();
        graphic(reader, placed, &around, out)?;
        // A drawing that shows nothing this room knows.
        if out.len() == before {
            out.push(Inline::Unread(Cow::Borrowed("图形")));
        }
    }
    Ok(())
}

fn graphic(
    reader: &mut Reader<'_>,
    parent: &Element,
    around: &Around,
    out: &mut Vec<Inline>,
) -> Result<(), Refusal> {
    for element in parent.elements() {
        match &*element.name {
            "pic:pic" => picture(reader, element, around, out),
            "wps:wsp" => shape(reader, element, around, out)?,
            "wpg:wgp" | "wpg:grpSp" | "lc:lockedCanvas" => {
                let properties =
                    element.child("wpg:grpSpPr").or(element.child("a:grpSpPr"));
                let own = properties.map(|it| turned(it).0).unwrap_or_default();
                let turn = own.within(around.turn);
                // What is said of all of them is said of none of them.
                graphic(reader, element, &Around { alt: None, turn }, out)?;
            }
            "c:chart" => match chart::read(reader, element)? {
                Some(mut chart) => {
                    chart.alt.clone_from(&around.alt);
                    out.push(Inline::Chart(chart));
                }
                None => out.push(Inline::Unread(Cow::Borrowed("图表"))),
            },
            "cx:chart" | "cx1:chart" => out.push(Inline::Unread(Cow::Borrowed("图表"))),
            "dgm:relIds" => out.push(Inline::Unread(Cow::Borrowed("SmartArt 图形"))),
            "w14:contentPart" | "wpg:contentPart" | "wpc:contentPart" => {
                out.push(Inline::Unread(Cow::Borrowed("墨迹")));
            }
            "mc:AlternateContent" => {
                if let Some(chosen) = chosen(element) {
                    graphic(reader, chosen, around, out)?;
                }
            }
            _ => graphic(reader, element, around, out)?,
        }
    }
    Ok(())
}

/// A shape with words in it, or filled with a picture.
fn shape(
    reader: &mut Reader<'_>,
    shape: &Element,
    around: &Around,
    out: &mut Vec<Inline>,
) -> Result<(), Refusal> {
    let fill = shape.child("wps:spPr").filter(|it| it.child("a:blipFill").is_some());
    if fill.is_some() {
        picture(reader, shape, around, out);
    }
    match shape.child("wps:txbx").and_then(|it| it.child("w:txbxContent")) {
        Some(content) => out.push(Inline::TextBox(reader.container(content)?)),
        None if fill.is_some() => {}
        None => out.push(Inline::Unread(Cow::Borrowed("图形"))),
    }
    Ok(())
}

fn picture(
    reader: &mut Reader<'_>,
    element: &Element,
    around: &Around,
    out: &mut Vec<Inline>,
) {
    let looks = element.child("pic:spPr").or(element.child("wps:spPr"));
    let fill = element
        .child("pic:blipFill")
        .or_else(|| looks.and_then(|looks| looks.child("a:blipFill")));
    let blip = fill.and_then(|fill| fill.child("a:blip"));
    let named = blip.and_then(|blip| blip.get("r:embed")).filter(|id| !id.is_empty());
    let Some(part) = named.and_then(|id| reader.target(id)) else {
        return out.push(Inline::Unread(Cow::Borrowed("链接到别处的图片")));
    };
    let mut unread = Vec::new();
    let (turn, is_oblique) = looks.map(turned).unwrap_or_default();
    if is_oblique {
        unread.push("斜着的角度");
    }
    let outline = looks
        .and_then(|it| it.child("a:prstGeom"))
        .and_then(|it| it.get("prst"));
    let is_cut = outline.is_some_and(|outline| outline != "rect")
        || looks.is_some_and(|looks| looks.child("a:custGeom").is_some());
    if is_cut {
        unread.push("裁剪成的形状（角上的部分会露出来）");
    }
    // Extensions say how finely the picture is stored, not how it looks.
    if blip.is_some_and(|blip| blip.elements().any(|it| &*it.name != "a:extLst")) {
        unread.push("颜色或透明度的调整");
    }
    let own = element
        .child("pic:nvPicPr")
        .or(element.child("wps:cNvPr"))
        .map(|it| it.child("pic:cNvPr").unwrap_or(it));
    let own = own.and_then(|own| own.get("descr")).map(str::to_owned);
    out.push(Inline::Picture(Picture {
        part,
        alt: around.alt.clone().or(own),
        view: View {
            crop: fill
                .and_then(|fill| fill.child("a:srcRect"))
                .map(crop)
                .unwrap_or_default(),
            turn: turn.within(around.turn),
        },
        unread,
    }));
}

/// How the properties of a shape turn it, to the nearest right angle, and whether that is
/// not the whole of it.
fn turned(looks: &Element) -> (Turn, bool) {
    let Some(place) = looks.child("a:xfrm") else { return (Turn::default(), false) };
    let flips = |name| matches!(place.get(name), Some("1" | "true"));
    let angle: f64 = place.get("rot").and_then(|angle| angle.parse().ok()).unwrap_or(0.0);
    let (quarters, is_oblique) = quarters(angle / 60_000.0);
    (Turn::new(flips("flipH"), flips("flipV"), quarters), is_oblique)
}

/// Right angles, clockwise, in so many degrees, and whether more than a degree is left.
pub(super) fn quarters(degrees: f64) -> (u8, bool) {
    let around = degrees.rem_euclid(360.0);
    let nearest = (around / 90.0).round();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 to 4; what is no number becomes 0"
    )]
    let quarters = nearest as u8 % 4;
    (quarters, (around - nearest * 90.0).abs() > 1.0)
}

fn crop(rect: &Element) -> Crop {
    let part = |name: &str| {
        let written = rect.get(name).unwrap_or("0");
        let (number, whole) = match written.strip_suffix('%') {
            Some(percent) => (percent, 100.0),
            None => (written, 100_000.0),
        };
        number.trim().parse().unwrap_or(0.0) / whole
    };
    Crop { left: part("l"), top: part("t"), right: part("r"), bottom: part("b") }
}
