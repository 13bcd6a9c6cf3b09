//! Places in an order of printed figures.
//!
//! Equal printed figures share a rank and the next rank skips, as in sport.

use crate::tickets::Decimal;

/// The rank of each entry of an order, given what each is printed as, best first.
///
/// An entry without a printed figure has no rank.
pub(super) fn ranks(printed: &[Option<Decimal>]) -> Vec<Option<u32>> {
    let mut ranks: Vec<Option<u32>> = Vec::with_capacity(printed.len());
    let mut last: Option<(Decimal, u32)> = None;
    for (place, &figure) in (1..).zip(printed) {
        let rank = figure.map(|figure| match last {
            Some((same, rank)) if same == figure => rank,
            Some(_) | None => place,
        });
        last = figure.zip(rank);
        ranks.push(rank);
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_figures_share_a_rank_and_the_next_skips() {
        let printed = [Some(9800), Some(9727), Some(9727), Some(9711), None]
            .map(|digits| digits.map(|digits| Decimal::new(digits, 2)));
        assert_eq!(ranks(&printed), [Some(1), Some(2), Some(2), Some(4), None]);
    }
}
