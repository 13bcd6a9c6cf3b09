//! Own measures worked out for the district, for units and for groups.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use num_rational::BigRational;

use super::super::closing::percentile;
use super::super::collect::Collected;
use super::super::figure::{Kind, Origin, Term, whole};
use super::super::selection::Rows;
use super::super::tally::{Group, Part};
use super::super::{By, Row};
use super::{Base, Chosen, Column, Field, HITS, How, Spec, Ticket, Way};
use crate::tickets::{Tickets, UnitId};

/// What the tickets of somebody give for each measure.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in super::super) struct Sums(Vec<Sum>);

#[derive(Debug, Clone, Default, PartialEq)]
struct Sum {
    /// Those that are chosen from.
    of: u64,
    hits: u64,
    /// Each with how many tickets have it.
    numbers: Vec<(BigRational, u64)>,
}

/// What each unit's tickets give, and those of the whole district.
#[derive(Debug, Default)]
pub(in super::super) struct Table {
    district: Sums,
    units: BTreeMap<(UnitId, Part), Sums>,
}

/// Where measures are added.
pub(in super::super) struct Site<'a> {
    /// “towns.direct.檀营地区”.
    pub(in super::super) path: &'a str,
    /// “檀营地区（直派）”.
    pub(in super::super) who: &'a str,
    /// Its rows of an export; none of the other.
    pub(in super::super) rows: &'a dyn Fn(Base) -> Option<Rows>,
    /// None when the export was not read.
    pub(in super::super) sums: Option<&'a Sums>,
    /// The keys of the rows whose means the rates are; none when they come from the tickets.
    pub(in super::super) mean_of: Option<&'a [String]>,
}

const PARTS: [Part; 3] = [Part::Direct, Part::Transferred, Part::All];

impl Sums {
    /// Adds so many tickets that are alike.
    pub(in super::super) fn add(
        &mut self,
        specs: &[Spec],
        ticket: Ticket<'_>,
        group: Option<&Group>,
        count: u64,
    ) {
        self.0.resize(specs.len(), Sum::default());
        for (spec, sum) in specs.iter().zip(&mut self.0) {
            let How::Chosen(way, chosen) = &spec.how else { continue };
            let Chosen { of: _, base, within, condition } = chosen;
            if !base.holds(ticket, group) || !within.holds(ticket) {
                continue;
            }
            sum.of += count;
            if condition.holds(ticket) {
                sum.hits += count;
                let number = way.field().and_then(|field| field.number(ticket));
                sum.numbers.extend(number.map(|number| (number, count)));
            }
        }
    }

    /// Adds another's tickets.
    pub(in super::super) fn merge(&mut self, other: &Self) {
        self.0.resize(self.0.len().max(other.0.len()), Sum::default());
        for (sum, other) in self.0.iter_mut().zip(&other.0) {
            sum.of += other.of;
            sum.hits += other.hits;
            sum.numbers.extend(other.numbers.iter().cloned());
        }
    }

    fn sum(&self, at: usize) -> Sum {
        self.0.get(at).cloned().unwrap_or_default()
    }
}

impl Table {
    /// Goes over the assessed tickets once; does nothing without measures.
    pub(in super::super) fn of(tickets: &Tickets, specs: &[Spec]) -> Self {
        let mut table = Self::default();
        let is_assessed = |spec: &Spec| matches!(&spec.how, How::Chosen(_, chosen) if chosen.base != Base::Accepted);
        if !specs.iter().any(is_assessed) {
            return table;
        }
        for (ticket, count) in tickets.assessed_groups().into_iter().flatten() {
            let group = Group::of(ticket);
            let ticket = Ticket::Assessed(ticket);
            table.district.add(specs, ticket, Some(&group), count);
            for unit in group.units() {
                for part in PARTS {
                    if group.counts_for(unit, part) {
                        let sums = table.units.entry((unit, part)).or_default();
                        sums.add(specs, ticket, Some(&group), count);
                    }
                }
            }
        }
        table
    }

    pub(in super::super) fn district(&self) -> &Sums {
        &self.district
    }

    pub(in super::super) fn unit(&self, unit: UnitId, part: Part) -> Sums {
        self.units.get(&(unit, part)).cloned().unwrap_or_default()
    }
}

