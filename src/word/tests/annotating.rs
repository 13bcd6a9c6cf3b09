//! Comments stand where they are put, and change no text.

use super::*;

/// What Word would show of an annotated file, and the comments with their words.
fn annotated(body: &str, remarks: &[(usize, Option<std::ops::Range<usize>>)]) -> Reading {
    let remarks: Vec<Remark> = remarks
        .iter()
        .enumerate()
        .map(|(at, (paragraph, characters))| Remark {
            paragraph: *paragraph,
            characters: characters.clone(),
            author: "核对".to_owned(),
            text: format!("第{at}条"),
        })
        .collect();
    let types = br#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
    let mut writer = zip::ZipWriter::new_append(Cursor::new(word(body))).unwrap();
    writer
        .start_file("[Content_Types].xml", zip::write::SimpleFileOptions::default())
        .unwrap();
    writer.write_all(types).unwrap();
    let bytes = writer.finish().unwrap().into_inner();
    let plain = read(&bytes).unwrap();
    let commented = read(&annotate(&bytes, &remarks).unwrap()).unwrap();
    let text = |reading: &Reading| {
        format!(
            "{:?}",
            reading
                .body
                .iter()
                .map(|block| match block {
                    Block::Paragraph(paragraph) => paragraph.text(),
                    Block::Table(_) | Block::Unread(_) => String::new(),
                })
                .collect::<Vec<_>>()
        )
    };
    assert_eq!(text(&plain), text(&commented));
    commented
}

#[test]
fn a_comment_stands_at_its_very_characters() {
    let body = [
        p("成绩为97.08分，排名第3。"),
        "<w:p><w:r><w:t>环比</w:t><w:tab/><w:t>上升</w:t></w:r><w:r><w:t>2.1%。</w:t></w:r></w:p>".to_owned(),
        "<w:p/>".to_owned(),
    ];
    let remarks = [
        (0, Some(3..8)),
        (0, Some(3..8)),
        (0, Some(13..14)),
        (1, Some(3..8)),
        (1, None),
        (2, None),
    ];
    let read = annotated(&body.concat(), &remarks);
    let quoted: Vec<&str> = read.comments.iter().map(|it| &*it.quoted).collect();
    assert_eq!(quoted, ["97.08", "97.08", "3", "上升2.1", "环比\t上升2.1%。", ""]);
    assert_eq!(read.comments[5].text, "第5条");
}
