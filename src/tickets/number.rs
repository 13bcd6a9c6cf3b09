//! Numbers of cells, free of the noise of binary fractions.

use unicode_normalization::UnicodeNormalization;

use super::Decimal;
use crate::sources::Cell;

/// What to do about a cell that holds no number.
pub(super) const HINT: &str = "请改为数字，不写单位";

/// What a cell should have held.
pub(super) struct Wrong {
    pub(super) expected: &'static str,
}

/// A decimal number, of a number cell to the 15 significant digits that spreadsheet
/// programs show: a formula may leave 0.30000000000000004 for 0.3.
pub(super) fn decimal(cell: &Cell<'_>, text: &str) -> Result<Decimal, Wrong> {
    let decimal = if let Cell::Number(number) = cell {
        format!("{number:.14e}").parse().ok().and_then(Decimal::from_f64)
    } else {
        plain_number(text).parse().ok()
    };
    decimal.ok_or(Wrong { expected: "数字" })
}

/// A whole number from 0.
pub(super) fn count(cell: &Cell<'_>, text: &str) -> Result<u64, Wrong> {
    let wrong = Wrong { expected: "不小于 0 的整数" };
    let decimal = decimal(cell, text).map_err(|_| wrong)?;
    decimal
        .to_string()
        .parse()
        .map_err(|_| Wrong { expected: "不小于 0 的整数" })
}

/// Half-width and without separators of thousands.
fn plain_number(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace() && *c != ',').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_cell_means_what_the_spreadsheet_shows() {
        for (binary, shown) in
            [(0.1 + 0.2, "0.3"), (100.0 - 0.04, "99.96"), (34.6, "34.6"), (12.0, "12")]
        {
            let decimal = decimal(&Cell::Number(binary), "").ok();
            assert_eq!(decimal.map(|d| d.to_string()).as_deref(), Some(shown));
        }
    }

    #[test]
    fn a_count_is_whole_and_not_negative() {
        let of = |text: &str| count(&Cell::Empty, text).ok();
        assert_eq!(of("11,702"), Some(11_702));
        assert_eq!(of("１２"), Some(12));
        assert_eq!(of("12.0"), Some(12));
        for wrong in ["12.5", "-1", "十二", "12件"] {
            assert_eq!(of(wrong), None, "{wrong}");
        }
    }
}
