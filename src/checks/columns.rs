//! Columns that an export may lack: what they would tell is absent, not zero.

use super::Material;
use super::rows::{self, List};
use crate::diagnostics::{Code, Problem};
use crate::tickets::Column;

/// The columns of the district's own callback: one, or two.
const CALLBACK: [Column; 3] =
    [Column::Callback, Column::CallbackResolved, Column::CallbackSatisfied];

pub(super) fn check(material: &Material<'_>) -> Vec<Problem> {
    let lists = [
        List::Accepted,
        List::Assessed,
        List::Ranking,
        List::PreviousRanking,
        List::Districts,
    ];
    let mut problems: Vec<Problem> =
        lists.iter().flat_map(|list| empty(material, *list)).collect();
    problems.extend(without_callback(material));
    problems
}

/// Optional columns in which nothing stands.
fn empty(material: &Material<'_>, list: List) -> Vec<Problem> {
    let Some(reading) = rows::reading(material, list) else { return Vec::new() };
    let titles = reading.absent.iter().filter_map(|(_, title)| title.as_ref());
    let problem = |title: &String| {
        let message = format!("“{title}”列没有内容，用到它的数字和句子都略去");
        let problem = Problem::warning(Code::EMPTY_COLUMN, message)
            .hint("应当有内容的，请核对导出的条件，重新导出");
        Some(problem.at(rows::sheet(material, list)?))
    };
    titles.filter_map(problem).collect()
}

/// Nothing tells what the district's own callback found.
fn without_callback(material: &Material<'_>) -> Option<Problem> {
    let reading = rows::reading(material, List::Assessed)?;
    let lacks = |column| reading.absent.contains(&(column, None));
    let lacks = match CALLBACK.map(lacks) {
        [false, ..] | [true, false, false] => return None,
        [true, true, true] => "没有“区级回访结果”列",
        [true, false, true] => "有“区级回访是否解决”而没有“区级回访是否满意”列",
        [true, true, false] => "有“区级回访是否满意”而没有“区级回访是否解决”列",
    };
    let message = format!("考评明细{lacks}，通报中略去“含…件区级双满”");
    let problem = Problem::warning(Code::EMPTY_COLUMN, message).hint(
        "“未用到的列”里有这一列的，可在 bulletin.yaml 的 tickets.columns 中登记为 callback",
    );
    Some(problem.at(rows::sheet(material, List::Assessed)?))
}
