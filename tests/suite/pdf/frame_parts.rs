//! What stands around the body, and the marks of a draft.

use bulletin::document::Document;

use crate::pdf::frames::{lay_out, line, lines};
use crate::specimen::{self, drafted, framed, paragraph};

fn short() -> Document {
    Document { blocks: vec![paragraph("正文。")], ..specimen::empty() }
}

#[test]
fn the_parts_stand_in_order_from_top_to_bottom() {
    let pages = lay_out(&framed(short()));
    let order = [
        "密云区接诉即办工作简报",
        "第9期",
        "密接诉即办〔2023〕9号",
        "密云区城市管理指挥中心2023年9月25日",
        "9月“接诉即办”考核期",
        "各镇（街道、地区），区属各部门：",
        "正文。",
        "附件：1. 各镇街诉求办理情况一览表",
        "2. 关于进一步做好夏季供水",
    ];
    let all = lines(&pages);
    let first = |text| all.iter().find(|line| line.text().contains(text)).unwrap();
    let places: Vec<_> =
        order.map(first).iter().map(|line| (line.page(), line.y())).collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn a_long_masthead_is_set_smaller_on_one_line() {
    // 11 characters of 42 pt are 163 mm wide, more than the text area.
    let name = line(&lay_out(&framed(short())), "密云区接诉即办工作简报");
    assert!(name.glyphs[0].size_pt < 42.0);
    assert!(name.glyphs[0].x >= 27.9);
}

#[test]
fn a_single_attachment_has_no_number_and_many_align_under_the_first_name() {
    let mut document = framed(short());
    let pages = lay_out(&document);
    let first = line(&pages, "附件：1. 各镇街").glyphs;
    let second = line(&pages, "2. 关于进一步").glyphs;
    let at = |glyphs: &[crate::pdf::frames::Glyph], text: &str| {
        glyphs.iter().find(|glyph| glyph.text == text).unwrap().x
    };
    assert!((at(&first, "1") - at(&second, "2")).abs() < 0.05);
    // The long name goes on under its first character.
    let rest = lines(&pages)
        .into_iter()
        .find(|line| line.text().contains("提示函"))
        .unwrap();
    assert!((rest.glyphs[0].x - at(&second, "关")).abs() < 0.2);
    document.attachments.truncate(1);
    assert!(line(&lay_out(&document), "附件：各镇街").page() == 1);
}

#[test]
fn the_date_stands_centred_under_the_issuer_four_characters_in() {
    let pages = lay_out(&framed(Document { title: Vec::new(), ..short() }));
    let found = lines(&pages);
    let at = found
        .iter()
        .rposition(|line| line.text() == "密云区城市管理指挥中心")
        .unwrap();
    let (issuer, date) = (&found[at], &found[at + 1]);
    assert_eq!(date.text(), "2023年9月25日");
    let em = 156.0 / 28.0;
    let right = issuer.glyphs.last().unwrap().x + em;
    assert!((right - (184.0 - 4.0 * em)).abs() < 0.3, "{right}");
    let middle = (issuer.glyphs[0].x + right) / 2.0;
    let dated = (date.glyphs[0].x + date.glyphs.last().unwrap().x + em) / 2.0;
    assert!((middle - dated).abs() < 0.3);
}

#[test]
fn the_imprint_stands_at_the_foot_of_the_last_page_or_of_its_own() {
    for count in [0, 5, 10, 11, 12, 13, 14, 15, 16, 22] {
        let blocks = vec![paragraph("行"); count];
        let pages = lay_out(&framed(Document { blocks, ..short() }));
        let last = line(&pages, "2023年9月25日印发");
        assert_eq!(last.page(), pages.laid_out().pages().len());
        // Its last rule lies on the foot of the text area, 262 mm down.
        assert!((256.0..262.0).contains(&last.y()), "{} mm", last.y());
    }
}

#[test]
fn a_draft_has_its_mark_on_every_page_and_lists_what_is_open_on_the_last() {
    let pages = lay_out(&drafted(framed(specimen::bulletin(20))));
    let count = pages.laid_out().pages().len();
    let marked: Vec<usize> = lines(&pages)
        .iter()
        .filter(|line| line.glyphs.iter().any(|glyph| glyph.size_pt > 100.0))
        .map(crate::pdf::frames::Line::page)
        .collect();
    for page in 1..=count {
        assert!(marked.contains(&page), "page {page}");
    }
    assert_eq!(line(&pages, "警告 D11").page(), count);
    assert!(line(&pages, "2023年9月25日印发").page() < count);
}

#[test]
fn a_bulletin_that_is_no_draft_shows_no_mark() {
    let pages = lay_out(&specimen::bulletin(3));
    assert!(!lines(&pages).iter().any(|line| line.text().contains("草")));
}
