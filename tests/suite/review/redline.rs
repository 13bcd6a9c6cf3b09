//! A bulletin as tracked changes against another: rejected it is the old one, accepted the
//! new one.

use std::io::{Cursor, Read};
use std::path::Path;

use crate::package;
use bulletin::content::word_ends;
use bulletin::review::redline;
use bulletin::word::{self, Block};

/// A Word file with that body.
fn file(body: &str) -> Vec<u8> {
    let body = format!(
        r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}<w:sectPr/></w:body></w:document>"#
    );
    package::packed([("word/document.xml", body)])
}

fn body(bytes: &[u8]) -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let mut part = package.by_name("word/document.xml").unwrap();
    part.read_to_string(&mut text).unwrap();
    text
}

/// The file with what was put in as taken out and the other way round: accepted, it is
/// what is left when everything is rejected.
fn rejected(bytes: &[u8]) -> Vec<u8> {
    let swapped = body(bytes)
        .replace("<w:ins ", "<w:was ")
        .replace("</w:ins>", "</w:was>")
        .replace("<w:del ", "<w:ins ")
        .replace("</w:del>", "</w:ins>")
        .replace("<w:was ", "<w:del ")
        .replace("</w:was>", "</w:del>")
        .replace("<w:moveFrom ", "<w:was ")
        .replace("</w:moveFrom>", "</w:was>")
        .replace("<w:moveTo ", "<w:moveFrom ")
        .replace("</w:moveTo>", "</w:moveFrom>")
        .replace("<w:was ", "<w:moveTo ")
        .replace("</w:was>", "</w:moveTo>")
        .replace("w:delText", "w:t")
        .replace("w:delInstrText", "w:instrText");
    let start = swapped.find("<w:body>").unwrap() + "<w:body>".len();
    let end = swapped.rfind("<w:sectPr").unwrap();
    file(&swapped[start..end])
}

/// Texts and rows of a file; lines without words say nothing.
fn lines(bytes: &[u8]) -> Vec<String> {
    fn add(blocks: &[Block], out: &mut Vec<String>) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => out.push(paragraph.text()),
                Block::Table(table) => {
                    for row in &table.rows {
                        let cells = row.cells.iter().map(|cell| {
                            let mut texts = Vec::new();
                            add(&cell.blocks, &mut texts);
                            texts.concat()
                        });
                        out.push(format!("|{}", cells.collect::<Vec<_>>().join("|")));
                    }
                }
                Block::Unread(what) => panic!("{what}"),
            }
        }
    }
    let mut out = Vec::new();
    add(&word::read(bytes).unwrap().body, &mut out);
    out.retain(|line| !line.trim().is_empty());
    out
}

#[track_caller]
fn redlined(old: &[u8], new: &[u8]) -> String {
    let red = redline(old, new, &word_ends, false).unwrap();
    assert_eq!(lines(&red), lines(new), "accepted");
    assert_eq!(lines(&rejected(&red)), lines(old), "rejected");
    body(&red)
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn table(rows: &[&[&str]]) -> String {
    let grid = "<w:gridCol/>".repeat(rows[0].len());
    let rows = rows.iter().map(|cells| {
        let cells = cells.iter().map(|text| format!("<w:tc><w:tcPr/>{}</w:tc>", p(text)));
        format!("<w:tr>{}</w:tr>", cells.collect::<String>())
    });
    format!("<w:tbl><w:tblGrid>{grid}</w:tblGrid>{}</w:tbl>", rows.collect::<String>())
}

#[test]
fn words_change_as_words_and_numbers_as_a_whole() {
    let old = file(&p("镇街综合成绩97.08分，环比上升2.1%。"));
    let new = file(&p("镇街综合成绩96.55分，环比下降2.4%。"));
    let red = redlined(&old, &new);
    for (name, wanted) in [("delText", "97.08"), ("t", "96.55")] {
        let whole = format!(r#"<w:{name} xml:space="preserve">{wanted}</w:{name}>"#);
        assert!(red.contains(&whole), "{red}");
    }
    assert!(red.contains("<w:del ") && red.contains("<w:ins "), "{red}");
}

#[test]
fn paragraphs_rows_and_cells_come_and_go() {
    let old = [
        p("一、总体情况"),
        p("全区共受理诉求100件。"),
        p("这一段下期不再写。"),
        table(&[
            &["排名", "镇街", "成绩"],
            &["1", "甲镇", "97.00"],
            &["2", "乙镇", "96.00"],
        ]),
        p("注：按分数排序。"),
    ];
    let new = [
        p("一、总体情况"),
        p("全区共受理诉求120件，其中投诉20件。"),
        table(&[
            &["排名", "镇街", "成绩"],
            &["1", "乙镇", "98.00"],
            &["2", "丙镇", "97.50"],
            &["3", "甲镇", "97.00"],
        ]),
        p("新的一段话。"),
        p("注：按分数排序。"),
    ];
    redlined(&file(&old.concat()), &file(&new.concat()));
}

#[test]
fn a_paragraph_that_stands_elsewhere_has_moved() {
    let moved = p("转派工单成绩低于直派工单成绩。");
    let others = [p("一、总体情况"), p("全区共受理诉求100件。"), p("二、镇街成绩说明")];
    let old = [moved.clone(), others.concat()].concat();
    let new = [others.concat(), moved].concat();
    let red = redlined(&file(&old), &file(&new));
    for name in ["moveFrom", "moveTo", "moveFromRangeStart", "moveToRangeEnd"] {
        assert!(red.contains(&format!("<w:{name} ")), "no {name} in {red}");
    }
    assert!(!red.contains("<w:del ") && !red.contains("<w:ins "), "{red}");
}

#[test]
fn a_table_of_the_numbers_that_changed_ends_the_file_if_asked_for() {
    let (old, new) = (p("10月得分97.08分，占5%。"), p("11月得分96.5分，占5%。"));
    let red = redline(&file(&old), &file(&new), &word_ends, true).unwrap();
    assert_eq!(
        lines(&red),
        [
            "11月得分96.5分，占5%。",
            "变化的数字",
            "|位置（前面的文字）|原来|现在|相差",
            "|11月得分|97.08|96.5|-0.58",
        ]
    );
    assert_eq!(lines(&rejected(&red)), lines(&file(&old)));
}

#[test]
fn two_issues_of_the_example_become_each_other() {
    let word = |month: &str| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(month);
        let (loaded, problems) = bulletin::pipeline::load(&folder, &|_| {});
        let loaded = loaded.unwrap();
        let options = bulletin::pipeline::Options::default();
        let composed = bulletin::pipeline::compose(&loaded, problems, options);
        bulletin::writers::docx::write(&composed.document, &loaded.layout.style).unwrap()
    };
    redlined(&word("2023-09"), &word("2023-10"));
}

#[test]
fn the_same_twice_has_no_change() {
    let one = file(&[p("一段。"), table(&[&["甲", "1"], &["乙", "2"]])].concat());
    let red = redlined(&one, &one);
    assert!(!red.contains("<w:ins") && !red.contains("<w:del"), "{red}");
}
