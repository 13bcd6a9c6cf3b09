//! Lengths in the units of Word: twips, half-points, eighths of a point, EMU.

/// Twips in a millimetre.
const TWIPS_A_MM: f64 = 1440.0 / 25.4;

/// Millimetres as twips, the twentieth of a point.
pub(super) fn mm_twips(mm: f64) -> i32 {
    whole(mm * TWIPS_A_MM)
}

/// Twips as millimetres.
pub(super) fn twips_mm(twips: i32) -> f64 {
    f64::from(twips) / TWIPS_A_MM
}

/// Points as twips.
pub(super) fn pt_twips(pt: f64) -> i32 {
    whole(pt * 20.0)
}

/// Points as half-points, the unit of type sizes.
pub(super) fn half_points(pt: f64) -> usize {
    unsigned(whole(pt * 2.0))
}

/// Points as eighths of a point, the unit of rules.
pub(super) fn eighths(pt: f64) -> usize {
    unsigned(whole(pt * 8.0)).max(2)
}

/// Millimetres as points.
pub(super) fn mm_pt(mm: f64) -> f64 {
    mm * 72.0 / 25.4
}

/// Millimetres as English metric units, the unit of drawings.
pub(super) fn mm_emu(mm: f64) -> u32 {
    // Nothing printed is wider than a hundred metres.
    u32::try_from(whole(mm * 36_000.0)).unwrap_or(0).max(1)
}

/// A length that cannot be negative.
pub(super) fn unsigned(length: i32) -> usize {
    usize::try_from(length).unwrap_or(0)
}

/// The nearest whole number.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a float saturates, and no length comes near the limits"
)]
pub(super) fn whole(length: f64) -> i32 {
    length.round() as i32
}

/// Width of text in ems of its own size, as Times New Roman and Chinese faces set it.
pub(super) fn ems(text: &str) -> f64 {
    text.chars().map(em).sum()
}

fn em(character: char) -> f64 {
    match character {
        '.' | ',' | ' ' | ':' | ';' | '\'' | '|' => 0.25,
        '-' | '(' | ')' | '[' | ']' => 0.333,
        '%' => 0.833,
        '\u{20}'..='\u{7e}' => 0.5,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_the_standard() {
        assert_eq!([37.0, 26.0, 35.0, 210.0].map(mm_twips), [2098, 1474, 1984, 11906]);
        assert_eq!((half_points(10.5), eighths(2.25), mm_emu(1.0)), (21, 18, 36_000));
    }

    #[test]
    fn a_figure_is_half_an_em_a_digit() {
        // Four digits and a full stop: 4 × 0.5 + 0.25.
        assert!((ems("97.08") - 2.25).abs() < 1e-9);
        assert!((ems("持平") - 2.0).abs() < 1e-9);
    }
}
