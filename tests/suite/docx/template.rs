//! A unit's own Word file as template.

use std::collections::BTreeMap;
use std::path::Path;

use bulletin::document::{Document, Masthead};
use bulletin::writers::docx::{Template, write_into};

use super::reading::{Lax, official, parts, text, words, xml};
use super::specimens;
use crate::package::packed;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A template with a red head, a footer and its own first level of headings.
fn template(body: &str) -> Vec<u8> {
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let relation = |id: &str, kind: &str, target: &str| {
        format!(r#"<Relationship Id="{id}" Type="{R}/{kind}" Target="{target}"/>"#)
    };
    let relations = |inner: &str| {
        format!(
            r#"<Relationships xmlns="{package}/relationships">{inner}</Relationships>"#
        )
    };
    let part = |name: &str, kind_of: &str| {
        format!(
            r#"<Override PartName="/word/{name}.xml" ContentType="{kind}.{kind_of}+xml"/>"#
        )
    };
    let files = [
        (
            "[Content_Types].xml",
            format!(
                r#"<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{}{}{}</Types>"#,
                part("document", "template.main"),
                part("styles", "styles"),
                part("footer1", "footer"),
            ),
        ),
        (
            "_rels/.rels",
            relations(&relation("rId1", "officeDocument", "word/document.xml")),
        ),
        (
            "word/_rels/document.xml.rels",
            relations(
                &(relation("rId1", "styles", "styles.xml")
                    + &relation("rId2", "footer", "footer1.xml")),
            ),
        ),
        (
            "word/document.xml",
            format!(
                r#"<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1701" w:bottom="1418" w:left="1701" w:right="1701"/></w:sectPr></w:body></w:document>"#
            ),
        ),
        (
            "word/styles.xml",
            format!(
                r#"<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style><w:style w:type="paragraph" w:styleId="20"><w:name w:val="caption"/></w:style></w:styles>"#
            ),
        ),
        (
            "word/footer1.xml",
            format!(
                r#"<w:ftr xmlns:w="{W}"><w:p><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>"#
            ),
        ),
    ];
    packed(files)
}

/// A paragraph whose words Word has cut into runs.
fn paragraph(runs: &[&str]) -> String {
    let runs: String = runs
        .iter()
        .map(|run| format!("<w:r><w:t>{run}</w:t></w:r>"))
        .collect();
    format!("<w:p>{runs}</w:p>")
}

fn document() -> Document {
    let mut document = specimens::bulletin();
    document.masthead = Some(Masthead {
        name: "密云区接诉即办工作简报".to_owned(),
        issue: Some("第9期".to_owned()),
        document_number: None,
        office: None,
        date: None,
    });
    document
}

/// The finished file's parts and what was told.
fn written(body: &str) -> (BTreeMap<String, Vec<u8>>, Vec<String>) {
    let template = Template::read(Path::new("红头.docx"), template(body)).unwrap();
    let (bytes, problems) = write_into(&document(), &official(), &template).unwrap();
    (parts(&bytes), problems.into_iter().map(|problem| problem.message).collect())
}

fn refusal(body: &str) -> String {
    let problems = Template::read(Path::new("红头.docx"), template(body)).unwrap_err();
    problems.first().unwrap().message.clone()
}

#[test]
fn the_body_takes_the_place_of_its_mark_and_other_marks_become_words() {
    let head = paragraph(&["{{期", "号", "}} 红头"]);
    let body = head + &paragraph(&["{{正文}}"]) + &paragraph(&["责任编辑"]);
    let (parts, told) = written(&body);
    let document = text(&parts, "word/document.xml");
    let tree = xml(&document);
    let body = tree.descendants().find(|node| node.is("body")).unwrap();
    let children: Vec<_> = body.children().collect();
    assert_eq!(words(children[0]), "第9期 红头");
    assert_eq!(words(children[1]), "9月“接诉即办”考核期工作情况分析");
    assert_eq!(words(children[children.len() - 2]), "责任编辑");
    assert!(children[children.len() - 1].is("sectPr"));
    // The masthead is the template's; page and footer are too.
    assert!(!document.contains("密云区接诉即办工作简报"));
    assert!(
        document.contains(r#"w:top="1701""#) && !document.contains(r#"w:top="2098""#)
    );
    assert!(!parts.contains_key("word/footer2.xml"));
    assert!(told.iter().all(|message| !message.contains("期号")), "{told:?}");
}

#[test]
fn headings_are_the_templates_own_and_what_it_lacks_comes_along() {
    let (parts, told) = written(&paragraph(&["{{期号}}"]));
    let document = text(&parts, "word/document.xml");
    let styles = text(&parts, "word/styles.xml");
    let (tree, styles) = (xml(&document), xml(&styles));
    let heading = tree
        .descendants()
        .find(|node| node.is("p") && words(*node).starts_with("一、"))
        .unwrap();
    let style = heading.descendants().find(|node| node.is("pStyle")).unwrap();
    assert_eq!(style.w("val"), Some("1"));
    let defined: Vec<&str> =
        styles.descendants().filter_map(|node| node.w("styleId")).collect();
    for used in tree
        .descendants()
        .filter(|node| node.is("pStyle") || node.is("tblStyle"))
    {
        assert!(defined.contains(&used.w("val").unwrap()), "{:?}", used.w("val"));
    }
    let lacking = told.iter().find(|message| message.contains("没有定样式")).unwrap();
    assert!(lacking.contains("“正文”") && !lacking.contains("“标题 1”"), "{lacking}");
}

#[test]
fn captions_look_as_the_templates_own() {
    let (parts, _) = written(&paragraph(&["{{正文}}"]));
    let text = text(&parts, "word/document.xml");
    let document = xml(&text);
    let captions = document.descendants().filter(|node| {
        node.is("p")
            && node
                .descendants()
                .any(|it| it.text().is_some_and(|it| it.contains("SEQ ")))
    });
    let styles: Vec<_> = captions
        .map(|node| {
            node.descendants()
                .find(|it| it.is("pStyle"))
                .and_then(|it| it.w("val"))
        })
        .collect();
    assert!(
        styles.len() > 3 && styles.iter().all(|style| *style == Some("20")),
        "{styles:?}"
    );
}

#[test]
fn pictures_come_along_with_relations_of_their_own() {
    let (parts, _) = written(&paragraph(&["{{期号}}"]));
    let document = text(&parts, "word/document.xml");
    let relations = text(&parts, "word/_rels/document.xml.rels");
    let relations = xml(&relations);
    for blip in xml(&document).descendants().filter(|node| node.is("blip")) {
        let id = blip.w("embed").unwrap();
        let relation = relations
            .descendants()
            .find(|node| node.attribute("Id") == Some(id))
            .unwrap();
        let target = relation.attribute("Target").unwrap();
        assert!(parts.contains_key(target.trim_start_matches('/')), "{target}");
    }
    let types = text(&parts, "[Content_Types].xml");
    assert!(types.contains("document.main+xml") && !types.contains("template.main"));
    assert!(types.contains(r#"Extension="png""#));
}

#[test]
fn text_looks_like_the_paragraph_in_whose_place_it_stands() {
    let mark = r#"<w:p><w:pPr><w:ind w:firstLine="600"/></w:pPr><w:r><w:rPr><w:sz w:val="30"/></w:rPr><w:t>{{正文}}</w:t></w:r></w:p>"#;
    let (parts, told) = written(mark);
    let document = text(&parts, "word/document.xml");
    let tree = xml(&document);
    let paragraph = tree
        .descendants()
        .find(|node| node.is("p") && words(*node).contains("全区共受理"))
        .unwrap();
    let has = |name: &str, value: &str| {
        let mut all = paragraph.descendants().flat_map(|node| node.attributes());
        all.any(|one| one.name() == name && one.value() == value)
    };
    assert!(has("firstLine", "600") && has("val", "30"));
    assert!(told.iter().all(|message| !message.contains("“正文”")), "{told:?}");
}

#[test]
fn what_the_template_has_no_place_for_is_told() {
    let (_, told) = written(&paragraph(&["{{正文}}"]));
    assert!(
        told.contains(&"Word 模板里没有 {{期号}}，“第9期”没有印进 Word 文件".to_owned()),
        "{told:?}"
    );
}

#[test]
fn marks_that_are_unknown_or_misplaced_and_files_that_are_no_word_files_are_refused() {
    assert_eq!(refusal(&paragraph(&["{{期刊}}"])), "不认识 Word 模板里的标记 {{期刊}}");
    let cell =
        format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", paragraph(&["{{正文}}"]));
    assert!(refusal(&cell).contains("应只有一处，单独成段"));
    let twice = paragraph(&["{{正文}}"]).repeat(2);
    assert!(refusal(&twice).contains("应只有一处"));
    let problems = Template::read(Path::new("红头.doc"), b"\xd0\xcf\x11\xe0".to_vec());
    let message = problems.unwrap_err().remove(0).message;
    assert_eq!(message, "Word 模板不能用：文件不完整或已损坏");
}
