//! What a row of the assessed list says besides its units.

use super::findings::Findings;
use super::numbers::{EMPTY, NO_COLUMN};
use super::record::{Field, Record};
use super::values::{self, UNKNOWN};
use super::{Callback, Column, Dispatch, Rating, Satisfaction};
use crate::diagnostics::{Code, Problem};

/// None where the row does not say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) dispatch: Option<Dispatch>,
    pub(super) responded: Option<bool>,
    pub(super) rated: Option<bool>,
    pub(super) resolved: Option<bool>,
    pub(super) satisfied: Option<Satisfaction>,
    pub(super) callback: Option<Callback>,
}

impl Facts {
    /// Of a row that stands for the ticket; with the reason why it cannot be used when
    /// something needed is not there.
    pub(super) fn of_lead(
        record: &Record<'_>,
        findings: &mut Findings,
    ) -> (Self, Option<&'static str>) {
        let dispatch =
            record.required_value(Column::Dispatch, &values::DISPATCH, findings);
        let responded =
            record.required_value(Column::Responded, &values::RESPONDED, findings);
        let rated = record.required_value(Column::Rated, &values::RATED, findings);
        let resolved = record.value(Column::Resolved, &values::RESOLVED, findings);
        let satisfied = record.value(Column::Satisfied, &values::SATISFIED, findings);
        let callback = callback(record, findings);
        match rated {
            Field::Is(true) => {
                lacks_result(record, Column::Resolved, &resolved, findings);
                lacks_result(record, Column::Satisfied, &satisfied, findings);
            }
            Field::Is(false) => {
                has_result(record, Column::Resolved, &resolved, findings);
                has_result(record, Column::Satisfied, &satisfied, findings);
            }
            Field::NoColumn | Field::Empty | Field::Wrong => {}
        }
        let gap = gap(&dispatch)
            .or(gap(&responded))
            .or(gap(&rated))
            .or(gap(&resolved).filter(|reason| *reason != EMPTY))
            .or(gap(&satisfied).filter(|reason| *reason != EMPTY));
        let facts = Self {
            dispatch: dispatch.value(),
            responded: responded.value(),
            rated: rated.value(),
            resolved: resolved.value().flatten(),
            satisfied: satisfied.value().flatten(),
            callback,
        };
        (facts, gap)
    }

    /// Of a row for a unit that helps, which may leave all this to the lead's row.
    pub(super) fn of_co_handler(record: &Record<'_>, findings: &mut Findings) -> Self {
        Self {
            dispatch: record.value(Column::Dispatch, &values::DISPATCH, findings).value(),
            responded: record
                .value(Column::Responded, &values::RESPONDED, findings)
                .value(),
            rated: record.value(Column::Rated, &values::RATED, findings).value(),
            resolved: record
                .value(Column::Resolved, &values::RESOLVED, findings)
                .value()
                .flatten(),
            satisfied: record
                .value(Column::Satisfied, &values::SATISFIED, findings)
                .value()
                .flatten(),
            callback: callback(record, findings),
        }
    }

    /// The caller's judgement; none when not rated.
    pub(super) fn rating(&self) -> Option<Rating> {
        let (resolved, satisfaction) = self.resolved.zip(self.satisfied)?;
        self.rated?.then_some(Rating { resolved, satisfaction })
    }

    /// Whatever one of the two says, this one first.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            dispatch: self.dispatch.or(other.dispatch),
            responded: self.responded.or(other.responded),
            rated: self.rated.or(other.rated),
            resolved: self.resolved.or(other.resolved),
            satisfied: self.satisfied.or(other.satisfied),
            callback: self.callback.or(other.callback),
        }
    }

    /// The columns in which both say something, and not the same.
    pub(super) fn contradictions(&self, other: &Self) -> Vec<Column> {
        fn differ<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
            one.zip(other).is_some_and(|(one, other)| one != other)
        }
        let columns = [
            (Column::Dispatch, differ(self.dispatch, other.dispatch)),
            (Column::Responded, differ(self.responded, other.responded)),
            (Column::Rated, differ(self.rated, other.rated)),
            (Column::Resolved, differ(self.resolved, other.resolved)),
            (Column::Satisfied, differ(self.satisfied, other.satisfied)),
            (Column::Callback, differ(self.callback, other.callback)),
        ];
        columns
            .into_iter()
            .filter_map(|(column, differ)| differ.then_some(column))
            .collect()
    }
}

/// The outcome of the district's own callback: in one column, or the two answers in two.
fn callback(record: &Record<'_>, findings: &mut Findings) -> Option<Callback> {
    let whole = record.value(Column::Callback, &values::CALLBACK, findings);
    if let Field::Is(outcome) = whole {
        return outcome;
    }
    let resolved = record.value(Column::CallbackResolved, &values::RESOLVED, findings);
    let satisfied = record.value(Column::CallbackSatisfied, &values::SATISFIED, findings);
    let answers = resolved.value().flatten().zip(satisfied.value().flatten());
    answers
        .map(|(resolved, satisfaction)| Callback::of(Rating { resolved, satisfaction }))
}

fn gap<T>(field: &Field<T>) -> Option<&'static str> {
    match field {
        Field::NoColumn => Some(NO_COLUMN),
        Field::Empty => Some(EMPTY),
        Field::Wrong => Some(UNKNOWN),
        Field::Is(_) => None,
    }
}

/// The rates would lack the ticket: an error. It counts as not rated all the same.
fn lacks_result<T>(
    record: &Record<'_>,
    column: Column,
    result: &Field<Option<T>>,
    findings: &mut Findings,
) {
    // That a formula has no value is told of its column.
    let is_told = record.is_unvalued(column);
    if !is_told && matches!(result, Field::Empty | Field::Is(None)) {
        let title = record.title(column);
        let rated = record.title(Column::Rated);
        let message = format!("工单的“{rated}”为“是”，“{title}”却没有结果");
        let problem = Problem::error(Code::RATED_WITHOUT_RESULT, message)
            .hint(format!("请补上“{title}”，或把“{rated}”改为“否”；不补时按未参评计算"));
        findings.add(problem.at(record.place(column)));
    }
}

/// Which tickets the city rates is its own decision, so the rates are right: a warning.
fn has_result<T>(
    record: &Record<'_>,
    column: Column,
    result: &Field<Option<T>>,
    findings: &mut Findings,
) {
    if matches!(result, Field::Is(Some(_))) {
        let title = record.title(column);
        let rated = record.title(Column::Rated);
        let message = format!("工单的“{rated}”为“否”，“{title}”却有结果");
        let problem = Problem::warning(Code::RESULT_WITHOUT_RATING, message)
            .hint("按未参评计算，请核对");
        findings.add(problem.at(record.place(column)));
    }
}
