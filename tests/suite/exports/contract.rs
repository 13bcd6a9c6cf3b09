//! The data contract: each breach is told with its cell, and no row is lost in silence.

use crate::exports::bench::{Bench, left_out, line};

/// A list that accepts tickets 001 to 003.
const ACCEPTED: &str =
    "工单编号,受理时间\n001,2023-08-19 0:00\n002,2023-09-18 23:59:59\n003,2023/9/1\n";

/// A row of the assessed list without anything wrong.
fn row(number: &str) -> String {
    format!("{number},直派,檀营地区,,是,是,解决,满意,双满\n")
}

#[test]
fn a_clean_pair_of_lists_has_no_problems() {
    let bench = Bench::new().accepted("受理.csv", ACCEPTED).assessed(&row("001"));
    assert_eq!(bench.problems(), [] as [&str; 0]);
}

#[test]
fn a_value_outside_its_list_is_told_with_the_list_and_every_cell() {
    let rows = row("001") + &row("002").replace("解决", "解诀");
    let rows = rows + &row("003").replace("解决", "解诀");
    let bench = Bench::new().assessed(&rows);
    let (tickets, problems) = bench.read();
    assert_eq!(
        line(&problems[0]),
        "错误 D07 | “解决情况”应为“解决”或“未解决”，单元格里是“解诀” | 考评.csv，G3 | 2"
    );
    assert_eq!(
        problems[0].hint.as_deref(),
        Some(
            "是否“解决”？如确为新写法，可在 bulletin.yaml 的 tickets.values 中登记在 resolved 之下"
        )
    );
    assert_eq!(problems[0].more[0].to_string(), "考评.csv，G4");
    assert_eq!(tickets.assessed.unwrap().len(), 1);
    let reading = &tickets.readings[0];
    assert_eq!((reading.rows, reading.used), (3, 1));
    assert_eq!(left_out(reading), [("值不在允许的写法之内".to_owned(), 2)]);
}

#[test]
fn a_value_that_is_registered_is_no_problem() {
    let mut bench = Bench::new().assessed(&row("001").replace("解决", "已 办结"));
    bench.settings = serde_yaml::from_str("values: {resolved: {已办结: 解决}}").unwrap();
    assert_eq!(bench.problems(), [] as [&str; 0]);
}

#[test]
fn what_counts_as_empty_can_be_set() {
    let mut bench = Bench::new().assessed(&row("001").replace("地区,,", "地区,／,"));
    bench.settings = serde_yaml::from_str("empty: [/, 无]").unwrap();
    assert_eq!(bench.problems(), [] as [&str; 0]);
}

#[test]
fn an_unknown_unit_is_told_with_the_nearest_name() {
    let rows = row("001").replace("檀营地区", "密云区檀菅地区")
        + &row("002").replace("地区,,", "地区,教委、火星局,");
    let bench = Bench::new().assessed(&rows);
    let (tickets, problems) = bench.read();
    let lines: Vec<_> = problems.iter().map(line).collect();
    assert_eq!(
        lines,
        [
            "错误 D06 | “密云区檀菅地区”不在单位名册中 | 考评.csv，C2 | 1",
            "错误 D06 | “火星局”不在单位名册中 | 考评.csv，D3 | 1",
        ]
    );
    assert!(problems[0].hint.as_ref().unwrap().starts_with("是否“檀营地区”？"));
    // The second ticket keeps the co-handler that is known.
    let assessed = tickets.assessed.unwrap();
    assert_eq!((assessed.len(), assessed[0].co_handlers.len()), (1, 1));
    assert_eq!(left_out(&tickets.readings[0]), [("主办单位不在名册中".to_owned(), 1)]);
}

