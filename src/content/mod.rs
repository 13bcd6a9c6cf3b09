//! Outline, statistics and cases become a document.
//!
//! Everything that can be found wrong is found in one run; the document is composed
//! as far as it can be.

mod alternative;
mod attachments;
mod body;
mod cases;
mod charts;
mod columns;
mod edits;
mod labels;
mod notes;
mod series;
mod tables;
mod texts;
mod title;

use std::sync::Arc;

use chrono::NaiveDate;

pub use cases::{Case, CasePicture, picture_rows};
pub use columns::{Column, Content, built_in as columns};
pub use edits::{Edit, insert};
pub use texts::Sentences;
pub use title::word_ends;

use crate::diagnostics::{Place, Problem};
use crate::document::{Document, Imprint, Masthead, Properties, Signature};
use crate::figures::Statistics;
use crate::layout::{Item, Outline};
use texts::Texts;

/// What a document is composed from.
pub struct Material<'a> {
    /// What the bulletin says.
    pub outline: &'a Outline,
    /// The place of an outline's value by its path: `sections[0].heading`.
    pub place: &'a dyn Fn(&str) -> Place,
    /// The figures.
    pub statistics: Arc<Statistics>,
    /// What editors supply.
    pub cases: &'a [Case],
    /// What stands around the body.
    pub frame: &'a Frame,
    /// Full-width characters that a line of the title holds.
    pub title_characters: usize,
    /// The issuing office.
    pub office: &'a str,
    /// The date of issue.
    pub date: NaiveDate,
}

/// 附件: its name as title, with what somebody wrote and what follows as in an outline.
#[derive(Debug, Clone, PartialEq)]
pub struct Attachment {
    /// What somebody wrote, pictures ready to print.
    pub text: Case,
    /// Templates, tables and charts of figures.
    pub body: Vec<Item>,
    /// Whether its pages lie on their long side.
    pub is_landscape: bool,
}

/// What stands around the body, ready to print.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Frame {
    /// Lines of the title that replace the outline's.
    pub title: Vec<String>,
    /// The red head.
    pub masthead: Option<Masthead>,
    /// 主送.
    pub addressee: Option<String>,
    /// 附件 in their order.
    pub attachments: Vec<Attachment>,
    /// Who signs, and the date.
    pub signature: Option<Signature>,
    /// 版记.
    pub imprint: Option<Imprint>,
}

/// Composes a document; problems of the outline stand beside it.
pub fn compose(material: &Material<'_>) -> (Document, Vec<Problem>) {
    let (document, texts) = composed(material);
    (document, texts.problems)
}

/// The texts of the outline as they are printed, each with the path of its template.
pub fn printed(material: &Material<'_>) -> Vec<(String, String)> {
    composed(material).1.printed
}

fn composed<'a>(material: &Material<'a>) -> (Document, Texts<'a>) {
    let Material {
        outline,
        place,
        statistics,
        cases,
        frame,
        title_characters,
        office,
        date,
    } = material;
    let mut texts = Texts::new(outline, *place, Arc::clone(statistics));
    let written = if frame.title.is_empty() {
        let lines = outline.title.iter().enumerate();
        lines
            .map(|(n, line)| texts.plain(line, &format!("title[{n}]")))
            .collect()
    } else {
        frame.title.clone()
    };
    // Lines that someone has set stay as they are.
    let title = match written.as_slice() {
        [line] => title::lines(line, *title_characters),
        _ => written,
    };
    let subject = texts.plain(&outline.subject, "subject");
    labels::report_taken(&mut texts, outline);
    let (blocks, attachments) =
        body::compose(&mut texts, outline, cases, &frame.attachments);
    let document = Document {
        properties: Properties {
            title: title.concat(),
            author: (*office).to_owned(),
            subject,
            date: *date,
        },
        masthead: frame.masthead.clone(),
        title,
        addressee: frame.addressee.clone(),
        contents: Vec::new(),
        blocks,
        attachments,
        signature: frame.signature.clone(),
        imprint: frame.imprint.clone(),
        draft: None,
    };
    (document, texts)
}
