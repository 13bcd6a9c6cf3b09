//! The figures of one unit's own issue, beside those of the whole district.
//!
//! A ticket that two units handle stands in both units' issues. So every count is told
//! apart by lead and co-handled: the lead's counts of all units add up to the district's.

mod unresolved;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::catalogue::Measure;
use super::collect::Collected;
use super::figure::{Kind, Origin, whole};
use super::grouping::By;
use super::selection::{Asked, Rows, Selection, Whose};
use super::tally::{Group, Part};
use super::view::View;
use super::{Outcome, Row, Rules, Statistics};
use crate::tickets::{Assessed, Register, Tickets, Unit, UnitId, UnitKind};

/// A month's tickets, found by unit.
#[derive(Debug)]
pub struct ByUnit<'a> {
    register: &'a Register,
    rules: &'a Rules,
    whole: Arc<Statistics>,
    tickets: BTreeMap<UnitId, Vec<Ticket<'a>>>,
}

/// A ticket and whether the unit is its lead.
#[derive(Debug, Clone, Copy)]
struct Ticket<'a> {
    ticket: &'a Assessed,
    leads: bool,
}

/// The parts of a town's tickets by their names in keys and in its table.
const PARTS: [(&str, &str); 3] =
    [("direct", "直派"), ("transferred", "转派+从办"), ("all", "合计")];
/// What a department's tickets are called.
const OF_DEPARTMENT: &str = "自办+从办";

/// Measures of a row; in a unit's issue each has a name even where it has no value.
const ROW: [&str; 15] = [
    "assessed",
    "rated",
    "resolved",
    "response",
    "resolution",
    "satisfaction",
    "bonus",
    "score",
    "previous_score",
    "score_change",
    "rank",
    "previous_rank",
    "place_change",
    "city_rank",
    "rank_change",
];

impl<'a> ByUnit<'a> {
    /// Finds every unit's tickets in one pass; `whole` holds the month's figures.
    pub fn new(
        register: &'a Register,
        rules: &'a Rules,
        tickets: &'a Tickets,
        whole: Arc<Statistics>,
    ) -> Self {
        let assessed = tickets.assessed.iter().flatten();
        let mut tickets: BTreeMap<UnitId, Vec<Ticket<'a>>> = BTreeMap::new();
        for ticket in assessed {
            for unit in Group::of(ticket).units() {
                let leads = ticket.lead == unit;
                tickets.entry(unit).or_default().push(Ticket { ticket, leads });
            }
        }
        Self { register, rules, whole, tickets }
    }

    /// A month as one unit sees it: its own figures under “units.” and its name, which an
    /// outline names “unit.”; none of a unit that is no town and no department.
    pub fn of(&self, id: UnitId) -> Option<Statistics> {
        let unit = self.register.unit(id)?;
        let class = match &unit.kind {
            UnitKind::Town => None,
            UnitKind::Department { class } => Some(class.as_str()),
            UnitKind::Outside => return None,
        };
        let tickets = self.tickets.get(&id).map_or(&[][..], Vec::as_slice);
        let mut own = Own {
            id,
            unit,
            class,
            whole: &self.whole,
            tickets,
            base: format!("units.{}", unit.name),
            collected: Collected::new(self.rules, None),
            words: BTreeMap::new(),
        };
        own.add();
        let aliases = own.aliases();
        let Own { collected, words, .. } = own;
        let Collected { figures, lists, .. } = collected;
        let name = unit.name.clone();
        let whole = Arc::clone(&self.whole);
        Some(Statistics {
            district: self.whole.district.clone(),
            period: self.whole.period,
            rounding: self.whole.rounding,
            measures: self.whole.measures.clone(),
            rates: self.whole.rates.clone(),
            list_words: self.whole.list_words.clone(),
            figures,
            lists,
            view: Some(View { whole, unit: name, aliases, words }),
        })
    }
}

/// One unit's figures while they are worked out.
struct Own<'a> {
    id: UnitId,
    unit: &'a Unit,
    /// None for a town.
    class: Option<&'a str>,
    whole: &'a Statistics,
    tickets: &'a [Ticket<'a>],
    /// “units.檀营地区”.
    base: String,
    collected: Collected<'a>,
    words: BTreeMap<String, String>,
}

