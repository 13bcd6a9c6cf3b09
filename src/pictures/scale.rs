//! Pixels made as many as print can show, and laid on white.

use fast_image_resize as resize;
use image::metadata::Orientation;
use image::{DynamicImage, GenericImageView};

use super::fault::Fault;

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
pub(super) fn scale(
    image: DynamicImage,
    size: (u32, u32),
) -> Result<DynamicImage, Fault> {
    if image.dimensions() == size {
        return Ok(image);
    }
    let kind = match image.color().channel_count() {
        1 => resize::PixelType::U8,
        2 => resize::PixelType::U8x2,
        3 => resize::PixelType::U8x3,
        _ => resize::PixelType::U8x4,
    };
    let (width, height) = image.dimensions();
    let from = resize::images::ImageRef::new(width, height, image.as_bytes(), kind)
        .map_err(|_| Fault::Broken)?;
    let mut to = resize::images::Image::new(size.0, size.1, kind);
    let filter = resize::ResizeAlg::Convolution(resize::FilterType::Lanczos3);
    // All are opaque by now.
    let options = resize::ResizeOptions::new().resize_alg(filter).use_alpha(false);
    resize::Resizer::new()
        .resize(&from, &mut to, &options)
        .map_err(|_| Fault::Broken)?;
    rebuild(size, kind, to.into_vec()).ok_or(Fault::Broken)
}

fn rebuild(
    (width, height): (u32, u32),
    kind: resize::PixelType,
    bytes: Vec<u8>,
) -> Option<DynamicImage> {
    if kind == resize::PixelType::U8 {
        image::GrayImage::from_raw(width, height, bytes).map(DynamicImage::from)
    } else if kind == resize::PixelType::U8x2 {
        image::GrayAlphaImage::from_raw(width, height, bytes).map(DynamicImage::from)
    } else if kind == resize::PixelType::U8x3 {
        image::RgbImage::from_raw(width, height, bytes).map(DynamicImage::from)
    } else {
        image::RgbaImage::from_raw(width, height, bytes).map(DynamicImage::from)
    }
}

/// Lays a picture on white paper: PDF/A and Word do not agree on transparency.
///
/// Done in place: a copy of a large picture costs more memory than all else.
pub(super) fn on_paper(mut image: DynamicImage) -> DynamicImage {
    if let Some(grey) = image.as_mut_luma_alpha8() {
        for pixel in grey.pixels_mut() {
            let [level, alpha] = pixel.0;
            pixel.0 = [over_white(level, alpha), u8::MAX];
        }
    } else if let Some(colour) = image.as_mut_rgba8() {
        for pixel in colour.pixels_mut() {
            let [red, green, blue, alpha] = pixel.0;
            let [red, green, blue] =
                [red, green, blue].map(|channel| over_white(channel, alpha));
            pixel.0 = [red, green, blue, u8::MAX];
        }
    }
    image
}

/// Drops the channel that says that all is opaque.
pub(super) fn without_alpha(image: DynamicImage) -> DynamicImage {
    match (image.color().has_color(), image.color().has_alpha()) {
        (_, false) => image,
        (true, true) => image.into_rgb8().into(),
        (false, true) => image.into_luma8().into(),
    }
}

fn over_white(channel: u8, alpha: u8) -> u8 {
    let (channel, alpha) = (u32::from(channel), u32::from(alpha));
    u8::try_from((channel * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX)
}
