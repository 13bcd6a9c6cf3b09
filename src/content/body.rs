//! Sections, paragraphs and what stands between them, in reading order.

use super::texts::Texts;
use super::{Attachment, Case, attachments, cases, charts, notes, tables};
use crate::diagnostics::{Code, Problem};
use crate::document::{self, Block, Heading, Inline};
use crate::layout::{Item, Outline, Section};
use crate::wording;

/// The blocks of an outline, and what they count as they go.
pub(super) struct Body<'t, 'a> {
    pub(super) texts: &'t mut Texts<'a>,
    pub(super) outline: &'t Outline,
    pub(super) cases: &'t [Case],
    pub(super) blocks: Vec<Block>,
    pub(super) tables: u32,
    pub(super) charts: u32,
}

pub(super) fn compose(
    texts: &mut Texts<'_>,
    outline: &Outline,
    cases: &[Case],
    attachments: &[Attachment],
) -> (Vec<Block>, Vec<document::Attachment>) {
    let mut body =
        Body { texts, outline, cases, blocks: Vec::new(), tables: 0, charts: 0 };
    let mut printed = 0;
    for (n, section) in outline.sections.iter().enumerate() {
        body.section(section, 1, &mut printed, &format!("sections[{n}]"));
    }
    let blocks = std::mem::take(&mut body.blocks);
    (blocks, attachments::compose(&mut body, attachments))
}

impl Body<'_, '_> {
    /// Adds a section; one that has nothing to say is left out and takes no number.
    fn section(&mut self, section: &Section, level: u8, printed: &mut u32, path: &str) {
        let start = self.blocks.len();
        // What stands over the first heading.
        if section.heading.is_empty() {
            for (n, item) in section.body.iter().enumerate() {
                self.item(item, level, printed, &format!("{path}.body[{n}]"));
            }
            return;
        }
        let text = self.texts.inlines(&section.heading, &format!("{path}.heading"));
        self.heading(level, Some(*printed + 1), text);
        let mut inner = 0;
        for (n, item) in section.body.iter().enumerate() {
            self.item(item, level, &mut inner, &format!("{path}.body[{n}]"));
        }
        if self.blocks.len() > start + 1 {
            *printed += 1;
            return;
        }
        self.blocks.truncate(start);
        let message = format!("“{}”这一节没有内容，已略去", section.heading);
        self.texts
            .report(Problem::warning(Code::ABSENT_FIGURE, message), path);
    }

    pub(super) fn item(&mut self, item: &Item, level: u8, inner: &mut u32, path: &str) {
        match item {
            Item::Section(section) => {
                self.section(section, (level + 1).min(4), inner, path);
            }
            Item::Paragraph(sentences) => {
                self.paragraph(sentences, &format!("{path}.paragraph"));
            }
            Item::Table(table) => tables::add(self, table, &format!("{path}.table")),
            Item::Chart(chart) => charts::add(self, chart, &format!("{path}.chart")),
            Item::Cases(style) => {
                cases::add(self, style, level, &format!("{path}.cases"));
            }
        }
    }

    /// Adds a heading; without `n` it has no number.
    pub(super) fn heading(&mut self, level: u8, n: Option<u32>, text: Vec<Inline>) {
        let number = n.map_or_else(String::new, |n| wording::heading_number(level, n));
        self.blocks.push(Block::Heading(Heading { level, number, text }));
    }

    fn paragraph(&mut self, sentences: &[String], path: &str) {
        let mut text = Vec::new();
        for (n, sentence) in sentences.iter().enumerate() {
            text.extend(
                self.texts
                    .sentence(sentence, &format!("{path}[{n}]"))
                    .unwrap_or_default(),
            );
        }
        if !text.is_empty() {
            let text = notes::marked(text);
            self.blocks.push(Block::Paragraph { text });
        }
    }
}
