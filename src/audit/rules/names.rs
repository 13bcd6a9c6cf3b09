//! Names of units: twice in a table, missing, misspelt, in another class or table.

use std::collections::{BTreeMap, BTreeSet};

use super::{Report, error, warning};
use crate::audit::columns::Role;
use crate::audit::facts::Facts;
use crate::audit::facts::table::{RowFacts, TableFacts};
use crate::audit::facts::words::Measure;
use crate::audit::findings::Draft;
use crate::diagnostics::Code;

const HINT: &str = "请对照其他各表核对单位名称";

pub(super) fn check(facts: &Facts<'_>, report: &mut Report<'_, '_>) {
    let tables: Vec<&TableFacts<'_>> =
        facts.tables.iter().filter(|table| is_list(table)).collect();
    for table in &tables {
        twice(table, report);
    }
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for table in &tables {
        for name in names(table) {
            *seen.entry(name).or_default() += 1;
        }
    }
    for series in &facts.series {
        for (name, _) in &series.points {
            *seen.entry(name).or_default() += 1;
        }
    }
    for table in &tables {
        let own = names(table);
        // Tables of the same units are those that share most names with this one.
        let peers: Vec<BTreeSet<&str>> = tables
            .iter()
            .filter(|other| !std::ptr::eq(**other, *table))
            .map(|other| names(other))
            .chain(facts.series.iter().map(|series| {
                series.points.iter().map(|(name, _)| name.as_str()).collect()
            }))
            .filter(|other| {
                let shared = own.intersection(other).count();
                shared >= 3
                    && shared * 10 >= own.len().min(other.len()) * 7
                    && shared * 2 >= own.len().max(other.len())
            })
            .collect();
        misspelt(table, &own, &peers, &seen, report);
        classes(table, &tables, report);
        missing(table, &own, &peers, report);
    }
    for slip in &facts.misspelt {
        let message = format!("“{}”在表、图中写作“{}”", slip.written, slip.name);
        let draft = error(Code::WRONG_NAME, message, HINT)
            .values(slip.written.as_str(), slip.name.as_str());
        report.text(slip.spot, &slip.range, draft);
    }
    text_names(facts, &seen, report);
}

/// A table of units, a row each.
fn is_list(table: &TableFacts<'_>) -> bool {
    !table.is_series
        && table.columns.iter().any(|it| it.role == Role::Name)
        && table.ones().count() >= 3
}

fn names<'t>(table: &'t TableFacts<'_>) -> BTreeSet<&'t str> {
    table
        .ones()
        .map(|row| row.name.as_str())
        .filter(|it| !it.is_empty())
        .collect()
}

fn name_column(table: &TableFacts<'_>) -> usize {
    table
        .columns
        .iter()
        .position(|it| it.role == Role::Name)
        .unwrap_or_default()
}

fn twice(table: &TableFacts<'_>, report: &mut Report<'_, '_>) {
    let mut seen: BTreeMap<(&str, &str), &RowFacts> = BTreeMap::new();
    let has_figures = |row: &&RowFacts| {
        let all = table.columns.iter().enumerate();
        let mut figures = all.filter(|(_, column)| column.role == Role::Figure);
        figures.any(|(x, _)| row.at(x).is_some())
    };
    let doubles = table
        .ones()
        .filter(has_figures)
        .filter(|row| seen.insert((&row.class, &row.name), row).is_some());
    let doubles: Vec<&RowFacts> = doubles.collect();
    // A column of kinds of things repeats its words: it is no list of units.
    if doubles.len() > 1 {
        return;
    }
    for row in doubles {
        let message = format!("“{}”在表中有两行", row.name);
        let draft = error(Code::WRONG_NAME, message, HINT).values(row.name.as_str(), "");
        report.cell(table, row, name_column(table), None, draft);
    }
}

/// A name that no other table has, like one that the others have and this table has not.
fn misspelt(
    table: &TableFacts<'_>,
    own: &BTreeSet<&str>,
    peers: &[BTreeSet<&str>],
    seen: &BTreeMap<&str, usize>,
    report: &mut Report<'_, '_>,
) {
    if peers.is_empty() {
        return;
    }
    for row in table.ones() {
        let name = row.name.as_str();
        if peers.iter().any(|peer| peer.contains(name)) {
            continue;
        }
        let lacking = peers.iter().flatten().filter(|other| !own.contains(**other));
        let like = lacking
            .filter(|other| is_like(name, other))
            .max_by_key(|it| seen.get(**it));
        let Some(other) = like else { continue };
        let is_rare = seen.get(name) <= seen.get(*other);
        if !is_rare {
            continue;
        }
        let message = format!("“{name}”在其他表中写作“{other}”");
        let draft = error(Code::WRONG_NAME, message, HINT).values(name, *other);
        report.cell(table, row, name_column(table), None, draft);
    }
}

