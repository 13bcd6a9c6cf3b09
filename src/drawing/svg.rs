//! Marks as SVG, written by plotters.

use plotters::backend::SVGBackend;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, DashedPathElement, PathElement, Polygon, Rectangle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, FontTransform, RGBColor};

use crate::diagnostics::{Code, Problem};

use super::mark::{Anchor, Colour, Mark, Point, Rect, Sheet, Text};

/// Units of the SVG in a point: plotters draws at whole units only.
const UNITS_PER_PT: f64 = 20.0;

/// plotters takes a font's size to be that of a line and divides it by this.
const LINE_PER_SIZE: f64 = 1.24;

/// From where plotters' middle anchor leads to the middle of digits and hanzi, in sizes:
/// the baseline is set half an ex, a quarter of the size, under the anchor, and both kinds
/// of character reach 0.37 above it on average.
const RISE: f64 = 0.37 - 0.25;

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Failure<'a> = DrawingAreaErrorKind<std::io::Error>;

/// Writes a sheet; its text is set in `family`.
pub(super) fn write(sheet: &Sheet, family: &str) -> Result<String, Box<Problem>> {
    let mut svg = String::new();
    // A browser that shows the preview has no bundled fonts: this keeps the text a 黑体.
    let families = format!("{family}, sans-serif");
    let drawn = fill(&mut svg, sheet, &families);
    drawn.map_err(|failure| {
        let message = format!("图表画不出来：{failure}");
        Box::new(Problem::error(Code::UNDRAWABLE_VALUE, message))
    })?;
    Ok(svg)
}

fn fill<'a>(svg: &'a mut String, sheet: &Sheet, family: &str) -> Result<(), Failure<'a>> {
    let size = (length(sheet.width), length(sheet.height));
    let area = SVGBackend::with_string(svg, size).into_drawing_area();
    for mark in &sheet.marks {
        draw(&area, mark, family)?;
    }
    area.present()
}

fn draw<'a>(area: &Area<'a>, mark: &Mark, family: &str) -> Result<(), Failure<'a>> {
    match mark {
        Mark::Fill { rect: Rect { left, top, right, bottom }, colour } => {
            let corners =
                [unit(Point::new(*left, *top)), unit(Point::new(*right, *bottom))];
            area.draw(&Rectangle::new(corners, rgb(*colour).filled()))
        }
        Mark::Line { points, colour, width, dash } => {
            let points: Vec<(i32, i32)> = points.iter().copied().map(unit).collect();
            let style = rgb(*colour).stroke_width(length(*width));
            match dash {
                None => area.draw(&PathElement::new(points, style)),
                Some(dash) => {
                    let (on, off) = (length(dash.on), length(dash.off));
                    area.draw(&DashedPathElement::new(points, on, off, style))
                }
            }
        }
        Mark::Disc { centre, radius, colour } => {
            area.draw(&Circle::new(unit(*centre), length(*radius), rgb(*colour).filled()))
        }
        Mark::Polygon { corners, colour } => {
            let corners: Vec<(i32, i32)> = corners.iter().copied().map(unit).collect();
            area.draw(&Polygon::new(corners, rgb(*colour)))
        }
        Mark::Text(text) => write_text(area, text, family),
    }
}

fn write_text<'a>(area: &Area<'a>, text: &Text, family: &str) -> Result<(), Failure<'a>> {
    let Text { at, anchor, words, size, bold, turned, ink } = text;
    let weight = if *bold { FontStyle::Bold } else { FontStyle::Normal };
    let line = size * UNITS_PER_PT * LINE_PER_SIZE;
    let mut font = FontDesc::new(FontFamily::Name(family), line, weight);
    let rise = RISE * size;
    let mut place = Point::new(at.x, at.y + rise);
    if *turned {
        font = font.transform(FontTransform::Rotate270);
        place = Point::new(at.x + rise, at.y);
    }
    let horizontal = match anchor {
        Anchor::Start => HPos::Left,
        Anchor::Middle => HPos::Center,
        Anchor::End => HPos::Right,
    };
    let mut style = font.color(&rgb(*ink));
    style.pos = Pos::new(horizontal, VPos::Center);
    area.draw(&plotters::element::Text::new(printable(words), unit(place), style))
}

/// The words without what XML cannot hold.
fn printable(words: &str) -> String {
    let is_allowed = |character: &char| {
        !character.is_control() && !matches!(character, '\u{fffe}' | '\u{ffff}')
    };
    words.chars().filter(is_allowed).collect()
}

fn rgb(Colour(red, green, blue): Colour) -> RGBColor {
    RGBColor(red, green, blue)
}

fn unit(point: Point) -> (i32, i32) {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a cast of a float saturates, and a sheet is not that large"
    )]
    let round = |pt: f64| (pt * UNITS_PER_PT).round() as i32;
    (round(point.x), round(point.y))
}

fn length(pt: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast of a float saturates, and a sheet is not that large"
    )]
    let units = (pt * UNITS_PER_PT).round() as u32;
    units.max(1)
}
