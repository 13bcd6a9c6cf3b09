//! Rows with the number of a ticket that stood before: the same row once more, or one
//! that contradicts it.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use compact_str::CompactString;

use super::Column;
use super::findings::Findings;
use super::spelling::{plain, word};
use super::table::{Layout, Table, told};
use crate::diagnostics::{Code, Problem};
use crate::sources::Row;

/// Of more repeats than this the rest are told without having been compared.
const COMPARED_MAX: usize = 1000;
/// So many columns in which two rows differ are named.
const NAMED_MAX: usize = 5;

/// A row with a number that stood before.
pub(super) struct Double {
    pub(super) row: u32,
    /// The first row with the number.
    pub(super) first: u32,
    pub(super) number: CompactString,
}

/// What the cells of some rows say, by row and column, as it is compared.
type Texts = BTreeMap<u32, Vec<String>>;

impl Table {
    /// Tells of every repeat whether it says the same, those first that do not.
    pub(super) fn tell_doubles(&mut self, doubles: &[Double], findings: &mut Findings) {
        if doubles.is_empty() {
            return;
        }
        let compared = doubles.iter().take(COMPARED_MAX);
        let mut texts: Texts = compared
            .flat_map(|it| [it.row, it.first])
            .map(|row| (row, vec![]))
            .collect();
        let Self { workbook, layout, .. } = self;
        let outcome = workbook.rows(&layout.sheet, &mut |row| {
            if let Some(texts) = texts.get_mut(&row.number) {
                *texts = layout.texts(row);
            }
            ControlFlow::Continue(())
        });
        told(outcome, findings);
        let problem = |double: &Double| layout.double(double, &texts);
        let (same, other): (Vec<_>, Vec<_>) =
            doubles.iter().map(problem).partition(|(is_same, _)| *is_same);
        findings.extend(other.into_iter().chain(same).map(|(_, problem)| problem));
    }
}

impl Layout {
    fn texts(&self, row: Row<'_>) -> Vec<String> {
        let cells = self.merged.fill(row);
        cells.iter().map(|cell| plain(&cell.text()).into_owned()).collect()
    }

    /// The problem of a repeat, and whether it is not known to say anything else.
    fn double(&self, double: &Double, texts: &Texts) -> (bool, Problem) {
        let Double { row, first, number } = double;
        let rows = texts.get(row).zip(texts.get(first));
        let differs = |index: usize| {
            rows.is_some_and(|(own, other)| {
                own.get(index).map_or("", String::as_str)
                    != other.get(index).map_or("", String::as_str)
            })
        };
        let others = self
            .header
            .titles()
            .filter(|(.., column)| *column != Some(Column::Number));
        let differing: Vec<_> = others.filter(|(index, ..)| differs(*index)).collect();
        let named: Vec<String> = differing
            .iter()
            .take(NAMED_MAX)
            .map(|(_, title, _)| format!("“{}”", word(title)))
            .collect();
        let message = format!("工单编号“{number}”重复，第一次出现在第{first}行");
        let (how, hint) = match (differing.len(), rows) {
            (0, Some(_)) => ("，两行完全相同".to_owned(), "请删去重复的行"),
            (0, None) => (String::new(), "请删去重复的行"),
            (columns, _) => {
                let etc = if columns > NAMED_MAX {
                    format!("等{columns}列")
                } else {
                    String::new()
                };
                let how = format!("，两行的{}{etc}不同", named.concat());
                (how, "请核对哪一行是对的，删去另一行")
            }
        };
        let problem = Problem::error(Code::DUPLICATE_TICKET, message + &how).hint(hint);
        let place = self.cell_place(*row, Column::Number);
        (differing.is_empty(), problem.at(place))
    }
}
