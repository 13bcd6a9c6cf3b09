//! Exports in the shapes that offices give them: page by page, merged, filtered, moved.

use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::bench::{ASSESSED, Bench};

const TEN: [&str; 9] = ["直派", "教委", "", "是", "是", "解决", "满意", "双满", ""];

/// A sheet with the usual header of the assessed list and so many tickets of one unit.
fn assessed(book: &mut Workbook, name: &str, from: u32, rows: u32) {
    let sheet = book.add_worksheet().set_name(name).unwrap();
    if from == 0 {
        sheet.write_row(0, 0, ASSESSED.split(',')).unwrap();
    }
    for row in 0..rows {
        let at = if from == 0 { row + 1 } else { row };
        sheet.write(at, 0, format!("2023090{:05}", from + row)).unwrap();
        sheet.write_row(at, 1, TEN).unwrap();
    }
}

fn saved(mut book: Workbook) -> Vec<u8> {
    book.save_to_buffer().unwrap()
}

fn sheet(book: &mut Workbook) -> &mut Worksheet {
    book.worksheet_from_index(0).unwrap()
}

#[test]
fn rows_longer_than_the_header_are_an_error_and_not_read() {
    let text = "工单编号,受理时间,诉求标题,备注\n0001,2023-09-01,路灯,\n\
        0002,2023-09-01,路灯,井盖,市政\n0003,2023-09-02,路灯,,\n0004,2023-09-02,a,b,c,d\n";
    let bench = Bench::new().accepted("受理.csv", text);
    let lines = bench.problems();
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].starts_with("错误 D60 | 这些行有内容的格比表头多"), "{lines:?}");
    assert!(lines[0].ends_with("| 受理.csv，E3 | 2"), "{lines:?}");
    let reading = &bench.read().0.readings[0];
    assert_eq!((reading.used, reading.left_out[0].count), (2, 2));
}

#[test]
fn rows_that_a_filter_hides_count_and_are_told() {
    let mut book = Workbook::new();
    assessed(&mut book, "考评", 0, 20);
    for row in 3..10 {
        sheet(&mut book).set_row_hidden(row).unwrap();
    }
    let bench = Bench::new().assessed_as("考评.xlsx", saved(book));
    assert_eq!(bench.read().0.assessed.unwrap().len(), 20);
    assert_eq!(
        bench.problems(),
        [
            "警告 D61 | 有7行被筛选或隐藏，看不见，仍照常计入 | 考评.xlsx，工作表“考评” | 1"
        ]
    );
}

#[test]
fn a_unit_in_a_merged_cell_is_that_of_every_row() {
    let mut book = Workbook::new();
    assessed(&mut book, "考评", 0, 9);
    let plain = Format::new();
    sheet(&mut book).merge_range(1, 2, 6, 2, "檀营地区", &plain).unwrap();
    let bench = Bench::new().assessed_as("考评.xlsx", saved(book));
    let (tickets, _) = bench.read();
    let town = super::bench::register().find("檀营地区").unwrap();
    let leads = tickets.assessed.unwrap();
    assert_eq!(leads.iter().filter(|ticket| ticket.lead == town).count(), 6);
    assert_eq!(
        bench.problems(),
        [
            "警告 D62 | 有代表多行的合并单元格，各行都按合并处的内容读取 | 考评.xlsx，工作表“考评”，C2 | 1"
        ]
    );
}

#[test]
fn a_number_in_a_merged_cell_is_asked_about() {
    let mut book = Workbook::new();
    let list = book.add_worksheet();
    list.write_row(0, 0, ["排名", "所属区", "街乡镇", "综合成绩"])
        .unwrap();
    for (row, street) in (1..).zip(["檀营地区", "密云镇"]) {
        list.write(row, 0, row).unwrap();
        list.write_row(row, 1, ["密云区", street]).unwrap();
        list.write(row, 3, 99).unwrap();
    }
    list.merge_range(1, 3, 2, 3, "", &Format::new()).unwrap();
    list.write(1, 3, 99).unwrap();
    let mut bench = Bench::new().ranking("");
    std::fs::write(bench.path("排名.csv"), saved(book)).unwrap();
    bench.exports.accepted = None;
    let lines = bench.problems();
    assert_eq!(
        lines,
        [
            "错误 D63 | 数字列里有代表多行的合并单元格，看不出各行分别是多少 | 排名.csv，工作表“Sheet1”，D2 | 1"
        ]
    );
}

#[test]
fn an_export_that_goes_on_in_another_sheet_is_an_error() {
    let mut book = Workbook::new();
    assessed(&mut book, "第1页", 0, 5);
    assessed(&mut book, "第2页", 5, 5);
    book.add_worksheet()
        .set_name("说明")
        .unwrap()
        .write(0, 0, "编号为13位")
        .unwrap();
    let mut bench = Bench::new().assessed_as("考评.xlsx", saved(book));
    assert_eq!(
        bench.problems(),
        ["错误 D64 | 工作表“第2页”没有表头，内容却像是“第1页”的续页 | 考评.xlsx | 1"]
    );
    bench.exports.assessed.as_mut().unwrap().sheet = Some("第1页".to_owned());
    assert_eq!(bench.problems(), Vec::<String>::new());
}

#[test]
fn an_empty_form_or_a_hidden_copy_is_not_taken_for_the_export() {
    let mut book = Workbook::new();
    assessed(&mut book, "空表", 0, 0);
    assessed(&mut book, "考评", 0, 5);
    assessed(&mut book, "旧表", 0, 3);
    book.worksheet_from_index(2).unwrap().set_hidden(true);
    book.worksheet_from_index(1).unwrap().set_active(true);
    let bench = Bench::new().assessed_as("考评.xlsx", saved(book));
    assert_eq!(bench.read().0.assessed.unwrap().len(), 5);
    assert_eq!(
        bench.problems(),
        ["警告 D18 | 隐藏的工作表“旧表”也符合，取的是“考评” | 考评.xlsx | 1"]
    );
}

#[test]
fn pages_glued_together_are_one_list() {
    let text = "密云区受理明细,,\n工单信息,,来电\n工单编号,受理时间,来电人\n\
        00001,2023-09-01,甲\n第1页共2页,,\n密云区受理明细,,\n工单信息,,来电\n\
        \u{feff}工单编号, 受理时间,来电人\n00002,2023-09-02,乙\n制表人：张三,审核人：李四,打印时间：2023-10-01 10:20\n\
        注：1.不含重复件,,\n2.数据来自市平台,,\n（以下空白）,,\n";
    let (tickets, problems) = Bench::new().accepted("受理.csv", text).read();
    assert_eq!(problems, []);
    assert_eq!(tickets.accepted.unwrap().len(), 2);
    let expected = [("页码", 1), ("重复的标题", 2), ("重复的表头", 1), ("表下说明", 4)];
    let mut told: Vec<_> = tickets.readings[0]
        .left_out
        .iter()
        .map(|left| (left.reason.as_str(), left.count))
        .collect();
    told.sort_unstable();
    let mut expected = expected.to_vec();
    expected.sort_unstable();
    assert_eq!(told, expected);
}

#[test]
fn a_ticket_that_begins_like_a_footer_is_a_ticket() {
    let text = "诉求标题,工单编号,受理时间\n说明：路灯不亮,2023090100001,2023-09-01\n\
        审核不通过,2023090100002,2023-09-01\n备注,2023090100003,2023-09-02\n";
    let (tickets, problems) = Bench::new().accepted("受理.csv", text).read();
    assert_eq!(problems, []);
    assert_eq!(tickets.accepted.unwrap().len(), 3);
}
