//! Exports that are a tally: a column 件数 says how many tickets a row stands for.

use std::borrow::Cow;
use std::collections::HashMap;

use num_rational::BigRational;

use super::account::Fate;
use super::assessed;
use super::detail::Details;
use super::findings::Findings;
use super::join;
use super::numbers;
use super::oddities;
use super::record::{Field, Record};
use super::table::{Layout, Table};
use super::units::{self, Units};
use super::{Accepted, Alike, Assessed, Column, Reading};
use crate::diagnostics::{Code, Problem};

/// More tickets than this are no district's, and sums of counts stay exact.
const COUNT_MAX: u64 = 1_000_000_000;

const SAME_GROUP: &str = "同一组重复";

/// What an export gives: tickets, or counts of them.
pub(super) enum Content<T, C> {
    Tickets(Vec<T>),
    Tally(C),
}

impl<T, C> Content<T, C> {
    /// As an entry for each of the two.
    pub(super) fn split(content: Option<Self>) -> (Option<Vec<T>>, Option<C>) {
        match content {
            Some(Self::Tickets(tickets)) => (Some(tickets), None),
            Some(Self::Tally(counts)) => (None, Some(counts)),
            None => (None, None),
        }
    }
}

/// What a list of tickets gives.
pub(super) struct List<C> {
    pub(super) content: C,
    /// The account of its rows.
    pub(super) reading: Reading,
    pub(super) layout: Layout,
}

/// The assessed list as a tally; none when rows cannot be tickets.
pub(super) fn assessed(
    mut table: Table,
    units: &Units<'_>,
    findings: &mut Findings,
) -> Option<List<Content<Assessed, Vec<Alike>>>> {
    if table.layout.header.index(Column::Role).is_some() {
        findings.add(row_per_unit(&table.layout));
        return None;
    }
    let mut tally = Vec::new();
    let mut groups = Groups::default();
    let mut details = Details::default();
    let reading = table.read(findings, &mut |record, findings| {
        let count = groups.count(record, findings);
        let ticket =
            assessed::part(record, units, &mut details, findings).and_then(|part| {
                let fate = part.fate();
                let ticket = join::alone(part, record, units, findings);
                ticket.map(|ticket| (ticket, fate)).map_err(|(_, fate)| fate)
            });
        match (count, ticket) {
            (Ok(count), Ok((ticket, fate))) => {
                tally.push(Alike { ticket, count });
                fate
            }
            (Err(fate), _) | (_, Err(fate)) => fate,
        }
    });
    findings.extend(groups.sum(&table));
    let layout = table.layout;
    let lacks = "不能核对工单编号是否重复、工单是否在受理明细中，也列不出单张工单";
    findings.add(no_tickets(&layout, lacks));
    Some(List { content: Content::Tally(tally), reading, layout })
}

