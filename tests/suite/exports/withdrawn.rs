//! Rows that somebody decided not to count: left out with their reason, and told when they
//! are others by now.

use std::collections::BTreeMap;

use bulletin::tickets::{Settings, Withdrawn, rows};

use crate::exports::bench::{Bench, left_out};
use crate::month::Month;

const ROWS: &str = "001,直派,檀营地区,,是,是,解决,满意,\n\
                    002,直派,檀营地区,,是,是,解诀,满意,\n\
                    003,直派,檀营地区,,是,否,,,\n";

fn withdrawn(row: u32, cells: &[(&str, &str)]) -> Withdrawn {
    let cells = cells.iter().map(|(title, text)| ((*title).into(), (*text).into()));
    Withdrawn {
        file: "考评.csv".into(),
        sheet: None,
        row,
        cells: cells.collect(),
        reason: "重复录入".into(),
    }
}

fn bench(left_out: Vec<Withdrawn>) -> Bench {
    let settings = Settings { left_out, ..Settings::default() };
    let mut bench = Bench::new().assessed(ROWS);
    bench.settings = settings;
    bench
}

#[test]
fn a_row_that_is_left_out_counts_nowhere_and_stands_in_the_account_with_its_reason() {
    let bench = bench(vec![withdrawn(3, &[("工单编号", " 002")])]);
    assert_eq!(bench.problems(), Vec::<String>::new());
    let (tickets, _) = bench.read();
    assert_eq!(left_out(&tickets.readings[0]), [("手工剔除（重复录入）".to_owned(), 1)]);
    assert_eq!(tickets.readings[0].left_out[0].rows, [3]);
    let numbers: Vec<_> =
        tickets.assessed.unwrap().into_iter().map(|it| it.number).collect();
    assert_eq!(numbers, ["001", "003"]);
}

#[test]
fn a_row_that_is_another_one_by_now_is_told_and_counts() {
    let told = |one: Withdrawn| -> Vec<String> {
        let problems = bench(vec![one]).problems();
        problems.into_iter().filter(|line| line.contains("V12")).collect()
    };
    assert_eq!(
        told(withdrawn(2, &[("工单编号", "002")])),
        [
            "错误 V12 | 要剔除的第2行已经不是当时那一行：“工单编号”当时是“002”，现在是“001” | 考评.csv，A2 | 1"
        ]
    );
    assert_eq!(
        told(withdrawn(3, &[("编号", "002")])),
        [
            "错误 V12 | 要剔除的第3行已经不是当时那一行：没有“编号”这一列了 | 考评.csv，A3 | 1"
        ]
    );
    for (row, message) in
        [(9, "要剔除的第9行没有数据 | 考评.csv，A9"), (1, "要剔除的第1行没有数据")]
    {
        let told = told(withdrawn(row, &[("工单编号", "002")]));
        assert!(told.len() == 1 && told[0].contains(message), "{told:?}");
    }
    let other = Withdrawn { file: "别的.csv".into(), ..withdrawn(3, &[]) };
    assert_eq!(
        told(other),
        ["错误 V12 | 要剔除的第3行所在的表，这一期没有读 | 别的.csv | 1"]
    );
    let sheet = Withdrawn { sheet: Some("表2".into()), ..withdrawn(3, &[]) };
    assert!(told(sheet)[0].contains("这一期没有读"));
}

#[test]
fn what_is_written_down_of_a_row_is_what_the_program_reads_of_it() {
    let text = "工单编号,来电人,派单方式,主办单位,是否响应,是否参评,解决情况,满意情况,备注\n\
                001,甲,直派,檀营地区,是,是,解决,满意,无\n合计,,,,,,,,\n";
    let bench = Bench::new().assessed_as("考评.csv", text);
    let export = bench.exports.assessed.clone().unwrap();
    let found = rows(&export, &Settings::default(), &[2, 3, 9]).unwrap();
    let cells: BTreeMap<_, _> = [
        ("工单编号", "001"),
        ("派单方式", "直派"),
        ("主办单位", "檀营地区"),
        ("是否响应", "是"),
        ("是否参评", "是"),
        ("解决情况", "解决"),
        ("满意情况", "满意"),
    ]
    .map(|(title, text)| (title.to_owned(), text.to_owned()))
    .into();
    let Withdrawn { row, cells: written, .. } = &found[0];
    assert_eq!((found.len(), *row, written), (1, 2, &cells));
}

#[test]
fn yaml_alone_leaves_a_row_out_and_the_workbook_tells_it() {
    let entry = "\ntickets:\n  left_out:\n    - file: data/考评.csv\n      row: 4\n      cells: { 工单编号: 0003 }\n      reason: 市里已同意剔除\n";
    let month = Month::sound();
    let bulletin = std::fs::read_to_string(month.path("bulletin.yaml")).unwrap();
    let month = month.with_file("bulletin.yaml", format!("{bulletin}{entry}").as_bytes());
    let output = month.run(&["build"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{told}");
    assert!(told.contains("手工剔除（市里已同意剔除）1行"), "{told}");
    let stored = std::fs::read_to_string(month.path("out/figures.json")).unwrap();
    assert!(stored.contains("手工剔除（市里已同意剔除）"));
    let blank = month.with("bulletin.yaml", "{ 工单编号: 0003 }", "{}").with(
        "bulletin.yaml",
        "reason: 市里已同意剔除",
        "reason: ''",
    );
    let told = String::from_utf8(blank.run(&["check"]).stderr).unwrap();
    assert!(told.contains("这里应写明这一行的一两格内容，写的却是空白"), "{told}");
    assert!(told.contains("这里应写明不计的原因"), "{told}");
}
