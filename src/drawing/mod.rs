//! A stand-in until the drawing stage is there.

use crate::diagnostics::Problem;
use crate::document::{Chart, Image, ImageFormat};
use crate::layout::Style;

/// A drawn chart.
#[derive(Debug, Clone)]
pub struct Drawing {
    /// The picture.
    pub svg: String,
    /// Printed width.
    pub width_mm: f64,
    /// Printed height.
    pub height_mm: f64,
}

/// Draws a chart.
///
/// # Errors
/// Never.
pub fn draw(_: &Chart, style: &Style) -> Result<Drawing, Box<Problem>> {
    let (width_mm, height_mm) = (style.chart.width_mm, style.chart.height_mm);
    Ok(Drawing { svg: String::new(), width_mm, height_mm })
}

/// A picture of a drawing.
///
/// # Errors
/// Never.
pub fn raster(_: &Drawing, _: f64) -> Result<Image, Box<Problem>> {
    let picture = image::GrayImage::from_pixel(312, 164, image::Luma([200]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    let _ = picture.write_to(&mut bytes, image::ImageFormat::Png);
    Ok(Image {
        format: ImageFormat::Png,
        width_px: 312,
        height_px: 164,
        bytes: bytes.into_inner(),
    })
}
