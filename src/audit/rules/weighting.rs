//! Printed rates, weighted.

use crate::audit::facts::printed::{Exact, Printed, Span, whole};

/// What the score may be by rates as they are printed, in points.
pub(super) fn weighted(rates: &[&Printed; 3], weights: &[Exact; 3]) -> Span {
    let hundred = whole(100);
    let parts = rates.iter().zip(weights).map(|(rate, weight)| {
        // A printed 100 may be a little less, but no more.
        let span = rate.span();
        let span = if rate.value == whole(100) {
            Span { low: span.low, high: whole(100) }
        } else {
            span
        };
        span.times(&(weight / &hundred))
    });
    parts.fold(Span::exact(whole(0)), |sum, part| sum.plus(&part))
}

/// Two rates that give the score when they change places.
pub(super) fn exchanged(
    rates: &[&Printed; 3],
    weights: &[Exact; 3],
    bonus: &Exact,
    score: &Printed,
) -> Option<(usize, usize)> {
    [(0, 1), (1, 2), (0, 2)].into_iter().find(|(one, two)| {
        let mut other = *rates;
        other.swap(*one, *two);
        let span = weighted(&other, weights).plus(&Span::exact(bonus.clone()));
        span.meets(&score.span())
    })
}
