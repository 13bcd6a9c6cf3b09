//! Upright columns with the value above each; several series stand side by side.

use crate::diagnostics::Problem;

use super::axis::Axis;
use super::mark::{Anchor, Mark, Point, Rect, Sheet, Text, tear};
use super::plot::{Plot, Value, measure};
use super::upright::{self, Beyond};

/// Columns narrower than this cannot carry a value that can be read.
const PITCH_MIN: f64 = 5.0;

/// A single column is not wider, however few there are.
const WIDTH_MAX: f64 = 40.0;

/// From a column to its value.
const GAP: f64 = 1.5;

/// How the values above the columns are set: all alike, so that none seems weightier.
#[derive(Debug, Clone, Copy)]
struct Setting {
    size: f64,
    turned: bool,
    /// What the longest takes from its column upwards.
    length: f64,
}

pub(super) fn draw(plot: &Plot<'_>) -> Result<Sheet, Box<Problem>> {
    let axis = Axis::of_lengths(plot);
    let (_, slot) = upright::slots(plot, &axis);
    let series = measure(plot.series.len());
    // A quarter of a slot parts the groups; single columns stand wider apart below.
    let pitch = if series > 1.0 { slot * 0.8 / series } else { slot };
    let crush = (PITCH_MIN / pitch).max(upright::SLOT_MIN / slot);
    if crush > 1.0 {
        let count = plot.categories.len() * plot.series.len();
        let most = measure(count) / crush;
        return Err(plot.crowded(count, most.floor(), "柱形图"));
    }
    let setting = setting(plot, pitch);
    let below = if axis.low < 0.0 { setting.length } else { 0.0 };
    let foot = if axis.is_cut() { upright::BREAK } else { 0.0 };
    let beyond = Beyond { above: setting.length, below, foot };
    let frame = upright::frame(plot, &axis, beyond, swatch);
    let ground = if axis.is_cut() { frame.area.bottom } else { frame.scale.at(0.0) };
    let width = if series > 1.0 { pitch * 0.9 } else { pitch * 0.62 }.min(WIDTH_MAX);
    let pitch = if series > 1.0 { pitch.min(WIDTH_MAX / 0.9) } else { pitch };
    let mut columns = Vec::new();
    let mut texts = Vec::new();
    for (rank, series_of) in plot.series.iter().enumerate() {
        for (index, value) in series_of.values.iter().enumerate() {
            let Some(value) = value else { continue };
            let offset = (measure(rank) + 0.5 - series / 2.0) * pitch;
            let x = frame.area.left + frame.slot * (measure(index) + 0.5) + offset;
            let rect = column(x, width, (ground, frame.scale.at(value.number)));
            let is_marked = plot.is_marked(index);
            columns.extend(series_of.look.fill(rect, plot.highlight(index)));
            texts.push(label(&rect, value, setting, is_marked));
        }
    }
    let mut marks = frame.marks;
    marks.extend(plot.metrics.clear(&texts));
    marks.extend(columns);
    if axis.is_cut() {
        let y = frame.area.bottom - upright::BREAK * 0.55;
        let Rect { left, right, .. } = frame.area;
        marks.push(tear(Point::new(left + 1.0, y), Point::new(right, y)));
    }
    marks.extend(texts.into_iter().map(Mark::Text));
    Ok(Sheet { width: plot.width, height: plot.height, marks })
}

fn swatch(series: &super::plot::Series<'_>, rect: &Rect) -> Vec<Mark> {
    series.look.fill(*rect, None)
}

fn setting(plot: &Plot<'_>, pitch: f64) -> Setting {
    let widest = plot.widest_value().max(0.1);
    let level = plot.size.min(pitch * 0.88 / widest);
    // Digits are lower than their size, so turned ones may be larger than the column.
    let size = plot.size.min(pitch * 1.05);
    // Turned figures are better than smaller ones.
    if level >= size || size < plot.size && level >= plot.size * 0.76 {
        return Setting { size: level, turned: false, length: level + GAP };
    }
    Setting { size, turned: true, length: widest * size + GAP * 2.0 }
}

fn column(x: f64, width: f64, (ground, end): (f64, f64)) -> Rect {
    Rect {
        left: x - width / 2.0,
        top: ground.min(end),
        right: x + width / 2.0,
        bottom: ground.max(end),
    }
}

fn label(rect: &Rect, value: &Value<'_>, setting: Setting, bold: bool) -> Text {
    let is_below = value.number < 0.0;
    let Setting { size, turned, .. } = setting;
    let (edge, outwards) = if is_below { (rect.bottom, 1.0) } else { (rect.top, -1.0) };
    let (distance, anchor) = match (turned, is_below) {
        (false, _) => (GAP + size * 0.42, Anchor::Middle),
        (true, false) => (GAP, Anchor::Start),
        (true, true) => (GAP, Anchor::End),
    };
    let at = Point::new((rect.left + rect.right) / 2.0, edge + outwards * distance);
    Text { bold, turned, ..Text::new(at, anchor, value.text, size) }
}
