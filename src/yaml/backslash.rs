//! Paths of Windows in double quotes, where YAML takes `\` for the start of an escape.

use std::path::Path;

use super::mend::inside_text_blocks;
use crate::diagnostics::{Code, Place, Problem};

/// What may follow a backslash in double quotes.
const ESCAPES: &str = "0abtnvfre \"/\\N_LPxuU\t";
/// Ends of names of files that a configuration names.
const FILES: &[&str] = &[
    ".xlsx", ".xls", ".csv", ".ods", ".parquet", ".docx", ".yaml", ".jpg", ".jpeg",
    ".png",
];

/// Turns the backslashes of such paths round, and tells of each line.
pub(super) fn mend(lines: &mut [String], path: &Path) -> Vec<Problem> {
    let in_text = inside_text_blocks(lines);
    let mut problems = Vec::new();
    for (number, (line, in_text)) in (1..).zip(lines.iter_mut().zip(in_text)) {
        if in_text || line.trim_start().starts_with('#') {
            continue;
        }
        let found = quoted(line).find_map(path_in);
        if let Some((at, written, mended)) = found {
            let message = format!("双引号里的“\\”有别的意思，“{written}”读不出来");
            let place = Place::line(
                path,
                number,
                line.get(..at).map_or(0, |head| head.chars().count()) + 1,
            );
            let problem = Problem::error(Code::YAML_SYNTAX, message).at(place);
            problems.push(problem.hint(format!("文件夹之间用“/”隔开：{mended}")));
            *line = line.replacen(&written, &mended, 1);
        }
    }
    problems
}

/// Values in double quotes, each with the byte at which it begins.
fn quoted(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut begin = None;
    let marks = line.match_indices('"').map(|(at, _)| at);
    let all = marks.filter_map(move |at| match begin.take() {
        Some(begin) => Some((begin, line.get(begin + 1..at)?)),
        None => {
            begin = Some(at);
            None
        }
    });
    // Within a text, quotes are only quotes.
    all.filter(|(at, _)| {
        let head = line.get(..*at).map_or("", str::trim_end);
        head.is_empty() || head.ends_with([':', '-', ',', '[', '{'])
    })
}

/// A path with backslashes, and the same with slashes.
fn path_in((at, text): (usize, &str)) -> Option<(usize, String, String)> {
    let mut after = text.match_indices('\\').map(|(at, _)| text.get(at + 1..));
    let is_escape = |rest: Option<&str>| {
        rest.is_some_and(|rest| rest.starts_with(|c: char| ESCAPES.contains(c)))
    };
    let is_file = text.contains('\\') && FILES.iter().any(|end| text.ends_with(end));
    let is_path = is_file || after.any(|rest| !is_escape(rest));
    is_path.then(|| (at, text.to_owned(), text.replace("\\\\", "\\").replace('\\', "/")))
}
