//! First and last of an order, as sentences tell them, against tables and charts.

use std::collections::BTreeSet;

use super::{Report, error};
use crate::audit::columns::{Column, Role};
use crate::audit::facts::Facts;
use crate::audit::facts::claim::{Kind, TopMeasure};
use crate::audit::facts::printed::Exact;
use crate::audit::facts::words::{Measure, Period, Scope};
use crate::diagnostics::Code;

const HINT: &str = "请对照表、图核对单位和顺序";

/// What a sentence says of an order.
struct Top<'c> {
    measure: &'c TopMeasure,
    scope: Scope,
    class: &'c str,
    names: &'c [String],
    is_high: bool,
    is_ordered: bool,
    count: Option<usize>,
}

/// Names with their values.
struct Order<'f> {
    label: String,
    values: Vec<(&'f str, Exact)>,
}

pub(super) fn check(facts: &Facts<'_>, report: &mut Report<'_, '_>) {
    for paragraph in &facts.paragraphs {
        for (_, reading) in &paragraph.sentences {
            for claim in &reading.claims {
                let Kind::Top {
                    measure,
                    scope,
                    class,
                    names,
                    is_high,
                    is_ordered,
                    count,
                } = &claim.kind
                else {
                    continue;
                };
                let top = Top {
                    measure,
                    scope: *scope,
                    class,
                    names,
                    is_high: *is_high,
                    is_ordered: *is_ordered,
                    count: *count,
                };
                if let Some((found, expected, label)) = top.wrong(facts) {
                    let message = format!("按{label}应为{expected}，写作{found}");
                    let draft =
                        error(Code::WRONG_EXTREME, message, HINT).values(found, expected);
                    report.text(paragraph.spot, &claim.range, draft);
                }
            }
        }
    }
}

impl Top<'_> {
    /// What is said, what all orders say instead, and the first of these; none when one
    /// of them says the same.
    fn wrong(&self, facts: &Facts<'_>) -> Option<(String, String, String)> {
        let orders = self.orders(facts);
        let mut first = None;
        for order in &orders {
            let expected = self.expected(order)?;
            if self.fits(order) {
                return None;
            }
            first.get_or_insert((expected, order.label.clone()));
        }
        let (expected, label) = first?;
        Some((self.names.join("、"), expected, label))
    }

    /// Columns and charts that hold all of the names under that measure.
    fn orders<'f>(&self, facts: &'f Facts<'_>) -> Vec<Order<'f>> {
        let mut all = Vec::new();
        for table in facts.tables.iter().filter(|table| !table.is_series) {
            let is_other = !self.scope.is_none()
                && !table.scope.is_none()
                && !table.scope.has(self.scope);
            if is_other {
                continue;
            }
            for (x, column) in table.columns.iter().enumerate() {
                if !self.is_of(column) {
                    continue;
                }
                let rows = table.ones().filter(|row| {
                    self.class.is_empty()
                        || row.class == self.class
                        || !table.rows.iter().any(|it| it.class == self.class)
                });
                let values = rows.filter_map(|row| {
                    let number = row.at(x)?;
                    Some((row.name.as_str(), number.moved()))
                });
                all.push(Order {
                    label: table.label.clone().unwrap_or_else(|| "表".to_owned()),
                    values: values.collect(),
                });
            }
        }
        for series in &facts.series {
            let is_of = match self.measure {
                TopMeasure::Figure(Some(measure)) => {
                    same_measure(measure, &series.measure)
                }
                TopMeasure::Figure(None) | TopMeasure::Rise(_) | TopMeasure::Moved => {
                    false
                }
            };
            if is_of {
                let values = series
                    .points
                    .iter()
                    .map(|(name, it)| (name.as_str(), it.value.clone()));
                all.push(Order { label: series.label.clone(), values: values.collect() });
            }
        }
        all.retain(|order| {
            let known = self.names.iter().filter(|name| order.has(name)).count();
            // A name of another list among those of this one is out of place.
            order.values.len() >= 3
                && (known == self.names.len()
                    || known >= 2 && known + 1 == self.names.len())
        });
        all
    }

    fn is_of(&self, column: &Column) -> bool {
        match self.measure {
            TopMeasure::Figure(Some(measure)) => {
                column.role == Role::Figure
                    && column.period == Period::Now
                    && same_measure(measure, &column.measure)
            }
            TopMeasure::Figure(None) => false,
            TopMeasure::Moved => column.role == Role::Move && column.measure.is_rank(),
            TopMeasure::Rise(period) => {
                column.role == Role::Rise
                    && (column.period == *period || *period == Period::Now)
            }
        }
    }

    fn sorted<'o>(&self, order: &'o Order<'_>) -> Vec<&'o (&'o str, Exact)> {
        let mut sorted: Vec<_> = order.values.iter().collect();
        sorted.sort_by(|a, b| if self.is_high { b.1.cmp(&a.1) } else { a.1.cmp(&b.1) });
        sorted
    }

    fn expected(&self, order: &Order<'_>) -> Option<String> {
        let count = self.count.unwrap_or(self.names.len());
        let sorted = self.sorted(order);
        let names: Vec<&str> = sorted.iter().take(count).map(|(name, _)| *name).collect();
        (!names.is_empty()).then(|| names.join("、"))
    }

    fn fits(&self, order: &Order<'_>) -> bool {
        let count = self.count.unwrap_or(self.names.len());
        if self.names.len() != count && order.values.len() >= count {
            return false;
        }
        let sorted = self.sorted(order);
        let Some((_, last)) = sorted.get(count.saturating_sub(1).min(sorted.len() - 1))
        else {
            return true;
        };
        let value = |name: &String| order.value(name);
        let in_front = self.names.iter().all(|name| {
            value(name)
                .is_some_and(|it| if self.is_high { it >= last } else { it <= last })
        });
        let distinct: BTreeSet<&String> = self.names.iter().collect();
        let steps: Vec<_> = self.names.iter().map(value).collect();
        let falls = steps.windows(2).all(|pair| match pair {
            [Some(one), Some(two)] => {
                if self.is_high {
                    one >= two
                } else {
                    one <= two
                }
            }
            _ => true,
        });
        in_front && distinct.len() == self.names.len() && (falls || !self.is_ordered)
    }
}

impl Order<'_> {
    fn value(&self, name: &str) -> Option<&Exact> {
        self.values.iter().find(|(it, _)| *it == name).map(|(_, value)| value)
    }

    fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }
}

/// Counts of any kind are counts: a table rarely has two.
fn same_measure(one: &Measure, two: &Measure) -> bool {
    match (one, two) {
        (Measure::Count(_), Measure::Count(_)) => true,
        (one, two) => one == two,
    }
}
