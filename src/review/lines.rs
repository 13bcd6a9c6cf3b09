//! The texts of a bulletin, each with its paragraph in the Word file.

use std::ops::Range;

use crate::document::{self, Document, Part, Place, Role};
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
    let mut next = 0;
    let mut lines = Vec::new();
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
        for part in &mut text.parts {
            let start = line.text.chars().count();
            line.text.push_str(part.text());
            if let Part::Figure(figure) = part {
                let characters = start..line.text.chars().count();
                line.figures.push((figure.key.to_string(), characters));
            }
        }
        let wanted = bare(&line.text);
        let ahead = paragraphs.get(next..).unwrap_or_default();
        let found = ahead.iter().position(|(_, text)| *text == wanted);
        if let Some(at) = found.filter(|_| !wanted.is_empty()) {
            line.paragraph = ahead.get(at).map(|(paragraph, _)| *paragraph);
            next += at + 1;
        }
        lines.push(line);
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
