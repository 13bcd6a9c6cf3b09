//! Two packages made one: the template's parts, and those of ours that the body needs.

use std::collections::{BTreeMap, BTreeSet};

use super::super::package::{self, DOCUMENT, Package};
use super::super::xml::{self, Element, Node};
use super::Template;
use super::styles::{self, Mapped};
use crate::diagnostics::Problem;

const TYPES: &str = "[Content_Types].xml";
const STYLES: &str = "word/styles.xml";
const FONTS: &str = "word/fontTable.xml";
const NOTES: &str = "word/footnotes.xml";
const RELATIONS: &str = "word/_rels/document.xml.rels";

/// Our parts keep clear of the template's in a folder of their own.
const FOLDER: &str = "bulletin";

/// Kinds of parts that are the template's.
const THEIRS: [&str; 6] =
    ["styles", "settings", "fontTable", "theme", "header", "footer"];

/// The parts of our file.
pub(super) struct Ours {
    pub(super) document: Element,
    pub(super) styles: Element,
    fonts: Element,
    /// Footnotes, where there are any.
    notes: Option<Element>,
    /// Of the document, those that come along.
    relations: Vec<Element>,
    types: Element,
    others: BTreeMap<String, Vec<u8>>,
}

impl Ours {
    pub(super) fn of(package: Package) -> Result<Self, Box<Problem>> {
        let mut others: BTreeMap<String, Vec<u8>> =
            package.files()?.into_iter().collect();
        let mut tree = |name: &str| {
            let bytes = others.remove(name).unwrap_or_default();
            xml::parse(&bytes).map_err(|error| package::failed(&error.to_string()))
        };
        let (document, styles, fonts) = (tree(DOCUMENT)?, tree(STYLES)?, tree(FONTS)?);
        let (types, relations) = (tree(TYPES)?, tree(RELATIONS)?);
        let notes = others.get(NOTES).and_then(|part| xml::parse(part).ok());
        let comes = |relation: &&Element| {
            let kind = relation.get("Type").unwrap_or_default();
            !THEIRS.iter().any(|theirs| kind.ends_with(&format!("/{theirs}")))
        };
        let relations = relations.elements().filter(comes).cloned().collect();
        others.retain(|name, _| {
            let is_theirs =
                THEIRS.iter().any(|kind| name.starts_with(&format!("word/{kind}")));
            !is_theirs && !name.starts_with("docProps/") && name != "_rels/.rels"
        });
        Ok(Self { document, styles, fonts, notes, relations, types, others })
    }

    /// Ids of the styles that the document uses, and of those they are based on.
    pub(super) fn used_styles(&self) -> BTreeSet<String> {
        let mut used = BTreeSet::from(["Normal".to_owned()]);
        let written = std::iter::once(&self.document).chain(&self.notes);
        for part in written {
            part.clone().walk(&mut |element| {
                if matches!(&*element.name, "w:pStyle" | "w:rStyle" | "w:tblStyle") {
                    used.extend(element.get("w:val").map(str::to_owned));
                }
            });
        }
        // A base stands before what is based on it, or is found in the next turn.
        for _ in 0..4 {
            for style in self.styles.elements() {
                if style.get("w:styleId").is_some_and(|id| used.contains(id)) {
                    used.extend(styles::base(style).map(str::to_owned));
                }
            }
        }
        used
    }

    /// Styles, relations and numbers by the names that are free in the template.
    pub(super) fn rename(&mut self, mapped: &Mapped, theirs: &Element) {
        let mut last = 0;
        theirs.clone().walk(&mut |element| {
            if matches!(&*element.name, "wp:docPr" | "w:bookmarkStart") {
                let id = ["id", "w:id"]
                    .iter()
                    .find_map(|name| element.get(name)?.parse().ok());
                last = last.max(id.unwrap_or(0));
            }
        });
        let later =
            |id: &str| id.parse::<u32>().map_or(0, |id| id.saturating_add(last + 1));
        self.document.walk(&mut |element| {
            let style = element.get("w:val").and_then(|id| mapped.ids.get(id)).cloned();
            match (element.name.as_str(), style) {
                ("w:pStyle" | "w:rStyle" | "w:tblStyle", Some(id)) => {
                    element.set("w:val", &id);
                }
                ("wp:docPr", _) => element.edit_attribute("id", later),
                ("w:bookmarkStart" | "w:bookmarkEnd", _) => {
                    element.edit_attribute("w:id", later);
                }
                // What names no style is 正文, which may be another in the template.
                ("w:p", _) => body_style(element, mapped),
                _ => {}
            }
            for (name, value) in &mut element.attributes {
                if name.starts_with("r:") {
                    *value = renamed(value);
                }
            }
        });
    }

