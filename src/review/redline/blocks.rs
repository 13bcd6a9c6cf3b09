//! Paragraphs, rows and cells of both files laid beside each other.

use super::moves::moves;
use super::tokens::{Change, Token};
use super::{Compared, Side};
use crate::audit::likeness::{Known, known, likeness};
use crate::audit::sequence::{Step, align};
use crate::word::Refusal;
use crate::word::edit::{self, Element, Node};

/// Properties of a paragraph that mean nothing in another file.
const OWN: &[&str] = &["w:numPr", "w:sectPr", "w:pPrChange"];

/// Marks of a paragraph's end that another one takes the place of.
const MARKS: &[&str] = &["w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:rPrChange"];

/// A block with what it is known by.
pub(super) struct Item<'e> {
    element: &'e Element,
    pub(super) text: String,
    known: Known,
    pub(super) tokens: Vec<Token>,
}

impl<'e> Item<'e> {
    /// A block that says nothing by itself.
    pub(super) fn of(element: &'e Element) -> Self {
        Self { element, text: String::new(), known: known(""), tokens: Vec::new() }
    }

    pub(super) fn is_paragraph(&self) -> bool {
        &*self.element.name == "w:p"
    }
}

impl Compared<'_> {
    /// A body or a cell of the new file with what changed in it.
    pub(super) fn container(
        &self,
        old: &Element,
        new: &Element,
    ) -> Result<Element, Refusal> {
        let (before, after) = (self.items(&self.old, old)?, self.items(&self.new, new)?);
        let pair = |a: usize, b: usize| before.get(a).zip(after.get(b));
        let is_same = |a: usize, b: usize| {
            pair(a, b).is_some_and(|(a, b)| {
                a.element.name == b.element.name && a.text == b.text
            })
        };
        let weight = |a: usize, b: usize| match pair(a, b) {
            Some((a, b)) if a.element.name == b.element.name => {
                // The same is more than the like.
                if a.text == b.text { 150 } else { likeness(&a.known, &b.known) }
            }
            _ => 0,
        };
        let mut out = Vec::new();
        let steps = align(before.len(), after.len(), &weight, &is_same);
        let moves = moves(&steps, &before, &after, self.moves.get());
        self.moves.set(self.moves.get() + moves.out.len());
        for step in steps {
            match step {
                Step::Both(a, b) => {
                    if let Some((a, b)) = pair(a, b) {
                        self.both(a, b, &mut out)?;
                    }
                }
                Step::Left(a) => {
                    if let Some(item) = before.get(a) {
                        let moved = moves.out.get(&a).copied();
                        let change = moved.map_or(Change::TakenOut, Change::MovedOut);
                        out.push(self.whole(&self.old, item, change)?);
                    }
                }
                Step::Right(b) => {
                    if let Some(item) = after.get(b) {
                        let moved = moves.into.get(&b).copied();
                        let change = moved.map_or(Change::PutIn, Change::MovedIn);
                        out.push(self.whole(&self.new, item, change)?);
                    }
                }
            }
        }
        let mut changed = new.clone();
        changed.children = out.into_iter().map(Node::Element).collect();
        let is_block = |it: &&Element| matches!(&*it.name, "w:p" | "w:tbl" | "w:sdt");
        // Properties of a cell stand first, those of a section last.
        let (first, last): (Vec<&Element>, Vec<&Element>) = new
            .elements()
            .filter(|it| !is_block(it))
            .partition(|it| &*it.name == "w:tcPr");
        let first = first.into_iter().cloned().map(Node::Element);
        changed.children.splice(0..0, first);
        let last = last.into_iter().filter(|it| &*it.name == "w:sectPr");
        changed.children.extend(last.cloned().map(Node::Element));
        Ok(changed)
    }

    fn items<'e>(
        &self,
        side: &Side<'_>,
        parent: &'e Element,
    ) -> Result<Vec<Item<'e>>, Refusal> {
        let mut items = Vec::new();
        for element in parent.elements() {
            match &*element.name {
                "w:p" => {
                    let tokens = self.tokens(side, element)?;
                    let text: String =
                        tokens.iter().map(|token| token.key.as_str()).collect();
                    items.push(Item { element, known: known(&text), text, tokens });
                }
                "w:tbl" => {
                    let mut text = String::new();
                    for row in rows(element) {
                        text.push_str(&self.row_text(side, row)?);
                        text.push('\n');
                    }
                    let item =
                        Item { element, known: known(&text), text, tokens: Vec::new() };
                    items.push(item);
                }
                "w:sdt" => {
                    if let Some(content) = element.child("w:sdtContent") {
                        items.extend(self.items(side, content)?);
                    }
                }
                "w:tcPr" | "w:sectPr" => {}
                // Marks between paragraphs stay where they are in the new file.
                _ if side.is_old => {}
                _ => items.push(Item::of(element)),
            }
        }
        Ok(items)
    }

    fn both(
        &self,
        old: &Item<'_>,
        new: &Item<'_>,
        out: &mut Vec<Element>,
    ) -> Result<(), Refusal> {
        if old.text == new.text {
            out.push(new.element.clone());
            return Ok(());
        }
        if &*new.element.name == "w:p" {
            let runs = self.merged(&old.tokens, &new.tokens)?;
            out.push(paragraph(new.element, runs));
            return Ok(());
        }
        if columns(old.element) == columns(new.element) {
            out.push(self.table(old.element, new.element)?);
            return Ok(());
        }
        out.push(self.whole(&self.old, old, Change::TakenOut)?);
        out.push(self.whole(&self.new, new, Change::PutIn)?);
        Ok(())
    }

    /// A block that only one side has.
    pub(super) fn whole(
        &self,
        side: &Side<'_>,
        item: &Item<'_>,
        change: Change,
    ) -> Result<Element, Refusal> {
        match &*item.element.name {
            "w:p" => {
                let outer = self.is_whole.replace(true);
                let marked = self.one_sided(item.element, &item.tokens, change);
                self.is_whole.set(outer);
                return marked;
            }
            "w:tbl" => {}
            _ => return Ok(item.element.clone()),
        }
        let mut table = item.element.clone();
        for node in &mut table.children {
            if let Node::Element(row) = node
                && &*row.name == "w:tr"
            {
                *row = self.row_of(side, row, change)?;
            }
        }
        Ok(table)
    }

    /// A paragraph with its mark that was put in or taken out.
    fn one_sided(
        &self,
        element: &Element,
        tokens: &[Token],
        change: Change,
    ) -> Result<Element, Refusal> {
        let mut marked = paragraph(element, self.all(tokens, change)?);
        let empty = |name| move || edit::element(name, &[], Vec::new());
        let mut properties = marked.take("w:pPr").unwrap_or_else(empty("w:pPr"));
        if change.is_out() {
            OWN.iter().for_each(|name| drop(properties.take(name)));
        }
        let mut looks = properties.take("w:rPr").unwrap_or_else(empty("w:rPr"));
        MARKS.iter().for_each(|name| drop(looks.take(name)));
        looks
            .children
            .insert(0, Node::Element(self.change(change.name(), Vec::new())));
        let is_last = |node: &Node| matches!(node, Node::Element(it) if matches!(&*it.name, "w:sectPr" | "w:pPrChange"));
        let at = properties.children.iter().position(is_last);
        let at = at.unwrap_or(properties.children.len());
        properties.children.insert(at, Node::Element(looks));
        marked.children.insert(0, Node::Element(properties));
        if let Some((start, end)) = self.ends_of_move(change) {
            marked.children.insert(1, Node::Element(start));
            marked.children.push(Node::Element(end));
        }
        Ok(marked)
    }

    /// A table of as many columns on both sides, row by row.
    fn table(&self, old: &Element, new: &Element) -> Result<Element, Refusal> {
        let read =
            |side: &Side<'_>, table| -> Result<Vec<(String, Known, String)>, Refusal> {
                rows(table)
                    .map(|row| {
                        let text = self.row_text(side, row)?;
                        Ok((text.clone(), known(&text), name(&text).to_owned()))
                    })
                    .collect()
            };
        let (before, after) = (read(&self.old, old)?, read(&self.new, new)?);
        let pair = |a: usize, b: usize| before.get(a).zip(after.get(b));
        let is_same = |a: usize, b: usize| pair(a, b).is_some_and(|(a, b)| a.0 == b.0);
        let weight = |a: usize, b: usize| match pair(a, b) {
            Some((a, b)) if a.0 == b.0 => 150,
            // A row is known by what it is about.
            Some((a, b)) if !a.2.is_empty() && a.2 == b.2 => 100,
            Some((a, b)) if !a.2.is_empty() && !b.2.is_empty() => 0,
            Some((a, b)) => likeness(&a.1, &b.1),
            None => 0,
        };
        let (olds, news): (Vec<&Element>, Vec<&Element>) =
            (rows(old).collect(), rows(new).collect());
        let mut changed = Vec::new();
        for step in align(before.len(), after.len(), &weight, &is_same) {
            match step {
                Step::Both(a, b) => {
                    let about = after.get(b).map(|row| format!("{}：", row.2));
                    self.cell.replace(about.unwrap_or_default());
                    if let (Some(a), Some(b)) = (olds.get(a), news.get(b)) {
                        self.row(a, b, &mut changed)?;
                    }
                    self.cell.take();
                }
                Step::Left(a) => {
                    if let Some(row) = olds.get(a) {
                        changed.push(self.row_of(&self.old, row, Change::TakenOut)?);
                    }
                }
                Step::Right(b) => {
                    if let Some(row) = news.get(b) {
                        changed.push(self.row_of(&self.new, row, Change::PutIn)?);
                    }
                }
            }
        }
        let mut table = new.clone();
        table
            .children
            .retain(|node| matches!(node, Node::Element(it) if &*it.name != "w:tr"));
        table.children.extend(changed.into_iter().map(Node::Element));
        Ok(table)
    }

    /// A row of both sides, cell by cell.
    fn row(
        &self,
        old: &Element,
        new: &Element,
        out: &mut Vec<Element>,
    ) -> Result<(), Refusal> {
        let olds: Vec<&Element> = cells(old).collect();
        if olds.len() != cells(new).count() {
            out.push(self.row_of(&self.old, old, Change::TakenOut)?);
            out.push(self.row_of(&self.new, new, Change::PutIn)?);
            return Ok(());
        }
        let mut row = new.clone();
        let mut olds = olds.into_iter();
        for node in &mut row.children {
            if let Node::Element(cell) = node
                && &*cell.name == "w:tc"
                && let Some(old) = olds.next()
            {
                *cell = self.container(old, cell)?;
            }
        }
        out.push(row);
        Ok(())
    }

    /// A row that only one side has.
    fn row_of(
        &self,
        side: &Side<'_>,
        row: &Element,
        change: Change,
    ) -> Result<Element, Refusal> {
        let name = change.name();
        let outer = self.is_whole.replace(true);
        let mark = Node::Element(self.change(name, Vec::new()));
        self.is_whole.set(outer);
        let mut marked = row.clone();
        let empty = || edit::element("w:trPr", &[], Vec::new());
        let mut properties = marked.take("w:trPr").unwrap_or_else(empty);
        properties.children.push(mark);
        for node in &mut marked.children {
            let Node::Element(cell) = node else { continue };
            if &*cell.name != "w:tc" {
                continue;
            }
            let items = self.items(side, cell)?;
            let content = items.iter().map(|item| self.whole(side, item, change));
            let content = content.collect::<Result<Vec<_>, _>>()?;
            let own = cell.child("w:tcPr").cloned();
            cell.children = own.into_iter().chain(content).map(Node::Element).collect();
        }
        // Exceptions of the row from its table come before its own properties.
        let is_exception =
            |node: &&Node| matches!(node, Node::Element(it) if &*it.name == "w:tblPrEx");
        let at = marked.children.iter().take_while(is_exception).count();
        marked.children.insert(at, Node::Element(properties));
        Ok(marked)
    }

    fn row_text(&self, side: &Side<'_>, row: &Element) -> Result<String, Refusal> {
        let mut text = String::new();
        for cell in cells(row) {
            for item in self.items(side, cell)? {
                text.push_str(&item.text);
            }
            text.push('\t');
        }
        Ok(text)
    }
}

/// A paragraph with other runs.
fn paragraph(element: &Element, runs: Vec<Element>) -> Element {
    let mut changed = element.clone();
    changed
        .children
        .retain(|node| matches!(node, Node::Element(it) if &*it.name == "w:pPr"));
    changed.children.extend(runs.into_iter().map(Node::Element));
    changed
}

fn rows(table: &Element) -> impl Iterator<Item = &Element> {
    table.elements().filter(|it| &*it.name == "w:tr")
}

fn cells(row: &Element) -> impl Iterator<Item = &Element> {
    row.elements().filter(|it| &*it.name == "w:tc")
}

fn columns(table: &Element) -> usize {
    table.child("w:tblGrid").map_or(0, |grid| grid.elements().count())
}

/// What a row is about: its first cell that is no number.
fn name(text: &str) -> &str {
    let is_name = |cell: &&str| cell.chars().any(char::is_alphabetic);
    text.split('\t').find(is_name).unwrap_or_default()
}
