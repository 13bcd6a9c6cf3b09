//! 附件 that say something: what somebody wrote, then what an outline could say.

use super::body::Body;
use super::{Attachment, Case, cases, tables};
use crate::document::{self, Block, Heading, Table};

/// 附件, alone or before its number.
const TAG: &str = "附件";

/// A longer paragraph is no heading, whatever it begins with.
const HEADING_MAX: usize = 30;

/// The attachments after the body: their tables and charts are counted on.
pub(super) fn compose(
    body: &mut Body<'_, '_>,
    attachments: &[Attachment],
) -> Vec<document::Attachment> {
    let mut composed = Vec::with_capacity(attachments.len());
    for (index, Attachment { text, body: items, is_landscape }) in
        attachments.iter().enumerate()
    {
        let tag = match attachments {
            [_] => TAG.to_owned(),
            _ => format!("{TAG}{}", index + 1),
        };
        body.blocks = Vec::new();
        written(body, text);
        let mut inner = 0;
        for (n, item) in items.iter().enumerate() {
            let path = format!("attachments[{index}].body[{n}]");
            body.item(item, 0, &mut inner, &path);
        }
        let mut blocks = std::mem::take(&mut body.blocks);
        for (n, block) in blocks.iter_mut().enumerate() {
            rename(block, format!("{tag} {n}"));
        }
        composed.push(document::Attachment {
            tag,
            name: text.title.clone(),
            blocks,
            is_landscape: *is_landscape,
        });
    }
    composed
}

/// What stands in the body under the same name stays apart.
fn rename(block: &mut Block, new: String) {
    if let Block::Table(document::Table { name, .. })
    | Block::Chart(document::Chart { name, .. }) = block
    {
        *name = new;
    }
}

/// What somebody wrote, lines that are numbered as headings as such.
fn written(body: &mut Body<'_, '_>, text: &Case) {
    cases::add_text(body, text);
    for block in &mut body.blocks {
        if let Block::Paragraph { text } = block
            && let Some(level) = heading_level(&document::plain_text(text))
        {
            let text = std::mem::take(text);
            *block = Block::Heading(Heading { level, number: String::new(), text });
        }
    }
}

/// The level of a line that is numbered as a heading: “一、”, “（一）”.
fn heading_level(line: &str) -> Option<u8> {
    let is_line =
        line.chars().count() <= HEADING_MAX && !line.ends_with(['。', '；', '：']);
    let is_number = |c: char| "一二三四五六七八九十".contains(c);
    let bare = line.trim_start_matches('（');
    let rest = bare.trim_start_matches(is_number);
    let level = match (bare.len() < line.len(), rest.chars().next()) {
        (false, Some('、')) => 1,
        (true, Some('）')) => 2,
        _ => return None,
    };
    (is_line && rest.len() < bare.len()).then_some(level)
}

/// A table that came with a text, as what is read out for it is worded.
pub(super) fn table(body: &mut Body<'_, '_>, text: &Case, table: &Table) -> Table {
    let Table { columns, rows, .. } = table;
    let alt = tables::alternative(body, &text.title, columns, rows.len());
    Table { alt, ..table.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_numbered_as_headings_are_headings() {
        let levels = [
            "一、总体要求",
            "（二）责任分工",
            "一、要按时办结。",
            "十五个镇街",
            "1. 时限",
        ];
        assert_eq!(levels.map(heading_level), [Some(1), Some(2), None, None, None]);
    }
}
