//! Files that cannot be read as exports, each with the reason.

use bulletin::tickets::Tickets;
use rust_xlsxwriter::Workbook;

use crate::exports::bench::{Bench, export};
use crate::package::{changed, packed};

const NAME: &str = "工单.xlsx";

fn problem(name: &str, content: &[u8]) -> String {
    let bench = Bench::new().accepted(name, content);
    let (tickets, problems) = bench.read();
    assert_eq!(tickets.accepted, None);
    assert_eq!(tickets.readings, []);
    assert!(problems[0].hint.is_some());
    let lines = bench.problems();
    assert_eq!(lines.len(), 1, "{lines:?}");
    lines[0].clone()
}

/// A list long enough to be cut off within its rows.
fn xlsx() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("9月").unwrap();
    sheet.write_row(0, 0, ["工单编号", "受理时间"]).unwrap();
    for row in 1..500 {
        sheet
            .write_row(row, 0, [format!("{row:05}").as_str(), "2023-09-01"])
            .unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_file_that_is_not_there_or_no_file() {
    let mut bench = Bench::new();
    bench.exports.accepted = Some(export(&bench.path("没有.xlsx"), "data/没有.xlsx"));
    bench.exports.assessed = Some(export(&bench.path(""), "data"));
    assert_eq!(
        bench.problems(),
        [
            "错误 C05 | 导出表不存在 | data/没有.xlsx | 1",
            "错误 F01 | 导出表应为文件，这里是文件夹 | data | 1",
        ]
    );
    assert_eq!(bench.read().0.accepted, Tickets::default().accepted);
}

#[test]
fn an_empty_file() {
    let expected = "错误 D05 | 导出表是空文件（0 字节） | 工单.xlsx | 1";
    assert_eq!(problem(NAME, b""), expected);
}

#[test]
fn a_file_that_is_no_spreadsheet() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    let expected = "错误 D01 | 导出表打不开：不是电子表格 | 工单.xlsx | 1";
    assert_eq!(problem(NAME, png), expected);
    assert_eq!(problem(NAME, "只是一段话，没有表格。".as_bytes()), expected);
    let html = b"\n<HTML><body><table><tr><td>1</td></tr></table></body></HTML>";
    assert_eq!(
        problem("工单.xls", html),
        "错误 D01 | 导出表打不开：内容是网页（HTML），不是电子表格 | 工单.xls | 1"
    );
    assert_eq!(
        problem("工单.csv", b"\xff\x00\x01\x02,\x03"),
        "错误 D01 | 导出表打不开：既不是 UTF-8 也不是 GB 18030 编码的文本 | 工单.csv | 1"
    );
}

#[test]
fn a_text_that_is_cut_off_within_a_character() {
    let text = "工单编号,受理时间,诉求标题\n001,2023-09-01,反映供水\n002,2023-09-01,反映";
    assert_eq!(
        problem("工单.csv", &text.as_bytes()[..text.len() - 1]),
        "错误 D01 | 导出表打不开：第3行有损坏的 UTF-8 文字 | 工单.csv | 1"
    );
}

#[test]
fn an_archive_that_is_no_spreadsheet() {
    for (part, what) in [("word/document.xml", "Word 文档"), ("工单.xlsx", "压缩包")]
    {
        let bytes = packed([(part, "<x/>")]);
        assert_eq!(
            problem(NAME, &bytes),
            format!(
                "错误 D01 | 导出表打不开：内容是{what}，不是电子表格 | 工单.xlsx | 1"
            )
        );
    }
}

#[test]
fn a_file_that_is_cut_off_anywhere() {
    let expected = "错误 D01 | 导出表打不开：文件不完整或已损坏";
    let whole = xlsx();
    let xls = std::fs::read("tests/suite/exports/samples/list.xls").unwrap();
    for part in 1..16 {
        let cut = &whole[..whole.len() * part / 16];
        assert_eq!(problem(NAME, cut), format!("{expected} | 工单.xlsx | 1"));
        // The last sectors of an .xls hold nothing that is needed.
        let cut = &xls[..xls.len() * part / 24];
        assert_eq!(problem("工单.xls", cut), format!("{expected} | 工单.xls | 1"));
    }
}

#[test]
fn a_sheet_that_breaks_off_is_told_with_the_last_row() {
    let bytes = changed(&xlsx(), "xl/worksheets/sheet1.xml", |sheet| {
        let text = String::from_utf8(sheet).unwrap();
        let end = text.find("<c r=\"B301\"").unwrap();
        text.as_bytes()[..end].to_vec()
    });
    let bench = Bench::new().accepted(NAME, bytes);
    assert_eq!(
        bench.problems(),
        [
            "错误 D01 | 导出表打不开：文件不完整或已损坏（读到第301行为止） | 工单.xlsx，工作表“9月” | 1"
        ]
    );
}

