//! Exact numbers as messages show them, and how far they lie apart.

use num_rational::BigRational;
use num_traits::Signed;

use super::Material;
use crate::figures::{Rounding, round};
use crate::tickets::Decimal;

/// With two decimals.
pub(super) fn shown(exact: &BigRational) -> String {
    round(exact, 2, Rounding::HalfUp).map_or_else(|| exact.to_string(), |d| d.to_string())
}

/// Rounded as the bulletin rounds.
pub(super) fn printed(material: &Material<'_>, exact: &BigRational) -> BigRational {
    let rounded = round(exact, 2, material.rules.rounding);
    rounded.map_or_else(|| exact.clone(), Decimal::exact)
}

/// The distance of two numbers when it is more than what is allowed.
pub(super) fn beyond(
    a: &BigRational,
    b: &BigRational,
    allowed: Decimal,
) -> Option<BigRational> {
    let distance = (a - b).abs();
    (distance > allowed.exact()).then_some(distance)
}

/// A count as an exact number.
pub(super) fn whole(count: usize) -> BigRational {
    BigRational::from_integer(count.into())
}
