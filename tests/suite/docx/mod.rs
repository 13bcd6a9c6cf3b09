//! The Word writer, from documents to the XML of the parts.
//!
//! Writes the specimens to target/specimens, where tests/readers/run.sh has them checked
//! by the Open XML SDK, python-docx and LibreOffice.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod body;
mod reading;
mod specimens;
mod template;

use bulletin::document::{Block, Document};
use bulletin::layout::ChartKind;
use bulletin::writers;
use reading::{Lax, official, parts, text, text_of_style, xml};

#[test]
fn specimens_for_the_readers_are_written() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/target/specimens");
    std::fs::create_dir_all(folder).unwrap();
    let mut native = official();
    native.chart.charts = ChartKind::Native;
    let mut controlled = official();
    controlled.word.controls = true;
    let all = [
        ("controls", specimens::bulletin(), controlled),
        ("bulletin", specimens::bulletin(), official()),
        ("framed", specimens::framed(), official()),
        ("charts", specimens::charts(), native),
        ("rough", specimens::rough(), official()),
    ];
    for (name, mut document, style) in all {
        let _ = writers::clean(&mut document);
        let bytes = writers::docx::write(&document, &style).unwrap();
        let model = serde_json::to_vec(&document).unwrap();
        std::fs::write(format!("{folder}/{name}.docx"), &bytes).unwrap();
        std::fs::write(format!("{folder}/{name}.json"), &model).unwrap();
        let parts = parts(&bytes);
        assert!(parts.contains_key("word/document.xml"), "{name}");
    }
}

#[test]
fn each_figure_stands_in_a_control_with_its_name_and_the_text_is_the_same() {
    let mut controlled = official();
    controlled.word.controls = true;
    let read = |style: &bulletin::layout::Style| {
        let bytes = writers::docx::write(&specimens::bulletin(), style).unwrap();
        (parts(&bytes), bulletin::word::read(&bytes).unwrap())
    };
    let (plain, expected) = read(&official());
    let (parts, reading) = read(&controlled);
    let texts = |reading: &bulletin::word::Reading| {
        let text = |block: &bulletin::word::Block| match block {
            bulletin::word::Block::Paragraph(paragraph) => paragraph.text(),
            bulletin::word::Block::Table(_) => "表".to_owned(),
            bulletin::word::Block::Unread(what) => what.to_string(),
        };
        reading.body.iter().map(text).collect::<Vec<_>>()
    };
    assert_eq!(texts(&reading), texts(&expected));
    let (body, list) =
        (text(&parts, "word/document.xml"), text(&parts, "customXml/item1.xml"));
    let (body, list) = (xml(&body), xml(&list));
    let controls: Vec<_> = body.descendants().filter(|it| it.is("sdt")).collect();
    let figures: Vec<_> = list.descendants().filter(|it| it.is("figure")).collect();
    assert!(controls.len() > 20 && controls.len() == figures.len());
    for (control, figure) in controls.iter().zip(&figures) {
        let tag = control.descendants().find(|it| it.is("tag")).unwrap();
        assert_eq!(tag.w("val"), figure.attribute("key"));
        assert_eq!(reading::words(*control), figure.text().unwrap_or_default());
    }
    assert!(!plain.contains_key("customXml/item1.xml"), "off unless asked for");
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = specimens::framed();
    let mut native = official();
    native.chart.charts = ChartKind::Native;
    let first = writers::docx::write(&document, &native).unwrap();
    // Ids of docx-rs go on counting in one process.
    let second = writers::docx::write(&document, &native).unwrap();
    assert!(first == second);
}

#[test]
fn the_file_is_its_pictures_and_at_most_80_kb() {
    let bytes = writers::docx::write(&specimens::bulletin(), &official()).unwrap();
    let parts = parts(&bytes);
    let media = parts.iter().filter(|(path, _)| path.starts_with("word/media/"));
    let pictures: usize = media.map(|(_, bytes)| bytes.len()).sum();
    assert!(bytes.len() - pictures < 80_000, "{}", bytes.len() - pictures);
}

#[test]
fn every_relationship_resolves_and_every_style_is_defined() {
    let parts = parts(&writers::docx::write(&specimens::framed(), &official()).unwrap());
    let rels = text(&parts, "word/_rels/document.xml.rels");
    for rel in xml(&rels).descendants().filter(|node| node.is("Relationship")) {
        let target = format!("word/{}", rel.attribute("Target").unwrap());
        assert!(parts.contains_key(&target), "{target}");
    }
    let styles = text(&parts, "word/styles.xml");
    let styles = xml(&styles);
    let defined: Vec<&str> =
        styles.descendants().filter_map(|node| node.w("styleId")).collect();
    for part in ["word/document.xml", "word/footer1.xml", "word/header1.xml"] {
        let text = text(&parts, part);
        for used in xml(&text).descendants().filter(|node| {
            ["pStyle", "rStyle", "tblStyle"].iter().any(|name| node.is(name))
        }) {
            assert!(defined.contains(&used.w("val").unwrap()), "{used:?}");
        }
    }
}

