//! A drawing as pixels, for files that cannot hold vectors.

use std::sync::{Arc, LazyLock};

use resvg::{tiny_skia, usvg};

use crate::diagnostics::{Code, Problem};
use crate::document;
use crate::layout;

use super::Drawing;
use super::palette;

/// The bundled fonts, and none of the system's.
static FONTS: LazyLock<Arc<usvg::fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = usvg::fontdb::Database::new();
    for font in layout::FONTS {
        fonts.load_font_source(usvg::fontdb::Source::Binary(Arc::new(font.bytes)));
    }
    Arc::new(fonts)
});

/// Draws a drawing as pixels.
pub(super) fn raster(
    drawing: &Drawing,
    dpi: f64,
) -> Result<document::Image, Box<Problem>> {
    let Drawing { svg: _, width_mm, height_mm } = drawing;
    let (width, height) = (pixels(*width_mm, dpi), pixels(*height_mm, dpi));
    let tree = parsed(drawing)?;
    let mut pixmap = tiny_skia::Pixmap::new(width, height)
        .ok_or_else(|| failed(&format!("{dpi}点每英寸时有{width}×{height}个像素")))?;
    pixmap.fill(tiny_skia::Color::WHITE);
    let scale = tiny_skia::Transform::from_scale(
        factor(width, tree.size().width()),
        factor(height, tree.size().height()),
    );
    resvg::render(&tree, scale, &mut pixmap.as_mut());
    let bytes = palette::png(&pixmap).map_err(|error| failed(&error))?;
    Ok(document::Image {
        format: document::ImageFormat::Png,
        width_px: width,
        height_px: height,
        bytes,
    })
}

/// The same drawing with outlines in place of its text, for viewers without the bundled
/// fonts.
///
/// # Errors
/// A drawing that is no SVG.
pub fn outlined(drawing: &Drawing) -> Result<Drawing, Box<Problem>> {
    // Coordinates are in twentieths of a point; more digits show no difference.
    let options = usvg::WriteOptions {
        coordinates_precision: 2,
        transforms_precision: 5,
        ..usvg::WriteOptions::default()
    };
    Ok(Drawing { svg: parsed(drawing)?.to_string(&options), ..drawing.clone() })
}

fn parsed(drawing: &Drawing) -> Result<usvg::Tree, Box<Problem>> {
    let options = usvg::Options { fontdb: FONTS.clone(), ..usvg::Options::default() };
    usvg::Tree::from_str(&drawing.svg, &options).map_err(|error| failed(&error))
}

fn pixels(mm: f64, dpi: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast of a float saturates, and too large a size is refused"
    )]
    let pixels = (mm / 25.4 * dpi).round() as u32;
    // 20,000 pixels are a chart of A4 width at more than 2400 dpi.
    if pixels > 20_000 { 0 } else { pixels }
}

#[expect(clippy::cast_possible_truncation, reason = "resvg counts in single precision")]
fn factor(pixels: u32, size: f32) -> f32 {
    (f64::from(pixels) / f64::from(size)) as f32
}

fn failed(reason: &dyn std::fmt::Display) -> Box<Problem> {
    let problem =
        Problem::error(Code::LAYOUT_ERROR, format!("图表不能转成图片：{reason}"));
    Box::new(problem.hint("请检查 style.yaml 中 chart.dpi、width_mm 与 height_mm"))
}
