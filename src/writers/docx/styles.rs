//! The styles of style.yaml as Word's, each whole in itself; those that no layout changes
//! are stored in `parts/styles.xml`.
//!
//! None is based on 正文, whose indent no table text should inherit.

use super::contents::{self, LEVELS};
use super::footnotes;
use super::measures::{eighths, half_points, mm_twips, pt_twips, unsigned, whole};
use super::page::{character_spacing_twips, line_pitch_twips, number_line_pt};
use super::roles::{ROLES, Role};
use super::stored::{latent_styles, stored};
use super::text::face;
use super::xml::{Element, Node};
use crate::layout::{Face, Style, TextAlign};

/// Style of the paragraph that holds a picture, whose line grows with it.
pub(super) const PICTURE: &str = "Picture";
/// Word's own 题注, on which those of tables, charts and pictures are based.
pub(super) const CAPTION: &str = "Caption";
/// Style of a table of figures.
pub(super) const TABLE: &str = "StatisticsTable";
/// Style of a table that only sets things side by side.
pub(super) const PLAIN_TABLE: &str = "TableNormal";

/// styles.xml.
pub(super) fn part(style: &Style) -> Element {
    let mut part = stored(include_str!("parts/styles.xml")).child(latent_styles());
    part.edit("w:docDefaults", |defaults| {
        defaults.edit("w:rPrDefault", |of_runs| {
            of_runs.edit("w:rPr", |properties| {
                let usual = type_of(style, Role::Body);
                properties.children.splice(0..0, usual.into_iter().map(Node::Element));
            });
        });
    });
    let is_table = |element: &&mut Element| element.get("w:styleId") == Some(TABLE);
    for table in part.elements_mut().filter(is_table) {
        table.edit("w:tblPr", |properties| rules(properties, style));
    }
    let mut part = part
        .children(ROLES.map(|(role, ..)| of_role(style, role)))
        .children((1..=LEVELS).map(|level| contents_style(style, level)))
        .child(caption_style(style))
        .child(note_style(style));
    super::order::sort(&mut part);
    part
}

/// The rules and the margins of a table of figures.
fn rules(properties: &mut Element, style: &Style) {
    let table = &style.table;
    properties.edit("w:tblBorders", |rules| {
        for rule in rules.elements_mut() {
            let is_inside = rule.name.starts_with("w:inside");
            let pt = if is_inside { table.inner_rule_pt } else { table.outer_rule_pt };
            rule.set("w:sz", &eighths(pt));
        }
    });
    properties.edit("w:tblCellMar", |margins| {
        for name in ["w:left", "w:right"] {
            let width = unsigned(mm_twips(table.padding_mm));
            margins.edit(name, |side| side.set("w:w", &width));
        }
    });
}

fn of_role(style: &Style, role: Role) -> Element {
    let shown = &role.style(style).name;
    let name = role.built_in().map_or(shown.as_str(), |(name, _)| name);
    let next = if role.goes_on_as_body() { Role::Body } else { role };
    let mut word = looks(style, role, (role.id(), name, next));
    match role.built_in() {
        Some((_, usual)) if usual != shown => {
            word = word.child(value("w:aliases", shown));
        }
        Some(_) => {}
        // Word's own styles are known by their name, all others by this mark.
        None => word.set("w:customStyle", &1),
    }
    if role == Role::Body {
        word.set("w:default", &1);
    }
    if let Role::Heading(level) = role {
        word.edit("w:pPr", |properties| {
            properties.replace(value("w:outlineLvl", level));
        });
    }
    word.children(role.is_caption().then(|| value("w:basedOn", CAPTION)))
}

/// A style that looks as a role: its id, its name, and what Enter at its end begins.
///
/// Lines and characters have the grid's measures themselves. On the grid, Word would
/// squeeze characters a second time, LibreOffice snaps each figure to a cell of its own, and
/// WPS does not snap at all. Word sets a blank between hanzi and figures, and lines would
/// break otherwise than in the PDF. A line alone is what makes 22 lines a page.
fn looks(style: &Style, role: Role, (id, name, next): (&str, &str, Role)) -> Element {
    let text = role.style(style);
    let spacing = Element::new("w:spacing")
        .with("w:before", unsigned(pt_twips(text.before_pt)))
        .with("w:after", unsigned(pt_twips(text.after_pt)))
        .with("w:line", line_twips(style, role))
        .with("w:lineRule", "exact");
    let off = ["w:widowControl", "w:autoSpaceDE", "w:autoSpaceDN", "w:snapToGrid"];
    let paragraph = Element::new("w:pPr")
        .children(role.keeps_next().then(|| Element::new("w:keepNext")))
        .children(off.map(|name| value(name, 0)))
        .child(spacing)
        .child(indents(style, role))
        .child(value("w:jc", alignment(text.align)));
    let run = Element::new("w:rPr")
        .children(type_of(style, role))
        .children(text.bold.then(|| Element::new("w:b")))
        .children(text.bold.then(|| Element::new("w:bCs")))
        .child(value("w:snapToGrid", 0))
        .children(text.colour.as_ref().map(|colour| value("w:color", colour)))
        .children(
            is_on_grid(style, role)
                .then(|| value("w:spacing", character_spacing_twips(style))),
        );
    Element::new("w:style")
        .with("w:type", "paragraph")
        .with("w:styleId", id)
        .child(value("w:name", name))
        .child(value("w:next", next.id()))
        .child(Element::new("w:qFormat"))
        .child(paragraph)
        .child(run)
}

