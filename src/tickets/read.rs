//! All exports of the month, read side by side.

use chrono::{NaiveDateTime, Timelike};

use super::assessed;
use super::columns::plain_header;
use super::detail::Details;
use super::findings::Findings;
use super::index::Index;
use super::spelling::number_key;
use super::table::Layout;
use super::tally::{Content, List};
use super::units::Units;
use super::{
    Accepted, Alike, Assessed, Column, Exports, Period, Ranked, Reading, Register,
    Settings, Tickets, accepted, districts, ranking, values, withdrawn,
};
use crate::diagnostics::{Code, Place, Problem};
use crate::sources::Export;

/// Reads the month's exports.
///
/// What cannot be read is absent from the tickets, and what cannot be used of the rest is
/// in the accounts of [`Tickets::readings`]; the problems say why. A problem is an error
/// where a figure would be wrong or missing. Warnings are an assessed ticket that is not
/// in the accepted list (D14: it may have been accepted in the period before), a result
/// without rating (D12: what is rated is the city's decision), a street of the own
/// district in the ranking that the register does not know (D06), and a choice between
/// columns of different names (D18).
pub fn read(
    exports: &Exports,
    settings: &Settings,
    register: &Register,
    period: Period,
    district: &str,
) -> (Tickets, Vec<Problem>) {
    let units = &Units::new(register, district);
    let ranking = |export: &Option<Export>| {
        parse(export, |export, findings| {
            ranking::read(export, settings, units, district, findings)
        })
    };
    let city = || {
        let districts = parse(&exports.districts, |export, findings| {
            districts::read(export, settings, district, findings)
        });
        (ranking(&exports.ranking), ranking(&exports.previous_ranking), districts)
    };
    let assessed = || {
        parse(&exports.assessed, |export, findings| {
            assessed::read(export, settings, units, findings)
        })
    };
    let accepted = || {
        parse(&exports.accepted, |export, findings| {
            accepted::read(export, settings, period, units, findings)
        })
    };
    let (accepted, (mut assessed, city)) =
        rayon::join(accepted, || rayon::join(assessed, city));
    let (ranking, previous_ranking, districts) = city;
    if let Some(export) = &exports.accepted {
        join_accepted(&mut assessed, &accepted, export);
    }
    let same = same_sheet(&ranking, &previous_ranking);

    let mut told = Told { readings: Vec::new(), problems: values::check(settings) };
    let (accepted, accepted_tally) = Content::split(told.take(accepted.into_rows()));
    let (assessed, assessed_tally) = Content::split(told.take(assessed.into_rows()));
    let tickets = Tickets {
        accepted,
        accepted_tally,
        assessed,
        assessed_tally,
        ranking: told.take(ranking),
        previous_ranking: told.take(previous_ranking),
        districts: told.take(districts),
        readings: told.readings,
    };
    told.problems.extend(same);
    let is_read = |export: &&Export| {
        tickets.readings.iter().any(|reading| reading.file == export.name)
    };
    let unread: Vec<&Export> = exports.all().filter(|it| !is_read(it)).collect();
    told.problems
        .extend(withdrawn::astray(settings, &tickets.readings, &unread));
    (tickets, told.problems)
}

/// What one export gave.
struct Parsed<T> {
    content: Option<T>,
    findings: Findings,
}

/// Rows as typed entries, with their account.
type Rows<T> = (Vec<T>, Reading);

/// What the run tells about the exports.
struct Told {
    readings: Vec<Reading>,
    problems: Vec<Problem>,
}

/// Reads an export, if it is configured.
fn parse<T>(
    export: &Option<Export>,
    read: impl FnOnce(&Export, &mut Findings) -> Option<T>,
) -> Parsed<T> {
    let mut findings = Findings::default();
    let content = export.as_ref().and_then(|export| read(export, &mut findings));
    Parsed { content, findings }
}

impl<C> Parsed<List<C>> {
    fn into_rows(self) -> Parsed<(C, Reading)> {
        let content = self.content.map(|list| (list.content, list.reading));
        Parsed { content, findings: self.findings }
    }
}

