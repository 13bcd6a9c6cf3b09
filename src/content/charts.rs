//! A list of the statistics as a chart.

use serde::Serialize;

use super::body::Body;
use super::columns;
use super::labels::{chart_list, chart_name, chosen, has_values};
use super::tables::list;
use crate::diagnostics::{Code, Problem};
use crate::document::{Block, Caption, Chart, Figure, Series, plain_text};
use crate::layout;
use crate::statistics::Row;
use crate::wording;

/// What the template of a chart's alternative text sees.
#[derive(Serialize)]
struct Alternative<'a> {
    caption: &'a str,
    unit: &'a str,
    series: Vec<SeriesWords<'a>>,
    marked: Option<&'a str>,
}

#[derive(Serialize)]
struct SeriesWords<'a> {
    name: &'a str,
    points: Vec<PointWords<'a>>,
}

#[derive(Serialize)]
struct PointWords<'a> {
    name: &'a str,
    text: &'a str,
}

pub(super) fn add(body: &mut Body<'_, '_>, spec: &layout::Chart, path: &str) {
    let subject_path = format!("{path}.subject[0]");
    let Some(list) = list(body, chart_list(spec), &subject_path) else { return };
    if !has_values(&body.texts.statistics, spec) {
        let message = format!("“{}”的图没有数据，已略去", list.key);
        body.texts
            .report(Problem::warning(Code::ABSENT_FIGURE, message), path);
        return;
    }
    let rows = chosen(&list, spec.first, spec.last);
    let caption_text = body.texts.inlines(&spec.caption, &format!("{path}.caption"));
    let series: Vec<Series> = spec
        .subject
        .iter()
        .enumerate()
        .map(|(n, subject)| series(body, subject, &rows, &format!("{path}.subject[{n}]")))
        .collect();
    body.charts += 1;
    let mut chart = Chart {
        name: chart_name(spec).to_owned(),
        caption: Caption {
            label: body.outline.labels.chart.clone(),
            number: body.charts,
            text: caption_text,
        },
        form: spec.form,
        unit: spec.unit.clone().unwrap_or_else(|| unit(body, spec, &rows)),
        categories: rows.iter().map(|row| row.name.clone()).collect(),
        series,
        marked: marked(body, spec, &rows, path),
        editable: spec.charts.map(|kind| kind == layout::ChartKind::Native),
        alt: String::new(),
    };
    chart.alt = alternative(body, &chart);
    body.blocks.push(Block::Chart(chart));
}

fn series(body: &mut Body<'_, '_>, subject: &str, rows: &[&Row], path: &str) -> Series {
    let name = subject.rsplit_once('.').map_or(subject, |(_, name)| name);
    let mut known = false;
    let mut points = Vec::new();
    for row in rows {
        let key = format!("{}.{name}", row.key);
        let figure = body.texts.statistics.figure(&key);
        known |= figure.is_some();
        points.push(figure.filter(|figure| figure.printed.is_some()).map(|figure| {
            // A chart is drawn from plain decimals; its unit stands at the axis.
            let text = wording::text(figure).trim_end_matches('%').to_owned();
            Figure { text, key }
        }));
    }
    if !known {
        let message = format!("图的数据“{subject}”不存在");
        let hint = "应写成“列表.数字”，例如 districts.per_10k";
        body.texts
            .report(Problem::error(Code::UNKNOWN_FIGURE, message).hint(hint), path);
    }
    let header = columns::column(name).header;
    let header = if header.is_empty() { name } else { header };
    Series { name: header.to_owned(), points }
}

/// The unit of the first series' figures.
fn unit(body: &Body<'_, '_>, spec: &layout::Chart, rows: &[&Row]) -> String {
    let name = spec.subject.first().and_then(|subject| subject.rsplit_once('.'));
    let figure = rows.iter().zip(name).find_map(|(row, (_, name))| {
        body.texts.statistics.figure(&format!("{}.{name}", row.key))
    });
    figure.map_or_else(String::new, |figure| figure.kind.unit().to_owned())
}

fn marked(
    body: &mut Body<'_, '_>,
    spec: &layout::Chart,
    rows: &[&Row],
    path: &str,
) -> Option<usize> {
    let wanted = spec.mark.as_deref()?;
    let statistics = &body.texts.statistics;
    let own = [statistics.unit(), Some(statistics.district.as_str())];
    let names = if wanted == "own" { own } else { [Some(wanted), None] };
    let place = |name: &str| rows.iter().position(|row| row.name == name);
    let found = names.into_iter().flatten().find_map(place);
    if found.is_none() {
        let name = names.into_iter().flatten().last().unwrap_or_default().to_owned();
        let problem =
            Problem::warning(Code::UNKNOWN_FIGURE, format!("图中没有要标出的“{name}”"));
        body.texts.report(problem, &format!("{path}.mark"));
    }
    found
}

fn alternative(body: &mut Body<'_, '_>, chart: &Chart) -> String {
    let words = |series: &'_ Series| -> Vec<(usize, String)> {
        let points = series.points.iter().enumerate();
        points
            .filter_map(|(n, point)| Some((n, point.as_ref()?.text.clone())))
            .collect()
    };
    let texts: Vec<Vec<(usize, String)>> = chart.series.iter().map(words).collect();
    let name = |n: usize| chart.categories.get(n).map_or("", String::as_str);
    let series = chart.series.iter().zip(&texts).map(|(series, texts)| SeriesWords {
        name: &series.name,
        points: texts
            .iter()
            .map(|(n, text)| PointWords { name: name(*n), text })
            .collect(),
    });
    let caption = plain_text(&chart.caption.text);
    let alternative = Alternative {
        caption: &caption,
        unit: &chart.unit,
        series: series.collect(),
        marked: chart.marked.map(name),
    };
    let template = &body.outline.alternatives.chart;
    body.texts.plain_with(template, "alternatives.chart", &alternative)
}
