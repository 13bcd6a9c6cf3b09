//! Headers: below titles, by other names, missing, or in doubt.

use bulletin::diagnostics::Place;

use crate::exports::bench::{ASSESSED, Bench, left_out, line};

#[test]
fn a_header_is_found_below_titles_with_other_names_and_widths() {
    let text = "密云区12345工单\n\n统计时间：2023年9月,,\n 工 单 号 （必填）,＊登记时间：,来电人\n\
        0001,2023-09-01,甲\n,,\n0002,2023-09-02,乙\n合计,2,\n";
    let bench = Bench::new().accepted("受理.csv", text);
    let (tickets, problems) = bench.read();
    assert_eq!(problems, []);
    let accepted = tickets.accepted.unwrap();
    let found: Vec<_> = accepted.iter().map(|t| (t.number.as_str(), t.row)).collect();
    assert_eq!(found, [("0001", 5), ("0002", 7)]);
    let reading = &tickets.readings[0];
    assert_eq!((reading.rows, reading.used), (4, 2));
    let expected = [("合计行".to_owned(), 1), ("空行".to_owned(), 1)];
    assert_eq!(left_out(reading), expected);
}

#[test]
fn a_header_may_fill_two_rows() {
    let text = "考评明细,,,,,,,\n\
        工单编号,派单方式,单位,,是否响应,是否参评,回访,\n\
        ,,主办单位,从办单位,,,解决情况,满意情况\n\
        001,直派,檀营地区,教委,是,是,解决,满意\n";
    let (tickets, problems) = Bench::new().assessed_as("考评.csv", text).read();
    assert_eq!(problems, []);
    assert_eq!((tickets.readings[0].rows, tickets.readings[0].used), (1, 1));
}

#[test]
fn a_missing_column_is_told_with_the_nearest_header_and_the_rest_is_checked() {
    let header = ASSESSED.replace("解决情况", "解决状况");
    let rows = "001,直派,火星镇,,是,是,解决,满意,双满\n002,空投,檀营地区,,是,否,,,\n";
    let bench = Bench::new().assessed_as("考评.csv", format!("{header}\n{rows}"));
    let (tickets, problems) = bench.read();
    let lines: Vec<_> = problems.iter().map(line).collect();
    assert_eq!(
        lines,
        [
            "错误 D04 | 缺少“解决情况”列 | 考评.csv，G1 | 1",
            "错误 D06 | “火星镇”不在单位名册中 | 考评.csv，C2 | 1",
            "错误 D07 | “派单方式”应为“直派”或“转派”，单元格里是“空投” | 考评.csv，B3 | 1",
        ]
    );
    assert_eq!(
        problems[0].hint.as_deref(),
        Some(
            "最接近的表头是“解决状况”；如就是它，可在 bulletin.yaml 的 tickets.columns 中登记 resolved: [解决状况]"
        )
    );
    let reading = &tickets.readings[0];
    assert_eq!((reading.rows, reading.used), (2, 0));
}

#[test]
fn a_header_of_another_time_or_source_is_not_taken_for_the_results() {
    let text = "工单编号,派单方式,主办单位,从办单位,是否响应,是否参评,解决情况（区级回访）,是否解决,满意情况,满意情况（上月）\n\
        001,直派,檀营地区,,是,是,未解决,解决,满意,不满意\n";
    let (tickets, problems) = Bench::new().assessed_as("考评.csv", text).read();
    assert_eq!(problems, []);
    let unused = &tickets.readings[0].unused;
    assert_eq!(
        unused.iter().map(String::as_str).collect::<Vec<_>>(),
        ["解决情况（区级回访）", "满意情况（上月）"]
    );
}

#[test]
fn of_two_columns_that_may_hold_a_result_the_one_taken_is_told() {
    let text = "工单编号,派单方式,主办单位,从办单位,是否响应,是否参评,解决情况,是否解决,满意情况\n\
        001,直派,檀营地区,,是,是,解决,未解决,满意\n";
    let (_, problems) = Bench::new().assessed_as("考评.csv", text).read();
    assert_eq!(
        problems.iter().map(line).collect::<Vec<_>>(),
        [
            "警告 D18 | “解决情况”（G1）和“是否解决”都可作这一列，取的是“解决情况” | 考评.csv，H1 | 1"
        ]
    );
}

