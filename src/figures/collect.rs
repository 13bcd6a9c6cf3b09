//! Collects named figures and lists while the statistics are worked out.

use std::collections::BTreeMap;

use num_rational::BigRational;

use super::figure::{Figure, Kind, Origin, Term, round, whole};
use super::{Before, List, Row, Rows, Rules};
use crate::tickets::Decimal;

/// Figures and lists so far.
#[derive(Debug)]
pub(super) struct Collected<'a> {
    pub(super) rules: &'a Rules,
    pub(super) before: Option<&'a Before>,
    pub(super) year_ago: Option<&'a Before>,
    pub(super) figures: BTreeMap<String, Figure>,
    pub(super) lists: BTreeMap<String, List>,
}

impl<'a> Collected<'a> {
    pub(super) fn new(rules: &'a Rules, before: Option<&'a Before>) -> Self {
        Self {
            rules,
            before,
            year_ago: None,
            figures: BTreeMap::new(),
            lists: BTreeMap::new(),
        }
    }

    /// What a figure of this name was in the last period, where that is stored.
    pub(super) fn before(&self, key: &str) -> Option<Decimal> {
        self.before?.values.get(key).copied()
    }

    /// Adds a figure that is worked out here and rounded once; its printed value.
    pub(super) fn add(
        &mut self,
        key: String,
        kind: Kind,
        exact: Option<BigRational>,
        origin: Origin,
        definition: String,
    ) -> Option<Decimal> {
        let decimals = kind.decimals().unwrap_or(2);
        let printed = exact
            .as_ref()
            .and_then(|exact| round(exact, decimals, self.rules.rounding));
        self.insert(Figure { key, kind, exact, printed, origin, definition });
        printed
    }

    /// Adds a figure whose value follows from its origin; without a value where a part has
    /// none or there is nothing to divide by.
    pub(super) fn derive(
        &mut self,
        key: String,
        kind: Kind,
        origin: Origin,
        definition: String,
    ) {
        let exact = origin.value(&self.figures);
        self.add(key, kind, exact, origin, definition);
    }

    /// Adds the mean of a list's rows, each with a figure of the same name; of those that
    /// have a value.
    pub(super) fn mean(
        &mut self,
        list: &str,
        (name, kind): (&str, Kind),
        rows: &[String],
        definition: String,
    ) {
        let figures = rows.iter().map(|row| self.figures.get(&format!("{row}.{name}")));
        let values = figures.filter_map(|figure| figure?.exact.clone());
        let values: Vec<BigRational> = values.collect();
        let origin = Origin::Mean { rows: values.len(), list: Some(list.to_owned()) };
        let key = format!("{list}.{name}");
        self.add(key, kind, super::mean(values), origin, definition);
    }

    /// Adds a count of tickets or rows.
    pub(super) fn count(
        &mut self,
        key: String,
        count: u64,
        rows: Rows,
        definition: String,
    ) {
        let origin = Origin::Counted { count, rows };
        self.add(key, Kind::Count, Some(whole(count)), origin, definition);
    }

    /// Adds a count that may not be known.
    pub(super) fn known_count(
        &mut self,
        key: &str,
        count: Option<u64>,
        rows: Rows,
        definition: String,
    ) {
        let origin = Origin::Counted { count: count.unwrap_or(0), rows };
        self.add(key.to_owned(), Kind::Count, count.map(whole), origin, definition);
    }

    /// Adds a figure as it was given, with the decimals of its kind or its own.
    pub(super) fn given(
        &mut self,
        key: String,
        kind: Kind,
        value: Option<Decimal>,
        origin: Origin,
        definition: String,
    ) {
        let exact = value.map(Decimal::exact);
        let printed = match kind.decimals() {
            Some(decimals) => {
                exact.as_ref().and_then(|e| round(e, decimals, self.rules.rounding))
            }
            None => value,
        };
        self.insert(Figure { key, kind, exact, printed, origin, definition });
    }

    /// Adds a figure of the last period as it was stored then, under its name of then.
    pub(super) fn stored(
        &mut self,
        key: String,
        kind: Kind,
        then: &str,
        definition: String,
    ) {
        let origin = Origin::Stored { key: then.to_owned() };
        self.given(key, kind, self.before(then), origin, definition);
    }

    /// Adds the difference of two printed figures, so that a reader's calculator agrees.
    pub(super) fn difference(
        &mut self,
        key: String,
        kind: Kind,
        of: &str,
        less: &str,
        definition: String,
    ) {
        let exact = self.printed(of).zip(self.printed(less)).map(|(a, b)| a - b);
        let origin = Origin::Difference { of: of.to_owned(), less: less.to_owned() };
        self.add(key, kind, exact, origin, definition);
    }

    /// Adds a path's count as a share of another figure, as “share” of the path; without a
    /// value when there is nothing to share.
    pub(super) fn share(&mut self, path: &str, of: &str, definition: String) {
        let hits = vec![Term::one(format!("{path}.count"))];
        let origin = Origin::Ratio { hits, of: vec![Term::one(of)] };
        self.derive(format!("{path}.share"), Kind::Rate, origin, definition);
    }

    /// Adds a figure of the last period, and its change since; of a value then and a change
    /// so named.
    pub(super) fn since_last(
        &mut self,
        kind: Kind,
        now: &str,
        (then, change): (String, String),
        what: &str,
    ) {
        self.stored(then.clone(), kind, now, format!("上期{what}"));
        self.changed(change, kind, (now, &then), (what, "上期"));
    }

    /// Adds the change of a figure since another period: of counts in per cent, of places
    /// those won, else the difference; no base, no change.
    pub(super) fn changed(
        &mut self,
        key: String,
        kind: Kind,
        (now, then): (&str, &str),
        (what, when): (&str, &str),
    ) {
        if kind == Kind::Count {
            let less = Term { factor: Decimal::whole(-1), key: then.to_owned() };
            let hits = vec![Term::one(now), less];
            let origin = Origin::Ratio { hits, of: vec![Term::one(then)] };
            let definition = format!("{what}比{when}增减的百分比，按件数计算");
            return self.derive(key, Kind::Change, origin, definition);
        }
        if kind == Kind::Rank {
            let definition =
                format!("{what}：比{when}前进的位数（{when}名次－本期名次）");
            return self.difference(key, Kind::RankChange, then, now, definition);
        }
        let kind = if kind == Kind::Rate { Kind::Points } else { kind };
        self.difference(key, kind, now, then, format!("{what}与{when}之差"));
    }

    /// Takes the values of figures whose names start so.
    pub(super) fn blank(&mut self, starts: &[&str]) {
        let is_meant = |key: &str| starts.iter().any(|start| key.starts_with(start));
        for (_, figure) in self.figures.iter_mut().filter(|(key, _)| is_meant(key)) {
            figure.exact = None;
            figure.printed = None;
        }
    }

    /// Adds a list in its final order.
    pub(super) fn list(&mut self, key: &str, rows: Vec<Row>) {
        self.lists.insert(key.to_owned(), List { key: key.to_owned(), rows });
    }

    fn printed(&self, key: &str) -> Option<BigRational> {
        self.figures.get(key)?.printed_exact()
    }

    fn insert(&mut self, figure: Figure) {
        self.figures.insert(figure.key.clone(), figure);
    }
}
