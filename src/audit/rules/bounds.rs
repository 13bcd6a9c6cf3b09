//! What no number can be: a rate over 100, a share of more than all, a rank of 0.

use super::{Report, error};
use crate::audit::columns::Role;
use crate::audit::facts::printed::whole;
use crate::audit::facts::words::Measure;
use crate::audit::facts::{Fact, Facts};
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
    tens_of_thousands(facts, report);
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

/// The only count in 万件, and far above all others that the bulletin tells of the district.
fn tens_of_thousands(facts: &Facts<'_>, report: &mut Report<'_, '_>) {
    const WIDER: &[&str] = &["全市", "全年", "今年", "累计", "以来"];
    let is_count = |fact: &&Fact| matches!(fact.term.measure, Measure::Count(_));
    let counts = || facts.all.iter().filter(is_count);
    let mut large = counts().filter(|fact| fact.number.is_in_ten_thousands());
    let (Some(fact), None) = (large.next(), large.next()) else { return };
    let most = counts()
        .filter(|it| it.number.is_whole())
        .map(|it| &it.number.value)
        .max();
    let (Some(range), Some(most)) = (&fact.range, most) else { return };
    let text = facts
        .paragraphs
        .iter()
        .find(|it| it.spot == fact.spot)
        .map_or("", |it| it.text);
    let is_wider = WIDER.iter().any(|word| text.contains(word));
    if fact.number.value > most * whole(5) && !is_wider {
        let message = format!("“{}万件”远大于其他件数，单位可能是“件”", fact.number.text);
        let draft = error(Code::WRONG_FORM, message, "请核对数字的单位").values(
            format!("{}万件", fact.number.text),
            format!("{}件", fact.number.text),
        );
        report.text(fact.spot, range, draft);
    }
}
