//! A month that goes on from last month's final build.

use std::fs;

use bulletin::ledger::{Entry, Ledger};

use super::complained;
use crate::month::Month;

/// The month after [`Month::sound`], with last month's folder named.
fn next(last: &Month) -> Month {
    let last = last.path("").to_str().unwrap().replace('\\', "/");
    let previous = format!("previous: \"{last}\"\nregister:");
    Month::sound()
        .with(
            "bulletin.yaml",
            "start: 2023-08-19, end: 2023-09-19",
            "start: 2023-09-19, end: 2023-10-19",
        )
        .with("bulletin.yaml", "date: 2023-09-25", "date: 2023-10-25")
        .with("bulletin.yaml", "register:", &previous)
        .with_file(
            "data/受理.csv",
            "工单编号,受理时间\n0001,2023-09-19\n0002,2023-10-01\n".as_bytes(),
        )
        .with_file(
            "data/考评.csv",
            "工单编号,派单方式,主办单位,从办单位,是否响应,是否参评,解决情况,满意情况\n\
             0001,直派,檀营地区,,是,是,解决,基本满意\n\
             0002,直派,北庄镇,,是,是,解决,满意\n"
                .as_bytes(),
        )
}

fn assert_refused(month: &Month, wanted: &[&str]) {
    let output = month.run(&["build"]);
    let complained = complained(&output);
    assert_eq!(output.status.code(), Some(1), "{complained}");
    for words in wanted {
        assert!(complained.contains(words), "“{words}” is not in:\n{complained}");
    }
    assert!(complained.contains("bulletin.yaml，第"), "{complained}");
    assert!(month.outputs().is_empty());
}

fn stored(month: &Month) -> Ledger {
    Ledger::from_json(&fs::read(month.path("out/figures.json")).unwrap()).unwrap()
}

#[test]
fn counts_scores_and_ranks_come_from_last_month_s_final_build() {
    let last = Month::sound();
    last.run(&["build", "--final"]);
    let month = next(&last);
    let output = month.run(&["build"]);
    assert_eq!(output.status.code(), Some(0), "{}", complained(&output));
    let ledger = stored(&month);
    let text = |key: &str| ledger.entry(key).map(|entry: &Entry| entry.text.as_str());
    assert_eq!(text("accepted.previous"), Some("3"));
    assert_eq!(text("accepted.change"), Some("-33.33%"));
    // Last month 檀营地区 had 100 points and 北庄镇 10; now they have 92 and 100.
    assert_eq!(text("towns.direct.檀营地区.previous_score"), Some("100.00"));
    assert_eq!(text("towns.direct.檀营地区.score_change"), Some("-8.00"));
    assert_eq!(text("towns.direct.檀营地区.previous_rank"), Some("1"));
    assert_eq!(text("towns.direct.北庄镇.place_change"), Some("1"));
    assert_eq!(text("towns.direct.previous_assessed"), Some("2"));
    let entry = ledger.entry("towns.direct.檀营地区.previous_score").unwrap();
    assert_eq!(entry.formula, "上期综合成绩 = 上期定稿存档的 100.00");
}

#[test]
fn without_last_month_its_figures_have_no_value() {
    let month = Month::sound();
    let output = month.run(&["explain", "towns.direct.score_change"]);
    let told = super::told(&output);
    assert!(told.starts_with("towns.direct.score_change = —\n"), "{told}");
}

#[test]
fn a_last_month_that_was_never_built_is_refused() {
    let last = Month::sound();
    assert_refused(&next(&last), &["错误 P01", "没有可用的上期存档", "build --final"]);
}

#[test]
fn a_last_month_that_is_not_final_is_refused() {
    let last = Month::sound();
    last.run(&["build"]);
    assert_refused(&next(&last), &["错误 P02", "不是定稿", "build --final"]);
}

