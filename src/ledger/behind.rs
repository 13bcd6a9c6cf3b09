//! The tickets behind a figure.

use std::collections::BTreeMap;

use num_rational::BigRational;
use num_traits::Zero;

pub use crate::figures::Ticket;
use crate::figures::{By, Group, Origin, Part, Rows, Selection, Statistics, Term, Whose};
use crate::tickets::{Assessed, Tickets, UnitId};

/// A ticket behind a figure, counted for a unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Behind<'t> {
    /// The ticket.
    pub ticket: Ticket<'t>,
    /// The unit for which it is counted; none when it counts for the district.
    pub unit: Option<UnitId>,
    /// What it counts above the line.
    pub hits: BigRational,
    /// Whether it counts below the line; without a line it counts above only.
    pub is_in_base: bool,
}

/// The month's tickets, found by unit.
#[derive(Debug)]
pub(super) struct Index<'t> {
    tickets: &'t Tickets,
    assessed: Vec<(Group, &'t Assessed)>,
    of_unit: BTreeMap<UnitId, Vec<usize>>,
}

/// Nobody looks up the rows of more tickets than this, figure by figure.
const TOLD_MAX: usize = 200_000;

impl<'t> Index<'t> {
    pub(super) fn new(tickets: &'t Tickets) -> Self {
        let assessed: Vec<(Group, &Assessed)> = tickets
            .assessed
            .iter()
            .flatten()
            .map(|ticket| (Group::of(ticket), ticket))
            .collect();
        let mut of_unit: BTreeMap<UnitId, Vec<usize>> = BTreeMap::new();
        for (n, (group, _)) in assessed.iter().enumerate() {
            for unit in group.units() {
                of_unit.entry(unit).or_default().push(n);
            }
        }
        Self { tickets, assessed, of_unit }
    }

    /// The index for the rows of all figures; of too many tickets it tells none.
    pub(super) fn of_rows(tickets: &'t Tickets) -> Self {
        let Tickets { accepted, assessed, .. } = tickets;
        let longest = accepted.as_ref().map_or(0, Vec::len);
        let longest = longest.max(assessed.as_ref().map_or(0, Vec::len));
        if longest <= TOLD_MAX {
            return Self::new(tickets);
        }
        let (assessed, of_unit) = (Vec::new(), BTreeMap::new());
        Self { tickets, assessed, of_unit }
    }

    /// Rows of the export that are counted, rising, each once; filtering the export by the
    /// column gives those of a group.
    pub(super) fn rows(&self, rows: &Rows) -> Vec<u32> {
        let mut numbers: Vec<u32> = match rows {
            Rows::Accepted => list(&self.tickets.accepted, |ticket| ticket.row),
            Rows::Ranking => list(&self.tickets.ranking, |row| row.row),
            Rows::Districts => list(&self.tickets.districts, |row| row.row),
            Rows::Assessed(selection) => {
                let chosen = self.chosen(selection);
                chosen.iter().map(|(_, ticket)| ticket.row).collect()
            }
            Rows::Alike { .. }
            | Rows::Repeated(_)
            | Rows::Closed(_)
            | Rows::Meeting { .. } => Vec::new(),
        };
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// Tickets of a selection, each as often as it counts, unit by unit.
    fn chosen(&self, selection: &Selection) -> Vec<(Option<UnitId>, &'t Assessed)> {
        let Selection { whose, asked } = selection;
        let holds = |group: &Group| asked.holds(group);
        match whose {
            Whose::District => self
                .assessed
                .iter()
                .filter(|(group, _)| holds(group))
                .map(|(_, ticket)| (None, *ticket))
                .collect(),
            Whose::Units { units, part } => units
                .iter()
                .flat_map(|unit| self.of(*unit, *part))
                .filter(|(_, group, _)| holds(group))
                .map(|(unit, _, ticket)| (Some(unit), ticket))
                .collect(),
        }
    }

    fn of(
        &self,
        unit: UnitId,
        part: Part,
    ) -> impl Iterator<Item = (UnitId, &Group, &'t Assessed)> {
        let places = self.of_unit.get(&unit).into_iter().flatten();
        places
            .filter_map(|n| self.assessed.get(*n))
            .filter(move |(group, _)| group.counts_for(unit, part))
            .map(move |(group, ticket)| (unit, group, *ticket))
    }

    /// The tickets behind a figure; none for what is given, placed or subtracted.
    pub(super) fn behind(
        &self,
        statistics: &Statistics,
        origin: &Origin,
    ) -> Vec<Behind<'t>> {
        let mut gathered = Gathered::default();
        match origin {
            Origin::Counted { rows, .. }
            | Origin::Percentile { rows, .. }
            | Origin::Taken { rows, .. } => {
                self.gather(
                    rows,
                    &mut |entry| entry.hits += BigRational::from_integer(1.into()),
                    &mut gathered,
                );
            }
            Origin::Ratio { hits, of } => {
                for term in of {
                    let mut mark = |entry: &mut Behind<'_>| entry.is_in_base = true;
                    self.gather_term(statistics, term, &mut mark, &mut gathered);
                }
                for term in hits {
                    let mut mark =
                        |entry: &mut Behind<'_>| entry.hits += term.factor.exact();
                    self.gather_term(statistics, term, &mut mark, &mut gathered);
                }
            }
            Origin::Composed { parts } => {
                for term in parts {
                    let part = statistics.figure(&term.key);
                    for behind in part
                        .into_iter()
                        .flat_map(|part| self.behind(statistics, &part.origin))
                    {
                        gathered.entry(behind.unit, behind.ticket).is_in_base = true;
                    }
                }
            }
            Origin::Computed(_)
            | Origin::Difference { .. }
            | Origin::Mean { .. }
            | Origin::Placed { .. }
            | Origin::Configured { .. }
            | Origin::Published { .. }
            | Origin::Stored { .. } => {}
        }
        gathered.entries
    }

