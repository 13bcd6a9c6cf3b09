//! Pixels made as many as print can show, and turned upright.

use fast_image_resize as resize;
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, RgbImage};

use super::fault::Fault;

/// Opaque pixels of eight bits a channel.
pub(super) enum Pixels {
    Grey(GrayImage),
    Colour(RgbImage),
}

impl Pixels {
    pub(super) fn size(&self) -> (u32, u32) {
        match self {
            Self::Grey(image) => image.dimensions(),
            Self::Colour(image) => image.dimensions(),
        }
    }
}

/// Whether turning upright swaps width and height.
pub(super) fn turns_sideways(orientation: Orientation) -> bool {
    match orientation {
        Orientation::Rotate90
        | Orientation::Rotate270
        | Orientation::Rotate90FlipH
        | Orientation::Rotate270FlipH => true,
        Orientation::NoTransforms
        | Orientation::Rotate180
        | Orientation::FlipHorizontal
        | Orientation::FlipVertical => false,
    }
}

/// The size in pixels, not yet turned, of a picture that is printed as large as its box
/// allows; never more than it has.
pub(super) fn fitting(
    (width, height): (u32, u32),
    is_turned: bool,
    (box_width_mm, box_height_mm): (f64, f64),
    dpi: f64,
) -> (u32, u32) {
    let (across_mm, along_mm) = if is_turned {
        (box_height_mm, box_width_mm)
    } else {
        (box_width_mm, box_height_mm)
    };
    let part = |mm: f64, pixels: u32| mm / 25.4 * dpi / f64::from(pixels.max(1));
    let part = part(across_mm, width).min(part(along_mm, height));
    if part >= 1.0 {
        return (width, height);
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a part of a u32 is one"
    )]
    let shrink = |pixels: u32| ((f64::from(pixels) * part).round() as u32).max(1);
    (shrink(width), shrink(height))
}

/// Scales down; pixels of the wanted size stay as they are.
pub(super) fn scale(pixels: Pixels, size: (u32, u32)) -> Result<Pixels, Fault> {
    if pixels.size() == size {
        return Ok(pixels);
    }
    let (width, height) = size;
    // Both buffers are made to their sizes, so that a failure is out of reach.
    match pixels {
        Pixels::Grey(image) => {
            let scaled = resample(
                image.dimensions(),
                image.as_raw(),
                resize::PixelType::U8,
                size,
            )?;
            GrayImage::from_raw(width, height, scaled)
                .map(Pixels::Grey)
                .ok_or(Fault::Broken)
        }
        Pixels::Colour(image) => {
            let scaled = resample(
                image.dimensions(),
                image.as_raw(),
                resize::PixelType::U8x3,
                size,
            )?;
            RgbImage::from_raw(width, height, scaled)
                .map(Pixels::Colour)
                .ok_or(Fault::Broken)
        }
    }
}

fn resample(
    (width, height): (u32, u32),
    pixels: &[u8],
    kind: resize::PixelType,
    (to_width, to_height): (u32, u32),
) -> Result<Vec<u8>, Fault> {
    let from = resize::images::ImageRef::new(width, height, pixels, kind)
        .map_err(|_| Fault::Broken)?;
    let mut to = resize::images::Image::new(to_width, to_height, kind);
    let filter = resize::ResizeAlg::Convolution(resize::FilterType::Lanczos3);
    let options = resize::ResizeOptions::new().resize_alg(filter);
    resize::Resizer::new()
        .resize(&from, &mut to, &options)
        .map_err(|_| Fault::Broken)?;
    Ok(to.into_vec())
}

/// Turns a picture as its camera was held.
pub(super) fn turn(pixels: Pixels, orientation: Orientation) -> DynamicImage {
    let mut image = match pixels {
        Pixels::Grey(image) => DynamicImage::ImageLuma8(image),
        Pixels::Colour(image) => DynamicImage::ImageRgb8(image),
    };
    image.apply_orientation(orientation);
    image
}
