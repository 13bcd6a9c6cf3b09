//! One error of each kind planted in the reference bulletin is found where it stands, and
//! nothing else is.

use super::plant::{self, Found, REFERENCE, finding};

const TOWNS: &str = "“（一）镇街成绩”下第1段“镇街直派工单综合成绩…”";

/// What is found when the body is changed so.
fn found(change: impl FnOnce(&str) -> String) -> Vec<Found> {
    plant::audit(&plant::changed(&REFERENCE.2, |body| change(&body)))
}

fn in_cell(table: usize, row: &str, column: usize, new: &str) -> Vec<Found> {
    found(|body| plant::cell(body, table, row, column, new))
}

fn in_words(old: &str, new: &str) -> Vec<Found> {
    found(|body| plant::words(body, old, new))
}

#[test]
fn of_the_reference_itself_only_the_citys_own_score_is_told() {
    assert_eq!(plant::audit_whole(&REFERENCE.2), [plant::city_score()]);
    assert_eq!(plant::audit_against(&REFERENCE.2), []);
}

#[test]
fn a_rank_shared_by_unequal_scores() {
    // As in the published bulletin: 97.11 seventh beside 97.27.
    assert_eq!(
        in_cell(3, "东邵渠镇", 1, "7"),
        [finding("A10", "表3第8行（东邵渠镇）“排名”", "7", "8")]
    );
}

#[test]
fn a_rank_within_a_class() {
    assert_eq!(
        in_cell(4, "人力社保局", 1, "2"),
        [finding("A10", "表4第4行（人力社保局）“排名”", "2", "4")]
    );
}

#[test]
fn a_score_that_its_rates_do_not_give() {
    assert_eq!(
        in_cell(2, "河南寨镇", 6, "95.77%"),
        [finding("A12", "表2第5行（河南寨镇）“综合成绩”", "95.48", "95.08")]
    );
}

#[test]
fn a_score_off_by_more_than_rounding_allows() {
    // Rates of 100 % and 99.18 % give 99.59 at most, and no other score of 133 tickets.
    for score in ["99.60", "99.61"] {
        assert_eq!(
            in_cell(1, "檀营地区", 7, score),
            [finding("A12", "表1第1行（檀营地区）“综合成绩”", score, "99.59")]
        );
    }
}

#[test]
fn a_number_with_fewer_decimals_than_its_column() {
    assert_eq!(
        in_cell(1, "檀营地区", 5, "99.2%"),
        [finding("A13", "表1第1行（檀营地区）“解决率”", "1", "2")]
    );
}

#[test]
fn an_arrow_that_contradicts_its_sign() {
    assert_eq!(
        in_cell(1, "檀营地区", 9, "-12↑"),
        [finding("A14", "表1第1行（檀营地区）“环比变化”", "-12↑", "12↓")]
    );
}

#[test]
fn a_difference_that_its_figures_do_not_give() {
    assert_eq!(in_words("1.87", "1.78"), [finding("A15", TOWNS, "1.78", "1.87")]);
}

#[test]
fn a_difference_from_a_figure_that_is_told_nowhere_else() {
    // Two differences from the same figure have to give the same.
    let change = |body: &str| {
        let again =
            "<w:r><w:t>部门综合成绩95.28分，低于全市部门平均水平3.80分。</w:t></w:r>";
        let at = body.find(">部门综合成绩<").unwrap();
        let at = at + body[at..].find("</w:p>").unwrap();
        format!("{}{again}{}", &body[..at], &body[at..])
    };
    let place = "“（二）部门成绩”下第1段“部门综合成绩95.28分，低…”";
    assert_eq!(found(change), [finding("A15", place, "3.80", "3.77")]);
}

#[test]
fn a_direction_that_the_figures_contradict() {
    assert_eq!(
        in_words("分，高于全区综合成绩", "分，低于全区综合成绩"),
        [finding("A16", TOWNS, "低于1.87", "高于1.87")]
    );
}

#[test]
fn a_direction_beside_a_sign() {
    assert_eq!(
        in_words("17.38", "-17.38"),
        [finding(
            "A16",
            "“三、万人诉求情况”下第1段“全区万人诉求比为…”",
            "-17.38",
            "17.38"
        )]
    );
}

#[test]
fn parts_that_do_not_add_up() {
    assert_eq!(
        in_words("6458", "6485"),
        [finding(
            "A17",
            "“二、诉求办理情况”下第2段“全区纳入市级考评的工单…”",
            "7022",
            "7049"
        )]
    );
}

#[test]
fn a_part_that_is_more_than_its_whole() {
    assert_eq!(
        in_words("51", "351"),
        [finding(
            "A17",
            "“二、诉求办理情况”下第2段“全区纳入市级考评的工单…”",
            "351",
            "不大于308"
        )]
    );
}

#[test]
fn a_sentence_against_the_chart() {
    assert_eq!(
        in_words("197.06", "196.07"),
        [finding(
            "A18",
            "“三、万人诉求情况”下第1段“全区万人诉求比为…”",
            "196.07",
            "197.06"
        )]
    );
}

#[test]
fn a_sentence_against_a_note() {
    let change = |body: &str| {
        let note = body.rfind(">97.08<").unwrap();
        format!("{}{}", &body[..note], plant::words(&body[note..], "97.08", "97.80"))
    };
    assert_eq!(
        found(change),
        [finding(
            "A18",
            "“（二）部门成绩”下第2段“注：参与全市排名的街乡镇共…”",
            "97.80",
            "97.08"
        )]
    );
}

/// What is found when a paragraph is put before the second heading of its level.
fn add(words: &str) -> Vec<Found> {
    found(|body| {
        let paragraph = format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
        let at = body.find(">（二）<").unwrap();
        let at = body[..at].rfind("<w:p>").unwrap();
        format!("{}{paragraph}{}", &body[..at], &body[at..])
    })
}

#[test]
fn a_sentence_against_a_table() {
    assert_eq!(add("檀营地区直派工单综合成绩99.59分。"), []);
    let place = "“（一）镇街成绩”下第2段“檀营地区直派工单综合成绩…”";
    assert_eq!(
        add("檀营地区直派工单综合成绩99.95分。"),
        [finding("A18", place, "99.95", "99.59")]
    );
}

#[test]
fn shares_after_a_sum_are_those_of_its_parts() {
    let parts = "投诉类320件、求助类180件，合计500件，分别占";
    assert_eq!(add(&format!("{parts}64.00%和36.00%。")), []);
    let wrong: Vec<Found> = add(&format!("{parts}46.00%和36.00%。"));
    assert_eq!(wrong.len(), 1, "{wrong:?}");
}
