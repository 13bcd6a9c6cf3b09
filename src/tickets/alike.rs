//! Names of categories, places and the like that differ in next to nothing and so count
//! as two.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::spelling::plain;
use super::table::Layout;
use super::{Column, Detail, Word};
use crate::diagnostics::{Code, Problem};

/// Ends that do not tell one name from another: 投诉类, 檀营社区居委会.
const ENDS: &[&str] =
    &["居民委员会", "村民委员会", "居委会", "村委会", "类问题", "问题", "类", "件"];

/// The name that a ticket has of some kind.
type Named = fn(&Detail) -> Option<Word>;
/// A name's first row and how many rows have it.
type Names = FxHashMap<Word, (u32, usize)>;

/// A message for each pair of names that differ only in what hardly anybody sees.
pub(super) fn problems<'t>(
    layout: &Layout,
    tickets: &(impl Iterator<Item = (u32, &'t Detail)> + Clone),
) -> Vec<Problem> {
    let kinds: [(Column, Named); 7] = [
        (Column::Type, |detail| detail.kind),
        (Column::Channel, |detail| detail.channel),
        (Column::Category, |detail| detail.category[0]),
        (Column::Category2, |detail| detail.category[1]),
        (Column::Category3, |detail| detail.category[2]),
        (Column::Town, |detail| detail.town),
        (Column::Community, |detail| detail.community),
    ];
    let of_kind = |(column, word): (Column, Named)| {
        let mut names = Names::default();
        for (row, detail) in tickets.clone() {
            let Some(word) = word(detail) else { continue };
            names.entry(word).or_insert((row, 0)).1 += 1;
        }
        twins(layout, column, names)
    };
    kinds.into_iter().flat_map(of_kind).collect()
}

fn twins(layout: &Layout, column: Column, names: Names) -> Vec<Problem> {
    let mut groups: BTreeMap<String, Vec<(Word, u32, usize)>> = BTreeMap::new();
    let mut names: Vec<_> = names.into_iter().collect();
    names.sort_unstable_by_key(|(_, (row, _))| *row);
    for (word, (row, count)) in names {
        groups
            .entry(skeleton(word.text()))
            .or_default()
            .push((word, row, count));
    }
    // The export may hold all levels of a category in one column.
    let is_own = layout.header.index(column).is_some();
    let column = if is_own { column } else { Column::CategoryPath };
    let mut problems = Vec::new();
    for mut group in groups.into_values() {
        group.sort_by_key(|(_, row, count)| (std::cmp::Reverse(*count), *row));
        let Some(((usual, ..), others)) = group.split_first() else { continue };
        for (other, row, _) in others {
            let (other, usual) = (other.text(), usual.text());
            let message = format!("“{other}”和“{usual}”只差一点，算作两项");
            let hint = match is_own {
                true => format!(
                    "是同一项的，可在 bulletin.yaml 的 tickets.values 中登记 {}: {{\"{other}\": \"{usual}\"}}",
                    column.key()
                ),
                false => "是同一项的，请在原表中统一".to_owned(),
            };
            let problem = Problem::warning(Code::ALIKE_NAMES, message).hint(hint);
            problems.push((*row, problem.at(layout.cell_place(*row, column))));
        }
    }
    problems.sort_by_key(|(row, _)| *row);
    problems.into_iter().map(|(_, problem)| problem).collect()
}

/// What is left of a name without marks, brackets and ends that tell nothing.
fn skeleton(name: &str) -> String {
    let kept: String = plain(name).chars().filter(|c| c.is_alphanumeric()).collect();
    let kept = kept.to_lowercase();
    let rest = ENDS.iter().find_map(|end| kept.strip_suffix(end));
    rest.filter(|rest| rest.chars().count() > 1)
        .map_or(kept.clone(), str::to_owned)
}
