//! Word files made by hand: what is taken over, and what is told.

use std::io::{Cursor, Write};

use super::*;

/// A Word file with a body, styles for title and caption, and two pictures.
fn word(body: &str) -> Vec<u8> {
    let document = format!(
        r#"<w:document xmlns:w="{}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><w:body>{body}</w:body></w:document>"#,
        body::W
    );
    let styles = format!(
        r#"<w:styles xmlns:w="{}"><w:style w:styleId="a3"><w:name w:val="Title"/></w:style><w:style w:styleId="a5"><w:name w:val="caption"/></w:style></w:styles>"#,
        body::W
    );
    let relations = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="p1" Target="media/image1.png"/><Relationship Id="p2" Target="/word/media/image2.emf"/><Relationship Id="p3" Target="https://x/y.png" TargetMode="External"/></Relationships>"#;
    zipped(&[
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
        ("word/media/image1.png", b"png"),
        ("word/media/image2.emf", b"emf"),
    ])
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn styled(style: &str, text: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
    )
}

fn picture(id: &str) -> String {
    format!(
        r#"<w:p><w:r><w:drawing><wp:docPr descr="车棚外景"/><a:graphic><a:graphicData uri="x/picture"><a:blip r:embed="{id}"/></a:graphicData></a:graphic></w:drawing></w:r></w:p>"#
    )
}

#[test]
fn title_paragraphs_and_a_picture_with_its_caption_are_taken_over() {
    let body = [
        styled("a3", "建好车棚"),
        p("第一段。"),
        p(" "),
        picture("p1"),
        styled("a5", "图 1：新车棚"),
        p("第二段<![CDATA[。]]>"),
    ];
    let read = from_bytes(&word(&body.concat())).unwrap();
    assert_eq!(read.title, "建好车棚");
    assert_eq!(read.paragraphs, ["第一段。", "第二段。"]);
    let [picture] = read.pictures.as_slice() else { panic!("one picture") };
    assert_eq!((picture.bytes.as_slice(), picture.after), (b"png".as_slice(), 1));
    assert_eq!(picture.caption.as_deref(), Some("新车棚"));
    assert_eq!(picture.alt.as_deref(), Some("车棚外景"));
    assert_eq!(read.left_out, []);
}

#[test]
fn without_styles_the_first_paragraph_is_the_title() {
    let read = from_bytes(&word(&[p("标题"), p("正文。")].concat())).unwrap();
    assert_eq!(
        (read.title.as_str(), read.paragraphs.as_slice()),
        ("标题", ["正文。".to_owned()].as_slice())
    );
}

#[test]
fn a_long_paragraph_under_a_picture_is_no_caption() {
    let body = [p("标题"), picture("p1"), p("车棚建好以后，居民下楼就能充电。")];
    let read = from_bytes(&word(&body.concat())).unwrap();
    assert_eq!(read.paragraphs.len(), 1);
    assert_eq!(read.pictures[0].caption, None);
}

#[test]
fn what_cannot_be_taken_over_is_told_with_its_place() {
    let footnote = r#"<w:p><w:r><w:t>第一段文字很长很长</w:t><w:footnoteReference w:id="1"/></w:r></w:p>"#;
    let text_box =
        "<w:p><w:r><w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict></w:r></w:p>";
    let body = [
        p("标题"),
        "<w:tbl><w:tr/></w:tbl>".to_owned(),
        footnote.to_owned(),
        text_box.to_owned(),
        picture("p2"),
        picture("p3"),
    ];
    let read = from_bytes(&word(&body.concat())).unwrap();
    let told: Vec<String> = read
        .left_out
        .iter()
        .map(|left| format!("{}{}", left.place, left.what))
        .collect();
    assert_eq!(
        told,
        [
            "正文之前表格",
            "第1段“第一段文字很长很…”处脚注",
            "第1段“第一段文字很长很…”处文本框",
            "第1段“第一段文字很长很…”处EMF 格式的图片",
            "第1段“第一段文字很长很…”处链接到别处的图片",
        ]
    );
    assert_eq!(read.pictures, []);
}

#[test]
fn deleted_and_hidden_text_is_not_printed() {
    let body = "<w:p><w:r><w:t>标题</w:t></w:r></w:p><w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:ins><w:r><w:t>新</w:t></w:r></w:ins></w:p>";
    assert_eq!(from_bytes(&word(body)).unwrap().paragraphs, ["新"]);
}

#[track_caller]
fn refused(bytes: &[u8], wanted: &str) {
    let refusal = from_bytes(bytes).unwrap_err();
    assert!(refusal.message.contains(wanted), "{refusal:?}");
}

#[test]
fn what_is_no_word_file_is_refused_with_a_reason() {
    refused(b"plain text", "不是 Word 文件");
    refused(&zipped(&[("xl/workbook.xml", b"<x/>")]), "没有 Word 正文");
    let mut old = vec![0xd0, 0xcf, 0x11, 0xe0];
    refused(&old, ".doc");
    old.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    refused(&old, "密码");
    let whole = word(&p("标题"));
    refused(whole.get(..whole.len() / 2).unwrap(), "不是 Word 文件");
    refused(&zipped(&[("word/document.xml", b"<a><b></a>")]), "损坏");
    let entity = br#"<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>"#;
    refused(&zipped(&[("word/document.xml", entity)]), "损坏");
}

#[test]
fn a_bomb_is_refused() {
    let zeros = vec![b' '; 33 << 20];
    refused(&zipped(&[("word/document.xml", &zeros)]), "32 MB");
}

#[test]
fn nesting_without_end_does_no_harm() {
    let deep = |count: usize| {
        let (open, close) = ("<w:r>".repeat(count), "</w:r>".repeat(count));
        word(&format!("<w:p>{open}<w:t>深</w:t>{close}</w:p>"))
    };
    // Refused or read without the text: either is sound.
    drop(from_bytes(&deep(100_000)));
    assert_eq!(from_bytes(&deep(10)).unwrap().title, "深");
}
