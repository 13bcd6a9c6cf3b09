//! A list of the statistics as a chart.

use super::alternative;
use super::body::Body;
use super::columns;
use super::labels::{chart_list, chart_name, chosen};
use super::series::{Wanted, has_values, wanted};
use super::tables::list;
use crate::diagnostics::{self, Code, Problem};
use crate::document::{Block, Caption, Chart, Figure, RANK_UNIT, Series};
use crate::figures::{Kind, Row};
use crate::layout;
use crate::wording;

pub(super) fn add(body: &mut Body<'_, '_>, spec: &layout::Chart, path: &str) {
    let subject_path = format!("{path}.subject[0]");
    let Some(list) = list(body, chart_list(spec), &subject_path) else { return };
    if !is_across_known(body, spec, path) {
        return;
    }
    if !has_values(&body.texts.statistics, spec) {
        let message = format!("“{}”的图没有数据，已略去", list.key);
        body.texts
            .report(Problem::warning(Code::ABSENT_FIGURE, message), path);
        return;
    }
    refuse_native(body, spec, path);
    let rows = chosen(&list, spec.first, spec.last);
    let series = series(body, spec, &rows, path);
    let caption_text = body.texts.inlines(&spec.caption, &format!("{path}.caption"));
    body.charts += 1;
    let mut chart = Chart {
        name: chart_name(spec).to_owned(),
        caption: Caption {
            label: body.outline.labels.chart.clone(),
            number: body.charts,
            text: caption_text,
        },
        form: spec.form,
        unit: spec.unit.clone().unwrap_or_else(|| unit(&series)),
        categories: rows.iter().map(|row| row.name.clone()).collect(),
        series,
        marked: marked(body, spec, &rows, path),
        editable: spec.charts.map(|kind| kind == layout::ChartKind::Native),
        share: 1.0,
        alt: String::new(),
    };
    chart.alt = alternative::of(body, &chart);
    body.blocks.push(Block::Chart(chart));
}

/// Whether a form that Word does not have is wanted to be Word's own.
fn refuse_native(body: &mut Body<'_, '_>, spec: &layout::Chart, path: &str) {
    if spec.form.is_native() || spec.charts != Some(layout::ChartKind::Native) {
        return;
    }
    let message = "Word 没有这种形式的图表，文件里仍是图片".to_owned();
    let problem = Problem::warning(Code::UNFIT_CHART, message)
        .hint("请删去这张图的 charts: native，或换用 columns、bars、stacked_bars、lines");
    body.texts.report(problem, &format!("{path}.charts"));
}

/// Whether there is a list across, if one is wanted; tells what is wrong with it.
fn is_across_known(body: &mut Body<'_, '_>, spec: &layout::Chart, path: &str) -> bool {
    let Some(across) = &spec.across else { return true };
    if spec.subject.len() > 1 {
        let message = "写了 across 的图只能有一个 subject".to_owned();
        let problem = Problem::error(Code::UNFIT_CHART, message)
            .hint("请只留一个，例如 subject: accepted.towns.count");
        body.texts.report(problem, &format!("{path}.subject[1]"));
    }
    list(body, across, &format!("{path}.across")).is_some()
}

fn series(
    body: &mut Body<'_, '_>,
    spec: &layout::Chart,
    rows: &[&Row],
    path: &str,
) -> Vec<Series> {
    let wanted = wanted(&body.texts.statistics, spec);
    report_unknown(body, spec, rows, (&wanted, path));
    let read = |one: Wanted| {
        let points = points(body, &one.figure, rows);
        Series { name: one.name, points }
    };
    wanted.into_iter().map(read).collect()
}

fn points(body: &Body<'_, '_>, name: &str, rows: &[&Row]) -> Vec<Option<Figure>> {
    let point = |row: &&Row| {
        let key = format!("{}.{name}", row.key);
        let figure = body.texts.statistics.figure(&key)?;
        figure.printed.as_ref()?;
        // A chart is drawn from plain decimals; its unit stands at the axis.
        let text = wording::text(figure).trim_end_matches('%').to_owned();
        Some(Figure::of(figure, text))
    };
    rows.iter().map(point).collect()
}

/// Reports series of which no row has a figure; of those across, some may be empty.
fn report_unknown(
    body: &mut Body<'_, '_>,
    spec: &layout::Chart,
    rows: &[&Row],
    (wanted, path): (&[Wanted], &str),
) {
    let is_known = |one: &&Wanted| {
        let mut keys = rows.iter().map(|row| format!("{}.{}", row.key, one.figure));
        keys.any(|key| body.texts.statistics.figure(&key).is_some())
    };
    let is_one_enough = spec.across.is_some();
    if is_one_enough && wanted.iter().any(|one| is_known(&one)) {
        return;
    }
    let mut unknown: Vec<usize> = wanted
        .iter()
        .filter(|one| !is_known(one))
        .map(|one| one.subject)
        .collect();
    unknown.dedup();
    for index in unknown {
        let subject = spec.subject.get(index).map_or("", String::as_str);
        let (list, name) = subject.rsplit_once('.').unwrap_or(("", subject));
        let names = columns::names(&body.texts.statistics, rows);
        let near = diagnostics::nearest(name, names.iter().map(String::as_str));
        let near = near.map(|name| format!("{list}.{name}"));
        let (message, near, otherwise) = match &spec.across {
            None => (
                format!("图的数据“{subject}”不存在"),
                near.as_deref(),
                "应写成“列表.数字”，例如 districts.per_10k",
            ),
            Some(across) => (
                format!("图的数据“{subject}”没有按“{across}”分开的数字"),
                None,
                "各镇街可按 accepted.types、accepted.categories 分开",
            ),
        };
        let problem =
            Problem::error(Code::UNKNOWN_FIGURE, message).meant(near, otherwise);
        body.texts.report(problem, &format!("{path}.subject[{index}]"));
    }
}

/// The unit of the first figure.
fn unit(series: &[Series]) -> String {
    let mut points = series.iter().flat_map(|series| series.points.iter().flatten());
    let unit = points.next().map_or("", |point| {
        // A place has no unit in a sentence, but an axis says what it counts.
        if point.kind == Kind::Rank { RANK_UNIT } else { point.kind.unit() }
    });
    unit.to_owned()
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
        let near = diagnostics::nearest(&name, rows.iter().map(|row| row.name.as_str()));
        let problem =
            Problem::warning(Code::UNKNOWN_FIGURE, format!("图中没有要标出的“{name}”"))
                .meant(near, "写图中一行的名称，或 own（本区、本单位）");
        body.texts.report(problem, &format!("{path}.mark"));
    }
    found
}
