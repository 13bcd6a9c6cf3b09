//! What stands in the columns of an export as a whole: nothing, or formulas without
//! values and with errors in their place.

use super::Column;
use super::columns::{Need, Wanted};
use super::header::Header;
use super::table::Layout;
use crate::diagnostics::{Code, Problem};
use crate::sources::{Cell, Row, address};

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
    /// The first error that stands in place of one: “#N/A”.
    error: Option<String>,
}

impl Filling {
    /// Takes a row into account.
    pub(super) fn see(&mut self, layout: &Layout, row: Row<'_>) {
        for (at, (column, index)) in layout.columns().enumerate() {
            if self.columns.len() <= at {
                self.columns.push(Filled::default());
            }
            let Some((filled, cell)) = self.columns.get_mut(at).zip(row.cells.get(index))
            else {
                continue;
            };
            if layout.is_unvalued(column, cell) {
                filled.unvalued.push(row.number);
                if *cell != Cell::Unvalued && filled.error.is_none() {
                    filled.error = Some(cell.text().into_owned());
                }
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
            filled.error = filled.error.take().or(below.error);
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
        let columns = layout.columns().zip(&self.columns);
        let unvalued = columns.filter(|(_, filled)| !filled.unvalued.is_empty());
        let problem = |((column, index), filled): ((Column, usize), &Filled)| {
            let mut needed = wanted.iter().filter(|wanted| wanted.need != Need::Optional);
            let is_needed = needed.any(|wanted| wanted.column == column);
            without_values(layout, index, is_needed, filled)
        };
        unvalued.map(problem).collect()
    }
}

/// What a formula would say is not known. A column that says nothing at all and need not
/// is left out of the figures, anything else would make them wrong.
fn without_values(
    layout: &Layout,
    index: usize,
    is_needed: bool,
    filled: &Filled,
) -> Problem {
    let (title, cells) = (layout.header.title_at(index), filled.unvalued.len());
    let (reason, hint) = match &filled.error {
        None => (
            "是公式，文件里没有存下算出的值".to_owned(),
            "请在 Excel 或 WPS 中打开这份表，保存一次再用".to_owned(),
        ),
        Some(error) => (
            format!("没有值，只有“{error}”"),
            format!(
                "请在原表中改正这些格或其中的公式，保存后再用；确实没有内容的，可在 bulletin.yaml 的 tickets 中登记 empty: [\"{error}\"]"
            ),
        ),
    };
    let message = format!("“{title}”列有 {cells} 格{reason}");
    let mut problem = match !is_needed && !filled.is_filled {
        true => {
            let message = format!("{message}，按没有这一列处理");
            Problem::warning(Code::FORMULA_WITHOUT_VALUE, message)
        }
        false => Problem::error(Code::FORMULA_WITHOUT_VALUE, message),
    }
    .hint(hint);
    let place = |row: &u32| layout.place(address(*row, index));
    let mut places = filled.unvalued.iter().map(place);
    problem.place = places.next();
    for place in places {
        let other = Problem::warning(problem.code, "").at(place);
        problem.add_places(other);
    }
    problem
}
