//! Characters that no file format takes, removed from a document with a warning.

use crate::diagnostics::{Code, Problem};
use crate::document::{Document, texts};

/// Removes what XML 1.0 forbids: control characters, U+FFFE and U+FFFF.
///
/// One warning for each heading, paragraph, cell or caption that held any; it says where.
#[must_use]
pub fn clean(document: &mut Document) -> Vec<Problem> {
    let mut problems = Vec::new();
    for mut text in texts(document) {
        let mut removed: Vec<char> = text
            .text()
            .chars()
            .filter(|character| is_forbidden(*character))
            .collect();
        if removed.is_empty() {
            continue;
        }
        removed.sort_unstable();
        removed.dedup();
        for part in &mut text.parts {
            part.text().retain(|character| !is_forbidden(character));
        }
        let mut place = text.place.to_string();
        place.retain(|character| !is_forbidden(character));
        problems.push(warning(&place, &removed));
    }
    problems
}

fn warning(place: &str, removed: &[char]) -> Problem {
    let codes = removed.iter().map(|one| format!("U+{:04X}", u32::from(*one)));
    let codes: Vec<String> = codes.collect();
    let message =
        format!("{place}里有文档中不能出现的控制字符（{}），已删去", codes.join("、"));
    let hint = "请在来源文件里删去；多半是从别的系统复制时带来的";
    Problem::warning(Code::FORBIDDEN_CHARACTER, message).hint(hint)
}

/// What the production `Char` of XML 1.0 leaves out; Rust has no lone surrogates.
fn is_forbidden(character: char) -> bool {
    matches!(
        character,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'
    )
}
