//! Lines with a mark at each point and the values beside the points.
//!
//! Where points stand too close for every value to be read, the axis tells them.

use super::axis::Axis;
use super::mark::{Anchor, Mark, Point, Rect, Sheet, Text};
use super::plot::{Plot, Series, measure};
use super::upright::{self, Beyond, Frame};

const LINE_WIDTH: f64 = 1.5;
const DOT_RADIUS: (f64, f64) = (0.9, 2.7);

/// From a point to its value.
const GAP: f64 = 1.5;

/// Under the lowest tick of an axis that does not begin at zero: room for the break.
const BREAK: f64 = 12.0;

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
    let foot = if axis.is_cut() { BREAK } else { 0.0 };
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
    if level >= plot.size * 0.76 {
        return Some(Setting { size: level, turned: false, length: level });
    }
    let size = plot.size.min(slot * 1.05);
    let is_alone = plot.series.len() == 1;
    (is_alone && size >= TURNED_MIN).then_some(Setting {
        size,
        turned: true,
        length: widest * size,
    })
}

fn path(frame: &Frame, series: &Series<'_>) -> Vec<Option<Point>> {
    let place = |(index, value): (usize, &Option<super::plot::Value<'_>>)| {
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
    let mut all = Vec::new();
    for index in 0..plot.categories.len() {
        let bold = plot.is_marked(index);
        let mut choices: Vec<Vec<Text>> = Vec::new();
        for (series, path) in plot.series.iter().zip(paths) {
            let (Some(Some(value)), Some(Some(point))) =
                (series.values.get(index), path.get(index))
            else {
                continue;
            };
            choices.push(places(
                *point,
                value.text,
                bold,
                setting,
                radius(frame.slot),
                paths.len(),
            ));
        }
        let obstacles = Obstacles::around(paths, index, frame);
        all.extend(choose(plot, &choices, &obstacles));
    }
    all
}

/// Where the value of a point may stand, best first: above, below, then further off, as
/// many as it takes to tell the values of `count` points apart that coincide.
fn places(
    point: Point,
    words: &str,
    bold: bool,
    setting: Setting,
    radius: f64,
    count: usize,
) -> Vec<Text> {
    let Setting { size, turned, length } = setting;
    let near = radius + GAP + length / 2.0;
    let distances = (0..count.max(2)).flat_map(|step| {
        let distance = near + length * measure(step);
        [-distance, distance]
    });
    let place = |distance| Text {
        at: Point::new(point.x, point.y + distance),
        anchor: Anchor::Middle,
        words: words.to_owned(),
        size,
        bold,
        turned,
    };
    distances.map(place).collect()
}

/// What a value should not stand on.
struct Obstacles<'a> {
    dots: Vec<Rect>,
    segments: Vec<(Point, Point)>,
    frame: &'a Frame,
}

impl<'a> Obstacles<'a> {
    fn around(paths: &[Vec<Option<Point>>], index: usize, frame: &'a Frame) -> Self {
        let radius = radius(frame.slot);
        let mut dots = Vec::new();
        let mut segments = Vec::new();
        for path in paths {
            let at = |index: usize| path.get(index).copied().flatten();
            let Some(here) = at(index) else { continue };
            dots.push(Rect {
                left: here.x - radius,
                top: here.y - radius,
                right: here.x + radius,
                bottom: here.y + radius,
            });
            let before = index.checked_sub(1).and_then(at);
            segments.extend(before.map(|before| (before, here)));
            segments.extend(at(index + 1).map(|after| (here, after)));
        }
        Self { dots, segments, frame }
    }

    /// How much a value would hide here.
    fn cost(&self, place: &Rect) -> f64 {
        let dots: f64 = self.dots.iter().map(|dot| dot.overlap(place)).sum();
        let crossed =
            self.segments.iter().filter(|segment| crosses(segment, place)).count();
        let Frame { area, roof, .. } = self.frame;
        let is_outside = place.bottom > area.bottom || place.top < *roof;
        dots * 30.0 + measure(crossed) * 12.0 + if is_outside { 1e6 } else { 0.0 }
    }
}

/// Whether a line from left to right runs through a rectangle.
fn crosses((from, to): &(Point, Point), rect: &Rect) -> bool {
    let y = |x: f64| from.y + (to.y - from.y) * (x - from.x) / (to.x - from.x).max(1e-9);
    let (left, right) = (rect.left.max(from.x), rect.right.min(to.x));
    if left >= right {
        return false;
    }
    let (one, two) = (y(left), y(right));
    one.min(two) < rect.bottom && one.max(two) > rect.top
}

/// Picks a place for each value of a category: all begin above, then each moves in turn to
/// where it costs least, until none moves.
fn choose(
    plot: &Plot<'_>,
    choices: &[Vec<Text>],
    obstacles: &Obstacles<'_>,
) -> Vec<Text> {
    let extents: Vec<Vec<Rect>> = choices
        .iter()
        .map(|places| places.iter().map(|text| plot.metrics.extent(text)).collect())
        .collect();
    let mut chosen = vec![0; choices.len()];
    for _ in 0..6 {
        let before = chosen.clone();
        for (own, places) in extents.iter().enumerate() {
            let others: Vec<Rect> = extents
                .iter()
                .zip(&chosen)
                .enumerate()
                .filter(|(index, _)| *index != own)
                .filter_map(|(_, (places, place))| places.get(*place).copied())
                .collect();
            let cost = |rank: usize, place: &Rect| {
                let overlap: f64 = others.iter().map(|other| other.overlap(place)).sum();
                obstacles.cost(place) + overlap * 100.0 + measure(rank) * 2.0
            };
            let best = places
                .iter()
                .enumerate()
                .min_by(|(a, one), (b, two)| cost(*a, one).total_cmp(&cost(*b, two)));
            if let (Some((rank, _)), Some(place)) = (best, chosen.get_mut(own)) {
                *place = rank;
            }
        }
        if chosen == before {
            break;
        }
    }
    let pick = |(places, rank): (&Vec<Text>, usize)| places.get(rank).cloned();
    choices.iter().zip(chosen).filter_map(pick).collect()
}
