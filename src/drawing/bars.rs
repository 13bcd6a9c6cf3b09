//! Lying bars with the value behind each; the picture grows with their number.

use crate::diagnostics::Problem;

use super::axis::{Axis, Scale, room_above, room_below, span};
use super::labels::break_in;
use super::mark::{Anchor, Mark, Point, Rect, Sheet, Text};
use super::plot::{Plot, Series, Value, measure};
use super::type_metrics::LINE;
use super::upright;

/// Bars lower than this cannot be read.
const BAR_MIN: f64 = 4.8;

/// Between the bars of two categories, in bars.
const BETWEEN: f64 = 0.3;

/// From names to the axis, and from bars to their values.
const GAP: f64 = 3.0;

/// Names take no more than this part of the width.
const NAMES_MAX: f64 = 0.34;

/// The measures that all rows share.
struct Rows {
    /// Height of a category.
    height: f64,
    /// Size of names and values.
    size: f64,
    names: Vec<Vec<String>>,
    names_width: f64,
}

pub(super) fn draw(plot: &Plot<'_>) -> Result<Sheet, Box<Problem>> {
    let axis = Axis::from_zero(plot.numbers());
    let rows = rows(plot)?;
    let left = rows.names_width + GAP;
    let (mut marks, top) = upright::header(plot, left, swatch);
    let bottom = top + rows.height * measure(plot.categories.len());
    let area = Rect { left, top, right: plot.width - 2.0, bottom };
    let scale = scale(plot, &axis, &rows, &area);
    marks.extend(grid(plot, &axis, &scale, &area));
    let (mut fills, mut texts) = (Vec::new(), Vec::new());
    for index in 0..plot.categories.len() {
        let middle = top + rows.height * (measure(index) + 0.5);
        marks.extend(name(plot, &rows, index, middle).into_iter().map(Mark::Text));
        for (rect, fill, value) in bars(plot, &rows, &scale, index, middle) {
            fills.extend(fill);
            texts.push(label(&rect, value, rows.size, plot.is_marked(index)));
        }
    }
    marks.extend(plot.metrics.clear(&texts));
    marks.extend(fills);
    marks.extend(texts.into_iter().map(Mark::Text));
    Ok(Sheet { width: plot.width, height: bottom + foot(plot), marks })
}

fn swatch(series: &Series<'_>, rect: &Rect) -> Vec<Mark> {
    series.look.fill(*rect, None)
}

/// Height of the tick labels under the bars.
fn foot(plot: &Plot<'_>) -> f64 {
    plot.size * LINE + GAP
}

fn rows(plot: &Plot<'_>) -> Result<Rows, Box<Problem>> {
    let count = measure(plot.categories.len());
    let series = measure(plot.series.len());
    let room = plot.height_max - foot(plot) - plot.size * 4.0;
    let most = plot.width * NAMES_MAX;
    let is_long = |name: &String| plot.metrics.width(name, true) * plot.size > most;
    let parts = if plot.categories.iter().any(is_long) { 2 } else { 1 };
    let wanted = f64::max(
        plot.size * if parts > 1 { 2.6 } else { 1.75 },
        plot.size * (1.25 * series + 0.5),
    );
    let height = wanted.min(room / count);
    let least = BAR_MIN * (series + BETWEEN);
    if height < least {
        let found = plot.categories.len() * plot.series.len();
        return Err(plot.crowded(found, (room / least).floor() * series, "条形图"));
    }
    let bar = height / (series + BETWEEN);
    let lines = if parts > 1 { 2.0 * LINE } else { 1.0 };
    let size = plot.size.min(height * 0.95 / lines).min(bar * 1.05);
    let names: Vec<Vec<String>> = plot
        .categories
        .iter()
        .enumerate()
        .map(|(index, name)| {
            let lines =
                if is_long(name) { break_in(name, 2) } else { vec![name.clone()] };
            let bold = plot.is_marked(index);
            let fit = |line: &String| plot.metrics.shorten(line, bold, most / size);
            lines.iter().map(fit).collect()
        })
        .collect();
    let texts = names.iter().enumerate().flat_map(|(index, lines)| {
        lines.iter().map(move |line| (line.as_str(), plot.is_marked(index)))
    });
    let names_width = plot.metrics.widest(texts) * size + 1.0;
    Ok(Rows { height, size, names, names_width })
}