impl Way {
    fn field(&self) -> Option<Field> {
        match self {
            Self::Sum(column) | Self::Mean(column) | Self::Percentile(_, column) => {
                Some(column.field)
            }
            Self::Count | Self::Rate | Self::Share | Self::Per10k => None,
        }
    }
}

impl Site<'_> {
    /// Adds every measure that this site's exports allow; a score of units is added where
    /// they are ranked.
    pub(in super::super) fn add(&self, collected: &mut Collected<'_>) {
        let specs = collected.rules.measures.clone();
        for (at, spec) in specs.iter().enumerate() {
            match &spec.how {
                How::Chosen(way, chosen) => {
                    if let Some(rows) = (self.rows)(chosen.base) {
                        self.chosen(collected, (at, spec), (way, chosen), rows);
                    }
                }
                How::Points(parts) if spec.name != "score" => {
                    let term = |(name, factor): &(String, _)| Term {
                        factor: *factor,
                        key: format!("{}.{name}", self.path),
                    };
                    let parts: Vec<Term> = parts.iter().map(term).collect();
                    if parts.iter().all(|part| collected.figures.contains_key(&part.key))
                    {
                        self.derived(collected, spec, Origin::Composed { parts });
                    }
                }
                How::Points(_) => {}
                How::Difference { of, less } => {
                    let [of, less] =
                        [of, less].map(|name| format!("{}.{name}", self.path));
                    if [&of, &less].iter().all(|key| collected.figures.contains_key(*key))
                    {
                        let kind = match collected.figures.get(&of).map(|of| of.kind) {
                            Some(Kind::Rate | Kind::Change) => Kind::Points,
                            kind => kind.unwrap_or(Kind::Score),
                        };
                        let key = format!("{}.{}", self.path, spec.name);
                        let definition = self.definition(spec);
                        collected.difference(key, kind, &of, &less, definition);
                    }
                }
            }
        }
    }

    fn chosen(
        &self,
        collected: &mut Collected<'_>,
        (at, spec): (usize, &Spec),
        (way, chosen): (&Way, &Chosen),
        rows: Rows,
    ) {
        let sum = self.sums.map(|sums| sums.sum(at));
        let met = chosen.condition.rows(rows.clone());
        let key = format!("{}.{}", self.path, spec.name);
        let hits = format!("{key}{HITS}");
        let count = sum.as_ref().map(|sum| sum.hits);
        let numbers = sum.as_ref().map_or(&[][..], |sum| &sum.numbers);
        let told = || format!("{}{}件数", self.who, chosen.told());
        match way {
            Way::Count => {
                collected.known_count(&key, count, met, self.definition(spec));
            }
            Way::Rate => {
                let of = self.base(collected, chosen, sum.as_ref(), rows);
                collected.known_count(&hits, count, met, told());
                if let Some(rows) = self.mean_of {
                    let (named, definition) =
                        ((spec.name.as_str(), Kind::Rate), self.definition(spec));
                    collected.mean(self.path, named, rows, definition);
                } else {
                    self.ratio(collected, spec, &hits, &of);
                }
            }
            Way::Share => {
                collected.known_count(&hits, count, met, told());
                let root =
                    if chosen.base == Base::Accepted { "accepted" } else { "assessed" };
                let of = format!("{root}.{}{HITS}", spec.name);
                self.ratio(collected, spec, &hits, &of);
            }
            Way::Per10k => {
                collected.known_count(&hits, count, met, told());
                self.ratio(collected, spec, &hits, "districts.own.residents");
            }
            Way::Sum(column) | Way::Mean(column) | Way::Percentile(_, column) => {
                self.taken(collected, spec, (way, column), (numbers, met));
            }
        }
    }

    fn taken(
        &self,
        collected: &mut Collected<'_>,
        spec: &Spec,
        (way, column): (&Way, &Column),
        (numbers, rows): (&[(BigRational, u64)], Rows),
    ) {
        let count: u64 = numbers.iter().map(|(_, count)| count).sum();
        let sum = numbers.iter().map(|(number, count)| number * whole(*count));
        let exact = match way {
            _ if count == 0 => None,
            Way::Percentile(percent, _) => {
                let mut sorted = numbers.to_vec();
                sorted.sort();
                percentile(count, *percent, |place| at(&sorted, place))
            }
            Way::Mean(_) => Some(sum.sum::<BigRational>() / whole(count)),
            Way::Sum(_) | Way::Count | Way::Rate | Way::Share | Way::Per10k => {
                Some(sum.sum())
            }
        };
        let origin = match way {
            Way::Percentile(percent, _) => Origin::Percentile {
                percent: *percent,
                rows,
                column: column.name.clone(),
            },
            Way::Sum(_)
            | Way::Mean(_)
            | Way::Count
            | Way::Rate
            | Way::Share
            | Way::Per10k => Origin::Taken {
                is_mean: matches!(way, Way::Mean(_)),
                column: column.name.clone(),
                count,
                rows,
            },
        };
        let key = format!("{}.{}", self.path, spec.name);
        collected.add(key, spec.kind(), exact, origin, self.definition(spec));
    }

    fn ratio(&self, collected: &mut Collected<'_>, spec: &Spec, hits: &str, of: &str) {
        let origin =
            Origin::Ratio { hits: vec![Term::one(hits)], of: vec![Term::one(of)] };
        self.derived(collected, spec, origin);
    }

    /// Adds a figure whose value follows from its origin.
    fn derived(&self, collected: &mut Collected<'_>, spec: &Spec, origin: Origin) {
        let key = format!("{}.{}", self.path, spec.name);
        let definition = self.definition(spec);
        collected.derive(key, spec.kind(), origin, definition);
    }

    /// The figure that counts the tickets that are chosen from; added where it is not yet.
    fn base(
        &self,
        collected: &mut Collected<'_>,
        chosen: &Chosen,
        sum: Option<&Sum>,
        rows: Rows,
    ) -> String {
        let own = format!("{}.{}", self.path, chosen.of);
        let whole_count = format!("{}.count", chosen.of);
        let key = match self.path {
            "accepted" | "assessed" if collected.figures.contains_key(&whole_count) => {
                whole_count
            }
            path if chosen.of == "accepted" => format!("{path}.count"),
            _ => own,
        };
        if !collected.figures.contains_key(&key) {
            let rows = chosen.within.rows(rows);
            let what = chosen.base.words();
            let definition = format!("{}{what}的件数", self.who);
            collected.known_count(&key, sum.map(|sum| sum.of), rows, definition);
        }
        key
    }

    fn definition(&self, spec: &Spec) -> String {
        format!("{}{}（{}）", self.who, spec.words, spec.told())
    }
}

