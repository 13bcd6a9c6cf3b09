//! Styles of a Word file: what a paragraph is for, what is hidden, what is numbered.

use std::collections::BTreeMap;

use super::model::Role;
use super::xml::Element;

/// Styles that are based on each other, at most so many deep.
const CHAIN_MAX: usize = 20;

/// All styles of a file by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    usual: Option<String>,
}

/// A style with what it says itself.
#[derive(Debug, Default)]
struct Style {
    base: Option<String>,
    role: Option<Role>,
    is_hidden: Option<bool>,
    is_centred: Option<bool>,
    numbering: Numbering,
}

/// The list and the level in it to which a paragraph belongs, as far as they are said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Numbering {
    pub(super) list: Option<String>,
    pub(super) level: Option<usize>,
}

impl Styles {
    pub(super) fn of(part: &Element) -> Self {
        let mut styles = Self::default();
        for element in part.elements().filter(|element| &*element.name == "w:style") {
            let Some(id) = element.get("w:styleId") else { continue };
            let is_usual = matches!(element.get("w:default"), Some("1" | "true" | "on"));
            if is_usual && element.get("w:type") == Some("paragraph") {
                styles.usual = Some(id.to_owned());
            }
            styles.styles.insert(id.to_owned(), Style::of(element));
        }
        styles
    }

    /// What paragraphs of a style are for.
    pub(super) fn role(&self, id: Option<&str>) -> Role {
        self.first(id, |style| style.role).unwrap_or_default()
    }

    /// Whether paragraphs of a style stand in the middle.
    pub(super) fn is_centred(&self, id: Option<&str>) -> bool {
        self.first(id, |style| style.is_centred).unwrap_or_default()
    }

    /// Whether words are hidden that have a style of paragraph and one of characters: each
    /// turns what the other says, as Word has it.
    pub(super) fn is_hidden(&self, paragraph: Option<&str>, run: Option<&str>) -> bool {
        let says = |id: Option<&str>| {
            self.first(id, |style| style.is_hidden).unwrap_or_default()
        };
        says(paragraph) ^ run.is_some_and(|run| says(Some(run)))
    }

    /// The list to which paragraphs of a style belong.
    pub(super) fn numbering(&self, id: Option<&str>) -> Numbering {
        Numbering {
            list: self.first(id, |style| style.numbering.list.clone()),
            level: self.first(id, |style| style.numbering.level),
        }
    }

    /// The first answer along the styles that a style is based on.
    fn first<T>(
        &self,
        id: Option<&str>,
        answer: impl Fn(&Style) -> Option<T>,
    ) -> Option<T> {
        let mut id = id.or(self.usual.as_deref());
        for _ in 0..CHAIN_MAX {
            let style = self.styles.get(id?)?;
            let found = answer(style);
            if found.is_some() {
                return found;
            }
            id = style.base.as_deref();
        }
        None
    }
}

impl Style {
    fn of(element: &Element) -> Self {
        let properties = element.child("w:pPr");
        let named = element.value("w:name").and_then(role);
        let outlined = properties.and_then(outline);
        Self {
            base: element.value("w:basedOn").map(str::to_owned),
            role: named.or(outlined),
            is_hidden: element.child("w:rPr").and_then(|it| it.switch("w:vanish")),
            is_centred: properties.and_then(centred),
            numbering: properties.map(Numbering::of).unwrap_or_default(),
        }
    }
}

impl Numbering {
    /// What the properties of a paragraph say.
    pub(super) fn of(properties: &Element) -> Self {
        let Some(numbering) = properties.child("w:numPr") else { return Self::default() };
        Self {
            list: numbering.value("w:numId").map(str::to_owned),
            level: numbering.value("w:ilvl").and_then(|level| level.parse().ok()),
        }
    }

    /// What is said here, and where nothing is said, there.
    pub(super) fn or(self, other: Self) -> Self {
        Self { list: self.list.or(other.list), level: self.level.or(other.level) }
    }
}

/// The role that a level of outline gives.
pub(super) fn outline(properties: &Element) -> Option<Role> {
    let level: u8 = properties.value("w:outlineLvl")?.parse().ok()?;
    Some(if level < 9 { Role::Heading(level + 1) } else { Role::Body })
}

/// Whether the properties of a paragraph put it in the middle, if they say it.
pub(super) fn centred(properties: &Element) -> Option<bool> {
    properties.value("w:jc").map(|value| value == "center")
}

/// The role of a style by its name.
fn role(name: &str) -> Option<Role> {
    let name = name.to_lowercase();
    if matches!(name.as_str(), "title" | "标题") {
        return Some(Role::Title);
    }
    if matches!(name.as_str(), "caption" | "题注") {
        return Some(Role::Caption);
    }
    let level = ["heading", "标题"]
        .iter()
        .find_map(|start| name.strip_prefix(start))?;
    Some(Role::Heading(level.trim().parse().unwrap_or(1)))
}
