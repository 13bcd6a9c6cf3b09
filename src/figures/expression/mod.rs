//! A number that a sentence works out from figures: `(a.count+b.count)/2`.
//!
//! Its name is the expression itself, so that whoever finds the name in print can work it
//! out again.

mod kinds;
mod read;

use std::borrow::Cow;
use std::fmt;

use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

use super::figure::{Kind, Origin, round};
use super::{Figure, Statistics};
use crate::tickets::Decimal;

/// Digits in base two that a number may have above or below the line.
const BITS_MAX: u64 = 512;
const TOO_LARGE: &str = "算出的数太大，或小数位数太多";
/// The largest exponent.
const POWER_MAX: i32 = 64;

/// What is to be worked out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression {
    /// A number as it was written.
    Number(Decimal),
    /// A figure by its name.
    Named(String),
    /// Less than nothing by as much.
    Negated(Box<Self>),
    /// With so many digits behind the point.
    Rounded(Box<Self>, u32),
    /// Two numbers made one.
    Binary(Operator, Box<Self>, Box<Self>),
}

/// What is done with two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Over,
    /// `//`, the quotient rounded down.
    WholeOver,
    /// `%`, what `//` leaves over; it has the sign of the divisor.
    Rest,
    /// `**`
    Power,
}

/// Why something cannot be worked out, in Chinese.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit(pub String);

/// A number while it is worked out.
#[derive(Debug, Clone, PartialEq)]
struct Worked {
    kind: Kind,
    /// None for an absent figure, and for what is divided by nothing.
    exact: Option<BigRational>,
    /// Digits behind the point when they were asked for.
    places: Option<u32>,
}

impl Expression {
    /// Two numbers made one.
    pub fn binary(operator: Operator, left: Self, right: Self) -> Self {
        Self::Binary(operator, Box::new(left), Box::new(right))
    }

    /// The names of its figures, from left to right.
    pub fn names(&self) -> Vec<&str> {
        match self {
            Self::Number(_) => Vec::new(),
            Self::Named(name) => vec![name],
            Self::Negated(of) | Self::Rounded(of, _) => of.names(),
            Self::Binary(_, left, right) => [left.names(), right.names()].concat(),
        }
    }

    /// The expression in words: figures told by `named`, signs as in print.
    pub fn told(&self, named: &dyn Fn(&str) -> String) -> String {
        let bracketed = |of: &Self, above: u8| match of.binding() < above {
            true => format!("（{}）", of.told(named)),
            false => of.told(named),
        };
        match self {
            Self::Number(number) => number.to_string(),
            Self::Named(name) => named(name),
            Self::Negated(of) => format!("−{}", bracketed(of, UNARY)),
            Self::Rounded(of, places) => {
                format!("（{}）保留{places}位小数", of.told(named))
            }
            Self::Binary(operator, left, right) => {
                let (left_above, right_above) = operator.above();
                let (left, right) =
                    (bracketed(left, left_above), bracketed(right, right_above));
                format!("{left} {} {right}", operator.sign())
                    .replace("） ", "）")
                    .replace(" （", "（")
            }
        }
    }

    fn work_out(&self, statistics: &Statistics) -> Result<Worked, Unfit> {
        let whole = |kind, exact| Worked { kind, exact, places: None };
        match self {
            Self::Number(number) => Ok(whole(Kind::Number, Some(number.exact()))),
            Self::Named(name) => {
                let figure = statistics
                    .single(name)
                    .ok_or_else(|| Unfit(format!("没有“{name}”这个数字")))?;
                Ok(whole(figure.kind, figure.exact.clone()))
            }
            Self::Negated(of) => {
                let of = of.work_out(statistics)?;
                Ok(Worked { exact: of.exact.map(|exact| -exact), ..of })
            }
            Self::Rounded(of, places) => {
                let of = of.work_out(statistics)?;
                let rounded = |exact| round(&exact, *places, statistics.rounding);
                let exact = of.exact.and_then(rounded).map(Decimal::exact);
                Ok(Worked { exact, places: Some(*places), ..of })
            }
            Self::Binary(operator, left, right) => {
                let value = |of: &Self| match operator {
                    // A difference is that of the printed figures, so that a reader's
                    // calculator agrees.
                    Operator::Minus => of.as_printed(statistics),
                    Operator::Plus
                    | Operator::Times
                    | Operator::Over
                    | Operator::WholeOver
                    | Operator::Rest
                    | Operator::Power => of.work_out(statistics),
                };
                let (left, right) = (value(left)?, value(right)?);
                let kind = operator.kind(left.kind, right.kind)?;
                let exact = match left.exact.zip(right.exact) {
                    Some((left, right)) => operator.apply(&left, &right)?,
                    None => None,
                };
                Ok(whole(kind, exact))
            }
        }
    }

    /// As [`Self::work_out`], but a figure is what it is in print.
    fn as_printed(&self, statistics: &Statistics) -> Result<Worked, Unfit> {
        let worked = self.work_out(statistics)?;
        let Self::Named(name) = self else { return Ok(worked) };
        let exact = statistics.single(name).and_then(|figure| figure.printed_exact());
        Ok(Worked { exact, ..worked })
    }

    /// How tightly it holds its parts together.
    fn binding(&self) -> u8 {
        match self {
            Self::Number(_) | Self::Named(_) | Self::Rounded(..) => u8::MAX,
            Self::Negated(_) => UNARY,
            Self::Binary(operator, ..) => operator.binding(),
        }
    }
}

