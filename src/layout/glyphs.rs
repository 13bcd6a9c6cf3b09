//! Which characters the bundled fonts can show.

use std::sync::LazyLock;

use skrifa::charmap::Charmap;
use skrifa::{FontRef, MetadataProvider};

use super::{Face, PdfFont, Style, fonts};

/// Covers of a font that leaves the characters that Chinese and Latin share to the
/// fonts after it, as typst names it.
pub(super) const LATIN_IN_CJK: &str = "latin-in-cjk";

/// Each bundled font's table of characters; reading the font's head is enough for it.
static CHARACTERS: LazyLock<Vec<Option<Charmap<'static>>>> = LazyLock::new(|| {
    fonts::FONTS
        .iter()
        .map(|font| Some(FontRef::new(font.bytes).ok()?.charmap()))
        .collect()
});

/// The characters of a text that no font of the face has, each once, in order.
pub fn missing_glyphs(style: &Style, face: &Face, text: &str) -> Vec<char> {
    let links = face.pdf.iter().filter_map(|font| link(style, face, font));
    let chain: Vec<Link<'_>> = links.collect();
    let mut missing = Vec::new();
    for character in text.chars() {
        // Blanks are made from the font's space where it lacks them.
        let shown = character.is_whitespace()
            || !is_printable(character)
            || missing.contains(&character)
            || chain.iter().any(|font| font.has(character));
        if !shown {
            missing.push(character);
        }
    }
    missing
}

/// A character that a layout's own font lacks, so that one after it in the face shows it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lacking {
    /// The font's name, as style.yaml has it.
    pub font: String,
    /// The character.
    pub character: char,
}

/// Hanzi of a text that the layout's own fonts of a face lack.
pub fn lacking(style: &Style, face: &Face, text: &str) -> Vec<Lacking> {
    let own = face.pdf.iter().filter(|font| font.covers.is_none());
    let own = own.filter_map(|font| {
        let characters = style.own_font(&font.name, face.weight)?.characters()?;
        Some((font, characters))
    });
    let is_hanzi = |character: &char| ('\u{3400}'..='\u{9fff}').contains(character);
    own.flat_map(|(font, characters)| {
        let lacks = move |character: &char| characters.map(*character).is_none();
        let font = &font.name;
        let lacking = text.chars().filter(is_hanzi).filter(lacks);
        lacking.map(|character| Lacking { font: font.clone(), character })
    })
    .collect()
}

/// Whether a character may stand in a text: it is no control, no mark that only steers
/// the direction or shape of others, and no code point set aside for other ends.
pub fn is_printable(character: char) -> bool {
    !character.is_control()
        && !matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{fdd0}'..='\u{fdef}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
        // The last two code points of each plane are no characters.
        && u32::from(character) & 0xfffe != 0xfffe
}

/// A font of a chain with what it may be taken for.
struct Link<'a> {
    characters: Charmap<'a>,
    covers: Covers,
}

enum Covers {
    All,
    LatinInCjk,
    Only(regex::Regex),
}

impl Link<'_> {
    fn has(&self, character: char) -> bool {
        let covered = match &self.covers {
            Covers::All => true,
            Covers::LatinInCjk => !is_shared_with_latin(character),
            Covers::Only(pattern) => pattern.is_match(character.encode_utf8(&mut [0; 4])),
        };
        covered && self.characters.map(character).is_some()
    }
}

/// Characters that `latin-in-cjk` leaves to the Chinese font (typst's list).
fn is_shared_with_latin(character: char) -> bool {
    matches!(
        character,
        '·' | '–' | '—' | '‘' | '’' | '“' | '”' | '\u{2025}'..='\u{2027}' | '\u{2e3a}'
    )
}

fn link<'a>(style: &'a Style, face: &Face, font: &PdfFont) -> Option<Link<'a>> {
    let characters = match style.own_font(&font.name, face.weight) {
        Some(own) => own.characters()?,
        None => bundled(&font.name, face.weight)?,
    };
    let covers = match font.covers.as_deref() {
        None => Covers::All,
        Some(LATIN_IN_CJK) => Covers::LatinInCjk,
        // A wrong pattern is one of the style's problems; here it covers nothing.
        Some(pattern) => Covers::Only(regex::Regex::new(pattern).ok()?),
    };
    Some(Link { characters, covers })
}

fn bundled(family: &str, weight: u16) -> Option<Charmap<'static>> {
    let bundled = fonts::font(family, weight)?;
    let at = fonts::FONTS.iter().position(|other| {
        (other.family, other.weight) == (bundled.family, bundled.weight)
    })?;
    CHARACTERS.get(at)?.clone()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::official;

    fn face(name: &str) -> Face {
        official().faces[name].clone()
    }

    #[test]
    fn rare_characters_of_names_are_shown_in_every_face() {
        for name in ["fangsong", "kai", "hei", "song", "biaosong"] {
            let missing =
                missing_glyphs(&official(), &face(name), "朱镕基、李喆、章堃、㛃—“”①");
            assert!(missing.is_empty(), "{name}: {missing:?}");
        }
    }

    #[test]
    fn a_character_without_glyph_is_named_once() {
        assert_eq!(
            missing_glyphs(&official(), &face("fangsong"), "甲𪚥乙𪚥 　12"),
            ['𪚥']
        );
    }

    #[test]
    fn a_face_shows_only_what_its_own_chain_has() {
        let mut latin = face("song");
        latin.pdf.truncate(1);
        // The quotation mark is in the Latin font, but left to the Chinese one.
        assert_eq!(missing_glyphs(&official(), &latin, "A区“"), ['区', '“']);
    }

    #[test]
    fn controls_and_marks_of_direction_are_not_printable() {
        let rejected = ['\u{0}', '\u{7}', '\u{200b}', '\u{202e}', '\u{feff}', '\u{fffe}'];
        assert!(!rejected.into_iter().any(is_printable));
        assert!("密云 　·—㛃𪚥".chars().all(is_printable));
    }
}
