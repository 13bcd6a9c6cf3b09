//! Tickets per 10,000 residents against the count and the residents that the text tells.

use super::{Report, error};
use crate::audit::facts::Facts;
use crate::audit::facts::words::{Measure, Period};
use crate::diagnostics::Code;

pub(super) fn check(facts: &Facts<'_>, report: &mut Report<'_, '_>) {
    let of = |measure: &Measure| {
        let measure = measure.clone();
        facts.all.iter().filter(move |fact| {
            fact.term.measure == measure
                && fact.term.subject.is_empty()
                && fact.term.period == Period::Now
                && fact.range.is_some()
        })
    };
    let Some(residents) = of(&Measure::Residents).next() else { return };
    let counts: Vec<_> = of(&Measure::Count("受理".to_owned())).collect();
    let Some(first) = counts.first() else { return };
    for told in of(&Measure::PerTenThousand) {
        let Some(range) = &told.range else { continue };
        let quotients = counts
            .iter()
            .filter_map(|count| count.number.span().over(&residents.number.span()));
        let fits = quotients.into_iter().any(|span| span.meets(&told.number.span()));
        if fits || report.is_told(told.spot, &told.number) {
            continue;
        }
        let Some(exact) = first.number.span().over(&residents.number.span()) else {
            continue;
        };
        let expected = told.number.like(&exact.middle());
        let message = format!(
            "{}件除以{}万人约为{expected}，写作{}",
            first.number.text, residents.number.text, told.number.text
        );
        let draft = error(Code::WRONG_MEAN, message, "请核对件数、人口和万人诉求比")
            .values(told.number.text.as_str(), expected);
        report.text(told.spot, range, draft);
    }
}
