//! What the city publishes about all its streets and districts.

use super::{Decimal, UnitId};

/// A row of the city's ranking of 街乡镇.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked {
    /// Row of the export, from 1.
    pub row: u32,
    /// 市级排名.
    pub rank: u32,
    /// 所属区.
    pub district: String,
    /// 街乡镇, as written.
    pub street: String,
    /// The same as a unit of the register, where it is one of the own district's.
    pub unit: Option<UnitId>,
    /// 综合成绩, as published.
    pub score: Decimal,
    /// 上期排名, where the same table tells it.
    pub previous_rank: Option<u32>,
}

/// Tickets and residents of a district, in the period and before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DistrictCount {
    /// Row of the export, from 1.
    pub row: u32,
    /// 区.
    pub district: String,
    /// Tickets in the period.
    pub tickets: u64,
    /// Residents in 万人, as published.
    pub residents: Decimal,
    /// Tickets in the last period, where known.
    pub previous: Option<u64>,
}