/// The number at a place of sorted ones, each with how many there are.
fn at(sorted: &[(BigRational, u64)], place: u64) -> Option<BigRational> {
    let mut before = 0;
    let mut found = sorted.iter().filter(|(_, count)| {
        before += count;
        before > place
    });
    found.next().map(|(number, _)| number.clone())
}

/// Groups of accepted tickets that have measures too.
const GROUPS: [By; 4] = [By::Type, By::Channel, By::Category, By::Town];

/// Adds the measures of accepted tickets to every row of their groups' lists.
pub(in super::super) fn add_groups(collected: &mut Collected<'_>, tickets: &Tickets) {
    let specs = collected.rules.measures.clone();
    let is_accepted = |spec: &Spec| matches!(&spec.how, How::Chosen(_, chosen) if chosen.base == Base::Accepted);
    if !specs.iter().any(is_accepted) {
        return;
    }
    for by in GROUPS {
        let mut sums: HashMap<Cow<'_, str>, Sums> = HashMap::new();
        for ticket in tickets.accepted.iter().flatten() {
            if let Some(group) = by.group(&ticket.detail) {
                let sums = sums.entry(group).or_default();
                sums.add(&specs, Ticket::Accepted(ticket), None, 1);
            }
        }
        let list = collected.lists.get(&format!("accepted.{}", by.key()));
        for Row { name, key, .. } in list.map_or_else(Vec::new, |list| list.rows.clone())
        {
            let rows = |base| {
                let (of, name) = (Box::new(Rows::Accepted), name.clone());
                (base == Base::Accepted).then_some(Rows::Alike { of, by, name })
            };
            let who = format!("{}为“{name}”的", by.name());
            let sums = sums.get(name.as_str());
            Site { path: &key, who: &who, rows: &rows, sums, mean_of: None }
                .add(collected);
        }
    }
}
