//! The export and the rows that a figure comes from.

use serde::{Deserialize, Serialize};

use super::behind::Index;
use super::numbers;
use crate::figures::{
    Asked, By, Figure, Origin, Part, Published, Rows, Selection, Statistics, Whose,
};
use crate::tickets::{Reading, Register, Tickets};

/// Where a figure comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The file, as the configuration names it.
    pub file: String,
    /// The sheet; empty where the file has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sheet: String,
    /// Which rows, in Chinese: “檀营地区主办的直派工单”; or the setting.
    pub which: String,
    /// The rows' numbers: “2-5,9”; empty where they follow from those of its parts.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rows: String,
}

/// Makes sources of figures.
pub(super) struct Sources<'a> {
    pub(super) statistics: &'a Statistics,
    pub(super) register: &'a Register,
    pub(super) index: &'a Index<'a>,
    readings: Readings<'a>,
}

/// The account of each export that was read.
struct Readings<'a> {
    accepted: Option<&'a Reading>,
    assessed: Option<&'a Reading>,
    ranking: Option<&'a Reading>,
    previous_ranking: Option<&'a Reading>,
    districts: Option<&'a Reading>,
}

impl<'a> Readings<'a> {
    /// Accounts stand in the order of the exports, those that were not read left out.
    fn of(tickets: &'a Tickets) -> Self {
        let mut readings = tickets.readings.iter();
        let mut next = |is_read: bool| is_read.then(|| readings.next()).flatten();
        Self {
            accepted: next(tickets.accepted_count().is_some()),
            assessed: next(tickets.assessed_groups().is_some()),
            ranking: next(tickets.ranking.is_some()),
            previous_ranking: next(tickets.previous_ranking.is_some()),
            districts: next(tickets.districts.is_some()),
        }
    }
}

impl<'a> Sources<'a> {
    pub(super) fn new(
        statistics: &'a Statistics,
        register: &'a Register,
        tickets: &'a Tickets,
        index: &'a Index<'a>,
    ) -> Self {
        Self { statistics, register, index, readings: Readings::of(tickets) }
    }

    /// Where a figure comes from, with its rows; none for what is worked out from several
    /// exports.
    pub(super) fn of(&self, figure: &Figure) -> Option<Source> {
        let source = self.without_rows(&figure.origin)?;
        let rows = match &figure.origin {
            Origin::Counted { rows, .. } => numbers::ranges(&self.index.rows(rows)),
            Origin::Mean { rows: _, list: None } => {
                numbers::ranges(&self.index.rows(&Rows::Ranking))
            }
            Origin::Published { export: _, row: Some(row) } => row.to_string(),
            // Parts have rows of their own.
            Origin::Ratio { .. }
            | Origin::Composed { .. }
            | Origin::Computed(_)
            | Origin::Difference { .. }
            | Origin::Mean { .. }
            | Origin::Percentile { .. }
            | Origin::Taken { .. }
            | Origin::Placed { .. }
            | Origin::Configured { .. }
            | Origin::Published { .. }
            | Origin::Stored { .. } => String::new(),
        };
        Some(Source { rows, ..source })
    }

    fn without_rows(&self, origin: &Origin) -> Option<Source> {
        match origin {
            Origin::Counted { rows, .. }
            | Origin::Percentile { rows, .. }
            | Origin::Taken { rows, .. } => self.counted(rows),
            Origin::Ratio { of: parts, .. } | Origin::Composed { parts } => {
                let part = self.statistics.figure(&parts.first()?.key)?;
                self.without_rows(&part.origin)
            }
            Origin::Mean { rows: _, list: None } => self.counted(&Rows::Ranking),
            Origin::Published { export, row: _ } => {
                let reading = match export {
                    Published::Ranking => self.readings.ranking,
                    Published::PreviousRanking => self.readings.previous_ranking,
                    Published::Districts => self.readings.districts,
                };
                Some(source(reading?, "公布值".to_owned()))
            }
            Origin::Configured { setting } => {
                let (file, which) = match setting.strip_prefix("名册 ") {
                    Some(unit) => ("名册", unit),
                    None => ("bulletin.yaml", setting.as_str()),
                };
                let (file, which) = (file.to_owned(), which.to_owned());
                Some(Source { file, which, ..Source::default() })
            }
            Origin::Stored { key } => Some(Source {
                file: "上期的 figures.json".to_owned(),
                which: key.clone(),
                ..Source::default()
            }),
            Origin::Mean { list: Some(_), .. }
            | Origin::Placed { .. }
            | Origin::Computed(_)
            | Origin::Difference { .. } => None,
        }
    }

