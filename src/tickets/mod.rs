//! The month's tickets: the register of units, and rows of exports as typed tickets.

mod accepted;
mod account;
mod assessed;
mod city;
mod columns;
mod decimal;
mod detail;
mod districts;
mod facts;
mod findings;
mod header;
mod join;
mod moment;
mod number;
mod numbers;
mod ranking;
mod read;
mod record;
mod register;
mod settings;
mod table;
mod ticket;
mod units;
mod values;

use std::path::PathBuf;

pub use city::{DistrictCount, Ranked};
pub use decimal::{Decimal, NotDecimal};
pub use detail::Detail;
pub use read::read;
pub use register::{Register, SameName, Unit, UnitId, UnitKind};
pub use settings::{Column, Exports, Settings};
pub use ticket::{Accepted, Assessed, Callback, Dispatch, Period, Rating, Satisfaction};

/// Everything that the month's exports say; an export that is not configured, or that
/// cannot be read, is absent.
#[derive(Debug, Clone, Default)]
pub struct Tickets {
    /// 受理明细.
    pub accepted: Option<Vec<Accepted>>,
    /// 市级考评明细.
    pub assessed: Option<Vec<Assessed>>,
    /// 全市街乡镇排名 of the period.
    pub ranking: Option<Vec<Ranked>>,
    /// The same of the last period.
    pub previous_ranking: Option<Vec<Ranked>>,
    /// 各区万人诉求比.
    pub districts: Option<Vec<DistrictCount>>,
    /// What was read, an entry an export.
    pub readings: Vec<Reading>,
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
    /// Rows that did not, by reason in Chinese: “空行”.
    pub left_out: Vec<(String, usize)>,
}
