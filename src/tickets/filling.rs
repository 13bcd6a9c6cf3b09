//! What stands in the columns of an export as a whole: nothing, or formulas without
//! values.

use super::Column;
use super::columns::{Need, Wanted};
use super::header::Header;
use super::table::Layout;
use crate::diagnostics::{Code, Problem};
use crate::sources::{Cell, Row};

/// Of every known column, whether it says anything.
#[derive(Debug, Clone, Default)]
pub(super) struct Filling {
    columns: Vec<Filled>,
}

#[derive(Debug, Clone, Default)]
struct Filled {
    is_filled: bool,
    /// Rows of formulas without values.
    unvalued: Vec<u32>,
}

impl Filling {
    /// Takes a row into account.
    pub(super) fn see(&mut self, header: &Header, row: Row<'_>) {
        for (at, (_, index)) in header.columns().enumerate() {
            if self.columns.len() <= at {
                self.columns.push(Filled::default());
            }
            let Some((filled, cell)) = self.columns.get_mut(at).zip(row.cells.get(index))
            else {
                continue;
            };
            if *cell == Cell::Unvalued {
                filled.unvalued.push(row.number);
            } else if !filled.is_filled {
                filled.is_filled = !cell.is_blank();
            }
        }
    }

    /// Adds what was seen further down.
    pub(super) fn absorb(&mut self, below: Self) {
        if self.columns.is_empty() {
            *self = below;
            return;
        }
        for (filled, below) in self.columns.iter_mut().zip(below.columns) {
            filled.is_filled |= below.is_filled;
            filled.unvalued.extend(below.unvalued);
        }
    }

    /// Optional columns that say nothing at all.
    pub(super) fn empty(&self, header: &Header, wanted: &[Wanted]) -> Vec<Column> {
        let columns = header.columns().zip(&self.columns);
        let is_optional = |column: Column| {
            let mut wanted = wanted.iter().filter(|wanted| wanted.column == column);
            wanted.any(|wanted| wanted.need == Need::Optional)
        };
        columns
            .filter(|(_, filled)| !filled.is_filled && filled.unvalued.is_empty())
            .map(|((column, _), _)| column)
            .filter(|column| is_optional(*column))
            .collect()
    }

    /// Columns of formulas without values.
    pub(super) fn problems(&self, layout: &Layout, wanted: &[Wanted]) -> Vec<Problem> {
        let columns = layout.header.columns().zip(&self.columns);
        let unvalued = columns.filter(|(_, filled)| !filled.unvalued.is_empty());
        let problem = |((column, _), filled): ((Column, usize), &Filled)| {
            let wanted = wanted.iter().find(|wanted| wanted.column == column)?;
            Some(without_values(layout, wanted, filled))
        };
        unvalued.filter_map(problem).collect()
    }
}

/// What a formula would say is not known. A column that says nothing at all and need not
/// is left out of the figures, anything else would make them wrong.
fn without_values(layout: &Layout, wanted: &Wanted, filled: &Filled) -> Problem {
    let column = wanted.column;
    let (title, cells) = (layout.header.title(column), filled.unvalued.len());
    let is_absent = wanted.need == Need::Optional && !filled.is_filled;
    let message = format!("“{title}”列有 {cells} 格是公式，文件里没有存下算出的值");
    let mut problem = match is_absent {
        true => {
            let message = format!("{message}，按没有这一列处理");
            Problem::warning(Code::FORMULA_WITHOUT_VALUE, message)
        }
        false => Problem::error(Code::FORMULA_WITHOUT_VALUE, message),
    }
    .hint("请在 Excel 或 WPS 中打开这份表，保存一次再用");
    let mut places = filled.unvalued.iter().map(|row| layout.cell_place(*row, column));
    problem.place = places.next();
    for place in places {
        let other = Problem::warning(problem.code, "").at(place);
        problem.add_places(other);
    }
    problem
}