#[test]
fn a_file_with_a_password() {
    let locked = std::fs::read("tests/suite/exports/samples/locked.xlsx").unwrap();
    let expected = "错误 D01 | 导出表打不开：文件设有密码 | 工单.xlsx | 1";
    assert_eq!(problem(NAME, &locked), expected);
    let ods = std::fs::read("tests/suite/exports/samples/list.ods").unwrap();
    let locked = changed(&ods, "META-INF/manifest.xml", |manifest| {
        let text = String::from_utf8(manifest).unwrap();
        text.replace(
            "</manifest:manifest>",
            "<manifest:encryption-data/></manifest:manifest>",
        )
        .into_bytes()
    });
    assert_eq!(problem(NAME, &locked), expected);
}

#[test]
fn an_archive_that_would_fill_the_memory() {
    let honest = xlsx();
    // The size that the zip directory gives for the sheet, which stands after its name.
    let entries = honest
        .windows(4)
        .enumerate()
        .filter(|(_, four)| *four == b"PK\x01\x02");
    let sheet = b"xl/worksheets/sheet1.xml";
    let entry = entries
        .map(|(at, _)| at)
        .find(|at| honest[at + 46..].starts_with(sheet));
    let entry = entry.unwrap();
    for (declared, told) in
        [(0x7000_0000_u32, "解压后超过 512 MB 的上限"), (10, "文件不完整或已损坏")]
    {
        let mut bomb = honest.clone();
        bomb[entry + 24..entry + 28].copy_from_slice(&declared.to_le_bytes());
        assert_eq!(
            problem(NAME, &bomb),
            format!("错误 D01 | 导出表打不开：{told} | 工单.xlsx，工作表“9月” | 1")
        );
    }
}

#[test]
fn a_few_bytes_that_stand_for_millions_of_cells() {
    let ods = std::fs::read("tests/suite/exports/samples/list.ods").unwrap();
    let bytes = changed(&ods, "content.xml", |content| {
        let text = String::from_utf8(content).unwrap();
        let cell = "<table:table-cell office:value-type=\"string\"";
        let many = format!("{cell} table:number-columns-repeated=\"16000\"");
        let text = text.replacen(cell, &many, 1);
        let row = "<table:table-row ";
        let many = format!("{row}table:number-rows-repeated=\"1000000\" ");
        text.replacen(row, &many, 1).into_bytes()
    });
    assert_eq!(
        problem("工单.ods", &bytes),
        "错误 D01 | 导出表打不开：一个工作表超过 4000000 个单元格 | 工单.ods，工作表“说明” | 1"
    );
}

#[test]
fn damage_inside_a_file_never_ends_the_program() {
    for name in ["list.xls", "list.ods", "list.xlsb"] {
        let whole = std::fs::read(format!("tests/suite/exports/samples/{name}")).unwrap();
        for at in (0..whole.len()).step_by(97) {
            let mut damaged = whole.clone();
            damaged[at] ^= 0xFF;
            let (tickets, problems) = Bench::new().accepted(name, damaged).read();
            // Either the damage lies beside what is read, or it is told.
            let rows: usize = tickets.readings.iter().map(|reading| reading.rows).sum();
            assert!(rows > 0 || !problems.is_empty(), "{name}, byte {at}");
        }
    }
}

#[test]
fn a_sheet_that_is_not_there_is_told_with_the_nearest() {
    let mut bench = Bench::new().accepted(NAME, xlsx()).assessed("");
    bench.exports.accepted.as_mut().unwrap().sheet = Some("9月份".to_owned());
    bench.exports.assessed.as_mut().unwrap().sheet = Some("考评".to_owned());
    let (_, problems) = bench.read();
    assert_eq!(
        bench.problems(),
        [
            "错误 D02 | 工作表“9月份”不存在，文件里有“9月” | 工单.xlsx | 1",
            "错误 D02 | 文本文件没有工作表，配置里却写了工作表“考评” | 考评.csv | 1",
        ]
    );
    assert_eq!(problems[0].hint.as_deref(), Some("是否“9月”？"));
}

#[test]
fn a_quote_that_is_never_closed_does_not_swallow_the_rest() {
    let mut text = "工单编号,受理时间\n001,\"2023-09-01\n".to_owned();
    text.push_str(&"002,2023-09-01\n".repeat(300));
    assert_eq!(
        Bench::new().accepted("工单.csv", text).problems()[0],
        "错误 D01 | 导出表打不开：第2行的引号没有配对 | 工单.csv | 1"
    );
}
