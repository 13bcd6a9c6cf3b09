//! Mends a line at which the scanner gave up, so that the next problem can be found too.

use super::Keys;
use super::typing::{Typing, is_key};
use crate::diagnostics::{Code, Place, Problem};

/// Lines above the scanner's one in which its cause is looked for.
const LOOK_BACK: usize = 4;

/// A line taken apart.
struct Parts<'a> {
    /// Blanks at its start.
    indent: usize,
    /// The column, from 0, at which what follows the dashes begins.
    column: usize,
    /// Blanks and dashes.
    lead: &'a str,
    /// What follows.
    rest: &'a str,
}

/// Where the scanner gave up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stop<'a> {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// Why, in the scanner's words.
    pub told: &'a str,
}

/// Mends what stopped the scanner; none when its cause is not one that is known.
pub(super) fn mend(
    lines: &mut [String],
    stop: Stop<'_>,
    path: &std::path::Path,
    keys: Keys,
) -> Option<Problem> {
    let in_text = inside_text_blocks(lines);
    if let Some(problem) = tabs(lines, &in_text, stop, path) {
        return Some(problem);
    }
    let last = stop.line.min(lines.len());
    let first = last.saturating_sub(LOOK_BACK);
    let found = (first..last)
        .rev()
        .filter(|&at| !in_text.get(at).copied().unwrap_or(false))
        .find_map(|at| Some((at, slip(lines, at, stop, keys)?)));
    if let Some((at, (column, typing, mended))) = found {
        let dash = parts(lines.get(at)?);
        if dash.rest.starts_with('-') && mended.len() > lines.get(at)?.len() {
            shift_item(lines, at);
        }
        *lines.get_mut(at)? = mended;
        return Some(typing.problem().at(Place::line(path, at + 1, column)));
    }
    indent(lines, &in_text, last.checked_sub(1)?, path, keys)
}

/// A slip of typing in a line: its column, what it is, and the line as it is meant.
fn slip(
    lines: &[String],
    at: usize,
    stop: Stop<'_>,
    keys: Keys,
) -> Option<(usize, Typing, String)> {
    let Parts { column, lead, rest, .. } = parts(lines.get(at)?);
    if rest.starts_with('#') {
        return None;
    }
    let lacks_colon = stop.told.contains("simple key");
    let typing = Typing::of_item(rest)
        .or_else(|| Typing::of_key(rest, keys))
        .or_else(|| Typing::of_key_without_colon(rest, keys).filter(|_| lacks_colon));
    if let Some(typing) = typing {
        let mended = format!("{lead}{}", typing.mended);
        return Some((column + 1, typing, mended));
    }
    let in_brackets = rest.starts_with(['[', '{']);
    let (head, value) = match rest.split_once(": ") {
        Some((key, value)) if !in_brackets => (rest.get(..key.len() + 2)?, value.trim()),
        _ => ("", rest),
    };
    let value_column = column + head.chars().count() + 1;
    let is_open = value.starts_with(['[', '{'])
        && lines.get(at + 1).is_none_or(|next| {
            let next = parts(next).rest;
            next.is_empty()
                || next.split_once(':').is_some_and(|(key, _)| is_key(key, keys))
        });
    let is_here = at + 1 == stop.line && stop.column >= value_column;
    if !is_here && !is_open {
        return None;
    }
    // A word that no key stands before may be a key itself.
    let is_marked =
        value.starts_with(['"', '\'', '@', '`', '%', '*', '&', '!', '[', '{']);
    if head.is_empty() && !is_marked {
        return None;
    }
    let typing = Typing::of_value(head, value)?;
    let mended = format!("{lead}{}", typing.mended);
    Some((value_column, typing, mended))
}

/// A blank more in front of the lines that belong to the item which begins on a line.
fn shift_item(lines: &mut [String], first: usize) {
    let Some(dash) = lines.get(first).map(|line| parts(line).column) else { return };
    for line in lines.iter_mut().skip(first + 1) {
        if !line.trim().is_empty() && parts(line).indent <= dash {
            break;
        }
        line.insert(0, ' ');
    }
}

