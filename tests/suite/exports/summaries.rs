//! Rows that sum up others are left out and accounted for, or asked about.

use crate::exports::bench::{Bench, left_out, line};

const DISTRICTS: &str = "1,东城区,14223,70.4\n2,西城区,39227,110\n3,密云区,10567,52.5\n";

/// A list of districts with a number in front of each row, and a further row.
fn districts(row: &str, is_first: bool) -> Bench {
    let rows = if is_first {
        format!("{row}\n{DISTRICTS}")
    } else {
        format!("{DISTRICTS}{row}\n")
    };
    Bench::new()
        .districts_as(&format!("序号,行政区,诉求量（件）,常住人口（万人）\n{rows}"))
}

#[test]
fn a_summary_row_is_left_out_wherever_it_stands_and_whatever_it_is_called() {
    for (row, reason) in [
        ("4,全市,64017,232.9", "合计行"),
        (",合计：,64017,232.9", "合计行"),
        ("合 计,,64017,232.9", "合计行"),
        ("总计,,64017,232.9", "合计行"),
        ("4,北京市,64017,232.9", "合计行"),
        ("4,小\u{200b}计,53450,180.4", "合计行"),
        (",城六区小计,53450,180.4", "合计行"),
        ("平均水平,,21339,77.6", "平均行"),
        ("4,全市平均水平,21339,77.6", "平均行"),
        (",均值,21339,77.6", "平均行"),
        ("共计（3个区）,,64017,232.9", "合计行"),
    ] {
        for is_first in [false, true] {
            let (tickets, problems) = districts(row, is_first).read();
            assert_eq!(problems, [], "{row}");
            assert_eq!(tickets.districts.map(|all| all.len()), Some(3), "{row}");
            assert_eq!(left_out(&tickets.readings[0]), [(reason.to_owned(), 1)], "{row}");
        }
    }
}

#[test]
fn a_summary_row_of_the_ranking_or_of_tickets_is_left_out() {
    let ranking = "1,密云区,檀营地区,99\n,,全市平均,96\n全市平均,,,96\n2,全市,全市平均,96\n\
        3,北京市,,96\n2,朝阳区,甲街道,93\n";
    let accepted = "序号,工单编号,受理时间\n1,023091900001,2023-09-01\n2,合计,1\n\
        小计,1,\n,共计：1件,\n";
    let bench = Bench::new().ranking(ranking).accepted("受理.csv", accepted);
    let (tickets, problems) = bench.read();
    assert_eq!(problems, []);
    assert_eq!(tickets.ranking.unwrap().len(), 2);
    assert_eq!(tickets.accepted.unwrap().len(), 1);
    let left = |reason: &str, rows| (reason.to_owned(), rows);
    assert_eq!(left_out(&tickets.readings[0]), [left("合计行", 3)]);
    assert_eq!(left_out(&tickets.readings[1]), [left("平均行", 3), left("合计行", 1)]);
}

#[test]
fn a_ticket_is_never_taken_for_a_sum() {
    let rows = "北京市,023091900001,直派,檀营地区,,是,是,解决,满意,双满\n";
    let text = format!("市,{}\n{rows}", super::bench::ASSESSED);
    let (tickets, problems) = Bench::new().assessed_as("考评.csv", text).read();
    assert_eq!(problems, []);
    assert_eq!(tickets.assessed.unwrap().len(), 1);
}

#[test]
fn a_row_that_adds_up_others_is_asked_about_whatever_it_is_called() {
    let told = |row: &str| districts(row, false).problems();
    assert_eq!(
        told("4,通州区,64017,232.9"),
        ["错误 D45 | “通州区”的诉求量和人口正好是其他各行之和 | 各区.csv，C5 | 1"]
    );
    assert_eq!(
        told("4,通州区,21339,77.6"),
        ["错误 D45 | “通州区”的诉求量和人口正好是其他各行的平均数 | 各区.csv，C5 | 1"]
    );
    assert_eq!(
        told("4,通州区,49794,162.5"),
        ["错误 D45 | “通州区”的诉求量和人口正好是上面几行之和 | 各区.csv，C5 | 1"]
    );
    assert_eq!(told("4,通州区,40940,184.3"), [] as [&str; 0]);
}

