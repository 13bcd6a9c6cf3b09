//! A chart of Word's own: the DrawingML part with its data kept beside the workbook.
//!
//! Every colour and font is named, so that no theme changes what was drawn.

use super::measures::{mm_pt, whole};
use super::native::{Form, Native};
use super::xml::Element;
use crate::drawing::Ends;
use crate::layout::Style;

/// A chart part and the workbook that it was made from.
pub(super) struct ChartPart {
    pub(super) part: Element,
    pub(super) workbook: Vec<u8>,
}

const BLACK: &str = "000000";

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
    // Under the unit, and under the legend where there is one.
    let top = if chart.series.len() > 1 { 0.14 } else { 0.08 };
    let plot = Element::new("c:plotArea")
        .child(layout(0.01, top, Some((0.98, 0.99 - top))))
        .child(plot(native))
        .child(category_axis(native))
        .child(value_axis(native));
    let mut inner = Element::new("c:chart")
        .child(flag("c:autoTitleDeleted", true))
        .child(plot);
    if chart.series.len() > 1 {
        let legend = Element::new("c:legend")
            .child(val("c:legendPos", "t"))
            .child(flag("c:overlay", false));
        inner = inner.child(legend);
    }
    let inner = inner
        .child(flag("c:plotVisOnly", true))
        .child(val("c:dispBlanksAs", "gap"));
    Element::new("c:chartSpace")
        .with("xmlns:c", "http://schemas.openxmlformats.org/drawingml/2006/chart")
        .with("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main")
        .with(
            "xmlns:r",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        )
        .child(flag("c:date1904", false))
        .child(val("c:lang", "zh-CN"))
        .child(flag("c:roundedCorners", false))
        .child(inner)
        .child(
            Element::new("c:spPr")
                .child(Element::new("a:noFill"))
                .child(Element::new("a:ln").child(Element::new("a:noFill"))),
        )
        .child(text(style, style.chart.size_pt))
        .child(
            Element::new("c:externalData")
                .with("r:id", "rId1")
                .child(flag("c:autoUpdate", false)),
        )
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

fn category_axis(native: &Native<'_>) -> Element {
    let style = native.style;
    let (position, reversed) = match native.form {
        // The first category of lying bars stands on top.
        Form::Bars | Form::StackedBars => ("l", "maxMin"),
        Form::Columns | Form::Lines => ("b", "minMax"),
    };
    axis("c:catAx", CATEGORY_AXIS, position, reversed)
        .child(number_style("General"))
        .child(val("c:majorTickMark", "none"))
        .child(val("c:minorTickMark", "none"))
        .child(val("c:tickLblPos", "low"))
        .child(Element::new("c:spPr").child(stroke(&style.chart.rule, 0.75)))
        .child(category_text(style))
        .child(val("c:crossAx", VALUE_AXIS))
        .child(val("c:crosses", "autoZero"))
        .child(flag("c:auto", false))
        .child(val("c:lblAlgn", "ctr"))
        .child(val("c:lblOffset", 100))
        .child(val("c:tickLblSkip", 1))
        .child(flag("c:noMultiLvlLbl", true))
}

/// Text of the categories, upright: long names break into lines, as Chinese can.
///
/// Left to itself Word turns them, and LibreOffice leaves some out.
fn category_text(style: &Style) -> Element {
    let mut text = text(style, style.chart.size_pt);
    text.edit("a:bodyPr", |body| {
        body.set("rot", &0);
        body.set("vert", "horz");
    });
    text
}

/// Width that a category has along a lying axis.
pub(super) fn place_pt(native: &Native<'_>) -> f64 {
    let categories = native.chart.categories.len().max(1);
    let categories = u32::try_from(categories).map_or(1.0, f64::from);
    // The axis with its labels takes about a tenth of the width.
    mm_pt(size_mm(native).0) * 0.9 / categories
}

