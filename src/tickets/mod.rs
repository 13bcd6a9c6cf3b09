//! The month's tickets: the register of units, and rows of exports as typed tickets.

mod accepted;
mod account;
mod alike;
mod assessed;
mod city;
mod columns;
mod decimal;
mod detail;
mod districts;
mod doubles;
mod draft;
mod facts;
mod filling;
mod findings;
mod header;
mod headings;
mod index;
mod join;
mod measure;
mod moment;
mod number;
mod numbers;
mod oddities;
mod ranking;
mod read;
mod recognise;
mod record;
mod register;
mod rivals;
mod settings;
mod shape;
mod sheets;
mod spelling;
mod suggestions;
mod summary;
mod sums;
mod table;
mod tally;
mod ticket;
mod units;
mod values;
mod withdrawn;
mod word;

use std::path::PathBuf;

pub use city::{DistrictCount, Ranked};
pub use decimal::{Decimal, NotDecimal};
pub use detail::{Detail, Own};
pub use draft::{Drafted, draft};
pub use headings::{Headings, headings};
pub use read::read;
pub use recognise::{Heading, Kind, Missing, Recognised, Spelling, recognise};
pub use register::{Register, SameName, Unit, UnitId, UnitKind};
pub use settings::{Column, Exports, Ranges, Settings};
pub use ticket::{
    Accepted, Alike, Assessed, Callback, Dispatch, Period, Rating, Satisfaction,
};
pub use withdrawn::{Withdrawn, rows};
pub use word::Word;

/// Everything that the month's exports say; an export that is not configured, or that
/// cannot be read, is absent.
#[derive(Debug, Clone, Default)]
pub struct Tickets {
    /// 受理明细, where the export lists tickets.
    pub accepted: Option<Vec<Accepted>>,
    /// How many tickets were accepted, where the export is a tally.
    pub accepted_tally: Option<u64>,
    /// 市级考评明细, where the export lists tickets.
    pub assessed: Option<Vec<Assessed>>,
    /// The same, where the export is a tally.
    pub assessed_tally: Option<Vec<Alike>>,
    /// 全市街乡镇排名 of the period.
    pub ranking: Option<Vec<Ranked>>,
    /// The same of the last period.
    pub previous_ranking: Option<Vec<Ranked>>,
    /// 各区万人诉求比.
    pub districts: Option<Vec<DistrictCount>>,
    /// What was read, an entry an export.
    pub readings: Vec<Reading>,
}

impl Tickets {
    /// How many tickets were accepted.
    pub fn accepted_count(&self) -> Option<u64> {
        let listed = || u64::try_from(self.accepted.as_ref()?.len()).ok();
        self.accepted_tally.or_else(listed)
    }

    /// Assessed tickets, each with how many there are like it.
    pub fn assessed_groups(&self) -> Option<impl Iterator<Item = (&Assessed, u64)>> {
        let Self { assessed, assessed_tally, .. } = self;
        (assessed.is_some() || assessed_tally.is_some()).then(|| {
            let listed = assessed.iter().flatten().map(|ticket| (ticket, 1));
            let tallied = assessed_tally.iter().flatten();
            listed.chain(tallied.map(|alike| (&alike.ticket, alike.count)))
        })
    }
}

/// The account of one export: rows read = rows used + rows left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The file, as the configuration names it.
    pub file: PathBuf,
    /// The sheet; empty for CSV.
    pub sheet: String,
    /// Rows under the header.
    pub rows: usize,
    /// Rows that became tickets.
    pub used: usize,
    /// Rows that did not, by reason.
    pub left_out: Vec<LeftOut>,
    /// Rows that did, but with a reservation: “其中被筛选或隐藏、照常计入”.
    pub noted: Vec<LeftOut>,
    /// Headers of the columns that nothing was read from, as written.
    pub unused: Vec<String>,
    /// Optional columns that there are not, or in which nothing stands, these with their
    /// headers.
    pub absent: Vec<(Column, Option<String>)>,
}

/// Rows of an export of which the same is to be told: why they became no tickets, or with
/// what reservation they did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Why, in Chinese: “空行”.
    pub reason: String,
    /// How many.
    pub count: usize,
    /// Which, from 1: the first few hundred of them.
    pub rows: Vec<u32>,
}
