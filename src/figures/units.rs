//! Rows and pooled figures of towns and departments.

use std::cmp::Reverse;

use num_rational::BigRational;

use super::collect::Collected;
use super::figure::{Kind, Origin, Term};
use super::own::{Sums, Table};
use super::rates::{Rate, Rates, whole};
use super::selection::Whose;
use super::shares::{self, Shares};
use super::standing::ranks;
use super::tally::{Counts, Part, Tally};
use super::{PooledBy, Row};
use crate::tickets::{Decimal, Register, Unit, UnitId, UnitKind};

/// A list of units that a table shows.
struct Group<'a> {
    /// Its key: “towns.direct”.
    key: &'a str,
    /// What its rows count, in Chinese: “直派”.
    counts: &'a str,
    part: Part,
    /// Whether the bonus counts in the score.
    bonus: bool,
}

const TOWN_GROUPS: [Group<'static>; 3] = [
    Group { key: "towns.direct", counts: "直派", part: Part::Direct, bonus: false },
    Group {
        key: "towns.transferred",
        counts: "转派+从办",
        part: Part::Transferred,
        bonus: false,
    },
    Group {
        key: "towns.all", counts: "直派+转派+从办", part: Part::All, bonus: true
    },
];

const DEPARTMENTS: Group<'static> =
    Group { key: "departments", counts: "自办+从办", part: Part::All, bonus: true };

/// A unit's row before it is named and placed.
struct Entry<'a> {
    id: UnitId,
    unit: &'a Unit,
    class: Option<&'a str>,
    counts: Counts,
    /// What one's own measures are worked out from.
    sums: Sums,
    rates: Option<Rates>,
    score: Option<BigRational>,
    printed: Option<Decimal>,
}

/// Adds every figure and list of towns and departments.
pub(super) fn add(
    collected: &mut Collected<'_>,
    register: &Register,
    (tally, own): (Option<&Tally>, &Table),
) {
    let of_kind = |towns: bool| -> Vec<(UnitId, &Unit)> {
        register
            .iter()
            .filter(|(_, unit)| match unit.kind {
                UnitKind::Town => towns,
                UnitKind::Department { .. } => !towns,
                UnitKind::Outside => false,
            })
            .collect()
    };
    let towns = of_kind(true);
    for group in &TOWN_GROUPS {
        let entries = entries(collected, group, &towns, (tally, own));
        pool(collected, group, group.key, &entries);
        place(collected, group, classes(&towns), entries);
    }
    let departments = of_kind(false);
    let entries = entries(collected, &DEPARTMENTS, &departments, (tally, own));
    pool(collected, &DEPARTMENTS, DEPARTMENTS.key, &entries);
    place(collected, &DEPARTMENTS, classes(&departments), entries);
    if tally.is_none() {
        // Without the export nothing is known, which is not the same as no tickets.
        collected.blank(&["towns.", "departments."]);
    }
}

fn entries<'a>(
    collected: &Collected<'_>,
    group: &Group<'_>,
    units: &[(UnitId, &'a Unit)],
    (tally, own): (Option<&Tally>, &Table),
) -> Vec<Entry<'a>> {
    let Some(tally) = tally else { return Vec::new() };
    let rules = collected.rules;
    let entry = |&(id, unit): &(UnitId, &'a Unit)| {
        let counts = tally.unit(id, group.part);
        let rates = Rates::of(&counts, rules);
        let bonus = unit.bonus.filter(|_| group.bonus);
        let sums = own.unit(id, group.part);
        let score = rates.as_ref().and_then(|rates| rates.score(rules, &sums, bonus));
        let printed = score
            .as_ref()
            .and_then(|exact| super::round(exact, 2, rules.rounding));
        let class = class(unit);
        Entry { id, unit, class, counts, sums, rates, score, printed }
    };
    // A unit without assessed tickets has no row.
    units
        .iter()
        .map(entry)
        .filter(|entry| entry.counts.assessed > 0)
        .collect()
}

fn class(unit: &Unit) -> Option<&str> {
    match &unit.kind {
        UnitKind::Department { class } => Some(class),
        UnitKind::Town | UnitKind::Outside => None,
    }
}

/// The classes in register order, with tickets or without.
fn classes<'a>(units: &[(UnitId, &'a Unit)]) -> Vec<Option<&'a str>> {
    let mut classes = Vec::new();
    for (_, unit) in units {
        if !classes.contains(&class(unit)) {
            classes.push(class(unit));
        }
    }
    classes
}

/// Orders the entries, class by class, and adds their rows.
fn place(
    collected: &mut Collected<'_>,
    group: &Group<'_>,
    classes: Vec<Option<&str>>,
    mut entries: Vec<Entry<'_>>,
) {
    let mut all = Vec::new();
    for class in classes {
        let of_class = entries.extract_if(.., |entry| entry.class == class);
        let mut entries: Vec<Entry<'_>> = of_class.collect();
        if entries.is_empty() {
            continue;
        }
        // A stable sort keeps register order among equals.
        entries.sort_by_key(|entry| {
            Reverse((entry.printed.map(Decimal::exact), entry.counts.assessed))
        });
        if let Some(class) = class {
            pool(collected, group, &format!("{}.{class}", group.key), &entries);
        }
        let printed: Vec<_> = entries.iter().map(|entry| entry.printed).collect();
        let rows: Vec<Row> = entries
            .iter()
            .zip(ranks(&printed))
            .map(|(entry, rank)| row(collected, group, entry, rank))
            .collect();
        if let Some(class) = class {
            collected.list(&format!("{}.{class}", group.key), rows.clone());
        }
        all.extend(rows);
    }
    collected.list(group.key, all);
}

