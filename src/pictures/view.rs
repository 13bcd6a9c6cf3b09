//! What is shown of a picture, and how it is turned.

use image::DynamicImage;
use image::metadata::Orientation;

/// A picture as Word shows it: first cropped, then mirrored, then turned.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct View {
    /// What is cut away at each edge.
    pub crop: Crop,
    /// How the rest is mirrored and turned.
    pub turn: Turn,
}

/// Parts of a picture that are cut away, as fractions of its width or height.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Crop {
    /// At the left.
    pub left: f64,
    /// At the top.
    pub top: f64,
    /// At the right.
    pub right: f64,
    /// At the bottom.
    pub bottom: f64,
}

/// Mirrored or not, and turned by right angles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Turn {
    /// Whether left and right change places, before it is turned.
    is_mirrored: bool,
    /// Right angles, clockwise, 0 to 3.
    quarters: u8,
}

impl Turn {
    /// Flipped across and along, then turned clockwise by right angles.
    pub fn new(flips_across: bool, flips_along: bool, quarters: u8) -> Self {
        // Upside down is mirrored and turned by half.
        let half = if flips_along { 2 } else { 0 };
        Self { is_mirrored: flips_across ^ flips_along, quarters: (quarters + half) % 4 }
    }

    /// This, and then another around it, as of a group of pictures.
    #[must_use]
    pub fn within(self, outer: Self) -> Self {
        // What was turned to the right is turned to the left in a mirror.
        let own = if outer.is_mirrored { 4 - self.quarters } else { self.quarters };
        Self {
            is_mirrored: self.is_mirrored ^ outer.is_mirrored,
            quarters: (own + outer.quarters) % 4,
        }
    }

    /// The same in the words of the image library.
    pub(super) fn orientation(self) -> Orientation {
        match (self.is_mirrored, self.quarters) {
            (false, 0) => Orientation::NoTransforms,
            (false, 1) => Orientation::Rotate90,
            (false, 2) => Orientation::Rotate180,
            (false, _) => Orientation::Rotate270,
            (true, 0) => Orientation::FlipHorizontal,
            // That library mirrors last.
            (true, 1) => Orientation::Rotate270FlipH,
            (true, 2) => Orientation::FlipVertical,
            (true, _) => Orientation::Rotate90FlipH,
        }
    }
}

impl Crop {
    /// Left and top edge, width and height of what is left, in whole pixels; at least one.
    pub(super) fn pixels(self, (width, height): (u32, u32)) -> (u32, u32, u32, u32) {
        let (left, across) = span(width, self.left, self.right);
        let (top, along) = span(height, self.top, self.bottom);
        (left, top, across, along)
    }

    /// What is left of a picture.
    pub(super) fn cut(self, image: DynamicImage) -> DynamicImage {
        let size = (image.width(), image.height());
        let (left, top, width, height) = self.pixels(size);
        if (width, height) == size {
            return image;
        }
        image.crop_imm(left, top, width, height)
    }
}

/// Where what is left begins, and how long it is.
fn span(length: u32, before: f64, after: f64) -> (u32, u32) {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a fraction of a u32 is one; what is no number becomes 0"
    )]
    let part =
        |fraction: f64| (f64::from(length) * fraction.clamp(0.0, 1.0)).round() as u32;
    let start = part(before).min(length.saturating_sub(1));
    let left = length.saturating_sub(start);
    (start, left.saturating_sub(part(after)).max(1).min(left))
}