#[test]
fn a_district_that_nobody_knows_is_asked_about() {
    let (_, problems) = districts("4,城六区,53450,180.5", false).read();
    assert_eq!(
        line(&problems[0]),
        "错误 D46 | “行政区”里的“城六区”不是本市的区，是否合计行？ | 各区.csv，B5 | 1"
    );
    let ranking = "1,密云区,檀营地区,99\n2,示例区,甲镇,97\n3,朝阳区,全市线,96\n";
    assert_eq!(
        Bench::new().ranking(ranking).problems(),
        [
            "错误 D46 | “所属区”里的“示例区”不是本市的区，是否合计行？ | 排名.csv，B3 | 1",
            "错误 D45 | “街乡镇”里的“全市线”像是合计或平均，不像地名 | 排名.csv，C4 | 1",
        ]
    );
    let mut known = Bench::new().ranking("1,燕山,迎风街道,99\n");
    known.settings = serde_yaml::from_str("values: {district: {燕山: 房山区}}").unwrap();
    assert_eq!(known.problems(), [] as [&str; 0]);
}

#[test]
fn a_row_of_a_tally_that_counts_all_others_is_asked_about() {
    let tally = |last: &str| format!("诉求类型,件数\n投诉,5\n求助,6\n咨询,2\n{last}\n");
    let told = |last| Bench::new().accepted("受理.csv", tally(last)).problems();
    assert_eq!(
        told("所有类型,13")[0],
        "错误 D45 | 这一行的“件数”正好是其他各行之和，是否合计行？ | 受理.csv，B5 | 1"
    );
    assert!(!told("举报,12").iter().any(|line| line.contains("D45")));
    assert!(!told("合计,13").iter().any(|line| line.contains("D45")));
}

#[test]
fn a_sum_that_its_rows_do_not_give_is_told_at_its_cell() {
    for (row, told) in [
        (
            ",合计,64018,232.9",
            "合计行的“诉求量（件）”是 64018，3行之和是 64017 | 各区.csv，C5",
        ),
        // Rounded parts need not add up to a rounded whole, but nearly.
        (",合计,64017,233.0", ""),
        (
            ",合计,64017,243",
            "合计行的“常住人口（万人）”是 243，3行之和是 232.90 | 各区.csv，D5",
        ),
        (
            ",城六区小计,53451,180.4",
            "合计行的“诉求量（件）”是 53451，与哪几行之和都不同 | 各区.csv，C5",
        ),
        (
            "平均,,21400,77.6",
            "平均行的“诉求量（件）”是 21400，3行的平均数是 21339 | 各区.csv，C5",
        ),
    ] {
        let problems = districts(row, false).problems();
        let told = (!told.is_empty()).then(|| format!("警告 D66 | {told} | 1"));
        assert_eq!(problems, Vec::from_iter(told), "{row}");
    }
    // The people of 经开区 are counted in its neighbours too.
    let list = "区,诉求量,常住人口\n大兴区,100,200\n通州区,90,180\n经开区,10,19.5\n";
    let told =
        |total: &str| Bench::new().districts_as(&format!("{list}{total}\n")).problems();
    assert_eq!(told("全市,200,380"), [] as [&str; 0]);
    assert_eq!(told("全市,200,381").len(), 1);
    let ranking = "1,密云区,檀营地区,99\n2,朝阳区,甲街道,93\n,,全市平均,95.48\n";
    assert_eq!(
        Bench::new().ranking(ranking).problems(),
        ["警告 D66 | 平均行的“综合成绩”是 95.48，2行的平均数是 96 | 排名.csv，D4 | 1"]
    );
}

#[test]
fn a_list_with_fewer_rows_than_its_last_line_says_is_told() {
    let list = |last: &str| {
        let rows =
            "工单编号,受理时间\n023091900001,2023-09-01\n023091900002,2023-09-02\n";
        Bench::new()
            .accepted("受理.csv", format!("{rows}{last}\n"))
            .problems()
    };
    for (last, cell) in [("共计：3件,", "A4"), ("合计,3", "B4"), ("总计：,3件", "B4")]
    {
        assert_eq!(
            list(last),
            [format!("警告 D66 | 合计行说有 3 件，表里有 2 行 | 受理.csv，{cell} | 1")],
            "{last}"
        );
    }
    for last in ["共计：2件,", "合计,2", "合计,", "合计,2023-09-19"] {
        assert_eq!(list(last), [] as [&str; 0], "{last}");
    }
}
