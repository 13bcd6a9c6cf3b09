//! What stands in the text: tables, captions, fonts, and the frame around it.

use bulletin::document::{Contents, ContentsLine, Listed};
use bulletin::writers;

use super::reading::{Lax, official, parts, text, text_of_style, words, xml};
use super::specimens;

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
fn the_class_label_stands_in_every_row_so_that_no_edit_moves_it() {
    let parts =
        parts(&writers::docx::write(&specimens::bulletin(), &official()).unwrap());
    let text = text(&parts, "word/document.xml");
    let document = xml(&text);
    let departments = document
        .descendants()
        .find(|node| node.is("tbl") && words(*node).contains("一类部门"))
        .unwrap();
    let labels: Vec<String> = departments
        .children()
        .filter(|node| node.is("tr"))
        .skip(1)
        .map(|row| words(row.children().filter(|node| node.is("tc")).nth(1).unwrap()))
        .collect();
    assert_eq!(labels.len(), 34);
    assert!(labels.iter().all(|label| label.ends_with("类部门")), "{labels:?}");
    assert!(!text.contains("w:vMerge"));
}

#[test]
fn an_attachment_hangs_by_its_number_whatever_indent_its_style_has() {
    let parts = parts(&writers::docx::write(&specimens::framed(), &official()).unwrap());
    let text = text(&parts, "word/document.xml");
    let document = xml(&text);
    let second = document
        .descendants()
        .find(|node| node.is("p") && words(*node).starts_with("2. 各部门"))
        .unwrap();
    let indent = second.descendants().find(|node| node.is("ind")).unwrap();
    // Two characters, “附件：” and “2. ” of 16 pt: 32 + 48 + 16 pt, 16 of them hanging.
    let said = ["left", "hanging", "firstLineChars"].map(|name| indent.w(name));
    assert_eq!(said, [Some("1920"), Some("320"), Some("0")]);
}

#[test]
fn bookmarks_of_two_issues_differ_and_those_of_one_stay() {
    let marks = |document: &bulletin::document::Document| -> Vec<String> {
        let parts = parts(&writers::docx::write(document, &official()).unwrap());
        let text = text(&parts, "word/document.xml");
        let document = xml(&text);
        let starts = document.descendants().filter(|node| node.is("bookmarkStart"));
        starts.map(|node| node.w("name").unwrap().to_owned()).collect()
    };
    let september = marks(&specimens::bulletin());
    let mut document = specimens::bulletin();
    document.properties.date = chrono::NaiveDate::from_ymd_opt(2023, 10, 25).unwrap();
    let october = marks(&document);
    let mut all: Vec<&String> = september.iter().chain(&october).collect();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 10);
    // A table more or less does not rename the others.
    document.blocks.retain(|block| {
        !matches!(block, bulletin::document::Block::Table(table) if table.name == "towns-direct")
    });
    assert_eq!(marks(&document), october[1..]);
    assert!(all.iter().all(|name| name.starts_with("_Ref20") && name.len() <= 40));
}

#[test]
fn a_table_without_notes_leaves_no_empty_line_behind() {
    let mut document = specimens::bulletin();
    for block in &mut document.blocks {
        if let bulletin::document::Block::Table(table) = block {
            table.notes.clear();
        }
    }
    let parts = parts(&writers::docx::write(&document, &official()).unwrap());
    let text = text(&parts, "word/document.xml");
    let document = xml(&text);
    let after = document.descendants().filter(|node| {
        node.is("p") && node.prev_sibling_element().is_some_and(|before| before.is("tbl"))
    });
    let lines: Vec<&str> = after
        .filter_map(|node| node.descendants().find(|node| node.is("spacing"))?.w("line"))
        .collect();
    assert!(lines.len() >= 4 && lines.iter().all(|line| *line == "20"), "{lines:?}");
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
    // Header and the first rows, then the last of twenty: three at each side of a page's end.
    assert_eq!((&kept[..3], &kept[18..]), (&[true; 3][..], &[true; 3][..]));
    assert!(kept[3..18].iter().all(|kept| !kept));
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
    // The box grows with its text, and stands there too for programs without such shapes.
    assert!(document.descendants().any(|node| node.is("spAutoFit")));
    let fallback = document.descendants().find(|node| node.is("Fallback")).unwrap();
    assert!(words(fallback).contains("抄送：区委办公室"), "{}", words(fallback));
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
fn lists_of_contents_are_fields_that_word_can_update() {
    let mut document = specimens::bulletin();
    let line = |text: &str| ContentsLine { level: 1, text: text.to_owned(), page: 3 };
    let list = |heading: &str, of: Listed, text: &str| Contents {
        heading: heading.to_owned(),
        of,
        lines: vec![line(text)],
    };
    document.contents = vec![
        list("目　录", Listed::Headings, "一、诉求总量情况"),
        list("表目录", Listed::Tables("表".to_owned()), "表1：统计表"),
    ];
    let parts = parts(&writers::docx::write(&document, &official()).unwrap());
    let text = text(&parts, "word/document.xml");
    let tree = xml(&text);
    let fields: Vec<&str> = tree
        .descendants()
        .filter(|node| node.is("instrText"))
        .filter_map(|node| node.text())
        .filter(|text| text.contains("TOC"))
        .collect();
    assert_eq!(fields, [r#" TOC \o "1-3" \h \z \u "#, r#" TOC \h \z \c "表" "#]);
    let shown = |start: &str| {
        let mut all = tree.descendants().filter(|node| node.is("p")).map(words);
        all.find(|words| words.starts_with(start)).unwrap()
    };
    assert_eq!(shown("一、诉求总量情况"), "一、诉求总量情况3");
    assert!(text_of_style(&parts, "TOC1").contains("toc 1"));
}
