//! The city's ranking of 街乡镇: gaps, doubles and order.
//!
//! Equal printed scores may have one rank or, by decimals that are not printed, several.

use std::collections::BTreeMap;

use super::Material;
use super::rows::{self, List};
use crate::diagnostics::{Code, Problem};
use crate::tickets::{Ranked, UnitId};

/// Rows that a message names; the places of all stand beside it.
const NAMED_MAX: usize = 3;

pub(super) fn check(material: &Material<'_>) -> Vec<Problem> {
    let lists = [
        (List::Ranking, &material.tickets.ranking),
        (List::PreviousRanking, &material.tickets.previous_ranking),
    ];
    let mut problems = Vec::new();
    for (list, rows) in lists {
        let Some(rows) = rows.as_deref() else { continue };
        let mut sorted: Vec<&Ranked> = rows.iter().collect();
        sorted.sort_by_key(|row| row.rank);
        problems.extend(gaps(material, list, &sorted));
        problems.extend(doubles(material, list, &sorted));
        problems.extend(order(material, list, &sorted));
        problems.extend(twice(material, list, rows));
    }
    problems
}

/// A rank is one more than the number of better rows.
fn gaps(material: &Material<'_>, list: List, sorted: &[&Ranked]) -> Option<Problem> {
    let mut found = Vec::new();
    let mut last = None;
    // By how much ranks are ahead of places; after a gap the count goes on from there.
    let mut ahead = 0_i64;
    for (place, row) in (1_i64..).zip(sorted) {
        let rank = i64::from(row.rank);
        let is_tied = last.replace(rank) == Some(rank);
        if is_tied {
            continue;
        }
        let expected = place + ahead;
        ahead = rank - place;
        let gap = match rank - expected {
            0 => continue,
            1 => format!("缺第{expected}名"),
            2.. => format!("缺第{expected}至{}名", rank - 1),
            _ => format!("第{rank}名应是第{expected}名"),
        };
        found.push((gap, *row));
    }
    told(material, list, Code::RANKING_GAP, "排名不连续", &found).map(|problem| {
        problem.hint("请核对排名表是否缺行；并列的名次之后应按并列个数跳过")
    })
}

/// One rank belongs to one score.
fn doubles(material: &Material<'_>, list: List, sorted: &[&Ranked]) -> Option<Problem> {
    let found: Vec<(String, &Ranked)> = sorted
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] if a.rank == b.rank && a.score.exact() != b.score.exact() => {
                let (rank, one, other) = (a.rank, a.score, b.score);
                Some((format!("第{rank}名有 {one} 和 {other} 两个成绩"), *b))
            }
            _ => None,
        })
        .collect();
    told(material, list, Code::WRONG_RANK, "同一名次的成绩不同", &found)
        .map(|problem| problem.hint("请与市级原表核对名次和成绩"))
}

/// A better rank has no lower score.
fn order(material: &Material<'_>, list: List, sorted: &[&Ranked]) -> Option<Problem> {
    let found: Vec<(String, &Ranked)> = sorted
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] if a.rank < b.rank && a.score.exact() < b.score.exact() => {
                let before = format!("第{}名 {}", a.rank, a.score);
                Some((format!("{before} 低于第{}名 {}", b.rank, b.score), *b))
            }
            _ => None,
        })
        .collect();
    told(material, list, Code::WRONG_RANK, "名次与成绩的高低不一致", &found)
        .map(|problem| problem.hint("请与市级原表核对名次和成绩"))
}

/// A town of the register under two spellings.
fn twice(material: &Material<'_>, list: List, rows: &[Ranked]) -> Vec<Problem> {
    let mut towns: BTreeMap<UnitId, Vec<&Ranked>> = BTreeMap::new();
    for row in rows {
        if let Some(town) = row.unit {
            towns.entry(town).or_default().push(row);
        }
    }
    let told = |(town, rows): (&UnitId, &Vec<&Ranked>)| {
        let [first, others @ ..] = rows.as_slice() else { return None };
        let name = &material.register.unit(*town)?.name;
        let spellings: Vec<&str> = rows.iter().map(|row| row.street.as_str()).collect();
        let spellings = spellings.join("”“");
        let message = format!(
            "{name}在排名表中有 {} 行：“{spellings}”，印出的是第{}行的名次",
            rows.len(),
            first.row
        );
        let mut places =
            others.iter().filter_map(|row| rows::place(material, list, row.row));
        let mut problem = Problem::warning(Code::WRONG_NAME, message)
            .hint("请删去多余的行，或改正名册中的别名");
        problem.place = Some(places.next()?);
        problem.more = places.collect();
        Some(problem)
    };
    towns.iter().filter_map(told).collect()
}

/// One problem for all rows of a kind.
fn told(
    material: &Material<'_>,
    list: List,
    code: Code,
    what: &str,
    found: &[(String, &Ranked)],
) -> Option<Problem> {
    let named: Vec<&str> =
        found.iter().take(NAMED_MAX).map(|(text, _)| text.as_str()).collect();
    let more = if found.len() > NAMED_MAX {
        format!("等 {} 处", found.len())
    } else {
        String::new()
    };
    let message = format!("{what}：{}{more}", named.join("；"));
    let mut places = found
        .iter()
        .filter_map(|(_, row)| rows::place(material, list, row.row));
    let mut problem = Problem::warning(code, message);
    problem.place = places.next();
    problem.more = places.collect();
    (!found.is_empty()).then_some(problem)
}
