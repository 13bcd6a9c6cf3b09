//! What keeps the feet of pages from staying white.

#![expect(clippy::wildcard_enum_match_arm, reason = "only one kind is looked for")]

use bulletin::document::{Block, Document};
use bulletin::writers::pdf::Typesetter;

use crate::pdf::frames::{lay_out, line};
use crate::specimen::{self, heading, paragraph};

/// Blocks after so many lines of text, arranged.
fn arranged(count: usize, blocks: Vec<Block>) -> Document {
    let mut all = vec![paragraph("行"); count];
    all.extend(blocks);
    let mut document = Document { title: Vec::new(), blocks: all, ..specimen::empty() };
    Typesetter::shared().arrange(&mut document, &specimen::style(), &specimen::report());
    document
}

fn block(choose: fn(&Block) -> bool) -> Block {
    specimen::bulletin(20).blocks.into_iter().find(choose).unwrap()
}

fn chart() -> Block {
    block(|block| matches!(block, Block::Chart(_)))
}

fn picture() -> Block {
    block(|block| matches!(block, Block::Pictures { .. }))
}

fn share(document: &Document) -> f64 {
    let mut shares = document.blocks.iter().filter_map(|block| match block {
        Block::Chart(chart) => Some(chart.share),
        _ => None,
    });
    shares.next().unwrap()
}

#[test]
fn a_chart_without_room_is_drawn_lower_within_bounds() {
    // 8 of 22 lines are 82 mm: as high as the chart, without its caption.
    let document = arranged(14, vec![chart()]);
    assert!((0.62..1.0).contains(&share(&document)), "{}", share(&document));
    assert_eq!(line(&lay_out(&document), "图1：").page(), 1);
    // One that has room, and one that has far too little, keep their height.
    assert_eq!([8, 18].map(|count| share(&arranged(count, vec![chart()]))), [1.0, 1.0]);
}

#[test]
fn text_of_the_section_passes_a_picture_that_has_no_room() {
    let blocks = vec![
        picture(),
        paragraph("同一节的话。"),
        heading(1, "二、", "另一节"),
        paragraph("另一节的话。"),
    ];
    let pages = lay_out(&arranged(15, blocks));
    let page = |text| line(&pages, text).page();
    assert_eq!([page("同一节的话"), page("二、"), page("另一节的话")], [1, 2, 2]);
}

#[test]
fn words_that_point_at_a_picture_stay_beside_it() {
    let document = arranged(15, vec![picture(), paragraph("如下图所示。")]);
    assert!(matches!(document.blocks[15], Block::Pictures { .. }));
}

#[test]
fn a_table_that_lacks_a_few_lines_has_its_rows_drawn_lower() {
    let table = || {
        let mut table = block(|block| matches!(block, Block::Table(_)));
        if let Block::Table(table) = &mut table {
            assert_eq!(table.rows.len(), 20);
        }
        table
    };
    let arranged = |count: usize| {
        let document = arranged(count, vec![table()]);
        let found = document.blocks.iter().find_map(|block| match block {
            Block::Table(table) => Some(table.share),
            _ => None,
        });
        (found.unwrap(), lay_out(&document).sheets().len())
    };
    // 21 rows of 6.6 mm with caption and note are some 157 mm, 15 of 22 lines.
    let (share, pages) = arranged(8);
    assert!((0.85..1.0).contains(&share), "{share}");
    assert_eq!(pages, 1);
    assert_eq!([arranged(5), arranged(12)], [(1.0, 1), (1.0, 2)]);
}

/// So many sections of a page each.
fn long(sections: usize) -> Document {
    let section = |n: usize| {
        let text = format!("第{n}节");
        let mut blocks = vec![heading(1, &format!("{n}、"), &text)];
        blocks.extend(vec![paragraph("行"); 21]);
        blocks
    };
    let mut blocks: Vec<Block> = (1..=sections).flat_map(section).collect();
    blocks.push(block(|block| matches!(block, Block::Table(_))));
    arranged(0, blocks)
}

#[test]
fn a_long_document_says_what_stands_where() {
    let document = long(13);
    let pages = lay_out(&document);
    let listed: Vec<(String, usize)> = document.contents[0]
        .lines
        .iter()
        .map(|line| (line.text.clone(), line.page))
        .collect();
    let stand: Vec<(String, usize)> =
        pages.headings().into_iter().map(|one| (one.text, one.page)).collect();
    assert_eq!(listed, stand);
    // The lists fill the first page.
    assert_eq!(listed.first(), Some(&("1、第1节".to_owned(), 2)));
    let tables = &document.contents[1];
    assert_eq!(tables.lines[0].text, "表1：市级考评各镇街诉求办理情况统计表（直派）");
    assert_eq!(tables.lines[0].page, line(&pages, "古北口镇").page());
    assert!(pages.pdf().is_ok());
    assert!(long(11).contents.is_empty());
}
