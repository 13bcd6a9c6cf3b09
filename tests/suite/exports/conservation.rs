//! No row and no ticket is lost or counted twice without a word.

use bulletin::figures::Tally;
use bulletin::tickets::LeftOut;

use crate::exports::bench::{ASSESSED, Bench};

const TALLY: &str =
    "件数,满意情况,解决情况,是否参评,是否响应,从办单位,主办单位,派单方式\n";

#[test]
fn rows_that_are_left_out_are_named() {
    let rows = "工单编号,受理时间\n,\n001,2023-09-01\n,\n002,2023-10-01\n合计,\n003,2023-10-02\n";
    let (tickets, _) = Bench::new().accepted("受理.csv", rows).read();
    let left = |reason: &str, rows: &[u32]| LeftOut {
        reason: reason.to_owned(),
        count: rows.len(),
        rows: rows.to_vec(),
    };
    assert_eq!(
        tickets.readings[0].left_out,
        [left("时间不在考核期内", &[5, 7]), left("合计行", &[6]), left("空行", &[2, 4])]
    );
}

#[test]
fn of_many_rows_some_hundreds_are_named_and_all_are_counted() {
    let rows: String = (0..3000).map(|n| format!("{n:03},2023-10-01\n")).collect();
    let bench = Bench::new().accepted("受理.csv", format!("工单编号,受理时间\n{rows}"));
    let left = &bench.read().0.readings[0].left_out[0];
    assert_eq!((left.count, left.rows.len(), left.rows[499]), (3000, 500, 501));
}

#[test]
fn a_repeat_is_told_with_the_cells_in_which_it_differs() {
    let row = "001,直派,檀营地区,,是,是,解决,满意,\n";
    let other = "001,直派,密云镇,,是,是,解决,基本满意,\n";
    let bench = Bench::new().assessed(&format!("{row}{row}{other}"));
    assert_eq!(
        bench.problems(),
        [
            "错误 D10 | 工单编号“001”重复，第一次出现在第2行，两行的“主办单位”“满意情况”不同 | 考评.csv，A4 | 1",
            "错误 D10 | 工单编号“001”重复，第一次出现在第2行，两行完全相同 | 考评.csv，A3 | 1",
        ]
    );
}

#[test]
fn a_repeated_row_of_a_unit_is_told_too() {
    let header =
        "工单编号,工单性质,派单方式,主办单位,是否响应,是否参评,解决情况,满意情况\n";
    let rows = "001,主办,直派,檀营地区,是,是,解决,满意\n001,主办,直派,檀营地区,是,是,未解决,满意\n";
    let bench = Bench::new().assessed_as("考评.csv", format!("{header}{rows}"));
    assert_eq!(
        bench.problems(),
        [
            "错误 D10 | 工单编号“001”重复，第一次出现在第2行，两行的“解决情况”不同 | 考评.csv，A3 | 1"
        ]
    );
}

#[test]
fn the_times_of_a_ticket_in_two_lists_are_compared() {
    let accepted = "工单编号,受理时间\n001,2023-09-01 10:05:00\n002,2023-09-02 08:00:00\n\
        003,2023-09-03 09:00:00\n004,2023-09-04 09:00:00\n";
    let assessed = format!(
        "受理时间,{ASSESSED}\n\
         2023-09-01 10:05:00,001,直派,檀营地区,,是,否,,,\n\
         2023-09-12 08:00:00,002,直派,檀营地区,,是,否,,,\n\
         2023-09-03,003,直派,檀营地区,,是,否,,,\n\
         ,004,直派,檀营地区,,是,否,,,\n"
    );
    let bench = Bench::new()
        .accepted("受理.csv", accepted)
        .assessed_as("考评.csv", &assessed);
    assert_eq!(
        bench.problems(),
        [
            "警告 D67 | 受理时间与受理明细第3行不同：这里是 2023年9月12日8时，那里是 2023年9月2日8时 | 考评.csv，A3 | 1"
        ]
    );
    // Times of another name may be of another thing.
    let accepted = accepted_as("派单时间");
    let bench = Bench::new()
        .accepted("受理.csv", accepted)
        .assessed_as("考评.csv", assessed);
    assert_eq!(bench.problems(), [] as [&str; 0]);
}

fn accepted_as(title: &str) -> String {
    let rows: String = (1..5).map(|n| format!("00{n},2023-09-0{n} 09:00:00\n")).collect();
    format!("工单编号,{title}\n{rows}")
}

#[test]
fn groups_that_differ_in_the_order_of_co_handlers_are_one() {
    let rows = "5,满意,解决,是,是,教委、住建委,密云镇,直派\n\
        7,满意,解决,是,是,住建委、教委,密云镇,直派\n";
    let bench = Bench::new().assessed_as("汇总.csv", format!("{TALLY}{rows}"));
    let problems = bench.problems();
    assert_eq!(
        problems[0],
        "警告 D31 | 与第2行只有从办单位的先后不同，是同一组，件数已经相加 | 汇总.csv，F3 | 1"
    );
    let tickets = bench.read().0;
    assert_eq!(Tally::of(tickets.assessed_groups().unwrap()).count(|_| true), 12);
}

#[test]
fn a_rated_ticket_without_result_is_told_in_the_account() {
    let rows = "001,直派,檀营地区,,是,是,解决,满意,\n002,直派,檀营地区,,是,是,,,\n";
    let (tickets, _) = Bench::new().assessed(rows).read();
    let told: Vec<String> =
        tickets.readings[0].noted.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["其中已参评却没有结果、按未参评计算1行"]);
}

#[test]
fn names_that_differ_in_next_to_nothing_are_told_once_a_pair() {
    let rows = "工单编号,受理时间,诉求类型,被反映社区\n\
        001,2023-09-01,投诉,檀营社区\n002,2023-09-01,投诉类,檀营社区居委会\n\
        003,2023-09-01,投诉,檀营社区\n004,2023-09-01,投诉→,一社区\n\
        005,2023-09-01,求助,二社区\n";
    assert_eq!(
        Bench::new().accepted("受理.csv", rows).problems(),
        [
            "警告 D68 | “投诉类”和“投诉”只差一点，算作两项 | 受理.csv，C3 | 1",
            "警告 D68 | “投诉→”和“投诉”只差一点，算作两项 | 受理.csv，C5 | 1",
            "警告 D68 | “檀营社区居委会”和“檀营社区”只差一点，算作两项 | 受理.csv，D3 | 1",
        ]
    );
}
