//! The styles of style.yaml as Word's, each whole in itself.
//!
//! None is based on 正文, whose indent no table text should inherit.

use super::contents::{self, LEVELS};
use super::flow::NO_FIRST_LINE;
use super::footnotes;
use super::measures::{eighths, half_points, mm_twips, pt_twips, unsigned, whole};
use super::page::{character_spacing_twips, line_pitch_twips, number_line_pt};
use super::roles::{ROLES, Role};
use super::text::face;
use super::xml::Element;
use crate::layout::{Face, Style, TextAlign, TextStyle};

/// Style of the paragraph that holds a picture, whose line grows with it.
pub(super) const PICTURE: &str = "Picture";
/// Space above a picture.
pub(super) const PICTURE_BEFORE_PT: f64 = 6.0;
/// Word's own 题注, on which those of tables, charts and pictures are based.
pub(super) const CAPTION: &str = "Caption";
/// Style of a table of figures.
pub(super) const TABLE: &str = "StatisticsTable";
const PARAGRAPH: docx_rs::StyleType = docx_rs::StyleType::Paragraph;
/// Style of a table that only sets things side by side.
pub(super) const PLAIN_TABLE: &str = "TableNormal";

/// Adds every style.
pub(super) fn styles(docx: docx_rs::Docx, style: &Style) -> docx_rs::Docx {
    let docx = ROLES.iter().fold(defaults(docx, style), |docx, (role, ..)| {
        docx.add_style(paragraph_style(style, *role))
    });
    let docx = (1..=LEVELS)
        .fold(docx, |docx, level| docx.add_style(contents_style(style, level)));
    docx.add_style(caption_style(style))
        .add_style(note_style(style))
        .add_style(note_mark_style())
        .add_style(picture_style())
        .add_style(
            docx_rs::Style::new("DefaultParagraphFont", docx_rs::StyleType::Character)
                .name("Default Paragraph Font")
                .q_format(false)
                .ui_priority(1)
                .semi_hidden(),
        )
        .add_style(plain_table())
        .add_style(statistics_table(style))
}

/// Completes styles.xml with what docx-rs has no words for.
pub(super) fn complete(styles: &mut Element, style: &Style) {
    // docx-rs writes a bare Normal of its own before those that it is given.
    let mut normals = 0;
    styles.children.retain(|node| match node {
        super::xml::Node::Element(element) => {
            let normal = element.get("w:styleId") == Some("Normal");
            normals += usize::from(normal);
            !normal || normals > 1
        }
        super::xml::Node::Text(_) => false,
    });
    let language = Element::new("w:lang")
        .with("w:val", "en-US")
        .with("w:eastAsia", "zh-CN")
        .with("w:bidi", "ar-SA");
    styles.edit("w:docDefaults", |defaults| {
        defaults.edit("w:rPrDefault", |of_runs| {
            of_runs.edit("w:rPr", |properties| properties.replace(language));
        });
    });
    styles.replace(super::stored::latent_styles());
    for element in styles.elements_mut().filter(|element| element.name == "w:style") {
        let id = element.get("w:styleId").unwrap_or_default().to_owned();
        if matches!(id.as_str(), "Normal" | "DefaultParagraphFont" | PLAIN_TABLE) {
            element.set("w:default", &1);
        }
        if element.get("w:type") == Some("paragraph") {
            off_the_grid(element);
        }
        if let Some((role, ..)) = ROLES.iter().find(|(_, own, _)| *own == id) {
            complete_role(element, *role, style);
        }
    }
}

/// Lines and characters have the grid's measures themselves.
///
/// On the grid, Word would squeeze characters a second time, LibreOffice snaps each figure
/// to a cell of its own, and WPS does not snap at all. Word sets a blank between hanzi and
/// figures, and lines would break otherwise than in the PDF.
fn off_the_grid(style: &mut Element) {
    style.edit("w:rPr", |properties| {
        properties.edit("w:snapToGrid", |switch| switch.set("w:val", &0));
    });
    style.edit("w:pPr", |properties| {
        for name in ["w:snapToGrid", "w:autoSpaceDE", "w:autoSpaceDN"] {
            properties.edit(name, |switch| switch.set("w:val", &0));
        }
    });
}

fn complete_role(element: &mut Element, role: Role, style: &Style) {
    let text = role.style(style);
    match role.built_in() {
        Some((_, shown)) if shown != text.name => {
            element.edit("w:aliases", |aliases| aliases.set("w:val", &text.name));
        }
        Some(_) => {}
        // Word's own styles are known by their name, all others by this mark.
        None => element.set("w:customStyle", &1),
    }
    if text.indent_characters > 0.0 {
        let hundredths = whole(text.indent_characters * 100.0);
        element.edit("w:pPr", |properties| {
            properties
                .edit("w:ind", |indent| indent.set("w:firstLineChars", &hundredths));
        });
    }
}

fn defaults(docx: docx_rs::Docx, style: &Style) -> docx_rs::Docx {
    let docx = docx.default_size(half_points(style.text.body.size_pt));
    match face(style, Role::Body) {
        Some(face) => docx.default_fonts(fonts(face)),
        None => docx,
    }
}

fn fonts(face: &Face) -> docx_rs::RunFonts {
    docx_rs::RunFonts::new()
        .ascii(&face.word_latin)
        .hi_ansi(&face.word_latin)
        .east_asia(&face.word)
        .cs(&face.word_latin)
}

fn paragraph_style(style: &Style, role: Role) -> docx_rs::Style {
    let text = role.style(style);
    let name = role.built_in().map_or(text.name.as_str(), |(name, _)| name);
    let next = if role.goes_on_as_body() { Role::Body } else { role };
    let mut word =
        looks(docx_rs::Style::new(role.id(), PARAGRAPH).name(name), style, role)
            .next(next.id());
    if role.is_caption() {
        word = word.based_on(CAPTION);
    }
    if let Role::Heading(level) = role {
        word = word.outline_lvl(usize::from(level));
    }
    word
}

