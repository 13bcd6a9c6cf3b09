//! Finished files are compared with the document that they were written from.

use std::path::Path;

use bulletin::audit::{self, File, Written};
use bulletin::diagnostics::{Place, Problem};
use bulletin::document::{Block, Cell, ChartForm, Document, Inline};
use bulletin::layout::ChartKind;
use bulletin::writers::{docx, pdf};

use super::plant::{self, REFERENCE};
use crate::specimen::{self, attached, charts};

/// A file that should hold a document.
fn written<'a>(path: &'a str, bytes: &'a [u8], document: &'a Document) -> Written<'a> {
    Written { file: File { path: Path::new(path), bytes }, document, beside: &[] }
}

/// What is found in files of `written` when `wanted` should have been written.
fn found(wanted: &Document, made: &Document) -> Vec<(String, String, String)> {
    let layout = &REFERENCE.0.layout;
    let word = docx::write(made, &layout.style).unwrap();
    let pdf = pdf::write(made, &layout.style, &layout.report).unwrap();
    let problems =
        audit::finished(written("a.docx", &word, wanted), written("a.pdf", &pdf, wanted));
    problems.into_iter().map(told).collect()
}

fn told(problem: Problem) -> (String, String, String) {
    let spot = match problem.place {
        Some(Place::Spot { path, spot }) => format!("{}：{spot}", path.display()),
        place => format!("{place:?}"),
    };
    (problem.code.to_string(), spot, problem.message)
}

fn row(code: &str, spot: &str, message: &str) -> (String, String, String) {
    (code.to_owned(), spot.to_owned(), message.to_owned())
}

/// The document with the first figure of that text changed.
fn with_figure(document: &Document, old: &str, new: &str) -> Document {
    let mut changed = document.clone();
    for block in &mut changed.blocks {
        let inlines: Vec<&mut Inline> = match block {
            Block::Paragraph { text } => text.iter_mut().collect(),
            Block::Table(table) => {
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                let texts = cells.filter_map(|cell| match cell {
                    Cell::Content { text } => Some(text),
                    Cell::Continued => None,
                });
                texts.flatten().collect()
            }
            Block::Heading(_) | Block::Chart(_) | Block::Pictures { .. } => continue,
        };
        for inline in inlines {
            if let Inline::Figure(figure) = inline
                && figure.text == old
            {
                new.clone_into(&mut figure.text);
                return changed;
            }
        }
    }
    panic!("no figure “{old}”");
}

#[test]
fn what_was_written_is_what_is_read_back() {
    let document = &REFERENCE.1.document;
    assert_eq!(found(document, document), []);
}

#[test]
fn a_draft_with_its_list_is_read_back_too() {
    let mut document = REFERENCE.1.document.clone();
    document.draft = Some(bulletin::document::Draft {
        mark: "草稿".to_owned(),
        heading: "待处理的问题".to_owned(),
        open: vec!["错误 D07：单元格里是“解诀”（H2031），另有2处相同".to_owned()],
    });
    document.attachments = ["一季度12家单位", "名单"].map(attached).to_vec();
    document.imprint = Some(bulletin::document::Imprint {
        is_apart: false,
        rows: vec![bulletin::document::ImprintRow {
            left: "密云区接诉即办工作专班".to_owned(),
            right: "2023年9月25日印发".to_owned(),
        }],
    });
    assert_eq!(found(&document, &document), []);
}

#[test]
fn another_number_in_a_sentence_is_found_in_both_files() {
    let document = &REFERENCE.1.document;
    let place = "“一、诉求总量情况”下第1段“2023年8月19日0时至…”";
    let message = "应为“20893”，文件里是“20839”";
    assert_eq!(
        found(document, &with_figure(document, "20893", "20839")),
        [
            row("A04", &format!("a.docx：{place}"), message),
            row("A04", &format!("a.pdf：{place}"), message),
        ]
    );
}

#[test]
fn a_lost_arrow_in_a_cell_is_found_in_both_files() {
    let document = &REFERENCE.1.document;
    let place = "表1第1行（檀营地区）“环比变化”";
    let message = "应为“12↑”，文件里是“12”";
    assert_eq!(
        found(document, &with_figure(document, "12↑", "12")),
        [
            row("A04", &format!("a.docx：{place}"), message),
            row("A04", &format!("a.pdf：{place}"), message),
        ]
    );
}

#[test]
fn a_lost_and_a_strange_number_are_told_apart() {
    let document = &REFERENCE.1.document;
    let place = "“一、诉求总量情况”下第1段“2023年8月19日0时至…”";
    let lost = found(document, &with_figure(document, "20893", "若干"));
    assert_eq!(lost[0], row("A02", &format!("a.docx：{place}"), "文件里少了数字“20893”"));
    let strange = found(&with_figure(document, "20893", "若干"), document);
    let messages: Vec<_> = strange
        .iter()
        .map(|(code, spot, _)| (code.as_str(), spot.clone()))
        .collect();
    assert_eq!(
        messages,
        ["a.docx", "a.pdf"].map(|file| ("A03", format!("{file}：{place}")))
    );
}

