//! Characters that nobody sees, by their names: what is wrong with a cell or a line is
//! often that it holds one.

use std::borrow::Cow;

/// Whether a character takes no room on paper: Unicode's format characters (Cf), controls
/// but tab and line ends, separators of lines and paragraphs, and fillers.
pub fn is_invisible(c: char) -> bool {
    // Nearly all characters are ASCII or hanzi.
    if (' '..='~').contains(&c) || ('\u{3000}'..='\u{d7ff}').contains(&c) {
        return c == '\u{3164}';
    }
    matches!(c,
        '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}'
        | '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}'
        | '\u{70f}' | '\u{8e2}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// A text in which invisible characters and blanks of unusual kinds are named: U+200B.
/// Line ends stay, so that a message may have several lines.
pub fn visible(text: &str) -> Cow<'_, str> {
    let is_named = |c: char| {
        is_invisible(c)
            || matches!(c, '\t' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{a0}')
            || matches!(c, '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}')
    };
    if !text.chars().any(is_named) {
        return Cow::Borrowed(text);
    }
    let mut named = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_named(c) {
            named.push_str(&format!("[U+{:04X}]", u32::from(c)));
        } else {
            named.push(c);
        }
    }
    Cow::Owned(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_named_and_the_rest_stays() {
        assert_eq!(visible("农村\u{200b}管理"), "农村[U+200B]管理");
        assert_eq!(visible("\u{1b}[31m红\u{a0}\t"), "[U+001B][31m红[U+00A0][U+0009]");
        for kept in ["第一行\n第二行", "教　委", "（１）", "a b"] {
            assert_eq!(visible(kept), kept);
        }
    }
}