impl Own<'_> {
    fn add(&mut self) {
        self.word("name", self.unit.name.clone());
        self.word("kind", if self.class.is_some() { "部门" } else { "镇街" }.to_owned());
        self.word("peers.name", self.class.unwrap_or("镇街").to_owned());
        self.add_parts();
        self.add_course();
        self.add_peers();
        self.add_split("assessed", Asked::Assessed, "纳入考评的工单");
        self.add_split("rated", Asked::Rated, "参评的工单");
        self.add_outcomes();
        self.add_groups(By::Category);
        self.add_groups(By::Community);
        self.add_groups(By::Town);
        let places = self.places().name().trim_start_matches("被反映").to_owned();
        self.word(&format!("{}.name", self.places().key()), places);
        self.add_unresolved();
    }

    fn word(&mut self, name: &str, word: String) {
        self.words.insert(format!("{}.{name}", self.base), word);
    }

    /// The list of a part in which the unit has its row; a department has one only.
    fn list_of(&self, part: &str) -> Option<String> {
        match (self.class, part) {
            (None, part) => Some(format!("towns.{part}")),
            (Some(_), "all") => Some("departments".to_owned()),
            (Some(_), _) => None,
        }
    }

    /// The key of the unit's row of a part, whether or not it has one.
    fn row_of(&self, part: &str) -> String {
        match self.list_of(part) {
            Some(list) => format!("{list}.{}", self.unit.name),
            None => format!("{}.{part}", self.base),
        }
    }

    /// Where tickets of the unit are from: a town's from communities, a department's from
    /// towns.
    fn places(&self) -> By {
        if self.class.is_some() { By::Town } else { By::Community }
    }

    /// Short names, each with what it stands for.
    fn aliases(&self) -> Vec<(String, String)> {
        let base = &self.base;
        let places = format!("{base}.{}", self.places().key());
        let mut aliases = vec![
            ("unit".to_owned(), base.clone()),
            (format!("{base}.places"), places),
            (format!("{base}.course"), self.course()),
            (format!("{base}.peers.ranking"), self.ranking()),
        ];
        for (part, _) in PARTS {
            aliases.extend(self.list_of(part).into_iter().flat_map(|list| {
                [
                    (format!("{base}.{part}"), self.row_of(part)),
                    (format!("{base}.peers.{part}"), list),
                ]
            }));
        }
        aliases
    }

    /// Adds the list of the unit's rows, each with that of its peers under it, and gives
    /// every figure of a row a name.
    fn add_parts(&mut self) {
        let mut rows = Vec::new();
        for (part, counts) in PARTS {
            let key = self.row_of(part);
            let built_in = ROW.iter().filter_map(|name| Measure::find(name));
            let built_in = built_in.filter_map(|known| Some((known.name, known.kind?)));
            let own = self.whole.measures.iter();
            let own = own.map(|spec| (spec.name.as_str(), spec.kind()));
            for (name, kind) in built_in.chain(own) {
                let figure = format!("{key}.{name}");
                if self.whole.figure(&figure).is_none() {
                    let definition =
                        format!("{}（{counts}）没有这一数字", self.unit.name);
                    let origin = Origin::Placed { list: self.base.clone() };
                    self.collected.add(figure, kind, None, origin, definition);
                }
            }
            let counts = if self.class.is_some() { OF_DEPARTMENT } else { counts };
            let assessed = self.whole.figure(&format!("{key}.assessed"));
            let has_row = assessed.is_some_and(|figure| figure.printed.is_some());
            if let Some(list) = self.list_of(part).filter(|_| has_row) {
                let kind = if self.class.is_some() { "部门" } else { "镇街" };
                let class = Some(counts.to_owned());
                let name = self.unit.name.clone();
                rows.push(Row { name, key, class: class.clone() });
                rows.push(Row { name: format!("全区{kind}"), key: list, class });
            }
        }
        self.collected.list(&format!("{}.parts", self.base), rows);
    }

    /// The list of the units with which this one is ranked.
    fn ranking(&self) -> String {
        let list = self.list_of("all").unwrap_or_default();
        self.class.map_or(list.clone(), |class| format!("{list}.{class}"))
    }

    /// The list of the unit's rows in the issues up to this one.
    fn course(&self) -> String {
        format!("course.{}", self.row_of("all"))
    }

    /// Adds an empty list where no issue has a row of the unit.
    fn add_course(&mut self) {
        let course = self.course();
        if self.whole.list(&course).is_none() {
            self.collected.list(&course, Vec::new());
        }
    }

    /// Adds how many units are ranked with this one.
    fn add_peers(&mut self) {
        let list = self.ranking();
        let count = self.whole.list(&list).map(|list| list.rows.len());
        let count = count.and_then(|count| u64::try_from(count).ok()).map(whole);
        let key = format!("{}.peers.count", self.base);
        let definition = "一同排名的单位数".to_owned();
        self.collected
            .add(key, Kind::Count, count, Origin::Placed { list }, definition);
    }

    /// Adds a count of the unit's tickets, and how many of them it leads and helps with.
    fn add_split(&mut self, name: &str, asked: Asked, what: &str) {
        let parts = [
            (Part::All, "count", "主办和从办"),
            (Part::Lead, "lead", "主办"),
            (Part::CoHandled, "co_handled", "从办"),
        ];
        for (part, last, role) in parts {
            let holds = |ticket: &&Ticket<'_>| {
                let group = Group::of(ticket.ticket);
                group.counts_for(self.id, part) && asked.holds(&group)
            };
            let count = count(self.tickets.iter().filter(holds).count());
            let definition = format!("{}{role}的{what}数", self.unit.name);
            let key = format!("{}.{name}.{last}", self.base);
            self.collected.count(key, count, self.rows(part, asked), definition);
        }
    }

    fn rows(&self, part: Part, asked: Asked) -> Rows {
        let whose = Whose::Units { units: vec![self.id], part };
        Rows::Assessed(Selection { whose, asked })
    }

    fn add_outcomes(&mut self) {
        let mut rows = Vec::new();
        for outcome in Outcome::ALL {
            let name = format!("outcomes.{}", outcome.key());
            let what = format!("参评工单中{}的工单", outcome.name());
            self.add_split(&name, Asked::Outcome(outcome), &what);
            let key = format!("{}.{name}", self.base);
            let of = format!("{}.rated.count", self.base);
            self.add_share(&key, &of, &what);
            self.add_share_of_district(&key, &format!("{name}.share"));
            rows.push(Row { name: outcome.name().to_owned(), key, class: None });
        }
        self.collected.list(&format!("{}.outcomes", self.base), rows);
    }

    fn add_share(&mut self, key: &str, of: &str, what: &str) {
        let definition = format!("{}{what}所占的比重", self.unit.name);
        self.collected.share(key, of, definition);
    }

    /// The same share of the whole district, to compare with.
    fn add_share_of_district(&mut self, key: &str, share: &str) {
        if let Some(figure) = self.whole.figure(share) {
            let mut figure = figure.clone();
            figure.key = format!("{key}.district_share");
            self.collected.figures.insert(figure.key.clone(), figure);
        }
    }

    /// Adds the unit's tickets by what they are about.
    fn add_groups(&mut self, by: By) {
        let list = format!("{}.{}", self.base, by.key());
        let details = |leads: Option<bool>| -> Vec<(String, u64)> {
            let chosen = self
                .tickets
                .iter()
                .filter(|ticket| leads.is_none_or(|leads| ticket.leads == leads));
            by.count(chosen.map(|ticket| (&ticket.ticket.detail, 1)))
        };
        let led: BTreeMap<String, u64> = details(Some(true)).into_iter().collect();
        let mut rows = Vec::new();
        for (name, count) in details(None) {
            let key = format!("{list}.{name}");
            let led = led.get(&name).copied().unwrap_or(0);
            let what = format!("{}为“{name}”的工单", by.name());
            let parts = [
                (Part::All, "count", "主办和从办", count),
                (Part::Lead, "lead", "主办", led),
                (Part::CoHandled, "co_handled", "从办", count - led),
            ];
            for (part, last, role, count) in parts {
                let of = Box::new(self.rows(part, Asked::Assessed));
                let rows = Rows::Alike { of, by, name: name.clone() };
                let definition = format!("{}{role}的{what}数", self.unit.name);
                self.collected.count(format!("{key}.{last}"), count, rows, definition);
            }
            self.add_share(&key, &format!("{}.assessed.count", self.base), &what);
            let share = format!("assessed.{}.{name}.share", by.key());
            self.add_share_of_district(&key, &share);
            // Its own name in front of each of its communities says nothing new.
            let own = name.strip_prefix(self.unit.name.as_str());
            let name = own.filter(|rest| !rest.is_empty()).unwrap_or(&name).to_owned();
            rows.push(Row { name, key, class: None });
        }
        self.collected.list(&list, rows);
    }
}

fn count(tickets: usize) -> u64 {
    u64::try_from(tickets).unwrap_or(u64::MAX)
}
