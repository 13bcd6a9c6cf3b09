//! One change of a YAML text at the spans of its values.

use std::ops::Range;

use serde_yaml::{Mapping, Value};

use super::emit;
use super::scalar::is_wide;
use super::spans::{Entry, Kind, Node, Spanned};

/// One change of a text.
pub(super) struct Editor<'s> {
    spanned: &'s Spanned,
    line_break: &'static str,
}

/// A value with what holds it.
struct Found<'s> {
    node: &'s Node,
    /// From the outermost to the one that holds it, with the number of its part.
    holders: Vec<(&'s Node, usize)>,
}

impl<'s> Editor<'s> {
    pub(super) fn of(spanned: &'s Spanned) -> Self {
        let is_windows = spanned.text.windows(2).any(|pair| pair == ['\r', '\n']);
        Self { spanned, line_break: if is_windows { "\r\n" } else { "\n" } }
    }

    fn find(&self, path: &[&str]) -> Option<Found<'s>> {
        let mut found = Found { node: &self.spanned.root, holders: Vec::new() };
        for step in path {
            let (at, next) = match &found.node.kind {
                Kind::Sequence { items, .. } => {
                    let at = step.parse().ok()?;
                    (at, items.get(at)?)
                }
                Kind::Mapping { entries, .. } => {
                    let at = entries.iter().position(|entry| entry.name == **step)?;
                    (at, &entries.get(at)?.value)
                }
                Kind::Scalar(_) | Kind::Nothing => return None,
            };
            found.holders.push((found.node, at));
            found.node = next;
        }
        Some(found)
    }

    /// Puts a value where there is none.
    pub(super) fn add(&self, path: &[&str], wanted: &Value) -> Option<String> {
        let (step, rest) = path.split_last()?;
        let Some(holder) = self.find(rest) else {
            return self.add(
                rest,
                &Value::Mapping(Mapping::from_iter([((*step).into(), wanted.clone())])),
            );
        };
        let key = Value::from(*step);
        let in_flow = holder.holders.iter().any(|(outer, _)| outer.is_flow());
        match &holder.node.kind {
            Kind::Sequence { items, .. } if items.is_empty() && !in_flow => {
                self.replace(rest, &Value::Sequence(vec![wanted.clone()]))
            }
            Kind::Mapping { entries, .. } if entries.is_empty() && !in_flow => {
                let inner = Mapping::from_iter([(key, wanted.clone())]);
                self.replace(rest, &Value::Mapping(inner))
            }
            Kind::Nothing => {
                let inner = Mapping::from_iter([(key, wanted.clone())]);
                self.replace(rest, &Value::Mapping(inner))
            }
            Kind::Mapping { is_flow: true, entries } => {
                let last = entries.last().map(|last| last.value.end);
                let words =
                    format!("{}: {}", emit::scalar(&key, None, true), emit::flow(wanted));
                Some(self.add_in_brackets(holder.node, last, &words))
            }
            Kind::Sequence { is_flow: true, items } => {
                let last = items.last().map(|last| last.end);
                Some(self.add_in_brackets(holder.node, last, &emit::flow(wanted)))
            }
            Kind::Mapping { is_flow: false, entries } => {
                let column = self.column(entries.first()?.key.start);
                Some(self.add_lines(holder.node.end, column, &emit::entry(&key, wanted)))
            }
            Kind::Sequence { is_flow: false, items } => {
                let column = self.column(self.dash(items.first()?)?);
                // Like its neighbours, an item stands in a line or in several.
                let is_short = items.last().is_some_and(Node::is_flow);
                let lines = if is_short {
                    vec![format!("- {}", emit::flow(wanted))]
                } else {
                    emit::item(wanted)
                };
                Some(self.add_lines(holder.node.end, column, &lines))
            }
            Kind::Scalar(_) => None,
        }
    }

    fn add_in_brackets(&self, holder: &Node, last: Option<usize>, words: &str) -> String {
        let is_list = matches!(holder.kind, Kind::Sequence { .. });
        match last {
            Some(end) => self.with(end..end, &format!(", {words}")),
            None if is_list => self.with(holder.start..holder.end, &format!("[{words}]")),
            None => self.with(holder.start..holder.end, &format!("{{ {words} }}")),
        }
    }

    /// Puts lines below the one on which something ends.
    fn add_lines(&self, below: usize, column: usize, lines: &[String]) -> String {
        let end = self.spanned.line_end(below);
        self.with(end..end, &self.below(column, lines))
    }

    fn below(&self, column: usize, lines: &[String]) -> String {
        let indent = " ".repeat(column);
        lines
            .iter()
            .map(|line| format!("{}{indent}{line}", self.line_break))
            .collect()
    }

    /// Puts a value in place of another.
    pub(super) fn replace(&self, path: &[&str], wanted: &Value) -> Option<String> {
        let Found { node, holders } = self.find(path)?;
        let in_flow = holders.iter().any(|(holder, _)| holder.is_flow());
        let style = match node.kind {
            Kind::Scalar(style) => Some(style),
            Kind::Nothing | Kind::Sequence { .. } | Kind::Mapping { .. } => None,
        };
        let Some((holder, at)) = holders.last() else {
            return self.replace_whole(wanted);
        };
        if in_flow || !emit::is_block(wanted) {
            let words = emit::scalar(wanted, style, in_flow);
            return Some(self.put_words(node, holder, &words));
        }
        let lines = emit::block(wanted);
        match &holder.kind {
            Kind::Mapping { entries, .. } => {
                let key = &entries.get(*at)?.key;
                let column = self.column(key.start) + 2;
                Some(self.put_lines(node, key.end + 1, column, &lines))
            }
            Kind::Sequence { .. } => {
                let dash = self.dash(node)?;
                let column = self.column(dash) + 2;
                let words = lines.join(&self.below(column, &[String::new()]));
                Some(self.with(node.start..node.end, &words))
            }
            Kind::Scalar(_) | Kind::Nothing => None,
        }
    }

    /// A text without a value yet gets one.
    fn replace_whole(&self, wanted: &Value) -> Option<String> {
        let text = self.spanned.words(0..self.spanned.text.len());
        if !matches!(self.spanned.root.kind, Kind::Nothing) {
            return None;
        }
        let gap =
            if text.is_empty() || text.ends_with('\n') { "" } else { self.line_break };
        let lines: String = emit::block(wanted)
            .iter()
            .map(|line| format!("{line}{}", self.line_break))
            .collect();
        Some(format!("{text}{gap}{lines}"))
    }

    /// Puts words of one line in place of a value; remarks within it move above it.
    fn put_words(&self, node: &Node, holder: &Node, words: &str) -> String {
        let is_open = matches!(node.kind, Kind::Nothing);
        let is_below =
            self.spanned.line_start(node.start) > holder.start && is_collection(node);
        let start = if is_below { self.behind_key(node) } else { node.start };
        let gap = if (is_open || is_below) && !words.is_empty() { " " } else { "" };
        let (start, gap) =
            if words.is_empty() { (self.before_blanks(start), "") } else { (start, gap) };
        let words = format!("{gap}{words}");
        let blanks = self.blanks_before_remark(node.end);
        if blanks < 2 || is_below {
            return self.without_remarks(start..node.end, &words);
        }
        // A remark that stands in a column with others stays there.
        let width = |text: &str| text.chars().map(|c| 1 + usize::from(is_wide(c))).sum();
        let old: usize = width(&self.spanned.words(start..node.end));
        let pad = " ".repeat((old + blanks).saturating_sub(width(&words)).max(1));
        self.without_remarks(start..node.end + blanks, &format!("{words}{pad}"))
    }

    /// Blanks between a value and the remark behind it; none where there is none.
    fn blanks_before_remark(&self, at: usize) -> usize {
        let rest = self.spanned.text.get(at..).unwrap_or_default();
        let blanks = rest.iter().take_while(|c| **c == ' ').count();
        if rest.get(blanks) == Some(&'#') { blanks } else { 0 }
    }

    /// Puts lines below a key in place of its value.
    fn put_lines(
        &self,
        node: &Node,
        behind: usize,
        column: usize,
        lines: &[String],
    ) -> String {
        let start = self.before_blanks(node.start).max(behind);
        let end = self.spanned.line_end(node.end);
        let rest = self.spanned.words(node.end..end);
        let rest = rest.trim_end();
        let gap = if rest.is_empty() || rest.starts_with(' ') { "" } else { " " };
        let words = format!("{gap}{rest}{}", self.below(column, lines));
        self.with(start.min(node.end)..end, &words)
    }

    /// Takes a value away with its key or dash.
    pub(super) fn take(&self, path: &[&str]) -> Option<String> {
        let Found { node, holders } = self.find(path)?;
        let (holder, at) = holders.last()?;
        let (starts, ends): (Vec<usize>, Vec<usize>) = match &holder.kind {
            Kind::Mapping { entries, .. } => entries
                .iter()
                .map(|Entry { key, value, .. }| (key.start, value.end))
                .unzip(),
            Kind::Sequence { items, is_flow } => {
                let start = |item: &Node| {
                    if *is_flow { Some(item.start) } else { self.dash(item) }
                };
                let starts: Option<Vec<usize>> = items.iter().map(start).collect();
                (starts?, items.iter().map(|item| item.end).collect())
            }
            Kind::Scalar(_) | Kind::Nothing => return None,
        };
        let (start, end) = (*starts.get(*at)?, node.end);
        let next = starts.get(at + 1).copied();
        if starts.len() == 1 {
            let empty =
                if matches!(holder.kind, Kind::Sequence { .. }) { "[]" } else { "{}" };
            let rest = path.split_last()?.1;
            if rest.is_empty() || holder.is_flow() {
                return Some(self.without_remarks(holder.start..holder.end, empty));
            }
            let (outer, _) = holders.get(holders.len().checked_sub(2)?)?;
            return Some(self.put_words(holder, outer, empty));
        }
        if holder.is_flow() {
            let previous = at.checked_sub(1).and_then(|at| ends.get(at));
            let range = match (previous, next) {
                (Some(previous), _) => *previous..end,
                (None, Some(next)) => start..next,
                (None, None) => start..end,
            };
            return Some(self.without_remarks(range, ""));
        }
        let line = self.spanned.line_start(start);
        let is_alone = self.spanned.words(line..start).trim().is_empty();
        if is_alone {
            Some(self.without_lines(line, end, self.column(start)))
        } else {
            // The first key of a list's item shares the line of the dash.
            Some(self.without_remarks(start..next?, ""))
        }
    }

    /// Without the lines of a value; remarks among them stay.
    fn without_lines(&self, start: usize, end: usize, column: usize) -> String {
        let stop = self.spanned.line_end(end);
        let indent = " ".repeat(column);
        let kept: String = self
            .remarks_in(start..stop)
            .map(|words| format!("{indent}{}{}", words.trim_end(), self.line_break))
            .collect();
        let after = self.spanned.text.get(stop..).unwrap_or_default();
        let gap = after.iter().position(|c| *c == '\n').map_or(after.len(), |at| at + 1);
        self.with(start..stop + gap, &kept)
    }

    /// Other words in place of a range; remarks in it move to lines above it.
    fn without_remarks(&self, range: Range<usize>, words: &str) -> String {
        let line = self.spanned.line_start(range.start);
        let indent: String = self
            .spanned
            .words(line..range.start)
            .chars()
            .take_while(|c| *c == ' ')
            .collect();
        let kept: String = self
            .remarks_in(range.clone())
            .map(|words| format!("{indent}{}{}", words.trim_end(), self.line_break))
            .collect();
        let head = self.spanned.words(0..line);
        let before = self.spanned.words(line..range.start);
        let after = self.spanned.words(range.end..self.spanned.text.len());
        format!("{head}{kept}{before}{words}{after}")
    }

    fn remarks_in(&self, range: Range<usize>) -> impl Iterator<Item = String> {
        let comments = self.spanned.comments().into_iter();
        comments
            .filter(move |comment| range.contains(&comment.start))
            .map(|comment| self.spanned.words(comment))
    }

    fn with(&self, range: Range<usize>, words: &str) -> String {
        let head = self.spanned.words(0..range.start);
        let tail = self.spanned.words(range.end..self.spanned.text.len());
        format!("{head}{words}{tail}")
    }

    /// Behind the colon, or dash, that stands before a value on lines of its own.
    fn behind_key(&self, node: &Node) -> usize {
        let before = self.spanned.text.get(..node.start).unwrap_or_default();
        let comments = self.spanned.comments();
        let is_mark = |(at, c): &(usize, &char)| {
            **c == ':' && !comments.iter().any(|one| one.contains(at))
        };
        let mark = before.iter().enumerate().rev().find(is_mark);
        mark.map_or(node.start, |(at, _)| at + 1)
    }

    fn before_blanks(&self, at: usize) -> usize {
        let before = self.spanned.text.get(..at).unwrap_or_default();
        at - before.iter().rev().take_while(|c| **c == ' ').count()
    }

    /// The dash of a list's item.
    fn dash(&self, item: &Node) -> Option<usize> {
        let before = self.spanned.text.get(..item.start)?;
        before.iter().rposition(|c| *c == '-')
    }

    fn column(&self, at: usize) -> usize {
        at - self.spanned.line_start(at)
    }
}

fn is_collection(node: &Node) -> bool {
    matches!(node.kind, Kind::Sequence { .. } | Kind::Mapping { .. })
}