    /// Puts the footnotes among those of the template, or leaves them a part of their own.
    pub(super) fn join_notes(&mut self, theirs: &mut Theirs, mapped: &Mapped) {
        let Some(mut notes) = self.notes.take() else { return };
        notes.walk(&mut |element| {
            let style = element.get("w:val").and_then(|id| mapped.ids.get(id)).cloned();
            if let ("w:pStyle" | "w:rStyle", Some(id)) = (element.name.as_str(), style) {
                element.set("w:val", &id);
            }
        });
        let Some(part) = theirs.notes_name.clone() else {
            let bytes = notes.to_part().unwrap_or_default();
            self.others.insert(NOTES.to_owned(), bytes);
            return;
        };
        let number = |note: &Element| note.get("w:id").and_then(|id| id.parse().ok());
        let ours: Vec<Element> = notes
            .elements()
            .filter(|note| note.get("w:type").is_none())
            .cloned()
            .collect();
        let known = theirs.parts.get(&part).and_then(|part| xml::parse(part).ok());
        let known = known.iter().flat_map(Element::elements).filter_map(number);
        let last = known.fold(0, i32::max);
        let later = |id: &str| id.parse::<i32>().map_or(0, |id| id.saturating_add(last));
        theirs.change(&[part], |list| {
            for mut note in ours.clone() {
                note.edit_attribute("w:id", later);
                list.children.push(Node::Element(note));
            }
        });
        self.document.walk(&mut |element| {
            if element.name == "w:footnoteReference" {
                element.edit_attribute("w:id", later);
            }
        });
        self.others.remove(NOTES);
        self.relations.retain(|relation| {
            !relation.get("Type").is_some_and(|kind| kind.ends_with("/footnotes"))
        });
    }

    /// What stands in the body, without the properties of the last section.
    pub(super) fn take_body(&mut self) -> Vec<Node> {
        let mut children = Vec::new();
        self.document
            .edit("w:body", |body| children = std::mem::take(&mut body.children));
        children.retain(
            |node| !matches!(node, Node::Element(child) if child.name == "w:sectPr"),
        );
        children
    }
}

fn body_style(paragraph: &mut Element, mapped: &Mapped) {
    let Some(id) = mapped.ids.get("Normal") else { return };
    if paragraph.elements().all(|child| child.name != "w:pPr") {
        paragraph.children.insert(0, Node::Element(Element::new("w:pPr")));
    }
    paragraph.edit("w:pPr", |properties| {
        if properties.elements().all(|child| child.name != "w:pStyle") {
            let style = Element::new("w:pStyle").with("w:val", id);
            properties.children.insert(0, Node::Element(style));
        }
    });
}

fn renamed(id: &str) -> String {
    format!("Bulletin{id}")
}

/// The template's parts while they are changed.
pub(super) struct Theirs {
    pub(super) styles: Element,
    styles_name: String,
    main: String,
    fonts_name: Option<String>,
    notes_name: Option<String>,
    parts: BTreeMap<String, Vec<u8>>,
}

impl Theirs {
    pub(super) fn of(template: &Template) -> Self {
        let name = |kind: &str| {
            let found = template.related.iter().find(|one| one.kind == kind);
            found.map(|one| one.target.clone())
        };
        let styles_name = name("styles").unwrap_or_else(|| STYLES.to_owned());
        let styles = template
            .parts
            .get(&styles_name)
            .and_then(|part| xml::parse(part).ok());
        Self {
            styles: styles.unwrap_or_else(|| Element::new("w:styles")),
            styles_name,
            main: template.main.clone(),
            fonts_name: name("fontTable"),
            notes_name: name("footnotes"),
            parts: template.parts.clone(),
        }
    }

