//! What is read out to those who cannot see a chart.

use serde::Serialize;

use super::body::Body;
use crate::document::{Chart, ChartForm, Point, Series, plain_text};
use crate::tickets::Decimal;

/// What the template sees.
#[derive(Serialize)]
struct Alternative<'a> {
    caption: &'a str,
    form: ChartForm,
    unit: &'a str,
    series: Vec<Row<'a>>,
    rows: Vec<Row<'a>>,
    marked: Option<&'a str>,
}

/// The values of a series by category, or those of a category by series.
#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    points: Vec<Named<'a>>,
    highest: Option<Named<'a>>,
}

#[derive(Clone, Copy, Serialize)]
struct Named<'a> {
    name: &'a str,
    text: &'a str,
}

/// The alternative text of a chart, by the outline's template.
pub(super) fn of(body: &mut Body<'_, '_>, chart: &Chart) -> String {
    let caption = plain_text(&chart.caption.text);
    let name = |n: usize| chart.categories.get(n).map_or("", String::as_str);
    let series = chart.series.iter().map(|Series { name: series, points }| {
        let points = points.iter().enumerate();
        let points = points.map(|(n, point)| (name(n), point.as_ref()));
        row(series, points)
    });
    let rows = chart.categories.iter().enumerate().map(|(n, category)| {
        let points = chart.series.iter().map(|Series { name, points }| {
            (name.as_str(), points.get(n).and_then(Option::as_ref))
        });
        row(category, points)
    });
    let alternative = Alternative {
        caption: &caption,
        form: chart.form,
        unit: &chart.unit,
        series: series.collect(),
        rows: rows.collect(),
        marked: chart.marked.map(name),
    };
    let template = &body.outline.alternatives.chart;
    body.texts.plain_with(template, "alternatives.chart", &alternative)
}

fn row<'a>(
    name: &'a str,
    points: impl Iterator<Item = (&'a str, Option<&'a Point>)>,
) -> Row<'a> {
    let points: Vec<(&str, &Point)> =
        points.filter_map(|(name, point)| Some((name, point?))).collect();
    let named = |(name, point): (&'a str, &'a Point)| Named { name, text: &point.text };
    // Of equal ones the first.
    let highest = points
        .iter()
        .rev()
        .max_by_key(|(_, point)| point.value.map(Decimal::exact));
    Row {
        name,
        highest: highest.copied().map(named),
        points: points.into_iter().map(named).collect(),
    }
}
