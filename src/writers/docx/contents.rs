//! 目录 and the list of tables: Word's own fields, with the lines that they show until
//! someone updates them.

use super::flow::{Flow, add_runs};
use super::page::text_width_twips;
use super::roles::Role;
use super::text;
use crate::document::{Contents, ContentsLine, Listed};

/// Levels that have a style.
pub(super) const LEVELS: usize = 3;

/// The style of a level, counted from 1, as Word calls its own.
pub(super) fn style_id(level: usize) -> String {
    format!("TOC{level}")
}

/// Writes lists of contents.
pub(super) fn contents(flow: &mut Flow<'_>, contents: &[Contents]) {
    for Contents { heading, of, lines } in contents {
        let head = flow.plain(Role::Body, heading);
        let head = head
            .align(docx_rs::AlignmentType::Center)
            .indent(Some(0), super::flow::NO_FIRST_LINE, None, None)
            .keep_next(true);
        flow.paragraph(head);
        let instruction = match of {
            Listed::Headings => format!(" TOC \\o \"1-{LEVELS}\" \\h \\z \\u "),
            Listed::Tables(label) => format!(" TOC \\h \\z \\c \"{label}\" "),
        };
        let face = text::face(flow.style, Role::Body);
        let mut field = text::field(face, &instruction, "");
        let end = field.pop();
        let mut paragraphs: Vec<docx_rs::Paragraph> = lines
            .iter()
            .map(|line| self::line(flow, line, std::mem::take(&mut field)))
            .collect();
        if let Some((last, end)) = paragraphs.pop().zip(end) {
            paragraphs.push(last.add_run(end));
        }
        paragraphs.into_iter().for_each(|paragraph| flow.paragraph(paragraph));
    }
}

/// A line, led by what opens the field.
fn line(
    flow: &Flow<'_>,
    line: &ContentsLine,
    lead: Vec<docx_rs::Run>,
) -> docx_rs::Paragraph {
    let ContentsLine { level, text: words, page } = line;
    let face = text::face(flow.style, Role::Body);
    let level = usize::from(*level).clamp(1, LEVELS);
    let tab = docx_rs::Tab::new()
        .val(docx_rs::TabValueType::Right)
        .leader(docx_rs::TabLeaderType::Dot)
        .pos(usize::try_from(text_width_twips(&flow.style.page)).unwrap_or_default());
    let paragraph = docx_rs::Paragraph::new().style(&style_id(level)).add_tab(tab);
    let paragraph = add_runs(paragraph, lead);
    let paragraph = add_runs(paragraph, text::runs(face, words));
    let paragraph = paragraph.add_run(docx_rs::Run::new().add_tab());
    add_runs(paragraph, text::runs(face, &page.to_string()))
}
