//! Places for the values beside points, so that none hides another, a dot or a line.

use super::mark::{Point, Rect, Text};
use super::plot::measure;
use super::type_metrics::Metrics;

/// A point with the places where its value may stand, best first.
pub(super) struct Choice {
    point: Point,
    places: Vec<Text>,
}

/// What a value should not stand on.
pub(super) struct Obstacles {
    dots: Vec<Rect>,
    segments: Vec<(Point, Point)>,
    /// Top and bottom of the room for values.
    limits: (f64, f64),
}

impl Obstacles {
    /// Dots and lines at the category of an index; dots have a radius.
    pub(super) fn around(
        paths: &[Vec<Option<Point>>],
        index: usize,
        radius: f64,
        limits: (f64, f64),
    ) -> Self {
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
        Self { dots, segments, limits }
    }

    /// How much a value would hide here.
    fn cost(&self, place: &Rect) -> f64 {
        let dots: f64 = self.dots.iter().map(|dot| dot.overlap(place)).sum();
        let crossed =
            self.segments.iter().filter(|segment| crosses(segment, place)).count();
        let (top, bottom) = self.limits;
        let is_outside = place.bottom > bottom || place.top < top;
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

impl Choice {
    /// Above the point and below it, then `count` times further off by a step: enough to
    /// tell the values of as many points apart that coincide.
    pub(super) fn around(text: &Text, near: f64, step: f64, count: usize) -> Self {
        let point = text.at;
        let distances = (0..count).flat_map(|steps| {
            let distance = near + step * measure(steps);
            [-distance, distance]
        });
        let place = |distance| Text {
            at: Point::new(point.x, point.y + distance),
            ..text.clone()
        };
        Self { point, places: distances.map(place).collect() }
    }
}

/// The cheapest places for the topmost values, up to one with the last of them in one place.
#[derive(Clone)]
struct Trail {
    cost: f64,
    texts: Vec<Text>,
    last: Option<Rect>,
}

/// Picks a place for the value of each point of a category: in the order of the points, so
/// that no value is taken for its neighbour's, and hiding as little as can be.
pub(super) fn choose(
    metrics: &Metrics,
    mut choices: Vec<Choice>,
    obstacles: &Obstacles,
) -> Vec<Text> {
    choices.sort_by(|one, two| one.point.y.total_cmp(&two.point.y));
    let mut trails = vec![Trail { cost: 0.0, texts: Vec::new(), last: None }];
    for choice in choices {
        let places = choice.places.into_iter().enumerate();
        let extended = places.filter_map(|(rank, text)| {
            let place = metrics.extent(&text);
            let own = obstacles.cost(&place) + measure(rank) * 2.0;
            let total = |trail: &Trail| trail.cost + own + beside(trail.last, &place);
            let best =
                trails.iter().min_by(|one, two| total(one).total_cmp(&total(two)))?;
            let texts = best.texts.iter().cloned().chain([text]).collect();
            Some(Trail { cost: total(best), texts, last: Some(place) })
        });
        trails = extended.collect();
    }
    let best = trails.into_iter().min_by(|one, two| one.cost.total_cmp(&two.cost));
    best.map(|trail| trail.texts).unwrap_or_default()
}

/// What it costs to stand under the value of the point above.
fn beside(above: Option<Rect>, place: &Rect) -> f64 {
    let Some(above) = above else { return 0.0 };
    let is_swapped = place.top < above.top;
    above.overlap(place) * 1000.0 + if is_swapped { 1e5 } else { 0.0 }
}
