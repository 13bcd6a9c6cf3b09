//! Lists of one's own: tickets grouped by any column, or by named conditions.

use std::collections::{BTreeMap, HashMap};

use super::super::collect::Collected;
use super::super::figure::Kind;
use super::super::selection::{Rows, Selection, Whose};
use super::super::tally::{Group, Part};
use super::super::{By, Month, Row};
use super::{Base, Column, Condition, Test, Ticket};

/// A list of one's own, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListSpec {
    /// Its name, or the last part of it within another list's rows.
    pub name: String,
    /// What its groups are called.
    pub words: String,
    /// Of which tickets.
    pub base: Base,
    /// What all of them meet.
    pub condition: Condition,
    /// How they are grouped.
    pub grouping: Grouping,
    /// Only so many groups, the largest.
    pub first: Option<usize>,
    /// What all others are called.
    pub rest: Option<String>,
    /// Lists whose rows have it too.
    pub within: Vec<String>,
}

/// How tickets are grouped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grouping {
    /// By what a column says.
    By(Column),
    /// By named conditions, of which a ticket may meet several.
    Named(Vec<(String, Condition)>),
}

/// Tickets, each with how many there are like it.
type Chosen<'t> = Vec<(Ticket<'t>, u64)>;

/// Where a list is added.
struct Site<'a> {
    key: String,
    who: &'a str,
    rows: Rows,
    /// Whether the last period may have the same groups.
    has_changes: bool,
}

/// Adds every list, alone and within the rows of others.
pub(in super::super) fn add(collected: &mut Collected<'_>, month: &Month<'_>) {
    for spec in &month.rules.lists {
        let chosen = spec.chosen(month);
        let is_known = match spec.base {
            Base::Accepted => month.tickets.accepted.is_some(),
            Base::Assessed(_) => month.tickets.assessed_groups().is_some(),
        };
        let site = Site {
            key: spec.name.clone(),
            who: "全区",
            rows: spec.base.rows(&Whose::District),
            has_changes: true,
        };
        let groups = spec.groups(&chosen);
        spec.add(collected, &site, &groups, is_known.then_some(&chosen));
        for list in &spec.within {
            spec.add_within(collected, month, list, (&chosen, &groups));
        }
    }
}

/// The part of their tickets that rows of a list of units count.
fn part(list: &str) -> Option<Part> {
    match list {
        "towns.direct" => Some(Part::Direct),
        "towns.transferred" => Some(Part::Transferred),
        "towns.all" | "departments" => Some(Part::All),
        _ => None,
    }
}

impl ListSpec {
    /// Its name, and what its groups are called.
    pub(in super::super) fn called(&self) -> (String, String) {
        (self.name.clone(), self.words.clone())
    }

