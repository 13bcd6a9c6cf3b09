//! Workbooks as other programs pack them: the same rows under other names, and files that
//! claim what they do not hold.

use std::io::{Cursor, Read};

use rust_xlsxwriter::{Format, Workbook};

use super::bench::Bench;
use crate::package::{changed, packed};

const NAME: &str = "受理.xlsx";

fn book() -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("空").unwrap();
    let sheet = book.add_worksheet().set_name("工单 & 明细").unwrap();
    sheet.write_row(0, 0, ["工单编号", "受理时间"]).unwrap();
    let date = Format::new().set_num_format("yyyy/m/d h:mm");
    for row in 1..=3 {
        sheet.write(row, 0, format!("00{row}")).unwrap();
        sheet
            .write_with_format(row, 1, 45_170.5 + f64::from(row), &date)
            .unwrap();
    }
    book.save_to_buffer().unwrap()
}

/// The archive with every part under another name and with other content.
fn repacked(
    archive: &[u8],
    change: impl Fn(&str, String) -> (String, String),
) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    packed((0..old.len()).map(|index| {
        let mut file = old.by_index(index).unwrap();
        let mut content = String::new();
        file.read_to_string(&mut content).unwrap();
        change(file.name(), content)
    }))
}

fn assert_is_the_book(what: &str, bytes: Vec<u8>) {
    let (tickets, problems) = Bench::new().accepted(NAME, bytes).read();
    assert_eq!(problems, [], "{what}");
    let numbers: Vec<_> =
        tickets.accepted.unwrap().iter().map(|t| t.number.clone()).collect();
    assert_eq!(numbers, ["001", "002", "003"], "{what}");
}

/// Every element under a prefix that nobody else uses.
fn prefixed(xml: &str) -> String {
    let mut text = String::new();
    for piece in xml.split_inclusive('<') {
        text.push_str(piece);
    }
    let text = text.replace("</", "\u{1}").replace("<?", "\u{2}");
    let text = text
        .replace('<', "<ns0:")
        .replace('\u{1}', "</ns0:")
        .replace('\u{2}', "<?");
    text.replace(" xmlns=", " xmlns:ns0=")
}

#[test]
fn parts_are_found_under_whatever_names_and_prefixes() {
    let same = |name: &str, xml: String| (name.to_owned(), xml);
    assert_is_the_book("as it is", repacked(&book(), same));
    let backslashes = |name: &str, xml| (name.replace('/', "\\"), xml);
    assert_is_the_book("backslashes", repacked(&book(), backslashes));
    let upper = |name: &str, xml| (name.to_uppercase(), xml);
    assert_is_the_book("upper case", repacked(&book(), upper));
    let second = |name: &str, xml: String| {
        (
            name.replace("workbook.xml", "workbook2.xml"),
            xml.replace("workbook.xml", "workbook2.xml"),
        )
    };
    assert_is_the_book("workbook2.xml", repacked(&book(), second));
    let rooted = |name: &str, xml: String| {
        (name.to_owned(), xml.replace("Target=\"worksheets/", "Target=\"/xl/worksheets/"))
    };
    assert_is_the_book("targets from the root", repacked(&book(), rooted));
    assert_is_the_book(
        "prefixes",
        repacked(&book(), |name, xml| {
            let xml = if name.ends_with("Types].xml") { xml } else { prefixed(&xml) };
            (name.to_owned(), xml)
        }),
    );
    let transitional =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let strict = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    assert_is_the_book(
        "strict",
        repacked(&book(), |name, xml| {
            (name.to_owned(), xml.replace(transitional, strict))
        }),
    );
    let no_addresses = |name: &str, xml: String| {
        let xml = (1..=4).fold(xml, |xml, row| {
            let xml = xml.replace(&format!(" r=\"A{row}\""), "");
            xml.replace(&format!(" r=\"B{row}\""), "")
                .replace(&format!("<row r=\"{row}\""), "<row")
        });
        (name.to_owned(), xml)
    };
    assert_is_the_book("no addresses", repacked(&book(), no_addresses));
}

#[test]
fn claims_of_a_file_cost_nothing() {
    let claims = [
        ("<sst ", "<sst uniqueCount='4000000000' count='4000000000' "),
        ("<sst ", "<!-- uniqueCount=\"1\" --><sst "),
        ("<dimension ref=\"", "<dimension ref=\"A1:XFD1048576\" other=\""),
    ];
    for (old, new) in claims {
        let bytes =
            repacked(&book(), |name, xml| (name.to_owned(), xml.replacen(old, new, 1)));
        assert_is_the_book(new, bytes);
    }
}

#[test]
fn a_few_bytes_that_stand_for_gigabytes_of_blanks_are_refused() {
    let ods = std::fs::read("tests/suite/exports/samples/list.ods").unwrap();
    let bytes = changed(&ods, "content.xml", |content| {
        let xml = String::from_utf8(content).unwrap();
        let blanks = "<text:p><text:s text:c=\"2000000000\"/>";
        xml.replace("<text:p>", blanks).into_bytes()
    });
    assert_eq!(
        Bench::new().accepted("受理.ods", bytes).problems(),
        [
            "错误 D01 | 导出表打不开：一个单元格的文字超过 1 MB | 受理.ods，工作表“说明” | 1"
        ]
    );
}
