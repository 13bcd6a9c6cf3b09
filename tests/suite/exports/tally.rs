//! Exports that are a tally: bad counts, groups given twice, and how engines write.

use bulletin::figures::Tally;
use bulletin::tickets::{Column, Dispatch, headings};

use crate::exports::bench::Bench;

const HEADER: &str =
    "件数,满意情况,解决情况,是否参评,是否响应,从办单位,主办单位,派单方式\n";
const WARNING: &str = "警告 D32 | 导出表是汇总表（有“件数”列），不能核对工单编号是否重复、工单是否在受理明细中，也列不出单张工单 | 汇总.csv，A1 | 1";

fn bench(rows: &str) -> Bench {
    Bench::new().assessed_as("汇总.csv", format!("{HEADER}{rows}"))
}

#[test]
fn a_row_stands_for_as_many_tickets_as_it_says() {
    let bench = bench(
        "\"1,200\",满意,解决,是,是,,檀营地区,直派\n\
         3,,,否,是,教委、住建委,密云区檀营地区,转派\n\
         0,不满意,未解决,是,否,,教委,转派\n",
    )
    .accepted("受理.csv", "受理渠道,数量\n电话,700\n网络,800\n");
    assert_eq!(
        bench.problems(),
        [
            "警告 D32 | 导出表是汇总表（有“数量”列），不能核对工单编号是否重复、考评工单是否都在其中 | 受理.csv，B1 | 1",
            WARNING,
        ]
    );
    let (tickets, _) = bench.read();
    assert_eq!((tickets.accepted_count(), &tickets.accepted), (Some(1500), &None));
    assert_eq!(tickets.assessed, None);
    let tally = Tally::of(tickets.assessed_groups().unwrap());
    assert_eq!(tally.count(|_| true), 1203);
    let shared = tally.count(|group| group.co_handlers.len() == 2);
    assert_eq!((shared, tally.count(|g| g.dispatch == Dispatch::Direct)), (3, 1200));
}

#[test]
fn counts_that_are_none_and_groups_given_twice_are_told() {
    let bench = bench(
        "-1,满意,解决,是,是,,檀营地区,直派\n\
         2.5,满意,解决,是,是,,北庄镇,直派\n\
         ,满意,解决,是,是,,教委,转派\n\
         9999999999,满意,解决,是,是,,住建委,转派\n\
         7,满意,解决,是,是,,密云镇,直派\n\
         8,满意,解决,是,是,,密云镇,直派\n\
         5,满意,解决,是,是,,密云镇 ,直派\n\
         6,满意,解决,是,是,,火星镇,直派\n",
    );
    assert_eq!(
        bench.problems(),
        [
            "错误 D15 | “件数”应为不小于 0 的整数，单元格里是“-1” | 汇总.csv，A2 | 1",
            "错误 D15 | “件数”应为不小于 0 的整数，单元格里是“2.5” | 汇总.csv，A3 | 1",
            "错误 D16 | “件数”不能为空 | 汇总.csv，A4 | 1",
            "错误 D15 | “件数”应为不大于 1000000000 的整数，单元格里是“9999999999” | 汇总.csv，A5 | 1",
            "错误 D31 | 除“件数”外与第6行完全相同，同一组只能有一行 | 汇总.csv，A7 | 1",
            "错误 D06 | “火星镇”不在单位名册中 | 汇总.csv，G9 | 1",
            WARNING,
        ]
    );
    let (tickets, _) = bench.read();
    // Another spelling of a group is another group for an engine, and adds to it.
    let tally = Tally::of(tickets.assessed_groups().unwrap());
    assert_eq!(tally.count(|_| true), 12);
    assert_eq!(tickets.readings[0].used, 2);
}

#[test]
fn what_engines_write_is_understood() {
    let text = "lead,co_handlers,dispatch,responded,rated,resolved,satisfied,callback,count\n\
        檀营地区,\"{教委,住建委}\",直派,t,f,,NULL,\\N,4\n\
        北庄镇,[],转派,true,TRUE,true,基本满意,双满,5\n\
        北庄镇,\"['教委', '住建委']\",转派,1,0,,,None,6\n";
    let bench = Bench::new().assessed_as("汇总.csv", text);
    let told = bench.problems();
    // Digits are codes unless the header asks a question.
    let wrong = "单元格里是“";
    assert_eq!(told.iter().filter(|line| line.contains(wrong)).count(), 0, "{told:?}");
    let tally = Tally::of(bench.read().0.assessed_groups().unwrap());
    assert_eq!(tally.count(|group| group.co_handlers.len() == 2), 10);
    assert_eq!(tally.count(|group| group.rating.is_some()), 5);
}

#[test]
fn a_tally_cannot_have_a_row_per_unit_and_a_ticket_is_one_ticket() {
    let text = "件数,工单性质,承办单位,派单方式,是否响应,是否参评,解决情况,满意情况\n";
    let bench =
        Bench::new().assessed_as("汇总.csv", format!("{text}1,主办,教委,转派,是,否,,\n"));
    assert_eq!(
        bench.problems(),
        [
            "错误 D33 | 汇总表（有“件数”列）里又有“工单性质”列：同一工单的主办和从办不在一行，无法合并 | 汇总.csv，B1 | 1"
        ]
    );
    let text = "工单编号,件数,受理时间\n001,1,2023-09-01\n002,3,2023-09-01\n";
    assert_eq!(
        Bench::new().accepted("受理.csv", text).problems(),
        [
            "错误 D33 | 有“工单编号”的行只是一件工单，“件数”应为 1，单元格里是“3” | 受理.csv，B3 | 1"
        ]
    );
}

#[test]
fn names_for_a_query_come_from_the_export_or_else_from_the_settings() {
    let mut bench = bench("1,满意,解决,是,是,,檀营地区,直派\n");
    let of = |bench: &Bench| {
        let (headings, _) = headings(bench.exports.assessed.as_ref(), &bench.settings);
        [Column::Lead, Column::Callback, Column::Role]
            .map(|column| headings.columns.get(&column).cloned())
    };
    assert_eq!(of(&bench), [Some("主办单位".to_owned()), None, None]);
    bench.exports.assessed = None;
    bench.settings = serde_yaml::from_str("columns: {lead: [承办科室, 部门]}").unwrap();
    let callback = Some("区级回访结果".to_owned());
    assert_eq!(of(&bench), [Some("承办科室".to_owned()), callback, None]);
}
