//! Numbers of tables and charts, known before any text refers to them.

use std::collections::BTreeMap;

use crate::layout::{self, Item, Outline};
use crate::statistics::{List, Row, Statistics};

/// The label of every table and chart that will be printed, by its name: “表1”.
pub(super) fn of(outline: &Outline, statistics: &Statistics) -> BTreeMap<String, String> {
    let mut labels = BTreeMap::new();
    let (mut tables, mut charts) = (0, 0);
    for item in outline.sections.iter().flat_map(|section| &section.body) {
        visit(item, &mut |item| match item {
            Item::Table(table) if has_rows(statistics, &table.rows) => {
                tables += 1;
                labels.insert(
                    table_name(table).to_owned(),
                    format!("{}{tables}", outline.labels.table),
                );
            }
            Item::Chart(chart) if has_rows(statistics, chart_list(chart)) => {
                charts += 1;
                labels.insert(
                    chart_name(chart).to_owned(),
                    format!("{}{charts}", outline.labels.chart),
                );
            }
            Item::Table(_)
            | Item::Chart(_)
            | Item::Section(_)
            | Item::Paragraph(_)
            | Item::Cases(_) => {}
        });
    }
    labels
}

/// The name by which texts refer to a table.
pub(super) fn table_name(table: &layout::Table) -> &str {
    table.name.as_deref().unwrap_or(&table.rows)
}

/// The name by which texts refer to a chart.
pub(super) fn chart_name(chart: &layout::Chart) -> &str {
    chart.name.as_deref().unwrap_or_else(|| chart_list(chart))
}

/// The list of which a chart's first series is made.
pub(super) fn chart_list(chart: &layout::Chart) -> &str {
    let subject = chart.subject.first().map_or("", String::as_str);
    subject.rsplit_once('.').map_or("", |(list, _)| list)
}

/// The rows that a table or chart shows: all, or the first and last so many.
pub(super) fn chosen(
    list: &List,
    first: Option<usize>,
    last: Option<usize>,
) -> Vec<&Row> {
    let all = list.rows.len();
    if first.is_none() && last.is_none() {
        return list.rows.iter().collect();
    }
    let (first, last) = (first.unwrap_or(0), last.unwrap_or(0));
    let from_end = all.saturating_sub(last);
    list.rows
        .iter()
        .enumerate()
        .filter(|(n, _)| *n < first || *n >= from_end)
        .map(|(_, row)| row)
        .collect()
}

fn has_rows(statistics: &Statistics, list: &str) -> bool {
    statistics.list(list).is_some_and(|list| !list.rows.is_empty())
}

fn visit(item: &Item, see: &mut impl FnMut(&Item)) {
    see(item);
    if let Item::Section(section) = item {
        for item in &section.body {
            visit(item, see);
        }
    }
}
