//! Rows that speak of the same ticket become one.
//!
//! An export has either a row per ticket, with its co-handlers in a column, or a row per
//! unit, with its part in 工单性质.

use std::collections::HashMap;

use compact_str::CompactString;

use super::account::Fate;
use super::facts::Facts;
use super::findings::Findings;
use super::numbers;
use super::record::Record;
use super::spelling::number_key;
use super::table::Layout;
use super::units::Units;
use super::values::Role;
use super::{Assessed, Column, Detail, Reading, UnitId};
use crate::diagnostics::{Code, Problem};

/// What a row says of its ticket.
pub(super) struct Part {
    pub(super) number: CompactString,
    pub(super) role: Role,
    pub(super) unit: Option<UnitId>,
    pub(super) co_handlers: Vec<Helper>,
    pub(super) facts: Facts,
    /// Why the row cannot stand for its ticket.
    pub(super) gap: Option<&'static str>,
    pub(super) detail: Detail,
}

/// A co-handler and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Helper {
    pub(super) unit: UnitId,
    pub(super) row: u32,
    pub(super) column: Column,
}

/// The tickets while their rows come in.
#[derive(Default)]
pub(super) struct Drafts {
    drafts: Vec<Draft>,
    by_number: HashMap<CompactString, usize>,
}

#[derive(Default)]
struct Draft {
    number: CompactString,
    first_row: u32,
    lead_row: Option<u32>,
    lead: Option<UnitId>,
    helpers: Vec<Helper>,
    facts: Facts,
    gap: Option<&'static str>,
    detail: Detail,
    rows_used: usize,
}

const NO_LEAD: &str = "没有主办单位";

impl Drafts {
    /// Adds a row to its ticket.
    pub(super) fn add(
        &mut self,
        part: Part,
        record: &Record<'_>,
        findings: &mut Findings,
    ) -> Fate {
        let next = self.drafts.len();
        let key = CompactString::from(number_key(&part.number));
        let at = *self.by_number.entry(key).or_insert(next);
        if at == next {
            self.drafts.push(Draft {
                number: part.number.clone(),
                first_row: record.number(),
                ..Draft::default()
            });
        }
        match self.drafts.get_mut(at) {
            Some(draft) => draft.add(part, record, findings),
            None => Fate::LeftOut(numbers::DUPLICATE),
        }
    }

    /// The tickets, by their first rows.
    pub(super) fn finish(
        self,
        layout: &Layout,
        units: &Units<'_>,
        reading: &mut Reading,
        findings: &mut Findings,
    ) -> Vec<Assessed> {
        let mut tickets = Vec::with_capacity(self.drafts.len());
        for mut draft in self.drafts {
            draft.drop_lead_as_helper(layout, units, findings);
            if draft.gap.is_none() && draft.lead_row.is_none() {
                findings.add(draft.without_lead(layout));
            }
            let rows = draft.rows_used;
            let reason = draft.gap.unwrap_or(NO_LEAD);
            match draft.ticket() {
                Some(ticket) => tickets.push(ticket),
                None => reading.take_back(reason, rows),
            }
        }
        tickets
    }
}

/// The ticket of a row that is its only one, or its number and why there is none.
pub(super) fn alone(
    mut part: Part,
    record: &Record<'_>,
    units: &Units<'_>,
    findings: &mut Findings,
) -> Result<Assessed, (CompactString, Fate)> {
    let number = std::mem::take(&mut part.number);
    let first_row = record.number();
    let mut draft = Draft { number: number.clone(), first_row, ..Draft::default() };
    if let left_out @ Fate::LeftOut(_) = draft.add(part, record, findings) {
        return Err((number, left_out));
    }
    draft.drop_lead_as_helper(record.layout(), units, findings);
    // A row that is used says all that a ticket needs.
    draft.ticket().ok_or((number, Fate::LeftOut(numbers::UNUSABLE)))
}

impl Draft {
    fn add(&mut self, part: Part, record: &Record<'_>, findings: &mut Findings) -> Fate {
        let row = record.number();
        if let Some(first) = self.known_row(&part) {
            findings.add(numbers::duplicate(record.layout(), row, &part.number, first));
            return Fate::LeftOut(numbers::DUPLICATE);
        }
        for column in self.facts.contradictions(&part.facts) {
            findings.add(contradiction(record, column, self.first_row));
        }
        match part.role {
            Role::Lead => {
                self.facts = part.facts.or(self.facts);
                self.lead = part.unit;
                self.lead_row = Some(row);
                self.gap = part.gap;
                self.detail = part.detail;
            }
            Role::CoHandler => {
                self.facts = self.facts.or(part.facts);
                let helper = |unit| Helper { unit, row, column: Column::Lead };
                self.helpers.extend(part.unit.map(helper));
            }
        }
        for helper in part.co_handlers {
            if self.helpers.iter().all(|known| known.unit != helper.unit) {
                self.helpers.push(helper);
            }
        }
        if let Some(reason) = part.gap {
            return Fate::LeftOut(reason);
        }
        self.rows_used += 1;
        Fate::Used
    }

    /// The row that already said what a row says.
    fn known_row(&self, part: &Part) -> Option<u32> {
        match part.role {
            Role::Lead => self.lead_row,
            Role::CoHandler => {
                let same = |helper: &&Helper| Some(helper.unit) == part.unit;
                self.helpers.iter().find(same).map(|helper| helper.row)
            }
        }
    }

    fn drop_lead_as_helper(
        &mut self,
        layout: &Layout,
        units: &Units<'_>,
        findings: &mut Findings,
    ) {
        let Some(lead) = self.lead else { return };
        let Some(at) = self.helpers.iter().position(|helper| helper.unit == lead) else {
            return;
        };
        let Helper { row, column, .. } = self.helpers.remove(at);
        let name = units.name(lead);
        let message = format!("从办单位“{name}”就是主办单位");
        let problem = Problem::error(Code::CO_HANDLER_IS_LEAD, message)
            .hint("请从从办单位中删去，或改正主办单位");
        findings.add(problem.at(layout.cell_place(row, column)));
    }

    fn without_lead(&self, layout: &Layout) -> Problem {
        Problem::error(
            Code::CONTRADICTION,
            format!("工单“{}”只有从办单位的行，没有主办单位的行", self.number),
        )
        .hint("请补上主办单位的行")
        .at(layout.cell_place(self.first_row, Column::Role))
    }

    fn ticket(self) -> Option<Assessed> {
        if self.gap.is_some() {
            return None;
        }
        Some(Assessed {
            number: self.number,
            row: self.first_row,
            dispatch: self.facts.dispatch?,
            lead: self.lead?,
            co_handlers: self.helpers.into_iter().map(|helper| helper.unit).collect(),
            responded: self.facts.responded?,
            rating: self.facts.rating(),
            callback: self.facts.callback,
            detail: self.detail,
        })
    }
}

fn contradiction(record: &Record<'_>, column: Column, first_row: u32) -> Problem {
    let title = record.title(column);
    let message = format!("“{title}”与同一工单的第{first_row}行不一致");
    Problem::error(Code::CONTRADICTION, message)
        .hint("同一工单的各行应填写一致")
        .at(record.place(column))
}
