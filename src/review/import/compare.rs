//! Both files from top to bottom: what stayed, changed, came and went.

use super::comparison::Comparison;
use super::template::Render;
use super::{Change, Edited, Kind, Said, Written};
use crate::audit::likeness::{known, likeness};
use crate::audit::sequence::{Step, align};
use crate::document::Document;
use crate::review::AUTHOR;
use crate::word::{Block, Chart, Inline, Reading, Role, Table};

/// The bulletin as the data give it now.
pub struct Base<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its Word file, read back.
    pub reading: &'a Reading,
    /// Its texts with their sources, in the order of the document but for what the pages
    /// moved.
    pub written: Vec<Written>,
    /// Renders a template.
    pub render: Render<'a>,
    /// Who signs the program's comments.
    pub author: Option<&'a str>,
}

/// What stands under each other in a file.
#[derive(Debug, Clone, Copy)]
pub(super) enum Unit<'r> {
    Text { paragraph: usize, role: Role },
    Table(&'r Table),
}

struct Side<'r> {
    units: Vec<(Unit<'r>, String)>,
    pictures: usize,
    charts: Vec<&'r Chart>,
}

/// Exactly the same, against likeness of at most 100.
const SAME: u32 = 300;

/// Compares an edited file with the bulletin; `typed` takes retyped numbers home as typed
/// ones.
pub fn compare(base: &Base<'_>, edited: &Reading, typed: bool) -> Edited {
    let (old, new) = (side(base.reading), side(edited));
    let knowns = |side: &Side<'_>| -> Vec<_> {
        side.units.iter().map(|(_, text)| known(text)).collect()
    };
    let (old_known, new_known) = (knowns(&old), knowns(&new));
    let is_same = |a: usize, b: usize| match (old.units.get(a), new.units.get(b)) {
        (Some((one, text)), Some((two, other))) => {
            let is_table = |unit: &Unit<'_>| matches!(unit, Unit::Table(_));
            text == other && is_table(one) == is_table(two)
        }
        _ => false,
    };
    let weight = |a: usize, b: usize| {
        let (Some((one, _)), Some((two, _))) = (old.units.get(a), new.units.get(b))
        else {
            return 0;
        };
        let is_table = |unit: &Unit<'_>| matches!(unit, Unit::Table(_));
        match (old_known.get(a), new_known.get(b)) {
            _ if is_table(one) != is_table(two) => 0,
            _ if is_same(a, b) => SAME,
            (Some(a), Some(b)) => likeness(a, b),
            _ => 0,
        }
    };
    let steps = align(old.units.len(), new.units.len(), &weight, &is_same);
    let mut comparison = Comparison::new(base, typed);
    comparison.changes.extend(beside(&old, &new, base.reading, edited));
    for step in steps {
        let (a, b) = match step {
            Step::Both(a, b) => (old.units.get(a), new.units.get(b)),
            Step::Left(a) => (old.units.get(a), None),
            Step::Right(b) => (None, new.units.get(b)),
        };
        match (a, b) {
            (Some(old), Some(new)) => comparison.both(old, new),
            (Some(old), None) => comparison.gone(old),
            (None, Some(new)) => comparison.new_one(new),
            (None, None) => {}
        }
    }
    let said = edited
        .comments
        .iter()
        .filter(|comment| ![Some(AUTHOR), base.author].contains(&Some(&*comment.author)));
    let comments = said.map(|comment| Said {
        author: comment.author.clone(),
        text: comment.text.clone(),
        quoted: comment.quoted.clone(),
    });
    let comments = comments.collect();
    let open_changes = edited.open_changes;
    comparison.finish(Edited { comments, open_changes, ..Edited::default() })
}

/// What is not text: pictures, charts, notes, headers and footers.
fn beside(
    old: &Side<'_>,
    new: &Side<'_>,
    before: &Reading,
    after: &Reading,
) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut add = |place: &str, old: String, new: String| {
        if old != new {
            changes.push(Change {
                kind: Kind::Other,
                place: place.to_owned(),
                old,
                new,
                key: None,
                is_taken: false,
                remark: "留在送来的文件里，需要时人工处理".to_owned(),
            });
        }
    };
    let pictures = |side: &Side<'_>| format!("{}张图片", side.pictures);
    add("图片", pictures(old), pictures(new));
    let charts = |side: &Side<'_>| format!("{}个图表", side.charts.len());
    add("图表", charts(old), charts(new));
    for (n, (one, two)) in (1..).zip(old.charts.iter().zip(&new.charts)) {
        let values = |chart: &Chart| {
            let points = chart.series.iter().flat_map(|series| &series.points);
            points
                .map(|(name, value)| format!("{name}{value}"))
                .collect::<Vec<_>>()
        };
        let (one, two) = (values(one), values(two));
        let differing = one.iter().zip(&two).find(|(one, two)| one != two);
        if let Some((old, new)) = differing {
            add(&format!("第{n}个图表的数据"), old.clone(), new.clone());
        }
    }
    let notes = |reading: &Reading| texts(reading.notes.values().flatten());
    add("脚注和尾注", notes(before), notes(after));
    // Each office counts pages in its own way.
    let margins = |reading: &Reading| {
        texts(reading.margins.iter().flatten()).replace(|c: char| c.is_ascii_digit(), "")
    };
    add("页眉和页脚", margins(before), margins(after));
    changes
}

fn texts<'r>(blocks: impl Iterator<Item = &'r Block>) -> String {
    let texts = blocks.filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.text().trim().to_owned()),
        Block::Table(_) | Block::Unread(_) => None,
    });
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("；")
}

fn side(reading: &Reading) -> Side<'_> {
    let mut side = Side { units: Vec::new(), pictures: 0, charts: Vec::new() };
    gather(&reading.body, &mut side);
    side
}

fn gather<'r>(blocks: &'r [Block], side: &mut Side<'r>) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                for inline in &paragraph.inlines {
                    match inline {
                        Inline::TextBox(blocks) => gather(blocks, side),
                        Inline::Picture(_) => side.pictures += 1,
                        Inline::Chart(chart) => side.charts.push(chart),
                        Inline::Text(_)
                        | Inline::Note(_)
                        | Inline::Formula(_)
                        | Inline::Plain(_)
                        | Inline::Unread(_) => {}
                    }
                }
                let text = paragraph.text().replace('\n', "").trim().to_owned();
                let (paragraph, role) = (paragraph.at, paragraph.role);
                if !text.is_empty() {
                    side.units.push((Unit::Text { paragraph, role }, text));
                }
            }
            Block::Table(table) => {
                let mut text = String::new();
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                for cell in cells {
                    for block in &cell.blocks {
                        if let Block::Paragraph(paragraph) = block {
                            text.push_str(paragraph.text().trim());
                            text.push('\t');
                            let pictures = paragraph.inlines.iter();
                            let is_picture =
                                |it: &&Inline| matches!(it, Inline::Picture(_));
                            side.pictures += pictures.filter(is_picture).count();
                        }
                    }
                }
                side.units.push((Unit::Table(table), text));
            }
            Block::Unread(_) => {}
        }
    }
}
