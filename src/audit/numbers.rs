//! Numbers as they stand in text: 97.08, 12,382, 99.96%, -17.38, 12↑.

use std::ops::Range;

use num_rational::BigRational;

use crate::tickets::Decimal;

/// Parts a run of glyphs from the next where a PDF does not tell whether both belong
/// together; digits on its two sides are two numbers.
pub(super) const SEAM: char = '\u{1f}';

/// A number in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// Bytes of the text.
    pub(super) range: Range<usize>,
    /// As printed, with sign, per cent and arrow, without separators.
    pub(super) text: String,
    /// Digits and point alone, with the sign.
    digits: String,
    /// Digits behind the point.
    pub(super) decimals: u32,
    pub(super) is_percent: bool,
    /// ↑ or ↓ beside it.
    pub(super) arrow: Option<Arrow>,
    /// + or - before it.
    pub(super) sign: Option<char>,
}

/// An arrow beside a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arrow {
    Up,
    Down,
}

impl Number {
    /// The exact value; none for a number of more than 18 digits.
    pub(super) fn value(&self) -> Option<BigRational> {
        self.digits.parse::<Decimal>().ok().map(Decimal::exact)
    }
}

/// Every number of a text, from left to right.
pub(super) fn numbers(text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text
        .get(at..)
        .and_then(|rest| rest.find(|c: char| c.is_ascii_digit()))
        .map(|ahead| at + ahead)
    {
        let number = number(text, start);
        at = number.range.end.max(start + 1);
        found.push(number);
    }
    found
}

fn number(text: &str, start: usize) -> Number {
    let rest = text.get(start..).unwrap_or_default();
    let (mut length, mut digits) = whole(rest);
    let fraction = rest
        .get(length..)
        .and_then(|rest| rest.strip_prefix('.'))
        .map_or(0, leading_digits);
    if fraction > 0 {
        digits.push_str(rest.get(length..=length + fraction).unwrap_or_default());
        length += 1 + fraction;
    }
    let sign = sign(text.get(..start).unwrap_or_default());
    let mut end = start + length;
    let mut printed: String = sign.into_iter().chain(digits.chars()).collect();
    let is_percent = text.get(end..).is_some_and(|rest| rest.starts_with('%'));
    if is_percent {
        end += 1;
        printed.push('%');
    }
    let arrow = text.get(end..).and_then(arrow).map(|(arrow, length)| {
        end += length;
        printed.push(if arrow == Arrow::Up { '↑' } else { '↓' });
        arrow
    });
    let from = start - usize::from(sign.is_some());
    Number {
        range: from..end,
        text: printed,
        digits: sign.filter(|sign| *sign == '-').into_iter().collect::<String>()
            + &digits,
        decimals: u32::try_from(fraction).unwrap_or(u32::MAX),
        is_percent,
        arrow,
        sign,
    }
}

/// The whole part: its length in the text, and its digits without separators.
fn whole(rest: &str) -> (usize, String) {
    let mut length = leading_digits(rest);
    let mut digits = rest.get(..length).unwrap_or_default().to_owned();
    if length > 3 || digits.starts_with('0') {
        return (length, digits);
    }
    while let Some(group) = rest
        .get(length..)
        .and_then(|rest| rest.strip_prefix(','))
        .filter(|group| leading_digits(group) == 3)
    {
        digits.push_str(group.get(..3).unwrap_or_default());
        length += 4;
    }
    (length, digits)
}

fn leading_digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// A sign right before a number; a dash after a word or number is none.
fn sign(before: &str) -> Option<char> {
    let mut back = before.chars().rev();
    let sign = back.next().filter(|c| ['-', '+'].contains(c))?;
    let is_range = back
        .next()
        .is_some_and(|c| c.is_ascii_alphanumeric() || ['%', '-'].contains(&c));
    (!is_range).then_some(sign)
}

/// An arrow at the start of a text, and how many bytes it takes.
fn arrow(rest: &str) -> Option<(Arrow, usize)> {
    let mut length = 0;
    for c in rest.chars() {
        length += c.len_utf8();
        match c {
            '↑' | '▲' | '⬆' => return Some((Arrow::Up, length)),
            '↓' | '▼' | '⬇' => return Some((Arrow::Down, length)),
            SEAM | ' ' => {}
            _ => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        numbers(text).into_iter().map(|number| number.text).collect()
    }

    #[test]
    fn numbers_are_taken_with_sign_share_and_arrow() {
        assert_eq!(
            texts("1,234件，-17.38件/万人，99.96%，12↑，44 ↓，8-9月，12345。"),
            ["1234", "-17.38", "99.96%", "12↑", "44↓", "8", "9", "12345"]
        );
    }

    #[test]
    fn digits_of_two_runs_are_two_numbers() {
        assert_eq!(texts("133\u{1f}100.00%\u{1f}12\u{1f}↑"), ["133", "100.00%", "12↑"]);
    }

    #[test]
    fn odd_writing_is_no_panic() {
        assert_eq!(texts("1.2.3 1,23 1, 5. -"), ["1.2", "3", "1", "23", "1", "5"]);
        assert_eq!(numbers(&"9".repeat(40)).first().unwrap().value(), None);
    }
}