#[test]
fn dates_that_are_none_and_dates_outside_the_period_are_told() {
    let accepted = "工单编号,受理时间\n\
        001,昨天\n002,2023-08-18 23:59:59\n003,2023-09-19 00:00:00\n004,\n005,2023-02-30\n";
    let bench = Bench::new().accepted("受理.csv", accepted);
    let outside =
        "“受理时间”应在考核期（2023年8月19日0时至2023年9月19日0时）之内，单元格里是";
    assert_eq!(
        bench.problems(),
        [
            "错误 D08 | “受理时间”应为日期，单元格里是“昨天” | 受理.csv，B2 | 1"
                .to_owned(),
            format!("错误 D09 | {outside} 2023年8月18日 | 受理.csv，B3 | 1"),
            format!("错误 D09 | {outside} 2023年9月19日 | 受理.csv，B4 | 1"),
            "错误 D16 | “受理时间”不能为空 | 受理.csv，B5 | 1".to_owned(),
            "错误 D08 | “受理时间”应为日期，单元格里是“2023-02-30” | 受理.csv，B6 | 1"
                .to_owned(),
        ]
    );
    // A build that goes on counts those without a date, but none of another period.
    let (tickets, _) = bench.read();
    assert_eq!(tickets.accepted_count(), Some(3));
    assert_eq!(left_out(&tickets.readings[0]), [("时间不在考核期内".to_owned(), 2)]);
}

#[test]
fn a_ticket_number_that_stands_twice_is_told_with_its_first_row() {
    let accepted = format!("{ACCEPTED}002,2023-09-01\n");
    let rows = row("001") + &row("001");
    let bench = Bench::new().accepted("受理.csv", accepted).assessed(&rows);
    assert_eq!(
        bench.problems(),
        [
            "错误 D10 | 工单编号“002”重复，第一次出现在第3行，两行的“受理时间”不同 | 受理.csv，A5 | 1",
            "错误 D10 | 工单编号“001”重复，第一次出现在第2行，两行完全相同 | 考评.csv，A3 | 1",
        ]
    );
    let (tickets, _) = bench.read();
    for reading in &tickets.readings {
        assert_eq!(left_out(reading), [("工单编号重复".to_owned(), 1)]);
    }
    assert_eq!(tickets.assessed.unwrap().len(), 1);
}

#[test]
fn rated_without_result_and_result_without_rating_are_told() {
    let rows = row("001").replace("解决,满意", ",未评价")
        + &row("002").replace("是,是,", "是,否,");
    let bench = Bench::new().assessed(&rows);
    assert_eq!(
        bench.problems(),
        [
            "错误 D11 | 工单的“是否参评”为“是”，“解决情况”却没有结果 | 考评.csv，G2 | 1",
            "错误 D11 | 工单的“是否参评”为“是”，“满意情况”却没有结果 | 考评.csv，H2 | 1",
            "警告 D12 | 工单的“是否参评”为“否”，“解决情况”却有结果 | 考评.csv，G3 | 1",
            "警告 D12 | 工单的“是否参评”为“否”，“满意情况”却有结果 | 考评.csv，H3 | 1",
        ]
    );
    let assessed = bench.read().0.assessed.unwrap();
    assert!(assessed.iter().all(|ticket| ticket.rating.is_none()));
}

#[test]
fn a_co_handler_that_is_the_lead_is_told_and_counted_once() {
    let rows = row("001").replace("地区,,", "地区,檀 营地区、教委,");
    let bench = Bench::new().assessed(&rows);
    assert_eq!(
        bench.problems(),
        ["错误 D13 | 从办单位“檀营地区”就是主办单位 | 考评.csv，D2 | 1"]
    );
    assert_eq!(bench.read().0.assessed.unwrap()[0].co_handlers.len(), 1);
}

#[test]
fn assessed_tickets_that_were_not_accepted_are_told_together() {
    let rows = row("001") + &row("008") + &row("009");
    let bench = Bench::new().accepted("受理.csv", ACCEPTED).assessed(&rows);
    assert_eq!(
        bench.problems(),
        ["警告 D14 | 考评工单不在受理明细“受理.csv”中 | 考评.csv，A3 | 2"]
    );
    assert_eq!(bench.read().0.assessed.unwrap().len(), 3);
}

#[test]
fn needed_cells_that_are_empty_are_told() {
    let rows = row("") + ",,,,,,,,\n" + "002,直派,,,,是,解决,满意,\n";
    let bench = Bench::new().assessed(&rows);
    assert_eq!(
        bench.problems(),
        [
            "错误 D16 | “工单编号”不能为空 | 考评.csv，A2 | 1",
            "错误 D16 | “主办单位”不能为空 | 考评.csv，C4 | 1",
            "错误 D16 | “是否响应”不能为空 | 考评.csv，E4 | 1",
        ]
    );
    let reading = &bench.read().0.readings[0];
    assert_eq!((reading.rows, reading.used), (3, 0));
    let expected = [("必填单元格为空".to_owned(), 2), ("空行".to_owned(), 1)];
    assert_eq!(left_out(reading), expected);
}

