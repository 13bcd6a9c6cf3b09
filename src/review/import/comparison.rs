//! The walk through both files: each text to its source.

use std::collections::{BTreeMap, VecDeque};

use super::compare::{Base, Unit};
use super::merge::{self, Merged, merge};
use super::template::{self, Traced};
use super::{
    Added, CasePart, Change, Edited, Kind, Plan, Retyped, Source, Written, cells,
};
use crate::document::Role;
use crate::review::lines::{Line, bare, lines};
use crate::word::Role as WordRole;
use crate::wording::Piece;

/// How the number of a heading or the label of a caption ends.
const LABEL_ENDS: &[char] = &['、', '）', '.', '．', '：'];
/// Characters from which an equal number is no chance.
const TELLING: usize = 4;

/// The paragraphs of a case.
#[derive(Debug, Default)]
struct Paragraphs {
    now: Vec<String>,
    /// How many stand now up to the end of each that it had.
    ends: Vec<usize>,
    differs: bool,
}

/// What was found so far.
pub(super) struct Comparison<'a> {
    base: &'a Base<'a>,
    typed: bool,
    /// The bulletin's texts, by the paragraphs of its file.
    lines: BTreeMap<usize, (Line, usize, Source)>,
    pub(super) changes: Vec<Change>,
    plan: Plan,
    found: (usize, usize),
    /// The heading that stands above, and what stands under it so far.
    heading: String,
    after: usize,
    /// The caption that stands above.
    caption: String,
    /// The paragraphs of each case as they are now.
    cases: BTreeMap<usize, Paragraphs>,
    /// The case whose texts stand here.
    case: Option<usize>,
    /// Figures that are printed no more where they were.
    freed: Vec<Piece>,
    /// Paragraphs of the outline that are gone from where they were: text and templates.
    moved: BTreeMap<String, String>,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(base: &'a Base<'a>, typed: bool) -> Self {
        let mut written: VecDeque<Written> = base.written.clone().into();
        let mut by_paragraph = BTreeMap::new();
        for line in lines(base.document, base.reading) {
            let Some(paragraph) = line.paragraph else { continue };
            let wanted = bare(&line.text);
            let is_labelled = matches!(
                line.role,
                Role::Heading(_) | Role::TableCaption | Role::ChartCaption
            );
            let found = written.iter().position(|it| {
                let text = bare(&it.text);
                let label = wanted.strip_suffix(&text).unwrap_or_default();
                text == wanted || is_labelled && label.ends_with(LABEL_ENDS)
            });
            let found = found.and_then(|at| written.remove(at));
            let (prefix, source) = match found {
                Some(Written { text, source }) => {
                    let prefix = wanted.chars().count() - bare(&text).chars().count();
                    (prefix, source)
                }
                None => (0, Source::Elsewhere(elsewhere(line.role))),
            };
            by_paragraph.insert(paragraph, (line, prefix, source));
        }
        Self {
            base,
            typed,
            lines: by_paragraph,
            changes: Vec::new(),
            plan: Plan::default(),
            found: (0, 0),
            heading: String::new(),
            after: 0,
            caption: String::new(),
            cases: BTreeMap::new(),
            case: None,
            freed: Vec::new(),
            moved: BTreeMap::new(),
        }
    }

    pub(super) fn both(&mut self, old: &(Unit<'_>, String), new: &(Unit<'_>, String)) {
        self.found.0 += 1;
        self.found.1 += 1;
        let paragraph = match (&old.0, &new.0) {
            (Unit::Text { paragraph, .. }, _) => *paragraph,
            (Unit::Table(old), Unit::Table(new)) => {
                let line = |at| self.lines.get(&at).map(|(line, ..)| line);
                let name = match self.caption.as_str() {
                    "" => "表格",
                    caption => caption,
                };
                let changes = cells::changes(old, new, name, &line);
                self.changes.extend(changes);
                return;
            }
            (Unit::Table(_), Unit::Text { .. }) => return,
        };
        let Some((line, prefix, source)) = self.lines.get(&paragraph).cloned() else {
            if old.1 != new.1 {
                self.other("别处的文字", &old.1, &new.1);
            }
            return;
        };
        let before: String = line.text.replace('\n', "").chars().skip(prefix).collect();
        let after = unlabelled(&new.1, &line.text, prefix);
        let now = self.changed(&line, &source, before.trim(), after.trim());
        if matches!(line.role, Role::Heading(_)) {
            (self.heading, self.after) = (now.unwrap_or(before), 0);
        } else if matches!(line.role, Role::TableCaption | Role::ChartCaption) {
            let label: String = line.text.chars().take(prefix).collect();
            label.trim_end_matches('：').clone_into(&mut self.caption);
            self.after += 1;
        } else if line.role == Role::Body {
            self.after += 1;
        }
    }

    /// Enters what a text says now; what it will be printed as.
    fn changed(
        &mut self,
        line: &Line,
        source: &Source,
        before: &str,
        after: &str,
    ) -> Option<String> {
        let is_same = before == after;
        self.case = match source {
            Source::Case(case, _) => Some(*case),
            Source::Outline(_) | Source::Edit(..) | Source::Elsewhere(_) => None,
        };
        match source {
            Source::Case(case, part) => self.of_case(*case, *part, line, before, after),
            _ if is_same => {}
            Source::Elsewhere(home) => {
                let mut change =
                    change(Kind::Words, line.place.to_string(), before, after);
                change.is_taken = false;
                change.remark = format!("不从这里带回：{home}");
                self.changes.push(change);
            }
            Source::Outline(sentences) => {
                let templates: Vec<&str> =
                    sentences.iter().map(|(_, template)| template.as_str()).collect();
                let merged = self.merged(&templates, line, before, after)?;
                for ((path, template), now) in sentences.iter().zip(merged.templates) {
                    if now.as_ref() != Some(template) {
                        self.plan.outline.push((path.clone(), now));
                    }
                }
                return Some(merged.text);
            }
            Source::Edit(n, template) => {
                let merged = self.merged(&[template], line, before, after)?;
                let now = merged.templates.into_iter().next().flatten();
                if now.as_ref() != Some(template) {
                    self.plan.edits.push((*n, now));
                }
                return Some(merged.text);
            }
        }
        None
    }

    /// An edited text laid into its templates, with what is to be told of it.
    fn merged(
        &mut self,
        templates: &[&str],
        line: &Line,
        before: &str,
        after: &str,
    ) -> Option<Merged> {
        let render = self.base.render;
        let traced: Option<Vec<Traced>> =
            templates.iter().map(|it| Traced::of(it, render)).collect();
        let place = line.place.to_string();
        let merged = traced.and_then(|it| merge(&it, after, self.typed, render));
        let Some(merged) = merged else {
            let mut change = change(Kind::Words, place, before, after);
            change.is_taken = false;
            change.remark = "写法和提纲的语句接不上，请在提纲里改".to_owned();
            self.changes.push(change);
            return None;
        };
        for Retyped { key, old, new } in &merged.retyped {
            let mut change = change(Kind::Number, place.clone(), old, new);
            change.key = Some(key.clone());
            change.is_taken = self.typed;
            self.changes.push(change);
        }
        if merged.text != before {
            let mut change = change(Kind::Words, place, before, after);
            if merged.is_fixed {
                change.remark =
                    "升降、高低等随数字变的词成了固定文字，下月要留意".to_owned();
            }
            self.changes.push(change);
        }
        self.freed.extend(merged.gone.iter().cloned());
        Some(merged)
    }

    fn of_case(
        &mut self,
        case: usize,
        part: CasePart,
        line: &Line,
        before: &str,
        after: &str,
    ) {
        let is_same = before == after;
        if let CasePart::Paragraph(_) = part {
            let entry = self.cases.entry(case).or_default();
            entry.now.push(after.to_owned());
            entry.ends.push(entry.now.len());
            entry.differs |= !is_same;
        }
        if is_same {
            return;
        }
        let mut change = change(Kind::Words, line.place.to_string(), before, after);
        match part {
            CasePart::Paragraph(_) => {}
            CasePart::Title(head, tail) => {
                let start = before.get(..head).unwrap_or_default();
                let end = before.get(before.len() - tail..).unwrap_or_default();
                let inner = after.strip_prefix(start).and_then(|it| it.strip_suffix(end));
                match inner.filter(|it| !it.trim().is_empty()) {
                    Some(title) => {
                        let plan = self.plan.cases.entry(case).or_default();
                        plan.title = Some(title.to_owned());
                    }
                    None => {
                        change.is_taken = false;
                        change.remark = "案例的单位在 cases.yaml 里改".to_owned();
                    }
                }
            }
            CasePart::Caption(n) => {
                let captions = &mut self.plan.cases.entry(case).or_default().captions;
                captions.push((n, after.to_owned()));
            }
        }
        self.changes.push(change);
    }

    pub(super) fn gone(&mut self, (unit, text): &(Unit<'_>, String)) {
        self.found.1 += 1;
        let paragraph = match unit {
            Unit::Text { paragraph, .. } => *paragraph,
            Unit::Table(_) => return self.other("表格", text, ""),
        };
        let Some((line, _, source)) = self.lines.get(&paragraph).cloned() else {
            return self.other("别处的文字", text, "");
        };
        let mut change = change(Kind::Gone, line.place.to_string(), text, "");
        match &source {
            Source::Outline(sentences)
                if matches!(line.role, Role::Body | Role::TableNote) =>
            {
                let whole = sentences.iter().map(|(_, template)| template.as_str());
                self.moved.insert(text.clone(), whole.collect());
                for (path, template) in sentences {
                    self.plan.outline.push((path.clone(), None));
                    let pieces = (self.base.render)(template).unwrap_or_default();
                    self.freed.extend(pieces);
                }
            }
            Source::Edit(n, _) => self.plan.edits.push((*n, None)),
            Source::Case(case, CasePart::Paragraph(_)) => {
                let entry = self.cases.entry(*case).or_default();
                entry.ends.push(entry.now.len());
                entry.differs = true;
            }
            Source::Case(..) | Source::Outline(_) | Source::Elsewhere(_) => {
                change.is_taken = false;
                change.remark = "标题、题注等不从这里删去，请在提纲或案例里改".to_owned();
            }
        }
        self.changes.push(change);
    }

    pub(super) fn new_one(&mut self, (unit, text): &(Unit<'_>, String)) {
        let role = match unit {
            Unit::Text { role, .. } => *role,
            Unit::Table(_) => return self.other("新的表格", "", text),
        };
        let place = match self.heading.as_str() {
            "" => "开头".to_owned(),
            heading => format!("“{heading}”下"),
        };
        let mut change = change(Kind::New, place, "", text);
        if role != WordRole::Body || template::is_command(text) {
            change.is_taken = false;
            change.remark = "新的标题和题注请在提纲里加".to_owned();
        } else if let Some(case) = self.case {
            let entry = self.cases.entry(case).or_default();
            entry.now.push(text.clone());
            entry.differs = true;
        } else {
            let heading = self.heading.clone();
            let added = Added { heading, after: self.after, text: text.clone() };
            self.plan.added.push(added);
        }
        self.changes.push(change);
    }

    fn other(&mut self, place: &str, old: &str, new: &str) {
        let mut change = change(Kind::Other, place.to_owned(), old, new);
        change.is_taken = false;
        change.remark = "留在送来的文件里，需要时人工处理".to_owned();
        self.changes.push(change);
    }

    pub(super) fn finish(mut self, edited: Edited) -> Edited {
        for (case, Paragraphs { now, ends, differs }) in std::mem::take(&mut self.cases) {
            if differs {
                let plan = self.plan.cases.entry(case).or_default();
                (plan.paragraphs, plan.ends) = (Some(now), ends);
            }
        }
        let render = self.base.render;
        for added in &mut self.plan.added {
            // What moved as a whole stays what it was.
            if let Some(template) = self.moved.get(&added.text) {
                added.text.clone_from(template);
                continue;
            }
            // Of other sentences that moved the figures stay; short numbers are alike by
            // chance.
            for piece in &self.freed {
                let number = piece.text().trim_end_matches('%');
                let tokens = merge::tokens(&added.text);
                let count = tokens.iter().filter(|token| *token == number).count();
                let is_telling = count == 1 && number.len() >= TELLING;
                let named = template::expression(piece, render).filter(|_| is_telling);
                if let Some(named) = named {
                    added.text = added.text.replacen(piece.text(), &named, 1);
                }
            }
        }
        Edited { changes: self.changes, found: self.found, plan: self.plan, ..edited }
    }
}

fn change(kind: Kind, place: String, old: &str, new: &str) -> Change {
    let (old, new) = (old.to_owned(), new.to_owned());
    let (key, remark) = (None, String::new());
    Change { kind, place, old, new, key, is_taken: true, remark }
}

/// A text without the number or label before it, which may have become another.
fn unlabelled<'t>(text: &'t str, before: &str, prefix: usize) -> &'t str {
    let label: String = before.chars().take(prefix).collect();
    let Some(end) = label.trim_end().chars().last() else { return text };
    match text.split_once(end) {
        Some((head, rest)) if head.chars().count() <= prefix + 1 => rest,
        Some(_) | None => text,
    }
}

/// Where a text is changed that no outline, case or edit holds.
fn elsewhere(role: Role) -> &'static str {
    if role == Role::TableHeader {
        "表头在提纲的 columns 里改"
    } else if role == Role::Title {
        "标题在提纲或 bulletin.yaml 的 title 里改"
    } else {
        "在 bulletin.yaml 里改"
    }
}
