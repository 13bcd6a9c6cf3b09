//! Where glyphs stand, so that it can be told which of them belong together.

/// A coordinate system within another: `x' = a x + c y + e`, `y' = b x + d y + f`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix(pub(super) [f64; 6]);

impl Matrix {
    pub(super) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// `self` within `outer`.
    pub(super) fn within(self, outer: Self) -> Self {
        let (Self([a, b, c, d, e, f]), Self([oa, ob, oc, od, oe, of])) = (self, outer);
        Self([
            a * oa + b * oc,
            a * ob + b * od,
            c * oa + d * oc,
            c * ob + d * od,
            e * oa + f * oc + oe,
            e * ob + f * od + of,
        ])
    }

    /// Moved along its own axes.
    pub(super) fn moved(self, x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y]).within(self)
    }

    pub(super) fn origin(self) -> (f64, f64) {
        (self.0[4], self.0[5])
    }

    /// How long a unit along the first axis is.
    pub(super) fn scale(self) -> f64 {
        self.0[0].hypot(self.0[1])
    }
}

/// Words with the place where they end.
#[derive(Debug, Default)]
pub(super) struct Words {
    text: String,
    end: Option<(f64, f64)>,
}

impl Words {
    /// Adds words that start and end there, in letters of that size; words right behind
    /// those before belong to them.
    pub(super) fn add(
        &mut self,
        words: &str,
        start: (f64, f64),
        end: (f64, f64),
        size: f64,
    ) {
        let joins = self
            .end
            .is_some_and(|(x, y)| (x - start.0).hypot(y - start.1) < size * JOINING_EMS);
        if !joins && !self.text.is_empty() {
            self.text.push(crate::audit::numbers::SEAM);
        }
        self.text.push_str(words);
        self.end = Some(end);
    }

    /// What was added, in one string.
    pub(super) fn take(&mut self) -> String {
        self.end = None;
        std::mem::take(&mut self.text)
    }
}

/// Letters nearer than this stand beside each other; a blank is twice as wide.
const JOINING_EMS: f64 = 0.12;
