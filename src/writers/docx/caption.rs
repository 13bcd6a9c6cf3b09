//! A caption whose number is a field, marked so that references find it:
//! `表{SEQ 表 \* ARABIC}：…` with a bookmark around label and number.

use super::flow::{Flow, add_runs};
use super::roles::Role;
use super::text;
use crate::document::Caption;

/// The caption of the table or chart of that name.
pub(super) fn caption(
    flow: &Flow<'_>,
    role: Role,
    name: &str,
    caption: &Caption,
) -> docx_rs::Paragraph {
    let Caption { label, number, text: words } = caption;
    let face = text::face(flow.style, role);
    let mut paragraph = docx_rs::Paragraph::new().style(role.id());
    let mark = flow.mark(name);
    if let Some(mark) = mark {
        paragraph = paragraph.add_bookmark_start(mark.id, &mark.name);
    }
    paragraph = add_runs(paragraph, text::runs(face, label));
    let instruction = format!(" SEQ {label} \\* ARABIC ");
    paragraph = add_runs(paragraph, text::field(face, &instruction, &number.to_string()));
    if let Some(mark) = mark {
        paragraph = paragraph.add_bookmark_end(mark.id);
    }
    paragraph = add_runs(paragraph, text::runs(face, "："));
    flow.say(paragraph, role, words)
}