fn row(
    collected: &mut Collected<'_>,
    group: &Group<'_>,
    entry: &Entry<'_>,
    rank: Option<u32>,
) -> Row {
    let name = &entry.unit.name;
    let key = format!("{}.{name}", group.key);
    let who = format!("{name}（{}）", group.counts);
    let shares = Shares {
        key: &key,
        who: &who,
        whose: Whose::Units { units: vec![entry.id], part: group.part },
        counts: &entry.counts,
        rates: entry.rates.as_ref().map_or([None; 3], Rates::all),
        mean_of: None,
        sums: &entry.sums,
        mean_of_sums: None,
    };
    shares.add(collected);
    let bonus_key = format!("{key}.bonus");
    if group.bonus {
        let origin = Origin::Configured { setting: format!("名册 {name} bonus") };
        let definition = format!("{name}的加分项");
        collected.given(
            bonus_key.clone(),
            Kind::Bonus,
            entry.unit.bonus,
            origin,
            definition,
        );
    }
    let bonus = (group.bonus && entry.unit.bonus.is_some()).then_some(bonus_key);
    let rates = shares::weighted(&key, collected.rules);
    let parts = rates.into_iter().chain(bonus.map(Term::one)).collect();
    score(collected, &key, &who, entry.score.clone(), Origin::Composed { parts });
    let placed = Origin::Placed { list: group.key.to_owned() };
    let within = entry.class.map_or("本表", |class| class);
    let score = collected.rules.called("score");
    let definition = format!("{who}{score}在{within}中的名次，成绩相同名次相同");
    let rank = rank.map(|rank| whole(u64::from(rank)));
    collected.add(format!("{key}.rank"), Kind::Rank, rank, placed, definition);
    Row { name: name.clone(), key, class: entry.class.map(str::to_owned) }
}

/// Adds the figures of a group of units together.
fn pool(
    collected: &mut Collected<'_>,
    group: &Group<'_>,
    key: &str,
    entries: &[Entry<'_>],
) {
    let who = match key.rsplit_once('.') {
        Some(("departments", class)) => format!("{class}（{}）", group.counts),
        Some(_) => format!("全区镇街（{}）", group.counts),
        None => format!("全区部门（{}）", group.counts),
    };
    let counts: Counts = entries.iter().map(|entry| entry.counts).sum();
    let mut sums = Sums::default();
    entries.iter().for_each(|entry| sums.merge(&entry.sums));
    let rules = collected.rules;
    let (rates, exact, origin, mean_of) = match rules.pooled_by {
        PooledBy::Tickets => {
            let rates = Rates::of(&counts, rules);
            let exact = rates.as_ref().and_then(|rates| rates.score(rules, &sums, None));
            let parts = shares::weighted(key, rules);
            (rates, exact, Origin::Composed { parts }, None)
        }
        PooledBy::MeanOfRows => {
            let scores: Vec<_> = entries.iter().filter_map(|e| e.score.clone()).collect();
            let rows = scores.len();
            let origin = Origin::Mean { rows, list: Some(key.to_owned()) };
            (mean_rates(entries), super::mean(scores), origin, Some(rows))
        }
    };
    let units = entries.iter().map(|entry| entry.id).collect();
    let whose = Whose::Units { units, part: group.part };
    let mut rates = rates.as_ref().map_or([None; 3], Rates::all);
    // Nobody was rated, but all the same some were answered: only a unit's row prints no
    // rate then.
    let response = Rates::response(&counts, rules);
    if let [none @ None, ..] = &mut rates
        && rules.pooled_by == PooledBy::Tickets
    {
        *none = response.as_ref();
    }
    let of_rows: Vec<&Sums> = entries.iter().map(|entry| &entry.sums).collect();
    Shares {
        key,
        who: &who,
        whose,
        counts: &counts,
        rates,
        mean_of,
        sums: &sums,
        mean_of_sums: mean_of.map(|_| of_rows.as_slice()),
    }
    .add(collected);
    score(collected, key, &who, exact, origin);
}

fn mean_rates(entries: &[Entry<'_>]) -> Option<Rates> {
    let rates: Vec<&Rates> = entries.iter().filter_map(|e| e.rates.as_ref()).collect();
    let mean = |pick: fn(&Rates) -> &Rate| {
        let all = rates.iter().map(|rates| &pick(rates).hits / &pick(rates).of);
        Some(Rate { hits: super::mean(all.collect())?, of: whole(1) })
    };
    Some(Rates {
        response: mean(|rates| &rates.response)?,
        resolution: mean(|rates| &rates.resolution)?,
        satisfaction: mean(|rates| &rates.satisfaction)?,
    })
}

fn score(
    collected: &mut Collected<'_>,
    key: &str,
    who: &str,
    exact: Option<BigRational>,
    origin: Origin,
) {
    let definition = format!("{who}{}", collected.rules.called("score"));
    collected.add(format!("{key}.score"), Kind::Score, exact, origin, definition);
}
