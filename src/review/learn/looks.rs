//! The looks of a Word file as style.yaml has them: page, faces, sizes, spacing.

use super::blocks::{Part, Parts, parts};
use super::fit::Room;
use super::frame::around;
use crate::layout::{Style, TextAlign, TextStyle};
use crate::word::edit::Element;
use crate::word::{Block, Reading};

/// Faces by which Word files call them, with the layout's name of the kind.
const FACES: [(&str, &str); 16] = [
    ("小标宋", "biaosong"),
    ("华文中宋", "biaosong"),
    ("STZhongsong", "biaosong"),
    ("大标宋", "biaosong"),
    ("仿宋", "fangsong"),
    ("FangSong", "fangsong"),
    ("楷", "kai"),
    ("KaiTi", "kai"),
    ("黑", "hei"),
    ("SimHei", "hei"),
    ("雅黑", "hei"),
    ("YaHei", "hei"),
    ("等线", "hei"),
    ("宋", "song"),
    ("SimSun", "song"),
    ("Song", "song"),
];
const TWIPS_PER_MM: f64 = 1440.0 / 25.4;
const CHAIN_MAX: usize = 20;

/// The body and the styles of a Word file as they are written.
pub(crate) struct Written<'a> {
    /// `w:document`.
    pub(crate) document: &'a Element,
    /// `w:styles`, where the file has them.
    pub(crate) styles: Option<&'a Element>,
}

/// The usual style with what the Word file looks like, and what could not be taken over.
pub(crate) fn looks(
    written: &Written<'_>,
    reading: &Reading,
    rooms: &[Room],
    usual: &Style,
) -> (Style, Vec<String>) {
    let mut style = usual.clone();
    let mut left = Vec::new();
    let Parts { head, title, body } = parts(reading);
    let (frame, body) = around(&head, body);
    let mut paragraphs = Vec::new();
    collect(written.document, &mut paragraphs);
    let mut take = |sample: Option<String>, text: &mut TextStyle| {
        let sample = sample.filter(|sample| !sample.is_empty());
        let found = sample.and_then(|sample| {
            paragraphs.iter().find(|it| words(it).contains(&sample)).copied()
        });
        if let Some(paragraph) = found {
            Look { written, paragraph }.put(text, &mut left);
        }
    };
    take(title.first().cloned(), &mut style.text.title);
    for (level, text) in (1_u8..).zip(&mut style.text.headings) {
        let sample = body.iter().find_map(|part| {
            let Part::Heading { level: own, text } = part else { return None };
            (*own == level).then(|| text.clone())
        });
        take(sample, text);
    }
    let longest = body.iter().filter_map(|part| {
        if let Part::Text(text) = part { Some(text.clone()) } else { None }
    });
    take(longest.max_by_key(String::len), &mut style.text.body);
    let tables: Vec<_> = body
        .iter()
        .filter_map(|part| {
            let Part::Table { caption, table, notes } = part else { return None };
            Some((caption, table, notes))
        })
        .collect();
    if let Some((caption, table, _)) = tables.first() {
        take(Some((*caption).clone()), &mut style.text.table_caption);
        let cell = |row: usize, column: usize| -> Option<String> {
            let cell = table.rows.get(row)?.cells.get(column)?;
            cell.blocks.iter().find_map(|block| match block {
                Block::Paragraph(paragraph) => Some(paragraph.text()),
                Block::Table(_) | Block::Unread(_) => None,
            })
        };
        take(cell(0, 0).map(|it| without_blanks(&it)), &mut style.text.table_header);
        take(cell(1, 1).map(|it| without_blanks(&it)), &mut style.text.table_text);
    }
    let note = tables.iter().find_map(|(_, _, notes)| notes.first().cloned());
    take(note, &mut style.text.table_note);
    let (issuer, _) = frame.signature.unzip();
    take(frame.addressee, &mut style.text.addressee);
    take(issuer, &mut style.text.signature);
    take(frame.imprint.into_iter().next(), &mut style.text.imprint);
    page(written, &mut style);
    left.extend(smaller(&mut style, rooms));
    left.dedup();
    (style, left)
}

