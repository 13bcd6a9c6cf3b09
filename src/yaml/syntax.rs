//! A text as a tree: what is no YAML is told, mended where its cause is known, and read on.

use std::path::Path;
use std::sync::Arc;

use super::builder::{self, Flaw, FlawKind, From};
use super::fault::shortened;
use super::mend::{self, Stop};
use super::tree::Node;
use super::{Keys, backslash, unseen};
use crate::diagnostics::{Code, Place, Problem};

/// Bytes that a file may have.
const BYTES_MAX: usize = 1 << 20;
/// Slips that are mended in one file, and in one line, before it is given up.
const MENDED_MAX: (usize, usize) = (50, 3);

/// The tree, unless the file is beyond mending, and every problem found on the way.
pub(super) fn parse(
    text: &str,
    path: &Path,
    layer: usize,
    keys: Keys,
) -> (Option<Arc<Node>>, Vec<Problem>) {
    let from = From { file: path.into(), layer };
    if text.len() > BYTES_MAX {
        let problem = Problem::error(Code::YAML_SYNTAX, "文件超过 1 MB，不像是配置文件")
            .at(Place::file(path))
            .hint("检查是否选错了文件");
        return (None, vec![problem]);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut problems = backslash::mend(&mut lines, path);
    problems.extend(unseen::mend(&mut lines, path));
    loop {
        let flaw = match builder::build(&(lines.join("\n") + "\n"), &from, keys) {
            Ok((tree, flaws)) => {
                problems.extend(flaws.iter().map(|flaw| problem(flaw, &lines, path)));
                return (Some(tree), problems);
            }
            Err(flaw) => flaw,
        };
        let mended = if let FlawKind::Scan(told) = &flaw.kind
            && can_be_mended(&problems)
        {
            let stop = Stop { line: flaw.line, column: flaw.column, told };
            mend::mend(&mut lines, stop, path, keys)
        } else {
            None
        };
        match mended {
            Some(found) => problems.push(found),
            None => {
                problems.push(problem(&flaw, &lines, path));
                return (None, problems);
            }
        }
    }
}

/// A line that is mended again and again is not what it was taken for.
fn can_be_mended(problems: &[Problem]) -> bool {
    let (in_file, in_line) = MENDED_MAX;
    let line = |problem: &Problem| match problem.place {
        Some(Place::Line { line, .. }) => line,
        Some(Place::File { .. } | Place::Cell { .. } | Place::Spot { .. }) | None => 0,
    };
    let Some(last) = problems.last().map(line) else { return true };
    let again = problems.iter().filter(|problem| line(problem) == last).count();
    problems.len() < in_file && again < in_line
}

fn problem(flaw: &Flaw, lines: &[String], path: &Path) -> Problem {
    let (message, hint) = match &flaw.kind {
        FlawKind::Scan(told) => scan(told, flaw.line, lines),
        FlawKind::SameKey { key, first_line } => (
            format!("“{key}”写了两次，前一次在第{first_line}行"),
            "删去其中一处，或改成别的名称".to_owned(),
        ),
        FlawKind::KeyNotText => (
            "冒号前面的名称应为文字，这里是列表或一组内容".to_owned(),
            "名称如有括号，用英文单引号括起来".to_owned(),
        ),
        FlawKind::Tag(tag) => (
            format!("“{tag}”以“!”开头，在 YAML 中另有含义"),
            format!("整个内容用英文单引号括起来：'{tag}…'"),
        ),
        FlawKind::Remark(text) => (
            format!("“{}”会被当作说明略去", shortened(text)),
            "是内容时，整个内容用英文单引号括起来；是说明时，“#”后面空一格".to_owned(),
        ),
        FlawKind::SecondDocument => (
            "“---”之后的内容不会被读取".to_owned(),
            "删去“---”这一行，或把后面的内容移到别的文件".to_owned(),
        ),
        FlawKind::TooDeep => {
            ("嵌套超过 64 层".to_owned(), "检查是否多写了“[”或“{”".to_owned())
        }
        FlawKind::TooLarge => {
            ("文件展开后超过 20 万项".to_owned(), "检查“&”“*”引用是否层层重复".to_owned())
        }
    };
    // At the end of the file the scanner stands one line too far.
    let line = flaw.line.min(lines.len().max(1));
    let problem = match flaw.kind {
        FlawKind::Remark(_) => Problem::warning(Code::YAML_SYNTAX, message),
        FlawKind::Scan(_)
        | FlawKind::SameKey { .. }
        | FlawKind::KeyNotText
        | FlawKind::Tag(_)
        | FlawKind::SecondDocument
        | FlawKind::TooDeep
        | FlawKind::TooLarge => Problem::error(Code::YAML_SYNTAX, message),
    };
    problem.at(Place::line(path, line, flaw.column)).hint(hint)
}

/// A scanner's words whose cause in the line is not known, in Chinese.
fn scan(told: &str, line: usize, lines: &[String]) -> (String, String) {
    let shown = lines.get(line.saturating_sub(1)).map_or("", |line| line.trim());
    let message = if shown.is_empty() {
        "到这里内容还不完整".to_owned()
    } else {
        format!("“{}”不合 YAML 的写法", shortened(shown))
    };
    if shown.contains('，') && shown.contains(['{', '[']) {
        let cure = shown.replace('，', ", ");
        return (message, format!("“，”改成半角逗号加空格，写成“{cure}”"));
    }
    let hint = if told.contains("quoted") {
        "检查引号是否成对"
    } else if told.contains("flow") || told.contains("bracket") {
        "检查“[ ]”“{ }”是否成对，各项之间是否用半角逗号"
    } else if told.contains("recursion") {
        "检查是否多写了“[”或“{”"
    } else if told.contains("anchor") {
        "以“*”“&”开头的内容用英文单引号括起来"
    } else if told.contains("unprintable") || told.contains("byte order") {
        "删去看不见的控制字符"
    } else {
        "检查这一行和上一行的缩进、冒号和引号，冒号用半角并在后面空一格"
    };
    (message, hint.to_owned())
}
