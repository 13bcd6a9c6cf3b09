//! Which sheet of a file holds the export.

use std::ops::ControlFlow;

use super::Column;
use super::columns::Wanted;
use super::header::{self, Header};
use super::shape::Shape;
use crate::diagnostics::{Code, Place, Problem};
use crate::sources::{Cell, Workbook};

/// The header stands within so many rows that are not blank.
pub(super) const HEAD_ROWS: usize = 30;

pub(super) type Head = Vec<(u32, Vec<Cell<'static>>)>;

/// A sheet with its header.
pub(super) struct Choice {
    pub(super) sheet: String,
    pub(super) header: Header,
    pub(super) shape: Shape,
}

/// What the sheets of a file offer.
#[derive(Default)]
pub(super) struct Choices {
    pub(super) best: Option<Choice>,
    /// Sheets with all the columns and with rows, of those that the user sees.
    fitting: Vec<String>,
    /// The same of those that are hidden.
    hidden: Vec<String>,
    /// Sheets without a header whose rows look like those of the best one.
    continued: Vec<String>,
    /// Whether no sheet holds anything.
    pub(super) is_empty: bool,
}

/// Of sheets with all the columns the first, otherwise the one with the most.
pub(super) fn choose(
    workbook: &mut Workbook,
    sheets: &[String],
    wanted: &[Wanted],
    names: &[header::Names],
) -> Result<Choices, Vec<Problem>> {
    let mut choices = Choices { is_empty: true, ..Choices::default() };
    let (mut best_rank, mut best_rows, mut others) = (0, Vec::new(), Vec::new());
    for sheet in sheets {
        let head = head(workbook, sheet)?;
        choices.is_empty &= head.is_empty();
        let Some(header) = header::find(&head, names) else {
            others.push((sheet, head));
            continue;
        };
        let rows = head.iter().filter(|(number, _)| *number > header.row).count();
        let mut rank = header.found_count();
        if header.is_complete(wanted) {
            // A form without entries is better than nothing.
            rank = if rows > 0 { usize::MAX } else { usize::MAX - 1 };
        }
        if rank == usize::MAX {
            let is_hidden = workbook.is_hidden(sheet);
            let list = if is_hidden { &mut choices.hidden } else { &mut choices.fitting };
            list.push(sheet.clone());
        }
        if rank > best_rank {
            best_rank = rank;
            let shape = Shape::of(&head, &header);
            choices.best = Some(Choice { sheet: sheet.clone(), header, shape });
            best_rows = head;
        }
    }
    if let Some(best) = &choices.best {
        let goes_on =
            |(_, head): &&(&String, Head)| goes_on(&best.header, &best_rows, head);
        let continued = others.iter().filter(goes_on);
        choices.continued = continued.map(|(sheet, _)| (*sheet).clone()).collect();
    }
    Ok(choices)
}

impl Choices {
    /// That one sheet alone would be part of the export, or perhaps the wrong one.
    pub(super) fn problems(&self, workbook: &Workbook) -> Vec<Problem> {
        let Some(best) = &self.best else { return Vec::new() };
        let quoted = |sheets: &[String]| -> String {
            sheets.iter().map(|sheet| format!("“{sheet}”")).collect()
        };
        let mut problems = Vec::new();
        if self.fitting.len() > 1 {
            let message = format!(
                "工作表{}都符合，不知道要读哪一张，还是都要",
                quoted(&self.fitting)
            );
            problems.push(Problem::error(Code::AMBIGUOUS_COLUMN, message).hint(
                "只用一张时，请在 bulletin.yaml 中用 sheet 写明工作表；一份表分成几张的，请合并到一张工作表",
            ));
        } else if !self.hidden.is_empty() && !self.hidden.contains(&best.sheet) {
            let message = format!(
                "隐藏的工作表{}也符合，取的是“{}”",
                quoted(&self.hidden),
                best.sheet
            );
            problems.push(
                Problem::warning(Code::AMBIGUOUS_COLUMN, message)
                    .hint("请在 bulletin.yaml 中用 sheet 写明工作表"),
            );
        }
        if !self.continued.is_empty() {
            let message = format!(
                "工作表{}没有表头，内容却像是“{}”的续页",
                quoted(&self.continued),
                best.sheet
            );
            problems.push(Problem::error(Code::SHEET_GOES_ON, message).hint(
                "请把各页合并到一张工作表；确实无关的，请在 bulletin.yaml 中用 sheet 写明工作表",
            ));
        }
        let place = || Place::file(workbook.name());
        problems.into_iter().map(|problem| problem.at(place())).collect()
    }
}

/// Whether the first row of a sheet without header has a number where the other sheet has
/// its tickets' numbers, and of that length.
fn goes_on(header: &Header, rows: &Head, other: &Head) -> bool {
    let Some(index) = header.index(Column::Number) else { return false };
    let number = |cells: &Vec<Cell<'_>>| {
        let text = cells.get(index)?.text().into_owned();
        let digits = text.chars().filter(char::is_ascii_digit).count();
        (digits > 3 && digits * 2 > text.chars().count()).then_some(text.len())
    };
    let own = rows.iter().filter(|(row, _)| *row > header.row);
    let own: Vec<usize> = own.filter_map(|(_, cells)| number(cells)).collect();
    let first = other.first().and_then(|(_, cells)| number(cells));
    first.is_some_and(|length| own.contains(&length))
}

/// The first rows that are not blank.
pub(super) fn head(workbook: &mut Workbook, sheet: &str) -> Result<Head, Vec<Problem>> {
    let mut head = Vec::new();
    workbook.rows(sheet, &mut |row| {
        if !row.is_blank() {
            let cells = row.cells.iter().cloned().map(Cell::into_owned).collect();
            head.push((row.number, cells));
        }
        if head.len() < HEAD_ROWS {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    })?;
    Ok(head)
}
