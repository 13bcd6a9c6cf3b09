//! A red head that is drawn, as a template for Word: what stands above the title as it is,
//! with marks for what changes each month.

use std::collections::{BTreeMap, BTreeSet};

use super::frame::Frame;
use crate::word::Refusal;
use crate::word::edit::{self, Element, Node, Package, Tree};

/// What the words above the title are shown by when no letters make them.
const DRAWN: [&str; 4] = ["w:drawing", "w:pict", "w:object", "mc:AlternateContent"];
/// Relations of the body that a head may need without naming them.
const KEPT: [&str; 8] = [
    "styles",
    "settings",
    "theme",
    "fontTable",
    "numbering",
    "webSettings",
    "header",
    "footer",
];

/// The template; none where the head is words alone, which bulletin.yaml gives.
///
/// # Errors
/// As of [`crate::word::read`].
pub(crate) fn head(
    bytes: &[u8],
    package: &Package,
    title: Option<&str>,
    frame: &Frame,
) -> Result<Option<Vec<u8>>, Refusal> {
    let part = package.body()?;
    let Some(mut tree) = package.tree(&part)? else { return Ok(None) };
    let Some(body) = body_of(&mut tree.root) else { return Ok(None) };
    let is_title = |block: &Element| {
        let is =
            |title: &str| !title.is_empty() && super::looks::words(block).contains(title);
        &*block.name == "w:p" && title.is_some_and(is)
    };
    let above: Vec<Element> = body
        .elements()
        .take_while(|block| !is_title(block))
        .cloned()
        .collect();
    let is_drawn = above
        .iter()
        .any(|it| DRAWN.iter().any(|name| it.find(name).is_some()));
    if !is_drawn || body.elements().count() == above.len() {
        return Ok(None);
    }
    let section = body.elements().filter(|it| &*it.name == "w:sectPr").last().cloned();
    let place = edit::run(None, vec![edit::words("w:t", "{{正文}}")]);
    let place = edit::element("w:p", &[], vec![place]);
    let blocks = above.into_iter().map(|mut block| {
        mark(&mut block, frame);
        block
    });
    let blocks = blocks.chain([place]).chain(section);
    body.children = blocks.map(Node::Element).collect();
    let mut parts = without(package, &part, &tree)?;
    parts.insert(part, edit::xml(&tree));
    edit::package(bytes, parts).map(Some)
}

fn body_of(root: &mut Element) -> Option<&mut Element> {
    root.children.iter_mut().find_map(|node| match node {
        Node::Element(element) if &*element.name == "w:body" => Some(element),
        Node::Element(_) | Node::Text(_) => None,
    })
}

/// Puts marks in the place of what the frame knows by heart.
fn mark(element: &mut Element, frame: &Frame) {
    if &*element.name == "w:p" {
        let mut text = String::new();
        each_text(element, &mut |words| text.push_str(words));
        let known = [
            (&frame.issue, "{{期号}}"),
            (&frame.document_number, "{{发文字号}}"),
            (&frame.date, "{{日期}}"),
        ];
        let marked = known.into_iter().fold(text.clone(), |text, (told, mark)| {
            told.as_ref().map_or(text.clone(), |told| text.replace(told, mark))
        });
        if marked != text {
            // Runs cut text where they like: the first takes it all.
            let mut rest = Some(marked);
            each_text(element, &mut |words| *words = rest.take().unwrap_or_default());
        }
    }
    for node in &mut element.children {
        if let Node::Element(inner) = node {
            mark(inner, frame);
        }
    }
}

/// Calls `change` on the words of a paragraph, not of those in boxes within it.
fn each_text(element: &mut Element, change: &mut dyn FnMut(&mut String)) {
    let is_text = &*element.name == "w:t";
    for node in &mut element.children {
        match node {
            Node::Text(words) if is_text => change(words),
            Node::Element(inner) if &*inner.name != "w:p" => each_text(inner, change),
            Node::Text(_) | Node::Element(_) => {}
        }
    }
}

/// The list of relations without those that only the old text needed, and their parts as
/// nothing.
fn without(
    package: &Package,
    part: &str,
    tree: &Tree,
) -> Result<BTreeMap<String, Vec<u8>>, Refusal> {
    fn ids<'e>(element: &'e Element, out: &mut BTreeSet<&'e str>) {
        let own = element.attributes.iter().filter(|(name, _)| name.starts_with("r:"));
        out.extend(own.map(|(_, value)| value.as_str()));
        element.elements().for_each(|inner| ids(inner, out));
    }
    let mut named = BTreeSet::new();
    ids(&tree.root, &mut named);
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let list = format!("{folder}/_rels/{file}.rels");
    let Some(mut relations) = package.tree(&list)? else { return Ok(BTreeMap::new()) };
    let (kept, lost): (Vec<_>, Vec<_>) = package
        .relations(part)?
        .into_iter()
        .partition(|it| named.contains(&*it.id) || KEPT.contains(&&*it.kind));
    relations.root.children.retain(|node| match node {
        Node::Element(it) => kept.iter().any(|kept| it.get("Id") == Some(&kept.id)),
        Node::Text(_) => false,
    });
    let lost = lost.into_iter().filter_map(|it| it.part);
    let is_used = |name: &String| kept.iter().any(|it| it.part.as_ref() == Some(name));
    let mut parts: BTreeMap<String, Vec<u8>> = lost
        .filter(|name| !is_used(name))
        .map(|name| (name, Vec::new()))
        .collect();
    parts.insert(list, edit::xml(&relations));
    Ok(parts)
}
