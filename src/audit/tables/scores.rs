//! 综合成绩 against the three rates, their weights and 加分项.
//!
//! Printed rates are rounded, so a score may differ by what their rounding allows: with
//! two decimals everywhere by 0.005 for the rates and 0.005 for the score itself, 0.01.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::{View, Weights};
use crate::audit::columns::Kind;
use crate::audit::findings::{Draft, Findings};
use crate::audit::numbers::Number;
use crate::diagnostics::{Code, Severity};
use crate::figures::{Rounding, round};

/// Weights that districts use, in points: the usual ones first.
const KNOWN: [[i64; 3]; 2] = [[10, 50, 40], [30, 35, 35]];

/// A row's score with what its rates give.
struct Scored {
    y: usize,
    score: Number,
    printed: BigRational,
    rates: [BigRational; 3],
    bonus: BigRational,
    /// Half a unit of the last digit of each rate, then of the score, in their units.
    slack: [BigRational; 4],
}

pub(super) fn check(
    findings: &mut Findings<'_>,
    view: &View<'_>,
    weights: Option<&Weights>,
) {
    let rates = [Kind::Response, Kind::Resolution, Kind::Satisfaction];
    let [Some(a), Some(b), Some(c)] = rates.map(|kind| view.column(kind)) else { return };
    let Some(score) = view.column(Kind::Score) else { return };
    let bonus = view.column(Kind::Bonus);
    let rows = view
        .rows
        .iter()
        .filter_map(|row| scored(view, row.y, [a, b, c], score, bonus));
    let rows: Vec<Scored> = rows.collect();
    let known: Vec<Weights> = match weights {
        Some(weights) => vec![weights.clone()],
        None => KNOWN
            .map(|points| points.map(|it| BigRational::from(BigInt::from(it))))
            .into(),
    };
    let misfits =
        |weights: &Weights| rows.iter().filter(|row| !row.fits(weights)).count();
    let Some(best) = known.iter().min_by_key(|weights| misfits(weights)) else { return };
    let are_unknown =
        weights.is_none() && rows.len() >= 3 && misfits(best) * 2 > rows.len();
    let mut wrong = rows.iter().filter(|row| !row.fits(best));
    if are_unknown {
        if let Some(row) = wrong.next() {
            view.report(findings, (row.y, score), unknown(row, rows.len()));
        }
        return;
    }
    for row in wrong {
        view.report(findings, (row.y, score), wrong_score(row, best));
    }
}

fn scored(
    view: &View<'_>,
    y: usize,
    rates: [usize; 3],
    score: usize,
    bonus: Option<usize>,
) -> Option<Scored> {
    let score = view.number(y, score)?;
    let [a, b, c] = rates.map(|x| view.number(y, x));
    let rates = [a?, b?, c?];
    let mut values = Vec::new();
    for rate in &rates {
        values.push(rate.value()?);
    }
    let one = BigRational::from(BigInt::from(1));
    let is_fraction = !rates.iter().any(|rate| rate.is_percent)
        && values.iter().all(|value| *value <= one);
    // Rates are in per cent; as fractions they are a hundredth of that.
    let per_cent = BigRational::from(BigInt::from(if is_fraction { 1 } else { 100 }));
    let values: [BigRational; 3] = values.try_into().ok()?;
    let slack = |number: &Number| {
        let unit = BigInt::from(10).pow(number.decimals.min(18));
        BigRational::new(BigInt::from(1), unit * BigInt::from(2))
    };
    let [sa, sb, sc] =
        [&rates[0], &rates[1], &rates[2]].map(|rate| slack(rate) / &per_cent);
    let bonus = bonus.and_then(|x| view.value(y, x)).unwrap_or_else(BigRational::zero);
    Some(Scored {
        y,
        printed: score.value()?,
        slack: [sa, sb, sc, slack(&score)],
        rates: values.map(|value| value / &per_cent),
        bonus,
        score,
    })
}

impl Scored {
    /// What rates and weights give, bonus included.
    fn exact(&self, weights: &Weights) -> BigRational {
        let parts = self.rates.iter().zip(weights).map(|(rate, weight)| rate * weight);
        parts.sum::<BigRational>() + &self.bonus
    }

    /// By how much the printed score may differ.
    fn bound(&self, weights: &Weights) -> BigRational {
        let [a, b, c, own] = &self.slack;
        let rates = [a, b, c].into_iter().zip(weights);
        rates.map(|(slack, weight)| slack * weight).sum::<BigRational>() + own
    }

    fn fits(&self, weights: &Weights) -> bool {
        (self.exact(weights) - &self.printed).abs() <= self.bound(weights)
    }
}

fn wrong_score(row: &Scored, weights: &Weights) -> Draft {
    let decimals = row.score.decimals.min(4);
    let print = |value: &BigRational, decimals| {
        round(value, decimals, Rounding::HalfUp)
            .map_or_else(String::new, |it| it.to_string())
    };
    let expected = print(&row.exact(weights), decimals);
    let bound = print(&row.bound(weights), decimals.max(2));
    let points: Vec<String> = weights.iter().map(ToString::to_string).collect();
    let bonus = if row.bonus.is_zero() { "" } else { "、加分项" };
    Draft {
        severity: Severity::Error,
        code: Code::WRONG_SCORE,
        message: format!(
            "成绩是{}，按三率、权重{}{bonus}应为{expected}（因三率已四舍五入，允许相差{bound}）",
            row.score.text,
            points.join("/"),
        ),
        hint: "请核对本行的三率、加分项和成绩，是否有一项用了旧数或抄错",
        found: row.score.text.clone(),
        expected,
    }
}

fn unknown(row: &Scored, rows: usize) -> Draft {
    Draft {
        severity: Severity::Warning,
        code: Code::WRONG_SCORE,
        message: format!(
            "本表{rows}行的成绩多数与权重10/50/40、30/35/35都不符，未逐行核对成绩"
        ),
        hint: "如采用其他权重，请加 --against 项目文件夹，按其配置的权重核对",
        found: row.score.text.clone(),
        expected: String::new(),
    }
}
