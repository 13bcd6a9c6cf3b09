//! Rules over facts, one kind of error a file; none of them reads text.
//!
//! Those that tell which of two cells is wrong go first: what they find is no cause for a
//! second finding.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "only the kinds that are named are meant"
)]

mod across;
mod agree;
mod bounds;
mod changes;
mod cities;
mod claims;
mod differences;
mod exact_scores;
mod form;
mod fractions;
mod names;
mod numbering;
mod order;
mod own_score;
mod per_head;
mod portions;
mod ranks;
mod scores;
mod shares;
mod slips;
mod standing;
mod tally;
mod time;
mod tops;
mod totals;
mod weighting;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::facts::Facts;
use super::facts::printed::{Exact, Printed};
use super::facts::table::{RowFacts, TableFacts};
use super::findings::{Draft, Findings, error, warning};
use super::places::Spot;

/// Runs every rule.
pub(super) fn check(
    facts: &Facts<'_>,
    weights: Option<&[Exact; 3]>,
    findings: &mut Findings<'_>,
) {
    let mut report = Report {
        findings,
        suspects: BTreeMap::new(),
        told: BTreeSet::new(),
        numbers: BTreeSet::new(),
        names: BTreeSet::new(),
    };
    report.known();
    form::check(facts, &mut report);
    bounds::check(facts, &mut report);
    scores::check(facts, weights, &mut report);
    changes::check(facts, &mut report);
    shares::check(facts, &mut report);
    across::check(facts, &mut report);
    totals::check(facts, &mut report);
    names::check(facts, &mut report);
    ranks::check(facts, &mut report);
    order::check(facts, &mut report);
    cities::check(facts, &mut report);
    tops::check(facts, &mut report);
    agree::check(facts, &mut report);
    differences::check(facts, &mut report);
    claims::check(facts, &mut report);
    tally::check(facts, &mut report);
    per_head::check(facts, &mut report);
    time::check(facts, &mut report);
    numbering::check(facts, &mut report);
}

/// Findings, and the cells that they are about with what should stand there if that is
/// known.
struct Report<'r, 'f> {
    findings: &'r mut Findings<'f>,
    suspects: BTreeMap<Spot, Option<Exact>>,
    /// Ranges of texts that were reported.
    told: BTreeSet<(Spot, usize)>,
    /// Numbers that were reported, as printed.
    numbers: BTreeSet<(Spot, String)>,
    /// Names that are told to be others': what the text tells of them is no second fault.
    names: BTreeSet<(Spot, String)>,
}

impl Report<'_, '_> {
    /// What was changed against the ledger is no cause for a second finding.
    fn known(&mut self) {
        for (spot, found) in self.findings.told() {
            self.suspects.insert(spot, None);
            self.numbers.insert((spot, found));
        }
    }

    /// Reports a cell of a table, once.
    fn cell(
        &mut self,
        table: &TableFacts<'_>,
        row: &RowFacts,
        x: usize,
        better: Option<Exact>,
        draft: Draft,
    ) {
        let spot = table.spot(row.y, x);
        // All cells of a table within a cell have one place.
        if !table.is_nested() && self.suspects.insert(spot, better).is_some() {
            return;
        }
        self.findings.add(spot, draft);
    }

    /// Reports a number of a text, once.
    fn text(&mut self, spot: Spot, range: &Range<usize>, draft: Draft) {
        if !self.told.insert((spot, range.start)) {
            return;
        }
        self.numbers.insert((spot, draft.found.clone()));
        self.findings.add_in(spot, Some(range.clone()), draft);
    }

    /// Whether a number of that spot was reported.
    fn is_told(&self, spot: Spot, number: &Printed) -> bool {
        self.numbers.contains(&(spot, number.text.clone()))
    }

    fn is_suspect(&self, spot: Spot) -> bool {
        self.suspects.contains_key(&spot)
    }

    /// What a cell should hold: what it holds unless it was reported.
    fn value(&self, table: &TableFacts<'_>, row: &RowFacts, x: usize) -> Option<Exact> {
        match self.suspects.get(&table.spot(row.y, x)) {
            Some(better) => better.clone(),
            None => row.at(x).map(|number| number.value.clone()),
        }
    }
}
