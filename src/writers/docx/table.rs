//! A table with caption and notes: true widths, a header that repeats, whole rows.

use super::caption::caption;
use super::decimal::blocks;
use super::finish::TableFacts;
use super::flow::{Flow, inset};
use super::measures::{mm_twips, unsigned};
use super::page::text_width_twips;
use super::roles::Role;
use super::styles::{TABLE, alignment};
use crate::document::{Align, Cell, Column, Row, Table, plain_text};
use crate::layout::TextAlign;

/// A table of no more rows is kept on one page.
const WHOLE_MAX: usize = 12;

/// Writes a table.
pub(super) fn table(flow: &mut Flow<'_>, table: &Table) {
    let Table { name, caption: label, columns, rows, notes, share, alt } = table;
    if !label.is_absent() {
        let above = caption(flow, Role::TableCaption, name, label);
        // A template's own style of captions may not say so.
        flow.paragraph(above.keep_next(true));
    }
    if !columns.is_empty() {
        let widths = widths(columns, text_width_twips(&flow.style.page));
        let row_mm = flow.style.table.row_mm * share;
        let header = header(flow, columns, &widths);
        let word = std::iter::once(header)
            .chain(body(flow, columns, rows, &widths, !notes.is_empty()))
            .map(|cells| row(cells, row_mm))
            .collect();
        let title = format!("{}：{}", label.tag(), plain_text(&label.text));
        let facts = TableFacts {
            header_rows: 1,
            alt: Some((title, alt.clone())),
            text_box: None,
        };
        flow.table(fixed(word, &widths).style(TABLE), facts);
    }
    for (at, note) in notes.iter().enumerate() {
        let last = at + 1 == notes.len();
        let paragraph = flow.spoken(Role::TableNote, note).keep_lines(true);
        flow.paragraph(if last { paragraph } else { paragraph.keep_next(true) });
    }
    if notes.is_empty() {
        // Text would stick to the rule.
        flow.spacer(Role::TableNote, flow.style.text.table_note.after_pt);
    }
}

/// A table of given column widths that no program recalculates.
pub(super) fn fixed(rows: Vec<docx_rs::TableRow>, widths: &[i32]) -> docx_rs::Table {
    let mut table = docx_rs::Table::without_borders(rows)
        .set_grid(widths.iter().map(|width| unsigned(*width)).collect())
        .width(unsigned(widths.iter().sum()), docx_rs::WidthType::Dxa)
        .layout(docx_rs::TableLayoutType::Fixed)
        .align(docx_rs::TableAlignmentType::Center);
    table.has_numbering = false;
    table
}

/// Widths in twips that add up to the whole, rounding carried from column to column.
fn widths(columns: &[Column], whole: i32) -> Vec<i32> {
    let shares: i64 = columns.iter().map(|column| i64::from(column.width.max(1))).sum();
    let edge = |share: i64| {
        i32::try_from(i64::from(whole) * share / shares.max(1)).unwrap_or(whole)
    };
    let (mut share, mut widths) = (0, Vec::with_capacity(columns.len()));
    for column in columns {
        let from = edge(share);
        share += i64::from(column.width.max(1));
        widths.push(edge(share) - from);
    }
    widths
}

fn header(
    flow: &Flow<'_>,
    columns: &[Column],
    widths: &[i32],
) -> Vec<docx_rs::TableCell> {
    let cells = columns.iter().zip(widths).map(|(column, width)| {
        let paragraph = flow.plain(Role::TableHeader, &column.header).keep_next(true);
        let cell = cell(*width).add_paragraph(paragraph);
        match &flow.style.table.header_fill {
            Some(fill) => cell.shading(
                docx_rs::Shading::new().shd_type(docx_rs::ShdType::Clear).fill(fill),
            ),
            None => cell,
        }
    });
    cells.collect()
}

fn body(
    flow: &Flow<'_>,
    columns: &[Column],
    rows: &[Row],
    widths: &[i32],
    has_notes: bool,
) -> Vec<Vec<docx_rs::TableCell>> {
    let blocks = blocks(flow.style, columns, rows, widths);
    let usual = Role::TableText.style(flow.style).align;
    let mut written = Vec::with_capacity(rows.len());
    for (number, cells) in rows.iter().enumerate() {
        // A small table stays whole; of another, three rows stay at each side of a page's end.
        let is_near_end = rows.len() <= WHOLE_MAX || number + 3 >= rows.len();
        let keep = match number + 1 == rows.len() {
            true => has_notes,
            false => is_near_end || number < 2,
        };
        let cells = columns.iter().enumerate().map(|(at, column)| {
            let inlines = match cells.cells.get(at) {
                Some(Cell::Content { text }) => text.as_slice(),
                // A merged label would stand on the wrong page after any edit.
                Some(Cell::Continued) => label(rows, number, at),
                None => &[],
            };
            let width = widths.get(at).copied().unwrap_or_default();
            let mut paragraph = flow.spoken(Role::TableText, inlines).keep_next(keep);
            if !keep {
                paragraph.property.keep_next = None;
            }
            let block = blocks.get(at).and_then(Option::as_ref);
            let indent = block.and_then(|block| block.indent_twips(&plain_text(inlines)));
            cell(width).add_paragraph(placed(paragraph, usual, column, indent))
        });
        written.push(cells.collect());
    }
    written
}

/// The label that a row shares with those above.
fn label(rows: &[Row], number: usize, at: usize) -> &[crate::document::Inline] {
    let above = rows.get(..number).unwrap_or_default().iter().rev();
    above
        .filter_map(|row| row.cells.get(at))
        .find_map(|cell| match cell {
            Cell::Content { text } => Some(text.as_slice()),
            Cell::Continued => None,
        })
        .unwrap_or_default()
}

/// The paragraph where its column wants it, if its style has it elsewhere.
fn placed(
    paragraph: docx_rs::Paragraph,
    usual: TextAlign,
    column: &Column,
    indent: Option<i32>,
) -> docx_rs::Paragraph {
    let align = match (column.align, indent) {
        (Align::Decimal, Some(indent)) => {
            return inset(paragraph.align(docx_rs::AlignmentType::Right), 0, indent);
        }
        (Align::Left, _) => TextAlign::Left,
        (Align::Centre | Align::Decimal, _) => TextAlign::Centre,
    };
    if align == usual { paragraph } else { paragraph.align(alignment(align)) }
}

fn cell(width: i32) -> docx_rs::TableCell {
    // WPS takes a column's width from its cells.
    docx_rs::TableCell::new()
        .width(unsigned(width), docx_rs::WidthType::Dxa)
        .vertical_align(docx_rs::VAlignType::Center)
}

fn row(cells: Vec<docx_rs::TableCell>, height_mm: f64) -> docx_rs::TableRow {
    docx_rs::TableRow::new(cells)
        .row_height(mm_twips(height_mm) as f32)
        .height_rule(docx_rs::HeightRule::AtLeast)
        .cant_split()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_add_up_to_the_text_area() {
        let column = |width| Column { header: String::new(), align: Align::Left, width };
        let widths = widths(&[column(1), column(1), column(1), column(4)], 8844);
        // 8844 ÷ 7 = 1263.4; the fractions go to later columns.
        assert_eq!(widths, [1263, 1263, 1264, 5054]);
        assert_eq!(widths.iter().sum::<i32>(), 8844);
    }
}
