//! The pixels of a JPEG or PNG, eight bits a channel.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{ColorType, DynamicImage, ImageDecoder};

use crate::document::ImageFormat;

use super::FILE_BYTES_MAX;
use super::fault::Fault;
use super::jpeg;
use super::{png_chunks, profile};

/// 12,000 × 10,000: more than any telephone takes, and 360 MB in memory.
pub(super) const PIXELS_MAX: u64 = 120_000_000;

/// What a decoder may allocate beside the pixels and for them.
const BYTES_MAX: u64 = 512 << 20;

/// A byte of a JPEG holds no more pixels: each block of 8 × 8 takes a bit at least. What
/// claims more would only fill the memory.
const JPEG_PIXELS_A_BYTE: u64 = 512;

/// A decoded picture, not yet turned upright.
pub(super) struct Decoded {
    pub(super) pixels: DynamicImage,
    pub(super) orientation: Orientation,
    /// Whether the file holds the same pixels: neither transparency nor 16 bits a channel
    /// had to be taken away, nor colours changed.
    pub(super) is_as_stored: bool,
    /// Whether the file's colours are meant otherwise than they stand in it.
    pub(super) is_recoloured: bool,
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
            let (width, height) = decoder.dimensions();
            let held = bytes.len() as u64 * JPEG_PIXELS_A_BYTE;
            if u64::from(width) * u64::from(height) > held {
                return Err(Fault::Broken);
            }
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
    // A broken profile is none.
    let profile = decoder.icc_profile().ok().flatten();
    let image = DynamicImage::from_decoder(decoder).map_err(|_| Fault::Broken)?;
    let mut pixels = eight_bits(image);
    let is_recoloured =
        profile.is_some_and(|profile| profile::apply(&mut pixels, &profile));
    Ok(Decoded {
        pixels,
        orientation,
        is_as_stored: is_as_stored && !is_recoloured,
        is_recoloured,
    })
}

/// Eight bits a channel are all that print shows.
fn eight_bits(image: DynamicImage) -> DynamicImage {
    let color = image.color();
    if color.bytes_per_pixel() == color.channel_count() {
        return image;
    }
    match (color.has_color(), color.has_alpha()) {
        (true, true) => image.into_rgba8().into(),
        (true, false) => image.into_rgb8().into(),
        (false, true) => image.into_luma_alpha8().into(),
        (false, false) => image.into_luma8().into(),
    }
}
