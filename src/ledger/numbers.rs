//! Exact numbers as text.

use num_bigint::BigInt;
use num_rational::BigRational;

/// Digits behind the point after which a number is written as a fraction.
const DECIMALS_MAX: u32 = 6;

/// A number as a decimal where it is one of a few digits, otherwise as a fraction.
pub fn exact(number: &BigRational) -> String {
    let mut scaled = number.clone();
    for decimals in 0..=DECIMALS_MAX {
        if scaled.is_integer() {
            return decimal(&scaled.to_integer(), decimals);
        }
        scaled *= BigInt::from(10);
    }
    number.to_string()
}

fn decimal(digits: &BigInt, decimals: u32) -> String {
    let text = digits.magnitude().to_string();
    let width = decimals as usize + 1;
    let padded = format!("{text:0>width$}");
    let (whole, fraction) = padded.split_at(padded.len() - decimals as usize);
    let sign = if digits.sign() == num_bigint::Sign::Minus { "-" } else { "" };
    let point = if decimals > 0 { "." } else { "" };
    format!("{sign}{whole}{point}{fraction}")
}

/// Numbers in rising order as ranges: “2-5,9”.
pub(super) fn ranges(numbers: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for &number in numbers {
        match runs.last_mut() {
            Some((_, last)) if number <= last.saturating_add(1) => *last = number,
            Some(_) | None => runs.push((number, number)),
        }
    }
    let run = |(first, last): &(u32, u32)| match first == last {
        true => first.to_string(),
        false => format!("{first}-{last}"),
    };
    runs.iter().map(run).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_decimal_is_written_as_one_and_a_third_as_a_fraction() {
        let number = |a: i64, b: i64| exact(&BigRational::new(a.into(), b.into()));
        let written = [(543, 5), (-1, 20), (7, 1), (1, 3)].map(|(a, b)| number(a, b));
        assert_eq!(written, ["108.6", "-0.05", "7", "1/3"]);
    }

    #[test]
    fn neighbouring_rows_become_a_range() {
        assert_eq!(ranges(&[2, 3, 4, 4, 9, 11, 12]), "2-4,9,11-12");
        assert_eq!(ranges(&[]), "");
    }
}
