//! The pixels of a JPEG or PNG, in grey or colour and without transparency.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{ColorType, DynamicImage, ImageDecoder};

use crate::document::ImageFormat;

use super::FILE_BYTES_MAX;
use super::fault::Fault;
use super::jpeg;
use super::png_chunks;
use super::scale::Pixels;

/// 12,000 × 10,000: more than any telephone takes, and 360 MB in memory.
pub(super) const PIXELS_MAX: u64 = 120_000_000;

/// What a decoder may allocate beside the pixels and for them.
const BYTES_MAX: u64 = 512 << 20;

/// A decoded picture, not yet turned upright.
pub(super) struct Decoded {
    pub(super) pixels: Pixels,
    pub(super) orientation: Orientation,
    /// Whether the file holds the same pixels: neither transparency nor 16 bits a channel
    /// had to be taken away.
    pub(super) is_as_stored: bool,
}

impl Decoded {
    pub(super) fn is_upright(&self) -> bool {
        self.orientation == Orientation::NoTransforms
    }
}

/// The format by the first bytes: file names lie.
pub(super) fn format(bytes: &[u8]) -> Result<ImageFormat, Fault> {
    if bytes.is_empty() {
        return Err(Fault::Empty);
    }
    if u64::try_from(bytes.len()).is_ok_and(|count| count > FILE_BYTES_MAX) {
        return Err(Fault::TooManyBytes);
    }
    match image::guess_format(bytes) {
        Ok(image::ImageFormat::Jpeg) => Ok(ImageFormat::Jpeg),
        Ok(image::ImageFormat::Png) => Ok(ImageFormat::Png),
        Ok(other) => {
            let name = other.extensions_str().first().unwrap_or(&"");
            Err(Fault::Format(name.to_uppercase()))
        }
        // The telephone format that image does not know.
        Err(_) if bytes.get(4..8) == Some(b"ftyp") => {
            Err(Fault::Format("HEIC".to_owned()))
        }
        Err(_) => Err(Fault::NotAPicture),
    }
}

pub(super) fn decode(bytes: &[u8], format: ImageFormat) -> Result<Decoded, Fault> {
    let limits = || {
        let mut limits = image::Limits::no_limits();
        limits.max_alloc = Some(BYTES_MAX);
        limits
    };
    let source = Cursor::new(bytes);
    // Both formats are walked to their ends first: one decoder fills what is missing with
    // grey and says nothing, the other does not tell a cut file from a garbled one.
    match format {
        ImageFormat::Jpeg => {
            jpeg::strip(bytes)?;
            let mut decoder = image::codecs::jpeg::JpegDecoder::new(source)
                .map_err(|_| Fault::Broken)?;
            decoder.set_limits(limits()).map_err(|_| Fault::Broken)?;
            pixels(decoder)
        }
        ImageFormat::Png => {
            png_chunks::strip(bytes)?;
            let decoder = image::codecs::png::PngDecoder::with_limits(source, limits());
            pixels(decoder.map_err(|_| Fault::Broken)?)
        }
    }
}

fn pixels(mut decoder: impl ImageDecoder) -> Result<Decoded, Fault> {
    let (width, height) = decoder.dimensions();
    let count = u64::from(width) * u64::from(height);
    if count > PIXELS_MAX || decoder.total_bytes() > BYTES_MAX {
        return Err(Fault::TooManyPixels { width, height });
    }
    // A broken orientation is none.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let is_as_stored = matches!(decoder.color_type(), ColorType::L8 | ColorType::Rgb8);
    let image = DynamicImage::from_decoder(decoder).map_err(|_| Fault::Broken)?;
    Ok(Decoded { pixels: opaque(image), orientation, is_as_stored })
}

/// PDF/A and Word do not agree on transparency: paper is white.
fn opaque(image: DynamicImage) -> Pixels {
    let is_grey = !image.color().has_color();
    if !image.color().has_alpha() {
        return if is_grey {
            Pixels::Grey(image.into_luma8())
        } else {
            Pixels::Colour(image.into_rgb8())
        };
    }
    let over_white = |channel: u8, alpha: u8| {
        let mixed =
            u32::from(channel) * u32::from(alpha) + 255 * (255 - u32::from(alpha)) + 127;
        u8::try_from(mixed / 255).unwrap_or(u8::MAX)
    };
    if is_grey {
        let image = image.into_luma_alpha8();
        let mut grey = image::GrayImage::new(image.width(), image.height());
        for (to, from) in grey.pixels_mut().zip(image.pixels()) {
            let [level, alpha] = from.0;
            to.0 = [over_white(level, alpha)];
        }
        return Pixels::Grey(grey);
    }
    let image = image.into_rgba8();
    let mut colour = image::RgbImage::new(image.width(), image.height());
    for (to, from) in colour.pixels_mut().zip(image.pixels()) {
        let [red, green, blue, alpha] = from.0;
        to.0 = [red, green, blue].map(|channel| over_white(channel, alpha));
    }
    Pixels::Colour(colour)
}
