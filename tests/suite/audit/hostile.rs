//! Files that are broken or want to do harm are refused with a message, within limits.

use std::io::{Cursor, Write};
use std::path::Path;

use bulletin::audit::{self, File};
use proptest::prelude::{ProptestConfig, Strategy, any, prop, proptest};

use super::plant::{self, REFERENCE};
use crate::package;

/// Why an audit is refused; none when it is made.
fn refusal(bytes: &[u8]) -> Option<String> {
    let file = File { path: Path::new("通报.docx"), bytes };
    audit::bulletin(file, None).err().map(|problem| {
        assert_eq!(problem.code.as_str(), "A05");
        assert!(problem.hint.is_some());
        problem.message
    })
}

/// A package with that body.
fn word(body: &[u8]) -> Vec<u8> {
    package::packed([("word/document.xml", body)])
}

fn document(body: &str) -> Vec<u8> {
    word(format!("<w:document><w:body>{body}</w:body></w:document>").as_bytes())
}

#[test]
fn what_is_no_word_file_is_refused() {
    let told = |bytes: &[u8]| refusal(bytes).unwrap_or_default();
    assert!(told(b"").contains("不是 .docx 文件"));
    assert!(told(b"%PDF-1.7").contains("是 PDF 文件"));
    assert!(told(&[0xd0, 0xcf, 0x11, 0xe0, 0, 0]).contains("旧的 .doc 或 .wps 格式"));
    assert!(told(&package::packed([("a.txt", "")])).contains("里面没有正文"));
    assert!(told(&word(b"<w:document><w:body>")).is_empty());
    assert!(told(&word(b"<a></b>")).contains("XML"));
}

#[test]
fn a_body_that_unpacks_to_gigabytes_is_refused() {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().large_file(true);
    writer.start_file("word/document.xml", options).unwrap();
    let blank = vec![b' '; 1 << 20];
    for _ in 0..80 {
        writer.write_all(&blank).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20);
    assert!(refusal(&bytes).unwrap().contains("解压后超过 64 MB"));
}

#[test]
fn entities_that_explode_are_refused() {
    let bomb = b"<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;&b;\">]><a>&c;</a>";
    assert!(refusal(&word(bomb)).unwrap().contains("DOCTYPE"));
}

#[test]
fn elements_without_end_and_tables_without_bounds_are_refused() {
    let deep = "<w:sdt>".repeat(100_000);
    assert!(refusal(&document(&deep)).unwrap().contains("嵌套过深"));
    let cell = "<w:tc><w:tcPr><w:gridSpan w:val=\"999999999\"/></w:tcPr></w:tc>";
    let row = format!("<w:tr>{cell}</w:tr>");
    let table = format!("<w:tbl>{}</w:tbl>", row.repeat(3_000));
    assert!(refusal(&document(&table)).unwrap().contains("单元格过多"));
    assert_eq!(refusal(&document(&format!("<w:tbl>{row}</w:tbl>"))), None);
}

#[test]
fn a_field_that_never_ends_hides_no_error_as_a_panic() {
    let body = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:t>12</w:t></w:r></w:p>\
                <w:r><w:t>97.08分</w:t></w:r></w:tc></w:tbl>";
    assert!(refusal(&document(body)).is_some());
}

/// Pieces of WordprocessingML that a file may hold in any order.
fn piece() -> impl Strategy<Value = String> {
    let tags = [
        "<w:p>",
        "</w:p>",
        "<w:r>",
        "</w:r>",
        "<w:tbl>",
        "</w:tbl>",
        "<w:tr>",
        "</w:tr>",
        "<w:tc>",
        "</w:tc>",
        "<w:t>",
        "</w:t>",
        "<w:del>",
        "</w:del>",
        "<w:tblHeader/>",
        "<w:gridSpan w:val=\"3\"/>",
        "<w:vMerge/>",
        "<w:vMerge w:val=\"restart\"/>",
        "<w:fldChar w:fldCharType=\"begin\"/>",
        "<w:fldChar w:fldCharType=\"end\"/>",
        "<w:pStyle w:val=\"Heading1\"/>",
        "<w:footnoteReference w:id=\"1\"/>",
        "<wp:docPr descr=\"甲1.00，乙2.00，丙3.00件/万人\"/>",
        "&#x4e00;",
        "&b;",
    ];
    let words = [
        "排名",
        "综合成绩",
        "合计",
        "响应率",
        "解决率",
        "满意率",
        "1",
        "97.08分",
        "高于全区",
        "（含",
        "）",
        "：",
        "，",
        "。",
        "共",
        "7022件",
        "↑",
        "-",
        "12,382",
        "99.96%",
        "表1：",
    ];
    prop::sample::select([&tags[..], &words[..]].concat()).prop_map(str::to_owned)
}

/// A table that has every column the audit knows, with cells of any kind.
fn table() -> impl Strategy<Value = String> {
    let headers = [
        "排名",
        "分类",
        "镇街",
        "纳入考评",
        "响应率",
        "解决率",
        "满意率",
        "加分项",
        "综合成绩",
        "环比变化",
    ];
    let cell = cell();
    prop::collection::vec(prop::collection::vec(cell, 0..12), 0..8).prop_map(
        move |rows| {
            let line = |cells: Vec<String>| {
                let cells = cells.iter().map(|text| {
                    format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
                });
                format!("<w:tr>{}</w:tr>", cells.collect::<String>())
            };
            let head = line(headers.map(str::to_owned).to_vec());
            let body: String = rows.into_iter().map(line).collect();
            format!("<w:tbl>{head}{body}</w:tbl>")
        },
    )
}

fn cell() -> impl Strategy<Value = String> {
    let known =
        ["", "合计", "小计", "—", "一类部门", "12↑", "-5↓", "100.00%", "0.1", "99"];
    let free = "[0-9.,%+↑↓-]{0,24}";
    (prop::sample::select(known.to_vec()), free, any::<bool>()).prop_map(
        |(known, free, is_known)| if is_known { known.to_owned() } else { free },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        refusal(&bytes);
        refusal(&word(&bytes));
    }

    #[test]
    fn any_row_of_elements_is_read_or_refused(
        pieces in prop::collection::vec(piece(), 0..120),
    ) {
        refusal(&document(&pieces.concat()));
    }

    #[test]
    fn any_table_is_checked(table in table()) {
        assert_eq!(refusal(&document(&table)), None);
    }

    #[test]
    fn any_sentence_is_checked(
        words in "[0-9０-９.,%，。；：、（）()分件高低于全区镇街综合成绩共其中含由至上升下降-]{0,80}",
    ) {
        let paragraph = format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
        assert_eq!(refusal(&document(&paragraph)), None);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_reference_with_flipped_bytes_is_read_or_refused(
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut bytes = REFERENCE.2.clone();
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] ^= byte;
        }
        refusal(&bytes);
    }

    #[test]
    fn a_body_cut_anywhere_is_read_or_refused(at in any::<prop::sample::Index>()) {
        let cut = plant::changed(&REFERENCE.2, |body| {
            let at = at.index(body.len().saturating_sub(1));
            let at = (0..=at).rev().find(|at| body.is_char_boundary(*at)).unwrap_or(0);
            body[..at].to_owned()
        });
        refusal(&cut);
    }
}
