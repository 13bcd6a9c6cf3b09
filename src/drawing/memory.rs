//! What was drawn before is not drawn again: both files of a bulletin show the same
//! charts, and units' issues share those of the district.
//!
//! It is forgotten together with what typst remembers of the pages.

use std::hash::{Hash, Hasher};

use super::Drawing;
use crate::diagnostics::Problem;
use crate::document::{self, Chart, plain_text};
use crate::layout::Style;

/// What a drawing shows of a chart; its number and its words for readers who cannot see
/// it stand elsewhere.
#[derive(Clone, Copy)]
struct Shown<'a>(&'a Chart);

/// The looks of a drawing.
#[derive(Clone, Copy)]
struct Looks<'a>(&'a Style);

/// A drawing that is to be rasterised.
#[derive(Clone, Copy)]
struct Drawn<'a>(&'a Drawing);

impl Hash for Shown<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Chart {
            name: _,
            caption,
            form,
            unit,
            categories,
            series,
            marked,
            editable: _,
            share,
            alt: _,
        } = self.0;
        // Problems name the caption.
        plain_text(&caption.text).hash(state);
        (form, unit, categories, series, marked, share.to_bits()).hash(state);
    }
}

impl Hash for Looks<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Measures are floating point, which has no hash; as text they have.
        format!("{:?}", self.0).hash(state);
    }
}

impl Hash for Drawn<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Drawing { svg, width_mm, height_mm } = self.0;
        (svg, width_mm.to_bits(), height_mm.to_bits()).hash(state);
    }
}

pub(super) fn draw(chart: &Chart, style: &Style) -> Result<Drawing, Box<Problem>> {
    drawn(Shown(chart), Looks(style))
}

pub(super) fn raster(
    drawing: &Drawing,
    dpi: f64,
) -> Result<document::Image, Box<Problem>> {
    rastered(Drawn(drawing), dpi.to_bits())
}

#[comemo::memoize]
fn drawn(chart: Shown<'_>, style: Looks<'_>) -> Result<Drawing, Box<Problem>> {
    super::draw_anew(chart.0, style.0)
}

#[comemo::memoize]
fn rastered(drawing: Drawn<'_>, dpi_bits: u64) -> Result<document::Image, Box<Problem>> {
    super::raster::raster(drawing.0, f64::from_bits(dpi_bits))
}
