//! The figures of the month by what they mean and what they are worth.

use num_rational::BigRational;
use num_traits::Signed;

use super::names::Names;
use super::sense::{Measured, Sense, Who};
use crate::audit::said::Said;
use crate::figures::{Figure, Kind, Origin, Rounding, Statistics, round};

/// A figure that a sentence may tell.
#[derive(Debug)]
pub(super) struct Known<'s> {
    pub(super) figure: &'s Figure,
    pub(super) sense: Sense,
    /// As printed; none where the data do not give it.
    pub(super) value: Option<BigRational>,
}

/// All of them, and the names of rows.
#[derive(Debug)]
pub(super) struct Catalogue<'s> {
    pub(super) statistics: &'s Statistics,
    pub(super) all: Vec<Known<'s>>,
    pub(super) names: Names,
}

/// How a number is written that a figure gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// As the figure prints.
    Same,
    /// The same value in other digits: 98.3 for 98.30.
    Otherwise,
    /// With fewer digits, of so many of which one is printed: 2.09万.
    Rounded { decimals: u32, of: u32 },
}

impl<'s> Catalogue<'s> {
    pub(super) fn of(statistics: &'s Statistics) -> Self {
        let own = format!("districts.{}.", statistics.district);
        let known = |figure: &'s Figure| {
            // The own district has a name of its own.
            if figure.key.starts_with(&own) {
                return None;
            }
            let sense = Sense::of_figure(figure, statistics)?;
            Some(Known { figure, sense, value: figure.printed_exact() })
        };
        Self {
            statistics,
            all: statistics.figures().filter_map(known).collect(),
            names: Names::of(statistics),
        }
    }

    /// Figures that a number of this unit may be, each with how well it fits the words;
    /// the best first.
    pub(super) fn fitting(&self, said: &Said, words: &Words) -> Vec<(&Known<'s>, i32)> {
        let may = self.all.iter().filter(|known| may_be(known.figure.kind, said));
        let fits = may.filter_map(|known| Some((known, words.fit(&known.sense)?)));
        let mut all: Vec<_> = fits.collect();
        all.sort_by_key(|(_, fit)| std::cmp::Reverse(*fit));
        all
    }
}

/// Whether a figure of a kind may be told with a unit.
fn may_be(kind: Kind, said: &Said) -> bool {
    match (said.unit, kind) {
        ("%", Kind::Rate)
        | ("个百分点", Kind::Points)
        | ("分", Kind::Score | Kind::Bonus)
        | ("件/万人", Kind::PerTenThousand)
        | ("万人", Kind::Residents) => true,
        // Tickets are whole; 621.4件 is a mean.
        ("件" | "个" | "起" | "条", Kind::Count) => {
            said.decimals == 0 || said.factor > 1
        }
        ("位", Kind::Rank) => true,
        ("" | "小时", Kind::Hours) => said.after.trim_start().starts_with("小时"),
        ("", Kind::Rank) => said.is_ordinal,
        ("", Kind::Rate | Kind::Score | Kind::PerTenThousand) => said.decimals == 2,
        _ => false,
    }
}

/// Whether a figure tells a change or a difference.
pub(super) fn is_change(figure: &Figure) -> bool {
    matches!(figure.kind, Kind::Change | Kind::RankChange)
        || matches!(figure.origin, Origin::Difference { .. })
}

/// How a number is written, when a value gives it.
pub(super) fn written(
    said: &Said,
    printed: Option<&BigRational>,
    exact: Option<&BigRational>,
    kind: Kind,
) -> Option<Written> {
    let (printed, wanted) = (printed?, said.value.abs());
    let own = kind.decimals().unwrap_or(said.decimals);
    if printed.abs() == wanted {
        let is_same = said.decimals == own && said.factor == 1;
        return Some(if is_same { Written::Same } else { Written::Otherwise });
    }
    let of = said.factor;
    let exact = exact? / BigRational::from_integer(of.into());
    let shown = &wanted / BigRational::from_integer(of.into());
    let is_coarser = of > 1 || (said.decimals < own && said.decimals > 0);
    let rounded = round(&exact.abs(), said.decimals, Rounding::HalfUp)?;
    let is_it = is_coarser && rounded.exact() == shown;
    is_it.then_some(Written::Rounded { decimals: said.decimals, of })
}

