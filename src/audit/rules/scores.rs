//! Scores against the rates and the bonus of their row, and rates against counts.
//!
//! The weights are those that the text or the project states, else usual ones, else those
//! that nearly all rows agree on.

use num_traits::Signed;

use super::fractions::tens;
use super::slips::slips;
use super::weighting::{exchanged, weighted};
use super::{Report, error, own_score};
use crate::audit::facts::Facts;
use crate::audit::facts::printed::{Exact, Printed, Span, fixed, whole};
use crate::audit::facts::table::{RowFacts, TableFacts};
use crate::audit::facts::words::Measure;
use crate::diagnostics::Code;

/// A bonus that a note tells of and no column shows is at most so many points.
const BONUS_MAX: i64 = 5;
pub(super) const COUNT_HINT: &str = "请核对件数和这个率";
pub(super) const HINT: &str = "请核对这一行的三率、加分项和成绩，改正有误的一个";
pub(super) const RATES: [Measure; 3] =
    [Measure::Response, Measure::Resolution, Measure::Satisfaction];

pub(super) fn check(
    facts: &Facts<'_>,
    configured: Option<&[Exact; 3]>,
    report: &mut Report<'_, '_>,
) {
    for (spot, range) in &facts.broken_weights {
        let message = "三率的权重相加不是100%".to_owned();
        let draft = error(Code::WRONG_SCORE, message, "请核对综合成绩的算法");
        report.text(*spot, range, draft);
    }
    let mut known: Vec<[Exact; 3]> = Vec::new();
    known.extend(facts.weights.clone());
    known.extend(configured.cloned());
    let is_stated = !known.is_empty();
    known.extend(
        [[10, 50, 40], [30, 35, 35], [20, 40, 40], [30, 40, 30]].map(|it| it.map(whole)),
    );
    // Scores that no weights explain count something that is not printed.
    let mut unexplained: Vec<&Printed> = Vec::new();
    for table in &facts.tables {
        let Some(view) = View::new(table) else { continue };
        match view.weights(&known) {
            Some(weights) => view.check(&weights, report),
            None => {
                unexplained
                    .extend(table.rows.iter().filter_map(|row| row.at(view.score)));
            }
        }
    }
    own_score::check(facts, &known, is_stated, &unexplained, report);
}

/// A table with three rates and a score.
pub(super) struct View<'a> {
    pub(super) table: &'a TableFacts<'a>,
    pub(super) rates: [usize; 3],
    pub(super) score: usize,
    pub(super) bonus: Option<usize>,
    pub(super) count: Option<usize>,
}

impl<'a> View<'a> {
    fn new(table: &'a TableFacts<'a>) -> Option<Self> {
        let [one, two, three] = RATES.map(|rate| table.figure(&rate));
        Some(Self {
            table,
            rates: [one?, two?, three?],
            score: table.figure(&Measure::Score)?,
            bonus: table.figure(&Measure::Bonus),
            count: table.figure(&Measure::Count("考评".to_owned())),
        })
    }

