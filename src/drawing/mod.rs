//! A chart's figures become a picture: drawn once to SVG, rasterised for files that need pixels.
//!
//! A form of chart is a file with a function from a plot (figures and measures) to marks,
//! and a line in [`sheet`]. Marks are data, so that a test can measure whether labels
//! overlap; only `svg` knows plotters, only `raster` knows resvg.

mod axis;
mod bars;
mod columns;
mod dumbbells;
mod heat_map;
mod labels;
mod lines;
mod looks;
mod lying;
mod mark;
mod memory;
mod palette;
mod placing;
mod plot;
mod raster;
mod stacked_bars;
mod svg;
mod type_metrics;
mod upright;

#[cfg(test)]
mod tests;

use crate::diagnostics::Problem;
use crate::document;
use crate::layout;

pub use raster::outlined;

/// A drawn chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// The picture as SVG; its text names a bundled font.
    pub svg: String,
    /// Printed width.
    pub width_mm: f64,
    /// Printed height.
    pub height_mm: f64,
}

/// The ink, black or white, in which a number is best read on a colour, both `RRGGBB`.
pub fn ink(ground: &str) -> &'static str {
    let ground = mark::Colour::parse(ground).unwrap_or(mark::Colour::WHITE);
    if ground.ink() == mark::Colour::WHITE { "FFFFFF" } else { "000000" }
}

/// Points in a millimetre.
const PT_PER_MM: f64 = 72.0 / 25.4;

/// Draws a chart; the same chart and style give the same bytes.
///
/// # Errors
/// A chart without values, with a value that is no plain number, with more columns, bars
/// or series than can be told apart, or with figures that its form cannot show; a style that names no bundled font or no colour.
pub fn draw(
    chart: &document::Chart,
    style: &layout::Style,
) -> Result<Drawing, Box<Problem>> {
    memory::draw(chart, style)
}

/// Ends and step of a value axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ends {
    /// Where it begins.
    pub low: f64,
    /// Where it ends.
    pub high: f64,
    /// From tick to tick.
    pub step: f64,
}

/// The value axis with which a chart is drawn; none of a form that has none.
///
/// # Errors
/// Those of [`draw`].
pub fn ends(
    chart: &document::Chart,
    style: &layout::Style,
) -> Result<Option<Ends>, Box<Problem>> {
    let plot = plot::Plot::new(chart, style)?;
    let axis = match chart.form {
        document::ChartForm::Columns | document::ChartForm::Bars => {
            axis::Axis::of_lengths(&plot)
        }
        document::ChartForm::StackedBars => stacked_bars::axis(&plot),
        document::ChartForm::Lines => axis::Axis::around(plot.numbers()),
        document::ChartForm::Dumbbells => dumbbells::axis(&plot),
        document::ChartForm::HeatMap => return Ok(None),
    };
    let axis::Axis { low, high, step, .. } = axis;
    Ok(Some(Ends { low, high, step }))
}

/// Turns a drawing into a PNG of at most 256 colours; the same drawing gives the same bytes.
///
/// # Errors
/// A resolution at which the picture has no pixels or more than memory holds.
pub fn raster(drawing: &Drawing, dpi: f64) -> Result<document::Image, Box<Problem>> {
    memory::raster(drawing, dpi)
}

fn draw_anew(
    chart: &document::Chart,
    style: &layout::Style,
) -> Result<Drawing, Box<Problem>> {
    let plot = plot::Plot::new(chart, style)?;
    let sheet = sheet(chart, &plot)?;
    Ok(Drawing {
        svg: svg::write(&sheet, plot.metrics.family)?,
        width_mm: sheet.width / PT_PER_MM,
        height_mm: sheet.height / PT_PER_MM,
    })
}

fn sheet(
    chart: &document::Chart,
    plot: &plot::Plot<'_>,
) -> Result<mark::Sheet, Box<Problem>> {
    Ok(match chart.form {
        document::ChartForm::Columns => columns::draw(plot)?,
        document::ChartForm::Bars => bars::draw(plot)?,
        document::ChartForm::StackedBars => stacked_bars::draw(plot)?,
        document::ChartForm::Lines => lines::draw(plot),
        document::ChartForm::HeatMap => heat_map::draw(plot)?,
        document::ChartForm::Dumbbells => dumbbells::draw(plot)?,
    })
}
