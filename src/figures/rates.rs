//! The three rates and the score that they compose.

use num_rational::BigRational;

use super::own::Sums;
use super::tally::Counts;
use super::{ResponseOf, Rules};
use crate::tickets::Decimal;

/// A count over another, both exact.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rate {
    /// Above the line; 基本满意 counts with its weight.
    pub(super) hits: BigRational,
    /// Below it; never zero.
    pub(super) of: BigRational,
}

/// The three rates of units whose tickets were rated.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rates {
    /// 响应率.
    pub(super) response: Rate,
    /// 解决率.
    pub(super) resolution: Rate,
    /// 满意率.
    pub(super) satisfaction: Rate,
}

impl Rate {
    /// The rate in per cent.
    pub(super) fn percent(&self) -> BigRational {
        self.fraction() * whole(100)
    }

    fn fraction(&self) -> BigRational {
        &self.hits / &self.of
    }

    fn new(hits: BigRational, of: u64) -> Option<Self> {
        (of > 0).then(|| Self { hits, of: whole(of) })
    }
}

impl Rates {
    /// Rates of counted tickets; none when no ticket was rated, since rates and score
    /// are then not printed.
    pub(super) fn of(counts: &Counts, rules: &Rules) -> Option<Self> {
        let satisfied = whole(counts.satisfied)
            + whole(counts.basic) * rules.basic_satisfaction.exact();
        Some(Self {
            resolution: Rate::new(whole(counts.resolved), counts.rated)?,
            satisfaction: Rate::new(satisfied, counts.rated)?,
            response: Self::response(counts, rules)?,
        })
    }

    /// 响应率 alone, which needs no ticket to be rated.
    pub(super) fn response(counts: &Counts, rules: &Rules) -> Option<Rate> {
        let (responded, of) = match rules.response_of {
            ResponseOf::Assessed => (counts.responded, counts.assessed),
            ResponseOf::Rated => (counts.rated_responded, counts.rated),
        };
        Rate::new(whole(responded), of)
    }

    /// The three in the order in which they are printed.
    pub(super) fn all(&self) -> [Option<&Rate>; 3] {
        [Some(&self.response), Some(&self.resolution), Some(&self.satisfaction)]
    }

    /// 综合成绩: the weighted sum of the unrounded rates, plus the bonus; none where one of
    /// them has no value. `own` are the rates of one's own.
    pub(super) fn score(
        &self,
        rules: &Rules,
        own: &Sums,
        bonus: Option<Decimal>,
    ) -> Option<BigRational> {
        let part = |(name, weight): (&str, Decimal)| {
            let fraction = match own.fraction(&rules.measures, name) {
                None if rules.is_own(name) => return None,
                None => self.named(name)?.fraction(),
                Some(fraction) => fraction,
            };
            Some(fraction * weight.exact())
        };
        let rates: Option<BigRational> = rules.score_parts().into_iter().map(part).sum();
        Some(rates? + bonus.unwrap_or(Decimal::whole(0)).exact())
    }

    fn named(&self, name: &str) -> Option<&Rate> {
        match name {
            "response" => Some(&self.response),
            "resolution" => Some(&self.resolution),
            "satisfaction" => Some(&self.satisfaction),
            _ => None,
        }
    }
}

/// A count as an exact number.
pub(super) fn whole(count: u64) -> BigRational {
    BigRational::from_integer(count.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const COUNTS: Counts = Counts {
        assessed: 10,
        responded: 9,
        rated: 8,
        rated_responded: 8,
        resolved: 6,
        satisfied: 5,
        basic: 2,
        outcomes: [5, 2, 0, 1],
    };

    fn percents(rules: &Rules) -> [String; 4] {
        let rates = Rates::of(&COUNTS, rules).unwrap();
        [
            rates.response.percent(),
            rates.resolution.percent(),
            rates.satisfaction.percent(),
            rates.score(rules, &Sums::default(), None).unwrap(),
        ]
        .map(|exact| exact.to_string())
    }

    #[test]
    fn rates_and_score_follow_the_default_rules() {
        // 9/10, 6/8, (5 + 2 × 0.8)/8; 10 × 0.9 + 50 × 0.75 + 40 × 0.825 = 79.5.
        assert_eq!(percents(&Rules::default()), ["90", "75", "165/2", "159/2"]);
    }

    #[test]
    fn weights_and_denominator_are_settings() {
        let mut rules = Rules { response_of: ResponseOf::Rated, ..Rules::default() };
        rules.basic_satisfaction = Decimal::new(9, 1);
        rules.weights.response = Decimal::whole(30);
        rules.weights.resolution = Decimal::whole(35);
        rules.weights.satisfaction = Decimal::whole(35);
        // 8/8, 6/8, (5 + 2 × 0.9)/8 = 0.85; 30 + 35 × 0.75 + 35 × 0.85 = 86.
        assert_eq!(percents(&rules), ["100", "75", "85", "86"]);
    }

    #[test]
    fn a_bonus_is_added_to_the_score() {
        let rates = Rates::of(&COUNTS, &Rules::default()).unwrap();
        let score =
            rates.score(&Rules::default(), &Sums::default(), Some(Decimal::new(1, 1)));
        assert_eq!(score, Some(BigRational::new(796.into(), 10.into())));
    }

    #[test]
    fn without_rated_tickets_there_are_no_rates() {
        let counts = Counts { assessed: 3, responded: 3, ..Counts::default() };
        assert_eq!(Rates::of(&counts, &Rules::default()), None);
    }
}