/// Tabs at the start of lines, all of them as one problem.
fn tabs(
    lines: &mut [String],
    in_text: &[bool],
    stop: Stop<'_>,
    path: &std::path::Path,
) -> Option<Problem> {
    let mut places = Vec::new();
    for (number, (line, in_text)) in (1..).zip(lines.iter_mut().zip(in_text)) {
        let body = line.trim_start_matches([' ', '\t']);
        let (lead, body) = line.split_at(line.len() - body.len());
        // Text may hold tabs after its indent; where the scanner stopped, it may not.
        if !lead.contains('\t') || body.is_empty() || (*in_text && number != stop.line) {
            continue;
        }
        places.push(Place::line(path, number, 1));
        *line = format!("{}{body}", lead.replace('\t', "  "));
    }
    let mut places = places.into_iter();
    let first = places.next()?;
    let mut problem = Problem::error(Code::YAML_SYNTAX, "行首用了制表符（Tab）缩进")
        .at(first)
        .hint("改用空格，每深一级两个空格");
    problem.more = places.collect();
    Some(problem)
}

/// A line that begins at a column at which nothing began before.
fn indent(
    lines: &mut [String],
    in_text: &[bool],
    at: usize,
    path: &std::path::Path,
    keys: Keys,
) -> Option<Problem> {
    let line = lines.get(at)?;
    let own = parts(line);
    let is_item = own.column > own.indent;
    let key = own.rest.split(':').next().unwrap_or("");
    let above = (0..at)
        .rev()
        .find(|&index| lines.get(index).is_some_and(|line| !line.trim().is_empty()))?;
    let (index, column) = if is_item || is_key(key, keys) {
        nearest_column(lines.get(..at)?, in_text, &own)?
    } else if in_text.get(above).copied().unwrap_or(false) {
        (above, parts(lines.get(above)?).indent)
    } else {
        return None;
    };
    if column == own.indent {
        return None;
    }
    let mended = format!("{}{}", " ".repeat(column), line.trim_start());
    let place = Place::line(path, at + 1, own.indent + 1);
    let hint = match column {
        0 => "删去行首的空格".to_owned(),
        _ => format!("行首改为{column}个空格，与第{}行对齐", index + 1),
    };
    *lines.get_mut(at)? = mended;
    Some(
        Problem::error(Code::YAML_SYNTAX, "这一行的缩进与上面的行对不齐")
            .at(place)
            .hint(hint),
    )
}

/// The line above, and its column, that a line was most likely meant to be in line with.
fn nearest_column(
    above: &[String],
    in_text: &[bool],
    own: &Parts<'_>,
) -> Option<(usize, usize)> {
    let is_item = own.column > own.indent;
    let mut best: Option<(usize, usize)> = None;
    // Going up, a line that is further in than one below it is closed.
    let mut limit = usize::MAX;
    for (index, line) in above.iter().enumerate().rev() {
        let Parts { indent, column, rest, .. } = parts(line);
        let is_aside = rest.is_empty() || rest.starts_with('#');
        if is_aside || in_text.get(index).copied().unwrap_or(false) {
            continue;
        }
        let other = if is_item { indent } else { column };
        let is_same_kind = !is_item || column > indent;
        let distance = |column: usize| column.abs_diff(own.indent);
        if is_same_kind
            && other < limit
            && best.is_none_or(|(_, known)| distance(other) < distance(known))
        {
            best = Some((index, other));
        }
        limit = limit.min(indent + 1);
    }
    best
}

fn parts(line: &str) -> Parts<'_> {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let mut rest = line.get(indent..).unwrap_or("");
    while let Some(item) = rest.strip_prefix("- ") {
        rest = item.trim_start_matches(' ');
    }
    let column = line.len() - rest.len();
    let lead = line.get(..column).unwrap_or("");
    Parts { indent, column, lead, rest: rest.trim_end() }
}

/// For each line whether it belongs to a text that follows “|” or “>”.
pub(super) fn inside_text_blocks(lines: &[String]) -> Vec<bool> {
    let mut block: Option<usize> = None;
    lines
        .iter()
        .map(|line| {
            let Parts { indent, column, rest, .. } = parts(line);
            if let Some(parent) = block {
                if rest.is_empty() || indent > parent || line.starts_with('\t') {
                    return true;
                }
                block = None;
            }
            let mark = rest.rsplit(' ').next().unwrap_or("");
            let is_mark = mark.starts_with(['|', '>'])
                && mark.chars().skip(1).all(|c| "+-123456789".contains(c));
            let after_key = rest.len() > mark.len() && rest.contains(": ");
            if is_mark && (after_key || rest.len() == mark.len()) {
                block = Some(if after_key { column } else { indent });
            }
            false
        })
        .collect()
}
