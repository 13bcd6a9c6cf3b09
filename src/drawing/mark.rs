//! What a drawn chart is made of, in points from the upper left corner.

/// A place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// An upright rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rect {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

/// Red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colour(pub(super) u8, pub(super) u8, pub(super) u8);

/// One element of the picture.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark {
    Fill { rect: Rect, colour: Colour },
    Line { points: Vec<Point>, colour: Colour, width: f64, dash: Option<Dash> },
    Disc { centre: Point, radius: f64, colour: Colour },
    Polygon { corners: Vec<Point>, colour: Colour },
    Text(Text),
}

/// Drawn and blank length of a broken line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Dash {
    pub(super) on: f64,
    pub(super) off: f64,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Text {
    /// Where its anchor stands; across the line it is the middle of the characters.
    pub(super) at: Point,
    pub(super) anchor: Anchor,
    pub(super) words: String,
    pub(super) size: f64,
    pub(super) bold: bool,
    /// Read from bottom to top.
    pub(super) turned: bool,
    pub(super) ink: Colour,
}

/// The part of a text that stands at its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A finished picture.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sheet {
    pub(super) width: f64,
    pub(super) height: f64,
    /// Later ones cover earlier ones.
    pub(super) marks: Vec<Mark>,
}

impl Point {
    pub(super) fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
}

impl Text {
    /// Level black text that is not bold.
    pub(super) fn new(at: Point, anchor: Anchor, words: &str, size: f64) -> Self {
        let (words, ink) = (words.to_owned(), Colour::BLACK);
        Self { at, anchor, words, size, bold: false, turned: false, ink }
    }
}

/// A torn edge across what is drawn, upright or level: the axis there does not begin at zero.
pub(super) fn tear(from: Point, to: Point) -> Mark {
    const STEP: f64 = 3.0;
    let (wide, high) = (to.x - from.x, to.y - from.y);
    let length = wide.hypot(high).max(STEP);
    let mut points = Vec::new();
    let (mut done, mut side) = (0.0, 1.0);
    while done <= length {
        let (along, aside) = (done / length, side * STEP / 2.0);
        points.push(Point::new(
            from.x + wide * along + high / length * aside,
            from.y + high * along + wide / length * aside,
        ));
        done += STEP;
        side = -side;
    }
    Mark::Line { points, colour: Colour::WHITE, width: 1.6, dash: None }
}

impl Rect {
    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(super) fn middle(&self) -> Point {
        Point::new((self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0)
    }

    /// How much of both lies in the other.
    pub(super) fn overlap(&self, other: &Self) -> f64 {
        let width = self.right.min(other.right) - self.left.max(other.left);
        let height = self.bottom.min(other.bottom) - self.top.max(other.top);
        width.max(0.0) * height.max(0.0)
    }

    /// Its edge as a closed line.
    pub(super) fn outline(&self) -> Vec<Point> {
        let &Self { left, top, right, bottom } = self;
        [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
            .map(|(x, y)| Point::new(x, y))
            .to_vec()
    }
}

impl Colour {
    pub(super) const BLACK: Self = Self(0, 0, 0);
    pub(super) const WHITE: Self = Self(255, 255, 255);

    /// Reads `RRGGBB`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let is_hex = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = u32::from_str_radix(text, 16).ok().filter(|_| is_hex)?;
        let [_, red, green, blue] = number.to_be_bytes();
        Some(Self(red, green, blue))
    }

    /// How bright a black-and-white printer makes it, 0 to 255.
    pub(super) fn brightness(self) -> f64 {
        let Self(red, green, blue) = self;
        0.299 * f64::from(red) + 0.587 * f64::from(green) + 0.114 * f64::from(blue)
    }

    /// Black or white, whichever is read better on it.
    pub(super) fn ink(self) -> Self {
        // Here both are read equally well, by the contrast ratio of WCAG.
        if self.brightness() < 117.0 { Self::WHITE } else { Self::BLACK }
    }

    /// Itself, or as much darker as it takes to be no brighter than `most`.
    pub(super) fn darkened(self, most: f64) -> Self {
        let part = (most / self.brightness().max(1.0)).min(1.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a part of a byte is a byte"
        )]
        let dim = |channel: u8| (f64::from(channel) * part) as u8;
        Self(dim(self.0), dim(self.1), dim(self.2))
    }

    /// Mixed with white: 1 is the colour itself, 0 is white.
    ///
    /// Mixed rather than transparent, so that no printer has to blend.
    pub(super) fn tint(self, part: f64) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a mean of two bytes is a byte"
        )]
        let mix = |channel: u8| (255.0 - (255.0 - f64::from(channel)) * part) as u8;
        Self(mix(self.0), mix(self.1), mix(self.2))
    }
}

impl Mark {
    /// A straight, unbroken line.
    pub(super) fn rule(from: Point, to: Point, colour: Colour, width: f64) -> Self {
        Self::Line { points: vec![from, to], colour, width, dash: None }
    }
}
