//! How a series looks: every one differs from the others by more than its colour.

use super::mark::{Colour, Dash, Mark, Point, Rect};

/// How the own category is told from the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Highlight {
    pub(super) colour: Colour,
    pub(super) edged: bool,
}

/// Colours this near in brightness look alike in black and white.
const ALIKE: f64 = 40.0;

/// Lighter lines are hard to follow on white.
const LINE_BRIGHTNESS_MAX: f64 = 140.0;

/// As many series as there are looks to tell them apart in black and white.
pub(super) const SERIES_MAX: usize = 6;

/// The look of one series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Look {
    pub(super) colour: Colour,
    /// White strokes over the filled colour.
    hatch: Hatch,
    /// Of a line; none for an unbroken one.
    pub(super) dash: Option<Dash>,
    dot: Dot,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Hatch {
    Plain,
    Rising,
    Level,
    Falling,
    Crossed,
    Squared,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Dot {
    Disc,
    Square,
    Triangle,
    Ring,
    OpenSquare,
    Diamond,
}

const LOOKS: [(Hatch, Option<Dash>, Dot); SERIES_MAX] = [
    (Hatch::Plain, None, Dot::Disc),
    (Hatch::Rising, Some(Dash { on: 5.0, off: 2.5 }), Dot::Square),
    (Hatch::Level, Some(Dash { on: 1.5, off: 1.8 }), Dot::Triangle),
    (Hatch::Falling, Some(Dash { on: 9.0, off: 3.0 }), Dot::Ring),
    (Hatch::Crossed, Some(Dash { on: 3.0, off: 1.5 }), Dot::OpenSquare),
    (Hatch::Squared, Some(Dash { on: 3.0, off: 5.0 }), Dot::Diamond),
];

/// The look of the series of an index.
pub(super) fn look(index: usize, colours: &[Colour]) -> Look {
    let pick = |count: usize| index.checked_rem(count).unwrap_or(0);
    let colour = colours.get(pick(colours.len())).copied().unwrap_or(Colour::BLACK);
    let (hatch, dash, dot) =
        LOOKS
            .get(pick(LOOKS.len()))
            .copied()
            .unwrap_or((Hatch::Plain, None, Dot::Disc));
    Look { colour, hatch, dash, dot }
}

impl Highlight {
    /// The highlight in a colour; with an edge where the colour alone would be lost on a
    /// printer without colours.
    pub(super) fn new(colour: Colour, mut looks: impl Iterator<Item = Look>) -> Self {
        let alike =
            |look: Look| (colour.brightness() - look.colour.brightness()).abs() < ALIKE;
        Self { colour, edged: looks.any(alike) }
    }
}

impl Look {
    /// Whether areas of it are not hatched.
    pub(super) fn is_plain(&self) -> bool {
        self.hatch == Hatch::Plain
    }

    /// A column or bar.
    pub(super) fn fill(&self, rect: Rect, highlight: Option<Highlight>) -> Vec<Mark> {
        let colour = highlight.map_or(self.colour, |highlight| highlight.colour);
        let mut marks = vec![Mark::Fill { rect, colour }];
        marks.extend(strokes(self.hatch, &rect));
        if highlight.is_some_and(|highlight| highlight.edged) {
            marks.push(edge(&rect));
        }
        marks
    }

    /// The colour of the line: a thin line needs to be darker than an area.
    pub(super) fn ink(&self) -> Colour {
        self.colour.darkened(LINE_BRIGHTNESS_MAX)
    }

    /// A point of a line.
    pub(super) fn point(
        &self,
        at: Point,
        radius: f64,
        highlight: Option<Highlight>,
    ) -> Vec<Mark> {
        let colour = highlight.map_or(self.ink(), |highlight| highlight.colour);
        let inner = radius * 0.55;
        match self.dot {
            Dot::Disc => vec![disc(at, radius, colour)],
            Dot::Ring => {
                vec![disc(at, radius, colour), disc(at, inner, Colour::WHITE)]
            }
            Dot::Square => vec![square(at, radius, colour)],
            Dot::OpenSquare => {
                vec![square(at, radius, colour), square(at, inner, Colour::WHITE)]
            }
            Dot::Triangle => {
                vec![polygon(at, radius * 1.3, &[(0, -2), (2, 1), (-2, 1)], colour)]
            }
            Dot::Diamond => {
                let corners = [(0, -2), (2, 0), (0, 2), (-2, 0)];
                vec![polygon(at, radius * 1.3, &corners, colour)]
            }
        }
    }
}

fn disc(centre: Point, radius: f64, colour: Colour) -> Mark {
    Mark::Disc { centre, radius, colour }
}

fn square(at: Point, radius: f64, colour: Colour) -> Mark {
    let half = radius * 0.9;
    let rect = Rect {
        left: at.x - half,
        top: at.y - half,
        right: at.x + half,
        bottom: at.y + half,
    };
    Mark::Fill { rect, colour }
}

/// Corners are given in halves of the radius.
fn polygon(at: Point, radius: f64, corners: &[(i8, i8)], colour: Colour) -> Mark {
    let place = |&(x, y): &(i8, i8)| {
        Point::new(at.x + f64::from(x) * radius / 2.0, at.y + f64::from(y) * radius / 2.0)
    };
    Mark::Polygon { corners: corners.iter().map(place).collect(), colour }
}

fn edge(rect: &Rect) -> Mark {
    Mark::Line { points: rect.outline(), colour: Colour::BLACK, width: 1.0, dash: None }
}

fn strokes(hatch: Hatch, rect: &Rect) -> Vec<Mark> {
    let directions: &[(f64, f64)] = match hatch {
        Hatch::Plain => &[],
        Hatch::Rising => &[(1.0, 1.0)],
        Hatch::Level => &[(0.0, 1.0)],
        Hatch::Falling => &[(-1.0, 1.0)],
        Hatch::Crossed => &[(1.0, 1.0), (-1.0, 1.0)],
        Hatch::Squared => &[(0.0, 1.0), (1.0, 0.0)],
    };
    let lines = directions.iter().flat_map(|&direction| parallels(rect, direction));
    lines
        .map(|(from, to)| Mark::rule(from, to, Colour::WHITE, 0.8))
        .collect()
}

/// The lines `a·x + b·y = c` inside a rectangle, for `c` in even steps.
fn parallels(rect: &Rect, (a, b): (f64, f64)) -> Vec<(Point, Point)> {
    const STEP: f64 = 4.0;
    let corners = rect.outline();
    let reach = || corners.iter().map(|corner| a * corner.x + b * corner.y);
    let (low, high) =
        (reach().fold(f64::MAX, f64::min), reach().fold(f64::MIN, f64::max));
    let mut lines = Vec::new();
    let mut c = low + STEP / 2.0;
    while c < high {
        lines.extend(clip(rect, a, b, c));
        c += STEP;
    }
    lines
}

/// The part of the line `a·x + b·y = c` inside a rectangle; `a` and `b` are 0, 1 or −1.
fn clip(rect: &Rect, a: f64, b: f64, c: f64) -> Option<(Point, Point)> {
    if b == 0.0 {
        return Some((Point::new(c, rect.top), Point::new(c, rect.bottom)));
    }
    let y = |x: f64| (c - a * x) / b;
    if a == 0.0 {
        return Some((Point::new(rect.left, c), Point::new(rect.right, c)));
    }
    let x = |y: f64| (c - b * y) / a;
    let (one, two) = (x(rect.top), x(rect.bottom));
    let left = rect.left.max(one.min(two));
    let right = rect.right.min(one.max(two));
    (left < right).then(|| (Point::new(left, y(left)), Point::new(right, y(right))))
}