    fn counted(&self, rows: &Rows) -> Option<Source> {
        let (reading, which) = match rows {
            Rows::Accepted => (self.readings.accepted, "全部工单".to_owned()),
            Rows::Ranking => (self.readings.ranking, "全部街乡镇".to_owned()),
            Rows::Districts => (self.readings.districts, "全部区".to_owned()),
            Rows::Assessed(selection) => (self.readings.assessed, self.which(selection)),
            Rows::Alike { of, by, name } => {
                let whole = self.counted(of)?;
                let which = format!("{}，{}为“{name}”", whole.which, by.name());
                return Some(Source { which, ..whole });
            }
            Rows::Meeting { of, condition } => {
                let whole = self.counted(of)?;
                let which = format!("{}，{}", whole.which, condition.told());
                return Some(Source { which, ..whole });
            }
            Rows::Closed(of) => {
                let whole = self.counted(of)?;
                let which = format!("{}，已办结", whole.which);
                return Some(Source { which, ..whole });
            }
            Rows::Repeated(of) => {
                let whole = self.counted(of)?;
                let which = format!("{}，{}不止一件", whole.which, By::Matter.name());
                return Some(Source { which, ..whole });
            }
        };
        Some(source(reading?, which))
    }

    /// A selection in words.
    fn which(&self, selection: &Selection) -> String {
        let Selection { whose, asked } = selection;
        let whose = match whose {
            Whose::District => "全区工单".to_owned(),
            Whose::Units { units, part } => {
                let part = match part {
                    Part::Direct => "主办的直派工单",
                    Part::Transferred => "主办的转派工单和从办工单",
                    Part::All => "主办和从办的工单",
                    Part::Lead => "主办的工单",
                    Part::CoHandled => "从办的工单",
                };
                let first = units.first().and_then(|unit| self.register.unit(*unit));
                let first = first.map_or("", |unit| unit.name.as_str());
                match units.len() {
                    0 | 1 => format!("{first}{part}"),
                    n => format!("{first}等{n}个单位{part}，一件计入几个单位就计几次"),
                }
            }
        };
        let asked = match asked {
            Asked::Assessed => String::new(),
            Asked::Responded => "，按时响应".to_owned(),
            Asked::Rated => "，已参评".to_owned(),
            Asked::RatedResponded => "，已参评且按时响应".to_owned(),
            Asked::Resolved => "，已参评且解决".to_owned(),
            Asked::Unresolved => "，已参评而未解决".to_owned(),
            Asked::Satisfied => "，已参评且满意".to_owned(),
            Asked::Basic => "，已参评且基本满意".to_owned(),
            Asked::Outcome(outcome) => format!("，{}", outcome.name()),
            Asked::DistrictSatisfied(outcome) => {
                format!("，{}且区级回访为双满", outcome.name())
            }
        };
        format!("{whose}{asked}")
    }
}

fn source(reading: &Reading, which: String) -> Source {
    let file = reading.file.to_string_lossy().replace('\\', "/");
    Source { file, sheet: reading.sheet.clone(), which, rows: String::new() }
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { file, sheet, which, rows: _ } = self;
        f.write_str(file)?;
        if !sheet.is_empty() {
            write!(f, "，工作表“{sheet}”")?;
        }
        write!(f, "：{which}")
    }
}
