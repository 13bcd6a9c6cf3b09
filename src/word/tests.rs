//! Word files made by hand: what is taken over, and what is told.

use std::io::{Cursor, Write};

use super::*;
use crate::pictures::{Crop, Turn, View};

mod annotating;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A Word file with a body, styles for title and caption, and two pictures.
fn word(body: &str) -> Vec<u8> {
    let document = format!(
        r#"<w:document xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:v="urn:schemas-microsoft-com:vml"><w:body>{body}</w:body></w:document>"#
    );
    let styles = format!(
        r#"<w:styles xmlns:w="{W}"><w:style w:styleId="a3"><w:name w:val="Title"/></w:style><w:style w:styleId="a5"><w:name w:val="caption"/></w:style></w:styles>"#
    );
    let relations = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s" Type="x/styles" Target="styles.xml"/><Relationship Id="p1" Target="media/image1.png"/><Relationship Id="p2" Target="/word/media/image2.emf"/><Relationship Id="p3" Target="https://x/y.png" TargetMode="External"/></Relationships>"#;
    zipped(&[
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
        ("word/media/image1.png", b"png"),
        ("word/media/image2.emf", b"emf"),
    ])
}

fn told(read: &Case) -> Vec<String> {
    let told = read.left_out.iter();
    told.map(|left| format!("{}：{}", left.place, left.message)).collect()
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
        r#"<w:p><w:r><w:drawing><wp:inline><wp:docPr descr="车棚外景"/><a:graphic><a:graphicData uri="x/picture"><pic:pic><pic:blipFill><a:blip r:embed="{id}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"#
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
    let read = case(&word(&body.concat())).unwrap();
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
    let read = case(&word(&[p("标题"), p("正文。")].concat())).unwrap();
    assert_eq!(
        (read.title.as_str(), read.paragraphs.as_slice()),
        ("标题", ["正文。".to_owned()].as_slice())
    );
}

#[test]
fn a_long_paragraph_under_a_picture_is_no_caption() {
    let body = [p("标题"), picture("p1"), p("车棚建好以后，居民下楼就能充电。")];
    let read = case(&word(&body.concat())).unwrap();
    assert_eq!(read.paragraphs.len(), 1);
    assert_eq!(read.pictures[0].caption, None);
}

#[test]
fn what_cannot_be_taken_over_is_told_with_its_place() {
    let footnote = r#"<w:p><w:r><w:t>第一段文字很长很长</w:t><w:footnoteReference w:id="1"/></w:r></w:p>"#;
    let text_box = "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p/></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>";
    let body = [
        p("标题"),
        "<w:tbl><w:tr/></w:tbl>".to_owned(),
        footnote.to_owned(),
        text_box.to_owned(),
        picture("p2"),
        picture("p3"),
    ];
    let read = case(&word(&body.concat())).unwrap();
    let place = "第1段“第一段文字很长很…”处";
    let told: Vec<_> = told(&read);
    assert_eq!(
        told,
        [
            "正文之前：有表格，没有取入案例".to_owned(),
            format!("{place}：有脚注，没有取入案例"),
            format!("{place}：有文本框，没有取入案例"),
            format!("{place}：有 EMF 格式的图片，没有取入案例"),
            format!("{place}：有链接到别处的图片，没有取入案例"),
        ]
    );
    assert_eq!(read.pictures, []);
}

#[test]
fn deleted_and_hidden_text_is_not_printed() {
    let body = "<w:p><w:r><w:t>标题</w:t></w:r></w:p><w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:ins><w:r><w:t>新</w:t></w:r></w:ins></w:p>";
    assert_eq!(case(&word(body)).unwrap().paragraphs, ["新"]);
}

#[track_caller]
fn refused(bytes: &[u8], wanted: &str) {
    let refusal = case(bytes).unwrap_err();
    assert!(refusal.message.contains(wanted), "{refusal:?}");
}

#[test]
fn what_is_no_word_file_is_refused_with_a_reason() {
    refused(b"plain text", "不是 .docx 文件");
    refused(&zipped(&[("xl/workbook.xml", b"<x/>")]), "没有正文");
    let mut old = vec![0xd0, 0xcf, 0x11, 0xe0];
    refused(&old, ".doc");
    old.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    refused(&old, "密码");
    let whole = word(&p("标题"));
    refused(whole.get(..whole.len() / 2).unwrap(), "不完整");
    refused(&zipped(&[("word/document.xml", b"<a><b></a>")]), "XML");
    let entity = br#"<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>"#;
    refused(&zipped(&[("word/document.xml", entity)]), "DOCTYPE");
}

#[test]
fn a_bomb_is_refused() {
    let zeros = vec![b' '; 65 << 20];
    refused(&zipped(&[("word/document.xml", &zeros)]), "64 MB");
}

