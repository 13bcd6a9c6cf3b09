//! One row of an export, read column by column.

use std::borrow::Cow;

use chrono::NaiveDateTime;

use super::findings::Findings;
use super::table::Layout;
use super::values::Values;
use super::{Column, Decimal, moment, number};
use crate::diagnostics::{Code, Place, Problem, Severity};
use crate::sources::{Cell, Row};

/// A row with the means to read it.
pub(super) struct Record<'r> {
    layout: &'r Layout,
    row: Row<'r>,
}

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field<T> {
    /// The export has no such column; that is told once, at the header.
    NoColumn,
    /// The cell is empty.
    Empty,
    /// The cell holds something else; that is told.
    Wrong,
    /// The cell's meaning.
    Is(T),
}

impl<T> Field<T> {
    pub(super) fn value(self) -> Option<T> {
        match self {
            Self::Is(value) => Some(value),
            Self::NoColumn | Self::Empty | Self::Wrong => None,
        }
    }
}

impl<'r> Record<'r> {
    pub(super) fn new(layout: &'r Layout, row: Row<'r>) -> Self {
        Self { layout, row }
    }

    /// Its row, from 1.
    pub(super) fn number(&self) -> u32 {
        self.row.number
    }

    /// The header of a column, as this export writes it.
    pub(super) fn title(&self, column: Column) -> &'r str {
        self.layout.header.title(column)
    }

    /// Where things stand in its export.
    pub(super) fn layout(&self) -> &'r Layout {
        self.layout
    }

    /// What stands at a place, from 0.
    pub(super) fn text_at(&self, index: usize) -> Cow<'_, str> {
        self.row.cells.get(index).map(Cell::text).unwrap_or_default()
    }

    /// What stands in every cell but one, blanks and all, as an engine compares rows.
    pub(super) fn texts_without(&self, column: Column) -> Vec<String> {
        let index = self.layout.header.index(column);
        let others = self.row.cells.iter().enumerate();
        others
            .filter(|(at, _)| Some(*at) != index)
            .map(|(_, cell)| {
                let raw = if let Cell::Text(text) = cell { Some(text) } else { None };
                raw.map_or_else(|| cell.text().into_owned(), |raw| raw.to_string())
            })
            .collect()
    }

    /// Whether 是 in the column 是否纳入考评 means that a ticket is left out.
    pub(super) fn excludes(&self) -> bool {
        self.layout.header.excludes()
    }

    /// The cell as it is; none when there is no such column.
    pub(super) fn cell(&self, column: Column) -> Option<&'r Cell<'r>> {
        let index = self.layout.header.index(column)?;
        Some(self.row.cells.get(index).unwrap_or(&Cell::Empty))
    }

    /// Whether a formula says nothing there; that is told of its column.
    pub(super) fn is_unvalued(&self, column: Column) -> bool {
        self.cell(column)
            .is_some_and(|cell| self.layout.is_unvalued(column, cell))
    }

    /// What stands in a cell, after the settings.
    pub(super) fn text(&self, column: Column) -> Field<Cow<'r, str>> {
        let Some(cell) = self.cell(column) else { return Field::NoColumn };
        if self.layout.is_unvalued(column, cell) {
            return Field::Empty;
        }
        self.layout
            .meaning(column, cell.text())
            .map_or(Field::Empty, Field::Is)
    }

    /// What the columns of one's own say.
    pub(super) fn own(&self) -> impl Iterator<Item = Option<Cow<'r, str>>> {
        self.layout.own.iter().map(|index| {
            let cell = self.row.cells.get((*index)?)?;
            let is_unvalued = self.layout.is_unvalued(Column::Own, cell);
            let text = (!is_unvalued).then(|| cell.text())?;
            self.layout.meaning(Column::Own, text)
        })
    }

    /// A text that must be there.
    pub(super) fn required(
        &self,
        column: Column,
        findings: &mut Findings,
    ) -> Field<Cow<'r, str>> {
        let text = self.text(column);
        // That a formula has no value is told of its column.
        if text == Field::Empty && !self.is_unvalued(column) {
            let message = format!("“{}”不能为空", self.title(column));
            let problem =
                Problem::error(Code::MISSING_VALUE, message).hint("请补填这一格");
            findings.add(problem.at(self.place(column)));
        }
        text
    }

    /// One of the values of a list; an empty cell is left to the caller.
    pub(super) fn value<T: Copy>(
        &self,
        column: Column,
        values: &Values<T>,
        findings: &mut Findings,
    ) -> Field<T> {
        self.text(column).then(|text| {
            values.find_under(self.title(column), &text).ok_or_else(|| {
                let problem = values.unknown(column, self.title(column), &text);
                findings.add(problem.at(self.place(column)));
            })
        })
    }

    /// One of the values of a list, which must be there.
    pub(super) fn required_value<T: Copy>(
        &self,
        column: Column,
        values: &Values<T>,
        findings: &mut Findings,
    ) -> Field<T> {
        self.required(column, findings);
        self.value(column, values, findings)
    }

    /// A moment that must be there.
    pub(super) fn moment(
        &self,
        column: Column,
        findings: &mut Findings,
    ) -> Field<NaiveDateTime> {
        if !matches!(self.cell(column), Some(Cell::Moment(_))) {
            self.required(column, findings);
        }
        self.read_moment(column, Severity::Error, findings)
    }

    /// A moment that may be absent; one that cannot be read is a warning.
    pub(super) fn optional_moment(
        &self,
        column: Column,
        findings: &mut Findings,
    ) -> Field<NaiveDateTime> {
        self.read_moment(column, Severity::Warning, findings)
    }

    fn read_moment(
        &self,
        column: Column,
        severity: Severity,
        findings: &mut Findings,
    ) -> Field<NaiveDateTime> {
        let read = match self.cell(column) {
            Some(Cell::Moment(moment)) => return Field::Is(*moment),
            Some(Cell::Number(number)) => Some(moment::from_number(*number)),
            _ => None,
        };
        self.text(column).then(|text| {
            read.unwrap_or_else(|| moment::parse(&text)).ok_or_else(|| {
                let title = self.title(column);
                let message = format!("“{title}”应为日期，单元格里是“{text}”");
                let problem = Problem::error(Code::BAD_DATE, message)
                    .hint("应写作 2023-08-19 10:22:03 或 2023年8月19日");
                let problem = Problem { severity, ..problem };
                findings.add(problem.at(self.place(column)));
            })
        })
    }

    /// A decimal number that must be there.
    pub(super) fn decimal(
        &self,
        column: Column,
        findings: &mut Findings,
    ) -> Field<Decimal> {
        let decimal = self.number_as(column, Ok, number::NUMBER, findings);
        if let Field::Is(decimal) = decimal {
            findings.extend(
                self.layout
                    .implausible(column, decimal)
                    .map(|problem| problem.at(self.place(column))),
            );
        }
        decimal
    }

    /// A count that must be there.
    pub(super) fn count(&self, column: Column, findings: &mut Findings) -> Field<u64> {
        self.number_as(column, number::count, number::COUNT, findings)
    }

    /// The place of a cell.
    pub(super) fn place(&self, column: Column) -> Place {
        self.layout.cell_place(self.row.number, column)
    }

    fn number_as<T>(
        &self,
        column: Column,
        of: impl FnOnce(Decimal) -> Result<T, number::Wrong>,
        expected: number::Wrong,
        findings: &mut Findings,
    ) -> Field<T> {
        let cell = self.cell(column).unwrap_or(&Cell::Empty);
        let scale = self.layout.scale(column);
        self.required(column, findings).then(|text| {
            let per_cent =
                text.strip_suffix(['%', '％']).filter(|_| column == Column::Score);
            let decimal = number::decimal(cell, per_cent.unwrap_or(&text));
            let scaled = decimal.and_then(|decimal| decimal.times_ten_to(scale));
            scaled
                .ok_or(expected)
                .and_then(of)
                .map_err(|number::Wrong { expected }| {
                    let title = self.title(column);
                    let message = format!("“{title}”应为{expected}，单元格里是“{text}”");
                    let problem =
                        Problem::error(Code::BAD_NUMBER, message).hint(number::HINT);
                    findings.add(problem.at(self.place(column)));
                })
        })
    }
}

impl<'t> Field<Cow<'t, str>> {
    /// The meaning of a text; one that has none counts as wrong.
    fn then<T>(self, parse: impl FnOnce(Cow<'t, str>) -> Result<T, ()>) -> Field<T> {
        match self {
            Self::NoColumn => Field::NoColumn,
            Self::Empty => Field::Empty,
            Self::Wrong => Field::Wrong,
            Self::Is(text) => parse(text).map_or(Field::Wrong, Field::Is),
        }
    }
}
