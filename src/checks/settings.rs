//! How far figures may lie apart before somebody is asked to look.

use serde::Deserialize;

use crate::tickets::Decimal;

/// `tolerances:` in bulletin.yaml.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Tolerances {
    /// Between two scores that should be the same, in points.
    pub score: Decimal,
    /// Between two rates that should be the same, in percentage points.
    pub rate: Decimal,
    /// Of a count against the last period, in per cent, up or down.
    pub change: Decimal,
}

impl Default for Tolerances {
    fn default() -> Self {
        let hundredths = |digits| Decimal::new(digits, 2);
        Self { score: hundredths(5), rate: hundredths(5), change: Decimal::whole(50) }
    }
}
