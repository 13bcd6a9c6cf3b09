//! Paragraphs of a single month that no outline has, put where somebody wrote them.

use std::sync::Arc;

use super::texts::Texts;
use super::{Material, notes};
use crate::diagnostics::{Code, Place, Problem};
use crate::document::{Block, Document, plain_text};

/// A paragraph that somebody put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit<'a> {
    /// The heading that it stands under, without its number; empty before the first.
    pub heading: &'a str,
    /// So many paragraphs, tables and charts stand before it under the heading.
    pub after: usize,
    /// A template.
    pub text: &'a str,
    /// Where it is written.
    pub place: Place,
}

/// Puts paragraphs into a composed document; those of one place in their order. A heading
/// that is not there is an error, since the paragraph would be lost.
pub fn insert(
    document: &mut Document,
    edits: &[Edit<'_>],
    material: &Material<'_>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut found: Vec<(usize, Block)> = Vec::new();
    for edit in edits {
        let at_home = |_: &str| edit.place.clone();
        let statistics = Arc::clone(&material.statistics);
        let mut texts = Texts::new(material.outline, &at_home, statistics);
        let text = texts.sentence(edit.text, "");
        problems.append(&mut texts.problems);
        match (position(&document.blocks, edit), text) {
            (None, _) => problems.push(nowhere(edit)),
            (Some(at), Some(text)) => {
                let text = notes::marked(text);
                found.push((at, Block::Paragraph { text }));
            }
            (Some(_), None) => {}
        }
    }
    found.sort_by_key(|(at, _)| *at);
    for (at, block) in found.into_iter().rev() {
        document.blocks.insert(at, block);
    }
    problems
}

fn position(blocks: &[Block], edit: &Edit<'_>) -> Option<usize> {
    let is_heading = |block: &Block| matches!(block, Block::Heading(_));
    let is_own = |block: &Block| match block {
        Block::Heading(heading) => {
            plain_text(&heading.text).trim() == edit.heading.trim()
        }
        Block::Paragraph { .. }
        | Block::Table(_)
        | Block::Chart(_)
        | Block::Pictures { .. } => false,
    };
    let start = match edit.heading.trim() {
        "" => 0,
        _ => blocks.iter().position(is_own)? + 1,
    };
    let mut before = 0;
    let mut at = start;
    for block in blocks.iter().skip(start) {
        let is_picture = matches!(block, Block::Pictures { .. });
        if is_heading(block) || before == edit.after && !is_picture {
            break;
        }
        before += usize::from(!is_picture);
        at += 1;
    }
    Some(at)
}

fn nowhere(edit: &Edit<'_>) -> Problem {
    let message = format!("“edits”里的标题“{}”在正文里没有", edit.heading);
    Problem::error(Code::EDIT_NOWHERE, message)
        .at(edit.place.clone())
        .hint("照正文写标题，不带序号；这一段不再需要的，删去这一项")
}
