//! A chart of Word's own: the DrawingML part with its data kept beside the workbook.
//!
//! Every colour and font is named, so that no theme changes what was drawn.

use super::measures::{ems, mm_pt, whole};
use super::workbook::{SHEET, number_format, value};
use super::xml::Element;
use crate::document::{Chart, ChartForm, Series};
use crate::layout::Style;

/// A chart part and the workbook that it was made from.
pub(super) struct ChartPart {
    pub(super) part: Element,
    pub(super) workbook: Vec<u8>,
}

const CATEGORY_AXIS: u32 = 1001;
const VALUE_AXIS: u32 = 1002;

/// Printed width and height; lying bars grow with their number.
pub(super) fn size_mm(chart: &Chart, style: &Style) -> (f64, f64) {
    let height = match chart.form {
        ChartForm::Columns | ChartForm::Lines => style.chart.height_mm,
        ChartForm::Bars => {
            let bars = chart.categories.len().max(1) * chart.series.len().max(1);
            let line_mm = style.chart.size_pt * 1.6 * 25.4 / 72.0;
            let wanted =
                line_mm * f64::from(u32::try_from(bars).unwrap_or(u32::MAX)) + 12.0;
            wanted.min(style.page.text_height_mm() * 0.9)
        }
    };
    (style.chart.width_mm.min(style.page.text_width_mm()), height)
}