fn value_axis(native: &Native<'_>) -> Element {
    let Native { chart, style, form } = *native;
    let (position, crosses) = match form {
        // Where the first category is on top, the axis stands under the last.
        Form::Bars | Form::StackedBars => ("b", "max"),
        Form::Columns | Form::Lines => ("l", "autoZero"),
    };
    let mut axis = axis("c:valAx", VALUE_AXIS, position, "minMax");
    // As the drawn chart has it, which stands in the PDF.
    let ends = crate::drawing::ends(chart, style).ok().flatten();
    if let Some(Ends { low, high, .. }) = ends {
        axis.edit("c:scaling", |scaling| {
            scaling.edit("c:max", |max| max.set("val", &high));
            scaling.edit("c:min", |min| min.set("val", &low));
        });
    }
    if !chart.unit.is_empty() {
        axis = axis.child(title(&chart.unit, style));
    }
    axis.child(number_style("General"))
        .child(val("c:majorTickMark", "out"))
        .child(val("c:minorTickMark", "none"))
        .child(val("c:tickLblPos", "nextTo"))
        .child(Element::new("c:spPr").child(stroke(&style.chart.rule, 0.75)))
        .child(text(style, style.chart.size_pt))
        .child(val("c:crossAx", CATEGORY_AXIS))
        .child(val("c:crosses", crosses))
        .child(val("c:crossBetween", "between"))
        .children(ends.map(|ends| val("c:majorUnit", ends.step)))
}

fn number_style(format: &str) -> Element {
    Element::new("c:numFmt")
        .with("formatCode", format)
        .with("sourceLinked", 0)
}

fn axis(name: &str, id: u32, position: &str, orientation: &str) -> Element {
    Element::new(name)
        .child(val("c:axId", id))
        .child(Element::new("c:scaling").child(val("c:orientation", orientation)))
        .child(flag("c:delete", false))
        .child(val("c:axPos", position))
}

/// The unit, over the axis.
fn title(unit: &str, style: &Style) -> Element {
    let run = Element::new("a:r")
        .child(properties("a:rPr", style, style.chart.size_pt, BLACK))
        .child(Element::new("a:t").text(unit));
    let rich = Element::new("c:rich")
        .child(Element::new("a:bodyPr").with("rot", 0).with("vert", "horz"))
        .child(Element::new("a:p").child(run));
    Element::new("c:title")
        .child(Element::new("c:tx").child(rich))
        .child(layout(0.01, 0.01, None))
        .child(flag("c:overlay", true))
}

/// A place in the chart, in parts of its width and height.
fn layout(x: f64, y: f64, size: Option<(f64, f64)>) -> Element {
    let target = size.map(|_| val("c:layoutTarget", "outer"));
    let manual = Element::new("c:manualLayout")
        .children(target)
        .child(val("c:xMode", "edge"))
        .child(val("c:yMode", "edge"))
        .child(val("c:x", x))
        .child(val("c:y", y))
        .children(size.into_iter().flat_map(|(w, h)| [val("c:w", w), val("c:h", h)]));
    Element::new("c:layout").child(manual)
}

/// Font and size of everything that the chart says.
pub(super) fn text(style: &Style, size_pt: f64) -> Element {
    text_in(style, size_pt, BLACK)
}

/// The same in an ink.
pub(super) fn text_in(style: &Style, size_pt: f64, ink: &str) -> Element {
    let properties = properties("a:defRPr", style, size_pt, ink);
    let paragraph = Element::new("a:p")
        .child(Element::new("a:pPr").child(properties))
        .child(Element::new("a:endParaRPr").with("lang", "zh-CN"));
    Element::new("c:txPr")
        .child(Element::new("a:bodyPr"))
        .child(paragraph)
}

fn properties(name: &str, style: &Style, size_pt: f64, ink: &str) -> Element {
    let size = whole(size_pt * 100.0);
    let element = Element::new(name)
        .with("lang", "zh-CN")
        .with("sz", size)
        .with("b", 0)
        .child(fill(ink));
    match style.faces.get(&style.chart.face) {
        Some(face) => element
            .child(Element::new("a:latin").with("typeface", &face.word))
            .child(Element::new("a:ea").with("typeface", &face.word)),
        None => element,
    }
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
