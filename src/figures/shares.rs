//! The counts and the three rates of a row or a group, each under its name.

use super::collect::Collected;
use super::figure::{Kind, Origin, Term};
use super::own::{Base, Site, Sums};
use super::selection::{Asked, Rows, Selection, Whose};
use super::tally::Counts;
use super::{Outcome, RATES, ResponseOf, Rules};

/// What is added under one key.
pub(super) struct Shares<'a> {
    /// “towns.direct.檀营地区”.
    pub(super) key: &'a str,
    /// “檀营地区（直派）”.
    pub(super) who: &'a str,
    /// Whose tickets are counted.
    pub(super) whose: Whose,
    pub(super) counts: &'a Counts,
    /// What one's own measures are worked out from.
    pub(super) sums: &'a Sums,
    /// The keys of the rows whose means rates and score are; none when they come from the
    /// counts.
    pub(super) mean_of: Option<&'a [String]>,
    /// Whether the built-in rates have values.
    pub(super) has_rates: bool,
}

impl Shares<'_> {
    /// Adds all, and the score with a bonus.
    pub(super) fn add(&self, collected: &mut Collected<'_>, bonus: Option<Term>) {
        for (name, asked, count, what) in self.counted(collected.rules) {
            let selection = Selection { whose: self.whose.clone(), asked };
            let definition = format!("{}{what}", self.who);
            let key = format!("{}.{name}", self.key);
            collected.count(key, count, Rows::Assessed(selection), definition);
        }
        self.add_outcomes(collected);
        let rules = collected.rules;
        for name in RATES.into_iter().filter(|name| !rules.is_own(name)) {
            let origin = self.origin(name, rules);
            self.made(collected, (name, Kind::Rate), origin, self.has_rates);
        }
        self.add_own(collected);
        let rates = rules.score_parts().into_iter();
        let rates = rates
            .map(|(name, factor)| Term { factor, key: format!("{}.{name}", self.key) });
        let parts = rates.chain(bonus).collect();
        let is_rated = self.counts.rated > 0;
        let origin = Origin::Composed { parts };
        self.made(collected, ("score", Kind::Score), origin, is_rated);
    }

    /// Adds a figure that others make, or the mean of those of the rows.
    fn made(
        &self,
        collected: &mut Collected<'_>,
        (name, kind): (&str, Kind),
        origin: Origin,
        is_known: bool,
    ) {
        let definition = format!("{}{}", self.who, collected.rules.called(name));
        if let Some(rows) = self.mean_of {
            return collected.mean(self.key, (name, kind), rows, definition);
        }
        let exact = origin.value(&collected.figures).filter(|_| is_known);
        collected.add(format!("{}.{name}", self.key), kind, exact, origin, definition);
    }

    fn add_own(&self, collected: &mut Collected<'_>) {
        let rows = |base| match base {
            Base::Accepted => None,
            Base::Assessed(asked) => {
                Some(Rows::Assessed(Selection { whose: self.whose.clone(), asked }))
            }
        };
        let Self { key: path, who, sums, mean_of, .. } = *self;
        Site { path, who, rows: &rows, sums: Some(sums), mean_of }.add(collected);
    }

    fn add_outcomes(&self, collected: &mut Collected<'_>) {
        for (outcome, count) in Outcome::ALL.into_iter().zip(self.counts.outcomes) {
            let asked = Asked::Outcome(outcome);
            let selection = Selection { whose: self.whose.clone(), asked };
            let definition = format!("{}参评工单中{}的件数", self.who, outcome.name());
            let key = format!("{}.{}", self.key, outcome.key());
            collected.count(key, count, Rows::Assessed(selection), definition);
        }
    }

    fn counted(
        &self,
        rules: &Rules,
    ) -> impl Iterator<Item = (&'static str, Asked, u64, &'static str)> {
        let counts = self.counts;
        // Asked for only where the response rate is one of rated tickets.
        let rated_responded = (rules.response_of == ResponseOf::Rated).then_some((
            "rated_responded",
            Asked::RatedResponded,
            counts.rated_responded,
            "参评且按时响应的工单数",
        ));
        [
            ("assessed", Asked::Assessed, counts.assessed, "纳入考评的工单数"),
            ("responded", Asked::Responded, counts.responded, "按时响应的工单数"),
            ("rated", Asked::Rated, counts.rated, "参评（考核三率）的工单数"),
            ("resolved", Asked::Resolved, counts.resolved, "参评且解决的工单数"),
            ("satisfied", Asked::Satisfied, counts.satisfied, "参评且满意的工单数"),
            ("basic", Asked::Basic, counts.basic, "参评且基本满意的工单数"),
        ]
        .into_iter()
        .chain(rated_responded)
    }

    fn origin(&self, rate: &str, rules: &Rules) -> Origin {
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
