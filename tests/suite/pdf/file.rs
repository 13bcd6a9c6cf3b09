//! The file: its bytes, the sample beside report.typ, specimens for other readers.

use std::collections::BTreeMap;
use std::path::Path;

use bulletin::document::{Block, Document};
use bulletin::writers::pdf::{self, Purpose};

use crate::pdf::frames::{Line, lay_out, lay_out_in, lines, links, messages};
use crate::specimen::{self, attached, drafted, framed};

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = framed(specimen::bulletin(5));
    let (style, report) = (specimen::style(), specimen::report());
    let first = pdf::write(&document, &style, &report).unwrap();
    assert!(first.starts_with(b"%PDF-1.7"));
    assert_eq!(first, pdf::write(&document, &style, &report).unwrap());
    // Fonts loaded anew, nothing remembered: as in another process.
    comemo::evict(0);
    assert_eq!(first, pdf::write(&document, &style, &report).unwrap());
}

#[test]
fn the_official_page_lays_out_without_a_remark() {
    let pages = lay_out(&drafted(framed(specimen::bulletin(40))));
    assert_eq!(messages(pages.warnings()), [""; 0]);
}

#[test]
fn a_document_with_nothing_in_it_is_still_a_valid_file() {
    let mut document = specimen::empty();
    document.title = Vec::new();
    document.properties.title = String::new();
    document.properties.author = String::new();
    assert!(lay_out(&document).pdf().is_ok());
}

#[test]
fn a_picture_without_any_text_gets_an_alternative_text() {
    let mut document = specimen::bulletin(2);
    for block in &mut document.blocks {
        if let bulletin::document::Block::Pictures { pictures } = block {
            for picture in pictures {
                picture.alt.clear();
                picture.caption.clear();
            }
        }
        if let bulletin::document::Block::Chart(chart) = block {
            chart.alt.clear();
            chart.caption.text.clear();
        }
    }
    assert!(lay_out(&document).pdf().is_ok());
}

#[test]
fn headings_that_skip_a_level_or_say_nothing_are_no_obstacle() {
    let mut document = specimen::empty();
    document.blocks = vec![
        specimen::heading(2, "（一）", "甲"),
        specimen::heading(4, "（1）", "乙"),
        specimen::heading(1, "", ""),
        specimen::paragraph(""),
        specimen::heading(3, "1.", "丙"),
    ];
    assert!(lay_out(&document).pdf().is_ok());
}

#[test]
fn empty_parts_are_no_obstacle() {
    let mut document = drafted(framed(specimen::bulletin(1)));
    for block in &mut document.blocks {
        if let bulletin::document::Block::Table(table) = block {
            table.caption.text.clear();
            table.columns.clear();
            table.rows.clear();
            table.notes.push(Vec::new());
        }
        if let bulletin::document::Block::Pictures { pictures } = block {
            pictures.clear();
        }
    }
    document.attachments.push(attached(""));
    if let Some(imprint) = &mut document.imprint {
        imprint.rows.clear();
    }
    assert!(lay_out(&document).pdf().is_ok());
}

#[test]
fn figures_are_places_to_click_in_a_preview_and_nowhere_else() {
    let document = specimen::bulletin(3);
    let style = specimen::style();
    let preview = lay_out_in(&document, &style, Purpose::Preview);
    let found = links(&preview);
    assert!(found.contains(&"figure:accepted.count".to_owned()), "{found:?}");
    assert_eq!(links(&lay_out(&document)), [""; 0]);
    let svg =
        typst_svg::svg(&preview.laid_out().pages()[0], &typst_svg::SvgOptions::default());
    assert!(svg.contains("figure:accepted.count"));
}

#[test]
fn a_reference_to_nothing_is_plain_text() {
    let mut document = specimen::bulletin(2);
    document
        .blocks
        .retain(|block| !matches!(block, bulletin::document::Block::Table(_)));
    assert!(lay_out(&document).pdf().is_ok());
}

/// `UPDATE_SAMPLE=1 cargo test --test suite sample` writes it anew.
#[test]
fn the_sample_beside_report_typ_is_what_a_report_is_given() {
    let document = drafted(framed(specimen::bulletin(3)));
    let style = specimen::style();
    let files = pdf::inputs(&document, &style, Purpose::Print).unwrap().files;
    let folder = Path::new("layouts/official");
    let given: BTreeMap<_, _> = files
        .iter()
        .map(|(name, bytes)| (name.replacen("bulletin/", "sample/", 1), bytes))
        .collect();
    if std::env::var_os("UPDATE_SAMPLE").is_some() {
        for (name, bytes) in &given {
            std::fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
            std::fs::write(folder.join(name), bytes).unwrap();
        }
    }
    for (name, bytes) in given {
        let sample = std::fs::read(folder.join(&name)).unwrap_or_default();
        assert!(sample == *bytes, "{name} differs: UPDATE_SAMPLE=1 writes it anew");
    }
}

/// Read by tests/readers/pdf.py, which shares nothing with the writer.
#[test]
fn specimens_are_written_for_other_readers() {
    let folder = Path::new("target/specimens-pdf");
    std::fs::create_dir_all(folder).unwrap();
    let several = specimen::charts::charts().into_iter().map(Block::Chart);
    let charts = Document { blocks: several.collect(), ..specimen::empty() };
    let specimens: [(&str, Document); 4] = [
        ("charts", charts),
        ("plain", specimen::bulletin(40)),
        ("framed", framed(specimen::bulletin(40))),
        ("draft", drafted(framed(specimen::bulletin(12)))),
    ];
    for (name, document) in specimens {
        let file = lay_out(&document).pdf().unwrap();
        assert!(file.len() < 1_500_000, "{name}: {} bytes", file.len());
        std::fs::write(folder.join(name).with_extension("pdf"), file).unwrap();
        let dump = serde_json::to_vec_pretty(&document).unwrap();
        std::fs::write(folder.join(name).with_extension("json"), dump).unwrap();
    }
}

#[test]
fn lines_end_in_the_preview_where_they_end_in_print() {
    let document = specimen::framed(specimen::bulletin(6));
    let texts = |purpose| -> Vec<String> {
        let pages = lay_out_in(&document, &specimen::style(), purpose);
        // A chart has outlines in place of its type there.
        let is_text = |line: &&Line| line.glyphs.iter().all(|glyph| glyph.size_pt > 9.5);
        lines(&pages).iter().filter(is_text).map(Line::text).collect()
    };
    assert_eq!(texts(Purpose::Preview), texts(Purpose::Print));
}
