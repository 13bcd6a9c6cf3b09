//! The series of a native chart: values with their cache, labels, the own category.

use super::chart_part::{filled, flag, place_pt, size_mm, stroke, text_in, val};
use super::measures::{ems, mm_pt};
use super::native::{Form, Native};
use super::workbook::{SHEET, number_format, value};
use super::xml::Element;
use crate::document::{Point, Series};
use crate::layout::Style;

/// How the series of an index is told from the others in black and white: the pattern of
/// areas (none is plain), the dash of lines and the symbol of their points.
///
/// As `drawing` does it, with what Word has.
const LOOKS: [(Option<&str>, &str, &str); 6] = [
    (None, "solid", "circle"),
    (Some("wdUpDiag"), "dash", "square"),
    (Some("narHorz"), "sysDot", "triangle"),
    (Some("wdDnDiag"), "lgDash", "diamond"),
    (Some("openDmnd"), "sysDash", "x"),
    (Some("smGrid"), "lgDashDot", "star"),
];

/// One series, counted from 0.
pub(super) fn series(native: &Native<'_>, at: usize, series: &Series) -> Element {
    let chart = native.chart;
    let column = rust_xlsxwriter::utility::column_number_to_name(
        u16::try_from(at + 1).unwrap_or(u16::MAX),
    );
    let element = Element::new("c:ser")
        .child(val("c:idx", at))
        .child(val("c:order", at))
        .child(Element::new("c:tx").child(string_cache(
            &format!("{SHEET}!${column}$1"),
            std::slice::from_ref(&series.name),
        )));
    let rows = chart.categories.len() + 1;
    looks(native, at, element)
        .children(marked(native, at))
        .child(labels(native, at, series))
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
        .children((native.form == Form::Lines).then(|| flag("c:smooth", false)))
}

fn looks(native: &Native<'_>, at: usize, element: Element) -> Element {
    let style = native.style;
    let colour = colour(style, at);
    let (_, dash, symbol) = look(at);
    match native.form {
        Form::Lines => {
            let line = stroke(colour, 2.0).child(val("a:prstDash", dash));
            let marker = Element::new("c:marker")
                .child(val("c:symbol", symbol))
                .child(val("c:size", 5))
                .child(filled(colour).child(stroke(colour, 1.0)));
            element.child(Element::new("c:spPr").child(line)).child(marker)
        }
        Form::StackedBars => element
            .child(area(at, colour).child(stroke(&style.chart.rule, 0.5)))
            .child(flag("c:invertIfNegative", false)),
        Form::Columns | Form::Bars => element
            .child(area(at, colour))
            .child(flag("c:invertIfNegative", false)),
    }
}

fn look(at: usize) -> (Option<&'static str>, &'static str, &'static str) {
    LOOKS
        .get(at % LOOKS.len())
        .copied()
        .unwrap_or((None, "solid", "circle"))
}

/// An area filled with a series' colour and pattern.
fn area(at: usize, colour: &str) -> Element {
    let (Some(pattern), ..) = look(at) else { return filled(colour) };
    let pattern = Element::new("a:pattFill")
        .with("prst", pattern)
        .child(Element::new("a:fgClr").child(val("a:srgbClr", "FFFFFF")))
        .child(Element::new("a:bgClr").child(val("a:srgbClr", colour)));
    Element::new("c:spPr").child(pattern)
}

/// The own category, told from the others by its colour, in stacked bars by its edge.
fn marked(native: &Native<'_>, at: usize) -> Option<Element> {
    let index = native.chart.marked?;
    let style = native.style;
    let point = Element::new("c:dPt").child(val("c:idx", index));
    let in_bar = || {
        let point = Element::new("c:dPt").child(val("c:idx", index));
        point
            .child(flag("c:invertIfNegative", false))
            .child(flag("c:bubble3D", false))
    };
    let filled = filled(&style.chart.mark);
    match native.form {
        Form::StackedBars => Some(
            in_bar().child(area(at, colour(style, at)).child(stroke("000000", 1.25))),
        ),
        Form::Lines | Form::Columns | Form::Bars if at > 0 => None,
        Form::Lines => Some(
            point.child(
                Element::new("c:marker")
                    .child(val("c:symbol", "diamond"))
                    .child(val("c:size", 9))
                    .child(filled),
            ),
        ),
        Form::Columns | Form::Bars => Some(in_bar().child(filled)),
    }
}

