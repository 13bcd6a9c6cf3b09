//! Rows and pooled figures of towns and departments.

use std::cmp::Reverse;

use super::collect::Collected;
use super::figure::{Kind, Origin, Term, whole};
use super::own::{Sums, Table};
use super::selection::Whose;
use super::shares::Shares;
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

/// A unit's row before it is placed.
struct Entry<'a> {
    /// Its key: “towns.direct.檀营地区”.
    key: String,
    id: UnitId,
    unit: &'a Unit,
    class: Option<&'a str>,
    counts: Counts,
    /// What one's own measures are worked out from.
    sums: Sums,
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
        let entries = entries(group, &towns, (tally, own));
        place(collected, group, classes(&towns), entries);
    }
    let departments = of_kind(false);
    let entries = entries(&DEPARTMENTS, &departments, (tally, own));
    place(collected, &DEPARTMENTS, classes(&departments), entries);
    if tally.is_none() {
        // Without the export nothing is known, which is not the same as no tickets.
        collected.blank(&["towns.", "departments."]);
    }
}

/// Units with assessed tickets; one without has no row.
fn entries<'a>(
    group: &Group<'_>,
    units: &[(UnitId, &'a Unit)],
    (tally, own): (Option<&Tally>, &Table),
) -> Vec<Entry<'a>> {
    let Some(tally) = tally else { return Vec::new() };
    let entry = |&(id, unit): &(UnitId, &'a Unit)| Entry {
        key: format!("{}.{}", group.key, unit.name),
        id,
        unit,
        class: class(unit),
        counts: tally.unit(id, group.part),
        sums: own.unit(id, group.part),
    };
    let entries = units.iter().map(entry);
    entries.filter(|entry| entry.counts.assessed > 0).collect()
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

/// Adds the entries' figures, and in their order, class by class, their places and rows.
fn place(
    collected: &mut Collected<'_>,
    group: &Group<'_>,
    classes: Vec<Option<&str>>,
    mut entries: Vec<Entry<'_>>,
) {
    entries.iter().for_each(|entry| measure(collected, group, entry));
    pool(collected, group, group.key, &entries);
    let mut all = Vec::new();
    for class in classes {
        let of_class = entries.extract_if(.., |entry| entry.class == class);
        let mut entries: Vec<Entry<'_>> = of_class.collect();
        if entries.is_empty() {
            continue;
        }
        let printed = |entry: &Entry<'_>| {
            collected.figures.get(&format!("{}.score", entry.key))?.printed
        };
        // A stable sort keeps register order among equals.
        entries.sort_by_key(|entry| {
            Reverse((printed(entry).map(Decimal::exact), entry.counts.assessed))
        });
        let ranks = ranks(&entries.iter().map(printed).collect::<Vec<_>>());
        let rows = entries.iter().zip(ranks);
        let rows: Vec<Row> =
            rows.map(|(entry, rank)| row(collected, group, entry, rank)).collect();
        if let Some(class) = class {
            let key = format!("{}.{class}", group.key);
            pool(collected, group, &key, &entries);
            collected.list(&key, rows.clone());
        }
        all.extend(rows);
    }
    collected.list(group.key, all);
}

/// Adds counts, rates, bonus and score of a unit.
fn measure(collected: &mut Collected<'_>, group: &Group<'_>, entry: &Entry<'_>) {
    let Entry { key, id, unit, class: _, counts, sums } = entry;
    let shares = Shares {
        key,
        who: &format!("{}（{}）", unit.name, group.counts),
        whose: Whose::Units { units: vec![*id], part: group.part },
        counts,
        sums,
        mean_of: None,
        // Nobody was rated, but all the same some were answered: only a group prints that.
        has_rates: counts.rated > 0,
    };
    let bonus = format!("{key}.bonus");
    if group.bonus {
        let origin =
            Origin::Configured { setting: format!("名册 {} bonus", unit.name) };
        let definition = format!("{}的加分项", unit.name);
        collected.given(bonus.clone(), Kind::Bonus, unit.bonus, origin, definition);
    }
    let has_bonus = group.bonus && unit.bonus.is_some();
    shares.add(collected, has_bonus.then(|| Term::one(bonus)));
}

/// Adds a unit's place among others.
fn row(
    collected: &mut Collected<'_>,
    group: &Group<'_>,
    entry: &Entry<'_>,
    rank: Option<u32>,
) -> Row {
    let Entry { key, unit, class, .. } = entry;
    let placed = Origin::Placed { list: group.key.to_owned() };
    let within = class.map_or("本表", |class| class);
    let score = collected.rules.called("score");
    let definition = format!(
        "{}（{}）{score}在{within}中的名次，成绩相同名次相同",
        unit.name, group.counts
    );
    let rank = rank.map(|rank| whole(u64::from(rank)));
    collected.add(format!("{key}.rank"), Kind::Rank, rank, placed, definition);
    Row { name: unit.name.clone(), key: key.clone(), class: class.map(str::to_owned) }
}

/// Adds the figures of a group of units together, whose own are there.
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
    let units = entries.iter().map(|entry| entry.id).collect();
    let rows: Vec<String> = entries.iter().map(|entry| entry.key.clone()).collect();
    let is_mean = collected.rules.pooled_by == PooledBy::MeanOfRows;
    Shares {
        key,
        who: &who,
        whose: Whose::Units { units, part: group.part },
        counts: &counts,
        sums: &sums,
        mean_of: is_mean.then_some(rows.as_slice()),
        has_rates: true,
    }
    .add(collected, None);
}
