//! The register of units: every town and department, in the order of the tables.

use std::collections::HashMap;

use super::Decimal;

/// A unit of the district.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// As printed in tables.
    pub name: String,
    /// Other spellings met in exports.
    pub aliases: Vec<String>,
    /// What kind of unit it is.
    pub kind: UnitKind,
    /// 加分项: points added to its score.
    pub bonus: Option<Decimal>,
}

/// The kinds of unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnitKind {
    /// 镇街.
    Town,
    /// 部门, with its class: “一类部门”.
    Department {
        /// The class within which it is ranked.
        class: String,
    },
    /// A name that stands in exports for units outside the register (“其他单位”): its
    /// tickets count in the district's figures but it has no row.
    Outside,
}

/// A unit's place in the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(u16);

/// Every unit in register order, found by any of its spellings.
#[derive(Debug, Clone, Default)]
pub struct Register {
    units: Vec<Unit>,
    spellings: HashMap<String, UnitId>,
}