/// Face and size of a role.
fn type_of(style: &Style, role: Role) -> Vec<Element> {
    let size = half_points(role.style(style).size_pt);
    let fonts = face(style, role).map(|Face { word, word_latin, .. }| {
        Element::new("w:rFonts")
            .with("w:ascii", word_latin)
            .with("w:hAnsi", word_latin)
            .with("w:cs", word_latin)
            .with("w:eastAsia", word)
    });
    let sizes = ["w:sz", "w:szCs"].map(|name| value(name, size));
    fonts.into_iter().chain(sizes).collect()
}

fn value(name: &str, value: impl ToString) -> Element {
    Element::new(name).with("w:val", value)
}

/// Whether lines and characters are those of the page's grid.
fn is_on_grid(style: &Style, role: Role) -> bool {
    let text = role.style(style);
    let same_size = (text.size_pt - style.text.body.size_pt).abs() < 0.01;
    text.line_pt.is_none() && same_size && role != Role::PageNumber
}

/// Where lines stand, in docx-rs's words.
pub(super) fn alignment(align: TextAlign) -> docx_rs::AlignmentType {
    match align {
        TextAlign::Justify => docx_rs::AlignmentType::Both,
        TextAlign::Left => docx_rs::AlignmentType::Left,
        TextAlign::Centre => docx_rs::AlignmentType::Center,
        TextAlign::Right => docx_rs::AlignmentType::Right,
    }
}

/// Height of a line of a role.
pub(super) fn line_twips(style: &Style, role: Role) -> i32 {
    match (role, role.style(style).line_pt) {
        (Role::PageNumber, _) => pt_twips(number_line_pt(style)),
        (_, Some(line)) => pt_twips(line),
        (_, None) => line_pitch_twips(&style.page),
    }
}

/// Blank above the characters of a line, and under them.
pub(super) fn half_blank_twips(style: &Style, role: Role) -> i32 {
    (line_twips(style, role) - pt_twips(role.style(style).size_pt)) / 2
}

fn indents(style: &Style, role: Role) -> Element {
    let text = role.style(style);
    let characters = |count: f64| whole(count * text.size_pt * 20.0);
    let frame = &style.frame;
    let (left, right) = if role == Role::Signature {
        (0.0, frame.signature_inset_characters)
    } else if role == Role::Imprint {
        (frame.imprint_inset_characters, frame.imprint_inset_characters)
    } else {
        (0.0, 0.0)
    };
    let first = text.indent_characters.max(0.0);
    Element::new("w:ind")
        .with("w:left", characters(left))
        .with("w:right", characters(right))
        .with("w:firstLine", characters(first))
        .with("w:firstLineChars", whole(first * 100.0))
}

/// What Word gives a caption that an editor inserts: it looks like those of tables.
fn caption_style(style: &Style) -> Element {
    looks(style, Role::TableCaption, (CAPTION, "caption", Role::Body))
}

/// The words of a footnote look as those under a table.
fn note_style(style: &Style) -> Element {
    looks(style, Role::TableNote, (footnotes::TEXT, "footnote text", Role::TableNote))
}

/// A line of 目录, further in by level.
fn contents_style(style: &Style, level: usize) -> Element {
    let (id, name) = (contents::style_id(level), format!("toc {level}"));
    let mut word = looks(style, Role::Body, (&id, &name, Role::Body));
    let left = (level - 1) * 2 * half_points(style.text.body.size_pt) * 10;
    word.edit("w:pPr", |properties| {
        properties.replace(value("w:jc", "left"));
        properties.edit("w:ind", |indent| {
            indent.set("w:left", &left);
            indent.set("w:firstLine", &0);
            indent.set("w:firstLineChars", &0);
        });
    });
    word
}