/// The chart part; its only relationship, `rId1`, is the workbook.
pub(super) fn part(chart: &Chart, style: &Style) -> Element {
    let plot = Element::new("c:plotArea")
        .child(layout(0.01, 0.08, Some((0.98, 0.91))))
        .child(plot(chart, style))
        .child(category_axis(chart, style))
        .child(value_axis(chart, style));
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

fn val(name: &str, value: impl ToString) -> Element {
    Element::new(name).with("val", value)
}

fn flag(name: &str, on: bool) -> Element {
    val(name, u8::from(on))
}

fn plot(chart: &Chart, style: &Style) -> Element {
    let series = chart.series.iter().enumerate();
    let series = series.map(|(at, one)| self::series(chart, style, at, one));
    let plot = match chart.form {
        ChartForm::Columns | ChartForm::Bars => {
            let direction = if chart.form == ChartForm::Bars { "bar" } else { "col" };
            Element::new("c:barChart")
                .child(val("c:barDir", direction))
                .child(val("c:grouping", "clustered"))
                .child(flag("c:varyColors", false))
                .children(series)
                .child(val("c:gapWidth", 60))
        }
        ChartForm::Lines => Element::new("c:lineChart")
            .child(val("c:grouping", "standard"))
            .child(flag("c:varyColors", false))
            .children(series)
            .child(flag("c:marker", true)),
    };
    plot.child(val("c:axId", CATEGORY_AXIS))
        .child(val("c:axId", VALUE_AXIS))
}

fn series(chart: &Chart, style: &Style, at: usize, series: &Series) -> Element {
    let colour = colour(style, at);
    let column = column_name(at + 1);
    let mut element = Element::new("c:ser")
        .child(val("c:idx", at))
        .child(val("c:order", at))
        .child(Element::new("c:tx").child(string_cache(
            &format!("{SHEET}!${column}$1"),
            std::slice::from_ref(&series.name),
        )))
        .child(match chart.form {
            ChartForm::Lines => Element::new("c:spPr").child(stroke(colour, 2.0)),
            ChartForm::Columns | ChartForm::Bars => filled(colour),
        });
    let mark = chart.marked.filter(|_| at == 0);
    element = match chart.form {
        ChartForm::Lines => {
            let marker = Element::new("c:marker")
                .child(val("c:symbol", "circle"))
                .child(val("c:size", 5))
                .child(filled(colour));
            element.child(marker)
        }
        ChartForm::Columns | ChartForm::Bars => {
            element.child(flag("c:invertIfNegative", false))
        }
    };
    element = element.children(mark.map(|index| marked(chart, style, index)));
    let rows = chart.categories.len() + 1;
    element
        .child(labels(chart, style, at))
        .child(
            Element::new("c:cat").child(string_cache(
                &format!("{SHEET}!$A$2:$A${rows}"),
                &chart.categories,
            )),
        )
        .child(Element::new("c:val").child(number_cache(
            &format!("{SHEET}!${column}$2:${column}${rows}"),
            series,
        )))
        .children((chart.form == ChartForm::Lines).then(|| flag("c:smooth", false)))
}

/// The own category, told from the others by its colour.
fn marked(chart: &Chart, style: &Style, index: usize) -> Element {
    let point = Element::new("c:dPt").child(val("c:idx", index));
    let filled = filled(&style.chart.mark);
    match chart.form {
        ChartForm::Lines => point.child(
            Element::new("c:marker")
                .child(val("c:symbol", "diamond"))
                .child(val("c:size", 9))
                .child(filled),
        ),
        ChartForm::Columns | ChartForm::Bars => point
            .child(flag("c:invertIfNegative", false))
            .child(flag("c:bubble3D", false))
            .child(filled),
    }
}

fn labels(chart: &Chart, style: &Style, at: usize) -> Element {
    let position = match chart.form {
        ChartForm::Columns | ChartForm::Bars => "outEnd",
        // The highest line has its values above, the others below.
        ChartForm::Lines if at == highest(&chart.series) => "t",
        ChartForm::Lines => "b",
    };
    Element::new("c:dLbls")
        .child(Element::new("c:spPr").child(Element::new("a:noFill")))
        .child(text(style, label_pt(chart, style)))
        .child(val("c:dLblPos", position))
        .child(flag("c:showLegendKey", false))
        .child(flag("c:showVal", true))
        .child(flag("c:showCatName", false))
        .child(flag("c:showSerName", false))
        .child(flag("c:showPercent", false))
        .child(flag("c:showBubbleSize", false))
}

/// The series whose values are highest on the whole.
fn highest(series: &[Series]) -> usize {
    let mean = |series: &Series| {
        let values: Vec<f64> = series.points.iter().flatten().filter_map(value).collect();
        values.iter().sum::<f64>() / values.len().max(1) as f64
    };
    let means = series.iter().map(mean).enumerate();
    means
        .max_by(|one, other| one.1.total_cmp(&other.1))
        .map_or(0, |(at, _)| at)
}

/// Size of the values: smaller where those of neighbours would touch.
fn label_pt(chart: &Chart, style: &Style) -> f64 {
    let size = style.chart.size_pt;
    let groups = u32::try_from(chart.categories.len().max(1)).map_or(1.0, f64::from);
    let series = match chart.form {
        ChartForm::Bars => return size,
        ChartForm::Columns => {
            u32::try_from(chart.series.len().max(1)).map_or(1.0, f64::from)
        }
        ChartForm::Lines => 1.0,
    };
    // The axis with its labels takes about a tenth of the width.
    let place_pt = mm_pt(size_mm(chart, style).0) * 0.9 / (groups * series);
    let points = chart.series.iter().flat_map(|series| &series.points).flatten();
    let widest = points.map(|point| ems(&point.text)).fold(0.5, f64::max);
    // Figures of a sans face are a tenth wider than those of Times.
    (place_pt / (widest * 1.1)).clamp(5.0, size)
}

fn category_axis(chart: &Chart, style: &Style) -> Element {
    let (position, reversed) = match chart.form {
        // The first category of lying bars stands on top.
        ChartForm::Bars => ("l", "maxMin"),
        ChartForm::Columns | ChartForm::Lines => ("b", "minMax"),
    };
    axis("c:catAx", CATEGORY_AXIS, position, reversed)
        .child(number_style("General"))
        .child(val("c:majorTickMark", "none"))
        .child(val("c:minorTickMark", "none"))
        .child(val("c:tickLblPos", "low"))
        .child(Element::new("c:spPr").child(stroke(&style.chart.rule, 0.75)))
        .child(text(style, style.chart.size_pt))
        .child(val("c:crossAx", VALUE_AXIS))
        .child(val("c:crosses", "autoZero"))
        .child(flag("c:auto", false))
        .child(val("c:lblAlgn", "ctr"))
        .child(val("c:lblOffset", 100))
        .child(val("c:tickLblSkip", 1))
        .child(flag("c:noMultiLvlLbl", true))
}

fn value_axis(chart: &Chart, style: &Style) -> Element {
    let (position, crosses) = match chart.form {
        // Where the first category is on top, the axis stands under the last.
        ChartForm::Bars => ("b", "max"),
        ChartForm::Columns | ChartForm::Lines => ("l", "autoZero"),
    };
    let mut axis = axis("c:valAx", VALUE_AXIS, position, "minMax");
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
        .child(properties("a:rPr", style, style.chart.size_pt))
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
fn text(style: &Style, size_pt: f64) -> Element {
    let paragraph = Element::new("a:p")
        .child(Element::new("a:pPr").child(properties("a:defRPr", style, size_pt)))
        .child(Element::new("a:endParaRPr").with("lang", "zh-CN"));
    Element::new("c:txPr")
        .child(Element::new("a:bodyPr"))
        .child(paragraph)
}

fn properties(name: &str, style: &Style, size_pt: f64) -> Element {
    let size = whole(size_pt * 100.0);
    let element = Element::new(name)
        .with("lang", "zh-CN")
        .with("sz", size)
        .with("b", 0)
        .child(fill("000000"));
    match style.faces.get(&style.chart.face) {
        Some(face) => element
            .child(Element::new("a:latin").with("typeface", &face.word))
            .child(Element::new("a:ea").with("typeface", &face.word)),
        None => element,
    }
}

fn colour(style: &Style, at: usize) -> &str {
    let colours = &style.chart.colours;
    colours
        .get(at % colours.len().max(1))
        .map_or("7F7F7F", String::as_str)
}

fn fill(colour: &str) -> Element {
    Element::new("a:solidFill").child(val("a:srgbClr", colour))
}

fn filled(colour: &str) -> Element {
    Element::new("c:spPr").child(fill(colour))
}

fn stroke(colour: &str, pt: f64) -> Element {
    Element::new("a:ln")
        .with("w", whole(pt * 12_700.0))
        .child(fill(colour))
}

fn string_cache(formula: &str, texts: &[String]) -> Element {
    let points = texts.iter().enumerate().map(|(at, text)| {
        Element::new("c:pt")
            .with("idx", at)
            .child(Element::new("c:v").text(text))
    });
    let cache = Element::new("c:strCache")
        .child(val("c:ptCount", texts.len()))
        .children(points);
    Element::new("c:strRef")
        .child(Element::new("c:f").text(formula))
        .child(cache)
}

fn number_cache(formula: &str, series: &Series) -> Element {
    let points = series.points.iter().enumerate().filter_map(|(at, point)| {
        let value = point.as_ref().and_then(value)?;
        let text = Element::new("c:v").text(value.to_string());
        Some(Element::new("c:pt").with("idx", at).child(text))
    });
    let cache = Element::new("c:numCache")
        .child(Element::new("c:formatCode").text(number_format(&series.points)))
        .child(val("c:ptCount", series.points.len()))
        .children(points);
    Element::new("c:numRef")
        .child(Element::new("c:f").text(formula))
        .child(cache)
}

/// “B” for 1, “AA” for 26.
fn column_name(mut index: usize) -> String {
    let mut letters = Vec::new();
    loop {
        let letter = u8::try_from(index % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        if index < 26 {
            break;
        }
        index = index / 26 - 1;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_in_a_spreadsheet() {
        assert_eq!([1, 25, 26, 27].map(column_name), ["B", "Z", "AA", "AB"]);
    }
}
