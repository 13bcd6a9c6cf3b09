//! Rates of so many tickets: only certain fractions print so, and with them the score.

use crate::audit::facts::printed::Exact;

/// What counts allow.
pub(super) struct Fractions {
    pub(super) is_possible: bool,
    pub(super) is_score: bool,
    pub(super) impossible: Option<usize>,
    /// A score that they allow.
    pub(super) score: String,
}

/// Tries every count of rated tickets up to those that were assessed.
pub(super) fn fractions(
    assessed: i128,
    rates: [i128; 3],
    (score, bonus): (i128, i128),
    weights: [i128; 3],
    columns: [usize; 3],
) -> Fractions {
    // The nearest whole number of hits, if it prints as this rate.
    let hits = |rate: i128, of: i128| {
        let hits = (rate * of + 5000) / 10_000;
        ((20_000 * hits - 2 * rate * of).abs() <= of).then_some(hits)
    };
    let [response, resolution, satisfaction] = rates;
    let [first, second, third] = columns;
    let mut found = Fractions {
        is_possible: false,
        is_score: false,
        impossible: None,
        score: String::new(),
    };
    let of_assessed = hits(response, assessed);
    let mut any_responded = of_assessed.is_some();
    let (mut any_resolved, mut any_satisfied) = (false, false);
    for rated in 1..=assessed {
        let (resolved, satisfied) =
            (hits(resolution, rated), hits(satisfaction, rated * 5));
        // Elsewhere the first rate is one of those who were reached.
        let responded = of_assessed
            .map(|it| (it, assessed))
            .or(hits(response, rated).map(|it| (it, rated)));
        any_responded |= responded.is_some();
        any_resolved |= resolved.is_some();
        any_satisfied |= satisfied.is_some();
        let (Some((responded, of)), Some(resolved), Some(satisfied)) =
            (responded, resolved, satisfied)
        else {
            continue;
        };
        found.is_possible = true;
        let [one, two, three] = weights;
        // Hundredths of a point, over of × rated × 5.
        let top = 100
            * (one * responded * rated * 5
                + two * resolved * of * 5
                + three * satisfied * of);
        let under = of * rated * 5;
        let exact = (2 * top + under) / (2 * under) + bonus;
        found.is_score |= exact == score;
        if found.score.is_empty() || (exact - score).abs() <= 1 {
            found.score = format!("{}.{:02}", exact / 100, exact % 100);
        }
    }
    found.impossible = match (any_responded, any_resolved, any_satisfied) {
        (false, ..) => Some(first),
        (_, false, _) => Some(second),
        (.., false) => Some(third),
        _ => None,
    };
    found
}

/// Whole weights.
pub(super) fn tens(weights: &[Exact; 3]) -> Option<[i128; 3]> {
    let [one, two, three] = weights.each_ref().map(|it| {
        it.is_integer()
            .then(|| i128::try_from(it.to_integer()).ok())
            .flatten()
    });
    Some([one?, two?, three?])
}