#[test]
fn numbers_that_are_none_are_told() {
    let ranking = "1,密云区,檀营地区,九十九\n1.5,朝阳区,甲街道,99\n3,朝阳,乙街道,98.5\n";
    let districts =
        "密云区,\"19,679\",52.8,\n延庆区,-1,34.6,1\n通州区,1,0,1\n合计,9,9,9\n";
    let bench = Bench::new().ranking(ranking).districts(districts);
    assert_eq!(
        bench.problems(),
        [
            "错误 D15 | “综合成绩”应为数字，单元格里是“九十九” | 排名.csv，D2 | 1",
            "错误 D15 | “排名”应为不小于 0 的整数，单元格里是“1.5” | 排名.csv，A3 | 1",
            "错误 D15 | “诉求量（件）”应为不小于 0 的整数，单元格里是“-1” | 各区.csv，B3 | 1",
            "错误 D15 | “常住人口（万人）”应为大于 0 的数字，单元格里是“0” | 各区.csv，C4 | 1",
        ]
    );
    let (tickets, _) = bench.read();
    assert_eq!(tickets.ranking.unwrap()[0].district, "朝阳区");
    assert_eq!(tickets.districts.unwrap()[0].tickets, 19_679);
    let expected = [("内容不全或有误".to_owned(), 2), ("合计行".to_owned(), 1)];
    assert_eq!(left_out(&tickets.readings[1]), expected);
}

#[test]
fn the_citys_lists_are_checked_for_streets_and_districts() {
    let ranking = "1,密云,檀营地区,99\n2,北京市密云区,檀菅镇,98\n3,朝阳区,檀菅镇,97\n\
        4,密云区,檀营地区,96\n";
    let bench = Bench::new().ranking(ranking).districts("密云,1,1,1\n密云区,2,2,2\n");
    assert_eq!(
        bench.problems(),
        [
            "警告 D06 | “檀菅镇”不在单位名册中 | 排名.csv，C3 | 1",
            "错误 D19 | 密云区“檀营地区”重复，第一次出现在第2行 | 排名.csv，C5 | 1",
            "错误 D19 | “密云区”重复，第一次出现在第2行 | 各区.csv，A3 | 1",
        ]
    );
}

#[test]
fn long_numbers_that_lost_their_digits_are_told() {
    let accepted = "工单编号,受理时间\n2.02308E+16,2023-09-01\n1E+15,2023-09-02\n";
    assert_eq!(
        Bench::new().accepted("受理.csv", accepted).problems(),
        ["错误 D17 | “工单编号”被存为数字，第 15 位以后的数字已丢失 | 受理.csv，A2 | 2"]
    );
}

#[test]
fn rows_that_the_city_does_not_assess_are_counted_and_not_looked_at() {
    let header = "工单编号,是否剔除,派单方式,主办单位,从办单位,是否响应,是否参评,解决情况,满意情况\n";
    let rows = "001,否,直派,檀营地区,,是,否,,\n002,是,?,?,?,?,?,?,?\n003,也许,直派,檀营地区,,是,否,,\n";
    let bench = Bench::new().assessed_as("考评.csv", format!("{header}{rows}"));
    assert_eq!(
        bench.problems(),
        ["错误 D07 | “是否剔除”应为“是”或“否”，单元格里是“也许” | 考评.csv，B4 | 1"]
    );
    let reading = &bench.read().0.readings[0];
    let expected = [("未纳入考评".to_owned(), 1), ("值不在允许的写法之内".to_owned(), 1)];
    assert_eq!((reading.used, &left_out(reading)[..]), (1, &expected[..]));
}

#[test]
fn a_column_full_of_wrong_values_is_summed_up() {
    let rows: String = (0..300)
        .map(|n| row(&format!("{n:03}")).replace("双满", &format!("答{n}")))
        .collect();
    let problems = Bench::new().assessed(&rows).problems();
    assert_eq!(problems.len(), 21);
    assert_eq!(
        problems[20],
        "错误 D07 | 另有 280 处单元格的值不在允许的写法之内，内容各不相同 | 考评.csv，I22 | 280"
    );
}
