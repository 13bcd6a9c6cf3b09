//! Comments put into a Word file, each at the words that it speaks of.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::build::{declare, element, relate, run, words};
use super::model::{Block, Inline, Paragraph};
use super::package::Package;
use super::xml::{Element, NUMBER, Node, Tree};
use super::{Refusal, of_package, write};

const COMMENTS: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// A comment to be put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The paragraph, as the reading numbers it.
    pub paragraph: usize,
    /// Characters of its text; the whole of it when absent.
    pub characters: Option<Range<usize>>,
    /// Who says it.
    pub author: String,
    /// What is said, a line a paragraph.
    pub text: String,
}

/// A Word file with comments put in; those that it had are kept.
///
/// # Errors
/// As [`super::read`].
pub fn annotate(bytes: &[u8], remarks: &[Remark]) -> Result<Vec<u8>, Refusal> {
    let package = Package::open(bytes)?;
    let reading = of_package(&package)?;
    let mut paragraphs = BTreeMap::new();
    gather(&reading.body, &mut paragraphs);
    let part = package.body()?;
    let missing = || Refusal::broken("里面没有正文，不是 Word 文档");
    let mut document = package.tree(&part)?.ok_or_else(missing)?;
    document.number();
    let known = package.related(&package.relations(&part)?, "comments")?;
    let first = known.as_ref().map_or(0, |(_, comments)| next_id(comments));
    let mut marks = Marks::default();
    for (id, remark) in (first..).zip(remarks) {
        marks.add(id, remark, paragraphs.get(&remark.paragraph).copied());
    }
    marks.set(&mut document.root);
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", &part));
    let mut parts = BTreeMap::new();
    let (name, mut comments) = match known {
        Some((name, root)) => (name, Tree { root, foreign: Vec::new() }),
        None => {
            let name = format!("{folder}/comments.xml");
            let list = format!("{folder}/_rels/{file}.rels");
            let empty = || Tree::of(element("rel:Relationships", &[], Vec::new()));
            let mut relations = package.tree(&list)?.unwrap_or_else(empty);
            relate(&mut relations.root, "comments", "comments.xml");
            parts.insert(list, write::xml(&relations));
            let types = "[Content_Types].xml";
            let mut listed = package.tree(types)?.ok_or_else(missing)?;
            declare(&mut listed.root, &name, COMMENTS);
            parts.insert(types.to_owned(), write::xml(&listed));
            (name, Tree::of(element("w:comments", &[], Vec::new())))
        }
    };
    let new = (first..).zip(remarks).map(|(id, remark)| comment(id, remark));
    comments.root.children.extend(new.map(Node::Element));
    parts.insert(name, write::xml(&comments));
    parts.insert(part, write::xml(&document));
    write::package(bytes, parts)
}

/// All paragraphs of a body by their numbers.
pub(super) fn gather<'r>(
    blocks: &'r [Block],
    paragraphs: &mut BTreeMap<usize, &'r Paragraph>,
) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                paragraphs.insert(paragraph.at, paragraph);
                for inline in &paragraph.inlines {
                    if let Inline::TextBox(blocks) = inline {
                        gather(blocks, paragraphs);
                    }
                }
            }
            Block::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.for_each(|cell| gather(&cell.blocks, paragraphs));
            }
            Block::Unread(_) => {}
        }
    }
}

fn next_id(comments: &Element) -> usize {
    let ids = comments.elements().filter_map(|it| it.get("w:id")?.parse().ok());
    ids.max().map_or(0, |last: usize| last + 1)
}

fn comment(id: usize, remark: &Remark) -> Element {
    let Remark { author, text, .. } = remark;
    let lines = text
        .lines()
        .map(|line| element("w:p", &[], vec![run(None, vec![words("w:t", line)])]));
    let initials: String = author.chars().take(1).collect();
    let attributes =
        [("w:id", &*id.to_string()), ("w:author", author), ("w:initials", &initials)];
    element("w:comment", &attributes, lines.collect())
}

/// Where comments begin and end.
#[derive(Debug, Default)]
struct Marks {
    /// By run and by characters before them in it.
    runs: BTreeMap<usize, BTreeMap<usize, Vec<Mark>>>,
    /// Characters of the runs.
    lengths: BTreeMap<usize, usize>,
    /// Comments of whole paragraphs that have no words.
    paragraphs: BTreeMap<usize, Vec<usize>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Start(usize),
    End(usize),
}

impl Marks {
    fn add(&mut self, id: usize, remark: &Remark, paragraph: Option<&Paragraph>) {
        let mut spans: Vec<(usize, Range<usize>)> = Vec::new();
        let mut before = paragraph.map_or(0, |it| it.number.chars().count());
        for inline in paragraph.iter().flat_map(|it| &it.inlines) {
            let length = match inline {
                Inline::Text(words) => {
                    let length = words.text.chars().count();
                    // Words of a run may be parted by what is no text.
                    let known = self.run_start(&spans, words.run);
                    spans.push((words.run, before - known..before + length));
                    length
                }
                Inline::Formula(words) => words.chars().count(),
                Inline::Picture(_)
                | Inline::Chart(_)
                | Inline::TextBox(_)
                | Inline::Note(_)
                | Inline::Plain(_)
                | Inline::Unread(_) => 0,
            };
            before += length;
        }
        let whole = 0..before;
        let wanted = remark.characters.clone().unwrap_or(whole);
        let touched: Vec<&(usize, Range<usize>)> = spans
            .iter()
            .filter(|(_, span)| span.start < wanted.end && wanted.start < span.end)
            .collect();
        let (Some((first, start)), Some((last, end))) = (touched.first(), touched.last())
        else {
            self.paragraphs.entry(remark.paragraph).or_default().push(id);
            return;
        };
        for (run, span) in [(first, start), (last, end)] {
            let length = self.lengths.entry(*run).or_default();
            *length = (*length).max(span.len());
        }
        let from = wanted.start.saturating_sub(start.start);
        let to = wanted.end.min(end.end) - end.start;
        self.mark(*first, from, Mark::Start(id));
        self.mark(*last, to, Mark::End(id));
    }

