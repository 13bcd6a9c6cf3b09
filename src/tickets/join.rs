//! Rows that speak of the same ticket become one.
//!
//! An export has either a row per ticket, with its co-handlers in a column, or a row per
//! unit, with its part in 工单性质.

use std::collections::HashMap;

use compact_str::CompactString;

use super::account::Fate;
use super::doubles::Double;
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

impl Part {
    /// What becomes of its row where it is used: the result of a rated ticket may lack.
    pub(super) fn fate(&self) -> Fate {
        let Self { role, facts, .. } = self;
        let lacks = facts.rated == Some(true) && facts.rating().is_none();
        if *role == Role::Lead && lacks { Fate::Noted(NO_RESULT) } else { Fate::Used }
    }
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
    /// Rows that say once more what another one said.
    pub(super) doubles: Vec<Double>,
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
    rows_used: Vec<u32>,
}

/// What is noted of a rated ticket without result.
const NO_RESULT: &str = "其中已参评却没有结果、按未参评计算";
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
        let Some(draft) = self.drafts.get_mut(at) else {
            return Fate::LeftOut(numbers::DUPLICATE);
        };
        let Some(first) = draft.known_row(&part) else {
            return draft.add(part, record, findings);
        };
        self.doubles
            .push(Double { row: record.number(), first, number: part.number });
        Fate::LeftOut(numbers::DUPLICATE)
    }

    /// The rows that are used.
    pub(super) fn rows(&self) -> Vec<u32> {
        self.drafts
            .iter()
            .flat_map(|draft| draft.rows_used.iter().copied())
            .collect()
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
            let rows = std::mem::take(&mut draft.rows_used);
            let reason = draft.gap.unwrap_or(NO_LEAD);
            match draft.ticket() {
                Some(ticket) => tickets.push(ticket),
                None => reading.take_back(reason, &rows),
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
        let fate = part.fate();
        for helper in part.co_handlers {
            if self.helpers.iter().all(|known| known.unit != helper.unit) {
                self.helpers.push(helper);
            }
        }
        if let Some(reason) = part.gap {
            return Fate::LeftOut(reason);
        }
        self.rows_used.push(row);
        fate
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
