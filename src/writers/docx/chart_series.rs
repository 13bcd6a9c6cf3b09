//! The series of a native chart: values with their cache, labels, the own category.

use super::chart_part::{filled, flag, place_pt, stroke, text, val};
use super::measures::ems;
use super::workbook::{SHEET, number_format, value};
use super::xml::Element;
use crate::document::{Chart, ChartForm, Series};
use crate::layout::Style;

/// One series, counted from 0.
pub(super) fn series(
    chart: &Chart,
    style: &Style,
    at: usize,
    series: &Series,
) -> Element {
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
    let side_by_side = match chart.form {
        ChartForm::Bars => return size,
        ChartForm::Columns => chart.series.len().max(1),
        ChartForm::Lines => 1,
    };
    let side_by_side = u32::try_from(side_by_side).map_or(1.0, f64::from);
    let points = chart.series.iter().flat_map(|series| &series.points).flatten();
    let widest = points.map(|point| ems(&point.text)).fold(0.5, f64::max);
    // Figures of a sans face are wider than those of Times, and want a gap.
    (place_pt(chart, style) / side_by_side / (widest * 1.25)).clamp(5.0, size)
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