/// The accepted list as a tally: its count. `visit` looks at what else a row says.
pub(super) fn accepted(
    mut table: Table,
    visit: impl Fn(&Record<'_>, &mut Findings) -> Result<(), Fate>,
    findings: &mut Findings,
) -> List<Content<Accepted, u64>> {
    let mut sum = 0;
    let mut groups = Groups::default();
    let reading = table.read(findings, &mut |record, findings| {
        let visited = visit(record, findings);
        match (groups.count(record, findings), visited) {
            (Ok(count), Ok(())) => {
                sum += count;
                Fate::Used
            }
            (Err(fate), _) | (_, Err(fate)) => fate,
        }
    });
    findings.extend(groups.sum(&table));
    let layout = table.layout;
    let lacks = "不能核对工单编号是否重复、考评工单是否都在其中";
    findings.add(no_tickets(&layout, lacks));
    List { content: Content::Tally(sum), reading, layout }
}

/// The groups so far, as written, with their rows.
#[derive(Default)]
struct Groups {
    /// Each with how its co-handlers stand.
    rows: HashMap<Vec<String>, (u32, Option<String>)>,
    counts: Vec<(u32, u64)>,
}

impl Groups {
    /// How many tickets a row stands for, or why it stands for none.
    ///
    /// Rows that differ in spelling only are two groups for an engine and are added up.
    fn count(
        &mut self,
        record: &Record<'_>,
        findings: &mut Findings,
    ) -> Result<u64, Fate> {
        let count = record.count(Column::Count, findings);
        let mut key = record.texts_without(Column::Count);
        let helpers = record.text(Column::CoHandlers).value().map(Cow::into_owned);
        if let Some(helpers) = &helpers {
            key.retain(|text| text.trim() != helpers);
            let mut parts: Vec<&str> =
                helpers.split(units::MARKS).map(str::trim).collect();
            parts.sort_unstable();
            key.push(parts.join("、"));
        }
        let row = record.number();
        let (first, ordered) = self.rows.entry(key).or_insert((row, helpers.clone()));
        if *first != row && *ordered == helpers {
            findings.add(same_group(record, *first));
            return Err(Fate::LeftOut(SAME_GROUP));
        }
        if *first != row {
            findings.add(other_order(record, *first));
        }
        match count {
            Field::Is(count) if count <= COUNT_MAX => {
                self.counts.push((record.number(), count));
                Ok(count)
            }
            Field::Is(count) => {
                findings.add(too_many(record, count));
                Err(Fate::LeftOut(numbers::UNUSABLE))
            }
            Field::Empty => Err(Fate::LeftOut(numbers::EMPTY)),
            Field::NoColumn | Field::Wrong => Err(Fate::LeftOut(numbers::UNUSABLE)),
        }
    }
}

impl Groups {
    /// A row that may be the sum of the others is asked about, one that is called so
    /// compared with it.
    fn sum(&self, table: &Table) -> Vec<Problem> {
        let layout = &table.layout;
        let asked = oddities::tally_sum(&self.counts).map(|row| {
            let problem = oddities::tally_row(layout.header.title(Column::Count));
            problem.at(layout.cell_place(row, Column::Count))
        });
        let number = |(row, count): &(u32, u64)| {
            (*row, BigRational::from_integer((*count).into()))
        };
        let rows: Vec<_> = self.counts.iter().map(number).collect();
        asked
            .into_iter()
            .chain(table.check_sums(Column::Count, &rows))
            .collect()
    }
}

fn same_group(record: &Record<'_>, first_row: u32) -> Problem {
    let title = record.title(Column::Count);
    let message = format!("除“{title}”外与第{first_row}行完全相同，同一组只能有一行");
    Problem::error(Code::SAME_GROUP, message)
        .hint("请核对是否把查询结果粘贴了两次；确应相加的，请合为一行")
        .at(record.place(Column::Count))
}

/// An engine takes lists in another order for other lists; they are the same tickets' kind.
fn other_order(record: &Record<'_>, first_row: u32) -> Problem {
    let message =
        format!("与第{first_row}行只有从办单位的先后不同，是同一组，件数已经相加");
    Problem::warning(Code::SAME_GROUP, message)
        .hint("把查询结果粘贴了两次的，请删去一份")
        .at(record.place(Column::CoHandlers))
}

fn too_many(record: &Record<'_>, count: u64) -> Problem {
    let title = record.title(Column::Count);
    let message = format!("“{title}”应为不大于 {COUNT_MAX} 的整数，单元格里是“{count}”");
    Problem::error(Code::BAD_NUMBER, message)
        .hint("请核对查询语句")
        .at(record.place(Column::Count))
}

/// Counts of units' rows cannot be joined into tickets: an error.
fn row_per_unit(layout: &Layout) -> Problem {
    let (count, role) =
        (layout.header.title(Column::Count), layout.header.title(Column::Role));
    let message = format!(
        "汇总表（有“{count}”列）里又有“{role}”列：同一工单的主办和从办不在一行，无法合并"
    );
    Problem::error(Code::TALLY_SHAPE, message)
        .hint("请用 bulletin sql 给出的语句汇总，主办单位和从办单位各成一列")
        .at(layout.cell_place(layout.header.row, Column::Role))
}

/// No figure is wrong for it: a warning, once.
fn no_tickets(layout: &Layout, lacks: &str) -> Problem {
    let title = layout.header.title(Column::Count);
    let message = format!("导出表是汇总表（有“{title}”列），{lacks}");
    Problem::warning(Code::TALLY_ONLY, message)
        .hint("需要这些时，请改用每件工单一行的导出表")
        .at(layout.cell_place(layout.header.row, Column::Count))
}
