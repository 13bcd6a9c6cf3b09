//! What an edit changed is listed against the ledger, as old and new.

use std::path::Path;

use bulletin::pipeline::{self, Options};
use bulletin::writers::docx;

use super::plant::{self, REFERENCE, finding};

const FIRST: &str = "“一、诉求总量情况”下第1段“2023年8月19日0时至…”";

#[test]
fn a_changed_number_is_listed_as_old_and_new() {
    let word = plant::changed(&REFERENCE.2, |body| plant::words(&body, "20893", "20839"));
    assert_eq!(plant::audit(&word), []);
    assert_eq!(plant::audit_against(&word), [finding("A20", FIRST, "20839", "20893")]);
}

#[test]
fn a_changed_word_beside_a_number_is_listed_as_well() {
    let word =
        plant::changed(&REFERENCE.2, |body| body.replacen("环比下降", "环比上升", 1));
    assert_eq!(plant::audit_against(&word), [finding("A37", FIRST, "上升", "下降")]);
}

#[test]
fn a_changed_cell_is_listed_with_row_and_column() {
    let word =
        plant::changed(&REFERENCE.2, |body| plant::cell(&body, 1, "密云镇", 3, "128"));
    assert_eq!(
        plant::audit_against(&word),
        [finding("A20", "表1第7行（密云镇）“纳入考评”", "128", "182")]
    );
}

#[test]
fn paragraphs_put_in_and_taken_out_do_not_disturb_the_rest() {
    let word = plant::changed(&REFERENCE.2, |body| {
        let body = plant::words(&body, "11.84%", "11.48%");
        let start = body.find(">部门综合成绩<").unwrap();
        let start = body[..start].rfind("<w:p>").unwrap();
        let end = start + body[start..].find("</w:p>").unwrap() + "</w:p>".len();
        let new = "<w:p><w:r><w:t>下一步，各部门开展45天专项行动。</w:t></w:r></w:p>";
        let first = body.find(">一、<").unwrap();
        let first = body[..first].rfind("<w:p>").unwrap();
        format!("{}{new}{}{}", &body[..first], &body[first..start], &body[end..])
    });
    let dropped = "底稿“（二）部门成绩”下第1段“部门综合成绩95.28分，低…”";
    assert_eq!(
        plant::audit_against(&word),
        [
            finding("A21", "开头第2段“下一步，各部门开展45天专项…”", "45", ""),
            finding("A20", FIRST, "11.48%", "11.84%"),
            finding("A22", dropped, "", "95.28、3.77、0.07、4"),
        ]
    );
}

#[test]
fn a_row_taken_out_is_told_and_the_others_keep_their_partners() {
    let word = plant::changed(&REFERENCE.2, |body| {
        let name = body.find(">密云镇<").unwrap();
        let start = body[..name].rfind("<w:tr>").unwrap();
        let end = start + body[start..].find("</w:tr>").unwrap() + "</w:tr>".len();
        format!("{}{}", &body[..start], &body[end..])
    });
    // The ranks below now leave out a place.
    assert_eq!(
        plant::audit_against(&word),
        [
            finding(
                "A22",
                "底稿表1第7行（密云镇）",
                "",
                "7、182、100.00%、98.56%、97.55%、98.30、90、76↑"
            ),
            finding("A10", "表1第7行（巨各庄镇）“排名”", "8", "7"),
        ]
    );
}

#[test]
fn the_other_month_with_its_masthead_and_imprint_is_free_of_findings() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/2023-10");
    let (loaded, problems) = pipeline::load(Path::new(folder), &|_| {});
    let loaded = loaded.unwrap();
    let composed = pipeline::compose(&loaded, problems, Options::default());
    let word = docx::write(&composed.document, &loaded.layout.style).unwrap();
    assert_eq!(plant::audit_with(&word, &composed.document), []);
}
