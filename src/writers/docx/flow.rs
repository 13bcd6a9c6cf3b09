//! The body while it is written: its paragraphs and tables, and what goes with them.

use std::collections::BTreeMap;

use super::controls;
use super::finish::Facts;
use super::footnotes;
use super::measures::{pt_twips, unsigned};
use super::roles::Role;
use super::text;
use crate::document::{Block, Document, Inline, plain_text};
use crate::layout::Style;

/// The body so far.
pub(super) struct Flow<'a> {
    pub(super) style: &'a Style,
    pub(super) document: docx_rs::Document,
    pub(super) facts: Facts,
    /// Native charts with their workbooks, in document order.
    pub(super) charts: Vec<super::chart_part::ChartPart>,
    marks: BTreeMap<String, Mark>,
}

/// A bookmark: its number in the file, its name in every file.
pub(super) struct Mark {
    pub(super) id: usize,
    pub(super) name: String,
}

impl<'a> Flow<'a> {
    /// An empty body of a document whose tables and charts can be referred to.
    pub(super) fn new(document: &Document, style: &'a Style) -> Self {
        let names = document.all_blocks().filter_map(|block| match block {
            Block::Table(table) => Some(&table.name),
            Block::Chart(chart) => Some(&chart.name),
            Block::Heading(_) | Block::Paragraph { .. } | Block::Pictures { .. } => None,
        });
        let mark = |(id, target): (usize, &String)| {
            (target.clone(), Mark { id, name: bookmark(document, target) })
        };
        let marks = (1..).zip(names).map(mark).collect();
        Self {
            style,
            document: docx_rs::Document::new(),
            facts: Facts::default(),
            charts: Vec::new(),
            marks,
        }
    }

    /// Adds a paragraph.
    pub(super) fn paragraph(&mut self, paragraph: docx_rs::Paragraph) {
        let child = docx_rs::DocumentChild::Paragraph(Box::new(paragraph));
        self.document.children.push(child);
    }

    /// Adds a table with what docx-rs cannot say of it.
    pub(super) fn table(
        &mut self,
        table: docx_rs::Table,
        facts: super::finish::TableFacts,
    ) {
        self.part_from_table();
        let child = docx_rs::DocumentChild::Table(Box::new(table));
        self.document.children.push(child);
        self.facts.tables.push(facts);
    }

    /// Ends the body: Word wants a paragraph after a table.
    pub(super) fn close(&mut self) {
        self.part_from_table();
    }

    /// Word joins tables that touch; one in a text box stands in a paragraph already.
    fn part_from_table(&mut self) {
        if self.facts.tables.last().is_some_and(|last| last.text_box.is_some()) {
            return;
        }
        if let Some(docx_rs::DocumentChild::Table(_)) = self.document.children.last() {
            self.spacer(Role::PictureCaption, 0.0);
        }
    }

    /// Ends a section; what stands in it so far is on pages that lie or stand.
    pub(super) fn end_section(&mut self, is_landscape: bool) {
        let mut page = docx_rs::PageSize::new();
        if is_landscape {
            page = page.orient(docx_rs::PageOrientationType::Landscape);
        }
        let section = docx_rs::SectionProperty::new().page_size(page);
        let end = self.thin(Role::PictureCaption, 0.0).section_property(section);
        self.paragraph(end);
    }

    /// A paragraph that takes no room to speak of, with a space under it.
    pub(super) fn spacer(&mut self, role: Role, after_pt: f64) {
        let spacer = self.thin(role, after_pt);
        self.paragraph(spacer);
    }

    fn thin(&self, role: Role, after_pt: f64) -> docx_rs::Paragraph {
        let spacing = docx_rs::LineSpacing::new()
            .before(0)
            .after(unsigned(pt_twips(after_pt)) as u32)
            .line(pt_twips(1.0))
            .line_rule(docx_rs::LineSpacingType::Exact);
        self.plain(role, "").line_spacing(spacing)
    }

    /// The bookmark of a table or chart, by its name.
    pub(super) fn mark(&self, name: &str) -> Option<&Mark> {
        self.marks.get(name)
    }

    /// A paragraph of a role that says something.
    pub(super) fn spoken(&self, role: Role, inlines: &[Inline]) -> docx_rs::Paragraph {
        let start = docx_rs::Paragraph::new().style(role.id());
        self.say(start, role, inlines)
    }

    /// A paragraph of a role with plain text.
    pub(super) fn plain(&self, role: Role, words: &str) -> docx_rs::Paragraph {
        add_runs(
            docx_rs::Paragraph::new().style(role.id()),
            text::runs(text::face(self.style, role), words),
        )
    }

    /// Adds inlines to a paragraph; a reference is a field that follows renumbering.
    pub(super) fn say(
        &self,
        mut paragraph: docx_rs::Paragraph,
        role: Role,
        inlines: &[Inline],
    ) -> docx_rs::Paragraph {
        let face = text::face(self.style, role);
        for inline in inlines {
            let runs = match inline {
                Inline::Text { text } => text::runs(face, text),
                Inline::Figure(figure) => {
                    let runs = text::runs(face, &figure.text);
                    if self.style.word.controls {
                        let control = controls::control(&figure.key.to_string(), runs);
                        paragraph = paragraph.add_structured_data_tag(control);
                        continue;
                    }
                    runs
                }
                Inline::Reference { target, text } => match self.mark(target) {
                    Some(mark) => {
                        let instruction = format!(" REF {} \\h ", mark.name);
                        text::field(face, &instruction, text)
                    }
                    None => text::runs(face, text),
                },
                Inline::Note { text } => vec![self.note(text)],
            };
            paragraph = add_runs(paragraph, runs);
        }
        paragraph
    }
}

impl Flow<'_> {
    /// The mark of a footnote with its words.
    fn note(&self, inlines: &[Inline]) -> docx_rs::Run {
        let face = text::face(self.style, Role::TableNote);
        let words = text::runs(face, &format!(" {}", plain_text(inlines)));
        let paragraph = docx_rs::Paragraph::new().style(footnotes::TEXT);
        // Its number is worked out when all are there.
        let note = docx_rs::Footnote { id: 0, content: vec![add_runs(paragraph, words)] };
        docx_rs::Run::new().add_footnote_reference(note)
    }
}

/// Name of a bookmark, from issue and table, so that issues pasted into one file keep
/// theirs; Word hides those that begin with an underscore.
fn bookmark(document: &Document, target: &str) -> String {
    let Document { properties, .. } = document;
    let date = properties.date.format("%Y%m%d");
    let issue = properties.title.bytes().chain([0]);
    // FNV-1a: the same in every version of the program, as a library's need not be.
    let hash = issue.chain(target.bytes()).fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    format!("_Ref{date}_{hash:08x}")
}

/// Adds runs to a paragraph.
pub(super) fn add_runs(
    paragraph: docx_rs::Paragraph,
    runs: Vec<docx_rs::Run>,
) -> docx_rs::Paragraph {
    runs.into_iter().fold(paragraph, docx_rs::Paragraph::add_run)
}

/// A paragraph that stands in from both edges, in twips.
pub(super) fn inset(
    paragraph: docx_rs::Paragraph,
    left: i32,
    right: i32,
) -> docx_rs::Paragraph {
    paragraph.indent(Some(left), NO_FIRST_LINE, Some(right), None)
}

/// LibreOffice takes the first line's indent from 正文 if a paragraph names only others.
pub(super) const NO_FIRST_LINE: Option<docx_rs::SpecialIndentType> =
    Some(docx_rs::SpecialIndentType::FirstLine(0));