#[test]
fn a_header_can_be_registered() {
    let header = ASSESSED.replace("解决情况", "解决状况");
    let rows = "001,直派,檀营地区,,是,是,解决,满意,双满\n";
    let mut bench = Bench::new().assessed_as("考评.csv", format!("{header}\n{rows}"));
    bench.settings = serde_yaml::from_str("columns: {resolved: [解决状况]}").unwrap();
    assert_eq!(bench.problems(), [] as [&str; 0]);
}

#[test]
fn without_co_handlers_and_roles_the_list_is_not_whole() {
    let text = ASSESSED.replace("从办单位,", "") + "\n001,直派,檀营地区,是,否,,,\n";
    assert_eq!(
        Bench::new().assessed_as("考评.csv", text).problems(),
        ["错误 D04 | 缺少“从办单位”列 | 考评.csv，A1 | 1"]
    );
}

#[test]
fn the_usual_header_wins_and_doubt_is_told() {
    let of = |header: &str| {
        let text = format!("{header}\n001,2023-09-01,2023-12-01\n");
        Bench::new().accepted("受理.csv", text).problems()
    };
    assert_eq!(of("工单编号,受理时间,派单时间"), [] as [&str; 0]);
    assert_eq!(
        of("工单编号,创建时间,派单时间"),
        [
            "警告 D18 | “创建时间”（B1）和“派单时间”都可作这一列，取的是“创建时间” | 受理.csv，C1 | 1"
        ]
    );
    assert_eq!(
        of("工单编号,受理时间,受理时间"),
        ["错误 D18 | 有两列的表头都是“受理时间”，另一列在 B1 | 受理.csv，C1 | 1"]
    );
}

#[test]
fn an_export_without_header_is_told_with_what_was_looked_for() {
    let bench = Bench::new().accepted("受理.csv", "甲,乙\n1,2\n");
    assert_eq!(
        bench.problems(),
        [
            "错误 D03 | 找不到表头行：前30行里没有“工单编号”“受理时间”等表头 | 受理.csv | 1"
        ]
    );
}

#[test]
fn an_export_without_rows_is_told() {
    let bench = Bench::new()
        .accepted("受理.csv", "工单编号,受理时间\n,\n")
        .assessed_as("考评.csv", "\n\n");
    let (tickets, problems) = bench.read();
    let lines: Vec<_> = problems.iter().map(line).collect();
    assert_eq!(
        lines,
        [
            "错误 D05 | 导出表只有表头，没有数据 | 受理.csv | 1",
            "错误 D05 | 导出表是空的 | 考评.csv | 1",
        ]
    );
    assert!(matches!(problems[0].place, Some(Place::Cell { .. })));
    assert_eq!(tickets.accepted.unwrap().len(), 0);
    assert_eq!(tickets.assessed, None);
}

#[test]
fn repeated_headers_and_remarks_are_no_tickets() {
    let text = "工单编号,受理时间\n001,2023-09-01\n工单编号,受理时间\n002,2023-09-02\n\
        注：不含重复件,\n";
    let (tickets, problems) = Bench::new().accepted("受理.csv", text).read();
    assert_eq!(problems, []);
    let expected = [("重复的表头".to_owned(), 1), ("表下说明".to_owned(), 1)];
    assert_eq!(left_out(&tickets.readings[0]), expected);
}

#[test]
fn several_sheets_that_fit_are_never_read_in_part() {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, header) in [("封面", "说明"), ("9月", "工单编号"), ("8月", "工单编号")]
    {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.write_row(0, 0, [header, "受理时间"]).unwrap();
        sheet.write_row(1, 0, [name, "2023-09-01"]).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let mut bench = Bench::new().accepted("受理.xlsx", bytes);
    assert_eq!(
        bench.problems(),
        ["错误 D18 | 工作表“9月”“8月”都符合，不知道要读哪一张，还是都要 | 受理.xlsx | 1"]
    );
    bench.exports.accepted.as_mut().unwrap().sheet = Some("8月".to_owned());
    assert_eq!(bench.read().0.accepted.unwrap()[0].number, "8月");
}

#[test]
fn both_rankings_from_one_sheet_are_an_error() {
    let mut bench = Bench::new().ranking("1,密云区,檀营地区,99\n");
    bench.exports.previous_ranking = bench.exports.ranking.clone();
    assert_eq!(
        bench.problems(),
        ["错误 D18 | 本期和上期的街乡镇排名读的是同一张工作表 | 排名.csv | 1"]
    );
}