/// What the words around a number say, those near it and those further off.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    /// In its own clause.
    pub(super) near: Sense,
    /// In the clauses before, and of the figure told before.
    pub(super) far: Sense,
    /// In headings and captions over it.
    pub(super) above: Sense,
}

impl Words {
    /// How well a figure fits; none when the words speak against it.
    pub(super) fn fit(&self, figure: &Sense) -> Option<i32> {
        let Self { near, far, above } = self;
        if near.when != figure.when {
            return None;
        }
        Some(
            self.measure(figure)?
                + who(figure, near, far, above)?
                + scope(figure, near, far)?,
        )
    }

    fn measure(&self, figure: &Sense) -> Option<i32> {
        // Offices call a pool a mean, and a mean the level: it speaks for, not against.
        let mean = match (self.near.is_mean(), figure.is_mean()) {
            (true, true) => 3,
            (false, false) => 0,
            _ => -3,
        };
        let [near, far, above] =
            [&self.near, &self.far, &self.above].map(Sense::but_mean);
        Some(mean + Self::same(&near, &far, &above, &figure.but_mean())?)
    }

    fn same(
        near: &Measured,
        far: &Measured,
        above: &Measured,
        figure: &Measured,
    ) -> Option<i32> {
        if !near.is_empty() {
            if near == figure {
                return Some(8);
            }
            // What the clause before names still holds: 双否…（含…区级双满）.
            if near.union(far).copied().eq(figure.iter().copied()) {
                return Some(7);
            }
            return near.is_subset(figure).then_some(3);
        }
        if !far.is_empty() {
            let is_among = !figure.is_empty() && figure.is_subset(far);
            return is_among.then_some(if far == figure { 5 } else { 3 });
        }
        Some(if !above.is_empty() && above == figure { 3 } else { 0 })
    }

    /// Whether measure and subject are both told, so that one figure alone is meant.
    pub(super) fn is_certain(&self) -> bool {
        !self.near.measure.is_empty()
            && [&self.near, &self.far, &self.above].iter().any(|it| it.who.is_some())
    }
}

fn who(figure: &Sense, near: &Sense, far: &Sense, above: &Sense) -> Option<i32> {
    let of = figure.who.as_ref()?;
    match (of, &near.who) {
        (Who::Named(rows), Some(Who::Named(told))) => {
            // Of two names in one clause one may be the whole that the other is part of.
            if told == rows {
                return Some(6);
            }
            return told.is_superset(rows).then_some(2);
        }
        (of, Some(told)) if of == told => return Some(5),
        // “全区”, and what the heading says: 全区部门.
        (_, Some(_)) => return None,
        (_, None) => {}
    }
    let told = far.who.as_ref().or(above.who.as_ref());
    match (of, told) {
        (Who::Named(rows), Some(Who::Named(told))) => (rows == told).then_some(3),
        (Who::Named(_), _) => None,
        (of, Some(told)) if of == told => Some(3),
        // Nobody is named: the district.
        (Who::District, None) => Some(2),
        (Who::District, Some(_)) => Some(-1),
        (_, _) => None,
    }
}

fn scope(figure: &Sense, near: &Sense, far: &Sense) -> Option<i32> {
    match (figure.scope, near.scope) {
        (Some(of), Some(told)) => return (of == told).then_some(4),
        (None, Some(_)) => return Some(-1),
        (_, None) => {}
    }
    match (figure.scope, far.scope) {
        (Some(of), Some(told)) => Some(if of == told { 2 } else { -2 }),
        (Some(_), None) => Some(0),
        (None, _) => Some(0),
    }
}
