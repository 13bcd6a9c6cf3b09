//! A unit's own Word file as template: page, headers, footers, red head and styles are its
//! own, the body is ours.
//!
//! The body takes the place of the paragraph `{{正文}}`, or stands at the end; other marks
//! such as `{{期号}}` become words wherever they stand. What the template says itself stays.

mod body;
mod marks;
mod parts;
mod styles;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::finish;
use super::package::{self, Package};
use super::stored::WORD;
use super::xml::{self, Element};
use crate::diagnostics::{Code, Outcome, Place, Problem};
use crate::document::Document;
use crate::files;
use crate::layout::Style;
use marks::Values;

/// A template as it was read.
#[derive(Debug, Clone)]
pub struct Template {
    /// By which messages name it.
    name: PathBuf,
    /// Every part by its name.
    parts: BTreeMap<String, Vec<u8>>,
    /// Name of the main part.
    main: String,
    document: Element,
    /// Parts that the main part speaks of, by the kind of relation.
    related: Vec<files::Relation>,
}

/// No template of a unit comes near this.
const LIMITS: files::Limits = files::Limits { part_bytes: 32 << 20, all_bytes: 64 << 20 };

impl Template {
    /// Reads a template; `name` is how messages call it.
    ///
    /// # Errors
    /// When it is no Word file that can be gone on from, or its marks are not understood.
    pub fn read(name: &Path, bytes: Vec<u8>) -> Outcome<Self> {
        let refused = |reason: String| {
            let hint = "用 Word 或 WPS 打开模板，另存为 .docx（不含宏、不设密码）";
            vec![
                Problem::error(Code::BAD_TEMPLATE, format!("Word 模板不能用：{reason}"))
                    .at(Place::file(name))
                    .hint(hint),
            ]
        };
        let template =
            Self::opened(name, bytes).map_err(|fault| refused(fault.to_string()))?;
        if template.parts.keys().any(|part| part.ends_with("vbaProject.bin")) {
            return Err(refused("它带有宏".to_owned()));
        }
        if template.document.get("xmlns:w") != Some(WORD) || template.body().is_none() {
            return Err(refused("不是 Word 的文档，或是“严格开放 XML”格式".to_owned()));
        }
        let problems = marks::problems(&template);
        if problems.is_empty() { Ok(template) } else { Err(problems) }
    }

    fn opened(name: &Path, bytes: Vec<u8>) -> Result<Self, files::Fault> {
        let mut package = files::Package::open(bytes, LIMITS)?;
        let main = package.main_part()?.ok_or(files::Fault::Broken)?;
        let related = package.relations(&main)?;
        let names: Vec<String> = package.names().map(str::to_owned).collect();
        let mut parts = BTreeMap::new();
        for part in names {
            let bytes = package.part(&part)?.unwrap_or_default();
            parts.insert(part, bytes);
        }
        let document = parts.get(&main).ok_or(files::Fault::Broken)?;
        let document = xml::parse(document).map_err(|_| files::Fault::Broken)?;
        Ok(Self { name: name.to_owned(), parts, main, document, related })
    }

    fn body(&self) -> Option<&Element> {
        self.document.elements().find(|child| child.name == "w:body")
    }

    /// The trees of the main part, the headers and the footers.
    fn written(&self) -> Vec<Element> {
        let around = self
            .around()
            .filter_map(|part| xml::parse(self.parts.get(part)?).ok());
        std::iter::once(self.document.clone()).chain(around).collect()
    }

    /// Names of the headers and footers.
    fn around(&self) -> impl Iterator<Item = &String> {
        let is_around =
            |one: &&files::Relation| matches!(&*one.kind, "header" | "footer");
        self.related.iter().filter(is_around).map(|one| &one.target)
    }

    /// The part of the document that stands in the body: the head is the template's.
    pub fn body_of(&self, document: &Document) -> Document {
        let mut body = Document { masthead: None, ..document.clone() };
        if self.written().iter().any(|part| marks::has(part, marks::TITLE)) {
            body.title = Vec::new();
        }
        body
    }

    /// What the template says beside the body, its marks filled in.
    pub fn words(&self, document: &Document) -> Vec<String> {
        let values = Values::of(document);
        let mut words = Vec::new();
        for mut part in self.written() {
            values.fill(&mut part);
            words.extend(marks::paragraphs(&part));
        }
        words
    }

    /// The style with the paper and margins of the template.
    fn paper(&self, style: &Style) -> Style {
        let mut style = style.clone();
        let section = self.body().and_then(|body| body.elements().last());
        let Some(section) = section.filter(|last| last.name == "w:sectPr") else {
            return style;
        };
        let mm = |name: &str, attribute: &str| -> Option<f64> {
            let found = section.elements().find(|child| child.name == name)?;
            let twips: f64 = found.get(attribute)?.parse().ok()?;
            Some(twips.abs() * 25.4 / 1440.0)
        };
        let page = &mut style.page;
        let (line_mm, character_mm) = (page.line_mm(), page.character_mm());
        for (measure, name, attribute) in page.of_section() {
            *measure = mm(name, attribute).unwrap_or(*measure);
        }
        // Lines and characters keep their distance, as many as then have room.
        page.refit(line_mm, character_mm);
        style
    }
}

/// Writes a document into a template, with what of it did not fit.
///
/// # Errors
/// Those of [`super::write`].
pub fn write_into(
    document: &Document,
    style: &Style,
    template: &Template,
) -> Outcome<(Vec<u8>, Vec<Problem>)> {
    let body = template.body_of(document);
    let package = super::package(&body, &template.paper(style))?;
    fitted(template, document, package).map_err(|problem| vec![*problem])
}

fn fitted(
    template: &Template,
    document: &Document,
    package: Package,
) -> Result<(Vec<u8>, Vec<Problem>), Box<Problem>> {
    let values = Values::of(document);
    let mut problems = values.problems(template);
    let mut ours = parts::Ours::of(package)?;
    let mut theirs = parts::Theirs::of(template);
    theirs.change(&template.around().cloned().collect::<Vec<_>>(), |part| {
        values.fill(part);
    });

    let pattern = body::Pattern::of(template);
    let mapped = styles::merge(&mut theirs.styles, &ours, &pattern);
    problems.extend(mapped.problems(template));
    ours.rename(&mapped, &template.document);
    ours.join_notes(&mut theirs, &mapped);
    pattern.apply(&mut ours.document);
    if let Some(section) = finish::last_section(&template.document) {
        finish::sections(&mut ours.document, &section);
    }
    let mut main = template.document.clone();
    body::put(&mut main, ours.take_body());
    values.fill(&mut main);
    body::declare(&mut main, &ours.document);
    problems.extend(no_page_number(template));
    let files = theirs.with(&main, ours)?;
    let bytes =
        package::pack(files).map_err(|error| package::failed(&error.to_string()))?;
    Ok((bytes, problems))
}

fn no_page_number(template: &Template) -> Option<Problem> {
    let has_number = template.written().iter_mut().any(|part| {
        let mut found = false;
        part.walk(&mut |element| {
            let of_field = element.get("w:instr").unwrap_or_default().contains("PAGE");
            found |= of_field
                || (element.name == "w:instrText" && element.words().contains("PAGE"));
        });
        found
    });
    (!has_number).then(|| {
        Problem::warning(Code::TEMPLATE_MISFIT, "Word 模板的页眉页脚里没有页码")
            .at(Place::file(&template.name))
            .hint("在模板的页脚里插入页码；不需要页码的不必改")
    })
}