#[test]
fn the_section_is_that_of_the_standard() {
    let parts =
        parts(&writers::docx::write(&specimens::bulletin(), &official()).unwrap());
    let text = text(&parts, "word/document.xml");
    let document = xml(&text);
    let find = |name| document.descendants().find(|node| node.is(name)).unwrap();
    let grid = find("docGrid");
    let said = ["type", "linePitch", "charSpace"].map(|name| grid.w(name).unwrap());
    assert_eq!(said, ["linesAndChars", "579", "-848"]);
    let margins = find("pgMar");
    let said = ["top", "right", "bottom", "left"].map(|name| margins.w(name).unwrap());
    assert_eq!(said, ["2098", "1474", "1984", "1588"]);
}

#[test]
fn one_chart_can_be_native_where_the_style_has_them_drawn() {
    let mut document = specimens::charts();
    let native = |document: &Document| {
        let parts = parts(&writers::docx::write(document, &official()).unwrap());
        parts
            .keys()
            .filter(|path| path.starts_with("word/charts/chart"))
            .count()
    };
    assert_eq!(native(&document), 0);
    let chart = document.blocks.iter_mut().find_map(|block| match block {
        Block::Chart(chart) => Some(chart),
        Block::Heading(_)
        | Block::Paragraph { .. }
        | Block::Table(_)
        | Block::Pictures { .. } => None,
    });
    chart.unwrap().editable = Some(true);
    assert_eq!(native(&document), 1);
}

#[test]
fn a_native_chart_holds_the_printed_figures_and_marks_the_own_district() {
    let mut style = official();
    style.chart.charts = ChartKind::Native;
    let parts = parts(&writers::docx::write(&specimens::charts(), &style).unwrap());
    let text = text(&parts, "word/charts/chart1.xml");
    let chart = xml(&text);
    let cache = chart.descendants().find(|node| node.is("numCache")).unwrap();
    let format = cache.children().find(|node| node.is("formatCode")).unwrap();
    assert_eq!(format.text(), Some("0.00"));
    let first = cache.descendants().find(|node| node.is("v")).unwrap();
    assert_eq!(first.text(), Some("197.06"));
    let point = chart.descendants().find(|node| node.is("dPt")).unwrap();
    let colour = point.descendants().find(|node| node.is("srgbClr")).unwrap();
    assert_eq!(colour.attribute("val"), Some("B4282D"));
    assert!(parts["word/embeddings/chart1.xlsx"].starts_with(b"PK"));
}

#[test]
fn stacked_bars_are_native_and_tell_their_series_apart_without_colours() {
    let mut style = official();
    style.chart.charts = ChartKind::Native;
    let parts = parts(&writers::docx::write(&specimens::charts(), &style).unwrap());
    // The fourth chart of the specimen; the two behind it are pictures.
    let text = text(&parts, "word/charts/chart4.xml");
    assert!(!parts.contains_key("word/charts/chart5.xml"));
    let chart = xml(&text);
    let value = |name: &str| {
        let node = chart.descendants().find(|node| node.is(name)).unwrap();
        node.attribute("val").unwrap().to_owned()
    };
    assert_eq!(value("grouping"), "stacked");
    assert_eq!(value("overlap"), "100");
    // Word calls a file damaged whose stacked bars have their values at the outer end.
    assert_eq!(value("dLblPos"), "ctr");
    let mut looks: Vec<&str> = Vec::new();
    for series in chart.descendants().filter(|node| node.is("ser")) {
        let own = series.children().find(|node| node.is("spPr")).unwrap();
        let pattern = own.children().find(|node| node.is("pattFill"));
        looks.push(pattern.and_then(|node| node.attribute("prst")).unwrap_or("plain"));
    }
    assert_eq!(looks, ["plain", "wdUpDiag", "narHorz", "wdDnDiag"]);
}

#[test]
fn lines_of_a_native_chart_differ_by_dash_and_symbol() {
    let mut style = official();
    style.chart.charts = ChartKind::Native;
    let parts = parts(&writers::docx::write(&specimens::charts(), &style).unwrap());
    let text = text(&parts, "word/charts/chart3.xml");
    let chart = xml(&text);
    let values = |name: &str| -> Vec<&str> {
        let nodes = chart.descendants().filter(|node| node.is(name));
        let outside = nodes.filter(|node| !node.ancestors().any(|above| above.is("dPt")));
        outside.filter_map(|node| node.attribute("val")).collect()
    };
    assert_eq!(values("prstDash"), ["solid", "dash"]);
    assert_eq!(values("symbol"), ["circle", "square"]);
}

