//! Which figures the series of a chart are made of.

use super::columns;
use super::labels::{chart_list, chosen};
use crate::figures::{Row, Statistics};
use crate::layout;

/// A series: its name, and what its figures are named after a row's key.
pub(super) struct Wanted {
    pub(super) name: String,
    /// “count”, or across a list “categories.住房.count”.
    pub(super) figure: String,
    /// Index of the subject.
    pub(super) subject: usize,
}

/// The series of the subjects, or of the rows of the list across.
pub(super) fn wanted(statistics: &Statistics, chart: &layout::Chart) -> Vec<Wanted> {
    let subjects = chart.subject.iter().map(|subject| last(subject)).enumerate();
    let of_subject = |(subject, figure): (usize, &str)| {
        let figures = columns::spread(statistics, figure).into_iter();
        figures.map(move |figure| {
            let column = columns::column(statistics, &figure);
            let (name, figure) = (column.header.to_string(), column.name.to_string());
            Wanted { name, figure, subject }
        })
    };
    let Some(across) = &chart.across else {
        return subjects.flat_map(of_subject).collect();
    };
    let (Some(list), Some((subject, figure))) =
        (statistics.list(across), subjects.take(1).next())
    else {
        return Vec::new();
    };
    let kind = last(&list.key);
    let figure = columns::column(statistics, figure).name;
    let one = |row: &Row| Wanted {
        name: row.name.clone(),
        figure: format!("{kind}.{}.{figure}", row.name),
        subject,
    };
    chosen(list, chart.across_first, None).into_iter().map(one).collect()
}

fn last(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(_, last)| last)
}

/// Whether any of a chart's figures has a value; a name that is no figure's is told when
/// the chart is composed.
pub(super) fn has_values(statistics: &Statistics, chart: &layout::Chart) -> bool {
    let Some(list) = statistics.list(chart_list(chart)) else { return false };
    let rows = chosen(list, chart.first, chart.last);
    wanted(statistics, chart).iter().any(|one| {
        let keys = rows.iter().map(|row| format!("{}.{}", row.key, one.figure));
        let mut figures = keys.map(|key| statistics.figure(&key));
        figures.any(|figure| figure.is_none_or(|figure| figure.printed.is_some()))
    })
}
