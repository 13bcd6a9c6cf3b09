//! Numbers of headings, tables and figures, and references to them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Report, error, warning};
use crate::audit::facts::patterns::patterns;
use crate::audit::facts::{Facts, Kind, Paragraph, words};
use crate::audit::places;
use crate::diagnostics::Code;

patterns! {
    HEADING = r"^\s*(?:(?P<one>[一二三四五六七八九十]{1,3})、|[（(](?P<two>[一二三四五六七八九十]{1,3})[）)]|(?P<three>\d{1,2})[.．])";
    REFERENCE = r"(?P<kind>[表图])\s*(?P<from>\d+)(?:(?:至|到|-|—|～|、)(?P<again>[表图])?\s*(?P<to>\d+))?";
}

const HINT: &str = "请核对编号和所指的表、图";

pub(super) fn check(facts: &Facts<'_>, report: &mut Report<'_, '_>) {
    headings(facts, report);
    let labels = captions(facts, report);
    references(facts, &labels, report);
}

/// Headings of each level count on; those of a lower level begin anew under each, all of
/// them in an attachment.
fn headings(facts: &Facts<'_>, report: &mut Report<'_, '_>) {
    let mut counts = [0usize; 3];
    for paragraph in &facts.paragraphs {
        if is_attachment(paragraph.text) {
            counts = [0; 3];
        }
        if paragraph.kind != Kind::Heading {
            continue;
        }
        let Some(found) = HEADING.captures(paragraph.text) else { continue };
        let level =
            ["one", "two", "three"].iter().position(|it| found.name(it).is_some());
        let Some(level) = level else { continue };
        let Some(written) = found.iter().skip(1).flatten().next() else { continue };
        let Some(number) = words::small(written.as_str()) else { continue };
        let Some(count) = counts.get_mut(level) else { continue };
        let wanted = *count + 1;
        *count = number;
        counts.iter_mut().skip(level + 1).for_each(|it| *it = 0);
        let is_new = number == 1 && level > 0;
        if number != wanted && !is_new {
            let message =
                format!("标题编号“{}”接不上，应是第{wanted}个", written.as_str());
            let draft = error(Code::WRONG_NUMBERING, message, HINT)
                .values(written.as_str(), wanted.to_string());
            report.text(paragraph.spot, &written.range(), draft);
            if let Some(count) = counts.get_mut(level) {
                *count = wanted.max(number);
            }
        }
    }
}

/// Whether a line stands over an attachment: “附件2”.
fn is_attachment(text: &str) -> bool {
    let number = text.trim().strip_prefix("附件");
    number.is_some_and(|number| number.trim().chars().all(char::is_numeric))
}

/// Labels of captions, which count on for tables and for figures.
fn captions(facts: &Facts<'_>, report: &mut Report<'_, '_>) -> BTreeSet<String> {
    let mut labels = BTreeSet::new();
    let mut last: BTreeMap<char, usize> = BTreeMap::new();
    for paragraph in &facts.paragraphs {
        if paragraph.kind != Kind::Caption || paragraph.text.contains('。') {
            continue;
        }
        let Some(label) = places::label(paragraph.text.trim()) else { continue };
        let (kind, digits): (String, String) =
            label.chars().partition(|c| !c.is_ascii_digit());
        let (Some(kind), Ok(number)) =
            (kind.trim().chars().next(), digits.parse::<usize>())
        else {
            continue;
        };
        labels.insert(format!("{kind}{number}"));
        if kind == '附' {
            continue;
        }
        let wanted = last.get(&kind).copied().unwrap_or_default() + 1;
        if number != wanted && !(number > wanted && wanted == 1) {
            let message = format!("“{kind}{number}”的编号接不上，应是{kind}{wanted}");
            let draft = error(Code::WRONG_NUMBERING, message, HINT)
                .values(format!("{kind}{number}"), format!("{kind}{wanted}"));
            report.text(paragraph.spot, &(0..paragraph.text.len()), draft);
            labels.insert(format!("{kind}{wanted}"));
        }
        last.insert(kind, number.max(wanted));
    }
    labels
}

/// References to tables and figures that are there.
fn references(facts: &Facts<'_>, labels: &BTreeSet<String>, report: &mut Report<'_, '_>) {
    if labels.is_empty() {
        return;
    }
    let texts = facts.paragraphs.iter().filter(|it| it.kind == Kind::Body);
    for paragraph in texts {
        for found in REFERENCE.captures_iter(paragraph.text) {
            reference(paragraph, &found, labels, report);
        }
    }
}

fn reference(
    paragraph: &Paragraph<'_>,
    found: &regex::Captures<'_>,
    labels: &BTreeSet<String>,
    report: &mut Report<'_, '_>,
) {
    let text = |name: &str| found.name(name).map(|it| it.as_str().trim());
    let (Some(kind), Some(from), Some(whole)) =
        (text("kind"), text("from"), found.get(0))
    else {
        return;
    };
    let before = paragraph.text.get(..whole.start()).unwrap_or_default();
    if before.ends_with(['附', '列', '上', '下', '代', '发']) {
        return;
    }
    let again = text("again").unwrap_or(kind);
    let ends =
        [Some(format!("{kind}{from}")), text("to").map(|to| format!("{again}{to}"))];
    // Only of those kinds that have captions: others are in another file.
    let has_kind = labels.iter().any(|label| label.starts_with(kind));
    for label in ends.into_iter().flatten() {
        if has_kind && !labels.contains(&label) {
            let message = format!("没有“{label}”");
            let draft = warning(Code::WRONG_NUMBERING, message, HINT).values(label, "");
            report.text(paragraph.spot, &whole.range(), draft);
        }
    }
}
