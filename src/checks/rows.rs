//! Places of an export's rows.

use super::Material;
use crate::diagnostics::Place;
use crate::tickets::Reading;

/// The exports, in the order in which they are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum List {
    Accepted,
    Assessed,
    Ranking,
    PreviousRanking,
    Districts,
}

/// The first cell of a row; none when the export is not configured.
pub(super) fn place(material: &Material<'_>, list: List, row: u32) -> Option<Place> {
    cell(material, list, format!("A{row}"))
}

/// The sheet as a whole; none when the export is not configured.
pub(super) fn sheet(material: &Material<'_>, list: List) -> Option<Place> {
    cell(material, list, String::new())
}

fn cell(material: &Material<'_>, list: List, cell: String) -> Option<Place> {
    let exports = material.exports;
    let export = match list {
        List::Accepted => &exports.accepted,
        List::Assessed => &exports.assessed,
        List::Ranking => &exports.ranking,
        List::PreviousRanking => &exports.previous_ranking,
        List::Districts => &exports.districts,
    };
    let path = export.as_ref()?.name.clone();
    Some(Place::Cell { path, sheet: name(material, list), cell })
}

/// The sheet that was read.
fn name(material: &Material<'_>, list: List) -> String {
    reading(material, list).map_or_else(String::new, |reading| reading.sheet.clone())
}

/// The account of an export; accounts stand in the order of exports, without those that
/// were not read.
pub(super) fn reading<'a>(material: &Material<'a>, list: List) -> Option<&'a Reading> {
    let tickets = material.tickets;
    let read = [
        (List::Accepted, tickets.accepted_count().is_some()),
        (List::Assessed, tickets.assessed_groups().is_some()),
        (List::Ranking, tickets.ranking.is_some()),
        (List::PreviousRanking, tickets.previous_ranking.is_some()),
        (List::Districts, tickets.districts.is_some()),
    ];
    let before = read.iter().filter(|(other, read)| *other < list && *read).count();
    read.contains(&(list, true))
        .then(|| tickets.readings.get(before))
        .flatten()
}
