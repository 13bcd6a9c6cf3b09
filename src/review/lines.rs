//! The texts of a bulletin, each with its paragraph in the Word file.

use std::ops::Range;

use crate::audit::sequence::{Step, align};
use crate::document::{self, Document, Part, Place, Role, Spot};
use crate::word::{Block, Inline, Reading};

/// A text of the bulletin and where it stands in the Word file.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) role: Role,
    /// Where it stands in the document.
    pub(super) place: Place,
    pub(super) text: String,
    /// Keys of its figures, with their characters.
    pub(super) figures: Vec<(String, Range<usize>)>,
    /// The paragraph in the Word file; none where it is not found.
    pub(super) paragraph: Option<usize>,
}

/// The printed texts of a document, each with its paragraph in the Word file: both are in
/// the same order.
pub(super) fn lines(document: &Document, reading: &Reading) -> Vec<Line> {
    let mut paragraphs = Vec::new();
    gather(&reading.body, &mut paragraphs);
    let mut document = document.clone();
    let mut lines: Vec<Line> = Vec::new();
    for mut text in document::texts(&mut document) {
        let is_printed = !matches!(
            text.role,
            Role::Property | Role::Alternative | Role::ChartText | Role::DraftMark
        );
        if !is_printed {
            continue;
        }
        let mut line = Line {
            role: text.role,
            place: text.place,
            text: String::new(),
            figures: Vec::new(),
            paragraph: None,
        };
        // The number of a caption is a field of its own.
        let is_labelled = if let Spot::Caption { of } = &line.place.spot {
            line.text = format!("{of}：");
            true
        } else {
            false
        };
        for part in text.parts.iter_mut().skip(usize::from(is_labelled)) {
            let start = line.text.chars().count();
            line.text.push_str(part.text());
            if let Part::Figure(figure) = part {
                let characters = start..line.text.chars().count();
                line.figures.push((figure.key.to_string(), characters));
            }
        }
        lines.push(line);
    }
    // What stands in the head may stand at the end again, as the office and the date do,
    // so the first that is equal need not be it.
    let wanted: Vec<String> = lines.iter().map(|line| bare(&line.text)).collect();
    let is_same = |line: usize, paragraph: usize| {
        let found = paragraphs.get(paragraph).map(|(_, text)| text);
        wanted.get(line).filter(|text| !text.is_empty()) == found
    };
    let weight = |line: usize, paragraph: usize| u32::from(is_same(line, paragraph));
    for step in align(lines.len(), paragraphs.len(), &weight, &is_same) {
        if let Step::Both(line, paragraph) = step
            && let (Some(line), Some((at, _))) =
                (lines.get_mut(line), paragraphs.get(paragraph))
        {
            line.paragraph = Some(*at);
        }
    }
    lines
}

/// Every paragraph of the Word file with its words but no blanks.
fn gather(blocks: &[Block], out: &mut Vec<(usize, String)>) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                for inline in &paragraph.inlines {
                    if let Inline::TextBox(blocks) = inline {
                        gather(blocks, out);
                    }
                }
                out.push((paragraph.at, bare(&paragraph.text())));
            }
            Block::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.for_each(|cell| gather(&cell.blocks, out));
            }
            Block::Unread(_) => {}
        }
    }
}

pub(super) fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