fn scale(plot: &Plot<'_>, axis: &Axis, rows: &Rows, area: &Rect) -> Scale {
    let length = plot.widest_value() * rows.size + GAP * 2.0;
    let (low, high) = span(plot.numbers());
    let below = if axis.low < 0.0 { length } else { 0.0 };
    let before = room_below(axis, low, area.width(), below);
    let beyond = room_above(axis, high, area.width() - before, length);
    // The last tick's label is centred at the end of the axis.
    let half = widest_tick(plot, axis) / 2.0;
    Scale::new(axis, area.left + before, area.right - beyond.max(half))
}

fn widest_tick(plot: &Plot<'_>, axis: &Axis) -> f64 {
    let ticks = axis.ticks();
    let labels = ticks.iter().map(|(_, label)| (label.as_str(), false));
    plot.metrics.widest(labels) * plot.size * 0.9
}

fn grid(plot: &Plot<'_>, axis: &Axis, scale: &Scale, area: &Rect) -> Vec<Mark> {
    let ticks = axis.ticks();
    let distance = area.width() / measure(ticks.len());
    // Long numbers do not all have room beside each other.
    let is_tight = widest_tick(plot, axis) * 1.1 > distance;
    let mut marks = Vec::new();
    for (index, (value, words)) in ticks.into_iter().enumerate() {
        let x = scale.at(value);
        let is_zero = value == 0.0;
        let colour = if is_zero { plot.rule } else { plot.rule.tint(0.35) };
        let (from, to) = (Point::new(x, area.top), Point::new(x, area.bottom));
        marks.push(Mark::rule(from, to, colour, if is_zero { 0.8 } else { 0.4 }));
        if is_tight && index % 2 == 1 {
            continue;
        }
        marks.push(Mark::Text(Text {
            at: Point::new(x, area.bottom + GAP + plot.size * 0.45),
            anchor: Anchor::Middle,
            words,
            size: plot.size * 0.9,
            bold: false,
            turned: false,
        }));
    }
    marks
}

fn name(plot: &Plot<'_>, rows: &Rows, index: usize, middle: f64) -> Vec<Text> {
    let lines = rows.names.get(index).map(Vec::as_slice).unwrap_or_default();
    let step = rows.size * LINE;
    let first = middle - step * (measure(lines.len()) - 1.0) / 2.0;
    lines
        .iter()
        .enumerate()
        .map(|(line, words)| Text {
            at: Point::new(rows.names_width, first + step * measure(line)),
            anchor: Anchor::End,
            words: words.clone(),
            size: rows.size,
            bold: plot.is_marked(index),
            turned: false,
        })
        .collect()
}

/// The bars of a category with their values.
fn bars<'a>(
    plot: &Plot<'a>,
    rows: &Rows,
    scale: &Scale,
    index: usize,
    middle: f64,
) -> Vec<(Rect, Vec<Mark>, Value<'a>)> {
    let count = measure(plot.series.len());
    let pitch = rows.height / (count + BETWEEN);
    let thickness = pitch * if count > 1.0 { 0.86 } else { 0.8 };
    let bar = |(rank, series): (usize, &Series<'a>)| {
        let value = series.values.get(index).copied().flatten()?;
        let y = middle + (measure(rank) + 0.5 - count / 2.0) * pitch;
        let (zero, end) = (scale.at(0.0), scale.at(value.number));
        let rect = Rect {
            left: zero.min(end),
            top: y - thickness / 2.0,
            right: zero.max(end),
            bottom: y + thickness / 2.0,
        };
        Some((rect, series.look.fill(rect, plot.highlight(index)), value))
    };
    plot.series.iter().enumerate().filter_map(bar).collect()
}

fn label(rect: &Rect, value: Value<'_>, size: f64, bold: bool) -> Text {
    let (x, anchor) = if value.number < 0.0 {
        (rect.left - GAP, Anchor::End)
    } else {
        (rect.right + GAP, Anchor::Start)
    };
    let at = Point::new(x, (rect.top + rect.bottom) / 2.0);
    Text { at, anchor, words: value.text.to_owned(), size, bold, turned: false }
}
