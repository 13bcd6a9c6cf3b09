//! The page of GB/T 9704-2012, measured on the laid-out pages.

use bulletin::document::Document;

use crate::pdf::frames::{Line, lay_out, line, lines};
use crate::specimen::{self, heading, paragraph};

/// A document without title whose body is given.
fn body(blocks: Vec<bulletin::document::Block>) -> Document {
    Document { title: Vec::new(), blocks, ..specimen::empty() }
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 0.05, "{found} mm instead of {expected} mm");
}

#[test]
fn plain_text_has_22_lines_of_28_characters_in_a_text_area_of_156_by_225_mm() {
    // Two blanks and 2 × 22 × 28 − 2 characters: exactly two pages.
    let pages = lay_out(&body(vec![paragraph(&"文".repeat(2 * 22 * 28 - 2))]));
    let text: Vec<Line> = lines(&pages)
        .into_iter()
        .filter(|line| line.text().contains('文'))
        .collect();
    assert_eq!(text.len(), 44);
    assert_eq!(pages.laid_out().pages().len(), 2);
    for line in &text[1..] {
        assert_eq!(line.glyphs.len(), 28);
        near(line.glyphs[0].x, 28.0);
        // The 28th character begins a character's width before the right edge.
        near(line.glyphs[27].x, 184.0 - 156.0 / 28.0);
        assert_eq!(line.glyphs[0].size_pt, 16.0);
    }
    // The em box of the first line lies at the top; its base line is 0.88 em lower.
    let em = 16.0 * 25.4 / 72.0;
    near(text[0].y(), 37.0 + 0.88 * em);
    near(text[1].y() - text[0].y(), 225.0 / 22.0);
    // The em box of the last line ends within the text area, half a blank above its foot.
    let foot = text[21].y() + 0.12 * em;
    assert!(foot <= 37.0 + 225.0 + 0.01 && foot > 37.0 + 225.0 - 225.0 / 22.0);
}

#[test]
fn a_paragraph_is_indented_by_two_characters() {
    let pages = lay_out(&body(vec![paragraph(&"文".repeat(60))]));
    let text = &lines(&pages)[0];
    assert_eq!(text.glyphs.len(), 26);
    near(text.glyphs[0].x, 28.0 + 2.0 * 156.0 / 28.0);
}

#[test]
fn each_level_of_heading_has_its_face() {
    let pages = lay_out(&body(vec![
        heading(1, "一、", "甲级"),
        heading(2, "（一）", "乙级"),
        heading(3, "1.", "丙级"),
        paragraph("正文"),
    ]));
    let family = |text: &str| line(&pages, text).glyphs.last().unwrap().family.clone();
    assert_eq!(family("甲级"), "GW Hei SC");
    assert_eq!(family("乙级"), "AR PL KaitiM GB");
    assert_eq!(family("丙级"), "Zhuque Fangsong (technical preview)");
    assert_eq!(family("正文"), "Zhuque Fangsong (technical preview)");
}

#[test]
fn quotation_marks_are_full_width_from_the_chinese_face_and_figures_latin() {
    let pages = lay_out(&body(vec![paragraph("一“二”三——四12.5件")]));
    let glyphs = &lines(&pages)[0].glyphs;
    let em = 156.0 / 28.0;
    for (at, mark) in [(1, "“"), (3, "”"), (5, "—"), (6, "—")] {
        assert_eq!(glyphs[at].text, mark);
        assert_eq!(glyphs[at].family, "Zhuque Fangsong (technical preview)");
    }
    near(glyphs[4].x - glyphs[0].x, 4.0 * em);
    assert_eq!(
        (glyphs[8].text.as_str(), glyphs[8].family.as_str()),
        ("1", "Liberation Serif")
    );
}

#[test]
fn no_line_begins_or_ends_with_a_forbidden_mark() {
    let sentence = "（“接诉即办”），全区《办法》：12345；";
    for shift in 0..12 {
        let text = "文".repeat(shift) + &sentence.repeat(12);
        for line in lines(&lay_out(&body(vec![paragraph(&text)]))) {
            let (first, last) = (&line.glyphs[0].text, &line.glyphs.last().unwrap().text);
            assert!(!"，。、；：？！）”》".contains(first.as_str()), "{}", line.text());
            assert!(!"（“《".contains(last.as_str()), "{}", line.text());
        }
    }
}

#[test]
fn page_numbers_stand_outside_one_character_in_and_7_mm_under_the_text_area() {
    let pages = lay_out(&body(vec![paragraph(&"文".repeat(22 * 28 + 10))]));
    let em = 14.0 * 25.4 / 72.0;
    let (odd, even) = (line(&pages, "— 1 —"), line(&pages, "— 2 —"));
    assert_eq!((odd.page(), even.page()), (1, 2));
    near(odd.glyphs.last().unwrap().x, 184.0 - 2.0 * em);
    near(even.glyphs[0].x, 28.0 + em);
    assert_eq!(odd.glyphs[0].family, "GW Song SC");
    // The dash stands in the middle of the em box, 0.38 em over the base line.
    near(odd.y() - 0.38 * em, 37.0 + 225.0 + 7.0);
}

#[test]
fn the_title_stands_in_the_middle_in_its_lines() {
    let pages = lay_out(&specimen::empty());
    for text in ["9月“接诉即办”考核期", "工作情况分析"] {
        let line = line(&pages, text);
        let em = 22.0 * 25.4 / 72.0;
        let (left, right) = (line.glyphs[0].x, line.glyphs.last().unwrap().x + em);
        near((left + right) / 2.0, 28.0 + 78.0);
    }
}

#[test]
fn a_style_of_its_own_moves_the_page() {
    let mut style = specimen::style();
    style.page.left_mm = 20.0;
    style.page.top_mm = 25.0;
    style.text.body.size_pt = 12.0;
    style.text.body.indent_characters = 0.0;
    let document = body(vec![paragraph("文")]);
    let print = bulletin::writers::pdf::Purpose::Print;
    let pages = crate::pdf::frames::lay_out_in(&document, &style, print);
    let glyph = &lines(&pages)[0].glyphs[0];
    near(glyph.x, 20.0);
    near(glyph.y, 25.0 + 0.88 * 12.0 * 25.4 / 72.0);
}

#[test]
fn every_optional_look_of_a_style_can_be_had() {
    let mut style = specimen::style();
    let text = &mut style.text;
    text.headings[0].colour = Some("1F4E79".to_owned());
    text.headings[0].bold = true;
    text.body.line_pt = Some(20.0);
    text.table_text.line_pt = None;
    style.table.header_fill = Some("DDE6F0".to_owned());
    style.table.outer_rule_pt = 0.0;
    style.table.inner_rule_pt = 0.0;
    let document = specimen::drafted(specimen::framed(specimen::bulletin(6)));
    assert_eq!(style.problems(), []);
    let print = bulletin::writers::pdf::Purpose::Print;
    let pages = crate::pdf::frames::lay_out_in(&document, &style, print);
    assert!(pages.warnings().is_empty() && pages.pdf().is_ok());
}
