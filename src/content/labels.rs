//! Numbers of tables and charts, known before any text refers to them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::series::has_values;
use super::texts::Texts;
use crate::diagnostics::{Code, Problem};
use crate::figures::{List, Row, Statistics};
use crate::layout::{self, Item, Outline, Section};

/// The label of every table and chart by its name: “表1”; none for tables without rows and
/// charts without values, which are not printed.
pub(super) fn of(
    outline: &Outline,
    statistics: &Statistics,
) -> BTreeMap<String, Option<String>> {
    let mut labels = BTreeMap::new();
    let (mut tables, mut charts) = (0_u32, 0_u32);
    visit(outline, &mut |item, _| {
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

/// Names that a second table or chart takes, by which no text could tell them apart.
pub(super) fn report_taken(texts: &mut Texts<'_>, outline: &Outline) {
    let mut first = BTreeMap::new();
    visit(outline, &mut |item, path| {
        let (name, kind) = match item {
            Item::Table(table) => (table_name(table), "table"),
            Item::Chart(chart) => (chart_name(chart), "chart"),
            Item::Section(_) | Item::Paragraph(_) | Item::Cases(_) => return,
        };
        let path = format!("{path}.{kind}");
        match first.entry(name.to_owned()) {
            Entry::Vacant(free) => drop(free.insert(path)),
            Entry::Occupied(taken) => {
                let before = texts.place(taken.get());
                let message = format!("“{name}”这个名称已经是另一张表或图的（{before}）");
                let problem = Problem::error(Code::NAME_TAKEN, message)
                    .hint("给这一张另起名称，如 name: 补充，引用时写 ref('补充')");
                texts.report(problem, &path);
            }
        }
    });
}

/// Every item in reading order, with its path.
fn visit(outline: &Outline, see: &mut impl FnMut(&Item, &str)) {
    for (n, section) in outline.sections.iter().enumerate() {
        visit_body(section, &format!("sections[{n}]"), see);
    }
}

fn visit_body(section: &Section, path: &str, see: &mut impl FnMut(&Item, &str)) {
    for (n, item) in section.body.iter().enumerate() {
        let path = format!("{path}.body[{n}]");
        see(item, &path);
        if let Item::Section(section) = item {
            visit_body(section, &path, see);
        }
    }
}
