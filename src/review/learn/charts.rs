//! Charts of Word as lists: by the names and values of their points.

use super::known::Catalogue;
use crate::document::ChartForm;
use crate::figures::parts;
use crate::layout;
use crate::tickets::Decimal;
use crate::word;

/// The list whose figure a chart of one or more series shows.
pub(super) fn matched(
    catalogue: &Catalogue<'_>,
    chart: &word::Chart,
) -> Option<layout::Chart> {
    let statistics = catalogue.statistics;
    let subjects: Option<Vec<String>> =
        chart.series.iter().map(|series| subject(catalogue, series)).collect();
    let subject = subjects.filter(|subjects| !subjects.is_empty())?;
    let list = statistics.list(parts(subject.first()?).0)?;
    let shown = chart.series.first()?.points.len();
    let own = statistics.district.as_str();
    let mark = list.rows.iter().any(|row| row.name == own).then(|| "own".to_owned());
    Some(layout::Chart {
        name: None,
        form: ChartForm::Columns,
        subject,
        across: None,
        across_first: None,
        mark,
        caption: String::new(),
        unit: None,
        first: (shown < list.rows.len()).then_some(shown),
        last: None,
        charts: None,
    })
}

fn subject(catalogue: &Catalogue<'_>, series: &word::Series) -> Option<String> {
    let statistics = catalogue.statistics;
    let (name, value) = series.points.first()?;
    let value = value.parse::<Decimal>().ok()?.exact();
    let may = catalogue
        .all
        .iter()
        .filter(|known| known.value.as_ref() == Some(&value));
    let lists = statistics.lists();
    let lists: Vec<_> = lists
        .filter(|list| list.rows.iter().any(|row| row.name == *name))
        .collect();
    may.flat_map(|known| {
        let (path, measure) = parts(&known.figure.key);
        lists
            .iter()
            .filter(move |list| list.rows.iter().any(|row| row.key == path))
            .map(move |list| (list, measure))
    })
    .find(|(list, measure)| {
        series.points.iter().all(|(name, value)| {
            let row = list.rows.iter().find(|row| row.name == *name);
            let figure =
                row.and_then(|row| statistics.figure(&format!("{}.{measure}", row.key)));
            let shown = value.parse::<Decimal>().ok().map(Decimal::exact);
            shown.is_some()
                && figure.and_then(crate::figures::Figure::printed_exact) == shown
        })
    })
    .map(|(list, measure)| format!("{}.{measure}", list.key))
}
