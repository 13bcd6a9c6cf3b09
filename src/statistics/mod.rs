//! Exact figures from tickets; pure.

mod rules;

pub use rules::{City, LastPeriod, PooledBy, ResponseOf, Rounding, Rules, Weights};
