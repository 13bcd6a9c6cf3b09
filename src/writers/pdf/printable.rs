//! Characters that cannot be printed: replaced or removed, and told.

use std::collections::{BTreeMap, BTreeSet};

use super::texts;
use crate::diagnostics::{Code, Place, Problem};
use crate::{document, layout};

/// Printers set this sign for a character that they lack.
const STAND_IN: char = '〓';

/// Where a character was met.
struct Met {
    first: String,
    count: usize,
}

/// The characters of a document that cannot be printed.
#[derive(Default)]
struct Found {
    /// In no font of their face.
    missing: BTreeMap<char, Met>,
    /// No signs at all.
    removed: BTreeMap<char, Met>,
}

/// Every character that the PDF cannot show, once, with the places at which `sources`
/// says it was written; where none is known, with its place in the document.
pub fn unprintable(
    document: &document::Document,
    style: &layout::Style,
    sources: &dyn Fn(char) -> Vec<Place>,
) -> Vec<Problem> {
    let Found { missing, removed } = replace(&mut document.clone(), style);
    let missing = missing
        .iter()
        .map(|(character, met)| without_glyph(*character, met, sources(*character)));
    let removed = removed
        .iter()
        .map(|(character, met)| taken_out(*character, met, sources(*character)));
    missing
        .chain(removed)
        .chain(replaced_by_others(document, style))
        .collect()
}

/// The layout's own fonts that lack hanzi of the document, with these.
fn replaced_by_others(
    document: &document::Document,
    style: &layout::Style,
) -> Vec<Problem> {
    if style.own_fonts.is_empty() {
        return Vec::new();
    }
    let mut fonts: BTreeMap<String, BTreeSet<char>> = BTreeMap::new();
    let mut document = document.clone();
    for document::Text { role, place: _, mut parts } in document::texts(&mut document) {
        let face = texts::face(role, style).and_then(|name| style.faces.get(name));
        let Some(face) = face else { continue };
        for text in parts.iter_mut().map(document::Part::text) {
            for layout::Lacking { font, character } in layout::lacking(style, face, text)
            {
                fonts.entry(font).or_default().insert(character);
            }
        }
    }
    let told = fonts.into_iter().map(|(font, lacking)| {
        let first: String = lacking.iter().take(10).collect();
        let message =
            format!("字体“{font}”缺{}个字（{first}），用后面的字体代替", lacking.len());
        Problem::warning(Code::FONT_LACKS, message)
            .hint("换用字更全的字体；看得过去的不必改")
    });
    told.collect()
}

/// Replaces characters that no font of their face has and removes those that print
/// nothing; a warning for each of them.
pub(super) fn make_printable(
    document: &mut document::Document,
    style: &layout::Style,
) -> Vec<Problem> {
    let Found { missing, removed } = replace(document, style);
    let missing = missing.iter().map(|(c, met)| without_glyph(*c, met, Vec::new()));
    let removed = removed.iter().map(|(c, met)| taken_out(*c, met, Vec::new()));
    missing.chain(removed).collect()
}

fn replace(document: &mut document::Document, style: &layout::Style) -> Found {
    let mut found = Found::default();
    for document::Text { role, place, mut parts } in document::texts(document) {
        let face = texts::face(role, style).and_then(|name| style.faces.get(name));
        // What is open in a draft only repeats problems that are told before.
        let is_told = place.spot != document::Spot::Draft;
        for text in parts.iter_mut().map(document::Part::text) {
            let lacking = face
                .map_or_else(Vec::new, |face| layout::missing_glyphs(style, face, text));
            if lacking.is_empty() && text.chars().all(layout::is_printable) {
                continue;
            }
            for character in text.chars().filter(|_| is_told) {
                if lacking.contains(&character) {
                    meet(&mut found.missing, character, text, &place);
                } else if !layout::is_printable(character) {
                    meet(&mut found.removed, character, text, &place);
                }
            }
            let stand_in = face.and_then(|face| stand_in(style, face));
            *text = text
                .chars()
                .filter(|character| layout::is_printable(*character))
                .filter_map(|c| if lacking.contains(&c) { stand_in } else { Some(c) })
                .collect();
        }
    }
    found
}

/// What a face shows for a character that it lacks.
fn stand_in(style: &layout::Style, face: &layout::Face) -> Option<char> {
    let shown =
        |sign: &char| layout::missing_glyphs(style, face, &sign.to_string()).is_empty();
    [STAND_IN, '?'].into_iter().find(shown)
}

fn meet(
    found: &mut BTreeMap<char, Met>,
    character: char,
    text: &str,
    place: &document::Place,
) {
    let first = || {
        let place: String = place
            .to_string()
            .chars()
            .filter(|c| layout::is_printable(*c))
            .collect();
        format!("{place}“{}”", excerpt(text, character))
    };
    found
        .entry(character)
        .or_insert_with(|| Met { first: first(), count: 0 })
        .count += 1;
}

/// A few printable characters around the one meant.
fn excerpt(text: &str, character: char) -> String {
    const AROUND: usize = 8;
    let at = text.chars().position(|other| other == character).unwrap_or(0);
    text.chars()
        .skip(at.saturating_sub(AROUND))
        .take(2 * AROUND + 1)
        .filter(|character| layout::is_printable(*character))
        .collect()
}

fn without_glyph(character: char, met: &Met, sources: Vec<Place>) -> Problem {
    let code = u32::from(character);
    let what =
        format!("随附字体没有“{character}”（U+{code:04X}），PDF 中印作“{STAND_IN}”");
    told(Code::MISSING_GLYPH, what, met, sources)
        .hint("核对是否录错了字；确是此字时，请用 Word 文件换上有这个字的字体付印")
}

fn taken_out(character: char, met: &Met, sources: Vec<Place>) -> Problem {
    let code = u32::from(character);
    let what = format!("文字里有看不见的控制字符 U+{code:04X}，已删去");
    told(Code::FORBIDDEN_CHARACTER, what, met, sources)
        .hint("在原文中删去该字符，它多由复制粘贴带入")
}

/// A warning with its place: where the character was written, or else where it is read.
fn told(code: Code, what: String, met: &Met, sources: Vec<Place>) -> Problem {
    let Met { first, count } = met;
    let mut sources = sources.into_iter();
    match sources.next() {
        Some(place) => {
            let mut problem = Problem::warning(code, what).at(place);
            problem.more = sources.collect();
            problem
        }
        None if *count > 1 => {
            Problem::warning(code, format!("{what}：{first}，共{count}处"))
        }
        None => Problem::warning(code, format!("{what}：{first}")),
    }
}