#[test]
fn another_point_in_a_chart_is_found_in_the_pdf() {
    let document = &REFERENCE.1.document;
    let mut changed = document.clone();
    for block in &mut changed.blocks {
        if let Block::Chart(chart) = block
            && let Some(point) = &mut chart.series[0].points[0]
        {
            *point = specimen::printed_figure("197.60", point.key.as_str());
        }
    }
    assert_eq!(
        found(document, &changed),
        [
            row("A02", "a.pdf：图1“各区万人诉求比”", "图里少了数字“197.06”"),
            row("A03", "a.pdf：图1“各区万人诉求比”", "图里多出数字“197.60”"),
        ]
    );
}

#[test]
fn a_chart_of_words_own_is_compared_by_its_data() {
    let document = &REFERENCE.1.document;
    let mut changed = document.clone();
    for block in &mut changed.blocks {
        if let Block::Chart(chart) = block
            && let Some(point) = &mut chart.series[0].points[0]
        {
            *point = specimen::printed_figure("197.60", point.key.as_str());
        }
    }
    let layout = &REFERENCE.0.layout;
    let mut style = layout.style.clone();
    style.chart.charts = ChartKind::Native;
    let pdf = pdf::write(document, &style, &layout.report).unwrap();
    let found = |made: &Document| {
        let word = docx::write(made, &style).unwrap();
        let word = written("a.docx", &word, document);
        let pdf = written("a.pdf", &pdf, document);
        let problems = audit::finished(word, pdf);
        problems.into_iter().map(told).collect::<Vec<_>>()
    };
    assert_eq!(found(document), []);
    let lost = row("A02", "a.docx：图1“各区万人诉求比”", "图里少了数字“197.06”");
    assert_eq!(found(&changed).first(), Some(&lost));
}

/// The specimens of charts with several series.
fn several() -> Document {
    let blocks = charts::charts().into_iter().map(Block::Chart).collect();
    Document { blocks, ..REFERENCE.1.document.clone() }
}

/// The same with a point of the chart of a form changed.
fn with_point(form: ChartForm, series: usize, row: usize, text: &str) -> Document {
    let mut changed = several();
    for block in &mut changed.blocks {
        if let Block::Chart(chart) = block
            && chart.form == form
        {
            let points = &mut chart.series.get_mut(series).unwrap().points;
            let point = points.get_mut(row).unwrap().as_mut().unwrap();
            *point = specimen::printed_figure(text, point.key.as_str());
        }
    }
    changed
}

#[test]
fn charts_of_several_series_are_read_back() {
    let document = several();
    assert_eq!(found(&document, &document), []);
}

#[test]
fn another_value_in_a_chart_of_several_series_is_found() {
    let document = several();
    let told = |form, series, row, text| {
        let rows = found(&document, &with_point(form, series, row, text));
        rows.into_iter()
            .map(|(code, _, message)| format!("{code}{message}"))
            .collect::<Vec<_>>()
    };
    // Its segment has no room for the value: the sum gives it away.
    assert_eq!(
        told(ChartForm::StackedBars, 3, 9, "11").first().unwrap(),
        "A03图里多出数字“102”"
    );
    assert_eq!(
        told(ChartForm::HeatMap, 1, 4, "239").first().unwrap(),
        "A02图里少了数字“233”"
    );
    assert_eq!(
        told(ChartForm::Dumbbells, 0, 1, "48").first().unwrap(),
        "A02图里少了数字“49”"
    );
}

#[test]
fn a_native_chart_behind_a_picture_of_one_is_compared_with_its_own_figures() {
    let layout = &REFERENCE.0.layout;
    let mut style = layout.style.clone();
    style.chart.charts = ChartKind::Native;
    let mut document = several();
    // First those that are pictures even so.
    document.blocks.reverse();
    let word = docx::write(&document, &style).unwrap();
    let pdf = pdf::write(&document, &style, &layout.report).unwrap();
    let document = &document;
    let problems = audit::finished(
        written("a.docx", &word, document),
        written("a.pdf", &pdf, document),
    );
    assert_eq!(problems, []);
}

#[test]
fn a_file_that_cannot_be_read_back_is_an_error() {
    let document = &REFERENCE.1.document;
    let broken =
        plant::changed(&REFERENCE.2, |body| body.replacen("</w:p>", "</w:q>", 1));
    let problems = audit::finished(
        written("a.docx", &broken, document),
        written("a.pdf", b"%PDF-1.7", document),
    );
    let codes: Vec<_> = problems.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, ["A01", "A01"]);
}
