//! The same list in every format gives the same tickets.

use bulletin::tickets::Accepted;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use crate::exports::bench::{Bench, left_out, line};

/// The list of the samples: two tickets, an empty row, one more.
const EXPECTED: [(&str, u32); 3] = [("0001", 4), ("20230819090500", 5), ("0003", 7)];

fn numbered(tickets: &[Accepted]) -> Vec<(&str, u32)> {
    tickets
        .iter()
        .map(|ticket| (ticket.number.as_str(), ticket.row))
        .collect()
}

fn assert_is_the_list(name: &str, content: &[u8]) {
    let (tickets, problems) = Bench::new().accepted(name, content).read();
    assert_eq!(problems, [], "{name}");
    assert_eq!(numbered(&tickets.accepted.unwrap()), EXPECTED, "{name}");
    let reading = &tickets.readings[0];
    assert_eq!((reading.rows, reading.used), (4, 3), "{name}");
    assert_eq!(left_out(reading), [("空行".to_owned(), 1)], "{name}");
}

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(format!("tests/suite/exports/samples/{name}")).unwrap()
}

const CSV: &str = "密云区工单明细\n\n序号,工单编号,受理时间,来电人\n\
    1,0001,2023-08-19 10:22:03,甲\n2,20230819090500,2023年8月20日 下午3:05,\"乙,\n丙\"\n\
    ,,,\n3,0003,2023/9/18,丁\n";

/// The list as Excel keeps it: a number, a date with a format, a text.
fn xlsx() -> Vec<u8> {
    let mut book = Workbook::new();
    let date = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
    book.add_worksheet()
        .set_name("说明")
        .unwrap()
        .write(0, 0, "此表为说明")
        .unwrap();
    let sheet = book.add_worksheet().set_name("工单").unwrap();
    sheet
        .merge_range(0, 0, 0, 3, "密云区工单明细", &Format::new())
        .unwrap();
    for (column, header) in (0..).zip(["序号", "工单编号", "受理时间", "来电人"])
    {
        sheet.write(2, column, header).unwrap();
    }
    sheet.write(3, 0, 1).unwrap().write(3, 1, "0001").unwrap();
    let moment = ExcelDateTime::from_ymd(2023, 8, 19).unwrap().and_hms(10, 22, 3);
    sheet.write_with_format(3, 2, moment.unwrap(), &date).unwrap();
    sheet.write(4, 1, 20_230_819_090_500_u64).unwrap();
    sheet.write(4, 2, "2023年8月20日 下午3:05").unwrap();
    // A serial without a date format, and formats without content below.
    sheet.write(6, 1, "0003").unwrap().write(6, 2, 45_187).unwrap();
    sheet.write_blank(9, 1, &date).unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn spreadsheets_of_every_kind_are_read() {
    assert_is_the_list("工单.xlsx", &xlsx());
    for name in ["list.xls", "list.ods", "list.xlsb"] {
        assert_is_the_list(name, &sample(name));
    }
}

#[test]
fn an_xls_is_read_as_it_looks() {
    let mut bench = Bench::new().ranking("");
    std::fs::write(bench.path("排名.csv"), sample("looks.xls")).unwrap();
    bench.exports.accepted = None;
    assert_eq!(
        bench.problems(),
        [
            "警告 D62 | 有代表多行的合并单元格，各行都按合并处的内容读取 | 排名.csv，工作表“排名”，B2 | 1",
            "警告 D61 | 有1行被筛选或隐藏，看不见，仍照常计入 | 排名.csv，工作表“排名” | 1",
        ]
    );
    let ranking = bench.read().0.ranking.unwrap();
    let told: Vec<String> = ranking
        .iter()
        .map(|row| format!("{} {}", row.district, row.score))
        .collect();
    assert_eq!(told, ["密云区 99.87", "密云区 94.47", "朝阳区 90"]);
}

#[test]
fn the_content_decides_and_not_the_name() {
    assert_is_the_list("工单.xls", &xlsx());
    assert_is_the_list("工单.csv", &sample("list.xls"));
    assert_is_the_list("工单.XLSX", &sample("list.xlsb"));
    assert_is_the_list("工单", &sample("list.ods"));
    // Some systems export text under the name of a spreadsheet.
    let text = CSV.replace("\"乙,\n丙\"", "乙").replace(',', "\t");
    assert_is_the_list("工单.xls", text.as_bytes());
}

#[test]
fn text_is_read_in_every_usual_encoding() {
    assert_is_the_list("工单.csv", CSV.as_bytes());
    assert_is_the_list("工单.csv", format!("\u{feff}{CSV}").as_bytes());
    let (gb18030, _, lossy) = encoding_rs::GB18030.encode(CSV);
    assert!(!lossy);
    assert_is_the_list("工单.csv", &gb18030);
    // Excel's “Unicode text”.
    let marked = format!("\u{feff}{CSV}");
    let utf16: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_is_the_list("工单.txt", &utf16);
}

#[test]
fn the_delimiter_and_the_ends_of_lines_are_found() {
    for delimiter in [";", "\t"] {
        let text = CSV.replace("\"乙,\n丙\"", "乙").replace(',', delimiter);
        assert_is_the_list("工单.csv", text.as_bytes());
        assert_is_the_list("工单.csv", text.replace('\n', "\r\n").as_bytes());
    }
}

#[test]
fn leading_zeros_kept_for_excel_are_kept() {
    let text = "工单编号,受理时间\n=\"00123\",2023-09-01\n\"\t00124\",2023-09-01\n";
    let (tickets, problems) = Bench::new().accepted("工单.csv", text).read();
    assert_eq!(problems, []);
    let numbers: Vec<_> = tickets
        .accepted
        .unwrap()
        .into_iter()
        .map(|ticket| ticket.number)
        .collect();
    assert_eq!(numbers, ["00123", "00124"]);
}

#[test]
fn a_cell_with_an_error_is_told_as_it_looks() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["工单编号", "受理时间"]).unwrap();
    sheet.write_row(1, 0, ["001", "2023-09-01"]).unwrap();
    sheet.write(2, 0, "002").unwrap();
    let formula = rust_xlsxwriter::Formula::new("=NA()").set_result("#N/A");
    sheet.write_formula(2, 1, formula).unwrap();
    let bench = Bench::new().accepted("工单.xlsx", book.save_to_buffer().unwrap());
    assert_eq!(
        bench.read().1.iter().map(line).collect::<Vec<_>>(),
        [
            "错误 D41 | “受理时间”列有 1 格没有值，只有“#N/A” | 工单.xlsx，工作表“Sheet1”，B3 | 1"
        ]
    );
}

#[test]
fn an_error_in_a_column_of_words_is_no_word_to_count() {
    let text = "工单编号,受理时间,诉求类型\n001,2023-09-01,投诉\n002,2023-09-02,#N/A\n003,2023-09-02,#N/A\n";
    let bench = Bench::new().accepted("工单.csv", text);
    assert_eq!(
        bench.read().1.iter().map(line).collect::<Vec<_>>(),
        ["错误 D41 | “诉求类型”列有 2 格没有值，只有“#N/A” | 工单.csv，C3 | 2"]
    );
}
