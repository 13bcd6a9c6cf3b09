//! A chart with its caption: a drawn picture, or a chart of Word's own with its data.

use super::caption::caption;
use super::chart_part::{self, ChartPart};
use super::finish::DrawingFacts;
use super::flow::Flow;
use super::native::Native;
use super::picture::{drawing, placeholder};
use super::roles::Role;
use crate::diagnostics::Problem;
use crate::document::Chart;
use crate::drawing as draw;

/// Writes a chart.
pub(super) fn chart(flow: &mut Flow<'_>, chart: &Chart) -> Result<(), Box<Problem>> {
    let name = format!("图表 {}", flow.facts.drawings.len() + 1);
    let picture = match Native::of(chart, flow.style) {
        Some(native) => self::native(flow, &native, name)?,
        None => {
            let drawn = draw::draw(chart, flow.style)?;
            let image = draw::raster(&drawn, flow.style.chart.dpi)?;
            let size = (drawn.width_mm, drawn.height_mm);
            drawing(flow, &image, size, &name, &chart.alt)
        }
    };
    flow.paragraph(picture);
    let below = caption(flow, Role::ChartCaption, &chart.name, &chart.caption);
    flow.paragraph(below);
    Ok(())
}

fn native(
    flow: &mut Flow<'_>,
    native: &Native<'_>,
    name: String,
) -> Result<docx_rs::Paragraph, Box<Problem>> {
    let size = chart_part::size_mm(native);
    let paragraph = placeholder(flow, Vec::new(), size);
    let relationship = format!("rIdChart{}", flow.charts.len() + 1);
    flow.charts.push(ChartPart {
        part: chart_part::part(native),
        workbook: super::workbook::workbook(native.chart)?,
    });
    flow.facts.drawings.push(DrawingFacts {
        name,
        alt: native.chart.alt.clone(),
        chart: Some(relationship),
    });
    Ok(paragraph)
}
