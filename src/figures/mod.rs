//! Exact figures from tickets; pure.
//!
//! Every figure has a name, the path by which outlines use it. Nothing here is floating
//! point, and a figure is rounded once.

mod before;
mod boards;
mod breakdown;
mod catalogue;
mod city;
mod closing;
mod collect;
mod course;
mod crossing;
mod expression;
mod figure;
mod grouping;
mod key;
mod listed;
mod origin;
mod outcomes;
mod own;
mod rules;
mod selection;
mod shares;
mod standing;
mod tally;
mod unit;
mod units;
mod view;
mod year;

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::{Datelike, Timelike};
use num_rational::BigRational;

pub use before::Before;
pub use catalogue::{MEASURES, Measure};
pub use closing::HOURS;
pub use expression::{Expression, Operator, Unfit};
pub use figure::{Figure, Kind, Origin, Published, Term, round};
pub use grouping::By;
pub use key::{Key, parts};
pub use listed::{Listed, lists};
pub use outcomes::Outcome;
pub use own::{
    Base, Condition, Fault, Field, ListKeys, ListSpec, MeasureKeys, Ordered, Spec,
    Ticket, measures, resolve_lists, unknown_rates,
};
pub use rules::{
    Boards, City, LastPeriod, PooledBy, RATES, ResponseOf, Rounding, Rules, Weights,
};
pub use selection::{Asked, Rows, Selection, Whose};
pub use tally::{Counts, Group, Part, Tally};
pub use unit::ByUnit;
pub use year::is_year_on_year;

use collect::Collected;
use figure::whole;

use crate::tickets::{Decimal, Period, Register, Tickets};

/// What the statistics of a month are made from.
#[derive(Debug, Clone, Copy)]
pub struct Month<'a> {
    /// The own district.
    pub district: &'a str,
    /// 考核期.
    pub period: Period,
    /// Every unit in register order.
    pub register: &'a Register,
    /// What the exports say.
    pub tickets: &'a Tickets,
    /// Settings of the rules.
    pub rules: &'a Rules,
    /// Figures that only the city gives.
    pub city: &'a City,
    /// Counts of the last period.
    pub last: &'a LastPeriod,
    /// Figures of the last period, where its final build stored them.
    pub before: Option<&'a Before>,
    /// Figures of the same period of last year, where they are known.
    pub year_ago: Option<&'a Before>,
}

/// Every figure of a month by its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Statistics {
    /// The own district.
    pub district: String,
    /// 考核期.
    pub period: Period,
    rounding: Rounding,
    measures: Vec<Spec>,
    rates: Vec<String>,
    /// Names of one's own lists with what their groups are called.
    list_words: BTreeMap<String, String>,
    figures: BTreeMap<String, Figure>,
    lists: BTreeMap<String, List>,
    view: Option<view::View>,
}

/// An ordered list of units or districts, for a table or chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// “towns.direct”.
    pub key: String,
    /// In the order of the table.
    pub rows: Vec<Row>,
}

/// A row of a list; its figures have keys that start with its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// As printed: “檀营地区”.
    pub name: String,
    /// “towns.direct.檀营地区”.
    pub key: String,
    /// The class within which it is ranked, if any.
    pub class: Option<String>,
}

/// Works out every figure of a month.
pub fn compute(month: &Month<'_>) -> Statistics {
    let mut collected = Collected::new(month.rules, month.before);
    collected.year_ago = month.year_ago;
    let tally = month.tickets.assessed_groups().map(Tally::of);
    let assessed = tally.as_ref().map(|tally| tally.count(|_| true));
    add_counts(&mut collected, month, assessed);
    add_outcomes(&mut collected, tally.as_ref());
    // Measures of one's own may be worked out per 10,000 residents.
    city::add_districts(&mut collected, month);
    let own = own::Table::of(month.tickets, &month.rules.measures);
    add_own(&mut collected, month, &own);
    units::add(&mut collected, month.register, (tally.as_ref(), &own));
    city::add_given(&mut collected, month.city);
    city::add_streets(&mut collected, month);
    before::add(&mut collected);
    course::add(&mut collected, month.period.last_day());
    year::add(&mut collected, month.period.last_day());
    boards::add(&mut collected);
    breakdown::add(&mut collected, month, tally.as_ref());
    own::add_groups(&mut collected, month.tickets);
    own::add_lists(&mut collected, month);
    let Collected { rules, before: _, year_ago: _, figures, lists } = collected;
    Statistics {
        district: month.district.to_owned(),
        period: month.period,
        rounding: rules.rounding,
        measures: rules.measures.clone(),
        rates: rules
            .score_parts()
            .into_iter()
            .map(|(name, _)| name.to_owned())
            .collect(),
        list_words: rules.lists.iter().map(ListSpec::called).collect(),
        figures,
        lists,
        view: None,
    }
}

