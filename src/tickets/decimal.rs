//! Decimal numbers exactly as they were typed: 0.1 is one tenth.

use std::fmt;
use std::str::FromStr;

use num_bigint::BigInt;
use num_rational::BigRational;
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::{Serialize, Serializer};

/// A number with a fixed count of decimals, free of binary rounding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    digits: i64,
    places: u32,
}

impl Decimal {
    /// A whole number.
    pub const fn whole(number: i64) -> Self {
        Self { digits: number, places: 0 }
    }

    /// `digits` with the last `places` of them behind the point: (8, 1) is 0.8.
    pub const fn new(digits: i64, places: u32) -> Self {
        Self { digits, places }
    }

    /// The shortest decimal that a spreadsheet's binary number stands for; none for
    /// infinities and numbers of more than 18 digits.
    pub fn from_f64(number: f64) -> Option<Self> {
        format!("{number}").parse().ok()
    }

    /// A number as [`Display`](fmt::Display) wrote it, with all its decimals; none for
    /// other texts.
    pub fn from_written(text: &str) -> Option<Self> {
        let places = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        let digits: i64 = text.replacen('.', "", 1).parse().ok()?;
        let number = Self { digits, places: u32::try_from(places).ok()? };
        (number.to_string() == text).then_some(number)
    }

    /// A number of per cents as a share of one.
    pub const fn hundredth(self) -> Self {
        Self { digits: self.digits, places: self.places + 2 }
    }

    /// Digits behind the point.
    pub const fn places(self) -> usize {
        self.places as usize
    }

    /// The nearest binary number, for what draws and for spreadsheets.
    pub fn nearest_f64(self) -> f64 {
        // Reading the decimal rounds once, dividing would round twice.
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    /// Multiplied by a power of ten; none when it has too many digits.
    pub fn times_ten_to(self, power: i32) -> Option<Self> {
        let Self { mut digits, places } = self;
        let mut places = i32::try_from(places).ok()?.checked_sub(power)?;
        while places > 0 && digits % 10 == 0 {
            digits /= 10;
            places -= 1;
        }
        while places < 0 {
            digits = digits.checked_mul(10)?;
            places += 1;
        }
        Some(Self { digits, places: u32::try_from(places).ok()? })
    }

    /// As an exact fraction.
    pub fn exact(self) -> BigRational {
        BigRational::new(self.digits.into(), BigInt::from(10).pow(self.places))
    }
}

/// What was typed is no plain decimal number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotDecimal;

impl FromStr for Decimal {
    type Err = NotDecimal;

    fn from_str(text: &str) -> Result<Self, NotDecimal> {
        let text = text.trim();
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let unsigned = whole.strip_prefix(['-', '+']).unwrap_or(whole);
        let all = [unsigned, fraction];
        let has_digits = all.iter().any(|part| !part.is_empty());
        if !has_digits || all.iter().any(|part| !part.bytes().all(|b| b.is_ascii_digit()))
        {
            return Err(NotDecimal);
        }
        let fraction = fraction.trim_end_matches('0');
        let digits = format!("{whole}{fraction}").parse().map_err(|_| NotDecimal)?;
        let places = u32::try_from(fraction.len()).map_err(|_| NotDecimal)?;
        Ok(Self { digits, places })
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { digits, places } = *self;
        let sign = if digits < 0 { "-" } else { "" };
        let width = places as usize + 1;
        let all = format!("{:0>width$}", digits.unsigned_abs());
        let (whole, fraction) = all.split_at(all.len() - places as usize);
        let point = if places > 0 { "." } else { "" };
        write!(f, "{sign}{whole}{point}{fraction}")
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyNumber)
    }
}

impl schemars::JsonSchema for Decimal {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Decimal".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "number" })
    }
}

struct AnyNumber;

impl Visitor<'_> for AnyNumber {
    type Value = Decimal;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("数字")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Decimal, E> {
        Ok(Decimal::whole(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Decimal, E> {
        i64::try_from(number).map(Decimal::whole).map_err(E::custom)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Decimal, E> {
        Decimal::from_f64(number)
            .ok_or_else(|| E::invalid_value(serde::de::Unexpected::Float(number), &self))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Decimal, E> {
        text.parse().map_err(|NotDecimal| {
            E::invalid_value(serde::de::Unexpected::Str(text), &self)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_prints_as_it_was_typed_and_is_exact() {
        for typed in ["0.1", "-17.38", "52.8", "95", "0.05", "-0.5"] {
            assert_eq!(typed.parse::<Decimal>().unwrap().to_string(), typed);
        }
        let scaled = |typed: &str, power| {
            let scaled = typed.parse::<Decimal>().unwrap().times_ten_to(power);
            scaled.map(|scaled| scaled.to_string())
        };
        assert_eq!(scaled("704213", -4).as_deref(), Some("70.4213"));
        assert_eq!(scaled("704000", -4).as_deref(), Some("70.4"));
        assert_eq!(scaled("1.9679", 4).as_deref(), Some("19679"));
        assert_eq!(scaled("99999999999999999", 4), None);
        let tenth = Decimal::from_f64(0.1).unwrap().exact();
        assert_eq!(tenth, BigRational::new(1.into(), 10.into()));
    }

    #[test]
    fn what_is_no_plain_number_is_refused() {
        for typed in ["", ".", "-", "1e5", "12%", "一", "1.2.3", "99999999999999999999"]
        {
            assert_eq!(typed.parse::<Decimal>(), Err(NotDecimal), "{typed}");
        }
    }
}
