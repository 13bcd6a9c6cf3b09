//! Numbers of cells, free of the noise of binary fractions.

use super::Decimal;
use super::spelling::plain;
use crate::sources::Cell;

/// What to do about a cell that holds no number.
pub(super) const HINT: &str = "请改为数字，不写单位";

/// What a cell should have held.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wrong {
    pub(super) expected: &'static str,
}

/// A decimal number, of a number cell to the 15 significant digits that spreadsheet
/// programs show: a formula may leave 0.30000000000000004 for 0.3.
pub(super) fn decimal(cell: &Cell<'_>, text: &str) -> Option<Decimal> {
    if let Cell::Number(number) = cell {
        format!("{number:.14e}").parse().ok().and_then(Decimal::from_f64)
    } else {
        plain_number(text).parse().ok()
    }
}

/// What a decimal number should have been.
pub(super) const NUMBER: Wrong = Wrong { expected: "数字" };

/// What a count should have been.
pub(super) const COUNT: Wrong = Wrong { expected: "不小于 0 的整数" };

/// A whole number from 0, of a decimal one.
pub(super) fn count(decimal: Decimal) -> Result<u64, Wrong> {
    decimal.to_string().parse().map_err(|_| COUNT)
}

/// Half-width and without separators of thousands.
fn plain_number(text: &str) -> String {
    plain(text).replace(',', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_cell_means_what_the_spreadsheet_shows() {
        for (binary, shown) in
            [(0.1 + 0.2, "0.3"), (100.0 - 0.04, "99.96"), (34.6, "34.6"), (12.0, "12")]
        {
            let decimal = decimal(&Cell::Number(binary), "");
            assert_eq!(decimal.map(|d| d.to_string()).as_deref(), Some(shown));
        }
    }

    #[test]
    fn a_count_is_whole_and_not_negative() {
        let of = |text: &str| count(decimal(&Cell::Empty, text)?).ok();
        assert_eq!(of("11,702"), Some(11_702));
        assert_eq!(of("１２"), Some(12));
        assert_eq!(of("12.0"), Some(12));
        for wrong in ["12.5", "-1", "十二", "12件"] {
            assert_eq!(of(wrong), None, "{wrong}");
        }
    }
}
