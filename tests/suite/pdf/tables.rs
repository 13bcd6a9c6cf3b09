//! Tables: header rows, shared labels, decimals under each other.

use bulletin::document::{Block, Cell, Document, Inline, Table};

use crate::pdf::frames::{Line, lay_out, line, lines};
use crate::specimen::{self, figure, paragraph};

fn table(name: &str) -> Table {
    specimen::bulletin(40)
        .blocks
        .into_iter()
        .find_map(|block| {
            if let Block::Table(table) = block { Some(table) } else { None }
                .filter(|table| table.name == name)
        })
        .unwrap()
}

fn document(lines: usize, table: Table) -> Document {
    let mut blocks = vec![paragraph("行"); lines];
    blocks.push(Block::Table(table));
    Document { title: Vec::new(), blocks, ..specimen::empty() }
}

fn on_page(lines: &[Line], page: usize, text: &str) -> usize {
    lines
        .iter()
        .filter(|line| line.page() == page && line.text().contains(text))
        .count()
}

#[test]
fn the_header_row_repeats_on_each_page() {
    let found = lines(&lay_out(&document(10, table("towns"))));
    assert_eq!((on_page(&found, 1, "纳入考评"), on_page(&found, 2, "纳入考评")), (1, 1));
}

#[test]
fn a_label_that_holds_for_several_rows_stands_in_each() {
    // 22 units of class one and 12 of class two; 8 lines leave room for some 20 rows.
    let found = lines(&lay_out(&document(8, table("departments"))));
    let rows = |label: &str| [1, 2].map(|page| on_page(&found, page, label));
    let (first, second) = (rows("一类部门"), rows("二类部门"));
    assert_eq!((first[0] + first[1], second), (22, [0, 12]));
    assert!(first[0] > 10 && first[1] > 0, "{first:?}");
}

#[test]
fn decimals_stand_under_each_other_and_words_in_the_middle() {
    let mut table = table("towns");
    table.rows.truncate(4);
    for (row, text) in table.rows.iter_mut().zip(["100.00", "9.5", "持平", "—"]) {
        row.cells[4] = Cell::Content { text: vec![figure(text, "score")] };
    }
    let pages = lay_out(&document(0, table));
    let row = |unit: &str| line(&pages, unit).glyphs;
    // The second point of the row is that of the column “综合成绩”.
    let point = |unit| {
        let points = row(unit).into_iter().filter(|glyph| glyph.text == ".");
        points.map(|glyph| glyph.x).nth(1).unwrap()
    };
    assert!((point("檀营地区") - point("古北口镇")).abs() < 0.01);
    let words: Vec<_> = row("十里堡镇")
        .into_iter()
        .filter(|glyph| "持平".contains(&glyph.text))
        .collect();
    let em = 10.5 * 25.4 / 72.0;
    // Columns: 9 20 14 14 14 14 14 of 99 shares; the middle of the fifth.
    let middle = 28.0 + 156.0 * (9.0 + 20.0 + 14.0 + 14.0 + 7.0) / 99.0;
    assert!((words[0].x + em - middle).abs() < 0.05);
}

#[test]
fn a_row_with_a_long_cell_stays_on_one_page() {
    for filler in 14..=19 {
        let mut table = table("towns");
        table.rows.truncate(3);
        let long = "某某地区".repeat(14) + "止";
        table.rows[1].cells[1] = Cell::Content { text: vec![Inline::words(long)] };
        let found = lines(&lay_out(&document(filler, table)));
        let pages: Vec<usize> = found
            .iter()
            .filter(|line| line.text().contains("某") || line.text().contains('止'))
            .map(Line::page)
            .collect();
        assert!(pages.len() > 5 && pages.iter().all(|page| *page == pages[0]));
    }
}

#[test]
fn a_table_without_rows_or_notes_is_still_laid_out() {
    let mut table = table("towns");
    table.rows.clear();
    table.notes.clear();
    assert!(line(&lay_out(&document(0, table)), "镇街纳入考评").page() == 1);
}

/// How many rows of a table stand on each page after so many lines.
fn rows_on_pages(filler: usize) -> Vec<usize> {
    let found = lines(&lay_out(&document(filler, table("towns"))));
    // A row has a rate and a score; notes have one number.
    let is_row = |line: &Line| line.text().matches('.').count() > 1;
    let mut rows = Vec::new();
    for line in found.iter().filter(|line| is_row(line)) {
        rows.resize(rows.len().max(line.page()), 0);
        rows[line.page() - 1] += 1;
    }
    rows.retain(|rows| *rows > 0);
    rows
}

#[test]
fn three_rows_at_least_stand_at_each_side_of_a_split() {
    for filler in 0..=20 {
        let rows = rows_on_pages(filler);
        assert_eq!(rows.iter().sum::<usize>(), 20, "{filler}: {rows:?}");
        assert!(rows.iter().all(|rows| *rows >= 3), "{filler}: {rows:?}");
    }
}

#[test]
fn a_split_table_is_named_again_on_its_later_page() {
    let found = lines(&lay_out(&document(10, table("towns"))));
    let named = "续表1：市级考评各镇街诉求办理情况统计表（直派）";
    assert_eq!([1, 2].map(|page| on_page(&found, page, named)), [0, 1]);
    let first = found.iter().find(|line| line.page() == 2).unwrap();
    assert_eq!(first.text(), named);
}
