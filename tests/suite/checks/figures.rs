//! The city's figures, its ranking list and the last period.

use super::{Month, sound, told};

fn with_city(city: &str) -> Month {
    sound().with("bulletin.yaml", "register:", &format!("city: {{ {city} }}\nregister:"))
}

#[test]
fn the_citys_score_is_held_against_its_rates_with_the_set_weights() {
    // 10 × 0.999 + 50 × 0.9 + 40 × 0.9 = 90.99.
    let city = "response: 99.9, resolution: 90, satisfaction: 90, score: 91.05";
    let month = with_city(city);
    let told_of_score: Vec<_> =
        told(&month).into_iter().filter(|line| line.contains("A12")).collect();
    let expected = [
        "提醒 A12 市级公布的综合成绩是 91.05，按公布的三率和权重（10、50、40）应为 90.99，相差 0.06 --> bulletin.yaml，第9行第66列",
    ];
    assert_eq!(told_of_score, expected);
    let wider = with_city(city).with(
        "bulletin.yaml",
        "register:",
        "tolerances: { score: 0.06 }\nregister:",
    );
    assert!(told(&wider).iter().all(|line| !line.contains("A12")));
    // 30 × 0.999 + 35 × 0.9 + 35 × 0.9 = 92.97.
    let other = with_city(city).with(
        "bulletin.yaml",
        "register:",
        "statistics: { weights: { response: 30, resolution: 35, satisfaction: 35 } }\nregister:",
    );
    assert!(told(&other).iter().any(|line| line.contains("应为 92.97")));
}

#[test]
fn the_citys_rates_are_held_against_the_tickets() {
    // Of three tickets all were answered; of two rated ones one is resolved and 满意.
    assert_eq!(
        told(&with_city(
            "response: 100, resolution: 50.05, satisfaction: 49.95, score: 55"
        )),
        [""; 0]
    );
    let month = with_city("response: 99.9, resolution: 50.06, satisfaction: 50");
    let expected = [
        "提醒 K05 市级公布的响应率是 99.90%，按考评明细计算是 100.00%，相差 0.10 个百分点 --> bulletin.yaml，第9行第19列",
        "提醒 K05 市级公布的解决率是 50.06%，按考评明细计算是 50.00%，相差 0.06 个百分点 --> bulletin.yaml，第9行第37列",
    ];
    assert_eq!(told(&month), expected);
    let expected = [
        "提醒 K05 市级公布的综合成绩是 56.00，按考评明细计算是 55.00，相差 1.00 --> bulletin.yaml，第9行第16列",
    ];
    assert_eq!(told(&with_city("score: 56")), expected);
}

#[test]
fn the_district_does_not_do_worse_than_both_its_towns_and_its_departments() {
    // Towns 55.00; the department's only ticket is now rated and good: 100.00. Together
    // 10 + 90 × 2 / 3 = 70.
    let rated = |score: &str| {
        with_city(&format!("score: {score}")).with(
            "data/考评.csv",
            "0003,转派,教委,,是,否,,",
            "0003,转派,教委,,是,是,解决,满意",
        )
    };
    assert_eq!(told(&rated("70")), [""; 0]);
    let lower = told(&rated("54.9"));
    assert!(
        lower.iter().any(|line| {
            line.contains(
                "K06 市级公布的综合成绩是 54.90，既低于镇街的 55.00，又低于部门的 100.00",
            )
        }),
        "{lower:?}"
    );
}

fn with_ranking(rows: &str) -> Month {
    let rows = format!("全市街乡镇排名,,,\n排名,所属区,街乡镇,综合成绩\n{rows}");
    sound()
        .with_file("data/排名.csv", rows.as_bytes())
        .with("bulletin.yaml", "register:", "  ranking: data/排名.csv\nregister:")
        .with("bulletin.yaml", LAST_LINE, "")
        .with("bulletin.yaml", "register:", &format!("{LAST_LINE}register:"))
}

const LAST_LINE: &str = super::LAST;

#[test]
fn a_list_in_order_with_ties_of_both_kinds_is_no_problem() {
    let month = with_ranking(
        "1,密云区,檀营地区,100\n2,丰台区,甲街道,98\n2,丰台区,乙街道,98\n4,丰台区,丙街道,97\n5,丰台区,丁街道,97\n6,密云区,北庄镇,10.00\n",
    );
    assert_eq!(told(&month), [""; 0]);
}