#[test]
fn forbidden_characters_are_removed_with_their_place() {
    let mut document = specimens::rough();
    let problems = writers::clean(&mut document);
    let messages: Vec<&str> =
        problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "控制字符，标题行里有文档中不能出现的控制字符（U+0001、U+FFFE），已删去",
            "控制字符，第1段里有文档中不能出现的控制字符（U+0007），已删去",
        ]
    );
    assert_eq!(writers::clean(&mut document), []);
}

#[test]
fn jpeg_stays_jpeg_and_equal_pictures_are_stored_once() {
    let mut document = specimens::bulletin();
    let again = document.blocks.clone();
    document.blocks.extend(
        again
            .into_iter()
            .filter(|block| matches!(block, bulletin::document::Block::Pictures { .. })),
    );
    let parts = parts(&writers::docx::write(&document, &official()).unwrap());
    let media: Vec<&str> = parts
        .keys()
        .filter_map(|path| path.strip_prefix("word/media/"))
        .collect();
    assert_eq!(media, ["image1.png", "image2.jpeg", "image3.jpeg", "image4.png"]);
    let text = text(&parts, "word/document.xml");
    let document = xml(&text);
    let ids: Vec<&str> = document
        .descendants()
        .filter(|node| node.is("docPr"))
        .filter_map(|node| node.attribute("id"))
        .collect();
    assert_eq!(ids, ["1", "2", "3", "4", "5", "6", "7"]);
}

#[test]
fn the_properties_are_the_documents_and_no_clock_s() {
    let parts =
        parts(&writers::docx::write(&specimens::bulletin(), &official()).unwrap());
    let text = text(&parts, "docProps/core.xml");
    let core = xml(&text);
    let say =
        |name| core.descendants().find(|node| node.is(name)).unwrap().text().unwrap();
    assert_eq!(say("title"), "9月“接诉即办”考核期工作情况分析");
    assert_eq!(say("creator"), "密云区城市管理指挥中心");
    assert_eq!(say("subject"), "接诉即办");
    assert_eq!([say("created"), say("modified")], ["2023-09-25T00:00:00Z"; 2]);
    assert_eq!(say("language"), "zh-CN");
    for (path, bytes) in &parts {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("unknown") && !text.contains("1970"), "{path}");
    }
}

#[test]
fn headings_are_words_own_with_outline_levels() {
    let parts =
        parts(&writers::docx::write(&specimens::bulletin(), &official()).unwrap());
    for (id, name, level) in [
        ("Heading1", "heading 1", "0"),
        ("Heading2", "heading 2", "1"),
        ("Heading3", "heading 3", "2"),
        ("Heading4", "heading 4", "3"),
    ] {
        let style = text_of_style(&parts, id);
        assert!(style.contains(&format!("<w:name w:val=\"{name}\"/>")), "{style}");
        assert!(style.contains(&format!("<w:outlineLvl w:val=\"{level}\"/>")), "{style}");
    }
    // Only 正文 and those that say so are indented, for programs that let all inherit from it.
    for id in ["TableText", "TableCaption", "Picture", "Caption", "Footer"] {
        let style = text_of_style(&parts, id);
        assert!(style.contains("w:firstLineChars=\"0\""), "{style}");
    }
    let caption = text_of_style(&parts, "TableCaption");
    assert!(caption.contains("<w:basedOn w:val=\"Caption\"/>"), "{caption}");
    assert!(text_of_style(&parts, "Normal").contains("w:firstLineChars=\"200\""));
    assert!(text_of_style(&parts, "TableNote").contains("<w:name w:val=\"表注\"/>"));
}

#[test]
fn every_font_tells_what_to_take_in_its_absence() {
    let parts =
        parts(&writers::docx::write(&specimens::bulletin(), &official()).unwrap());
    let text = text(&parts, "word/fontTable.xml");
    let fonts = xml(&text);
    let fonts = fonts.descendants().filter(|node| node.is("font"));
    for font in fonts {
        let says = |name: &str| font.children().any(|node| node.is(name));
        assert!(says("panose1") && says("sig"), "{font:?}");
        if font.w("name") == Some("方正小标宋简体") {
            let other = font.children().find(|node| node.is("altName")).unwrap();
            // Nearly as heavy, and it comes with every Office.
            assert_eq!(other.w("val"), Some("华文中宋"));
        }
    }
    for part in ["word/theme/theme1.xml", "word/styles.xml"] {
        assert!(parts.contains_key(part), "{part}");
    }
    assert!(self::text(&parts, "word/styles.xml").contains("<w:latentStyles"));
}

#[test]
fn a_document_without_anything_in_it_is_still_a_file() {
    let mut document = specimens::bulletin();
    document.title.clear();
    document.blocks.clear();
    let bytes = writers::docx::write(&document, &official()).unwrap();
    assert!(parts(&bytes).contains_key("word/document.xml"));
}