fn collect<'e>(element: &'e Element, out: &mut Vec<&'e Element>) {
    for inner in element.elements() {
        if &*inner.name == "w:p" {
            out.push(inner);
        }
        collect(inner, out);
    }
}

pub(super) fn words(paragraph: &Element) -> String {
    fn add(element: &Element, out: &mut String) {
        for inner in element.elements() {
            match &*inner.name {
                "w:t" => out.push_str(&inner.text()),
                "w:p" => {}
                _ => add(inner, out),
            }
        }
    }
    let mut out = String::new();
    add(paragraph, &mut out);
    without_blanks(&out)
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A paragraph with the styles that it follows.
struct Look<'a> {
    written: &'a Written<'a>,
    paragraph: &'a Element,
}

impl<'a> Look<'a> {
    /// The properties of a kind, from the nearest to the most general.
    fn properties(&self, kind: &'static str) -> Vec<&'a Element> {
        let own = self.paragraph.child("w:pPr");
        let mut all = Vec::new();
        if kind == "w:rPr" {
            let runs = self.paragraph.elements().filter(|it| &*it.name == "w:r");
            let run =
                runs.max_by_key(|run| run.child("w:t").map_or(0, |it| it.text().len()));
            all.extend(run.and_then(|run| run.child("w:rPr")));
        } else {
            all.extend(own);
        }
        let Some(styles) = self.written.styles else { return all };
        let find = |id: &str| {
            styles
                .elements()
                .find(|it| &*it.name == "w:style" && it.get("w:styleId") == Some(id))
        };
        let usual = || {
            styles.elements().find(|it| {
                it.get("w:type") == Some("paragraph")
                    && matches!(it.get("w:default"), Some("1" | "true" | "on"))
            })
        };
        let named = own.and_then(|own| own.value("w:pStyle")).and_then(find);
        let mut style = named.or_else(usual);
        for _ in 0..CHAIN_MAX {
            let Some(here) = style else { break };
            all.extend(here.child(kind));
            style = here.value("w:basedOn").and_then(find);
        }
        let defaults = styles.child("w:docDefaults");
        let defaults = defaults.and_then(|it| it.child(&format!("{kind}Default")));
        all.extend(defaults.and_then(|it| it.child(kind)));
        all
    }

    /// An attribute of the nearest property that has it.
    fn said(
        &self,
        kind: &'static str,
        property: &str,
        attribute: &str,
    ) -> Option<&'a str> {
        let all = self.properties(kind).into_iter();
        all.filter_map(|it| it.child(property))
            .find_map(|it| it.get(attribute))
    }

    fn number(&self, kind: &'static str, property: &str, attribute: &str) -> Option<f64> {
        self.said(kind, property, attribute)?.parse().ok()
    }

    fn put(&self, text: &mut TextStyle, left: &mut Vec<String>) {
        if let Some(face) = self.said("w:rPr", "w:rFonts", "w:eastAsia") {
            match FACES.iter().find(|(word, _)| face.contains(word)) {
                Some((_, known)) => text.face = (*known).to_owned(),
                None => left.push(format!("字体“{face}”没有对应的，用了“{}”", text.face)),
            }
        }
        if let Some(half) = self.number("w:rPr", "w:sz", "w:val") {
            text.size_pt = (half / 2.0).clamp(5.0, 100.0);
        }
        let switches = self.properties("w:rPr");
        text.bold = switches.iter().find_map(|it| it.switch("w:b")).unwrap_or(false);
        let colour = self.said("w:rPr", "w:color", "w:val");
        let colour = colour.filter(|it| it.len() == 6 && *it != "000000");
        text.colour = colour.map(str::to_uppercase);
        if let Some(align) = self.said("w:pPr", "w:jc", "w:val") {
            text.align = match align {
                "center" => TextAlign::Centre,
                "right" | "end" => TextAlign::Right,
                "left" | "start" => TextAlign::Left,
                _ => TextAlign::Justify,
            };
        }
        let by_characters = self.number("w:pPr", "w:ind", "w:firstLineChars");
        let by_width = self.number("w:pPr", "w:ind", "w:firstLine");
        let indent = by_characters.map(|hundredths| hundredths / 100.0);
        let indent = indent.filter(|it| *it > 0.0);
        let indent = indent.or(by_width.map(|twips| twips / 20.0 / text.size_pt));
        text.indent_characters = tenth(indent.unwrap_or(0.0).clamp(0.0, 20.0));
        let is_exact = matches!(
            self.said("w:pPr", "w:spacing", "w:lineRule"),
            Some("exact" | "atLeast")
        );
        let line = self.number("w:pPr", "w:spacing", "w:line").filter(|_| is_exact);
        text.line_pt = line.map(|twips| (twips / 20.0).max(text.size_pt));
        let gap = |name| {
            self.number("w:pPr", "w:spacing", name)
                .map(|twips| tenth(twips / 20.0))
        };
        text.before_pt = gap("w:before").unwrap_or(0.0).clamp(0.0, 100.0);
        text.after_pt = gap("w:after").unwrap_or(0.0).clamp(0.0, 100.0);
    }
}