#[test]
fn a_last_month_of_which_there_is_only_a_draft_is_refused() {
    let last = Month::sound();
    last.run(&["build", "--draft"]);
    assert_refused(&next(&last), &["错误 P02", "只有草稿"]);
}

#[test]
fn a_gap_between_the_months_is_refused() {
    let last = Month::sound();
    last.run(&["build", "--final"]);
    let month =
        next(&last).with("bulletin.yaml", "start: 2023-09-19", "start: 2023-09-18");
    assert_refused(
        &month,
        &["错误 P03", "到2023年9月19日0时为止，本期从2023年9月18日0时开始"],
    );
}

#[test]
fn another_district_s_month_is_refused() {
    let last = Month::sound().with("bulletin.yaml", "密云区\n", "怀柔区\n");
    last.run(&["build", "--final"]);
    assert_refused(&next(&last), &["错误 P03", "是怀柔区的存档，这里应为密云区的"]);
}

#[test]
fn a_stored_month_that_was_cut_off_is_refused() {
    let last = Month::sound();
    last.run(&["build", "--final"]);
    let bytes = fs::read(last.path("out/figures.json")).unwrap();
    let half = bytes.get(..bytes.len() / 2).unwrap();
    let last = last.with_file("out/figures.json", half);
    assert_refused(&next(&last), &["错误 P01", "不是完整的存档"]);
    let last = last.with_file("out/figures.json", b"{\"format\": 99}");
    assert_refused(&next(&last), &["错误 P01", "第99种格式"]);
}

#[test]
fn a_period_of_another_length_is_worth_a_look() {
    let last = Month::sound();
    last.run(&["build", "--final"]);
    let month = next(&last).with("bulletin.yaml", "end: 2023-10-19", "end: 2023-12-19");
    let output = month.run(&["build"]);
    let complained = complained(&output);
    assert_eq!(output.status.code(), Some(0), "{complained}");
    assert!(complained.contains("提醒 P04"), "{complained}");
    assert!(complained.contains("有31天，本期有91天"), "{complained}");
}

#[test]
fn a_figure_of_last_month_that_the_exports_now_give_otherwise_is_told_with_both_values() {
    let districts = |month: Month, rows: &str| {
        let text = format!("区,诉求量,常住人口,上期诉求量\n{rows}\n");
        month.with_file("data/各区.csv", text.as_bytes()).with(
            "bulletin.yaml",
            "exports:\n",
            "exports:\n  districts: data/各区.csv\n",
        )
    };
    let last = districts(Month::sound(), "密云区,100,50.0,90");
    last.run(&["build", "--final"]);
    let month = districts(next(&last), "密云区,120,50.0,101");
    let output = month.run(&["build"]);
    let complained = complained(&output);
    assert_eq!(output.status.code(), Some(0), "{complained}");
    assert!(
        complained.contains(
            "提醒 P05：密云区上期诉求量：上期存档是 100，本期的导出表或配置是 101"
        ),
        "{complained}"
    );
}

#[test]
fn a_build_in_place_of_a_final_one_is_told() {
    let month = Month::sound();
    month.run(&["build", "--final"]);
    assert!(stored(&month).is_final);
    let output = month.run(&["build", "--draft"]);
    assert!(!complained(&output).contains("P06"));
    assert!(stored(&month).is_final, "a draft has files of its own");
    let output = month.run(&["build"]);
    assert!(complained(&output).contains("提醒 P06"), "{}", complained(&output));
}

#[test]
fn a_stored_month_that_was_changed_by_hand_is_told() {
    let last = Month::sound();
    last.run(&["build"]);
    let last = last.with("out/figures.json", "\"final\": false", "\"final\": true");
    let told = complained(&next(&last).run(&["build"]));
    assert!(told.contains("提醒 P07"), "{told}");
    assert!(told.contains("的存档在定稿以后被改动过"), "{told}");
    last.run(&["build", "--final"]);
    let told = complained(&next(&last).run(&["build"]));
    assert!(!told.contains("P07"), "{told}");
}
