//! Numbers as printed: the value, and how far what lies behind it may be from it.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

use crate::audit::numbers::{Arrow, Number};
use crate::figures::{Rounding, round};

/// An exact value.
pub(crate) type Exact = BigRational;

/// A number as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Printed {
    /// Per cents as they stand: 99.18 for 99.18%. With its sign, without an arrow.
    pub(crate) value: Exact,
    /// One unit of the last digit.
    step: Exact,
    pub(crate) decimals: u32,
    /// As it stands, with sign, per cent and arrow.
    pub(crate) text: String,
    pub(crate) is_percent: bool,
    pub(crate) arrow: Option<Arrow>,
    pub(crate) sign: Option<char>,
}

impl Printed {
    /// None for a number of more than 18 digits.
    pub(crate) fn of(number: &Number) -> Option<Self> {
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
    pub(crate) fn times(mut self, factor: i64) -> Self {
        let factor = whole(factor);
        self.value *= &factor;
        self.step *= factor;
        self
    }

    /// A whole number of 万件.
    pub(crate) fn is_in_ten_thousands(&self) -> bool {
        self.decimals == 0 && self.step == whole(10_000)
    }

    /// A whole number that is not rounded.
    pub(crate) fn is_whole(&self) -> bool {
        self.decimals == 0 && self.step == whole(1)
    }

    /// Where the value behind it may lie; a whole number is what it says.
    pub(crate) fn span(&self) -> Span {
        if self.is_whole() && !self.is_percent {
            return Span::exact(self.value.clone());
        }
        let half = self.half();
        Span { low: &self.value - &half, high: &self.value + half }
    }

    /// Half a unit of the last digit.
    pub(crate) fn half(&self) -> Exact {
        &self.step / whole(2)
    }

    /// Whether both may be the same value, printed with other decimals.
    pub(crate) fn agrees(&self, other: &Self) -> bool {
        if self.step == other.step {
            return self.value == other.value;
        }
        let (finer, coarser) =
            if self.step < other.step { (self, other) } else { (other, self) };
        (&finer.value - &coarser.value).abs() <= coarser.half()
    }

    /// A value with the decimals of this number.
    pub(crate) fn like(&self, value: &Exact) -> String {
        fixed(value, self.decimals) + if self.is_percent { "%" } else { "" }
    }

    /// The value with the sign that its arrow gives.
    pub(crate) fn moved(&self) -> Exact {
        match self.arrow {
            Some(Arrow::Up) => self.value.abs(),
            Some(Arrow::Down) => -self.value.abs(),
            None => self.value.clone(),
        }
    }
}

/// Values between two, both of them possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) low: Exact,
    pub(crate) high: Exact,
}

impl Span {
    pub(crate) fn exact(value: Exact) -> Self {
        Self { low: value.clone(), high: value }
    }

    pub(crate) fn plus(&self, other: &Self) -> Self {
        Self { low: &self.low + &other.low, high: &self.high + &other.high }
    }

    /// By a factor that is not negative.
    pub(crate) fn times(&self, factor: &Exact) -> Self {
        Self { low: &self.low * factor, high: &self.high * factor }
    }

    /// Both positive, none if not.
    pub(crate) fn over(&self, other: &Self) -> Option<Self> {
        let is_positive = other.low.is_positive() && !self.low.is_negative();
        is_positive
            .then(|| Self { low: &self.low / &other.high, high: &self.high / &other.low })
    }

    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    pub(crate) fn middle(&self) -> Exact {
        (&self.low + &self.high) / whole(2)
    }
}

pub(crate) fn whole(number: i64) -> Exact {
    Exact::from(BigInt::from(number))
}

/// A value with so many digits behind the point.
pub(crate) fn fixed(value: &Exact, decimals: u32) -> String {
    round(value, decimals, Rounding::HalfUp).map_or_else(String::new, |it| it.to_string())
}

/// Change in per cent; none from nothing.
pub(crate) fn per_cent(part: &Exact, whole_value: &Exact) -> Option<Exact> {
    (!whole_value.is_zero()).then(|| part * whole(100) / whole_value)
}