/// Paper, margins, and how much of the body stands on a page.
fn page(written: &Written<'_>, style: &mut Style) {
    let Some(section) = last(written.document, "w:sectPr") else { return };
    let mm = |property: &str, attribute: &str| -> Option<f64> {
        let twips: f64 = section.child(property)?.get(attribute)?.parse().ok()?;
        Some(tenth(twips / TWIPS_PER_MM)).filter(|mm| (0.0..=500.0).contains(mm))
    };
    let page = &mut style.page;
    for (own, property, attribute) in page.of_section() {
        *own = mm(property, attribute).unwrap_or(*own);
    }
    let body = &style.text.body;
    let pitch = section
        .child("w:docGrid")
        .filter(|grid| grid.get("w:type").is_some())
        .and_then(|grid| grid.get("w:linePitch"))
        .and_then(|pitch| pitch.parse::<f64>().ok());
    let line = body
        .line_pt
        .or(pitch.map(|twips| twips / 20.0))
        .unwrap_or(body.size_pt * 1.8);
    // A grid is for the body; larger lines would stand in each other.
    let large = std::iter::once(&mut style.text.title).chain(&mut style.text.headings);
    for text in large.filter(|text| text.line_pt.is_none() && text.size_pt * 1.2 > line) {
        text.line_pt = Some(tenth(text.size_pt * 1.3));
    }
    let mm = |points: f64| points * 20.0 / TWIPS_PER_MM;
    page.refit(mm(line), mm(body.size_pt));
    let width = page.text_width_mm();
    // A hair under it: the sum of margins has no end in binary.
    let width = (width * 10.0 - 0.5).floor() / 10.0;
    style.chart.width_mm = style.chart.width_mm.min(width);
}

/// Makes the type of tables so small that every number stands on one line; what is told
/// of it.
fn smaller(style: &mut Style, rooms: &[Room]) -> Option<String> {
    const LEAST_PT: f64 = 9.0;
    let page = &style.page;
    let width_mm = page.width_mm - page.left_mm - page.right_mm;
    let padding_mm = 2.0 * style.table.padding_mm;
    let size = |(share, characters): &Room| {
        let room_pt = (width_mm * share - padding_mm) * TWIPS_PER_MM / 20.0;
        room_pt * 2.0 / f64::from((*characters).max(1))
    };
    let room = rooms.iter().map(size).fold(f64::INFINITY, f64::min);
    let room = ((room * 2.0).floor() / 2.0).max(LEAST_PT);
    let (text, header) = (&mut style.text.table_text, &mut style.text.table_header);
    let told = (text.size_pt > room).then(|| {
        let size = text.size_pt;
        format!("表格文字原为{size}磅，数字一行放不下，用了{room}磅")
    })?;
    for text in [text, header] {
        text.size_pt = text.size_pt.min(room);
        text.after_pt = 0.0;
        text.before_pt = 0.0;
    }
    Some(told)
}

/// The last element of a name.
fn last<'e>(element: &'e Element, name: &str) -> Option<&'e Element> {
    let own = element.elements().filter(|it| &*it.name == name).last();
    own.or_else(|| element.elements().filter_map(|it| last(it, name)).last())
}

fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
