//! Numbers as printed: the value, and how far what lies behind it may be from it.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

use crate::audit::numbers::{Arrow, Number};
use crate::figures::{Rounding, round};

/// An exact value.
pub(in crate::audit) type Exact = BigRational;

/// A number as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::audit) struct Printed {
    /// Per cents as they stand: 99.18 for 99.18%. With its sign, without an arrow.
    pub(in crate::audit) value: Exact,
    /// One unit of the last digit.
    step: Exact,
    pub(in crate::audit) decimals: u32,
    /// As it stands, with sign, per cent and arrow.
    pub(in crate::audit) text: String,
    pub(in crate::audit) is_percent: bool,
    pub(in crate::audit) arrow: Option<Arrow>,
    pub(in crate::audit) sign: Option<char>,
}

impl Printed {
    /// None for a number of more than 18 digits.
    pub(in crate::audit) fn of(number: &Number) -> Option<Self> {
        let decimals = number.decimals.min(18);
        Some(Self {
            value: number.value()?,
            step: Exact::new(1.into(), BigInt::from(10).pow(decimals)),
            decimals,
            text: number.text.clone(),
            is_percent: number.is_percent,
            arrow: number.arrow,
            sign: number.sign,
        })
    }

    /// The same number of tens of thousands or of thousands.
    pub(in crate::audit) fn times(mut self, factor: i64) -> Self {
        let factor = whole(factor);
        self.value *= &factor;
        self.step *= factor;
        self
    }

    /// A whole number of 万件.
    pub(in crate::audit) fn is_in_ten_thousands(&self) -> bool {
        self.decimals == 0 && self.step == whole(10_000)
    }

    /// A whole number that is not rounded.
    pub(in crate::audit) fn is_whole(&self) -> bool {
        self.decimals == 0 && self.step == whole(1)
    }

    /// Where the value behind it may lie; a whole number is what it says.
    pub(in crate::audit) fn span(&self) -> Span {
        if self.is_whole() && !self.is_percent {
            return Span::exact(self.value.clone());
        }
        let half = &self.step / whole(2);
        Span { low: &self.value - &half, high: &self.value + half }
    }

    /// Whether both may be the same value, printed with other decimals.
    pub(in crate::audit) fn agrees(&self, other: &Self) -> bool {
        if self.step == other.step {
            return self.value == other.value;
        }
        let (finer, coarser) =
            if self.step < other.step { (self, other) } else { (other, self) };
        let half = &coarser.step / whole(2);
        (&finer.value - &coarser.value).abs() <= half
    }

    /// A value with the decimals of this number.
    pub(in crate::audit) fn like(&self, value: &Exact) -> String {
        fixed(value, self.decimals) + if self.is_percent { "%" } else { "" }
    }

    /// The value with the sign that its arrow gives.
    pub(in crate::audit) fn moved(&self) -> Exact {
        match self.arrow {
            Some(Arrow::Up) => self.value.abs(),
            Some(Arrow::Down) => -self.value.abs(),
            None => self.value.clone(),
        }
    }
}

/// Values between two, both of them possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::audit) struct Span {
    pub(in crate::audit) low: Exact,
    pub(in crate::audit) high: Exact,
}

impl Span {
    pub(in crate::audit) fn exact(value: Exact) -> Self {
        Self { low: value.clone(), high: value }
    }

    pub(in crate::audit) fn plus(&self, other: &Self) -> Self {
        Self { low: &self.low + &other.low, high: &self.high + &other.high }
    }

    /// By a factor that is not negative.
    pub(in crate::audit) fn times(&self, factor: &Exact) -> Self {
        Self { low: &self.low * factor, high: &self.high * factor }
    }

    /// Both positive, none if not.
    pub(in crate::audit) fn over(&self, other: &Self) -> Option<Self> {
        let is_positive = other.low.is_positive() && !self.low.is_negative();
        is_positive
            .then(|| Self { low: &self.low / &other.high, high: &self.high / &other.low })
    }

    pub(in crate::audit) fn meets(&self, other: &Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    pub(in crate::audit) fn middle(&self) -> Exact {
        (&self.low + &self.high) / whole(2)
    }
}

pub(in crate::audit) fn whole(number: i64) -> Exact {
    Exact::from(BigInt::from(number))
}

/// A value with so many digits behind the point.
pub(in crate::audit) fn fixed(value: &Exact, decimals: u32) -> String {
    round(value, decimals, Rounding::HalfUp).map_or_else(String::new, |it| it.to_string())
}

/// Change in per cent; none from nothing.
pub(in crate::audit) fn per_cent(part: &Exact, whole_value: &Exact) -> Option<Exact> {
    (!whole_value.is_zero()).then(|| part * whole(100) / whole_value)
}
