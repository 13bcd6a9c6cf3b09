//! A figure: its name, its exact value, how it is printed and where it comes from.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use serde::{Deserialize, Serialize};

use super::{Expression, Rounding, Rows};
use crate::tickets::Decimal;

/// A number that the bulletin may print.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The path by which the outline names it: “towns.direct.score”.
    pub key: String,
    /// What it measures, which decides how it is printed.
    pub kind: Kind,
    /// The unrounded value in the unit of `kind`; none when there is nothing to count.
    pub exact: Option<BigRational>,
    /// The value as printed, rounded once.
    pub printed: Option<Decimal>,
    /// What it is made from.
    pub origin: Origin,
    /// What it counts, in Chinese (口径).
    pub definition: String,
}

/// What a figure measures.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Tickets, units or districts; a whole number.
    Count,
    /// A share in per cent, two decimals.
    Rate,
    /// Change of a count on the last period in per cent, two decimals, signed.
    Change,
    /// 综合成绩 in points, two decimals.
    Score,
    /// Points added to a score, with the decimals it was given.
    Bonus,
    /// Tickets per 10,000 residents, two decimals.
    PerTenThousand,
    /// Residents in 万人, with the decimals it was published with.
    Residents,
    /// Hours, one decimal.
    Hours,
    /// A place in an order, from 1.
    Rank,
    /// Places won since the last period; positive is better.
    RankChange,
    /// A date or moment, which is no number.
    Date,
    /// Points of per cent between two shares, two decimals.
    Points,
    /// A mere number, worked out from figures; whole, or two decimals.
    Number,
}

/// What a figure is made from.
#[derive(Debug, Clone, PartialEq)]
pub enum Origin {
    /// Tickets or rows counted.
    Counted {
        /// How many.
        count: u64,
        /// Which.
        rows: Rows,
    },
    /// One sum of figures by another.
    Ratio {
        /// Above the line.
        hits: Vec<Term>,
        /// Below it.
        of: Vec<Term>,
    },
    /// Weighted rates, as fractions, plus bonus.
    Composed {
        /// Each rate with its weight, the bonus with 1.
        parts: Vec<Term>,
    },
    /// Worked out in a sentence.
    Computed(Expression),
    /// One printed figure less another, both by their keys.
    Difference {
        /// Key of the first.
        of: String,
        /// Key of the one taken off.
        less: String,
    },
    /// Mean of published or computed rows.
    Mean {
        /// How many rows.
        rows: usize,
        /// Of which list; none for the city's ranking.
        list: Option<String>,
    },
    /// A percentile of a column.
    Percentile {
        /// Which: 50 is the median.
        percent: u32,
        /// Of which tickets.
        rows: Rows,
        /// Of which of their columns.
        column: String,
    },
    /// The sum or mean of a column.
    Taken {
        /// Whether it is the mean.
        is_mean: bool,
        /// Of which tickets.
        rows: Rows,
        /// How many of them have a number there.
        count: u64,
        /// Of which of their columns.
        column: String,
    },
    /// Place in the order of a list, or how many rows it has.
    Placed {
        /// Key of the list.
        list: String,
    },
    /// Typed into the configuration: its key there.
    Configured {
        /// “city.score”.
        setting: String,
    },
    /// Taken from a published export.
    Published {
        /// Which.
        export: Published,
        /// Row of the export, from 1; none when the export has no such row.
        row: Option<u32>,
    },
    /// Taken from the figures that the last period's final build stored.
    Stored {
        /// Its name there.
        key: String,
    },
}

/// A figure times a factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// What it is multiplied by.
    pub factor: Decimal,
    /// The figure's name.
    pub key: String,
}

/// The exports that hold figures rather than tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Published {
    /// 全市街乡镇排名.
    Ranking,
    /// The same of the last period.
    PreviousRanking,
    /// 各区万人诉求比.
    Districts,
}

impl Term {
    /// A figure as it is.
    pub fn one(key: impl Into<String>) -> Self {
        Self { factor: Decimal::whole(1), key: key.into() }
    }
}

