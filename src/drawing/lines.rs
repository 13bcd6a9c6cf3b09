//! Lines with a mark at each point and the values beside the points.
//!
//! Where points stand too close for every value to be read, the axis tells them.

use super::axis::Axis;
use super::mark::{Anchor, Mark, Point, Rect, Sheet, Text};
use super::placing::{Choice, Obstacles, choose};
use super::plot::{Plot, Series, Value, measure};
use super::upright::{self, Beyond, Frame};

const LINE_WIDTH: f64 = 1.5;
/// Least and greatest.
const DOT_RADIUS: (f64, f64) = (0.9, 2.7);

/// From a point to its value.
const GAP: f64 = 1.5;

/// Turned values smaller than this are left out.
const TURNED_MIN: f64 = 5.5;

/// How the values beside the points are set.
#[derive(Debug, Clone, Copy)]
struct Setting {
    size: f64,
    turned: bool,
    /// Extent along the value axis.
    length: f64,
}

pub(super) fn draw(plot: &Plot<'_>) -> Sheet {
    let axis = Axis::around(plot.numbers());
    let (_, slot) = upright::slots(plot, &axis);
    let setting = setting(plot, slot);
    let length = setting.map_or(0.0, |setting| setting.length) + GAP + radius(slot);
    let foot = if axis.is_cut() { upright::BREAK } else { 0.0 };
    // On an axis that stands on zero, values stand above it too.
    let below = if axis.low == 0.0 { 0.0 } else { length };
    let beyond = Beyond { above: length, below, foot };
    let frame = upright::frame(plot, &axis, beyond, swatch);
    let paths: Vec<Vec<Option<Point>>> =
        plot.series.iter().map(|series| path(&frame, series)).collect();
    let texts = setting.map(|setting| values(plot, &frame, &paths, setting));
    let texts = texts.unwrap_or_default();
    let mut marks = frame.marks;
    marks.extend(plot.metrics.clear(&texts));
    if axis.is_cut() {
        marks.push(broken_axis(plot, &frame.area));
    }
    for (series, path) in plot.series.iter().zip(&paths) {
        marks.extend(strokes(series, path));
    }
    for (series, path) in plot.series.iter().zip(&paths) {
        marks.extend(dots(plot, frame.slot, series, path));
    }
    marks.extend(texts.into_iter().map(Mark::Text));
    Sheet { width: plot.width, height: plot.height, marks }
}

fn swatch(series: &Series<'_>, rect: &Rect) -> Vec<Mark> {
    let y = (rect.top + rect.bottom) / 2.0;
    let (from, to) = (Point::new(rect.left, y), Point::new(rect.right, y));
    let mut marks = vec![stroke(series, vec![from, to])];
    let middle = Point::new((rect.left + rect.right) / 2.0, y);
    marks.extend(series.look.point(middle, DOT_RADIUS.1, None));
    marks
}

fn setting(plot: &Plot<'_>, slot: f64) -> Option<Setting> {
    let widest = plot.widest_value().max(0.1);
    let level = plot.size.min(slot * 0.92 / widest);
    let size = plot.size.min(slot * 1.05);
    let is_alone = plot.series.len() == 1;
    // Turned figures are better than smaller ones.
    let is_turned_whole = is_alone && size >= plot.size;
    if level >= plot.size || !is_turned_whole && level >= plot.size * 0.76 {
        return Some(Setting { size: level, turned: false, length: level });
    }
    (is_alone && size >= TURNED_MIN).then_some(Setting {
        size,
        turned: true,
        length: widest * size,
    })
}

fn path(frame: &Frame, series: &Series<'_>) -> Vec<Option<Point>> {
    let place = |(index, value): (usize, &Option<Value<'_>>)| {
        let x = frame.area.left + frame.slot * (measure(index) + 0.5);
        value.map(|value| Point::new(x, frame.scale.at(value.number)))
    };
    series.values.iter().enumerate().map(place).collect()
}

/// The line of a series, open where a value is missing.
fn strokes(series: &Series<'_>, path: &[Option<Point>]) -> Vec<Mark> {
    path.split(Option::is_none)
        .filter(|run| run.len() > 1)
        .map(|run| stroke(series, run.iter().copied().flatten().collect()))
        .collect()
}

/// Radius of the dots: smaller where they would run into each other.
fn radius(slot: f64) -> f64 {
    (slot * 0.35).clamp(DOT_RADIUS.0, DOT_RADIUS.1)
}

fn dots(
    plot: &Plot<'_>,
    slot: f64,
    series: &Series<'_>,
    path: &[Option<Point>],
) -> Vec<Mark> {
    let dot = |(index, point): (usize, &Option<Point>)| {
        let point = (*point)?;
        Some(series.look.point(point, radius(slot), plot.highlight(index)))
    };
    path.iter().enumerate().filter_map(dot).flatten().collect()
}

fn stroke(series: &Series<'_>, points: Vec<Point>) -> Mark {
    let look = &series.look;
    Mark::Line { points, colour: look.ink(), width: LINE_WIDTH, dash: look.dash }
}

/// The value axis with a kink at its foot: it does not begin at zero.
fn broken_axis(plot: &Plot<'_>, area: &Rect) -> Mark {
    let kink = [(0.0, 0.0), (0.0, 2.5), (-3.0, 4.0), (3.0, 7.0), (0.0, 8.5)];
    let mut points: Vec<Point> = kink
        .into_iter()
        .map(|(right, up)| Point::new(area.left + right, area.bottom - up))
        .collect();
    points.push(Point::new(area.left, area.top));
    Mark::Line { points, colour: plot.rule, width: 0.8, dash: None }
}

/// The values of all points, each where it hides least.
fn values(
    plot: &Plot<'_>,
    frame: &Frame,
    paths: &[Vec<Option<Point>>],
    setting: Setting,
) -> Vec<Text> {
    let dot = radius(frame.slot);
    // A turned value further off would be taken for another point's.
    let count = if setting.turned { 1 } else { paths.len().max(2) };
    let at = |index: usize| {
        let pairs = plot.series.iter().zip(paths);
        let choices = pairs.filter_map(|(series, path)| {
            let value = series.values.get(index).copied().flatten()?;
            let point = path.get(index).copied().flatten()?;
            let bold = plot.is_marked(index);
            let text = Text::new(point, Anchor::Middle, value.text, setting.size);
            let text = Text { bold, turned: setting.turned, ..text };
            let near = dot + GAP + setting.length / 2.0;
            Some(Choice::around(&text, near, setting.length, count))
        });
        let limits = (frame.roof, frame.area.bottom);
        let obstacles = Obstacles::around(paths, index, dot, limits);
        choose(&plot.metrics, choices.collect(), &obstacles)
    };
    (0..plot.categories.len()).flat_map(at).collect()
}
