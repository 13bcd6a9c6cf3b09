//! What columns and lines share: a value axis at the left, names underneath, a legend.

use super::axis::{Axis, Scale, room_above, room_below, span};
use super::labels::{self, Labels};
use super::mark::{Anchor, Mark, Point, Rect, Text};
use super::plot::{Plot, Series, measure};

/// The part of the sheet where values are drawn, with what stands around it.
pub(super) struct Frame {
    /// Grid, axes, names and legend.
    pub(super) marks: Vec<Mark>,
    pub(super) area: Rect,
    /// Where unit and legend end: labels may stand above the area up to here.
    pub(super) roof: f64,
    pub(super) scale: Scale,
    /// Width of the place of one category.
    pub(super) slot: f64,
}

/// From tick labels to the axis.
const TICK_GAP: f64 = 4.0;

/// A slot narrower than this cannot carry a name.
pub(super) const SLOT_MIN: f64 = 6.5;

/// Before the lowest tick of an axis that does not begin at zero: room for the break.
pub(super) const BREAK: f64 = 12.0;

/// Free at the right edge.
const RIGHT: f64 = 2.0;

/// What needs room beyond the ends of the value axis.
#[derive(Debug, Clone, Copy)]
pub(super) struct Beyond {
    /// Length of the label over the highest value.
    pub(super) above: f64,
    /// Length of the label under the lowest value.
    pub(super) below: f64,
    /// Least room under the low end.
    pub(super) foot: f64,
}

/// Sets up the frame.
pub(super) fn frame(
    plot: &Plot<'_>,
    axis: &Axis,
    beyond: Beyond,
    swatch: impl Fn(&Series<'_>, &Rect) -> Vec<Mark>,
) -> Frame {
    let (left, slot) = slots(plot, axis);
    let names = names(plot, slot);
    let (mut marks, header) = header(plot, left, swatch);
    let bottom = plot.height - names.height - 1.0;
    let (low, high) = span(plot.numbers());
    let Beyond { above, below, foot } = beyond;
    let under = room_below(axis, low, bottom - header, below).max(foot);
    let top = header + room_above(axis, high, bottom - under - header, above);
    let area = Rect { left, top, right: plot.width - RIGHT, bottom };
    let scale = Scale::new(axis, bottom - under, top);
    marks.extend(grid(plot, axis, &scale, &area));
    let every = every(slot);
    for index in (0..plot.categories.len()).filter(|index| index % every == 0) {
        let x = left + slot * (measure(index) + 0.5);
        let texts = names.texts(index, x, bottom, plot.is_marked(index));
        marks.extend(texts.into_iter().map(Mark::Text));
    }
    Frame { marks, area, roof: header, scale, slot }
}

/// Left edge of the area, and the width of a category.
pub(super) fn slots(plot: &Plot<'_>, axis: &Axis) -> (f64, f64) {
    let ticks = axis.ticks();
    let widest = plot
        .metrics
        .widest(ticks.iter().map(|(_, label)| (label.as_str(), false)));
    let left = widest * plot.size + TICK_GAP + 1.0;
    let area = (plot.width - RIGHT - left).max(1.0);
    (left, area / measure(plot.categories.len().max(1)))
}

fn names(plot: &Plot<'_>, slot: f64) -> Labels {
    labels::under_axis(
        &plot.metrics,
        &labels::without_kind(plot.categories),
        |index| plot.is_marked(index),
        slot * measure(every(slot)),
        plot.size,
        plot.height * 0.4,
    )
}

/// Every how many categories a name is printed: days of a year do not all have room.
fn every(slot: f64) -> usize {
    let mut every = 1;
    while slot * measure(every) < SLOT_MIN {
        every += 1;
    }
    every
}

fn grid(plot: &Plot<'_>, axis: &Axis, scale: &Scale, area: &Rect) -> Vec<Mark> {
    let mut marks = Vec::new();
    let across = |y| (Point::new(area.left, y), Point::new(area.right, y));
    for (value, label) in axis.ticks() {
        let y = scale.at(value);
        let is_zero = value == 0.0;
        let colour = if is_zero { plot.rule } else { plot.rule.tint(0.35) };
        let (from, to) = across(y);
        marks.push(Mark::rule(from, to, colour, if is_zero { 0.8 } else { 0.4 }));
        let at = Point::new(area.left - TICK_GAP, y);
        marks.push(Mark::Text(Text::new(at, Anchor::End, &label, plot.size)));
    }
    // With negative values the line at zero is the ground.
    if axis.low >= 0.0 {
        let (from, to) = across(area.bottom);
        marks.push(Mark::rule(from, to, plot.rule, 0.8));
    }
    marks
}

/// The line above the chart: unit at the left, legend at the right when there is more than
/// one series. Gives its height too.
pub(super) fn header(
    plot: &Plot<'_>,
    left: f64,
    swatch: impl Fn(&Series<'_>, &Rect) -> Vec<Mark>,
) -> (Vec<Mark>, f64) {
    let line = plot.size * 1.7;
    let mut marks = Vec::new();
    let mut legend_left = left;
    if !plot.unit.is_empty() {
        let words =
            plot.metrics
                .shorten(plot.unit, false, (plot.width - left) / plot.size);
        legend_left += plot.metrics.width(&words, false) * plot.size + plot.size * 2.0;
        marks.push(Mark::Text(words_at(plot, &words, left, line / 2.0)));
    }
    let rows = if plot.series.len() > 1 {
        legend(plot, legend_left.min(plot.width / 2.0), line, swatch, &mut marks)
    } else {
        usize::from(!plot.unit.is_empty())
    };
    (marks, line * measure(rows) + plot.size * 0.4)
}

fn legend(
    plot: &Plot<'_>,
    left: f64,
    line: f64,
    swatch: impl Fn(&Series<'_>, &Rect) -> Vec<Mark>,
    marks: &mut Vec<Mark>,
) -> usize {
    let (box_width, gap) = (plot.size * 2.2, plot.size * 0.4);
    let room = plot.width - RIGHT - left;
    let entries: Vec<(&Series<'_>, String, f64)> = plot
        .series
        .iter()
        .map(|series| {
            let most = (room - box_width - gap) / plot.size;
            let words = plot.metrics.shorten(series.name, false, most);
            let width = plot.metrics.width(&words, false) * plot.size;
            (series, words, box_width + gap + width)
        })
        .collect();
    let between = plot.size * 1.4;
    let mut rows: Vec<Vec<_>> = Vec::new();
    let mut free = 0.0;
    for entry in entries {
        let need = entry.2 + between;
        match rows.last_mut() {
            Some(row) if need <= free => row.push(entry),
            _ => {
                free = room + between;
                rows.push(vec![entry]);
            }
        }
        free -= need;
    }
    for (index, row) in rows.iter().enumerate() {
        let y = line * (measure(index) + 0.5);
        let length: f64 = row.iter().map(|(_, _, width)| width + between).sum();
        let mut x = plot.width - RIGHT - (length - between);
        for (series, words, width) in row {
            let half = plot.size * 0.42;
            let rect =
                Rect { left: x, top: y - half, right: x + box_width, bottom: y + half };
            marks.extend(swatch(series, &rect));
            let start = x + box_width + gap;
            marks.push(Mark::Text(words_at(plot, words, start, y)));
            x += width + between;
        }
    }
    rows.len()
}

/// A label of the line above a chart.
pub(super) fn words_at(plot: &Plot<'_>, words: &str, x: f64, y: f64) -> Text {
    Text::new(Point::new(x, y), Anchor::Start, words, plot.size)
}
