//! Slips of the pen: one digit for another, or two exchanged.

use crate::audit::facts::printed::Printed;
use crate::audit::facts::time::first_number;

/// The numbers that one slip makes of a number as printed.
pub(super) fn slips(text: &str) -> Vec<Printed> {
    let chars: Vec<char> = text.chars().collect();
    let mut all: Vec<String> = Vec::new();
    for (at, c) in chars.iter().enumerate().filter(|(_, c)| c.is_ascii_digit()) {
        for digit in ('0'..='9').filter(|digit| digit != c) {
            let mut other = chars.clone();
            if let Some(place) = other.get_mut(at) {
                *place = digit;
            }
            all.push(other.into_iter().collect());
        }
        for other_at in at + 1..chars.len() {
            let mut other = chars.clone();
            if other.get(other_at).is_some_and(char::is_ascii_digit) {
                other.swap(at, other_at);
                all.push(other.into_iter().collect());
            }
        }
    }
    all.retain(|other| other != text);
    all.iter().filter_map(|it| first_number(it)).collect()
}
