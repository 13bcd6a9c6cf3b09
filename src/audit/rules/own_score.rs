//! Rates and score of one text, against the weights.

use num_traits::Signed;

use super::scores::RATES;
use super::weighting::weighted;
use super::{Report, warning};
use crate::audit::facts::Facts;
use crate::audit::facts::printed::{Exact, Printed, Span, whole};
use crate::audit::facts::sentence::Told;
use crate::audit::facts::words::{Measure, Period};
use crate::diagnostics::Code;

/// The district's own rates and score in one text, against the weights.
pub(super) fn check(
    facts: &Facts<'_>,
    known: &[[Exact; 3]],
    is_stated: bool,
    unexplained: &[&Printed],
    report: &mut Report<'_, '_>,
) {
    for paragraph in &facts.paragraphs {
        let sentences = paragraph.sentences.iter().map(|(_, it)| it.facts.as_slice());
        let whole_text: Vec<Told> = sentences.clone().flatten().cloned().collect();
        // The rates may stand in one sentence and the score in the next.
        let more = (paragraph.sentences.len() > 1).then_some(whole_text.as_slice());
        for reading in sentences.chain(more) {
            let told = |measure: &Measure| {
                let mut all = reading.iter().filter(|fact| {
                    fact.term.measure == *measure && fact.term.period == Period::Now
                });
                let first = all.next()?;
                all.next().is_none().then_some(first)
            };
            let [Some(one), Some(two), Some(three)] = RATES.each_ref().map(told) else {
                continue;
            };
            let score = reading.iter().find(|fact| {
                fact.term.measure == Measure::Score
                    && fact.term.subject == one.term.subject
                    && fact.term.period == one.term.period
            });
            let is_explained = |score: &&Told| {
                score.term.subject.is_empty()
                    || !unexplained.iter().any(|it| it.text == score.number.text)
            };
            let Some(score) = score.filter(is_explained) else { continue };
            let same = one.term.subject == two.term.subject
                && two.term.subject == three.term.subject;
            if !same {
                continue;
            }
            let rates = [&one.number, &two.number, &three.number];
            let spans: Vec<Span> = known.iter().map(|it| weighted(&rates, it)).collect();
            // A bonus may be in it, which the sentence does not tell.
            let is_unit = !one.term.subject.is_empty();
            let fits = |span: &Span| {
                score.number.span().meets(span)
                    || (is_unit
                        && facts.weights.is_none()
                        && score.number.value > span.low
                        && &score.number.value - &span.low <= whole(3))
            };
            let judged = if is_stated { spans.get(..1) } else { Some(spans.as_slice()) };
            let Some(judged) = judged.filter(|it| !it.iter().any(fits)) else { continue };
            let nearest = judged
                .iter()
                .min_by_key(|span| (span.middle() - &score.number.value).abs());
            let Some(nearest) = nearest else { continue };
            let better = score.number.like(&nearest.middle());
            let message =
                format!("综合成绩{}与同句三率不符：加权应为{better}", score.number.text);
            let hint = "请核对三率和成绩；市级公布的成绩如确有出入，可不理会";
            let draft = warning(Code::WRONG_SCORE, message, hint)
                .values(score.number.text.as_str(), better);
            // The city gives such scores: what is told of them is no measure of others.
            report
                .findings
                .add_in(paragraph.spot, Some(score.range.clone()), draft);
            break;
        }
    }
}
