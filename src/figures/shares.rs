//! The counts and the three rates of a row or a group, each under its name.

use super::collect::Collected;
use super::figure::{Kind, Origin, Term};
use super::rates::Rate;
use super::selection::{Measure, Rows, Selection, Whose};
use super::tally::Counts;
use super::{Outcome, ResponseOf, Rules};

/// What is added under one key.
pub(super) struct Shares<'a> {
    /// “towns.direct.檀营地区”.
    pub(super) key: &'a str,
    /// “檀营地区（直派）”.
    pub(super) who: &'a str,
    /// Whose tickets are counted.
    pub(super) whose: Whose,
    pub(super) counts: &'a Counts,
    /// Response, resolution, satisfaction.
    pub(super) rates: [Option<&'a Rate>; 3],
    /// How many rows the rates are means of; none when they come from the counts.
    pub(super) mean_of: Option<usize>,
}

/// The three rates by their names.
const RATES: [(&str, &str); 3] =
    [("response", "响应率"), ("resolution", "解决率"), ("satisfaction", "满意率")];

/// The parts of a score: each rate under a key with its weight.
pub(super) fn weighted(key: &str, rules: &Rules) -> Vec<Term> {
    let weights = &rules.weights;
    [weights.response, weights.resolution, weights.satisfaction]
        .into_iter()
        .zip(RATES)
        .map(|(factor, (name, _))| Term { factor, key: format!("{key}.{name}") })
        .collect()
}

impl Shares<'_> {
    pub(super) fn add(&self, collected: &mut Collected<'_>) {
        for (name, measure, count, what) in self.counted(collected.rules) {
            let selection = Selection { whose: self.whose.clone(), measure };
            let definition = format!("{}{what}", self.who);
            let key = format!("{}.{name}", self.key);
            collected.count(key, count, Rows::Assessed(selection), definition);
        }
        self.add_outcomes(collected);
        for ((name, what), rate) in RATES.into_iter().zip(self.rates) {
            let origin = self.origin(name, collected.rules);
            let key = format!("{}.{name}", self.key);
            let definition = format!("{}{what}", self.who);
            collected.add(key, Kind::Rate, rate.map(Rate::percent), origin, definition);
        }
    }

    fn add_outcomes(&self, collected: &mut Collected<'_>) {
        for (outcome, count) in Outcome::ALL.into_iter().zip(self.counts.outcomes) {
            let measure = Measure::Outcome(outcome);
            let selection = Selection { whose: self.whose.clone(), measure };
            let definition = format!("{}参评工单中{}的件数", self.who, outcome.name());
            let key = format!("{}.{}", self.key, outcome.key());
            collected.count(key, count, Rows::Assessed(selection), definition);
        }
    }

    fn counted(
        &self,
        rules: &Rules,
    ) -> impl Iterator<Item = (&'static str, Measure, u64, &'static str)> {
        let counts = self.counts;
        // Asked for only where the response rate is one of rated tickets.
        let rated_responded = (rules.response_of == ResponseOf::Rated).then_some((
            "rated_responded",
            Measure::RatedResponded,
            counts.rated_responded,
            "参评且按时响应的工单数",
        ));
        [
            ("assessed", Measure::Assessed, counts.assessed, "纳入考评的工单数"),
            ("responded", Measure::Responded, counts.responded, "按时响应的工单数"),
            ("rated", Measure::Rated, counts.rated, "参评（考核三率）的工单数"),
            ("resolved", Measure::Resolved, counts.resolved, "参评且解决的工单数"),
            ("satisfied", Measure::Satisfied, counts.satisfied, "参评且满意的工单数"),
            ("basic", Measure::Basic, counts.basic, "参评且基本满意的工单数"),
        ]
        .into_iter()
        .chain(rated_responded)
    }

    fn origin(&self, rate: &str, rules: &Rules) -> Origin {
        if let Some(rows) = self.mean_of {
            return Origin::Mean { rows, list: Some(self.key.to_owned()) };
        }
        let term = |name: &str| Term::one(format!("{}.{name}", self.key));
        let (hits, of) = match (rate, rules.response_of) {
            ("response", ResponseOf::Assessed) => {
                (vec![term("responded")], vec![term("assessed")])
            }
            ("response", ResponseOf::Rated) => {
                (vec![term("rated_responded")], vec![term("rated")])
            }
            ("resolution", _) => (vec![term("resolved")], vec![term("rated")]),
            _ => {
                let factor = rules.basic_satisfaction;
                let basic = Term { factor, key: format!("{}.basic", self.key) };
                (vec![term("satisfied"), basic], vec![term("rated")])
            }
        };
        Origin::Ratio { hits, of }
    }
}
