//! A list of the statistics as a table.

use serde::Serialize;

use super::body::Body;
use super::columns::{self, Content};
use super::labels::{chosen, table_name};
use crate::diagnostics::{self, Code, Problem};
use crate::document::{
    Block, Caption, Cell, Column, Figure, Inline, Row, Table, plain_text,
};
use crate::figures::{self, List, Statistics};
use crate::layout;
use crate::wording;

/// What the template of a table's alternative text sees.
#[derive(Serialize)]
struct Alternative<'a> {
    caption: &'a str,
    headers: Vec<&'a str>,
    rows: usize,
}

pub(super) fn add(body: &mut Body<'_, '_>, spec: &layout::Table, path: &str) {
    let Some(list) = list(body, &spec.rows, &format!("{path}.rows")) else { return };
    let rows = chosen(&list, spec.first, spec.last);
    check_columns(body, spec, &rows, path);
    let spec = &spread(&body.texts.statistics, spec);
    let columns = columns(&body.texts.statistics, spec, &list.key);
    let caption = caption(body, spec, path);
    let alt = alternative(body, &plain_text(&caption.text), &columns, rows.len());
    let mut notes = Vec::new();
    for (n, note) in spec.note.iter().enumerate() {
        notes.extend(body.texts.sentence(note, &format!("{path}.note[{n}]")));
    }
    let rows = self::rows(body, spec, &rows);
    let name = table_name(spec).to_owned();
    body.blocks.push(Block::Table(Table {
        name,
        caption,
        columns,
        rows,
        notes,
        share: 1.0,
        alt,
    }));
}

/// What is read out for a table of so many rows.
pub(super) fn alternative(
    body: &mut Body<'_, '_>,
    caption: &str,
    columns: &[Column],
    rows: usize,
) -> String {
    let headers = columns.iter().map(|column| column.header.as_str()).collect();
    let words = Alternative { caption, headers, rows };
    let template = &body.outline.alternatives.table;
    body.texts.plain_with(template, "alternatives.table", &words)
}

/// The next caption; one without words is none.
fn caption(body: &mut Body<'_, '_>, spec: &layout::Table, path: &str) -> Caption {
    let text = body.texts.inlines(&spec.caption, &format!("{path}.caption"));
    if text.is_empty() {
        return Caption::default();
    }
    body.tables += 1;
    Caption { label: body.outline.labels.table.clone(), number: body.tables, text }
}

/// The table with a column for each of the rates where it has one for all.
fn spread(statistics: &Statistics, spec: &layout::Table) -> layout::Table {
    let mut table = spec.clone();
    table.columns = spec
        .columns
        .iter()
        .flat_map(|column| {
            columns::spread(statistics, &column.figure)
                .into_iter()
                .map(|figure| layout::Column { figure, ..column.clone() })
        })
        .collect();
    table
}

/// The list of a name, when it has rows; otherwise the problem is reported.
pub(super) fn list(body: &mut Body<'_, '_>, name: &str, path: &str) -> Option<List> {
    let statistics = &body.texts.statistics;
    let problem = match statistics.list(name) {
        Some(list) if !list.rows.is_empty() => return Some(list.clone()),
        Some(_) => Problem::warning(
            Code::ABSENT_FIGURE,
            format!("“{name}”没有数据，表或图已略去"),
        )
        .hint("如应有数据，请检查 bulletin.yaml 中的 exports 是否写全"),
        None => {
            let names = statistics.list_names();
            let near = diagnostics::nearest(name, names.iter().map(String::as_str));
            Problem::error(Code::UNKNOWN_FIGURE, format!("“{name}”不是列表的名称"))
                .meant(near, "运行 bulletin figures 可列出能用的数字名称")
        }
    };
    body.texts.report(problem, path);
    None
}

/// Reports columns that none of the rows has a figure for.
fn check_columns(
    body: &mut Body<'_, '_>,
    spec: &layout::Table,
    rows: &[&figures::Row],
    path: &str,
) {
    for (n, column) in spec.columns.iter().enumerate() {
        let known = columns::column(&body.texts.statistics, &column.figure);
        let holds_figure = known.content == Content::Figure;
        let key = |row: &figures::Row| format!("{}.{}", row.key, known.name);
        let statistics = &body.texts.statistics;
        let is_figure = rows.iter().any(|row| {
            let key = key(row);
            statistics.figure(&key).is_some() || statistics.word(&key).is_some()
        });
        if holds_figure && !is_figure {
            let message = format!("“{}”的行没有“{}”这一列", spec.rows, column.figure);
            let names = columns::names(statistics, rows);
            let near =
                diagnostics::nearest(&column.figure, names.iter().map(String::as_str));
            let problem = Problem::error(Code::UNKNOWN_FIGURE, message)
                .meant(near, "运行 bulletin figures 可列出能用的数字名称");
            body.texts.report(problem, &format!("{path}.columns[{n}]"));
        }
    }
}

fn columns(statistics: &Statistics, spec: &layout::Table, list: &str) -> Vec<Column> {
    let column = |wanted: &layout::Column| {
        let known = columns::column(statistics, &wanted.figure);
        let own = match known.content {
            Content::Name => columns::name_header(statistics, list),
            Content::Class | Content::Figure | Content::Rates => &known.header,
        };
        Column {
            header: wanted.header.clone().unwrap_or_else(|| own.to_owned()),
            align: known.align,
            width: wanted.width.unwrap_or(known.width),
        }
    };
    spec.columns.iter().map(column).collect()
}

fn rows(body: &Body<'_, '_>, spec: &layout::Table, rows: &[&figures::Row]) -> Vec<Row> {
    let mut above: Option<&figures::Row> = None;
    let mut all = Vec::new();
    for row in rows {
        let cell = |column: &layout::Column| {
            let known = columns::column(&body.texts.statistics, &column.figure);
            match known.content {
                Content::Name => content(Inline::words(&row.name)),
                Content::Class => class(row, above),
                Content::Figure | Content::Rates => figure(body, row, &known.name),
            }
        };
        all.push(Row { cells: spec.columns.iter().map(cell).collect() });
        above = Some(row);
    }
    all
}

fn class(row: &figures::Row, above: Option<&figures::Row>) -> Cell {
    if above.is_some_and(|above| above.class == row.class) {
        return Cell::Continued;
    }
    content(Inline::words(row.class.clone().unwrap_or_default()))
}

fn figure(body: &Body<'_, '_>, row: &figures::Row, name: &str) -> Cell {
    let key = format!("{}.{name}", row.key);
    let statistics = &body.texts.statistics;
    if let Some(word) = statistics.word(&key) {
        return content(Inline::words(word));
    }
    match statistics.figure(&key) {
        Some(figure) => {
            content(Inline::Figure(Figure::of(figure, wording::cell(figure))))
        }
        // Some rows have the figure, as a group of units has no rank.
        None => content(Inline::words("—")),
    }
}

fn content(inline: Inline) -> Cell {
    Cell::Content { text: vec![inline] }
}