#[test]
fn nesting_without_end_does_no_harm() {
    let deep = |count: usize| {
        let (open, close) = ("<w:r>".repeat(count), "</w:r>".repeat(count));
        word(&format!("<w:p>{open}<w:t>深</w:t>{close}</w:p>"))
    };
    // Refused or read without the text: either is sound.
    drop(case(&deep(100_000)));
    assert_eq!(case(&deep(10)).unwrap().title, "深");
}

/// The paragraphs of a body, without the title.
#[track_caller]
fn paragraphs(body: &str) -> Vec<String> {
    case(&word(&format!("{}{body}", p("标题")))).unwrap().paragraphs
}

#[test]
fn a_break_of_whatever_kind_parts_words() {
    let body = r#"<w:p><w:r><w:t>第2网格30</w:t><w:br w:type="textWrapping" w:clear="all"/><w:t>5月合计</w:t></w:r><w:r><w:t>42</w:t><w:br w:type="page"/><w:t>件</w:t><w:ptab/><w:t>止</w:t></w:r></w:p>"#;
    assert_eq!(paragraphs(body), ["第2网格30 5月合计42 件 止"]);
}

#[test]
fn symbols_are_kept_and_unknown_ones_told() {
    let body = r#"<w:p><w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r><w:r><w:t>满意，25</w:t></w:r><w:r><w:sym w:font="Symbol" w:char="F0B0"/></w:r><w:r><w:t>C，100m</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r><w:r><w:sym w:font="Webdings" w:char="F031"/></w:r></w:p>"#;
    let read = case(&word(&format!("{}{body}", p("标题")))).unwrap();
    assert_eq!(read.paragraphs, ["☑满意，25°C，100m²"]);
    assert_eq!(
        told(&read),
        ["第1段“☑满意，25°C…”处：有字体“Webdings”的符号（F031），没有取入案例"]
    );
}