fn labels(native: &Native<'_>, at: usize, series: &Series) -> Element {
    let Native { chart, style, form } = *native;
    let position = match form {
        Form::Columns | Form::Bars => "outEnd",
        Form::StackedBars => "ctr",
        // The highest line has its values above, the others below.
        Form::Lines if at == highest(&chart.series) => "t",
        Form::Lines => "b",
    };
    let (mut ground, mut ink) =
        (Element::new("c:spPr").child(Element::new("a:noFill")), "000000");
    if form == Form::StackedBars {
        let colour = colour(style, at);
        ink = crate::drawing::ink(colour);
        // A number is not read on a pattern, which stops around it.
        if look(at).0.is_some() {
            ground = filled(colour);
        }
    }
    let left_out = crowded(native, series).into_iter().map(|index| {
        Element::new("c:dLbl")
            .child(val("c:idx", index))
            .child(flag("c:delete", true))
    });
    Element::new("c:dLbls")
        .children(left_out)
        .child(ground)
        .child(text_in(style, label_pt(native), ink))
        .child(val("c:dLblPos", position))
        .child(flag("c:showLegendKey", false))
        .child(flag("c:showVal", true))
        .child(flag("c:showCatName", false))
        .child(flag("c:showSerName", false))
        .child(flag("c:showPercent", false))
        .child(flag("c:showBubbleSize", false))
}

/// The points of stacked bars that are too short for their value.
fn crowded(native: &Native<'_>, series: &Series) -> Vec<usize> {
    if native.form != Form::StackedBars {
        return Vec::new();
    }
    let all = &native.chart.series;
    let total = |index: usize| -> f64 {
        let points = all.iter().filter_map(|series| series.points.get(index)?.as_ref());
        points.filter_map(value).sum()
    };
    let longest = (0..native.chart.categories.len()).map(total).fold(0.0, f64::max);
    // Names and the end of the axis take about a quarter of the width.
    let length = mm_pt(size_mm(native).0) * 0.75 / longest.max(f64::MIN_POSITIVE);
    let is_short = |point: &Point| {
        let wanted = ems(&point.text) * 1.15 * label_pt(native) + 3.0;
        value(point).is_none_or(|value| value * length < wanted)
    };
    let points = series.points.iter().enumerate();
    points
        .filter_map(|(index, point)| {
            point.as_ref().is_some_and(is_short).then_some(index)
        })
        .collect()
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
fn label_pt(native: &Native<'_>) -> f64 {
    let Native { chart, style, form } = *native;
    let size = style.chart.size_pt;
    let side_by_side = match form {
        Form::Bars => return size,
        Form::StackedBars => return size * 0.85,
        Form::Columns => chart.series.len().max(1),
        Form::Lines => 1,
    };
    let side_by_side = u32::try_from(side_by_side).map_or(1.0, f64::from);
    let points = chart.series.iter().flat_map(|series| &series.points).flatten();
    let widest = points.map(|point| ems(&point.text)).fold(0.5, f64::max);
    // Figures of a sans face are wider than those of Times, and want a gap.
    (place_pt(native) / side_by_side / (widest * 1.25)).clamp(5.0, size)
}

fn colour(style: &Style, at: usize) -> &str {
    let colours = &style.chart.colours;
    colours
        .get(at % colours.len().max(1))
        .map_or("7F7F7F", String::as_str)
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
