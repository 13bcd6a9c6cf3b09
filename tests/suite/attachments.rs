//! 附件 with what they say, and footnotes, from bulletin.yaml to both files.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use bulletin::document::{Block, Document, Inline};
use bulletin::writers::docx;

use crate::month::Month;
use crate::package::packed;
use crate::pdf::frames::{Line, lay_out, lines};
use crate::specimen::{self, attached, framed, paragraph, style};

const ATTACHMENTS: &str = "
imprint: [{ left: 抄送：区委办公室。 }]
attachments:
  - 未解决工单清单
  - name: 任务分工
    text: |
      附件2

      一、总体要求

      各单位于10月底前完成排查[注：以区里通知为准]，逐件销账。
  - { name: 分工表, file: 附件3.docx, landscape: true }
  - name: 各镇街情况
    body:
      - paragraph: 本期共受理诉求{{ accepted.count }}件。
      - table: { caption: '', rows: towns.all, columns: [unit, assessed] }
";

/// A Word file with a table as somebody might write it: a title in a row of its own, a unit
/// in a merged cell, a remark in the last row.
pub(crate) fn word_file() -> Vec<u8> {
    let cell = |properties: &str, words: &str| {
        format!(
            "<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>"
        )
    };
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let whole = |words| row(&[cell(r#"<w:gridSpan w:val="3"/>"#, words)]);
    let line = |number, matter, merge: &str, unit| {
        row(&[cell("", number), cell("", matter), cell(merge, unit)])
    };
    let rows = [
        whole("任务分工一览"),
        line("序号", "事项", "", "单位"),
        line("1", "排查", r#"<w:vMerge w:val="restart"/>"#, "住建委"),
        line("2", "整改", "<w:vMerge/>", ""),
        whole("注：本表按月更新。"),
    ];
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    let rows = rows.concat();
    let files = [
        (
            "[Content_Types].xml",
            format!(
                r#"<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>"#
            ),
        ),
        (
            "_rels/.rels",
            format!(
                r#"<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>"#
            ),
        ),
        (
            "word/document.xml",
            format!(
                r#"<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>附件3</w:t></w:r></w:p><w:tbl>{rows}</w:tbl></w:body></w:document>"#
            ),
        ),
    ];
    packed(files)
}

fn month() -> Month {
    let month = Month::sound().with_file("附件3.docx", &word_file());
    month.with(
        "bulletin.yaml",
        "cases: cases.yaml\n",
        &format!("cases: cases.yaml\n{ATTACHMENTS}"),
    )
}

#[test]
fn attachments_say_what_was_written_and_computed_in_both_files() {
    let month = month();
    let told = month.run(&["build"]);
    let told = String::from_utf8_lossy(&told.stderr).into_owned();
    let outputs = month.outputs();
    let word = outputs.iter().find(|(name, _)| name.ends_with(".docx"));
    let (_, word) = word.unwrap_or_else(|| panic!("{told}"));
    let reading = bulletin::word::read(word).unwrap();
    let texts: Vec<String> = reading
        .body
        .iter()
        .filter_map(|block| {
            let bulletin::word::Block::Paragraph(paragraph) = block else { return None };
            Some(paragraph.text())
        })
        .collect();
    let at = |text: &str| {
        texts
            .iter()
            .position(|it| it == text)
            .unwrap_or_else(|| panic!("{text}: {texts:#?}"))
    };
    let order = [
        "附件2",
        "任务分工",
        "一、总体要求",
        "各单位于10月底前完成排查，逐件销账。",
        "附件3",
        "分工表",
        "任务分工一览",
        "注：本表按月更新。",
        "附件4",
        "各镇街情况",
        "本期共受理诉求3件。",
    ];
    assert!(order.map(at).is_sorted(), "{texts:#?}");
    // The line that repeats the number is not printed twice, and 附件1 goes out by itself.
    assert_eq!(texts.iter().filter(|text| *text == "附件2").count(), 1);
    assert!(!texts.iter().any(|text| text == "附件1"));
    let tables = reading.body.iter().filter_map(|block| {
        let bulletin::word::Block::Table(table) = block else { return None };
        Some(table)
    });
    let shared: Vec<_> = tables
        .filter(|table| format!("{table:?}").contains("排查"))
        .map(|table| {
            (table.rows.len(), format!("{:?}", table.rows[2]).contains("住建委"))
        })
        .collect();
    // The unit that two rows share stands in both.
    assert_eq!(shared, [(3, true)]);
    let notes: Vec<_> = reading.notes.values().collect();
    assert!(format!("{notes:?}").contains("以区里通知为准"), "{notes:?}");
    assert!(!told.contains("错误"), "{told}");
}

#[test]
fn what_is_wrong_with_an_attachment_is_told_at_its_place() {
    for (old, new, expected) in [
        ("file: 附件3.docx", "file: 附件三.docx", "附件三.docx"),
        ("rows: towns.all", "rows: towns.al", "“towns.al”不是列表的名称"),
        ("text: |", "file: 附件3.docx\n    text: |", "“正文”和“文件”只能写一种"),
        ("{{ accepted.count }}", "{{ accepted.coun }}", "accepted.coun"),
    ] {
        let told = month().with("bulletin.yaml", old, new).run(&["check"]);
        let told = String::from_utf8_lossy(&told.stderr).into_owned()
            + &String::from_utf8_lossy(&told.stdout);
        assert!(told.contains(expected) && told.contains("bulletin.yaml"), "{told}");
    }
}

/// A short bulletin with two attachments of which the second lies on its long side.
fn document() -> Document {
    let mut document = framed(specimen::empty());
    let note = vec![Inline::words("以区里通知为准。")];
    let text =
        vec![Inline::words("完成排查"), Inline::Note { text: note }, Inline::words("。")];
    document.blocks = vec![paragraph("正文。")];
    document.attachments = ["任务分工", "分工表"].map(attached).to_vec();
    let table = specimen::bulletin(30).blocks;
    let table = table.into_iter().find(|block| matches!(block, Block::Table(_)));
    for (attachment, (tag, block)) in document
        .attachments
        .iter_mut()
        .zip([("附件1", Block::Paragraph { text }), ("附件2", table.unwrap())])
    {
        attachment.tag = tag.to_owned();
        attachment.blocks = vec![block];
        attachment.is_landscape = tag == "附件2";
    }
    document
}

#[test]
fn in_print_each_begins_a_page_between_signature_and_imprint() {
    let pages = lay_out(&document());
    let all = lines(&pages);
    let find = |text: &str| -> &Line {
        all.iter().find(|line| line.text().contains(text)).unwrap()
    };
    let first = find("附件1");
    assert_eq!(
        all.iter().find(|line| line.page() == first.page()).unwrap().text(),
        "附件1"
    );
    // The number at the edge of the first line, the name two lines under it.
    assert!((first.glyphs[0].x - 28.0).abs() < 0.3, "{}", first.glyphs[0].x);
    let name = all
        .iter()
        .find(|line| line.page() == first.page() && line.text() == "任务分工");
    let pitch = 225.0 / 22.0;
    assert!((name.unwrap().y() - first.y() - 2.0 * pitch).abs() < 3.0);
    assert!(find("正文。").page() < first.page());
    assert!(first.page() < find("附件2").page());
    let size = |page: usize| pages.laid_out().pages()[page - 1].frame.size();
    let lying = size(find("附件2").page());
    assert!(lying.x > lying.y);
    let imprint = find("抄送：");
    assert!(imprint.page() > find("附件2").page());
    assert!(size(imprint.page()).x < size(imprint.page()).y);
    let note = find("以区里通知为准");
    assert_eq!(note.page(), first.page());
    assert!(note.y() > 240.0 && note.text().starts_with('①'), "{}", note.text());
    assert!(pages.pdf().is_ok());
}

#[test]
fn in_word_pages_that_lie_are_sections_of_their_own_and_notes_have_their_part() {
    let bytes = docx::write(&document(), &style()).unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    let mut text =
        |name: &str| std::io::read_to_string(zip.by_name(name).unwrap()).unwrap();
    let body = text("word/document.xml");
    let body = roxmltree::Document::parse(&body).unwrap();
    let sizes = body.descendants().filter(|node| node.tag_name().name() == "pgSz");
    let lying: Vec<bool> = sizes
        .map(|size| {
            size.attributes()
                .any(|it| it.name() == "orient" && it.value() == "landscape")
        })
        .collect();
    // Up to 附件1 the pages stand, 附件2 lies, the imprint stands again.
    assert_eq!(lying, [false, true, false]);
    let notes = text("word/footnotes.xml");
    assert!(notes.contains("以区里通知为准") && notes.contains("w:footnoteRef"));
    assert!(text("word/settings.xml").contains("decimalEnclosedCircleChinese"));
    assert!(text("word/styles.xml").contains("FootnoteReference"));
}
