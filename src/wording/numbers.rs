//! Figures as printed.

use num_traits::Signed;

use crate::figures::{Figure, Kind};
use crate::tickets::Decimal;

/// What stands for a figure without a value.
const ABSENT: &str = "—";
/// What stands for a change of nothing.
const UNCHANGED: &str = "持平";

/// A figure in a sentence: “97.08”, “99.96%”; — when absent.
pub fn text(figure: &Figure) -> String {
    figure
        .printed
        .map_or_else(|| ABSENT.to_owned(), |value| with_sign(figure, value))
}

/// A figure in a sentence that tells its direction in words: without its sign.
pub fn magnitude(figure: &Figure) -> String {
    text(figure).trim_start_matches('-').to_owned()
}

/// A figure in a table: as in a sentence, but changes of rank as 12↑, 44↓ or 持平.
pub fn cell(figure: &Figure) -> String {
    let is_rank_change = figure.kind == Kind::RankChange;
    match figure.printed.map(Decimal::exact).filter(|_| is_rank_change) {
        Some(change) if change.is_positive() => format!("{}↑", magnitude(figure)),
        Some(change) if change.is_negative() => format!("{}↓", magnitude(figure)),
        Some(_) => UNCHANGED.to_owned(),
        None => text(figure),
    }
}

fn with_sign(figure: &Figure, value: Decimal) -> String {
    match figure.kind {
        Kind::Rate | Kind::Change => format!("{value}%"),
        Kind::Count
        | Kind::Score
        | Kind::Bonus
        | Kind::PerTenThousand
        | Kind::Residents
        | Kind::Hours
        | Kind::Rank
        | Kind::RankChange
        | Kind::Points
        | Kind::Number
        | Kind::Date => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::{Origin, Rows};

    fn rank_change(printed: Option<i64>) -> String {
        cell(&Figure {
            key: String::new(),
            kind: Kind::RankChange,
            exact: None,
            printed: printed.map(Decimal::whole),
            origin: Origin::Counted { count: 0, rows: Rows::Accepted },
            definition: String::new(),
        })
    }

    #[test]
    fn a_change_of_rank_has_an_arrow_or_a_word() {
        let printed = [Some(12), Some(-44), Some(0), None].map(rank_change);
        assert_eq!(printed, ["12↑", "44↓", "持平", "—"]);
    }
}
