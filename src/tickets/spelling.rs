//! The one normalisation of names, words and numbers, which every stage shares.
//!
//! What is compared has no blanks, no characters that nobody sees, one width and one kind
//! of bracket; what is kept for print loses only what cannot be meant.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::diagnostics::is_invisible;

/// As texts are compared: 农村 （管理） and 农村【管理】 are the same.
pub(super) fn plain(written: &str) -> Cow<'_, str> {
    if written.chars().all(is_plain) {
        return Cow::Borrowed(written);
    }
    let seen = written.chars().filter(|c| !is_invisible(*c));
    let kept = seen.nfkc().filter(|c| !c.is_whitespace() && !is_invisible(*c));
    Cow::Owned(kept.map(bracket).collect())
}

/// What a cell says: without the characters that nobody sees, blanks around it, and the
/// apostrophe by which spreadsheet programs mark text.
pub(super) fn clean(written: Cow<'_, str>) -> Cow<'_, str> {
    let written = match written.chars().any(is_invisible) {
        true => Cow::Owned(written.chars().filter(|c| !is_invisible(*c)).collect()),
        false => written,
    };
    let kept = written.trim();
    let marked = kept.strip_prefix(['\'', '’', '＇', '`']);
    let kept = marked
        .filter(|rest| rest.starts_with(char::is_alphanumeric))
        .unwrap_or(kept);
    if kept.len() == written.len() { written } else { Cow::Owned(kept.to_owned()) }
}

/// A word as it is printed, the same for all its spellings: blanks only between Latin
/// words, letters and digits half as wide as hanzi, brackets as wide as they.
pub(super) fn word(written: &str) -> Cow<'_, str> {
    if written.chars().all(is_plain) {
        return Cow::Borrowed(written);
    }
    let is_chinese = !written.is_ascii();
    let mut word = String::with_capacity(written.len());
    let mut is_apart = false;
    for c in written.chars().filter(|c| !is_invisible(*c)) {
        if c.is_whitespace() {
            is_apart = true;
            continue;
        }
        let c = printed(c, is_chinese);
        let is_between = word.ends_with(|last: char| last.is_ascii_alphanumeric())
            && c.is_ascii_alphanumeric();
        if is_apart && (is_between || !is_chinese) && !word.is_empty() {
            word.push(' ');
        }
        is_apart = false;
        word.push(c);
    }
    Cow::Owned(word)
}

/// A ticket's number as it is kept: `'023091900006` and `23091900006.0` without what a
/// spreadsheet adds.
pub(super) fn number(written: &str) -> Cow<'_, str> {
    let number = plain(written);
    let whole = number.split_once('.').filter(|(whole, fraction)| {
        is_digits(whole) && fraction.bytes().all(|digit| digit == b'0')
    });
    match whole.map(|(whole, _)| whole.len()) {
        Some(length) => Cow::Owned(number.chars().take(length).collect()),
        None => number,
    }
}

/// What of a ticket's number is compared: a number format may have cost it its zeros.
pub(super) fn number_key(number: &str) -> &str {
    let rest = number.trim_start_matches('0');
    if !rest.is_empty() && is_digits(number) { rest } else { number }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Hanzi, letters and digits of one width, which most texts consist of.
fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn bracket(c: char) -> char {
    match c {
        '[' | '{' | '【' | '〔' | '〖' | '「' | '『' | '《' | '〈' => '(',
        ']' | '}' | '】' | '〕' | '〗' | '」' | '』' | '》' | '〉' => ')',
        _ => c,
    }
}

fn printed(c: char, is_chinese: bool) -> char {
    match c {
        '(' | '[' | '［' | '【' | '〔' if is_chinese => '（',
        ')' | ']' | '］' | '】' | '〕' if is_chinese => '）',
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
            u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c)
        }
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_word_are_compared_and_printed_as_one() {
        for written in [
            "农村（管理）",
            "农村 (管理)",
            "农村\u{200b}【管理】",
            "农\u{a0}村〔管理〕",
            "农\u{2028}村[管理］",
        ] {
            assert_eq!(plain(written), "农村(管理)", "{written:?}");
            assert_eq!(word(written), "农村（管理）", "{written:?}");
        }
        assert_eq!(word("Ｗi-Fi  ５G 网络"), "Wi-Fi 5G网络");
        assert_eq!(word(" (12345 hotline) "), "(12345 hotline)");
    }

    #[test]
    fn what_a_spreadsheet_adds_to_a_number_does_not_matter() {
        for written in [
            "023091900006",
            "23091900006",
            "23091900006.0",
            "０23091900006",
            "\u{feff}023091900006",
        ] {
            let number = number(written);
            assert_eq!(number_key(&number), "23091900006", "{written:?}");
        }
        assert_eq!(number_key("0"), "0");
        assert_eq!(number_key("0A1"), "0A1");
        assert_eq!(number("1.5"), "1.5");
        for written in ["'023", "\t023", "’023", "\u{200b}'023\u{a0}"] {
            assert_eq!(clean(written.into()), "023", "{written:?}");
        }
        assert_eq!(clean("'".into()), "'");
    }
}