/// The look of a role, as its style and those based on it have it.
fn looks(word: docx_rs::Style, style: &Style, role: Role) -> docx_rs::Style {
    let text = role.style(style);
    let mut word = word
        .size(half_points(text.size_pt))
        .align(alignment(text.align))
        .line_spacing(line_spacing(style, role));
    if let Some(face) = face(style, role) {
        word = word.fonts(fonts(face));
    }
    if let Some(colour) = &text.colour {
        word = word.color(colour);
    }
    if text.bold {
        word = word.bold();
    }
    word = indents(word, style, role);
    // A line alone is what makes 22 lines a page.
    word.paragraph_property.widow_control = Some(false);
    word.paragraph_property.keep_next = role.keeps_next().then_some(true);
    if is_on_grid(style, role) {
        word.run_property =
            word.run_property.character_spacing(character_spacing_twips(style));
    }
    word
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

fn line_spacing(style: &Style, role: Role) -> docx_rs::LineSpacing {
    let text = role.style(style);
    let spacing = docx_rs::LineSpacing::new()
        .before(unsigned(pt_twips(text.before_pt)) as u32)
        .after(unsigned(pt_twips(text.after_pt)) as u32);
    spacing
        .line(line_twips(style, role))
        .line_rule(docx_rs::LineSpacingType::Exact)
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

fn indents(word: docx_rs::Style, style: &Style, role: Role) -> docx_rs::Style {
    let text = role.style(style);
    let characters = |count: f64, of: &TextStyle| whole(count * of.size_pt * 20.0);
    let first = characters(text.indent_characters, text);
    let special = (first > 0).then_some(docx_rs::SpecialIndentType::FirstLine(first));
    let mut left = 0;
    let mut right = 0;
    if role == Role::Signature {
        right = characters(style.frame.signature_inset_characters, text);
    }
    if role == Role::Imprint {
        left = characters(style.frame.imprint_inset_characters, text);
        right = left;
    }
    word.indent(Some(left), special.or(NO_FIRST_LINE), Some(right), None)
}

/// What Word gives a caption that an editor inserts: it looks like those of tables.
fn caption_style(style: &Style) -> docx_rs::Style {
    let word = docx_rs::Style::new(CAPTION, PARAGRAPH).name("caption");
    looks(word, style, Role::TableCaption).next(Role::Body.id())
}

/// The words of a footnote look as those under a table.
fn note_style(style: &Style) -> docx_rs::Style {
    let word = docx_rs::Style::new(footnotes::TEXT, PARAGRAPH).name("footnote text");
    looks(word, style, Role::TableNote).align(docx_rs::AlignmentType::Left)
}

fn note_mark_style() -> docx_rs::Style {
    let mut word = docx_rs::Style::new(footnotes::MARK, docx_rs::StyleType::Character)
        .name("footnote reference");
    word.run_property = word.run_property.vert_align(docx_rs::VertAlignType::SuperScript);
    word
}

/// A line of 目录, further in by level.
fn contents_style(style: &Style, level: usize) -> docx_rs::Style {
    let word = docx_rs::Style::new(contents::style_id(level), PARAGRAPH)
        .name(format!("toc {level}"));
    let left = (level - 1) * 2 * half_points(style.text.body.size_pt) * 10;
    let left = i32::try_from(left).unwrap_or_default();
    looks(word, style, Role::Body)
        .align(docx_rs::AlignmentType::Left)
        .indent(Some(left), NO_FIRST_LINE, Some(0), None)
        .next(Role::Body.id())
}

fn picture_style() -> docx_rs::Style {
    let mut word = docx_rs::Style::new(PICTURE, PARAGRAPH)
        .name("图片")
        .align(docx_rs::AlignmentType::Center)
        .indent(Some(0), NO_FIRST_LINE, Some(0), None)
        // An exact line would cut a picture off.
        .line_spacing(
            docx_rs::LineSpacing::new()
                .before(unsigned(pt_twips(PICTURE_BEFORE_PT)) as u32)
                .line(240)
                .line_rule(docx_rs::LineSpacingType::Auto),
        );
    word.paragraph_property.keep_next = Some(true);
    word
}

fn plain_table() -> docx_rs::Style {
    docx_rs::Style::new(PLAIN_TABLE, docx_rs::StyleType::Table)
        .name("Normal Table")
        .q_format(false)
        .ui_priority(99)
        .semi_hidden()
        .table_property(
            docx_rs::TableProperty::without_borders().set_margins(cell_margins(0)),
        )
}

fn statistics_table(style: &Style) -> docx_rs::Style {
    use docx_rs::TableBorderPosition::{Bottom, InsideH, InsideV, Left, Right, Top};
    let table = &style.table;
    let border = |position, pt| {
        docx_rs::TableBorder::new(position).size(eighths(pt)).color("000000")
    };
    let mut properties = docx_rs::TableProperty::without_borders()
        .set_margins(cell_margins(unsigned(mm_twips(table.padding_mm))));
    for position in [Top, Left, Bottom, Right] {
        properties = properties.set_border(border(position, table.outer_rule_pt));
    }
    for position in [InsideH, InsideV] {
        properties = properties.set_border(border(position, table.inner_rule_pt));
    }
    docx_rs::Style::new(TABLE, docx_rs::StyleType::Table)
        .name("统计表")
        .based_on(PLAIN_TABLE)
        .table_property(properties)
}

fn cell_margins(sides: usize) -> docx_rs::TableCellMargins {
    docx_rs::TableCellMargins::new().margin(0, sides, 0, sides)
}
