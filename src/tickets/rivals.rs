//! Of two columns that may both hold a row's unit, the one whose names the register knows:
//! 承办单位 in full beside 二级承办单位简称.

use std::ops::ControlFlow;

use super::Column;
use super::header::Header;
use super::units::Units;
use crate::diagnostics::Outcome;
use crate::sources::{Cell, Row, Workbook};

/// Rows that are looked at.
const ROWS_MAX: usize = 500;

/// Takes the column with more names that are known.
pub(super) fn settle(
    workbook: &mut Workbook,
    sheet: &str,
    header: &mut Header,
    units: &Units<'_>,
) -> Outcome<()> {
    let columns = header.index(Column::Lead).zip(header.rival(Column::Lead));
    let Some((own, rival)) = columns else { return Ok(()) };
    let is_known = |row: Row<'_>, column: usize| {
        let text = row.cells.get(column).map(Cell::text);
        text.is_some_and(|text| units.find(&text).is_some())
    };
    let (mut rows, mut known, mut known_rival) = (0, 0, 0);
    workbook.rows(sheet, &mut |row| {
        if row.number > header.row && !row.is_blank() {
            rows += 1;
            known += usize::from(is_known(row, own));
            known_rival += usize::from(is_known(row, rival));
        }
        if rows < ROWS_MAX { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    if known_rival > known {
        header.take_rival(Column::Lead);
    }
    Ok(())
}