    fn gather_term(
        &self,
        statistics: &Statistics,
        term: &Term,
        mark: &mut dyn FnMut(&mut Behind<'t>),
        gathered: &mut Gathered<'t>,
    ) {
        let origin = statistics.figure(&term.key).map(|figure| &figure.origin);
        if let Some(Origin::Counted { rows, .. }) = origin {
            self.gather(rows, mark, gathered);
        }
    }

    fn gather(
        &self,
        rows: &Rows,
        mark: &mut dyn FnMut(&mut Behind<'t>),
        gathered: &mut Gathered<'t>,
    ) {
        match rows {
            Rows::Accepted => {
                for ticket in self.tickets.accepted.iter().flatten() {
                    mark(gathered.entry(None, Ticket::Accepted(ticket)));
                }
            }
            Rows::Assessed(selection) => {
                for (unit, ticket) in self.chosen(selection) {
                    mark(gathered.entry(unit, Ticket::Assessed(ticket)));
                }
            }
            Rows::Alike { of, by, name } => {
                let is_alike = |ticket: Ticket<'_>| {
                    by.group(ticket.detail()).is_some_and(|group| group == *name)
                };
                self.gather_some(of, &is_alike, mark, gathered);
            }
            Rows::Meeting { of, condition } => {
                let meets = |ticket: Ticket<'_>| condition.holds(ticket);
                self.gather_some(of, &meets, mark, gathered);
            }
            Rows::Closed(of) => {
                self.gather_some(
                    of,
                    &|ticket: Ticket<'_>| ticket.is_closed(),
                    mark,
                    gathered,
                );
            }
            Rows::Repeated(of) => {
                let mut all = Gathered::default();
                self.gather(of, &mut |_| {}, &mut all);
                let tickets =
                    all.entries.iter().map(|behind| (behind.ticket.detail(), 1));
                let counts: BTreeMap<String, u64> =
                    By::Matter.count(tickets).into_iter().collect();
                let is_repeated = |ticket: Ticket<'_>| {
                    By::Matter.group(ticket.detail()).is_some_and(|matter| {
                        counts.get(&*matter).is_some_and(|count| *count > 1)
                    })
                };
                self.gather_some(of, &is_repeated, mark, gathered);
            }
            // Streets and districts are no tickets.
            Rows::Ranking | Rows::Districts => {}
        }
    }

    /// Gathers those rows of others for which `chosen` holds.
    fn gather_some(
        &self,
        of: &Rows,
        chosen: &dyn Fn(Ticket<'_>) -> bool,
        mark: &mut dyn FnMut(&mut Behind<'t>),
        gathered: &mut Gathered<'t>,
    ) {
        let mut all = Gathered::default();
        self.gather(of, &mut |_| {}, &mut all);
        for behind in all.entries.iter().filter(|behind| chosen(behind.ticket)) {
            mark(gathered.entry(behind.unit, behind.ticket));
        }
    }
}

fn list<T>(rows: &Option<Vec<T>>, row: impl Fn(&T) -> u32) -> Vec<u32> {
    rows.iter().flatten().map(row).collect()
}

/// Tickets in the order met, each once for each unit.
#[derive(Default)]
struct Gathered<'t> {
    entries: Vec<Behind<'t>>,
    known: BTreeMap<(Option<UnitId>, bool, u32), usize>,
}

impl<'t> Gathered<'t> {
    #[expect(clippy::indexing_slicing, reason = "the map holds places of the list")]
    fn entry(&mut self, unit: Option<UnitId>, ticket: Ticket<'t>) -> &mut Behind<'t> {
        let is_accepted = matches!(ticket, Ticket::Accepted(_));
        let entries = &mut self.entries;
        let at =
            *self
                .known
                .entry((unit, is_accepted, ticket.row()))
                .or_insert_with(|| {
                    let hits = BigRational::zero();
                    entries.push(Behind { ticket, unit, hits, is_in_base: false });
                    entries.len() - 1
                });
        &mut self.entries[at]
    }
}
