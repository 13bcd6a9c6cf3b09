//! Widths of a learned table's columns, and how much room its numbers need.

use super::grid::Grid;
use super::tables::own_header;
use crate::content;
use crate::figures::Statistics;
use crate::layout;

/// A column: its share of the table's width, and the half-width characters of its longest
/// number, which must not break.
pub(crate) type Room = (f64, u32);

/// Share of the width of a column that the catalogue does not know.
const SHARE: u16 = 12;

/// Takes over the widths of the Word file where somebody set them, and tells what each
/// column must hold.
pub(super) fn fit(
    statistics: &Statistics,
    table: &mut layout::Table,
    grid: &Grid,
) -> Vec<Room> {
    let place = |column: &layout::Column| {
        let header = column.header.clone();
        let header = header.or_else(|| own_header(statistics, &column.figure))?;
        grid.headers.iter().position(|own| *own == header)
    };
    let places: Vec<Option<usize>> = table.columns.iter().map(place).collect();
    let told = |at: &Option<usize>| at.and_then(|at| grid.widths.get(at)).copied();
    if let Some(widths) = places.iter().map(told).collect::<Option<Vec<u16>>>() {
        for (column, width) in table.columns.iter_mut().zip(widths) {
            column.width = Some(width);
        }
    }
    let usual = |figure: &str| content::columns().find(|known| known.name == figure);
    let share = |column: &layout::Column| {
        let usual = || usual(&column.figure).map_or(SHARE, |known| known.width);
        f64::from(column.width.unwrap_or_else(usual))
    };
    let all: f64 = table.columns.iter().map(share).sum();
    let longest = |at: usize| {
        let cells = (0..grid.rows.len()).map(|y| grid.cell(y, at));
        let numbers = cells.filter(|cell| cell.contains(|c: char| c.is_ascii_digit()));
        let widths =
            numbers.map(|it| it.chars().map(|c| 1 + u32::from(!c.is_ascii())).sum());
        widths.max().unwrap_or(0)
    };
    let columns = table.columns.iter().zip(places);
    columns
        .filter_map(|(column, at)| Some((share(column) / all, longest(at?))))
        .collect()
}
