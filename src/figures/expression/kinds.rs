//! What a number that is worked out measures.

use num_rational::BigRational;
use num_traits::pow::Pow;

use super::{Operator, Unfit};
use crate::figures::Kind;

impl Operator {
    /// What comes of two kinds.
    pub(super) fn kind(self, left: Kind, right: Kind) -> Result<Kind, Unfit> {
        match self {
            Self::Plus | Self::Minus => self.sum(left, right),
            Self::Times => Ok(times(left, right)),
            Self::Over => Ok(over(left, right)),
            Self::WholeOver | Self::Rest | Self::Power => Ok(Kind::Number),
        }
    }

    fn sum(self, left: Kind, right: Kind) -> Result<Kind, Unfit> {
        let is_share = |kind| matches!(kind, Kind::Rate | Kind::Change);
        let is_score = |kind| matches!(kind, Kind::Score | Kind::Bonus);
        Ok(match (left, right) {
            // Between shares lie points of per cent.
            _ if is_share(left) && is_share(right) && self == Self::Minus => Kind::Points,
            _ if left == right => left,
            (Kind::Number, kind) | (kind, Kind::Number) => kind,
            (kind, Kind::Points) if is_share(kind) => kind,
            (Kind::Points, kind) if is_share(kind) && self == Self::Plus => kind,
            _ if is_score(left) && is_score(right) => Kind::Score,
            _ => {
                let word = if self == Self::Plus { "相加" } else { "相减" };
                let (left, right) = (left.name(), right.name());
                return Err(Unfit(format!("{left}与{right}不能{word}")));
            }
        })
    }
}

/// So many times a thing is that thing; everything else is a mere number.
fn times(left: Kind, right: Kind) -> Kind {
    match (left, right) {
        (Kind::Number, kind) | (kind, Kind::Number) => kind,
        (Kind::Count, kind @ (Kind::Score | Kind::Bonus))
        | (kind @ (Kind::Score | Kind::Bonus), Kind::Count) => kind,
        _ => Kind::Number,
    }
}

/// A part of a thing is that thing; everything else is a mere number.
fn over(left: Kind, right: Kind) -> Kind {
    match (left, right) {
        (kind, Kind::Number) => kind,
        (kind @ (Kind::Score | Kind::Bonus), Kind::Count) => kind,
        _ => Kind::Number,
    }
}

/// Digits behind the point of a number that was worked out.
pub(super) fn places(kind: Kind, exact: &BigRational) -> u32 {
    match kind {
        // Half a ticket is no ticket: a mean of counts has decimals.
        Kind::Count | Kind::Rank | Kind::RankChange | Kind::Number | Kind::Date => {
            if exact.is_integer() {
                0
            } else {
                2
            }
        }
        Kind::Bonus | Kind::Residents => {
            let holds = |places: &u32| {
                let ten = BigRational::from_integer(10.into());
                (exact * Pow::pow(ten, *places)).is_integer()
            };
            (0..2).find(holds).unwrap_or(2)
        }
        Kind::Hours => 1,
        Kind::Rate | Kind::Change | Kind::Points | Kind::Score | Kind::PerTenThousand => {
            2
        }
    }
}
