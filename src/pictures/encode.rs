//! Pixels as a JPEG or PNG that holds nothing else.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ImageError};

use crate::document::{Image, ImageFormat};

use super::fault::Fault;

/// At 300 dpi no eye tells it from the original.
const JPEG_QUALITY: u8 = 85;

pub(super) fn encode(image: &DynamicImage, format: ImageFormat) -> Result<Image, Fault> {
    let mut bytes = Vec::new();
    let written: Result<(), ImageError> = match format {
        ImageFormat::Jpeg => {
            let encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
            image.write_with_encoder(encoder)
        }
        ImageFormat::Png => {
            let (kind, filter) = (CompressionType::Default, FilterType::Adaptive);
            image.write_with_encoder(PngEncoder::new_with_quality(
                &mut bytes, kind, filter,
            ))
        }
    };
    written.map_err(|_| Fault::Broken)?;
    Ok(Image { format, width_px: image.width(), height_px: image.height(), bytes })
}
