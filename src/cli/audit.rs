//! The audit of a Word file as a person or a program reads it.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bulletin::audit::{Finding, Looked};
use bulletin::diagnostics::Severity;
use bulletin::pipeline::{self, Audited};
use serde_json::{Value, json};

use super::project::Shown;
use super::{progress, terminal};

/// What is told beside the findings.
#[derive(Clone, Copy)]
pub(super) struct Wish<'a> {
    pub(super) against: Option<&'a Path>,
    /// Also the sentences and columns that were not read.
    pub(super) all: bool,
    /// Where a copy with the findings as comments is written, and whether in place of
    /// another file.
    pub(super) word: Option<(&'a Path, bool)>,
}

/// Audits a file, or every Word file of a folder, and tells what was found.
pub(super) fn run(file: &Path, wish: Wish<'_>, shown: &Shown) -> ExitCode {
    let files = match pipeline::word_files(file) {
        Some(_) if wish.word.is_some() => {
            return super::usage::refuse(
                "--word 一次只批注一份文件",
                "写 .docx 文件的名称，不写文件夹",
            );
        }
        Some(files) => files,
        None => vec![file.to_owned()],
    };
    let audits: Vec<(PathBuf, Audited)> = files
        .into_iter()
        .map(|file| {
            let audited = progress::show(shown, |progress| {
                pipeline::audit(&file, wish.against, progress)
            });
            (file, audited)
        })
        .collect();
    // A closed pipe is the reader's wish.
    drop(if shown.json { print(&audits) } else { tell_all(&audits, wish, shown) });
    if let (Some((path, is_forced)), [(file, audited)]) = (wish.word, &*audits)
        && !has_errors(audited)
    {
        let written = super::written(audited.write(file, path, is_forced), shown);
        if written != ExitCode::SUCCESS {
            return written;
        }
    }
    if audits.iter().any(|(_, audited)| audited.failed_on_files()) {
        return ExitCode::from(3);
    }
    ExitCode::from(u8::from(audits.iter().any(|(_, audited)| audited.failed())))
}

fn print(audits: &[(PathBuf, Audited)]) -> io::Result<()> {
    let whole = match audits {
        [(_, audited)] => value(audited),
        audits => {
            let files = audits.iter().map(|(file, audited)| {
                let mut value = value(audited);
                if let Value::Object(members) = &mut value {
                    members.insert("file".to_owned(), json!(file.display().to_string()));
                }
                value
            });
            json!({ "files": files.collect::<Vec<_>>() })
        }
    };
    super::json::tell(whole)
}

fn value(audited: &Audited) -> Value {
    let finding = |finding: &Finding| {
        let mut value = super::json::problem(&finding.problem);
        if let Value::Object(members) = &mut value {
            members.insert("found".to_owned(), json!(finding.found));
            members.insert("expected".to_owned(), json!(finding.expected));
        }
        value
    };
    let looked = &audited.looked;
    let pair = |(place, text): &(String, String)| json!({ "place": place, "text": text });
    json!({
        "findings": looked.findings.iter().map(finding).collect::<Vec<_>>(),
        "problems": audited.problems.iter().map(super::json::problem).collect::<Vec<_>>(),
        "looked": {
            "tables": looked.tables,
            "rows": looked.rows,
            "charts": looked.charts,
            "sentences": looked.sentences,
            "unread": looked.unread.iter().map(pair).collect::<Vec<_>>(),
            "unused": looked.unused.iter().map(pair).collect::<Vec<_>>(),
        },
    })
}

fn tell_all(
    audits: &[(PathBuf, Audited)],
    wish: Wish<'_>,
    shown: &Shown,
) -> io::Result<()> {
    for (file, audited) in audits {
        tell(file, wish, audited, shown)?;
    }
    let mut out = super::stderr();
    match audits {
        [] => writeln!(out, "文件夹里没有 .docx 文件"),
        [_] => Ok(()),
        all => {
            let wrong = all.iter().filter(|(_, audited)| audited.failed()).count();
            writeln!(out, "共核对{}个文件，其中{wrong}个有错误", all.len())
        }
    }
}

fn tell(file: &Path, wish: Wish<'_>, audited: &Audited, shown: &Shown) -> io::Result<()> {
    let mut out = super::stderr();
    // What is said of an outline or a configuration names its file from that folder on.
    let here = wish.against.unwrap_or(Path::new(""));
    let found = audited.looked.findings.iter().map(|finding| &finding.problem);
    let all: Vec<_> = audited.problems.iter().chain(found).collect();
    for problem in &all {
        if !shown.quiet || problem.severity == Severity::Error {
            terminal::problem(&mut out, here, problem)?;
        }
    }
    if shown.quiet && !audited.failed() {
        return Ok(());
    }
    let count =
        |severity| all.iter().filter(|problem| problem.severity == severity).count();
    let summary = match (count(Severity::Error), count(Severity::Warning)) {
        _ if has_errors(audited) => "没有核对".to_owned(),
        (0, 0) if wish.against.is_some() => "没有发现问题，数字与底稿相同".to_owned(),
        (errors, warnings) => terminal::found(errors, warnings),
    };
    writeln!(out, "{}：{summary}", file.display())?;
    if !has_errors(audited) {
        extent(&mut out, &audited.looked, wish.all)?;
    }
    Ok(())
}

/// What was looked at, without which “没有发现问题” would say too much.
fn extent(out: &mut impl Write, looked: &Looked, all: bool) -> io::Result<()> {
    let Looked { tables, rows, charts, sentences, unread, unused, .. } = looked;
    write!(out, "看了{tables}张表{rows}行、{charts}个图、{sentences}个带数字的句子")?;
    if !unread.is_empty() {
        write!(out, "，其中{}句没有全部读懂", unread.len())?;
    }
    if !unused.is_empty() {
        write!(out, "；{}列数字没有规则可核对", unused.len())?;
    }
    for (what, count) in looked.closed.iter().filter(|(what, _)| what == "图片") {
        write!(out, "；{count}张{what}没有看")?;
    }
    let is_more = !unread.is_empty() || !unused.is_empty();
    writeln!(out, "{}", if is_more && !all { "（加 --all 列出）" } else { "" })?;
    for (place, text) in unread.iter().filter(|_| all) {
        writeln!(out, "  没有读懂：{place}：{}", plain(text))?;
    }
    for (place, header) in unused.iter().filter(|_| all) {
        writeln!(out, "  没有规则：{place}：“{}”的含义不认识", plain(header))?;
    }
    Ok(())
}

fn has_errors(audited: &Audited) -> bool {
    bulletin::diagnostics::has_errors(&audited.problems)
}

/// Words of a foreign file without what a terminal would obey.
fn plain(text: &str) -> String {
    text.replace(char::is_control, " ")
}