    /// Changes parts by their names.
    pub(super) fn change(&mut self, names: &[String], change: impl Fn(&mut Element)) {
        for name in names {
            let Some(bytes) = self.parts.get_mut(name) else { continue };
            if let Ok(mut part) = xml::parse(bytes) {
                change(&mut part);
                *bytes = part.to_part().unwrap_or_else(|_| std::mem::take(bytes));
            }
        }
    }

    /// All files of the finished package.
    pub(super) fn with(
        mut self,
        main: &Element,
        ours: Ours,
    ) -> Result<Vec<(String, Vec<u8>)>, Box<Problem>> {
        let Ours { relations, types, others, fonts, .. } = ours;
        let main_name = self.main.clone();
        let folder =
            main_name.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let file = main_name.rsplit('/').next().unwrap_or_default();
        self.change(&[format!("{folder}/_rels/{file}.rels")], |list| {
            for relation in &relations {
                let target = relation.get("Target").unwrap_or_default();
                let target = match target.strip_prefix("../") {
                    Some(outside) => format!("/{FOLDER}/{outside}"),
                    None => format!("/word/{FOLDER}/{target}"),
                };
                let mut relation = relation.clone();
                relation.edit_attribute("Id", renamed);
                relation.set("Target", &target);
                list.children.push(Node::Element(relation));
            }
        });
        let fonts_name: Vec<String> = self.fonts_name.clone().into_iter().collect();
        self.change(&fonts_name, |table| add_fonts(table, &fonts));
        self.change(&[TYPES.to_owned()], |list| add_types(list, &types, &main_name));
        let failed = |error: std::io::Error| package::failed(&error.to_string());
        self.parts.insert(main_name, main.to_part().map_err(failed)?);
        self.parts
            .insert(self.styles_name, self.styles.to_part().map_err(failed)?);
        self.parts
            .extend(others.into_iter().map(|(name, bytes)| (moved(&name), bytes)));
        // Programs look for it first.
        let types = self.parts.remove(TYPES).unwrap_or_default();
        Ok(std::iter::once((TYPES.to_owned(), types)).chain(self.parts).collect())
    }
}

/// The name of one of our parts beside the template's.
fn moved(name: &str) -> String {
    match name.strip_prefix("word/") {
        Some(inner) => format!("word/{FOLDER}/{inner}"),
        None => format!("{FOLDER}/{name}"),
    }
}

fn add_fonts(table: &mut Element, ours: &Element) {
    let names: BTreeSet<String> = table
        .elements()
        .filter_map(|font| font.get("w:name"))
        .map(str::to_owned)
        .collect();
    let new = ours
        .elements()
        .filter(|font| font.get("w:name").is_some_and(|name| !names.contains(name)));
    let new: Vec<Node> = new.cloned().map(Node::Element).collect();
    table.children.extend(new);
}

/// Types of our parts beside those of the template; a template's main part becomes a
/// document's.
fn add_types(list: &mut Element, ours: &Element, main: &str) {
    const KINDS: [(&str, &str); 2] = [("Default", "Extension"), ("Override", "PartName")];
    let main = format!("/{main}");
    for entry in list
        .elements_mut()
        .filter(|entry| entry.get("PartName") == Some(&main))
    {
        entry.edit_attribute("ContentType", |kind| {
            kind.replace("template.main", "document.main")
        });
    }
    for (kind, key) in KINDS {
        for entry in ours.elements().filter(|entry| entry.name == kind) {
            let mut entry = entry.clone();
            if kind == "Override" {
                let name =
                    entry.get(key).unwrap_or_default().trim_start_matches('/').to_owned();
                let is_theirs = name == DOCUMENT
                    || name.starts_with("docProps/")
                    || THEIRS
                        .iter()
                        .any(|kind| name.starts_with(&format!("word/{kind}")));
                if is_theirs {
                    continue;
                }
                entry.set(key, &format!("/{}", moved(&name)));
            }
            let value = entry.get(key).unwrap_or_default().to_lowercase();
            let is_known = list.elements().any(|other| {
                other.get(key).is_some_and(|known| known.to_lowercase() == value)
            });
            if !is_known {
                list.children.push(Node::Element(entry));
            }
        }
    }
}