    pub(super) fn rates<'r>(&self, row: &'r RowFacts) -> Option<[&'r Printed; 3]> {
        let [one, two, three] = self.rates.map(|x| row.at(x));
        Some([one?, two?, three?])
    }

    pub(super) fn bonus(&self, row: &RowFacts) -> Exact {
        self.bonus
            .and_then(|x| row.at(x))
            .map_or_else(|| whole(0), |it| it.value.clone())
    }

    /// What the score may be by the printed rates.
    fn span(&self, row: &RowFacts, weights: &[Exact; 3]) -> Option<Span> {
        let rates = self.rates(row)?;
        let start = Span::exact(self.bonus(row));
        Some(weighted(&rates, weights).plus(&start))
    }

    /// Whether its notes tell of a bonus that no column shows.
    fn hides_bonus(&self) -> bool {
        self.bonus.is_none() && self.table.notes.contains("含加分")
    }

    fn fits(&self, row: &RowFacts, weights: &[Exact; 3]) -> Option<bool> {
        let mut span = self.span(row, weights)?;
        // “综合成绩合计含加分项”: only the row of all tickets has it.
        let is_of_all = !self.table.notes.contains("合计含加分") || row.class == "合计";
        if self.hides_bonus() && is_of_all {
            span.high += whole(BONUS_MAX);
        }
        Some(row.at(self.score)?.span().meets(&span))
    }

    /// Rows that fit, and rows that can be judged.
    fn count_fits(&self, weights: &[Exact; 3]) -> (usize, usize) {
        let all: Vec<bool> = self
            .table
            .rows
            .iter()
            .filter_map(|row| self.fits(row, weights))
            .collect();
        (all.iter().filter(|fits| **fits).count(), all.len())
    }

    fn weights(&self, known: &[[Exact; 3]]) -> Option<[Exact; 3]> {
        let fits = |weights: &&[Exact; 3]| self.count_fits(weights).0;
        let best = known.iter().rev().max_by_key(fits)?;
        let (fitting, all) = self.count_fits(best);
        if fitting * 10 >= all * 6 && fitting > 0 {
            return Some(best.clone());
        }
        // A sum of three rates with whole weights that nearly all rows agree on.
        if all < 6 {
            return None;
        }
        let fives = (1..19).flat_map(|one| (1..20 - one).map(move |two| (one, two)));
        let all_weights =
            fives.map(|(one, two)| [one * 5, two * 5, 100 - 5 * (one + two)].map(whole));
        let found = all_weights.max_by_key(|weights| self.count_fits(weights).0)?;
        (self.count_fits(&found).0 * 10 >= all * 8).then_some(found)
    }

    fn check(&self, weights: &[Exact; 3], report: &mut Report<'_, '_>) {
        for row in &self.table.rows {
            if self.fits(row, weights) == Some(false) {
                self.wrong(row, weights, report);
            }
        }
        if !self.hides_bonus() && self.counted(weights, report).is_none() {
            self.finer(weights, report);
        }
    }

    /// Tells which of four numbers is wrong: the one that a slip of the pen explains and
    /// that the order of the rows does not vouch for.
    #[expect(
        clippy::too_many_lines,
        reason = "one case after the other, read from top to bottom"
    )]
    fn wrong(&self, row: &RowFacts, weights: &[Exact; 3], report: &mut Report<'_, '_>) {
        let (Some(rates), Some(score), Some(span)) =
            (self.rates(row), row.at(self.score), self.span(row, weights))
        else {
            return;
        };
        if self
            .rates
            .iter()
            .any(|x| report.is_suspect(self.table.spot(row.y, *x)))
        {
            return;
        }
        let better = score.like(&span.middle());
        let in_order = self.in_order(row, &score.value);
        let would_be = self.in_order(row, &span.middle());
        // So many tickets cannot give one of the rates: that one is it.
        let counts = self.count.zip(tens(weights)).filter(|_| self.is_counted(weights));
        let counts = counts
            .and_then(|(count, weights)| self.fractions(row, rates, count, weights));
        if let Some(x) = counts.and_then(|it| it.impossible) {
            let shown = row.at(x).map_or("", |it| it.text.as_str());
            let message = format!("“{shown}”与件数、综合成绩{}都不符", score.text);
            let draft =
                error(Code::IMPOSSIBLE_VALUE, message, COUNT_HINT).values(shown, "");
            report.cell(self.table, row, x, None, draft);
            return;
        }
        // A hundredth or two is a slip of rounding.
        let off = (span.middle() - &score.value).abs();
        let slip_of_score = off * whole(50) <= whole(1)
            || slips(&score.text).iter().any(|it| span.meets(&it.span()));
        let rate = self.slipped_rate(row, weights);
        let is_rate = match (in_order, would_be) {
            (Some(true), Some(false)) => rate.is_some(),
            (Some(false), Some(true)) => false,
            _ => rate.is_some() && !slip_of_score,
        };
        if let Some((x, fixed_rate)) = rate.filter(|_| is_rate) {
            let shown = row.at(x).map_or("", |it| it.text.as_str());
            let message = format!(
                "“{}”与综合成绩{}不符：按成绩应为{fixed_rate}",
                shown, score.text
            );
            let value = crate::audit::facts::time::first_number(&fixed_rate);
            let draft = error(Code::WRONG_SCORE, message, HINT).values(shown, fixed_rate);
            report.cell(self.table, row, x, value.map(|it| it.value), draft);
            return;
        }
        let exchanged = exchanged(&rates, weights, &self.bonus(row), score);
        let draft = if let Some((one, two)) = exchanged {
            let (one, two) = (self.header(one), self.header(two));
            let message = format!(
                "{one}与{two}可能写反：按现有三率综合成绩应为{better}，对调后才是{}",
                score.text
            );
            error(Code::WRONG_SCORE, message, HINT).values(score.text.as_str(), better)
        } else {
            let message = format!(
                "综合成绩{}与三率不符：按{}加权{}应为{better}",
                score.text,
                weights.each_ref().map(|it| fixed(it, 0)).join("/"),
                if self.bonus.is_some() { "并计加分" } else { "" },
            );
            error(Code::WRONG_SCORE, message, HINT).values(score.text.as_str(), better)
        };
        let x = exchanged.map_or(self.score, |(one, _)| {
            self.rates.get(one).copied().unwrap_or(self.score)
        });
        report.cell(self.table, row, x, Some(span.middle()), draft);
    }

    fn header(&self, rate: usize) -> &str {
        self.rates.get(rate).map_or("", |x| self.table.header(*x))
    }

    /// Whether a score stands between those of the rows around it; none when the table is
    /// in no such order.
    fn in_order(&self, row: &RowFacts, score: &Exact) -> Option<bool> {
        let rows: Vec<&RowFacts> =
            self.table.ones().filter(|it| it.class == row.class).collect();
        let at = rows.iter().position(|it| it.y == row.y)?;
        let value = |at: Option<usize>| {
            let row = at.and_then(|at| rows.get(at))?;
            Some(&row.at(self.score)?.value)
        };
        let ordered = (1..rows.len())
            .filter(|next| {
                value(Some(next - 1))
                    .zip(value(Some(*next)))
                    .is_some_and(|(a, b)| a >= b)
            })
            .count();
        if ordered + 2 < rows.len().saturating_sub(1) || rows.len() < 3 {
            return None;
        }
        let above = value(at.checked_sub(1)).is_none_or(|above| above >= score);
        let below = value(Some(at + 1)).is_none_or(|below| below <= score);
        Some(above && below)
    }

    /// The rate with which one slip of the pen put right would give the score.
    fn slipped_rate(
        &self,
        row: &RowFacts,
        weights: &[Exact; 3],
    ) -> Option<(usize, String)> {
        let rates = self.rates(row)?;
        let score = row.at(self.score)?;
        let bonus = Span::exact(self.bonus(row));
        let counted = self.count.zip(tens(weights)).filter(|_| self.is_counted(weights));
        for (at, rate) in rates.iter().enumerate() {
            for slip in slips(&rate.text) {
                let mut other = rates;
                if let Some(place) = other.get_mut(at) {
                    *place = &slip;
                }
                let is_possible = counted.is_none_or(|(count, weights)| {
                    let found = self.fractions(row, other, count, weights);
                    found.is_none_or(|it| it.is_possible && it.is_score)
                });
                if slip.value <= whole(100)
                    && is_possible
                    && weighted(&other, weights).plus(&bonus).meets(&score.span())
                {
                    return Some((*self.rates.get(at)?, slip.text.clone()));
                }
            }
        }
        None
    }
}
