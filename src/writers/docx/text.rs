//! Text as runs: fonts for rare hanzi, Chinese punctuation in the Chinese face, fields.

use super::roles::Role;
use crate::layout::{Face, Style};

/// The face of a role; styles are checked when they are read, so it is there.
pub(super) fn face(style: &Style, role: Role) -> Option<&Face> {
    style.faces.get(&role.style(style).face)
}

/// Text as runs without formatting of their own but for what the style cannot say.
pub(super) fn runs(face: Option<&Face>, text: &str) -> Vec<docx_rs::Run> {
    let rare_font = face.and_then(|face| face.word_rare.as_deref());
    let mut runs = Vec::new();
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            runs.push(docx_rs::Run::new().add_break(docx_rs::BreakType::TextWrapping));
        }
        for (rare, stretch) in stretches(line, rare_font.is_some()) {
            runs.push(run(stretch, rare_font.filter(|_| rare)));
        }
    }
    runs
}

/// A field with the result that it shows until someone updates it.
pub(super) fn field(
    face: Option<&Face>,
    instruction: &str,
    result: &str,
) -> Vec<docx_rs::Run> {
    use docx_rs::FieldCharType::{Begin, End, Separate};
    let mark = |kind| docx_rs::Run::new().add_field_char(kind, false);
    let instruction = docx_rs::InstrText::Unsupported(instruction.to_owned());
    let mut field = vec![
        mark(Begin),
        docx_rs::Run::new().add_instr_text(instruction),
        mark(Separate),
    ];
    field.extend(runs(face, result));
    field.push(mark(End));
    field
}

fn run(text: &str, rare_font: Option<&str>) -> docx_rs::Run {
    let run = docx_rs::Run::new().add_text(text);
    let ambiguous = text.chars().any(is_ambiguous);
    if rare_font.is_none() && !ambiguous {
        return run;
    }
    let mut fonts = docx_rs::RunFonts::new();
    if ambiguous {
        fonts = fonts.hint("eastAsia");
    }
    if let Some(font) = rare_font {
        fonts = fonts.east_asia(font);
    }
    run.fonts(fonts)
}

/// Characters that Word sets in the Latin face unless told: “”‘’—…·①↑.
fn is_ambiguous(character: char) -> bool {
    ('\u{80}'..'\u{2e80}').contains(&character)
}

/// Cuts text where it changes between common and rare hanzi.
fn stretches(text: &str, cut: bool) -> Vec<(bool, &str)> {
    if !cut || !text.chars().any(is_rare) {
        let whole = (!text.is_empty()).then_some((false, text));
        return whole.into_iter().collect();
    }
    let mut stretches: Vec<(bool, &str)> = Vec::new();
    let mut start = 0;
    let mut rare = text.chars().next().is_some_and(is_rare);
    for (at, character) in text.char_indices() {
        if is_rare(character) != rare {
            stretches.push((rare, text.get(start..at).unwrap_or_default()));
            (start, rare) = (at, !rare);
        }
    }
    stretches.push((rare, text.get(start..).unwrap_or_default()));
    stretches
}

/// Whether a hanzi lies outside the 6,763 of GB 2312.
fn is_rare(character: char) -> bool {
    let hanzi = matches!(character, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}');
    if !hanzi {
        return false;
    }
    let mut buffer = [0; 4];
    let (bytes, ..) = encoding_rs::GBK.encode(character.encode_utf8(&mut buffer));
    // GB 2312 keeps its hanzi in rows 16 to 87, both bytes above A0.
    !matches!(*bytes, [0xb0..=0xf7, 0xa1..=0xfe])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_rare_characters_are_cut_out() {
        let cut = stretches("朱镕基与喆、堃㛃。", true);
        assert_eq!(
            cut,
            [
                (false, "朱"),
                (true, "镕"),
                (false, "基与"),
                (true, "喆"),
                (false, "、"),
                (true, "堃㛃"),
                (false, "。")
            ]
        );
    }

    #[test]
    fn only_text_with_quotation_marks_gets_a_hint() {
        assert_eq!(run("接诉即办", None).run_property.fonts, None);
        let hinted = run("“接诉即办”", None).run_property.fonts;
        assert_eq!(hinted, Some(docx_rs::RunFonts::new().hint("eastAsia")));
    }
}
