//! The one reader of Word files: what Word shows, and what of it cannot be read.
//!
//! Nothing here trusts a file: archives and XML are read within limits. What is not read
//! stands in the reading at its place; nothing is passed over.

mod alt;
mod annotate;
mod body;
mod build;
mod case;
mod chart;
mod drawing;
pub(crate) mod edit;
mod fields;
mod inline;
mod model;
mod names;
mod numbering;
mod numerals;
mod package;
mod styles;
mod symbols;
mod vml;
mod write;
mod xml;

#[cfg(test)]
mod tests;

pub use annotate::{Remark, annotate};
pub use case::{Case, CasePicture, CaseTable, LeftOut, attachment, case};
pub use model::{
    Block, Cell, Chart, Comment, Inline, NoteId, Paragraph, Picture, Reading, Role, Row,
    Series, Table, Words,
};

use body::Reader;
use numbering::Lists;
use package::{Package, Relation};
use styles::Styles;
use xml::Element;

/// Why a Word file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What was found, in Chinese.
    pub message: String,
    /// One step that mends it.
    pub hint: &'static str,
}

impl Refusal {
    pub(crate) fn broken(reason: &str) -> Self {
        Self {
            message: reason.to_owned(),
            hint: "用 Word 或 WPS 打开，另存为 .docx 后再用",
        }
    }

    pub(crate) fn too_large(what: &str) -> Self {
        Self {
            message: format!("{what}，超过上限"),
            hint: "核对文件来源；确实需要的，删去无关内容、另存为 .docx 后再用",
        }
    }
}

/// Reads a Word file.
///
/// # Errors
/// When it is no Word file, is locked with a password, is broken, or unpacks to more than
/// a bulletin or a case ever can.
pub fn read(bytes: &[u8]) -> Result<Reading, Refusal> {
    of_package(&Package::open(bytes)?)
}

/// Whether a Word file carries macros.
///
/// # Errors
/// When it is no Word file.
pub fn has_macros(bytes: &[u8]) -> Result<bool, Refusal> {
    Ok(Package::open(bytes)?.bytes("word/vbaProject.bin")?.is_some())
}

/// The title on the property sheet of a Word file; none without one.
///
/// # Errors
/// When it is no Word file.
pub fn title(bytes: &[u8]) -> Result<Option<String>, Refusal> {
    let core = Package::open(bytes)?.tree("docProps/core.xml")?;
    let is_title = |it: &&xml::Element| it.name.ends_with(":title");
    let title = core.as_ref().and_then(|core| core.root.elements().find(is_title));
    Ok(title.map(|title| title.text().trim().to_owned()))
}

fn of_package(package: &Package) -> Result<Reading, Refusal> {
    let part = package.body()?;
    let mut document = package
        .tree(&part)?
        .ok_or_else(|| Refusal::broken("里面没有正文，不是 Word 文档"))?;
    document.number();
    let relations = package.relations(&part)?;
    let related = |kind| package.related(&relations, kind);
    let styles = related("styles")?
        .map(|(_, part)| Styles::of(&part))
        .unwrap_or_default();
    let mut lists = related("numbering")?
        .map(|(_, part)| Lists::of(&part, &styles))
        .unwrap_or_default();
    let mut reading = Reading::default();
    if let Some((_, comments)) = related("comments")? {
        reading.comments = comments.elements().map(comment).collect();
    }
    let body = document.root.child("w:body").unwrap_or(&document.root);
    let mut reader = Reader::new(package, &styles, &mut lists, &relations, &mut reading);
    let blocks = reader.container(body)?;
    reading.body = blocks;
    for (kind, id) in [
        ("footnotes", NoteId::Footnote as fn(String) -> NoteId),
        ("endnotes", NoteId::Endnote),
    ] {
        // Notes that no relationship names are there all the same.
        let found = match related(kind)? {
            Some(found) => Some(found),
            None => package.unnamed(kind)?,
        };
        if let Some((part, notes)) = found {
            let relations = package.relations(&part)?;
            let mut reader =
                Reader::new(package, &styles, &mut lists, &relations, &mut reading);
            body::notes(&mut reader, &notes, id)?;
        }
    }
    margins(package, &relations, &styles, &mut lists, &mut reading)?;
    Ok(reading)
}

/// Headers and footers, each once.
fn margins(
    package: &Package,
    relations: &[Relation],
    styles: &Styles,
    lists: &mut Lists,
    reading: &mut Reading,
) -> Result<(), Refusal> {
    let is_margin = |relation: &&Relation| matches!(&*relation.kind, "header" | "footer");
    for relation in relations.iter().filter(is_margin) {
        let Some(part) = &relation.part else { continue };
        let Some(tree) = package.tree(part)? else { continue };
        let relations = package.relations(part)?;
        let mut reader = Reader::new(package, styles, lists, &relations, reading);
        let blocks = reader.container(&tree.root)?;
        reading.margins.push(blocks);
    }
    Ok(())
}

fn comment(element: &Element) -> Comment {
    fn words(element: &Element, out: &mut String) {
        for inner in element.elements() {
            match &*inner.name {
                "w:t" => out.push_str(&inner.text()),
                "w:p" => {
                    if !out.is_empty() {
                        out.push('\n');
                    }
                    words(inner, out);
                }
                _ => words(inner, out),
            }
        }
    }
    let said = |name| element.get(name).unwrap_or_default().to_owned();
    let mut text = String::new();
    words(element, &mut text);
    Comment { id: said("w:id"), author: said("w:author"), text, quoted: String::new() }
}

impl Reader<'_> {
    /// The part that a relationship means; none when it lies outside of the file.
    fn target(&self, id: &str) -> Option<String> {
        let relation = self.relations.iter().find(|relation| relation.id == id)?;
        relation.part.clone()
    }
}
