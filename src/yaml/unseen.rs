//! Characters that look like blanks, or like nothing, where YAML takes them for content.

use std::collections::BTreeSet;
use std::path::Path;

use super::mend::inside_text_blocks;
use crate::diagnostics::{Code, Place, Problem, is_invisible, visible};

/// Takes them out of the indents and names of all lines, and tells of them as one problem.
pub(super) fn mend(lines: &mut [String], path: &Path) -> Option<Problem> {
    let in_text = inside_text_blocks(lines);
    let mut kinds = BTreeSet::new();
    let mut places = Vec::new();
    for (number, (line, in_text)) in (1..).zip(lines.iter_mut().zip(in_text)) {
        let (head, rest) = line.split_at(head(line));
        let Some(at) = head.chars().position(is_strange).filter(|_| !in_text) else {
            continue;
        };
        kinds.extend(head.chars().filter(|c| is_strange(*c)).map(named));
        places.push(Place::line(path, number, at + 1));
        *line = format!("{}{rest}", mended(head));
    }
    let mut places = places.into_iter();
    let first = places.next()?;
    let kinds = kinds.into_iter().collect::<Vec<_>>().join("、");
    let message = format!("行首、名称或冒号后面有看不见的字符 {kinds}");
    let mut problem = Problem::error(Code::YAML_SYNTAX, message)
        .at(first)
        .hint("删去后用普通空格重新缩进（多半是从网页或 Word 复制来的）");
    problem.more = places.collect();
    Some(problem)
}

/// How far a line's indent, its name and the blanks after the colon reach.
fn head(line: &str) -> usize {
    let is_lead = |c: char| c == '-' || c == ' ' || is_strange(c);
    let lead = line.len() - line.trim_start_matches(is_lead).len();
    let rest = line.get(lead..).unwrap_or("");
    let is_name = !rest.starts_with(['#', '"', '\'', '{', '[']);
    match rest
        .find([':', '#'])
        .filter(|at| is_name && rest.get(*at..).is_some_and(|rest| rest.starts_with(':')))
    {
        Some(at) => {
            let value = rest.get(at + 1..).unwrap_or("");
            line.len() - value.trim_start_matches(|c| c == ' ' || is_strange(c)).len()
        }
        None => lead,
    }
}

/// A blank that only looks like one counts as one in front of a name and after its colon,
/// a wide one as two.
fn mended(head: &str) -> String {
    let seen = head.chars().filter(|c| !is_invisible(*c));
    let mut mended = String::with_capacity(head.len());
    for c in seen {
        match c {
            '\u{3000}' => mended.push_str("  "),
            _ if is_strange(c) => mended.push(' '),
            _ => mended.push(c),
        }
    }
    mended
}

fn is_strange(c: char) -> bool {
    c != '\t' && c != ' ' && (is_invisible(c) || c.is_whitespace())
}

/// “U+00A0”; a wide blank is seen, so that it has its own name.
fn named(c: char) -> String {
    match c {
        '\u{3000}' => "U+3000（全角空格）".to_owned(),
        _ => visible(&c.to_string()).trim_matches(['[', ']']).to_owned(),
    }
}
