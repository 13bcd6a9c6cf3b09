//! A chart of Word's own: the DrawingML part with its data kept beside the workbook.
//!
//! `parts/chart.xml` has what all charts share. Every colour and font is named, so that no
//! theme changes what was drawn.

use super::measures::{mm_pt, whole};
use super::native::{Form, Native};
use super::stored::stored;
use super::xml::{Element, Node};
use crate::drawing::Ends;
use crate::layout::Style;

/// A chart part and the workbook that it was made from.
pub(super) struct ChartPart {
    pub(super) part: Element,
    pub(super) workbook: Vec<u8>,
}

const CATEGORY_AXIS: u32 = 1001;
const VALUE_AXIS: u32 = 1002;

/// Printed width and height; lying bars grow with their number.
pub(super) fn size_mm(native: &Native<'_>) -> (f64, f64) {
    let Native { chart, style, form } = *native;
    let height = match form {
        Form::Columns | Form::Lines => style.chart.height_mm * chart.share,
        Form::Bars | Form::StackedBars => {
            let beside = if form == Form::Bars { chart.series.len().max(1) } else { 1 };
            let bars = chart.categories.len().max(1) * beside;
            let line_mm = style.chart.size_pt * 1.6 * chart.share * 25.4 / 72.0;
            let wanted =
                line_mm * f64::from(u32::try_from(bars).unwrap_or(u32::MAX)) + 12.0;
            wanted.min(style.page.text_height_mm() * 0.9)
        }
    };
    (style.chart.width_mm.min(style.page.text_width_mm()), height)
}

/// The chart part; its only relationship, `rId1`, is the workbook.
pub(super) fn part(native: &Native<'_>) -> Element {
    let Native { chart, style, .. } = *native;
    let mut part = stored(include_str!("parts/chart.xml"));
    typeset(&mut part, style, style.chart.size_pt);
    part.walk(&mut |element| {
        if element.name == "a:srgbClr" && element.get("val") == Some("") {
            element.set("val", &style.chart.rule);
        }
    });
    part.edit("c:chart", |inner| {
        inner.edit("c:plotArea", |area| {
            if chart.series.len() > 1 {
                area.edit("c:layout", under_legend);
            }
            area.edit("c:catAx", |axis| category_axis(axis, native.form));
            area.edit("c:valAx", |axis| value_axis(axis, native));
            // Behind the layout, before the axes.
            area.children.insert(1, Node::Element(plot(native)));
        });
        if chart.series.len() < 2 {
            inner.remove("c:legend");
        }
    });
    part
}

/// The plot stands under the unit, and under the legend where there is one.
fn under_legend(layout: &mut Element) {
    layout.edit("c:manualLayout", |place| {
        place.replace(val("c:y", 0.14));
        place.replace(val("c:h", 0.85));
    });
}

pub(super) fn val(name: &str, value: impl ToString) -> Element {
    Element::new(name).with("val", value)
}

pub(super) fn flag(name: &str, on: bool) -> Element {
    val(name, u8::from(on))
}

fn plot(native: &Native<'_>) -> Element {
    let series = native.chart.series.iter().enumerate();
    let series = series.map(|(at, one)| super::chart_series::series(native, at, one));
    let plot = match native.form {
        Form::Columns => {
            bars("col", "clustered").children(series).child(val("c:gapWidth", 60))
        }
        Form::Bars => {
            bars("bar", "clustered").children(series).child(val("c:gapWidth", 60))
        }
        Form::StackedBars => bars("bar", "stacked")
            .children(series)
            // Thick enough for the values in them.
            .child(val("c:gapWidth", 35))
            // Without it the segments stand one under the other.
            .child(val("c:overlap", 100)),
        Form::Lines => Element::new("c:lineChart")
            .child(val("c:grouping", "standard"))
            .child(flag("c:varyColors", false))
            .children(series)
            .child(flag("c:marker", true)),
    };
    plot.child(val("c:axId", CATEGORY_AXIS))
        .child(val("c:axId", VALUE_AXIS))
}

fn bars(direction: &str, grouping: &str) -> Element {
    Element::new("c:barChart")
        .child(val("c:barDir", direction))
        .child(val("c:grouping", grouping))
        .child(flag("c:varyColors", false))
}

fn is_lying(form: Form) -> bool {
    matches!(form, Form::Bars | Form::StackedBars)
}

/// Names stay upright: left to itself Word turns them, and LibreOffice leaves some out.
fn category_axis(axis: &mut Element, form: Form) {
    if is_lying(form) {
        // The first category of lying bars stands on top.
        let scaling = Element::new("c:scaling").child(val("c:orientation", "maxMin"));
        axis.replace(scaling);
        axis.replace(val("c:axPos", "l"));
    }
}

/// Width that a category has along a lying axis.
pub(super) fn place_pt(native: &Native<'_>) -> f64 {
    let categories = native.chart.categories.len().max(1);
    let categories = u32::try_from(categories).map_or(1.0, f64::from);
    // The axis with its labels takes about a tenth of the width.
    mm_pt(size_mm(native).0) * 0.9 / categories
}

fn value_axis(axis: &mut Element, native: &Native<'_>) {
    let Native { chart, style, form } = *native;
    if is_lying(form) {
        axis.replace(val("c:axPos", "b"));
        // Where the first category is on top, the axis stands under the last.
        axis.replace(val("c:crosses", "max"));
    }
    // As the drawn chart has it, which stands in the PDF.
    if let Some(Ends { low, high, step }) =
        crate::drawing::ends(chart, style).ok().flatten()
    {
        axis.edit("c:scaling", |scaling| {
            scaling.replace(val("c:max", high));
            scaling.replace(val("c:min", low));
        });
        axis.children.push(Node::Element(val("c:majorUnit", step)));
    }
    if chart.unit.is_empty() {
        return axis.remove("c:title");
    }
    // The unit, over the axis.
    axis.walk(&mut |element| {
        if element.name == "a:t" {
            element.children = vec![Node::Text(chart.unit.clone())];
        }
    });
}

/// Gives all text in an element the chart's font, and a size.
fn typeset(element: &mut Element, style: &Style, size_pt: f64) {
    let face = style.faces.get(&style.chart.face);
    element.walk(&mut |element| match element.name.as_str() {
        "a:defRPr" | "a:rPr" => element.set("sz", &whole(size_pt * 100.0)),
        "a:latin" | "a:ea" => {
            element.set("typeface", face.map_or("", |face| face.word.as_str()));
        }
        _ => {}
    });
}

/// Font, size and ink of labels.
pub(super) fn text_in(style: &Style, size_pt: f64, ink: &str) -> Element {
    let mut text = stored(include_str!("parts/chart.xml"))
        .elements()
        .find(|element| element.name == "c:txPr")
        .cloned()
        .unwrap_or_default();
    text.walk(&mut |element| {
        if element.name == "a:srgbClr" {
            element.set("val", ink);
        }
    });
    typeset(&mut text, style, size_pt);
    text
}

fn fill(colour: &str) -> Element {
    Element::new("a:solidFill").child(val("a:srgbClr", colour))
}

pub(super) fn filled(colour: &str) -> Element {
    Element::new("c:spPr").child(fill(colour))
}

pub(super) fn stroke(colour: &str, pt: f64) -> Element {
    Element::new("a:ln")
        .with("w", whole(pt * 12_700.0))
        .child(fill(colour))
}
