//! Lying bars with the value behind each; the picture grows with their number.

use crate::diagnostics::Problem;

use super::axis::{Axis, Scale, room_above, room_below, span};
use super::lying::{self, BETWEEN, GAP, Rows, Wanted};
use super::mark::{Anchor, Mark, Point, Rect, Sheet, Text, tear};
use super::plot::{Plot, Series, Value, measure};
use super::upright;

pub(super) fn draw(plot: &Plot<'_>) -> Result<Sheet, Box<Problem>> {
    let axis = Axis::of_lengths(plot);
    let around = lying::foot(plot) + plot.size * 4.0;
    let wanted = Wanted { bars: plot.series.len(), around, form: "条形图" };
    let rows = Rows::new(plot, wanted)?;
    let left = rows.names_width + GAP;
    let (mut marks, top) = upright::header(plot, left, swatch);
    let bottom = top + rows.height * measure(plot.categories.len());
    let area = Rect { left, top, right: plot.width - 2.0, bottom };
    let scale = scale(plot, &axis, &rows, &area);
    marks.extend(lying::grid(plot, &axis, &scale, &area));
    let ground = if axis.is_cut() { area.left } else { scale.at(0.0) };
    let (mut fills, mut texts) = (Vec::new(), Vec::new());
    for index in 0..plot.categories.len() {
        let middle = rows.middle(top, index);
        marks.extend(rows.name(plot, index, middle).into_iter().map(Mark::Text));
        for (rect, fill, value) in bars(plot, &rows, (&scale, ground), index, middle) {
            fills.extend(fill);
            texts.push(label(&rows, &rect, value, plot.is_marked(index)));
        }
    }
    marks.extend(plot.metrics.clear(&texts));
    marks.extend(fills);
    if axis.is_cut() {
        let x = area.left + upright::BREAK * 0.55;
        marks.push(tear(Point::new(x, area.top), Point::new(x, area.bottom)));
    }
    marks.extend(texts.into_iter().map(Mark::Text));
    Ok(Sheet { width: plot.width, height: bottom + lying::foot(plot), marks })
}

fn swatch(series: &Series<'_>, rect: &Rect) -> Vec<Mark> {
    series.look.fill(*rect, None)
}

fn scale(plot: &Plot<'_>, axis: &Axis, rows: &Rows, area: &Rect) -> Scale {
    let length = plot.widest_value() * rows.size + GAP * 2.0;
    let (low, high) = span(plot.numbers());
    let below = if axis.low < 0.0 { length } else { 0.0 };
    let foot = if axis.is_cut() { upright::BREAK } else { 0.0 };
    let before = room_below(axis, low, area.width(), below).max(foot);
    let beyond = room_above(axis, high, area.width() - before, length);
    let beyond = beyond.max(lying::half_tick(plot, axis));
    Scale::new(axis, area.left + before, area.right - beyond)
}

/// The bars of a category with their values.
fn bars<'a>(
    plot: &Plot<'a>,
    rows: &Rows,
    (scale, ground): (&Scale, f64),
    index: usize,
    middle: f64,
) -> Vec<(Rect, Vec<Mark>, Value<'a>)> {
    let count = measure(plot.series.len());
    let pitch = rows.height / (count + BETWEEN);
    let thickness = pitch * if count > 1.0 { 0.86 } else { 0.8 };
    let bar = |(rank, series): (usize, &Series<'a>)| {
        let value = series.values.get(index).copied().flatten()?;
        let y = middle + (measure(rank) + 0.5 - count / 2.0) * pitch;
        let end = scale.at(value.number);
        let rect = Rect {
            left: ground.min(end),
            top: y - thickness / 2.0,
            right: ground.max(end),
            bottom: y + thickness / 2.0,
        };
        Some((rect, series.look.fill(rect, plot.highlight(index)), value))
    };
    plot.series.iter().enumerate().filter_map(bar).collect()
}

fn label(rows: &Rows, rect: &Rect, value: Value<'_>, bold: bool) -> Text {
    let (x, anchor) = if value.number < 0.0 {
        (rect.left - GAP, Anchor::End)
    } else {
        (rect.right + GAP, Anchor::Start)
    };
    let at = Point::new(x, (rect.top + rect.bottom) / 2.0);
    Text { bold, ..rows.value(at, anchor, value.text) }
}
