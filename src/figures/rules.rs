//! The rules that districts set differently, and the figures that only the city gives.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Deserialize;

use super::catalogue;
use super::own::{How, ListSpec, Ordered, Spec};
use crate::tickets::Decimal;

/// The built-in rates, by their names.
pub const RATES: [&str; 3] = ["response", "resolution", "satisfaction"];

/// `statistics:` in bulletin.yaml; the defaults are those of the reference bulletin.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Rules {
    /// Weights of the three rates in the score.
    pub weights: Weights,
    /// What 基本满意 counts towards the satisfaction rate: 0.8, or 0.9 elsewhere.
    pub basic_satisfaction: Decimal,
    /// What the response rate is a share of.
    pub response_of: ResponseOf,
    /// How the figures of a group of units are made.
    pub pooled_by: PooledBy,
    /// How a figure half-way between two is printed.
    pub rounding: Rounding,
    /// Which units stand on the boards of the first and the last.
    pub boards: Boards,
    /// Measures of one's own, from `measures:`.
    #[serde(skip)]
    pub measures: Vec<Spec>,
    /// Lists of one's own, from `lists:`.
    #[serde(skip)]
    pub lists: Vec<ListSpec>,
}

impl Rules {
    /// The rates that a score is made of, by their names, each with its weight.
    pub fn score_parts(&self) -> Vec<(&str, Decimal)> {
        let own = self.measures.iter().find(|spec| spec.name == "score");
        if let Some(Spec { how: How::Points(parts), .. }) = own {
            return parts.iter().map(|(name, weight)| (name.as_str(), *weight)).collect();
        }
        let Weights { response, resolution, satisfaction } = self.weights;
        RATES.into_iter().zip([response, resolution, satisfaction]).collect()
    }

    /// Names of the rates that the city may publish: the built-in ones, and those of which
    /// the score is made.
    pub fn rates(&self) -> Vec<String> {
        let parts = self.score_parts().into_iter().map(|(name, _)| name);
        let own = parts.filter(|name| !RATES.contains(name));
        RATES.into_iter().chain(own).map(str::to_owned).collect()
    }

    /// What a measure is called.
    pub fn called(&self, name: &str) -> String {
        catalogue::called(name, &self.measures)
            .map_or_else(|| name.to_owned(), Cow::into_owned)
    }

    /// Whether a measure of this name is one's own.
    pub(super) fn is_own(&self, name: &str) -> bool {
        self.measures.iter().any(|spec| spec.name == name)
    }
}

/// 红黑榜: the first and last units of each list, and those under a set score.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Boards {
    /// So many places from the top.
    pub first: u16,
    /// So many from the end.
    pub last: u16,
    /// Units whose printed score is lower are listed; none when absent.
    pub under: Option<Decimal>,
}

impl Default for Boards {
    fn default() -> Self {
        Self { first: 3, last: 3, under: None }
    }
}

/// Points that a rate of 100 % brings; they add up to 100.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// 响应率.
    pub response: Decimal,
    /// 解决率.
    pub resolution: Decimal,
    /// 满意率.
    pub satisfaction: Decimal,
}

/// Denominator of the response rate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ResponseOf {
    /// All assessed tickets.
    #[default]
    Assessed,
    /// Rated tickets only.
    Rated,
}

/// How a group's figures come from its units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PooledBy {
    /// All tickets of the units' rows together.
    #[default]
    Tickets,
    /// The mean of the units' unrounded figures.
    MeanOfRows,
}

/// How a figure half-way between two printed ones is rounded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// Away from zero.
    #[default]
    HalfUp,
    /// To the even digit, as GB/T 8170 has it.
    HalfEven,
}

/// `city:` in bulletin.yaml: figures of the district that only the city gives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct City {
    /// 响应率, in per cent.
    pub response: Option<Decimal>,
    /// 解决率, in per cent.
    pub resolution: Option<Decimal>,
    /// 满意率, in per cent.
    pub satisfaction: Option<Decimal>,
    /// 综合成绩.
    pub score: Option<Decimal>,
    /// The district's place among the districts.
    pub rank: Option<u32>,
    /// 全市部门平均水平.
    pub departments_average: Option<Decimal>,
    /// Rates that are measures of one's own, by their names, in per cent.
    pub rates: Ordered<Decimal>,
}

impl City {
    /// The setting that gives a figure of this name: “city.score”, “city.rates.contact”.
    pub fn setting(name: &str) -> String {
        let is_built_in = RATES.contains(&name)
            || ["score", "rank", "departments_average"].contains(&name);
        format!("city.{}{name}", if is_built_in { "" } else { "rates." })
    }

    /// A rate by its name.
    pub fn rate(&self, name: &str) -> Option<Decimal> {
        match name {
            "response" => self.response,
            "resolution" => self.resolution,
            "satisfaction" => self.satisfaction,
            name => self
                .rates
                .0
                .iter()
                .find(|(own, _)| own == name)
                .map(|(_, rate)| *rate),
        }
    }
}

/// `previous:` in bulletin.yaml: counts of the last period.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LastPeriod {
    /// Tickets accepted.
    pub accepted: Option<u64>,
    /// Tickets assessed.
    pub assessed: Option<u64>,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            weights: Weights {
                response: Decimal::whole(10),
                resolution: Decimal::whole(50),
                satisfaction: Decimal::whole(40),
            },
            basic_satisfaction: Decimal::new(8, 1),
            response_of: ResponseOf::default(),
            pooled_by: PooledBy::default(),
            rounding: Rounding::default(),
            boards: Boards::default(),
            measures: Vec::new(),
            lists: Vec::new(),
        }
    }
}
