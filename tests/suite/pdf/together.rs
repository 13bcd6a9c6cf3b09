//! What may not be parted by the end of a page.

use bulletin::document::{Block, Document};

use crate::pdf::frames::{lay_out, line, lines, pictures};
use crate::specimen::{self, heading, paragraph};

/// Blocks after so many lines of text.
fn after(count: usize, blocks: Vec<Block>) -> Document {
    let mut all = vec![paragraph("行"); count];
    all.extend(blocks);
    Document { title: Vec::new(), blocks: all, ..specimen::empty() }
}

fn block(choose: fn(&Block) -> bool) -> Block {
    specimen::bulletin(20).blocks.into_iter().find(choose).unwrap()
}

#[test]
fn headings_are_never_alone_at_the_foot_of_a_page() {
    for count in 18..=22 {
        let pages = lay_out(&after(
            count,
            vec![
                heading(1, "一、", "甲级"),
                heading(2, "（一）", "乙级"),
                paragraph("下文"),
            ],
        ));
        let page = |text| line(&pages, text).page();
        assert_eq!(page("甲级"), page("乙级"), "after {count} lines");
        assert_eq!(page("乙级"), page("下文"), "after {count} lines");
    }
}

#[test]
fn a_table_caption_stays_with_the_first_rows_and_the_notes_with_the_last() {
    let table = block(|block| matches!(block, Block::Table(_)));
    for count in 0..=22 {
        let pages = lay_out(&after(count, vec![table.clone()]));
        let page = |text| line(&pages, text).page();
        let caption = lines(&pages)
            .into_iter()
            .find(|line| line.text().starts_with("表1："));
        assert_eq!(caption.unwrap().page(), page("檀营地区"), "after {count} lines");
        assert_eq!(page("新城子镇"), page("注：参与排名"), "after {count} lines");
    }
}

#[test]
fn notes_stand_directly_under_the_last_row() {
    let table = block(|block| matches!(block, Block::Table(_)));
    let pages = lay_out(&after(1, vec![table]));
    let gap = line(&pages, "注：参与排名").y() - line(&pages, "新城子镇").y();
    // Half a row of 6.6 mm, then a little blank and the line itself.
    assert!((5.0..9.0).contains(&gap), "{gap} mm");
}

#[test]
fn a_picture_and_a_chart_stay_with_their_captions() {
    let picture = block(|block| matches!(block, Block::Pictures { .. }));
    let chart = block(|block| matches!(block, Block::Chart(_)));
    for count in [0, 8, 10, 12, 14, 16, 18, 20, 21, 22] {
        let pages = lay_out(&after(count, vec![picture.clone()]));
        let at = pictures(&pages).iter().position(|count| *count > 0).unwrap() + 1;
        assert_eq!(line(&pages, "居民议事会现场").page(), at, "after {count} lines");
        let pages = lay_out(&after(count, vec![chart.clone()]));
        let at = pictures(&pages).iter().position(|count| *count > 0).unwrap() + 1;
        assert_eq!(line(&pages, "图1：各区万人诉求比").page(), at, "after {count} lines");
    }
}

#[test]
fn pictures_side_by_side_share_their_foot() {
    let document = Document {
        blocks: specimen::bulletin(1).blocks.into_iter().rev().take(1).collect(),
        title: Vec::new(),
        ..specimen::empty()
    };
    let pages = lay_out(&document);
    assert_eq!(pictures(&pages), [2]);
    assert!(lines(&pages)[0].text().contains("小广场上新添的健身器材"));
}

#[test]
fn a_signature_does_not_stand_on_a_page_without_text() {
    for count in 10..=22 {
        let mut document = after(count, vec![paragraph("末段。")]);
        document.signature = specimen::framed(specimen::empty()).signature;
        let pages = lay_out(&document);
        let page = |text| line(&pages, text).page();
        assert_eq!(page("末段。"), page("2023年9月25日"), "after {count} lines");
    }
}

#[test]
fn a_reference_is_not_broken_between_its_word_and_its_number() {
    for count in 20..28 {
        let words = |text: String| bulletin::document::Inline::Text { text };
        let reference = bulletin::document::Inline::Reference {
            target: "towns".to_owned(),
            text: "表1".to_owned(),
        };
        let text = vec![words("文".repeat(count)), reference, words("后".repeat(9))];
        let pages = lay_out(&after(0, vec![Block::Paragraph { text }]));
        line(&pages, "表1");
    }
}
