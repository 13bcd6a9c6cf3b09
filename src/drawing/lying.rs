//! What lying forms share: rows with their names at the left, a value axis underneath.

use crate::diagnostics::Problem;

use super::axis::{Axis, Scale};
use super::labels::break_in;
use super::mark::{Anchor, Mark, Point, Rect, Text};
use super::plot::{Plot, measure};
use super::type_metrics::LINE;

/// Bars lower than this cannot be read.
const BAR_MIN: f64 = 4.8;

/// Between the bars of two categories, in bars.
pub(super) const BETWEEN: f64 = 0.3;

/// From names to the axis, and from bars to their values.
pub(super) const GAP: f64 = 3.0;

/// Names take no more than this part of the width.
const NAMES_MAX: f64 = 0.34;

/// The measures that all rows share.
pub(super) struct Rows {
    /// Height of a category.
    pub(super) height: f64,
    /// Size of names and values.
    pub(super) size: f64,
    names: Vec<Vec<String>>,
    pub(super) names_width: f64,
}

/// What a form asks of its rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    /// Bars one under the other in each row.
    pub(super) bars: usize,
    /// Height of what stands above and under the rows.
    pub(super) around: f64,
    /// What the form is called when it has too many.
    pub(super) form: &'static str,
}

impl Rows {
    /// Rows that grow with what stands in them, up to a page.
    ///
    /// # Errors
    /// More rows than can be read on a page.
    pub(super) fn new(plot: &Plot<'_>, wanted: Wanted) -> Result<Self, Box<Problem>> {
        let count = measure(plot.categories.len());
        let bars = measure(wanted.bars);
        let room = plot.height_max - wanted.around;
        let most = plot.width * NAMES_MAX;
        let is_long = |name: &String| plot.metrics.width(name, true) * plot.size > most;
        let parts = if plot.categories.iter().any(is_long) { 2 } else { 1 };
        let high = f64::max(
            plot.size * if parts > 1 { 2.6 } else { 1.75 },
            plot.size * (1.25 * bars + 0.5),
        );
        let height = (high * plot.share).min(room / count);
        let least = BAR_MIN * (bars + BETWEEN);
        if height < least {
            let found = plot.categories.len() * wanted.bars;
            let most = (room / least).floor() * bars;
            return Err(plot.crowded(found, most, wanted.form));
        }
        let bar = height / (bars + BETWEEN);
        let lines = if parts > 1 { 2.0 * LINE } else { 1.0 };
        let size = plot
            .size
            .min(height * 0.95 / lines)
            .min(bar * if wanted.bars > 1 { 1.05 } else { 1.2 });
        let names = plot.categories.iter().enumerate().map(|(index, name)| {
            let lines =
                if is_long(name) { break_in(name, 2) } else { vec![name.clone()] };
            let bold = plot.is_marked(index);
            let fit = |line: &String| plot.metrics.shorten(line, bold, most / size);
            lines.iter().map(fit).collect()
        });
        let names: Vec<Vec<String>> = names.collect();
        let texts = names.iter().enumerate().flat_map(|(index, lines)| {
            lines.iter().map(move |line| (line.as_str(), plot.is_marked(index)))
        });
        let names_width = plot.metrics.widest(texts) * size + 1.0;
        Ok(Self { height, size, names, names_width })
    }

    /// The middle of the row of an index, the first row beginning at `top`.
    pub(super) fn middle(&self, top: f64, index: usize) -> f64 {
        top + self.height * (measure(index) + 0.5)
    }

    /// The name of the row of an index.
    pub(super) fn name(&self, plot: &Plot<'_>, index: usize, middle: f64) -> Vec<Text> {
        let lines = self.names.get(index).map(Vec::as_slice).unwrap_or_default();
        let step = self.size * LINE;
        let first = middle - step * (measure(lines.len()) - 1.0) / 2.0;
        let line = |(line, words): (usize, &String)| {
            let at = Point::new(self.names_width, first + step * measure(line));
            let bold = plot.is_marked(index);
            Text { bold, ..Text::new(at, Anchor::End, words, self.size) }
        };
        lines.iter().enumerate().map(line).collect()
    }

    /// A value beside what stands for it.
    pub(super) fn value(&self, at: Point, anchor: Anchor, words: &str) -> Text {
        Text::new(at, anchor, words, self.size)
    }
}

/// Height of the tick labels under the rows.
pub(super) fn foot(plot: &Plot<'_>) -> f64 {
    plot.size * LINE + GAP
}

/// Half of the widest tick label, which is centred at the end of the axis.
pub(super) fn half_tick(plot: &Plot<'_>, axis: &Axis) -> f64 {
    widest_tick(plot, axis) / 2.0
}

fn widest_tick(plot: &Plot<'_>, axis: &Axis) -> f64 {
    let ticks = axis.ticks();
    let labels = ticks.iter().map(|(_, label)| (label.as_str(), false));
    plot.metrics.widest(labels) * plot.size
}

/// Upright lines at the ticks with their labels underneath.
pub(super) fn grid(
    plot: &Plot<'_>,
    axis: &Axis,
    scale: &Scale,
    area: &Rect,
) -> Vec<Mark> {
    let ticks = axis.ticks();
    let between = measure(ticks.len().saturating_sub(1).max(1));
    let distance = (scale.to - scale.from).abs() / between;
    // Long numbers do not all have room beside each other.
    let wanted = widest_tick(plot, axis) * 1.1;
    let every = (1..ticks.len()).find(|every| distance * measure(*every) >= wanted);
    let every = every.unwrap_or(ticks.len()).max(1);
    let mut marks = Vec::new();
    for (index, (value, words)) in ticks.into_iter().enumerate() {
        let x = scale.at(value);
        let is_zero = value == 0.0;
        let colour = if is_zero { plot.rule } else { plot.rule.tint(0.35) };
        let (from, to) = (Point::new(x, area.top), Point::new(x, area.bottom));
        marks.push(Mark::rule(from, to, colour, if is_zero { 0.8 } else { 0.4 }));
        if index % every > 0 {
            continue;
        }
        let at = Point::new(x, area.bottom + GAP + plot.size * 0.45);
        marks.push(Mark::Text(Text::new(at, Anchor::Middle, &words, plot.size)));
    }
    marks
}