impl Told {
    /// Keeps the account and the problems of an export and gives its entries.
    fn take<T>(&mut self, parsed: Parsed<(T, Reading)>) -> Option<T> {
        self.problems.extend(parsed.findings.into_problems());
        let (entries, reading) = parsed.content?;
        self.readings.push(reading);
        Some(entries)
    }
}

/// Finds every assessed ticket in the accepted list, which may tell more of it. One that
/// is not there changes no figure: a warning.
fn join_accepted(
    assessed: &mut Parsed<List<Content<Assessed, Vec<Alike>>>>,
    accepted: &Parsed<List<Content<Accepted, u64>>>,
    export: &Export,
) {
    // A list of which rows could not be read lacks tickets for that reason alone.
    let is_whole = !accepted.findings.has_errors();
    let (Some(list), Some(accepted)) = (&mut assessed.content, &accepted.content) else {
        return;
    };
    let layout = &accepted.layout;
    let (Content::Tickets(tickets), Content::Tickets(accepted)) =
        (&mut list.content, &accepted.content)
    else {
        return;
    };
    // An empty list has its own problem.
    if accepted.is_empty() {
        return;
    }
    let places = {
        let known = Index::of(accepted, |ticket: &Accepted| number_key(&ticket.number));
        Index::of(tickets, |ticket: &Assessed| number_key(&ticket.number))
            .places_in(&known)
    };
    let mut details = Details::default();
    let title = |layout: &Layout| plain_header(layout.header.title(Column::AcceptedAt));
    let is_same_time = title(&list.layout) == title(layout);
    for (ticket, place) in tickets.iter_mut().zip(places) {
        if let Some(same) = place.and_then(|at| accepted.get(at as usize)) {
            let own = ticket.detail.at.filter(|_| is_same_time);
            let problem = other_time((own, same.detail.at), same.row);
            assessed.findings.extend(problem.map(|problem| {
                problem.at(list.layout.cell_place(ticket.row, Column::AcceptedAt))
            }));
            ticket.detail = ticket.detail.or(same.detail, &mut details);
        } else if is_whole {
            let message = format!("考评工单不在受理明细“{}”中", export.name.display());
            let problem = Problem::warning(Code::NOT_ACCEPTED, message)
                .hint("上期受理、本期考评的可不处理；其余请核对受理明细是否完整")
                .at(list.layout.cell_place(ticket.row, Column::Number));
            assessed.findings.add(problem);
        }
    }
}

/// The same ticket's time in both lists, each to the hour: one of them is wrong where they
/// differ. A time of 0:00 may be a mere date.
fn other_time(
    (assessed, accepted): (Option<NaiveDateTime>, Option<NaiveDateTime>),
    row: u32,
) -> Option<Problem> {
    let (own, other) = (assessed?, accepted?);
    let is_date = own.hour() == 0 || other.hour() == 0;
    if own == other || is_date && own.date() == other.date() {
        return None;
    }
    let time = |at: NaiveDateTime| at.format("%Y年%-m月%-d日%-H时");
    let message = format!(
        "受理时间与受理明细第{row}行不同：这里是 {}，那里是 {}",
        time(own),
        time(other)
    );
    let hint = "请核对这张工单在哪份表里的时间是对的；是否受理于本期按受理明细计算";
    Some(Problem::warning(Code::OTHER_TIME, message).hint(hint))
}

/// Both rankings from one sheet would make every rank look unchanged: an error.
fn same_sheet(
    now: &Parsed<Rows<Ranked>>,
    before: &Parsed<Rows<Ranked>>,
) -> Option<Problem> {
    let ((ranking, now), (_, before)) = (now.content.as_ref()?, before.content.as_ref()?);
    if (&now.file, &now.sheet) != (&before.file, &before.sheet) {
        return None;
    }
    let (path, sheet) = (now.file.clone(), now.sheet.clone());
    let message = "本期和上期的街乡镇排名读的是同一张工作表";
    let hint = if ranking.iter().any(|row| row.previous_rank.is_some()) {
        "这张表里就有上期排名，请删去 bulletin.yaml 中的 previous_ranking"
    } else {
        "请在 bulletin.yaml 中用 sheet 分别写明工作表"
    };
    let problem = Problem::error(Code::AMBIGUOUS_COLUMN, message).hint(hint);
    Some(problem.at(Place::Cell { path, sheet, cell: String::new() }))
}
