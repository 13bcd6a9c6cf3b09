//! The value of a figure from its origin, so that a proof cannot drift from it.

use std::collections::BTreeMap;

use num_rational::BigRational;
use num_traits::Signed;

use super::figure::{Figure, Kind, Origin, Term, whole};

impl Origin {
    /// What other figures make of it: a ratio in per cent, a score from rates; none where
    /// a part has no value, and of what is not made of figures.
    pub(super) fn value(
        &self,
        figures: &BTreeMap<String, Figure>,
    ) -> Option<BigRational> {
        match self {
            Self::Ratio { hits, of } => {
                let below = sum(figures, of, &plain)?;
                let above = sum(figures, hits, &plain)?;
                below.is_positive().then(|| above / below * scale(figures, of))
            }
            Self::Composed { parts } => sum(figures, parts, &fraction),
            Self::Counted { .. }
            | Self::Computed(_)
            | Self::Difference { .. }
            | Self::Mean { .. }
            | Self::Percentile { .. }
            | Self::Taken { .. }
            | Self::Placed { .. }
            | Self::Configured { .. }
            | Self::Published { .. }
            | Self::Stored { .. } => None,
        }
    }
}

/// A share is told in per cent, a number per 10,000 residents as it is.
fn scale(figures: &BTreeMap<String, Figure>, of: &[Term]) -> BigRational {
    let kind = of.first().and_then(|term| figures.get(&term.key)).map(|of| of.kind);
    whole(if kind == Some(Kind::Residents) { 1 } else { 100 })
}

fn sum(
    figures: &BTreeMap<String, Figure>,
    terms: &[Term],
    value: &dyn Fn(&Figure) -> Option<BigRational>,
) -> Option<BigRational> {
    let term = |term: &Term| Some(value(figures.get(&term.key)?)? * term.factor.exact());
    terms.iter().map(term).sum()
}

fn plain(figure: &Figure) -> Option<BigRational> {
    figure.exact.clone()
}

/// Rates count as fractions of one.
fn fraction(figure: &Figure) -> Option<BigRational> {
    let exact = figure.exact.clone()?;
    Some(if figure.kind == Kind::Rate { exact / whole(100) } else { exact })
}