#[test]
fn gaps_doubles_and_disorder_of_the_ranking_are_told_at_their_rows() {
    let month = with_ranking(
        "1,密云区,檀营地区,100\n2,丰台区,甲街道,98\n2,丰台区,乙街道,97.5\n4,丰台区,丙街道,97.6\n7,丰台区,丁街道,97\n8,密云区,北庄镇,10\n10,丰台区,戊街道,9\n",
    );
    let expected = [
        "提醒 K07 排名不连续：缺第5至6名；缺第9名 --> data/排名.csv，A7",
        "提醒 A10 同一名次的成绩不同：第2名有 98 和 97.5 两个成绩 --> data/排名.csv，A5",
        "提醒 A10 名次与成绩的高低不一致：第2名 97.5 低于第4名 97.6 --> data/排名.csv，A6",
    ];
    assert_eq!(told(&month), expected);
    let dense =
        with_ranking("1,密云区,檀营地区,100\n1,丰台区,甲街道,100\n2,密云区,北庄镇,10\n");
    let expected = ["提醒 K07 排名不连续：第2名应是第3名 --> data/排名.csv，A5"];
    assert_eq!(told(&dense), expected);
}

#[test]
fn a_town_with_two_rows_or_another_score_is_told() {
    let month = with_ranking(
        "1,密云区,檀营地区,99.99\n2,密云区,北庄镇,10\n3,密云区,北庄镇人民政府,9\n",
    )
    .with(
        "units.yaml",
        "{ name: 北庄镇 }",
        "{ name: 北庄镇, aliases: [北庄镇人民政府] }",
    );
    let expected = [
        "提醒 A26 北庄镇在排名表中有 2 行：“北庄镇”“北庄镇人民政府”，印出的是第4行的名次 --> data/排名.csv，A5",
        "提醒 K11 檀营地区在排名表中的成绩是 99.99，按考评明细计算（直派）是 100.00，相差 0.01 --> data/排名.csv，A3",
    ];
    assert_eq!(told(&month), expected);
}

#[test]
fn a_last_period_that_is_missing_or_far_off_is_told() {
    let expected = [
        "提醒 K12 没有上期的受理、纳入考评件数，环比无从计算 --> bulletin.yaml，第1行第1列",
    ];
    assert_eq!(told(&Month::sound()), expected);
    let month = sound().with(
        "bulletin.yaml",
        "accepted: 3, assessed: 3",
        "accepted: 1, assessed: 7",
    );
    let expected = [
        "提醒 K13 受理由 1 件变为 3 件，上升 200.00%，超过 50% --> bulletin.yaml，第8行第23列",
        "提醒 K13 纳入考评由 7 件变为 3 件，下降 57.14%，超过 50% --> bulletin.yaml，第8行第36列",
    ];
    assert_eq!(told(&month), expected);
    let wide = month.with(
        "bulletin.yaml",
        "register:",
        "tolerances: { change: 200 }\nregister:",
    );
    assert_eq!(told(&wide), [""; 0]);
}

#[test]
fn a_district_whose_tickets_jump_is_told_at_its_row() {
    let rows = "区,诉求量,常住人口,上期诉求量\n密云区,100,50,40\n怀柔区,100,40,90\n";
    let month = sound().with_file("data/各区.csv", rows.as_bytes()).with(
        "bulletin.yaml",
        "  assessed: {",
        "  districts: data/各区.csv\n  assessed: {",
    );
    let expected = [
        "提醒 K13 密云区诉求由 40 件变为 100 件，上升 150.00%，超过 50% --> data/各区.csv，A2",
    ];
    assert_eq!(told(&month), expected);
}

#[test]
fn a_tolerance_below_nothing_is_a_wrong_value() {
    let month =
        sound().with("bulletin.yaml", "register:", "tolerances: { rate: -1 }\nregister:");
    let report = bulletin::pipeline::check(&month.path(""), &|_| {});
    let told = super::lines(&report.problems);
    let expected = [
        "错误 C03 “rate”应为不小于 0 的数字，这里写的是“-1” --> bulletin.yaml，第9行第21列",
    ];
    assert_eq!(told, expected);
}
