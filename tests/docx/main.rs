//! The Word writer, from documents to the XML of the parts.
//!
//! Writes the specimens to target/specimens, where tests/readers/run.sh has them checked
//! by the Open XML SDK, python-docx and LibreOffice.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod specimens;

use std::collections::BTreeMap;
use std::io::Read;

use bulletin::layout::{ChartKind, Style};
use bulletin::writers;

#[test]
fn specimens_for_the_readers_are_written() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/target/specimens");
    std::fs::create_dir_all(folder).unwrap();
    let mut native = official();
    native.chart.charts = ChartKind::Native;
    let all = [
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
fn captions_and_references_are_fields_with_their_results() {
    let parts =
        parts(&writers::docx::write(&specimens::bulletin(), &official()).unwrap());
    let text = text(&parts, "word/document.xml");
    let document = xml(&text);
    let fields: Vec<&str> = document
        .descendants()
        .filter(|node| node.is("instrText"))
        .filter_map(|node| node.text())
        .map(str::trim)
        .collect();
    let count = |start| fields.iter().filter(|field| field.starts_with(start)).count();
    assert_eq!((count("SEQ 表"), count("SEQ 图"), count("REF _Ref")), (4, 1, 2));
    let marks: Vec<&str> = document
        .descendants()
        .filter(|node| node.is("bookmarkStart"))
        .filter_map(|node| node.w("name"))
        .collect();
    for field in fields.iter().filter_map(|field| field.strip_prefix("REF ")) {
        assert!(marks.contains(&field.split(' ').next().unwrap()), "{field}");
    }
    assert!(!text.contains("w:dirty") && !text.contains("updateFields"));
}

#[test]
fn the_class_label_shows_again_where_the_table_is_expected_to_break() {
    let parts =
        parts(&writers::docx::write(&specimens::bulletin(), &official()).unwrap());
    let text = text(&parts, "word/document.xml");
    let document = xml(&text);
    let departments = document
        .descendants()
        .find(|node| node.is("tbl") && words(*node).contains("一类部门"))
        .unwrap();
    let starts: Vec<String> = departments
        .descendants()
        .filter(|node| node.is("tc"))
        .filter(|cell| {
            cell.descendants()
                .any(|node| node.is("vMerge") && node.w("val") == Some("restart"))
        })
        .map(words)
        .collect();
    // 34 departments need more than a page: a label begins twice at least.
    assert!(starts.len() > 2, "{starts:?}");
    assert!(starts.iter().all(|label| label.ends_with("部门")), "{starts:?}");
}

#[test]
fn rare_characters_and_quotation_marks_name_their_font() {
    let parts =
        parts(&writers::docx::write(&specimens::bulletin(), &official()).unwrap());
    let text = text(&parts, "word/document.xml");
    let document = xml(&text);
    let fonts_of = |part: &str| {
        let run = document
            .descendants()
            .find(|node| node.is("r") && words(*node).contains(part))
            .unwrap();
        let fonts = run.descendants().find(|node| node.is("rFonts"));
        fonts.map(|node| {
            (node.w("eastAsia").map(str::to_owned), node.w("hint").map(str::to_owned))
        })
    };
    assert_eq!(fonts_of("镕喆"), Some((Some("仿宋".into()), None)));
    assert_eq!(fonts_of("“往哪停"), Some((None, Some("eastAsia".into()))));
    assert_eq!(fonts_of("建好车棚"), None);
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
fn forbidden_characters_are_removed_with_their_place() {
    let mut document = specimens::rough();
    let problems = writers::clean(&mut document);
    let messages: Vec<&str> =
        problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "小标题“控制字符”里有文档中不能出现的控制字符（U+0001、U+FFFE），已删去",
            "“控制字符”之下的段落里有文档中不能出现的控制字符（U+0007），已删去",
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
fn widths_of_a_table_add_up_and_every_cell_repeats_its_own() {
    let parts =
        parts(&writers::docx::write(&specimens::bulletin(), &official()).unwrap());
    let text = text(&parts, "word/document.xml");
    let document = xml(&text);
    for table in document.descendants().filter(|node| node.is("tbl")) {
        let columns = table.descendants().filter(|node| node.is("gridCol"));
        let grid: Vec<u32> = columns
            .map(|column| column.w("w").unwrap().parse().unwrap())
            .collect();
        // 156 mm are 8844 twips.
        assert_eq!(grid.iter().sum::<u32>(), 8844);
        for row in table.descendants().filter(|node| node.is("tr")) {
            assert!(row.descendants().any(|node| node.is("cantSplit")));
            let cells = row.descendants().filter(|node| node.is("tcW"));
            let cells: Vec<u32> =
                cells.map(|cell| cell.w("w").unwrap().parse().unwrap()).collect();
            assert_eq!(cells, grid);
        }
    }
}

#[test]
fn notes_stay_with_the_last_rows_and_captions_with_what_they_name() {
    let parts =
        parts(&writers::docx::write(&specimens::bulletin(), &official()).unwrap());
    let text = text(&parts, "word/document.xml");
    let document = xml(&text);
    let table = document.descendants().find(|node| node.is("tbl")).unwrap();
    let rows: Vec<_> = table.children().filter(|node| node.is("tr")).collect();
    let kept = rows
        .iter()
        .map(|row| row.descendants().any(|node| node.is("keepNext")));
    let kept: Vec<bool> = kept.collect();
    // Header and first row, then the last two of twenty.
    assert_eq!((&kept[..2], &kept[19..]), (&[true, true][..], &[true, true][..]));
    assert!(kept[2..19].iter().all(|kept| !kept));
    let styles = text_of_style(&parts, "TableCaption");
    assert!(styles.contains("<w:keepNext"), "{styles}");
    let pictures = text_of_style(&parts, "Picture");
    assert!(pictures.contains("<w:keepNext") && pictures.contains("auto"), "{pictures}");
}

#[test]
fn a_draft_is_marked_on_odd_and_even_pages_and_lists_what_is_open() {
    let parts = parts(&writers::docx::write(&specimens::framed(), &official()).unwrap());
    for header in ["word/header1.xml", "word/header2.xml"] {
        let text = text(&parts, header);
        let header = xml(&text);
        let mark = header.descendants().find_map(|node| node.attribute("string"));
        assert_eq!(mark, Some("草稿"));
    }
    let text = text(&parts, "word/document.xml");
    let document = xml(&text);
    let list = document
        .descendants()
        .find(|node| node.is("p") && words(*node) == "尚待核实的问题")
        .unwrap();
    assert!(list.descendants().any(|node| node.is("pageBreakBefore")));
    let plain = writers::docx::write(&specimens::bulletin(), &official()).unwrap();
    assert!(!self::parts(&plain).keys().any(|path| path.contains("header")));
}

#[test]
fn masthead_and_imprint_have_their_rules() {
    let parts = parts(&writers::docx::write(&specimens::framed(), &official()).unwrap());
    let text = text(&parts, "word/document.xml");
    let document = xml(&text);
    let line = document
        .descendants()
        .find(|node| node.is("p") && words(*node).ends_with("2023年9月25日"))
        .unwrap();
    let rule = line.descendants().find(|node| node.is("bottom")).unwrap();
    // 2.25 pt in eighths of a point.
    assert_eq!((rule.w("sz"), rule.w("color")), (Some("18"), Some("E60012")));
    let imprint = document.descendants().find(|node| node.is("txbxContent")).unwrap();
    let rules = imprint
        .descendants()
        .filter(|node| node.is("top") || node.is("bottom"));
    let rules: Vec<&str> = rules.filter_map(|node| node.w("sz")).collect();
    // 0.35 mm outside and 0.25 mm inside, in eighths of a point.
    assert_eq!(rules, ["8", "6", "6", "8"]);
    let name = document
        .descendants()
        .find(|node| node.is("r") && words(*node).starts_with("密云区接诉"))
        .unwrap();
    let size = name.descendants().find(|node| node.is("sz")).unwrap();
    // 11 characters in 442 pt: 40 pt instead of 42.
    assert_eq!(size.w("val"), Some("80"));
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
    assert!(text_of_style(&parts, "Normal").contains("w:firstLineChars=\"200\""));
    assert!(text_of_style(&parts, "TableNote").contains("<w:name w:val=\"表注\"/>"));
}

#[test]
fn a_document_without_anything_in_it_is_still_a_file() {
    let mut document = specimens::bulletin();
    document.title.clear();
    document.blocks.clear();
    let bytes = writers::docx::write(&document, &official()).unwrap();
    assert!(parts(&bytes).contains_key("word/document.xml"));
}

/// The XML of a style.
fn text_of_style(parts: &BTreeMap<String, Vec<u8>>, id: &str) -> String {
    let text = text(parts, "word/styles.xml");
    let styles = xml(&text);
    let style = styles
        .descendants()
        .find(|node| node.w("styleId") == Some(id))
        .unwrap();
    text[style.range()].to_owned()
}

fn official() -> Style {
    let text = include_str!("../../layouts/official/style.yaml");
    serde_yaml::from_str(text).unwrap()
}

fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        parts.insert(file.name().to_owned(), bytes);
    }
    parts
}

fn text(parts: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    String::from_utf8(parts[path].clone()).unwrap()
}

fn xml(text: &str) -> roxmltree::Document<'_> {
    roxmltree::Document::parse(text).unwrap()
}

fn words(node: roxmltree::Node<'_, '_>) -> String {
    let texts = node.descendants().filter(|node| node.is("t"));
    texts.filter_map(|node| node.text()).collect()
}

/// Reading without namespaces: the prefixes of a Word file never clash.
trait Lax<'a> {
    fn is(&self, local: &str) -> bool;
    fn w(&self, attribute: &str) -> Option<&'a str>;
}

impl<'a> Lax<'a> for roxmltree::Node<'a, '_> {
    fn is(&self, local: &str) -> bool {
        self.tag_name().name() == local
    }

    fn w(&self, attribute: &str) -> Option<&'a str> {
        self.attributes()
            .find(|known| known.name() == attribute)
            .map(|known| known.value())
    }
}