impl Kind {
    /// What it is, in Chinese: “件数”.
    pub fn name(self) -> &'static str {
        match self {
            Self::Count => "件数",
            Self::Rate => "百分率",
            Self::Change => "变化率",
            Self::Score => "成绩",
            Self::Bonus => "加分",
            Self::PerTenThousand => "万人诉求比",
            Self::Residents => "人口",
            Self::Hours => "小时数",
            Self::Rank => "名次",
            Self::RankChange => "名次变化",
            Self::Points => "百分点",
            Self::Number => "数",
            Self::Date => "日期",
        }
    }

    /// Digits behind the point; none when the figure keeps those it was given.
    pub fn decimals(self) -> Option<u32> {
        match self {
            Self::Count | Self::Rank | Self::RankChange => Some(0),
            Self::Hours => Some(1),
            Self::Rate
            | Self::Change
            | Self::Points
            | Self::Score
            | Self::PerTenThousand => Some(2),
            Self::Bonus | Self::Residents | Self::Number | Self::Date => None,
        }
    }

    /// The unit of the figure itself; a place in an order has none.
    pub fn unit(self) -> &'static str {
        match self {
            Self::Rate | Self::Change => "%",
            Self::Rank | Self::Date => "",
            kind @ (Self::Count
            | Self::Score
            | Self::Bonus
            | Self::PerTenThousand
            | Self::Residents
            | Self::Hours
            | Self::RankChange
            | Self::Points
            | Self::Number) => kind.difference_unit(),
        }
    }

    /// The unit of a difference between two figures of this kind.
    pub fn difference_unit(self) -> &'static str {
        match self {
            Self::Count => "件",
            Self::Rate | Self::Change | Self::Points => "个百分点",
            Self::Number => "",
            Self::Score | Self::Bonus => "分",
            Self::PerTenThousand => "件/万人",
            Self::Residents => "万人",
            Self::Hours => "小时",
            Self::Rank | Self::RankChange => "位",
            Self::Date => "",
        }
    }
}

impl Figure {
    /// The printed value as an exact number.
    pub fn printed_exact(&self) -> Option<BigRational> {
        self.printed.map(Decimal::exact)
    }

    /// Whether the printed value is above, below or at zero; none when absent.
    pub fn sign(&self) -> Option<std::cmp::Ordering> {
        self.printed_exact().map(|value| value.cmp(&BigRational::zero()))
    }
}

/// A count as an exact number.
pub(super) fn whole(count: u64) -> BigRational {
    BigRational::from_integer(count.into())
}

/// A value with so many digits behind the point; none when it has more than 18 digits.
pub fn round(value: &BigRational, decimals: u32, rounding: Rounding) -> Option<Decimal> {
    let scaled = value * BigRational::from(BigInt::from(10).pow(decimals));
    let magnitude = scaled.abs();
    let floor = magnitude.floor();
    let rest = &magnitude - &floor;
    let half = BigRational::new(BigInt::one(), BigInt::from(2));
    let whole = floor.to_integer();
    let up = match rest.cmp(&half) {
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => match rounding {
            Rounding::HalfUp => true,
            Rounding::HalfEven => !(&whole % BigInt::from(2)).is_zero(),
        },
    };
    let digits = if up { whole + BigInt::one() } else { whole };
    let signed = if scaled.is_negative() { -digits } else { digits };
    Some(Decimal::new(signed.to_i64()?, decimals))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rounded(numerator: i64, denominator: i64, rounding: Rounding) -> String {
        let value = BigRational::new(numerator.into(), denominator.into());
        round(&value, 2, rounding).unwrap().to_string()
    }

    #[test]
    fn half_way_is_rounded_away_from_zero_or_to_the_even_digit() {
        // 1/8 = 0.125 and 3/8 = 0.375.
        assert_eq!(rounded(1, 8, Rounding::HalfUp), "0.13");
        assert_eq!(rounded(-1, 8, Rounding::HalfUp), "-0.13");
        assert_eq!(rounded(1, 8, Rounding::HalfEven), "0.12");
        assert_eq!(rounded(3, 8, Rounding::HalfEven), "0.38");
    }

    #[test]
    fn trailing_zeros_are_printed() {
        assert_eq!(rounded(100, 1, Rounding::HalfUp), "100.00");
        // −1/1000 rounds to zero, which has no sign.
        assert_eq!(rounded(-1, 1000, Rounding::HalfUp), "0.00");
    }
}
