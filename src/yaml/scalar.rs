//! Text of a YAML scalar: line breaks folded the Chinese way, and split into paragraphs.
//!
//! YAML folds a line break to a blank. Between Chinese characters there is none in print,
//! so it is taken out again; that is the one point in which this reader leaves YAML.

/// Bytes of a value in which a fold is looked for.
const REACH_MAX: usize = 1 << 14;

/// A paragraph of a scalar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// Line of the file on which it begins, from 1.
    pub line: usize,
    /// Column on that line, from 1, in characters.
    pub column: usize,
    /// Its lines, joined.
    pub text: String,
}

/// A scalar's text without the blanks that folding put between Chinese characters.
///
/// `lines` are the source lines over which it was written.
pub(super) fn without_fold_blanks(text: &str, lines: &[&str]) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut rest = text;
    // A value is no longer than its source, so that a fold is not looked for further on.
    let mut reach = 0;
    for pair in lines.windows(2) {
        let [before, after] = pair else { continue };
        reach = (reach + before.len() + 1).min(REACH_MAX);
        let (Some(last), Some(first)) = (last_of(before), first_of(after)) else {
            continue;
        };
        if !joins_without_blank(last, first) {
            continue;
        }
        // Escapes may part source and value; what is not found stays as it is.
        let fold = format!("{last} {first}");
        let within = rest.floor_char_boundary(reach + fold.len());
        let Some(at) = rest.get(..within).and_then(|near| near.find(&fold)) else {
            continue;
        };
        let (head, tail) = rest.split_at(at + last.len_utf8());
        joined.push_str(head);
        rest = tail.strip_prefix(' ').unwrap_or(tail);
        reach = 0;
    }
    joined + rest
}

/// The lines that belong to a block: those indented as its first one is, or deeper.
pub(super) fn block<'a, 's>(lines: &'a [&'s str]) -> &'a [&'s str] {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let is_blank = |line: &str| line.trim().is_empty();
    let first = lines
        .iter()
        .find(|line| !is_blank(line))
        .map_or(0, |line| indent(line));
    let count = lines
        .iter()
        .take_while(|line| is_blank(line) || indent(line) >= first)
        .count();
    lines.get(..count).unwrap_or_default()
}

/// The paragraphs of a scalar written over several lines: blank lines part them.
///
/// `first_line` is the file's line of `lines[0]`.
pub(super) fn paragraphs(lines: &[&str], first_line: usize) -> Vec<Paragraph> {
    let mut all: Vec<Paragraph> = Vec::new();
    let mut parted = true;
    for (line, text) in (first_line..).zip(lines) {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            parted = true;
            continue;
        }
        match all.last_mut().filter(|_| !parted) {
            Some(paragraph) => append(&mut paragraph.text, trimmed),
            None => all.push(Paragraph {
                line,
                column: text.chars().take_while(|c| c.is_whitespace()).count() + 1,
                text: trimmed.to_owned(),
            }),
        }
        parted = false;
    }
    all
}

fn append(text: &mut String, line: &str) {
    if let (Some(last), Some(first)) = (last_of(text), first_of(line))
        && !joins_without_blank(last, first)
    {
        text.push(' ');
    }
    text.push_str(line);
}

fn last_of(line: &str) -> Option<char> {
    line.trim_end().chars().next_back()
}

fn first_of(line: &str) -> Option<char> {
    line.trim_start().chars().next()
}

/// Chinese has no blanks: one is due only between two characters of other scripts.
fn joins_without_blank(last: char, first: char) -> bool {
    is_wide(last) || is_wide(first)
}

/// Hanzi, full-width forms and the punctuation that Chinese text uses.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}' | '“' | '”' | '‘' | '’' | '—' | '…')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folded_line_break_between_hanzi_leaves_no_blank() {
        let lines = ["社区把工单当", "  线索，为 12345", "  hotline"];
        let value = "社区把工单当 线索，为 12345 hotline";
        assert_eq!(
            without_fold_blanks(value, &lines),
            "社区把工单当线索，为 12345 hotline"
        );
    }

    #[test]
    fn a_block_ends_before_a_line_that_stands_further_out() {
        let lines = ["      甲", "", "        乙", "    图片:", "      丙"];
        assert_eq!(block(&lines), ["      甲", "", "        乙"]);
    }

    #[test]
    fn blank_lines_part_paragraphs_and_each_knows_its_line() {
        let lines = ["  第一段，", "  续行。", "", "  第二段。", ""];
        let expected = [(7, "第一段，续行。"), (10, "第二段。")]
            .map(|(line, text)| Paragraph { line, column: 3, text: text.to_owned() });
        assert_eq!(paragraphs(&lines, 7), expected);
    }
}