/// Whether names differ in one character: another, one more or less, or two exchanged.
fn is_like(one: &str, two: &str) -> bool {
    let (one, two): (Vec<char>, Vec<char>) =
        (one.chars().collect(), two.chars().collect());
    if one == two || one.len().min(two.len()) < 2 {
        return false;
    }
    let (short, long) = if one.len() <= two.len() { (&one, &two) } else { (&two, &one) };
    let head = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let tail = short
        .iter()
        .rev()
        .zip(long.iter().rev())
        .take_while(|(a, b)| a == b)
        .count()
        .min(short.len() - head);
    let (left, right) = (short.len() - head - tail, long.len() - head - tail);
    let is_swap = left == 2
        && right == 2
        && short.get(head) == long.get(head + 1)
        && short.get(head + 1) == long.get(head);
    (left <= 1 && right <= 1 && (short.len() > 2 || head > 0)) || is_swap
}

/// A unit that stands in another class than in another table of classes.
fn classes(
    table: &TableFacts<'_>,
    tables: &[&TableFacts<'_>],
    report: &mut Report<'_, '_>,
) {
    for row in table.ones().filter(|row| !row.class.is_empty()) {
        for other in tables.iter().filter(|other| !std::ptr::eq(**other, table)) {
            let is_shared = other.ones().any(|it| it.class == row.class);
            let twin =
                other.ones().find(|it| it.name == row.name && !it.class.is_empty());
            if let Some(twin) = twin.filter(|it| is_shared && it.class != row.class)
                && other.block() < table.block()
            {
                let message = format!(
                    "“{}”在另一表中属“{}”，这里属“{}”",
                    row.name, twin.class, row.class
                );
                let draft = warning(Code::WRONG_NAME, message, HINT)
                    .values(row.class.as_str(), twin.class.as_str());
                report.cell(table, row, name_column(table), None, draft);
            }
        }
    }
}

/// A unit that all tables of the same units have but this one, where ranks leave it out.
fn missing(
    table: &TableFacts<'_>,
    own: &BTreeSet<&str>,
    peers: &[BTreeSet<&str>],
    report: &mut Report<'_, '_>,
) {
    let Some(last) = table.ones().last() else { return };
    let x = name_column(table);
    let all: BTreeSet<&str> = peers.iter().flatten().copied().collect();
    let absent: Vec<&str> = all
        .into_iter()
        .filter(|name| !own.contains(name))
        .filter(|name| !own.iter().any(|it| is_like(it, name)))
        .filter(|name| {
            peers.iter().filter(|peer| peer.contains(name)).count() * 2 > peers.len()
        })
        .collect();
    // A unit without tickets of a kind has no row: several of them are no slip.
    let [name] = absent.as_slice() else { return };
    // A place that the ranks leave out is told there.
    if peers.len() < 2 || has_gap(table) || peers.iter().any(|peer| !peer.contains(name))
    {
        return;
    }
    let message = format!("其他各表都有“{name}”，这张表没有");
    let draft: Draft =
        warning(Code::WRONG_NAME, message, "请核对是否漏了一行").values("", *name);
    report.cell(table, last, x, None, draft);
}

/// Whether the ranks or serials of a table leave out a place.
fn has_gap(table: &TableFacts<'_>) -> bool {
    let Some(x) = table.figure(&Measure::Rank) else { return false };
    let mut places: Vec<_> = table
        .ones()
        .filter_map(|row| row.at(x))
        .map(|it| it.value.clone())
        .collect();
    places.sort();
    let count =
        crate::audit::facts::printed::whole(i64::try_from(places.len()).unwrap_or(0));
    places.last().is_some_and(|last| *last > count)
}

/// Names in sentences that are nearly those of a table.
fn text_names(
    facts: &Facts<'_>,
    seen: &BTreeMap<&str, usize>,
    report: &mut Report<'_, '_>,
) {
    for fact in &facts.all {
        let (Some(range), subject) = (&fact.range, fact.term.subject.as_str()) else {
            continue;
        };
        if seen.contains_key(subject) || subject.chars().count() < 3 {
            continue;
        }
        let mut like = seen.keys().filter(|name| {
            is_like(subject, name) && name.chars().last() == subject.chars().last()
        });
        if let Some(name) = like.next().filter(|_| like.next().is_none()) {
            let message = format!("“{subject}”在表、图中写作“{name}”");
            let draft = error(Code::WRONG_NAME, message, HINT).values(subject, *name);
            report.text(fact.spot, range, draft);
        }
    }
}
