//! Sentences checked against themselves, each other and the tables.

mod differences;
mod facts;
mod mention;
mod named;
mod parts;
mod signs;

use super::findings::Findings;
use super::manuscript::{Block, Manuscript};
use super::places::Spot;
use mention::Sentence;

/// Checks every sentence.
pub(super) fn check(findings: &mut Findings<'_>) {
    let sentences = sentences(findings.manuscript);
    for sentence in &sentences {
        signs::check(findings, sentence);
        parts::check(findings, sentence);
    }
    let facts = facts::facts(findings.manuscript, &sentences);
    let wrong = facts::contradictions(findings, &facts);
    differences::check(findings, &sentences, &facts);
    named::check(findings, &sentences, &wrong);
}

/// Every sentence of the paragraphs, and of cells that hold whole sentences.
fn sentences(manuscript: &Manuscript) -> Vec<Sentence> {
    let mut all = Vec::new();
    for (block, it) in manuscript.blocks.iter().enumerate() {
        match it {
            Block::Paragraph(paragraph) if !paragraph.is_heading => {
                mention::add(&mut all, Spot { block, cell: None }, &paragraph.text);
            }
            Block::Table(table) => {
                for (y, row) in table.rows.iter().enumerate() {
                    for (x, cell) in row.iter().enumerate() {
                        if !cell.is_continued && cell.text.contains('。') {
                            let spot = Spot { block, cell: Some((y, x)) };
                            mention::add(&mut all, spot, &cell.text);
                        }
                    }
                }
            }
            Block::Paragraph(_) | Block::Drawing(_) => {}
        }
    }
    all
}
