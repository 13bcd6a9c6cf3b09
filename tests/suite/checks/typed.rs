//! Numbers typed by hand, in cases and in an outline.

use super::{sound, told, told_of_draft};
use crate::month::Month;

fn with_text(text: &str) -> Month {
    sound().with("cases.yaml", "居民反映的问题已经解决。", text)
}

#[test]
fn a_typed_number_of_a_case_is_listed_once_a_text() {
    let month = with_text("添置器材40余套，投入12.5万元，惠及3,400户，又添40套。");
    let expected = [
        "提醒 K14 案例正文中的“12.5”“3400”“40”是手工填写的数字 --> cases.yaml，第3行第9列",
    ];
    assert_eq!(told(&month), expected);
}

#[test]
fn captions_and_titles_are_looked_at_too() {
    let month = sound()
        .with(
            "cases.yaml",
            "说明: 现场",
            "说明: 改造后的6号楼\n        替代文字: 楼前有8个人",
        )
        .with("cases.yaml", "标题: 小案例", "标题: 24小时办结");
    let expected = [
        "提醒 K14 案例标题中的“24”是手工填写的数字 --> cases.yaml，第2行第9列",
        "提醒 K14 图片说明中的“6”是手工填写的数字 --> cases.yaml，第6行第13列",
        "提醒 K14 替代文字中的“8”是手工填写的数字 --> cases.yaml，第7行第15列",
    ];
    assert_eq!(told(&month), expected);
}

#[test]
fn a_number_is_confirmed_in_its_case_or_for_the_whole_bulletin() {
    let text = "添置器材40余套，投入12.5万元。";
    let in_case = with_text(text).with(
        "cases.yaml",
        "    正文:",
        "    确认数字: [40余套, 12.50万元, 12.5]\n    正文:",
    );
    assert_eq!(told(&in_case), [""; 0]);
    let in_english =
        with_text(text).with("cases.yaml", "    正文:", "    confirmed: [40]\n    正文:");
    let expected =
        ["提醒 K14 案例正文中的“12.5”是手工填写的数字 --> cases.yaml，第4行第9列"];
    assert_eq!(told(&in_english), expected);
    let everywhere = with_text(text).with(
        "bulletin.yaml",
        "register:",
        "confirmed: [40, 12.5]\nregister:",
    );
    assert_eq!(told(&everywhere), [""; 0]);
}

#[test]
fn dates_of_the_period_the_hotline_and_names_are_no_typed_numbers() {
    let month = with_text(
        "1.居民8月20日至9月10日多次拨打12345热线，2023年9月PM2.5超标。（2）现已解决。",
    );
    assert_eq!(told(&month), [""; 0]);
    let month = with_text("7月3日、9月30日、2022年9月的12345件诉求。");
    let expected = [
        "提醒 K14 案例正文中的“12345”“2022”“3”“30”“7”“9”是手工填写的数字 --> cases.yaml，第3行第9列",
    ];
    assert_eq!(told(&month), expected);
}

#[test]
fn a_number_that_a_figure_gives_is_proved_unless_it_is_short() {
    // A score of 100.00, and a count of 3 of many figures.
    let month = with_text("檀营地区综合成绩100.00分，工单3件，满分100.01分。");
    let expected =
        ["提醒 K14 案例正文中的“100.01”“3”是手工填写的数字 --> cases.yaml，第3行第9列"];
    assert_eq!(told(&month), expected);
}

pub(super) fn with_sentence(sentence: &str) -> Month {
    let outline = include_str!("../../../layouts/official/outline.yaml");
    let start = outline.find("      - paragraph: ").unwrap();
    let (before, after) = outline.split_at(start);
    let changed = format!("{before}      - paragraph: {sentence}\n{after}");
    let month = sound().with("bulletin.yaml", "register:", "layout: ./版式\nregister:");
    std::fs::create_dir(month.path("版式")).unwrap();
    month.with_file("版式/outline.yaml", changed.as_bytes())
}

#[test]
fn a_number_typed_into_an_outline_is_told_with_the_figure_that_prints_it() {
    let month = with_sentence(
        "\"9月“12345”热线{{ accepted.count }}件，檀营地区得100.00分{# 2022 #}{{ towns.direct.score | against(towns.all.score, '上年的96分') }}。\"",
    );
    let told = told(&month);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].starts_with("提醒 K14 提纲语句中的“100.00”“9”“96”是手工填写的数字 --> "),
        "{told:?}"
    );
    let place = told[0].split("--> ").nth(1).unwrap();
    let outline = std::fs::read_to_string(month.path("版式/outline.yaml")).unwrap();
    let line = outline.lines().position(|line| line.contains("上年的96分")).unwrap() + 1;
    assert!(place.contains(&format!("版式/outline.yaml，第{line}行")), "{place}");
    let report = bulletin::pipeline::check(&month.path(""), &|_| {});
    let hints: Vec<_> =
        report.problems.iter().filter_map(|p| p.hint.as_deref()).collect();
    assert!(
        hints.iter().any(|hint| hint.contains("100.00 可写成 {{ towns.")),
        "{hints:?}"
    );
}

#[test]
fn a_draft_lists_typed_numbers_on_its_last_page() {
    let month = with_text("添置器材40余套。");
    assert_eq!(told_of_draft(&month), told(&month));
}