    /// Characters of a run that were read before.
    fn run_start(&self, spans: &[(usize, Range<usize>)], run: usize) -> usize {
        let known = spans.last().filter(|(known, _)| *known == run);
        known.map_or(0, |(_, span)| span.len())
    }

    fn mark(&mut self, run: usize, before: usize, mark: Mark) {
        self.runs
            .entry(run)
            .or_default()
            .entry(before)
            .or_default()
            .push(mark);
    }

    /// Puts the marks into what stands in an element.
    fn set(&self, parent: &mut Element) {
        let children = std::mem::take(&mut parent.children);
        for node in children {
            let Node::Element(mut child) = node else {
                parent.children.push(node);
                continue;
            };
            self.set(&mut child);
            let marks = self.runs.get(&child.number()).filter(|_| &*child.name == "w:r");
            if let Some(marks) = marks {
                let length = self.lengths.get(&child.number()).copied().unwrap_or(0);
                parent.children.extend(split(child, marks, length).map(Node::Element));
                continue;
            }
            if &*child.name == "w:p" {
                let whole = self.paragraphs.get(&child.number());
                for id in whole.into_iter().flatten() {
                    let marks = [Mark::Start(*id), Mark::End(*id)];
                    let marks = marks.iter().flat_map(|mark| written(*mark));
                    child.children.extend(marks.map(Node::Element));
                }
            }
            parent.children.push(Node::Element(child));
        }
    }
}

/// A run cut where marks stand, with the marks between.
fn split(
    run: Element,
    marks: &BTreeMap<usize, Vec<Mark>>,
    length: usize,
) -> impl Iterator<Item = Element> {
    let mut out = Vec::new();
    let count: usize = run.elements().map(characters).sum();
    // Ends first: where one comment ends another may begin.
    let set = |marks: &[Mark], out: &mut Vec<Element>| {
        let (ends, starts): (Vec<Mark>, Vec<Mark>) =
            marks.iter().partition(|mark| matches!(mark, Mark::End(_)));
        out.extend(ends.into_iter().chain(starts).flat_map(written));
    };
    if count != length {
        // What it shows is not what stands in it letter by letter: it stays whole.
        let (before, after): (Vec<Mark>, Vec<Mark>) = marks
            .values()
            .flatten()
            .partition(|mark| matches!(mark, Mark::Start(_)));
        set(&before, &mut out);
        out.push(run);
        set(&after, &mut out);
        return out.into_iter();
    }
    let mut rest = run;
    let mut done = 0;
    for (at, marks) in marks {
        if *at > done && *at < length {
            let (left, right) = cut(rest, at - done);
            out.push(left);
            rest = right;
            done = *at;
        }
        if *at >= length {
            out.push(rest.clone());
            rest.children.clear();
        }
        set(marks, &mut out);
    }
    if !rest.children.is_empty() {
        out.push(rest);
    }
    out.into_iter()
}

/// Characters that an element of a run shows.
fn characters(element: &Element) -> usize {
    match &*element.name {
        "w:t" => element.text().chars().count(),
        "w:tab" | "w:ptab" | "w:br" | "w:cr" | "w:noBreakHyphen" | "w:sym" => 1,
        _ => 0,
    }
}

/// A run in two, so many characters before the cut.
fn cut(run: Element, at: usize) -> (Element, Element) {
    let is_number = |(name, _): &(Arc<str>, String)| &**name == NUMBER;
    let mut left = Element { children: Vec::new(), ..run.clone() };
    let mut right = left.clone();
    right.attributes.retain(|attribute| !is_number(attribute));
    if let Some(properties) = run.child("w:rPr") {
        right.children.push(Node::Element(properties.clone()));
    }
    let mut before = 0;
    for node in run.children {
        let Node::Element(element) = node else { continue };
        let length = characters(&element);
        if before + length <= at && (before < at || &*element.name == "w:rPr") {
            left.children.push(Node::Element(element));
        } else if before >= at {
            right.children.push(Node::Element(element));
        } else {
            let text = element.text();
            let head: String = text.chars().take(at - before).collect();
            let tail: String = text.chars().skip(at - before).collect();
            left.children.push(Node::Element(words("w:t", &head)));
            right.children.push(Node::Element(words("w:t", &tail)));
        }
        before += length;
    }
    (left, right)
}

/// A mark as Word writes it.
fn written(mark: Mark) -> Vec<Element> {
    match mark {
        Mark::Start(id) => {
            vec![element("w:commentRangeStart", &[("w:id", &id.to_string())], Vec::new())]
        }
        Mark::End(id) => {
            let id = id.to_string();
            let at = [("w:id", &*id)];
            let reference = element("w:commentReference", &at, Vec::new());
            vec![
                element("w:commentRangeEnd", &at, Vec::new()),
                run(None, vec![reference]),
            ]
        }
    }
}
