//! A Word file as tracked changes against another: rejecting them all gives the old
//! texts and tables, accepting them all gives the new ones.

mod blocks;
mod moves;
mod numbers;
mod parts;
mod tokens;

use std::cell::{Cell, RefCell};

use super::AUTHOR;
use crate::word::Refusal;
use crate::word::edit::{self, Element, Package};
use parts::Borrowed;

/// The same for paragraphs and rows as a whole. LibreOffice makes one of changes of one
/// author that follow each other, and would take a paragraph's end with it.
const AUTHOR_OF_WHOLE: &str = "bulletin（整段整行）";

/// What both sides are read with.
struct Compared<'a> {
    old: Side<'a>,
    new: Side<'a>,
    /// Where words of a text end, in bytes.
    words: &'a dyn Fn(&str) -> Vec<usize>,
    /// Numbers of changes that were made.
    changes: Cell<usize>,
    /// Whether a paragraph or row is being written that only one side has.
    is_whole: Cell<bool>,
    /// How many paragraphs moved so far.
    moves: Cell<usize>,
    /// The row that is being compared: what it is about.
    cell: RefCell<String>,
    /// Numbers that changed within what both sides have.
    numbers: RefCell<Vec<numbers::Moved>>,
    /// Parts of the old file that the new one takes over.
    borrowed: Borrowed,
}

/// A Word file.
struct Side<'a> {
    package: &'a Package,
    /// The name of its body's part.
    part: &'a str,
    /// Whether it is the one that goes.
    is_old: bool,
}

impl Compared<'_> {
    /// `w:ins` or `w:del` around what changed, with a number of its own.
    fn change(&self, name: &str, content: Vec<Element>) -> Element {
        let number = self.changes.get();
        self.changes.set(number + 1);
        // Far from the numbers that other people's changes have.
        let id = (900_000 + number).to_string();
        let author = if self.is_whole.get() { AUTHOR_OF_WHOLE } else { AUTHOR };
        edit::element(name, &[("w:id", &id), ("w:author", author)], content)
    }

    /// The marks around what moved; its two places have one name.
    fn ends_of_move(&self, change: tokens::Change) -> Option<(Element, Element)> {
        let (move_number, [start, end]) = match change {
            tokens::Change::MovedOut(n) => {
                (n, ["w:moveFromRangeStart", "w:moveFromRangeEnd"])
            }
            tokens::Change::MovedIn(n) => (n, ["w:moveToRangeStart", "w:moveToRangeEnd"]),
            tokens::Change::Kept | tokens::Change::PutIn | tokens::Change::TakenOut => {
                return None;
            }
        };
        let name = format!("bulletin{move_number}");
        let mut start = self.change(start, Vec::new());
        let id = start.get("w:id").unwrap_or_default().to_owned();
        start.set("w:name", &name);
        // The schema wants a date, and nothing here knows a clock.
        start.set("w:date", "2000-01-01T00:00:00Z");
        Some((start, edit::element(end, &[("w:id", &id)], Vec::new())))
    }
}

/// The new file with tracked changes against the old one. `words` tells where the words of
/// a text end, in bytes. If `has_numbers`, a table of the numbers that changed ends it, as
/// put in.
///
/// # Errors
/// As of [`crate::word::read`].
pub fn redline(
    old: &[u8],
    new: &[u8],
    words: &dyn Fn(&str) -> Vec<usize>,
    has_numbers: bool,
) -> Result<Vec<u8>, Refusal> {
    let packages = [Package::open(old)?, Package::open(new)?];
    let [old_package, new_package] = &packages;
    let (old_part, new_part) = (old_package.body()?, new_package.body()?);
    let missing = || Refusal::broken("里面没有正文，不是 Word 文档");
    let old_tree = old_package.tree(&old_part)?.ok_or_else(missing)?;
    let mut new_tree = new_package.tree(&new_part)?.ok_or_else(missing)?;
    let compared = Compared {
        old: Side { package: old_package, part: &old_part, is_old: true },
        new: Side { package: new_package, part: &new_part, is_old: false },
        words,
        changes: Cell::new(0),
        is_whole: Cell::new(false),
        moves: Cell::new(0),
        cell: RefCell::default(),
        numbers: RefCell::default(),
        borrowed: Borrowed::default(),
    };
    let body = |root: &Element| root.child("w:body").cloned();
    let (before, after) = (body(&old_tree.root), body(&new_tree.root));
    let (Some(before), Some(after)) = (before, after) else { return Err(missing()) };
    let mut changed = compared.container(&before, &after)?;
    if has_numbers {
        let closing = compared.closing()?.into_iter().map(edit::Node::Element);
        let is_section = |node: &edit::Node| matches!(node, edit::Node::Element(it) if &*it.name == "w:sectPr");
        let end = changed.children.iter().position(is_section);
        let end = end.unwrap_or(changed.children.len());
        changed.children.splice(end..end, closing);
    }
    for node in &mut new_tree.root.children {
        if let edit::Node::Element(element) = node
            && &*element.name == "w:body"
        {
            element.children.clone_from(&changed.children);
        }
    }
    let mut parts = compared.borrowed.written(new_package, &new_part)?;
    parts.insert(new_part.clone(), edit::xml(&new_tree));
    edit::package(new, parts)
}
