//! A month's own measures and lists: what is measured is data.
//!
//! They are read from settings, checked here, and then stand beside the built-in measures
//! in tables, sentences, formulas and the course over the issues.

mod condition;
mod keys;
mod lists;
mod measured;
mod resolve;

pub use condition::{Condition, Field, Ticket};
use keys::Test;
pub use keys::{ListKeys, MeasureKeys, Ordered};
pub use lists::ListSpec;
pub(super) use lists::add as add_lists;
pub(super) use measured::{Site, Sums, Table, add_groups};
pub use resolve::{Fault, measures, resolve_lists, unknown_rates};

use super::Outcome;
use super::selection::{Asked, Rows, Selection, Whose};
use super::tally::Group;
use crate::tickets::Decimal;

/// What the count above a rate's line is named after the rate's own name.
pub(super) const HITS: &str = "_hits";

/// A measure of one's own, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spec {
    /// The last part of its figures' names.
    pub name: String,
    /// What it is called.
    pub words: String,
    /// How it is worked out.
    pub how: How,
}

/// How a measure is worked out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// From chosen tickets.
    Chosen(Way, Chosen),
    /// Points that rates bring, by the rates' names.
    Points(Vec<(String, Decimal)>),
    /// One measure less another, both as printed.
    Difference {
        /// The first.
        of: String,
        /// The one taken off.
        less: String,
    },
}

/// What is made of chosen tickets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// How many they are.
    Count,
    /// Their share of those without the condition, in per cent.
    Rate,
    /// Their share of the whole district's, in per cent.
    Share,
    /// Their number per 10,000 residents of the district.
    Per10k,
    /// The sum of a column.
    Sum(Column),
    /// The mean of a column.
    Mean(Column),
    /// A percentile of a column.
    Percentile(u32, Column),
}

/// A column with what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// As the settings name it.
    pub name: String,
    /// Which.
    pub field: Field,
}

/// Which tickets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// As the settings name those that are chosen from.
    pub of: String,
    /// Of which export, and what is asked of them first.
    pub base: Base,
    /// What those that are chosen from meet.
    pub within: Condition,
    /// What the chosen ones meet; that of `within` is part of it.
    pub condition: Condition,
}

/// Tickets that are chosen from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// 受理明细.
    Accepted,
    /// 市级考评明细.
    Assessed(Asked),
}

/// Tickets to choose from by their names, with their words.
const BASES: [(&str, &str, Base); 12] = [
    ("accepted", "受理", Base::Accepted),
    ("assessed", "纳入考评", Base::Assessed(Asked::Assessed)),
    ("responded", "按时响应", Base::Assessed(Asked::Responded)),
    ("rated", "参评", Base::Assessed(Asked::Rated)),
    ("resolved", "参评且解决", Base::Assessed(Asked::Resolved)),
    ("unresolved", "参评而未解决", Base::Assessed(Asked::Unresolved)),
    ("satisfied", "参评且满意", Base::Assessed(Asked::Satisfied)),
    ("basic", "参评且基本满意", Base::Assessed(Asked::Basic)),
    ("both_positive", "双满", Base::Assessed(Asked::Outcome(Outcome::BothPositive))),
    ("both_negative", "双否", Base::Assessed(Asked::Outcome(Outcome::BothNegative))),
    ("one_negative", "单否", Base::Assessed(Asked::Outcome(Outcome::OneNegative))),
    (
        "resolved_basic",
        "解决、基本满意",
        Base::Assessed(Asked::Outcome(Outcome::ResolvedBasic)),
    ),
];

impl Base {
    /// Names of all, in settings and in Chinese.
    pub fn names() -> impl Iterator<Item = [&'static str; 2]> {
        BASES.iter().map(|(key, words, _)| [*key, *words])
    }

    /// By its name or its words.
    fn find(name: &str) -> Option<(&'static str, Self)> {
        let mut bases = BASES.iter();
        let found = bases.find(|(key, words, _)| [*key, *words].contains(&name));
        found.map(|(key, _, base)| (*key, *base))
    }

    fn words(self) -> &'static str {
        BASES
            .iter()
            .find(|(.., base)| *base == self)
            .map_or("", |(_, words, _)| words)
    }

    /// Whether a ticket is one of them.
    fn holds(self, ticket: Ticket<'_>, group: Option<&Group>) -> bool {
        match (self, ticket) {
            (Self::Accepted, Ticket::Accepted(_)) => true,
            (Self::Assessed(asked), Ticket::Assessed(_)) => {
                group.is_some_and(|group| asked.holds(group))
            }
            (Self::Accepted, Ticket::Assessed(_))
            | (Self::Assessed(_), Ticket::Accepted(_)) => false,
        }
    }

    /// Its rows among those of somebody; none of the other export.
    fn rows(self, whose: &Whose) -> Rows {
        match self {
            Self::Accepted => Rows::Accepted,
            Self::Assessed(asked) => {
                Rows::Assessed(Selection { whose: whose.clone(), asked })
            }
        }
    }
}

impl Chosen {
    /// “参评工单中是否联系为“是”的”.
    fn told(&self) -> String {
        let base = self.base.words();
        let what = if self.base == Base::Accepted { "诉求" } else { "工单" };
        match self.condition.told().as_str() {
            "" => format!("{base}的{what}"),
            condition => format!("{base}的{what}中{condition}的"),
        }
    }
}

impl Spec {
    /// How it is worked out, in words: its 口径.
    pub fn told(&self) -> String {
        match &self.how {
            How::Chosen(way, chosen) => {
                let told = chosen.told();
                match way {
                    Way::Count => format!("{told}件数"),
                    Way::Rate => format!("{told}所占的比重"),
                    Way::Share => format!("{told}占全区的比重"),
                    Way::Per10k => format!("{told}件数÷本区常住人口（万人）"),
                    Way::Sum(column) => format!("{told}“{}”之和", column.name),
                    Way::Mean(column) => format!("{told}“{}”的平均数", column.name),
                    Way::Percentile(50, column) => {
                        format!("{told}“{}”的中位数", column.name)
                    }
                    Way::Percentile(percent, column) => {
                        format!("{told}“{}”的第{percent}百分位数", column.name)
                    }
                }
            }
            How::Points(parts) => {
                let part =
                    |(name, weight): &(String, Decimal)| format!("{weight}×{name}");
                parts.iter().map(part).collect::<Vec<_>>().join(" + ")
            }
            How::Difference { of, less } => format!("{of} − {less}，按印出的数计算"),
        }
    }

    /// What it measures.
    pub fn kind(&self) -> super::Kind {
        use super::Kind;
        match &self.how {
            How::Chosen(Way::Count, _) => Kind::Count,
            How::Chosen(Way::Rate | Way::Share, _) => Kind::Rate,
            How::Chosen(Way::Per10k, _) => Kind::PerTenThousand,
            How::Chosen(
                Way::Sum(column) | Way::Mean(column) | Way::Percentile(_, column),
                _,
            ) if column.field == Field::HoursToClose => Kind::Hours,
            How::Chosen(Way::Sum(_) | Way::Mean(_) | Way::Percentile(..), _) => {
                Kind::Number
            }
            How::Points(_) | How::Difference { .. } => Kind::Score,
        }
    }
}