impl Statistics {
    /// A figure by its name.
    pub fn figure(&self, key: &str) -> Option<&Figure> {
        let key = self.true_name(key);
        self.figures.get(&*key).or_else(|| self.figure_of_whole(&key))
    }

    /// Every figure, in the order of names; in a unit's view its own come first.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        let whole = self.whole().into_iter();
        self.figures
            .values()
            .chain(whole.flat_map(|whole| whole.figures.values()))
    }

    /// A list by its name, or by what it is called.
    pub fn list(&self, key: &str) -> Option<&List> {
        let key = self.true_name(key);
        let named = |key: &str| self.lists.get(key).or_else(|| self.list_of_whole(key));
        named(&key).or_else(|| {
            let own = self.list_words.iter().find(|(_, words)| **words == *key);
            match own {
                Some((name, _)) => named(name),
                None => lists()
                    .iter()
                    .find(|list| list.words == *key)
                    .and_then(|list| named(&self.true_name(&list.name))),
            }
        })
    }

    /// Every list, in the order of names; in a unit's view its own come first.
    pub fn lists(&self) -> impl Iterator<Item = &List> {
        let whole = self.whole().into_iter();
        self.lists
            .values()
            .chain(whole.flat_map(|whole| whole.lists.values()))
    }

    /// The measures of one's own.
    pub fn measures(&self) -> &[Spec] {
        &self.measures
    }

    /// The rates of which a score is made, by their names.
    pub fn rates(&self) -> impl Iterator<Item = &str> {
        self.rates.iter().map(String::as_str)
    }

    /// What a formula calls a figure of this name; the name itself when it has no words.
    pub fn words(&self, key: &str) -> String {
        catalogue::words(key, &self.measures)
    }

    /// What the groups of one's own list are called.
    pub fn list_words(&self, list: &str) -> Option<&str> {
        let last = parts(list).1;
        let name = if last.is_empty() { list } else { last };
        self.list_words.get(name).map(String::as_str)
    }

    /// Whether the groups of one of one's own lists are called so.
    pub fn is_list_word(&self, words: &str) -> bool {
        self.list_words.values().any(|known| known == words)
    }

    /// Names by which `rows` and `subject` may call the lists of this month.
    pub fn list_names(&self) -> Vec<String> {
        let known = lists().into_iter().filter(|list| self.list(&list.name).is_some());
        let own = self.list_words.values().cloned();
        let keys = self.lists().map(|list| list.key.clone());
        keys.chain(own).chain(known.map(|list| list.words)).collect()
    }

    /// What is measured at a path: the last parts of its figures' names.
    pub fn measured<'s>(&'s self, path: &str) -> Vec<&'s str> {
        let path = self.true_name(path);
        let start = format!("{path}.");
        let figures = self.figures.range(start.clone()..);
        let names = figures.map_while(|(key, _)| key.strip_prefix(&start));
        let own = names.filter(|name| !name.contains('.'));
        let whole = self.whole().into_iter();
        own.chain(whole.flat_map(|whole| whole.measured(&path))).collect()
    }

    /// Whether names of figures start with this path.
    pub fn is_path(&self, path: &str) -> bool {
        let path = self.true_name(path);
        let start = format!("{path}.");
        let next = self.figures.range(start.clone()..).next();
        next.is_some_and(|(key, _)| key.starts_with(&start))
            || self.whole().is_some_and(|whole| whole.is_path(&path))
    }

    /// A figure, or a part of the period that is a number, by its name.
    pub fn single(&self, key: &str) -> Option<Cow<'_, Figure>> {
        let figure = self.figure(key).map(Cow::Borrowed);
        figure.or_else(|| self.part_of_period(key).map(Cow::Owned))
    }

    /// The year or month of the period, which is that of its last day, its days, and the
    /// parts of its ends: `period.start_day`, `period.last_month`.
    fn part_of_period(&self, key: &str) -> Option<Figure> {
        let Period { start, end } = self.period;
        let last = self.period.last_day();
        let name = key.strip_prefix("period.")?;
        let (of, part, what) = match name {
            "year" | "month" => (last.into(), name, "考核期最后一天"),
            "days" => (end, name, "考核期"),
            _ => match name.split_once('_')? {
                ("start", part) => (start, part, "考核期开始"),
                ("end", part) => (end, part, "考核期结束"),
                ("last", part) => (last.into(), part, "考核期最后一天"),
                _ => return None,
            },
        };
        let (number, definition) = match part {
            "year" => (of.year().into(), format!("{what}所在的年")),
            "month" => (of.month().into(), format!("{what}所在的月")),
            "day" => (of.day().into(), format!("{what}是几日")),
            "hour" => (of.hour().into(), format!("{what}是几时")),
            "days" => ((end - start).num_days(), format!("{what}有几天")),
            _ => return None,
        };
        let printed = Decimal::whole(number);
        Some(Figure {
            key: key.to_owned(),
            kind: Kind::Number,
            exact: Some(printed.exact()),
            printed: Some(printed),
            origin: Origin::Configured { setting: "period".to_owned() },
            definition,
        })
    }
}

