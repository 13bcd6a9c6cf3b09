//! What stands in the text: tables, captions, fonts, and the frame around it.

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