    /// The tickets that are grouped.
    fn chosen<'t>(&self, month: &Month<'t>) -> Chosen<'t> {
        let accepted = month.tickets.accepted.iter().flatten();
        let accepted = accepted.map(|ticket| (Ticket::Accepted(ticket), 1));
        let assessed = month.tickets.assessed_groups().into_iter().flatten();
        let assessed = assessed.map(|(ticket, count)| (Ticket::Assessed(ticket), count));
        let holds = |(ticket, _): &(Ticket<'_>, u64)| {
            let group = match ticket {
                Ticket::Assessed(ticket) => Some(Group::of(ticket)),
                Ticket::Accepted(_) => None,
            };
            self.base.holds(*ticket, group.as_ref()) && self.condition.holds(*ticket)
        };
        match self.base {
            Base::Accepted => accepted.filter(holds).collect(),
            Base::Assessed(_) => assessed.filter(holds).collect(),
        }
    }

    /// The groups' names in their order: the largest first, or as they are written.
    fn groups(&self, chosen: &Chosen<'_>) -> Vec<String> {
        let column = match &self.grouping {
            Grouping::Named(named) => {
                return named.iter().map(|(name, _)| name.clone()).collect();
            }
            Grouping::By(column) => column,
        };
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for (ticket, count) in chosen {
            if let Some(group) = column.field.text(*ticket) {
                *counts.entry(group.into_owned()).or_default() += count;
            }
        }
        let mut groups: Vec<(String, u64)> = counts.into_iter().collect();
        groups.sort_by(|(a, count_a), (b, count_b)| count_b.cmp(count_a).then(a.cmp(b)));
        groups.truncate(self.first.unwrap_or(usize::MAX));
        groups.into_iter().map(|(name, _)| name).collect()
    }

    /// What tickets of each group meet, that of the others last.
    fn conditions(&self, groups: &[String]) -> Vec<(String, Condition)> {
        let column = match &self.grouping {
            Grouping::Named(named) => return named.clone(),
            Grouping::By(column) => column,
        };
        let test = |test| Condition(vec![(column.name.clone(), column.field, test)]);
        let one = |name: &String| (name.clone(), test(Test::OneOf(vec![name.clone()])));
        let rest = self.rest.iter().map(|rest| {
            let mut others = test(Test::NoneOf(groups.to_vec()));
            others.0.push((column.name.clone(), column.field, Test::Blank(false)));
            (rest.clone(), others)
        });
        groups.iter().map(one).chain(rest).collect()
    }

    /// Adds the groups of some tickets; without values when nothing is known.
    fn add(
        &self,
        collected: &mut Collected<'_>,
        site: &Site<'_>,
        groups: &[String],
        chosen: Option<&Chosen<'_>>,
    ) {
        let Site { key: list, who, rows, has_changes } = site;
        let rows = self.condition.rows(rows.clone());
        let count = |condition: &Condition| {
            let met = chosen?.iter().filter(|(ticket, _)| condition.holds(*ticket));
            Some(met.map(|(_, count)| count).sum::<u64>())
        };
        // Shares are of those that have a group, so that they add up.
        let all = match &self.grouping {
            Grouping::By(column) => {
                Condition(vec![(column.name.clone(), column.field, Test::Blank(false))])
            }
            Grouping::Named(_) => Condition::default(),
        };
        let total = format!("{list}.count");
        let base = self.base.words();
        let what = format!("{who}{base}工单");
        let definition = match &self.grouping {
            Grouping::By(column) => format!("{what}中填有“{}”的件数", column.name),
            Grouping::Named(_) => format!("{what}件数"),
        };
        collected.known_count(&total, count(&all), all.rows(rows.clone()), definition);
        let mut entries = Vec::new();
        for (name, condition) in self.conditions(groups) {
            let key = format!("{list}.{name}");
            let met = count(&condition);
            let what = format!("{what}中{}“{name}”的件数", self.words);
            let counted = format!("{key}.count");
            collected.known_count(
                &counted,
                met,
                condition.rows(rows.clone()),
                what.clone(),
            );
            collected.share(&key, &total, format!("{what}所占的比重"));
            if *has_changes {
                let names = (format!("{key}.previous"), format!("{key}.change"));
                collected.since_last(Kind::Count, &counted, names, &what);
            }
            if met.is_some_and(|met| met > 0) {
                entries.push(Row { name, key, class: None });
            }
        }
        collected.list(list, entries);
    }

    /// Adds the same groups within every row of a list.
    fn add_within(
        &self,
        collected: &mut Collected<'_>,
        month: &Month<'_>,
        list: &str,
        (chosen, groups): (&Chosen<'_>, &[String]),
    ) {
        let rows = collected
            .lists
            .get(list)
            .map_or_else(Vec::new, |list| list.rows.clone());
        let by = list.strip_prefix("accepted.").and_then(By::find);
        let mut of_row: HashMap<String, Chosen<'_>> = HashMap::new();
        for (ticket, count) in chosen {
            for name in self.names(month, (list, by), *ticket) {
                of_row.entry(name).or_default().push((*ticket, *count));
            }
        }
        for row in rows {
            let of = self.base.rows(&Whose::District);
            let rows = match (part(list), month.register.find(&row.name), self.base) {
                (Some(part), Some(unit), Base::Assessed(asked)) => {
                    let whose = Whose::Units { units: vec![unit], part };
                    Rows::Assessed(Selection { whose, asked })
                }
                _ => match by {
                    Some(by) => {
                        Rows::Alike { of: Box::new(of), by, name: row.name.clone() }
                    }
                    None => of,
                },
            };
            let key = format!("{}.{}", row.key, self.name);
            let site = Site { key, who: &row.name, rows, has_changes: false };
            let chosen = of_row.remove(&row.name).unwrap_or_default();
            self.add(collected, &site, groups, Some(&chosen));
        }
    }

    /// The rows of a list in which a ticket counts.
    fn names(
        &self,
        month: &Month<'_>,
        (list, by): (&str, Option<By>),
        ticket: Ticket<'_>,
    ) -> Vec<String> {
        if let Some(by) = by {
            return by.group(ticket.detail()).into_iter().map(Into::into).collect();
        }
        let (Some(part), Ticket::Assessed(ticket)) = (part(list), ticket) else {
            return Vec::new();
        };
        let group = Group::of(ticket);
        let units = group.units().filter(|unit| group.counts_for(*unit, part));
        let units = units.filter_map(|unit| month.register.unit(unit));
        units.map(|unit| unit.name.clone()).collect()
    }
}