/// How tightly a sign before a number binds; a power binds tighter.
const UNARY: u8 = 3;

impl Operator {
    /// All of them, those before whose signs are the beginnings of others'.
    const ALL: [Self; 7] = [
        Self::Power,
        Self::WholeOver,
        Self::Plus,
        Self::Minus,
        Self::Times,
        Self::Over,
        Self::Rest,
    ];

    /// As it is written in a template.
    pub fn written(self) -> &'static str {
        match self {
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Times => "*",
            Self::Over => "/",
            Self::WholeOver => "//",
            Self::Rest => "%",
            Self::Power => "**",
        }
    }

    fn sign(self) -> &'static str {
        match self {
            Self::Plus => "+",
            Self::Minus => "−",
            Self::Times => "×",
            Self::Over => "÷",
            Self::WholeOver => "整除以",
            Self::Rest => "除余",
            Self::Power => "的乘方",
        }
    }

    fn binding(self) -> u8 {
        match self {
            Self::Plus | Self::Minus => 1,
            Self::Times | Self::Over | Self::WholeOver | Self::Rest => 2,
            Self::Power => 4,
        }
    }

    /// How tightly what stands left and right of it must bind to need no brackets.
    fn above(self) -> (u8, u8) {
        let own = self.binding();
        // A power is worked out from the right.
        if self == Self::Power { (own + 1, own) } else { (own, own + 1) }
    }

    /// None for what is divided by nothing.
    fn apply(
        self,
        left: &BigRational,
        right: &BigRational,
    ) -> Result<Option<BigRational>, Unfit> {
        let over = |right: &BigRational| (!right.is_zero()).then(|| left / right);
        let result = match self {
            Self::Plus => Some(left + right),
            Self::Minus => Some(left - right),
            Self::Times => Some(left * right),
            Self::Over => over(right),
            Self::WholeOver => over(right).map(|quotient| quotient.floor()),
            Self::Rest => over(right).map(|quotient| left - quotient.floor() * right),
            Self::Power => power(left, right)?,
        };
        let is_large = |value: &BigRational| {
            value.numer().bits().max(value.denom().bits()) > BITS_MAX
        };
        match result {
            Some(value) if is_large(&value) => Err(Unfit(TOO_LARGE.to_owned())),
            result => Ok(result),
        }
    }
}

fn power(
    base: &BigRational,
    exponent: &BigRational,
) -> Result<Option<BigRational>, Unfit> {
    let whole = exponent.is_integer().then(|| exponent.to_integer().to_i32());
    let Some(n) = whole.flatten().filter(|n| n.abs() <= POWER_MAX) else {
        let message = format!("乘方的次数应是不超过 {POWER_MAX} 的整数");
        return Err(Unfit(message));
    };
    Ok((n >= 0 || !base.is_zero()).then(|| base.pow(n)))
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |f: &mut fmt::Formatter<'_>, of: &Self, above: u8| {
            if of.binding() < above { write!(f, "({of})") } else { write!(f, "{of}") }
        };
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Named(name) => f.write_str(name),
            Self::Negated(of) => {
                f.write_str("-")?;
                part(f, of, UNARY)
            }
            Self::Rounded(of, places) => write!(f, "round({of},{places})"),
            Self::Binary(operator, left, right) => {
                let (left_above, right_above) = operator.above();
                part(f, left, left_above)?;
                f.write_str(operator.written())?;
                part(f, right, right_above)
            }
        }
    }
}

impl Statistics {
    /// Works out an expression; its name is the expression as written.
    ///
    /// A difference is that of the figures as printed, so that a reader's calculator
    /// agrees; all else is worked out exactly and rounded once.
    ///
    /// # Errors
    /// What cannot be worked out.
    pub fn work_out(&self, expression: &Expression) -> Result<Figure, Unfit> {
        let Worked { kind, exact, places } = expression.work_out(self)?;
        let printed = exact.as_ref().and_then(|exact| {
            let places = places.unwrap_or_else(|| kinds::places(kind, exact));
            round(exact, places, self.rounding)
        });
        if exact.is_some() && printed.is_none() {
            return Err(Unfit(TOO_LARGE.to_owned()));
        }
        let key = expression.to_string();
        let definition = self.definition(expression);
        let origin = Origin::Computed(expression.clone());
        Ok(Figure { key, kind, exact, printed, origin, definition })
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "all others are taken alike")]
    fn definition(&self, expression: &Expression) -> String {
        let named = |of: &Expression| match of {
            Expression::Named(name) => self.single(name).map(Cow::into_owned),
            _ => None,
        };
        if let Expression::Binary(Operator::Minus, left, right) = expression
            && let (Some(left), Some(right)) = (named(left), named(right))
        {
            let (left, right) = (left.definition, right.definition);
            return format!("{left}与{right}之差（按印出的数计算）");
        }
        format!("按式子 {expression} 算出（相减按印出的数，其余按未舍入的数）")
    }

    /// A figure by its name, or worked out from a name that is an expression: “a-b”.
    pub fn named(&self, key: &str) -> Option<Figure> {
        if let Some(figure) = self.figure(key) {
            return Some(figure.clone());
        }
        let expression = read::expression(key, &|name| self.single(name).is_some())?;
        // A number alone is no figure's name, and a date is no figure.
        let is_name =
            !expression.names().is_empty() && !matches!(expression, Expression::Named(_));
        is_name.then(|| self.work_out(&expression).ok())?
    }
}
