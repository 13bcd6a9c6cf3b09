//! What no number can be: a rate over 100, a share of more than all, a rank of 0.

use super::{Report, error};
use crate::audit::columns::Role;
use crate::audit::facts::Facts;
use crate::audit::facts::printed::whole;
use crate::audit::facts::words::Measure;
use crate::diagnostics::Code;

const HINT: &str = "请核对这个数字";

pub(super) fn check(facts: &Facts<'_>, report: &mut Report<'_, '_>) {
    for table in &facts.tables {
        for row in &table.rows {
            for (x, column) in table.columns.iter().enumerate() {
                let Some(number) = row.at(x) else { continue };
                let is_share = column.measure.is_rate() && column.role == Role::Figure
                    || column.role == Role::Share;
                let is_count = column.role == Role::Figure
                    && matches!(column.measure, Measure::Count(_) | Measure::Score);
                let is_rank = column.role == Role::Figure && column.measure.is_rank();
                let message = match () {
                    () if is_share && number.value > whole(100) => {
                        format!("“{}”大于100%", number.text)
                    }
                    () if (is_share || is_count) && number.value < whole(0) => {
                        format!("“{}”小于0", number.text)
                    }
                    () if is_rank && number.value < whole(1) => {
                        format!("名次“{}”小于1", number.text)
                    }
                    () => continue,
                };
                let draft = error(Code::IMPOSSIBLE_VALUE, message, HINT)
                    .values(number.text.as_str(), "");
                report.cell(table, row, x, None, draft);
            }
        }
    }
    for fact in facts.all.iter().filter(|fact| fact.term.measure.is_rate()) {
        let Some(range) = &fact.range else { continue };
        if fact.number.value > whole(100) {
            let message = format!("“{}”大于100%", fact.number.text);
            let draft = error(Code::IMPOSSIBLE_VALUE, message, HINT)
                .values(fact.number.text.as_str(), "");
            report.text(fact.spot, range, draft);
        }
    }
}
