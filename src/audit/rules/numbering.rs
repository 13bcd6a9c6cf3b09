//! Numbers of headings, tables and figures, and references to them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Report, error, warning};
use crate::audit::facts::Facts;
use crate::audit::facts::marks::{Label, Mark};
use crate::diagnostics::Code;

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
    for (paragraph, range, mark) in facts.marks() {
        if let Mark::Attachment = mark {
            counts = [0; 3];
        }
        let Mark::Number { level, number } = *mark else { continue };
        let Some(count) = counts.get_mut(level) else { continue };
        let wanted = *count + 1;
        let is_new = number == 1 && level > 0;
        let is_wrong = number != wanted && !is_new;
        *count = if is_wrong { wanted.max(number) } else { number };
        counts.iter_mut().skip(level + 1).for_each(|it| *it = 0);
        if is_wrong {
            let written = paragraph.words(range);
            let message = format!("标题编号“{written}”接不上，应是第{wanted}个");
            let draft = error(Code::WRONG_NUMBERING, message, HINT)
                .values(written, wanted.to_string());
            report.text(paragraph.spot, range, draft);
        }
    }
}

/// Labels of captions, which count on for tables and for figures.
fn captions(facts: &Facts<'_>, report: &mut Report<'_, '_>) -> BTreeSet<Label> {
    let mut labels = BTreeSet::new();
    let mut last: BTreeMap<char, usize> = BTreeMap::new();
    for (paragraph, range, mark) in facts.marks() {
        let Mark::Label((kind, number)) = *mark else { continue };
        labels.insert((kind, number));
        if kind == '附' {
            continue;
        }
        let wanted = last.get(&kind).copied().unwrap_or_default() + 1;
        if number != wanted && !(number > wanted && wanted == 1) {
            let message = format!("“{kind}{number}”的编号接不上，应是{kind}{wanted}");
            let draft = error(Code::WRONG_NUMBERING, message, HINT)
                .values(format!("{kind}{number}"), format!("{kind}{wanted}"));
            report.text(paragraph.spot, range, draft);
            labels.insert((kind, wanted));
        }
        last.insert(kind, number.max(wanted));
    }
    labels
}

/// References to tables and figures that are there.
fn references(facts: &Facts<'_>, labels: &BTreeSet<Label>, report: &mut Report<'_, '_>) {
    for (paragraph, range, mark) in facts.marks() {
        let Mark::Reference(all) = mark else { continue };
        for (kind, number) in all {
            // Only of those kinds that have captions: others are in another file.
            let has_kind = labels.iter().any(|(it, _)| it == kind);
            if has_kind && !labels.contains(&(*kind, *number)) {
                let label = format!("{kind}{number}");
                let message = format!("没有“{label}”");
                let draft =
                    warning(Code::WRONG_NUMBERING, message, HINT).values(label, "");
                report.text(paragraph.spot, range, draft);
            }
        }
    }
}
