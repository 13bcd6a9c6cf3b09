//! Numbers of a column have the same count of decimals.

use std::collections::BTreeMap;

use super::View;
use crate::audit::columns::Kind;
use crate::audit::findings::{Draft, Findings};
use crate::diagnostics::{Code, Severity};

pub(super) fn check(findings: &mut Findings<'_>, view: &View<'_>) {
    for (x, kind) in view.kinds.iter().enumerate() {
        // A bonus and a count of residents print as they were given.
        if matches!(kind, Kind::Bonus | Kind::Residents | Kind::Name | Kind::Class) {
            continue;
        }
        let numbers: Vec<_> = view
            .rows
            .iter()
            .filter_map(|row| Some((row.y, view.number(row.y, x)?)))
            .collect();
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        for (_, number) in &numbers {
            *counts.entry(number.decimals).or_default() += 1;
        }
        let most = counts.iter().max_by_key(|(_, count)| **count);
        let Some((&usual, &count)) = most else { continue };
        if count < 3 || count * 3 < numbers.len() * 2 {
            continue;
        }
        for (y, number) in numbers.into_iter().filter(|(_, it)| it.decimals != usual) {
            let draft = Draft {
                severity: Severity::Warning,
                code: Code::MIXED_DECIMALS,
                message: format!(
                    "“{}”有{}位小数，同列其他数字有{usual}位",
                    number.text, number.decimals
                ),
                hint: "请把同一列写成同样的小数位数，末尾的0也要写出",
                found: number.decimals.to_string(),
                expected: usual.to_string(),
            };
            view.report(findings, (y, x), draft);
        }
    }
}
