//! Scores to the last digit: of the printed rates, and of the tickets behind them.

use num_traits::Signed;

use super::fractions::{Fractions, fractions, tens};
use super::scores::{COUNT_HINT, HINT, View};
use super::{Report, warning};
use crate::audit::facts::printed::{Exact, Printed, whole};
use crate::audit::facts::table::RowFacts;
use crate::diagnostics::Code;

impl View<'_> {
    /// Scores that are exactly what the printed rates give in all rows but one or two.
    pub(super) fn finer(&self, weights: &[Exact; 3], report: &mut Report<'_, '_>) {
        let exact = |row: &RowFacts| {
            let rates = self.rates(row)?;
            let sum: Exact = rates
                .iter()
                .zip(weights)
                .map(|(rate, weight)| &rate.value * weight)
                .sum();
            let score = row.at(self.score)?;
            let value = sum / whole(100) + self.bonus(row);
            // Unrounded rates explain a score that is only just rounded to the other side.
            let is_far = (&value - &score.value).abs() * whole(400) > whole(3);
            Some((score.like(&value), score.text.clone(), is_far))
        };
        let all: Vec<(&RowFacts, String, String, bool)> = self
            .table
            .rows
            .iter()
            .filter(|row| !report.is_suspect(self.table.spot(row.y, self.score)))
            .filter_map(|row| {
                exact(row).map(|(better, shown, far)| (row, better, shown, far))
            })
            .collect();
        let off: Vec<_> =
            all.iter().filter(|(_, better, shown, _)| better != shown).collect();
        // By chance one printed score in seven is that of the unrounded rates as well.
        if all.len() < 6 || off.len() != 1 {
            return;
        }
        for (row, better, shown, _) in off.into_iter().filter(|(.., is_far)| *is_far) {
            if self
                .rates
                .iter()
                .any(|x| report.is_suspect(self.table.spot(row.y, *x)))
            {
                continue;
            }
            let message = format!(
                "综合成绩{shown}与三率差0.01：按印出的三率应为{better}，其他各行都相符"
            );
            let draft = warning(Code::WRONG_SCORE, message, HINT)
                .values(shown.as_str(), better.as_str());
            let printed = row.at(self.score).map(|it| it.value.clone());
            report.cell(self.table, row, self.score, printed, draft);
        }
    }

    /// Rates of so many tickets can only be certain fractions, and with them the score.
    pub(super) fn counted(
        &self,
        weights: &[Exact; 3],
        report: &mut Report<'_, '_>,
    ) -> Option<()> {
        let count = self.count?;
        let weights = tens(weights)?;
        let judged = self.judged(count, weights);
        if !is_sound(&judged) {
            return None;
        }
        for (row, found) in
            judged.iter().filter(|(_, it)| !it.is_possible || !it.is_score)
        {
            let spots = self.rates.iter().chain([&self.score, &count]);
            if spots
                .into_iter()
                .any(|x| report.is_suspect(self.table.spot(row.y, *x)))
            {
                continue;
            }
            let shown = |x: usize| row.at(x).map_or("", |it| it.text.as_str());
            let count_text = shown(count);
            if let Some(x) = found.impossible {
                let message = format!(
                    "{count_text}件工单得不出{}{}",
                    self.table.header(x),
                    shown(x)
                );
                let draft = warning(Code::IMPOSSIBLE_VALUE, message, COUNT_HINT)
                    .values(shown(x), "");
                report.cell(self.table, row, x, None, draft);
            } else if found.is_possible {
                let message = format!(
                    "综合成绩{}与件数、三率不符：{count_text}件工单按未取整的三率应为{}",
                    shown(self.score),
                    found.score
                );
                let draft = warning(Code::WRONG_SCORE, message, HINT)
                    .values(shown(self.score), found.score.clone());
                let printed = row.at(self.score).map(|it| it.value.clone());
                report.cell(self.table, row, self.score, printed, draft);
            }
        }
        Some(())
    }

    fn judged(&self, count: usize, weights: [i128; 3]) -> Vec<(&RowFacts, Fractions)> {
        let rows = self.table.rows.iter();
        rows.filter_map(|row| {
            Some((row, self.fractions(row, self.rates(row)?, count, weights)?))
        })
        .collect()
    }

    /// Whether the rates of nearly all rows are those of their counts.
    pub(super) fn is_counted(&self, weights: &[Exact; 3]) -> bool {
        let known = self.count.zip(tens(weights));
        known.is_some_and(|(count, weights)| is_sound(&self.judged(count, weights)))
    }

    pub(super) fn fractions(
        &self,
        row: &RowFacts,
        rates: [&Printed; 3],
        count: usize,
        weights: [i128; 3],
    ) -> Option<Fractions> {
        let hundredths = |number: &Printed| {
            let scaled = &number.value * whole(100);
            let scaled = scaled.is_integer().then(|| scaled.to_integer())?;
            (number.decimals == 2).then(|| i128::try_from(scaled).ok())?
        };
        let assessed = row.at(count)?.value.to_integer();
        let assessed =
            i128::try_from(assessed).ok().filter(|it| (1..=4000).contains(it))?;
        let [response, resolution, satisfaction] = rates.map(hundredths);
        let rates = [response?, resolution?, satisfaction?];
        let score = hundredths(row.at(self.score)?)?;
        let bonus = &self.bonus(row) * whole(100);
        let bonus = i128::try_from(bonus.to_integer()).ok()?;
        Some(fractions(assessed, rates, (score, bonus), weights, self.rates))
    }
}

/// Whether counts and rates fit in nearly all rows.
fn is_sound(judged: &[(&RowFacts, Fractions)]) -> bool {
    let sound = judged.iter().filter(|(_, it)| it.is_possible && it.is_score).count();
    judged.len() >= 4 && sound * 10 >= judged.len() * 8
}