#[test]
fn numbers_that_word_makes_become_words_and_are_told() {
    let level = |at: u32, text: &str, format: &str, more: &str| {
        format!(
            r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>"#
        )
    };
    let numbering = format!(
        r#"<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7">{}{}</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>"#,
        level(0, "%1、", "chineseCounting", ""),
        level(1, "%1.%2", "decimal", "<w:isLgl/>"),
    );
    let listed = |level: &str, text: &str| {
        format!(
            r#"<w:p><w:pPr><w:pStyle w:val="L"/>{level}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    let second = r#"<w:numPr><w:ilvl w:val="1"/></w:numPr>"#;
    let body = [
        p("标题"),
        listed("", "摸清底数"),
        listed(second, "入户"),
        listed(second, "登记"),
        listed("", "分类施策"),
        listed(second, "回访"),
        listed(r#"<w:numPr><w:numId w:val="0"/></w:numPr>"#, "不编号"),
    ];
    let styles = format!(
        r#"<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="L"><w:name w:val="List"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style></w:styles>"#
    );
    let read = case(&with_parts(
        &body.concat(),
        &[("styles", &styles), ("numbering", &numbering)],
    ));
    let read = read.unwrap();
    let wanted =
        ["一、摸清底数", "1.1入户", "1.2登记", "二、分类施策", "2.1回访", "不编号"];
    assert_eq!(read.paragraphs, wanted);
    assert_eq!(read.left_out.len(), 5);
    assert_eq!(told(&read)[0], "第1段“一、摸清底数…”处：自动编号“一、”已按文字取入");
}

/// A Word file under odd names, with further parts by their kinds.
fn with_parts(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let relation = |kind: &str, target: &str| {
        format!(
            r#"<Relationship Id="{kind}" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/{kind}" Target="{target}"/>"#
        )
    };
    let relations = |inner: String| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>"#
        )
    };
    let document = format!(
        r#"<document xmlns="{W}" xmlns:ns1="http://schemas.openxmlformats.org/markup-compatibility/2006"><body>{}</body></document>"#,
        body.replace("<w:", "<").replace("</w:", "</").replace(" w:", " ns0:")
    );
    let document =
        document.replacen("<document ", &format!(r#"<document xmlns:ns0="{W}" "#), 1);
    let main = relations(relation("officeDocument", "/Word/Document2.xml"));
    let own: String = parts
        .iter()
        .map(|(kind, _)| relation(kind, &format!("{kind}.xml")))
        .collect();
    let own = relations(own);
    let mut all = vec![
        ("_rels/.rels".to_owned(), main),
        (r"word\document2.xml".to_owned(), document),
        (r"word\_rels\document2.xml.rels".to_owned(), own),
    ];
    all.extend(
        parts
            .iter()
            .map(|(kind, text)| (format!("WORD/{kind}.XML"), (*text).to_owned())),
    );
    let all: Vec<(&str, &[u8])> = all
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect();
    zipped(&all)
}

#[test]
fn what_does_not_show_is_not_taken() {
    let styles = format!(
        r#"<w:styles xmlns:w="{W}"><w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="character" w:styleId="hh"><w:basedOn w:val="h"/></w:style></w:styles>"#
    );
    let hidden = |style: &str| {
        format!(r#"<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:t>藏</w:t></w:r>"#)
    };
    let field = r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF "</w:instrText></w:r><w:r><w:t>代码</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>结果</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#;
    let placeholder = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处输入</w:t></w:r></w:sdtContent></w:sdt>";
    let old = r#"<w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>原</w:t></w:r>"#;
    let body = format!(
        "{}<w:p>{}{}{field}{placeholder}{old}</w:p>",
        p("标题"),
        hidden("h"),
        hidden("hh")
    );
    let read = case(&with_parts(&body, &[("styles", &styles)])).unwrap();
    assert_eq!(read.paragraphs, ["结果原"]);
    assert_eq!(told(&read), ["修订：有1处修订没有接受也没有拒绝，按全部接受取入"]);
}

#[test]
fn a_paragraph_whose_end_was_taken_out_goes_on_in_the_next() {
    let body = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p><w:p><w:r><w:t>后半。</w:t></w:r></w:p>";
    assert_eq!(paragraphs(body), ["前半后半。"]);
}

#[test]
fn of_alternatives_the_known_one_is_taken_else_the_fallback() {
    let alternatives = |needed: &str| {
        format!(
            r#"<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><mc:Choice Requires="{needed}"><w:t>新</w:t></mc:Choice><mc:Fallback><w:t>旧</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>"#
        )
    };
    assert_eq!(paragraphs(&alternatives("w99")), ["旧"]);
    assert_eq!(paragraphs(&alternatives("wps")), ["新"]);
}

#[test]
fn a_cropped_turned_and_mirrored_picture_keeps_its_view() {
    let picture = |looks: &str, crop: &str| {
        format!(
            r#"<w:p><w:r><w:drawing><wp:inline xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><a:graphic><a:graphicData uri="x/picture"><pic:pic><pic:blipFill><a:blip r:embed="p1"/>{crop}</pic:blipFill><pic:spPr><a:xfrm {looks}/><a:prstGeom prst="ellipse"/></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"#
        )
    };
    let body = [
        p("标题"),
        picture(r#"rot="5400000""#, r#"<a:srcRect r="50000" b="25%"/>"#),
        picture(r#"flipH="1" rot="-5400000""#, ""),
    ];
    let read = case(&word(&body.concat())).unwrap();
    let [one, two] = read.pictures.as_slice() else { panic!("two pictures") };
    let crop = Crop { right: 0.5, bottom: 0.25, ..Crop::default() };
    assert_eq!(one.view, View { crop, turn: Turn::new(false, false, 1) });
    assert_eq!(two.view.turn, Turn::new(true, false, 3));
    assert!(told(&read)[0].contains("裁剪成的形状"), "{:?}", told(&read));
}

#[test]
fn pictures_of_an_old_group_are_all_taken() {
    let shape = r#"<v:shape style="rotation:90;flip:x" alt="车棚"><v:imagedata r:id="p1" cropleft="16384f"/></v:shape>"#;
    let body = format!(
        r#"<w:p><w:r><w:pict><v:group xmlns:v="urn:schemas-microsoft-com:vml" style="width:1">{shape}{shape}<v:line/></v:group></w:pict></w:r></w:p>"#
    );
    let read = case(&word(&format!("{}{body}", p("标题")))).unwrap();
    assert_eq!(read.pictures.len(), 2);
    let view = read.pictures[0].view;
    assert_eq!((view.crop.left, view.turn), (0.25, Turn::new(true, false, 1)));
    assert_eq!(read.pictures[0].alt.as_deref(), Some("车棚"));
    assert_eq!(told(&read), ["正文之前：有图形，没有取入案例"]);
}

#[test]
fn things_at_one_place_are_each_told() {
    let table =
        |text: &str| format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", p(text));
    let body = [
        p("标题"),
        p("正文。"),
        table("表一"),
        table("表二"),
        r#"<w:altChunk r:id="x"/>"#.to_owned(),
    ];
    let place = "第1段“正文。…”处";
    assert_eq!(
        told(&case(&word(&body.concat())).unwrap()),
        [
            format!("{place}：有表格“表一”，没有取入案例"),
            format!("{place}：有表格“表二”，没有取入案例"),
            format!("{place}：有插入的文件，没有取入案例"),
        ]
    );
}

#[test]
fn an_element_with_attributes_without_end_is_refused() {
    let attributes: String = (0..300_000).map(|at| format!(" w:a{at}=\"1\"")).collect();
    refused(&word(&format!("<w:p{attributes}/>")), "属性过多");
    let many = "<w:p/>".repeat(2_600_000);
    refused(&word(&many), "元素过多");
}
