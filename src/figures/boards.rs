//! 红黑榜: the first and last units of each list, and those under a set score.

use super::collect::Collected;
use super::figure::{Kind, Origin, whole};
use super::{List, Row};
use crate::tickets::Decimal;

/// Adds the boards of every list of units; a list of several classes, which are ranked
/// apart, has only the units under the set score.
pub(super) fn add(collected: &mut Collected<'_>) {
    let under = collected.rules.boards.under;
    let setting = "statistics.boards.under".to_owned();
    let definition = "红黑榜设定的成绩".to_owned();
    let origin = Origin::Configured { setting };
    collected.given("boards.under".to_owned(), Kind::Score, under, origin, definition);
    let is_units =
        |key: &str| key.starts_with("towns.") || key.starts_with("departments");
    let lists = collected.lists.values().filter(|list| is_units(&list.key));
    let lists: Vec<List> = lists.cloned().collect();
    for list in lists {
        if list.key != "departments" {
            add_ends(collected, &list);
        }
        add_under(collected, &list);
    }
}

/// Adds the first and the last; those with equal ranks stand together, and none stands
/// in both.
fn add_ends(collected: &mut Collected<'_>, list: &List) {
    let boards = &collected.rules.boards;
    let ranked: Vec<(&Row, Decimal)> = list
        .rows
        .iter()
        .filter_map(|row| Some((row, printed(collected, row, "rank")?)))
        .collect();
    // Of a list shorter than that all are among the first.
    let worst_red = ranked.iter().take(boards.first.into()).next_back();
    let worst_red = worst_red.map(|(_, rank)| rank.exact());
    let is_red =
        |rank: Decimal| worst_red.as_ref().is_some_and(|worst| rank.exact() <= *worst);
    let from = ranked.len().saturating_sub(boards.last.into());
    let best_black = ranked.get(from).map(|(_, rank)| rank.exact());
    let is_black =
        |rank: Decimal| best_black.as_ref().is_some_and(|best| rank.exact() >= *best);
    let (mut red, mut black) = (Vec::new(), Vec::new());
    for (row, rank) in &ranked {
        if is_red(*rank) {
            red.push((*row).clone());
        } else if is_black(*rank) {
            black.push((*row).clone());
        }
    }
    collected.list(&format!("{}.red", list.key), red);
    collected.list(&format!("{}.black", list.key), black);
}

/// Adds those under the set score and how many they are; unknown where none is set.
fn add_under(collected: &mut Collected<'_>, list: &List) {
    let limit = collected.rules.boards.under.map(Decimal::exact);
    let score = |row: &Row| printed(collected, row, "score").map(Decimal::exact);
    let is_under = |row: &&Row| {
        limit
            .as_ref()
            .zip(score(row))
            .is_some_and(|(limit, score)| score < *limit)
    };
    let under: Vec<Row> = list.rows.iter().filter(is_under).cloned().collect();
    let count = u64::try_from(under.len()).ok().filter(|_| limit.is_some()).map(whole);
    let key = format!("{}.under", list.key);
    let origin = Origin::Placed { list: key.clone() };
    let score = collected.rules.called("score");
    let definition = format!("{score}（印出的数）低于设定成绩的单位数");
    collected.add(format!("{key}.count"), Kind::Count, count, origin, definition);
    collected.list(&key, under);
}

fn printed(collected: &Collected<'_>, row: &Row, name: &str) -> Option<Decimal> {
    collected.figures.get(&format!("{}.{name}", row.key))?.printed
}