/// Tickets accepted, assessed and rated, with their last counts and changes.
fn add_counts(collected: &mut Collected<'_>, month: &Month<'_>, assessed: Option<u64>) {
    let accepted = month.tickets.accepted_count();
    let district = Selection { whose: Whose::District, asked: Asked::Assessed };
    for (name, now, counted, last, what) in [
        ("accepted", accepted, Rows::Accepted, month.last.accepted, "受理的诉求"),
        (
            "assessed",
            assessed,
            Rows::Assessed(district),
            month.last.assessed,
            "纳入考评的工单",
        ),
    ] {
        let key = format!("{name}.count");
        let stored = collected.before(&key).filter(|_| last.is_none());
        let before = last.map(whole).or_else(|| stored.map(Decimal::exact));
        let origin = Origin::Counted { count: now.unwrap_or(0), rows: counted };
        collected.add(
            key.clone(),
            Kind::Count,
            now.map(whole),
            origin,
            format!("考核期内{what}数"),
        );
        let origin = match stored {
            Some(_) => Origin::Stored { key: key.clone() },
            None => Origin::Configured { setting: format!("previous.{name}") },
        };
        collected.add(
            format!("{name}.previous"),
            Kind::Count,
            before,
            origin,
            format!("上期{what}数"),
        );
        let before = format!("{name}.previous");
        let (change, what) = (format!("{name}.change"), format!("{what}数"));
        collected.changed(change, Kind::Count, (&key, &before), (&what, "上期"));
    }
}

/// One's own measures of the whole district: “assessed.contact”, “accepted.closed_5d”.
fn add_own(collected: &mut Collected<'_>, month: &Month<'_>, own: &own::Table) {
    let (accepted, assessed) =
        (month.tickets.accepted.as_ref(), month.tickets.assessed_groups());
    let is_assessed = assessed.is_some();
    let mut sums = own::Sums::default();
    for ticket in accepted.into_iter().flatten() {
        sums.add(&month.rules.measures, Ticket::Accepted(ticket), None, 1);
    }
    let district = |base| match base {
        own::Base::Accepted => None,
        own::Base::Assessed(asked) => {
            Some(Rows::Assessed(Selection { whose: Whose::District, asked }))
        }
    };
    let all = |base| (base == own::Base::Accepted).then_some(Rows::Accepted);
    for (path, rows, sums) in [
        ("accepted", &all as &dyn Fn(own::Base) -> Option<Rows>, accepted.map(|_| &sums)),
        ("assessed", &district, is_assessed.then(|| own.district())),
    ] {
        own::Site { path, who: "全区", rows, sums, mean_of: None }.add(collected);
    }
}

fn add_outcomes(collected: &mut Collected<'_>, tally: Option<&Tally>) {
    let rated = tally.map(|tally| tally.count(|group| group.rating.is_some()));
    // Nothing is known of callbacks that no row tells of.
    let called = tally.filter(|tally| tally.count(|group| group.callback.is_some()) > 0);
    let definition = "参评（考核三率）的工单数".to_owned();
    let tickets = |asked| Rows::Assessed(Selection { whose: Whose::District, asked });
    collected.known_count("rated.count", rated, tickets(Asked::Rated), definition);
    for outcome in Outcome::ALL {
        let key = format!("outcomes.{}", outcome.key());
        let name = outcome.name();
        let count = tally.map(|tally| tally.outcome(outcome));
        let definition = format!("参评工单中{name}的件数");
        collected.known_count(
            &format!("{key}.count"),
            count,
            tickets(Asked::Outcome(outcome)),
            definition,
        );
        collected.known_count(
            &format!("{key}.district_satisfied"),
            called.map(|tally| tally.district_satisfied(outcome)),
            tickets(Asked::DistrictSatisfied(outcome)),
            format!("{name}工单中区级回访为双满的件数"),
        );
        collected.share(&key, "rated.count", format!("{name}工单占参评工单的比重"));
    }
}

/// The mean; none of nothing.
fn mean(values: Vec<BigRational>) -> Option<BigRational> {
    let count = u64::try_from(values.len()).ok().filter(|count| *count > 0)?;
    Some(values.into_iter().sum::<BigRational>() / whole(count))
}
