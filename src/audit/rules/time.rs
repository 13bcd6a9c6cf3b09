//! Dates that exist and follow each other, days of spans, daily means, the title's month.

use chrono::{Datelike, NaiveDate};

use super::{Report, error, warning};
use crate::audit::facts::claim::Kind as ClaimKind;
use crate::audit::facts::marks::Mark;
use crate::audit::facts::printed::{Printed, whole};
use crate::audit::facts::time::{self, SpanOfDays};
use crate::audit::facts::words::Measure;
use crate::audit::facts::{Facts, Paragraph};
use crate::diagnostics::Code;

const HINT: &str = "请核对日期";

pub(super) fn check(facts: &Facts<'_>, report: &mut Report<'_, '_>) {
    let spans = facts.marks().filter_map(|(paragraph, _, mark)| match mark {
        Mark::Span(span) => Some((paragraph, span)),
        _ => None,
    });
    let all: Vec<Spanned<'_>> = spans.collect();
    for (paragraph, span) in &all {
        order(paragraph, span, report);
    }
    agreeing(&all, report);
    title(facts, &all, report);
    let end = all.first().map(|(_, span)| span.last);
    for (paragraph, range, mark) in facts.marks() {
        let text = paragraph.words(range).trim();
        let draft = match (mark, end) {
            (Mark::NoDay, _) => {
                error(Code::WRONG_TIME, format!("没有“{text}”这一天"), HINT)
            }
            // A bulletin is signed after its period.
            (Mark::Date(date), Some(end)) if !is_after(*date, end) => {
                let end = end.format("%Y年%-m月%-d日");
                let message = format!("落款日期与考核期（到{end}）不合");
                warning(Code::WRONG_TIME, message, HINT)
            }
            _ => continue,
        };
        report.text(paragraph.spot, range, draft.values(text, ""));
    }
    daily(facts, &all, report);
}

/// A span with its paragraph.
type Spanned<'f> = (&'f Paragraph<'f>, &'f SpanOfDays);

fn is_after(date: NaiveDate, end: NaiveDate) -> bool {
    (-1..=120).contains(&(date - end).num_days())
}

fn order(paragraph: &Paragraph<'_>, span: &SpanOfDays, report: &mut Report<'_, '_>) {
    if span.last <= span.first {
        let draft = error(Code::WRONG_TIME, "起止日期前后颠倒".to_owned(), HINT)
            .values(paragraph.words(&span.range), "");
        report.text(paragraph.spot, &span.range, draft);
        return;
    }
    if let Some((days, range)) = &span.told
        && !span.days.contains(days)
    {
        let expected = span.days.first().copied().unwrap_or_default().to_string();
        let message = format!("起止日期之间是{expected}天，写作{days}天");
        let draft =
            error(Code::WRONG_TIME, message, HINT).values(days.to_string(), expected);
        report.text(paragraph.spot, range, draft);
    }
}

/// Spans of one period tell the same days: one with hours ends where the next begins.
fn agreeing(all: &[Spanned<'_>], report: &mut Report<'_, '_>) {
    let Some((_, first)) = all.first() else { return };
    for (paragraph, span) in all.iter().skip(1) {
        let apart = |one: NaiveDate, two: NaiveDate| (one - two).num_days().abs();
        let (start, end) = (apart(first.first, span.first), apart(first.last, span.last));
        // One end the same and the other a slip: 5月20日 and 5月21日 are two ways to say it.
        let is_slip = (start == 0 && end > 1 && end < 400)
            || (end <= 1 && start > 0 && start < 400);
        if is_slip
            && (span.last - span.first).num_days() > 20
            && (first.last - first.first).num_days() > 20
        {
            let message = format!(
                "起止日期与前文不一致：前文是{}至{}",
                first.first.format("%-m月%-d日"),
                first.last.format("%-m月%-d日")
            );
            let shown = paragraph.words(&span.range);
            let draft = warning(Code::WRONG_TIME, message, HINT).values(shown, "");
            report.text(paragraph.spot, &span.range, draft);
        }
    }
}

/// The title's month is that in which the period ends.
fn title(facts: &Facts<'_>, all: &[Spanned<'_>], report: &mut Report<'_, '_>) {
    let month = facts.marks().find_map(|(paragraph, range, mark)| match mark {
        Mark::Month(year, month) => Some((paragraph, range, year, month)),
        _ => None,
    });
    let Some((paragraph, range, year, month)) = month else { return };
    let Some((_, span)) =
        all.iter().find(|(_, span)| (span.last - span.first).num_days() > 20)
    else {
        return;
    };
    // 9月19日0时 is the end of 9月's period, 10月1日0时 that of 9月's.
    let last = if span.days.len() == 1 {
        span.last.pred_opt().unwrap_or(span.last)
    } else {
        span.last
    };
    let is_month = [span.last, last].iter().any(|it| it.month() == *month);
    let is_year = year.is_none_or(|year| year == last.year() || !span.has_year);
    if is_month && is_year {
        return;
    }
    let (shown, expected) = if is_month {
        (year.unwrap_or_default().to_string(), last.year().to_string())
    } else {
        (month.to_string(), last.month().to_string())
    };
    let message = format!(
        "标题是{shown}{}，正文的考核期到{}为止",
        if is_month { "年" } else { "月" },
        last.format("%Y年%-m月%-d日")
    );
    let draft = error(Code::WRONG_TIME, message, HINT).values(shown, expected);
    report.text(paragraph.spot, range, draft);
}

/// A mean per day against the counts and spans of the bulletin.
fn daily(facts: &Facts<'_>, all: &[Spanned<'_>], report: &mut Report<'_, '_>) {
    let mut days: Vec<i64> = all
        .iter()
        .flat_map(|(_, span)| {
            span.days
                .iter()
                .copied()
                .chain(span.told.as_ref().map(|(days, _)| *days))
        })
        .collect();
    days.dedup();
    if days.is_empty() {
        return;
    }
    for paragraph in &facts.paragraphs {
        for (_, reading) in &paragraph.sentences {
            let paragraph_facts =
                paragraph.sentences.iter().flat_map(|(_, it)| &it.facts);
            let counts: Vec<&Printed> = reading
                .facts
                .iter()
                .chain(paragraph_facts)
                .filter(|fact| matches!(fact.term.measure, Measure::Count(_)))
                .map(|fact| &fact.number)
                .collect();
            for claim in &reading.claims {
                let ClaimKind::Daily { mean } = &claim.kind else { continue };
                let fits = counts.iter().any(|count| {
                    days.iter().any(|days| time::is_daily(mean, count, *days))
                });
                let (Some(count), Some(span), false) =
                    (counts.first(), days.first(), fits)
                else {
                    continue;
                };
                if report.is_told(paragraph.spot, count) {
                    continue;
                }
                let exact = &count.value / whole((*span).max(1));
                let expected = mean.like(&exact);
                let message = format!(
                    "{}件除以{span}天是{expected}，写作{}",
                    count.text, mean.text
                );
                let draft = error(Code::WRONG_MEAN, message, "请核对日均数、总数和天数")
                    .values(mean.text.as_str(), expected);
                report.text(paragraph.spot, &claim.range, draft);
            }
        }
    }
}
