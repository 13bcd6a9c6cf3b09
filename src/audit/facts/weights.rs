//! Weights of the three rates where a text states them: 响应率×30%+解决率×35%+满意率×35%.

use std::ops::Range;

use super::patterns::patterns;
use super::printed::{Exact, Printed, whole};
use crate::audit::numbers::numbers;

patterns! {
    WEIGHTS = concat!(
        r"(?:响应率|联系率)[×xX*]?\s*(?:占)?(\d+(?:\.\d+)?)%?[^，。]{0,3}?解决率[×xX*]?\s*(?:占)?(\d+(?:\.\d+)?)%?",
        r"[^，。]{0,3}?满意率[×xX*]?\s*(?:占)?(\d+(?:\.\d+)?)%?",
    );
}

/// Weights that make no whole, as they stand, with the bytes where they do.
pub(super) fn broken(text: &str) -> Option<Range<usize>> {
    let found = WEIGHTS.captures(text).filter(|_| of(text).is_none())?;
    let all: Option<Vec<Printed>> = (1..=3)
        .map(|at| Printed::of(numbers(found.get(at)?.as_str()).first()?))
        .collect();
    // Rates that are told one after the other are no weights.
    let sum: Exact = all?.iter().map(|it| it.value.clone()).sum();
    let whole_text = found.get(0)?;
    let is_formula = whole_text.as_str().contains(['×', 'x', 'X', '*', '占']);
    (is_formula && sum < whole(200)).then(|| whole_text.range())
}

/// The weights in points; none unless they make a whole.
pub(super) fn of(text: &str) -> Option<[Exact; 3]> {
    let found = WEIGHTS.captures(text)?;
    let points = |at: usize| {
        let all = numbers(found.get(at)?.as_str());
        Printed::of(all.first()?).map(|number| number.value)
    };
    let all = [points(1)?, points(2)?, points(3)?];
    let sum: Exact = all.iter().sum();
    // 0.3 + 0.35 + 0.35 or 30% + 35% + 35%.
    if sum == whole(1) {
        return Some(all.map(|it| it * whole(100)));
    }
    (sum == whole(100)).then_some(all)
}
