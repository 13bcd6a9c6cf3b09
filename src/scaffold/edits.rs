//! Changes to a text at the places of values; everything else stays as it was typed.

use regex::Regex;

use crate::diagnostics::Place;

/// A text that is being changed. Lines keep their numbers.
pub(super) struct Edits {
    lines: Vec<String>,
    /// Line and column, from 0, how many characters go, and what comes.
    changes: Vec<(usize, usize, usize, String)>,
}

impl Edits {
    pub(super) fn new(text: &str) -> Self {
        Self { lines: text.split('\n').map(str::to_owned).collect(), changes: Vec::new() }
    }

    /// Replaces `old`, which stands at a place or behind a quotation mark there; whether
    /// it was found.
    pub(super) fn replace(&mut self, place: &Place, old: &str, new: &str) -> bool {
        self.replace_found(
            place,
            |rest| {
                let at = rest.find(old)?;
                let is_near = rest.get(..at)?.chars().all(|c| c == '"' || c == '\'');
                is_near.then_some((at, at + old.len()))
            },
            new,
        )
    }

    /// Replaces what a pattern finds first at a place or after it.
    pub(super) fn replace_match(
        &mut self,
        place: &Place,
        pattern: &Regex,
        new: &str,
    ) -> bool {
        self.replace_found(
            place,
            |rest| pattern.find(rest).map(|found| (found.start(), found.end())),
            new,
        )
    }

    fn replace_found(
        &mut self,
        place: &Place,
        find: impl Fn(&str) -> Option<(usize, usize)>,
        new: &str,
    ) -> bool {
        let Place::Line { line, column, .. } = place else { return false };
        let (line, column) = (line.saturating_sub(1), column.saturating_sub(1));
        let Some(text) = self.lines.get(line) else { return false };
        let rest: String = text.chars().skip(column).collect();
        let Some((start, end)) = find(&rest) else { return false };
        let count = |range| rest.get(range).map_or(0, |part: &str| part.chars().count());
        let at = column + count(0..start);
        self.changes.push((line, at, count(start..end), new.to_owned()));
        true
    }

    /// The lines with every change made.
    pub(super) fn finish(mut self) -> Vec<String> {
        // From the right, so that columns stay true.
        self.changes.sort_by(|a, b| b.cmp(a));
        for (line, column, goes, new) in self.changes {
            let Some(text) = self.lines.get_mut(line) else { continue };
            let head = text.chars().take(column);
            let changed: String = head
                .chain(new.chars())
                .chain(text.chars().skip(column + goes))
                .collect();
            let end = if changed.ends_with('\r') { "\r" } else { "" };
            *text = format!("{}{end}", changed.trim_end());
        }
        self.lines
    }
}

/// The lines, from `line` (from 0), of a key and everything below it.
pub(super) fn block(lines: &[String], line: usize) -> std::ops::Range<usize> {
    let indent = |text: &str| text.len() - text.trim_start().len();
    let own = lines.get(line).map_or(0, |text| indent(text));
    let below = lines.iter().skip(line + 1);
    let inside = below.take_while(|text| !text.trim().is_empty() && indent(text) > own);
    line..line + 1 + inside.count()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn two_changes_on_a_line_keep_quotes_comments_and_blanks() {
        let mut edits = Edits::new("a: { 文件: \"甲\", 表:  9月 }  # 9月\r\nb: 1\r\n");
        let at = |column| Place::line(Path::new("x"), 1, column);
        assert!(edits.replace(&at(10), "甲", "乙乙"));
        assert!(edits.replace(&at(19), "9月", "10月"));
        assert!(!edits.replace(&at(1), "9月", "8月"));
        let text = edits.finish().join("\n");
        assert_eq!(text, "a: { 文件: \"乙乙\", 表:  10月 }  # 9月\r\nb: 1\r\n");
    }

    #[test]
    fn a_block_ends_where_the_next_key_begins() {
        let lines: Vec<String> = ["a: 1", "b:  # c", "  c: 1", "  d:", "    - 1", "e: 2"]
            .map(str::to_owned)
            .into();
        assert_eq!(block(&lines, 1), 1..5);
        assert_eq!(block(&lines, 0), 0..1);
    }
}
