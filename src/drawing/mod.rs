//! A chart's figures as a picture: a stand-in for work on the PDF writer.

use std::fmt::Write as _;

use crate::diagnostics::Problem;
use crate::{document, layout};

/// A chart as vector picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// The picture; its text names families of the bundled fonts.
    pub svg: String,
    /// Printed width.
    pub width_mm: f64,
    /// Printed height.
    pub height_mm: f64,
}

/// Draws a chart.
///
/// # Errors
/// A value that is no number.
pub fn draw(
    chart: &document::Chart,
    style: &layout::Style,
) -> Result<Drawing, Box<Problem>> {
    let mut svg = String::from(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="442" height="232" viewBox="0 0 442 232">"#,
    );
    let points = chart.series.first().map(|series| series.points.iter());
    for (x, (label, point)) in
        (0u16..).zip(chart.categories.iter().zip(points.into_iter().flatten()))
    {
        let text = point.as_ref().map_or("", |point| point.text.as_str());
        let height = text.parse::<f64>().unwrap_or(0.0) / 2.6;
        let (left, top) = (20 + 24 * x, 200.0 - height);
        let colour = style.chart.colours.first().map_or("888888", String::as_str);
        let _ = write!(
            svg,
            r##"<rect x="{left}" y="{top}" width="15" height="{height}" fill="#{colour}"/><text x="{left}" y="{top}" font-family="GW Hei SC" font-size="7">{text}</text><text x="{left}" y="212" font-family="GW Hei SC" font-size="7">{label}</text>"##,
        );
    }
    svg.push_str("</svg>");
    let layout::ChartStyle { width_mm, height_mm, .. } = style.chart;
    Ok(Drawing { svg, width_mm, height_mm })
}
