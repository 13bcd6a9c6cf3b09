//! A list of the statistics as a chart.

use super::alternative;
use super::body::Body;
use super::columns;
use super::labels::{chart_list, chart_name, chosen, has_values};
use super::tables::list;
use crate::diagnostics::{Code, Problem};
use crate::document::{Block, Caption, Chart, Figure, RANK_UNIT, Series};
use crate::layout;
use crate::statistics::{Kind, Row};
use crate::wording;

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
    let Some(series) = series(body, spec, &rows, path) else { return };
    refuse_native(body, spec, path);
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
        unit: spec.unit.clone().unwrap_or_else(|| unit(body, &series)),
        categories: rows.iter().map(|row| row.name.clone()).collect(),
        series,
        marked: marked(body, spec, &rows, path),
        editable: spec.charts.map(|kind| kind == layout::ChartKind::Native),
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

/// A series to be read: its name, and how its figures are named after a row's key.
struct Wanted {
    name: String,
    figure: String,
    path: String,
}

/// The series of the subjects, or of the rows of the list across; none when that has none.
fn series(
    body: &mut Body<'_, '_>,
    spec: &layout::Chart,
    rows: &[&Row],
    path: &str,
) -> Option<Vec<Series>> {
    let wanted = match &spec.across {
        None => spec.subject.iter().enumerate().map(subject).collect(),
        Some(across) => across_of(body, spec, across, path)?,
    };
    let located = |one: Wanted| Wanted { path: format!("{path}.{}", one.path), ..one };
    let wanted: Vec<Wanted> = wanted.into_iter().map(located).collect();
    let read = |one: &Wanted| points(body, &one.figure, rows);
    let all: Vec<Vec<Option<Figure>>> = wanted.iter().map(read).collect();
    report_unknown(body, spec, rows, &wanted);
    let name = |(one, points): (Wanted, _)| Series { name: one.name, points };
    Some(wanted.into_iter().zip(all).map(name).collect())
}

fn subject((n, subject): (usize, &String)) -> Wanted {
    let figure = figure_name(subject);
    let header = columns::column(figure).header;
    let name = if header.is_empty() { figure } else { header };
    Wanted {
        name: name.to_owned(),
        figure: figure.to_owned(),
        path: format!("subject[{n}]"),
    }
}

/// The last part of a subject.
fn figure_name(subject: &str) -> &str {
    subject.rsplit_once('.').map_or(subject, |(_, name)| name)
}

fn across_of(
    body: &mut Body<'_, '_>,
    spec: &layout::Chart,
    across: &str,
    path: &str,
) -> Option<Vec<Wanted>> {
    let list = list(body, across, &format!("{path}.across"))?;
    if spec.subject.len() > 1 {
        let message = "写了 across 的图只能有一个 subject".to_owned();
        let problem = Problem::error(Code::UNFIT_CHART, message)
            .hint("请只留一个，例如 subject: accepted.towns.count");
        body.texts.report(problem, &format!("{path}.subject[1]"));
    }
    let figure = figure_name(spec.subject.first()?);
    let kind = figure_name(across);
    let rows = chosen(&list, spec.across_first, None);
    let one = |row: &&Row| Wanted {
        name: row.name.clone(),
        figure: format!("{kind}.{}.{figure}", row.name),
        path: "subject[0]".to_owned(),
    };
    Some(rows.iter().map(one).collect())
}

fn points(body: &Body<'_, '_>, name: &str, rows: &[&Row]) -> Vec<Option<Figure>> {
    let point = |row: &&Row| {
        let key = format!("{}.{name}", row.key);
        let figure = body.texts.statistics.figure(&key)?;
        figure.printed.as_ref()?;
        // A chart is drawn from plain decimals; its unit stands at the axis.
        let text = wording::text(figure).trim_end_matches('%').to_owned();
        Some(Figure { text, key })
    };
    rows.iter().map(point).collect()
}

/// Reports series of which no row has a figure; of those across, some may be empty.
fn report_unknown(
    body: &mut Body<'_, '_>,
    spec: &layout::Chart,
    rows: &[&Row],
    wanted: &[Wanted],
) {
    let is_known = |one: &&Wanted| {
        let mut keys = rows.iter().map(|row| format!("{}.{}", row.key, one.figure));
        keys.any(|key| body.texts.statistics.figure(&key).is_some())
    };
    let unknown: Vec<String> = match spec.across {
        Some(_) if wanted.iter().any(|one| is_known(&one)) => return,
        Some(_) => wanted.iter().take(1).map(|one| one.path.clone()).collect(),
        None => {
            let unknown = wanted.iter().filter(|one| !is_known(one));
            unknown.map(|one| one.path.clone()).collect()
        }
    };
    for (path, subject) in unknown.into_iter().zip(&spec.subject) {
        let message = match &spec.across {
            None => format!("图的数据“{subject}”不存在"),
            Some(across) => format!("图的数据“{subject}”没有按“{across}”分开的数字"),
        };
        let hint = "应写成“列表.数字”，例如 districts.per_10k";
        let problem = Problem::error(Code::UNKNOWN_FIGURE, message).hint(hint);
        body.texts.report(problem, &path);
    }
}

/// The unit of the first figure.
fn unit(body: &Body<'_, '_>, series: &[Series]) -> String {
    let mut keys = series.iter().flat_map(|series| series.points.iter().flatten());
    let figure = keys.find_map(|point| body.texts.statistics.figure(&point.key));
    figure.map_or_else(String::new, |figure| match figure.kind {
        // A place has no unit in a sentence, but an axis says what it counts.
        Kind::Rank => RANK_UNIT.to_owned(),
        kind => kind.unit().to_owned(),
    })
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
