//! Numbers of tables and charts, known before any text refers to them.

use std::collections::BTreeMap;

use super::series::has_values;
use crate::figures::{List, Row, Statistics};
use crate::layout::{self, Item, Outline};

/// The label of every table and chart by its name: “表1”; none for tables without rows and
/// charts without values, which are not printed.
pub(super) fn of(
    outline: &Outline,
    statistics: &Statistics,
) -> BTreeMap<String, Option<String>> {
    let mut labels = BTreeMap::new();
    let (mut tables, mut charts) = (0_u32, 0_u32);
    for item in outline.sections.iter().flat_map(|section| &section.body) {
        visit(item, &mut |item| {
            let (name, is_printed, label, count) = match item {
                Item::Table(table) => {
                    let has_rows = has_rows(statistics, &table.rows);
                    (table_name(table), has_rows, &outline.labels.table, &mut tables)
                }
                Item::Chart(chart) => {
                    let has_values = has_values(statistics, chart);
                    (chart_name(chart), has_values, &outline.labels.chart, &mut charts)
                }
                Item::Section(_) | Item::Paragraph(_) | Item::Cases(_) => return,
            };
            let printed = is_printed.then(|| {
                *count += 1;
                format!("{label}{count}")
            });
            labels.insert(name.to_owned(), printed);
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
