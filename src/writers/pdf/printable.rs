//! Characters that cannot be printed: replaced or removed, and told.

use std::collections::BTreeMap;

use super::texts;
use crate::diagnostics::{Code, Problem};
use crate::{document, layout};

/// Printers set this sign for a character that they lack.
const STAND_IN: char = '〓';

/// Where a character was met.
struct Met {
    first: String,
    count: usize,
}

/// Replaces characters that no font of their face has and removes those that print
/// nothing; a warning for each of them.
pub(super) fn make_printable(
    document: &mut document::Document,
    style: &layout::Style,
) -> Vec<Problem> {
    let mut missing = BTreeMap::new();
    let mut removed = BTreeMap::new();
    texts::each(document, style, &mut |text, spot| {
        let face = spot.face.and_then(|name| style.faces.get(name));
        let lacking =
            face.map_or_else(Vec::new, |face| layout::missing_glyphs(face, text));
        if lacking.is_empty() && text.chars().all(layout::is_printable) {
            return;
        }
        if let Some(place) = spot.place {
            for character in text.chars() {
                if lacking.contains(&character) {
                    meet(&mut missing, character, text, place);
                } else if !layout::is_printable(character) {
                    meet(&mut removed, character, text, place);
                }
            }
        }
        let stand_in = face.and_then(stand_in);
        *text = text
            .chars()
            .filter(|character| layout::is_printable(*character))
            .filter_map(|c| if lacking.contains(&c) { stand_in } else { Some(c) })
            .collect();
    });
    let missing = missing.iter().map(|(character, met)| without_glyph(*character, met));
    let removed = removed.iter().map(|(character, met)| taken_out(*character, met));
    missing.chain(removed).collect()
}

/// What a face shows for a character that it lacks.
fn stand_in(face: &layout::Face) -> Option<char> {
    let shown = |sign: &char| layout::missing_glyphs(face, &sign.to_string()).is_empty();
    [STAND_IN, '?'].into_iter().find(shown)
}

fn meet(found: &mut BTreeMap<char, Met>, character: char, text: &str, place: &str) {
    found
        .entry(character)
        .or_insert_with(|| Met {
            first: format!("{place}“{}”", excerpt(text, character)),
            count: 0,
        })
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

fn without_glyph(character: char, met: &Met) -> Problem {
    let place = place(met);
    let code = u32::from(character);
    Problem::warning(
        Code::MISSING_GLYPH,
        format!(
            "随附字体没有“{character}”（U+{code:04X}），PDF 中印作“{STAND_IN}”：{place}"
        ),
    )
    .hint("核对是否录错了字；确是此字时，请用 Word 文件换上有这个字的字体付印")
}

fn taken_out(character: char, met: &Met) -> Problem {
    let place = place(met);
    let code = u32::from(character);
    Problem::warning(
        Code::FORBIDDEN_CHARACTER,
        format!("文字里有看不见的控制字符 U+{code:04X}，已删去：{place}"),
    )
    .hint("在原文中删去该字符，它多由复制粘贴带入")
}

fn place(met: &Met) -> String {
    let Met { first, count } = met;
    if *count > 1 { format!("{first}，共{count}处") } else { first.clone() }
}
