//! Right sentences and tables in the styles of many districts: nothing is told of them,
//! and a slip put into them is.
//!
//! `right_sentences.tsv` has a sentence a line, many with a slip: what is replaced by what.
//! `right_tables.txt` has tables under their captions: `^` goes on from above, `<` from the
//! left, `! row column text` is a slip.

use super::plant::{self, Found};
use crate::package;

const SENTENCES: &str = include_str!("right_sentences.tsv");
const TABLES: &str = include_str!("right_tables.txt");

/// A Word file with such a body.
fn word(body: &str) -> Vec<u8> {
    let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    let relations = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    let namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let document = format!(
        r#"<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>"#
    );
    package::packed([
        ("[Content_Types].xml", types),
        ("_rels/.rels", relations),
        ("word/document.xml", &document),
    ])
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn told(body: &str) -> Vec<Found> {
    let heads = paragraph("示例区热线办理情况通报") + &paragraph("一、总体情况");
    plant::audit_whole(&word(&(heads + body)))
}

/// Rows of cells as Word has them.
fn grid(rows: &[Vec<String>]) -> String {
    let mut body = String::from("<w:tbl>");
    for (y, row) in rows.iter().enumerate() {
        body.push_str("<w:tr>");
        let mut cells = row.iter().enumerate().peekable();
        while let Some((x, text)) = cells.next() {
            let mut span = 1;
            while cells.next_if(|(_, text)| *text == "<").is_some() {
                span += 1;
            }
            let below = rows.get(y + 1).and_then(|row| row.get(x));
            let merge = match text.as_str() {
                "^" => "<w:vMerge/>",
                _ if below.is_some_and(|text| text == "^") => {
                    r#"<w:vMerge w:val="restart"/>"#
                }
                _ => "",
            };
            let text = paragraph(if text == "^" { "" } else { text });
            body.push_str(&format!(
                r#"<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merge}</w:tcPr>{text}</w:tc>"#
            ));
        }
        body.push_str("</w:tr>");
    }
    body + "</w:tbl>"
}

#[test]
fn nothing_is_told_of_right_sentences_and_slips_in_them_are() {
    let (mut alarms, mut missed) = (Vec::new(), Vec::new());
    for line in SENTENCES.lines() {
        let (sentence, slip) = line.split_once('\t').unwrap_or((line, ""));
        let found = told(&paragraph(sentence));
        if !found.is_empty() {
            alarms.push((sentence, found));
        }
        if let Some((old, new)) = slip.split_once('→') {
            assert!(sentence.contains(old), "{line}");
            if told(&paragraph(&sentence.replacen(old, new, 1))).is_empty() {
                missed.push(line);
            }
        }
    }
    assert!(SENTENCES.lines().count() >= 60);
    assert!(alarms.is_empty(), "{alarms:#?}");
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn nothing_is_told_of_right_tables_and_slips_in_them_are() {
    let (mut alarms, mut missed) = (Vec::new(), Vec::new());
    let tables: Vec<&str> = TABLES
        .split("\n\n")
        .filter(|table| !table.trim().is_empty())
        .collect();
    assert!(tables.len() >= 40);
    for (number, table) in tables.into_iter().enumerate() {
        let caption = table.lines().next().unwrap().trim_start_matches("# ");
        let caption = paragraph(&format!("表1 {caption}"));
        let lines = table.lines().skip(1);
        let (slips, lines): (Vec<&str>, Vec<&str>) =
            lines.partition(|line| line.starts_with("! "));
        let rows = || {
            let rows = lines.iter();
            rows.map(|line| line.split('|').map(str::to_owned).collect::<Vec<_>>())
                .collect::<Vec<_>>()
        };
        let found = told(&format!("{caption}{}", grid(&rows())));
        if !found.is_empty() {
            alarms.push((number, found));
        }
        for slip in slips {
            let parts: Vec<&str> = slip.splitn(4, ' ').collect();
            let [_, y, x, text] = parts.as_slice() else { panic!("{slip}") };
            let mut rows = rows();
            let row = rows.get_mut(y.parse::<usize>().unwrap()).unwrap();
            (*text).clone_into(row.get_mut(x.parse::<usize>().unwrap()).unwrap());
            if told(&format!("{caption}{}", grid(&rows))).is_empty() {
                missed.push((number, slip));
            }
        }
    }
    assert!(alarms.is_empty(), "{alarms:#?}");
    assert!(missed.is_empty(), "{missed:#?}");
}
