//! How a figure is made, or what a problem's code means.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use bulletin::diagnostics::{self, CODES, Code};
use bulletin::ledger::{self, Behind, Entry, Found};
use bulletin::pipeline::{self, Proved};
use num_traits::Zero;
use serde_json::json;

use super::project::Shown;
use super::{codes, progress, terminal};

/// Tickets shown at the terminal.
const TICKETS_MAX: usize = 20;

/// Explains a code, or a figure of a folder; the folder is the present one when only the
/// figure is named.
pub(super) fn explain(
    words: &[String],
    unit: Option<&str>,
    tickets: Option<(&Path, bool)>,
    shown: &Shown,
) -> ExitCode {
    match words {
        [code] if is_code(code) => meaning(code, shown),
        [folder] if Path::new(folder).is_dir() => {
            let hint = format!("bulletin explain {folder} towns.direct.score");
            usage("缺少要说明的数字名称、印出的数字或问题代码", &hint)
        }
        [asked] => figure(Path::new("."), (asked, unit), tickets, shown),
        [_, code] if is_code(code) => meaning(code, shown),
        [folder, asked] => figure(Path::new(folder), (asked, unit), tickets, shown),
        _ => usage("参数太多", "bulletin explain 文件夹 名称"),
    }
}

/// Whether a word is written as codes are: a letter and two digits.
fn is_code(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic())
        && word.len() == 3
        && chars.all(|c| c.is_ascii_digit())
}

fn meaning(written: &str, shown: &Shown) -> ExitCode {
    let written = written.to_uppercase();
    if let Some(code) = Code::find(&written) {
        // A closed pipe is the reader's wish.
        drop(codes::print(code, shown.json));
        return ExitCode::SUCCESS;
    }
    let known = CODES.iter().map(|(code, _)| code.as_str());
    let near = diagnostics::nearest_few(&written, known, 5).join("、");
    drop(writeln!(super::stderr(), "没有“{written}”这个问题代码"));
    if !near.is_empty() {
        drop(writeln!(super::stderr(), "提示：相近的有 {near}"));
    }
    ExitCode::FAILURE
}

fn usage(message: &str, example: &str) -> ExitCode {
    super::usage::refuse(message, &format!("例如 {example}"))
}

fn figure(
    folder: &Path,
    (asked, unit): (&str, Option<&str>),
    tickets: Option<(&Path, bool)>,
    shown: &Shown,
) -> ExitCode {
    let (proved, problems) =
        progress::show(shown, |progress| pipeline::prove(folder, unit, progress));
    let Some(proved) = proved else {
        drop(terminal::tell_errors(folder, &problems));
        return ExitCode::FAILURE;
    };
    // A figure of a month with errors may change.
    if diagnostics::has_errors(&problems) {
        drop(terminal::tell_errors(folder, &problems));
    }
    let entries = match proved.find(asked) {
        Found::Named(entry) => vec![*entry],
        Found::Printed(entries) => entries,
        Found::Nothing(near) => {
            drop(nothing(asked, &near));
            return ExitCode::FAILURE;
        }
    };
    // A closed pipe is the reader's wish.
    drop(if shown.json {
        as_json(&proved, &entries)
    } else {
        as_text(&proved, &entries)
    });
    match (tickets, entries.as_slice()) {
        (None, _) => ExitCode::SUCCESS,
        (Some(path), [entry]) => write(&proved, entry, path, shown),
        (Some(_), several) => {
            let message =
                format!("印作“{asked}”的数字有{}个，工单清单一次写一个", several.len());
            usage(&message, &format!("改用名称：{}", keys(several)))
        }
    }
}

fn keys(entries: &[Entry]) -> String {
    let keys: Vec<&str> =
        entries.iter().take(5).map(|entry| entry.key.as_str()).collect();
    keys.join("、")
}

fn write(
    proved: &Proved,
    entry: &Entry,
    (path, is_forced): (&Path, bool),
    shown: &Shown,
) -> ExitCode {
    super::written(proved.write_tickets(entry, path, is_forced), shown)
}

fn nothing(asked: &str, near: &[String]) -> io::Result<()> {
    let mut out = super::stderr();
    writeln!(out, "“{asked}”不是数字的名称，通报中也没有印作“{asked}”的数字")?;
    if near.is_empty() {
        return writeln!(out, "提示：运行 bulletin figures 可列出全部数字的名称");
    }
    writeln!(out, "提示：名称相近的有")?;
    near.iter().try_for_each(|name| writeln!(out, "  {name}"))
}

fn as_json(proved: &Proved, entries: &[Entry]) -> io::Result<()> {
    let ticket = |behind: &Behind<'_>| {
        json!({
            "number": behind.ticket.number(),
            "row": behind.ticket.row(),
            "unit": unit(proved, behind),
            "numerator": ledger::exact(&behind.hits),
            "denominator": u8::from(behind.is_in_base),
        })
    };
    let all: Vec<_> = entries
        .iter()
        .map(|entry| {
            let behind = proved.behind(&entry.key);
            let tickets: Vec<_> = behind.iter().map(ticket).collect();
            json!({ "figure": entry, "tickets": tickets })
        })
        .collect();
    super::json::tell(json!({ "figures": all }))
}

fn as_text(proved: &Proved, entries: &[Entry]) -> io::Result<()> {
    let mut out = super::stdout();
    for (n, entry) in entries.iter().enumerate() {
        if n > 0 {
            writeln!(out)?;
        }
        head(&mut out, entry)?;
        let behind = proved.behind(&entry.key);
        if entries.len() == 1 {
            tickets(&mut out, proved, &behind)?;
        } else if !behind.is_empty() {
            writeln!(out, "工单：{}件（按名称查询可列出）", behind.len())?;
        }
    }
    out.flush()
}

fn head(out: &mut impl Write, entry: &Entry) -> io::Result<()> {
    writeln!(out, "{} = {}", entry.key, entry.text)?;
    writeln!(out, "口径：{}", entry.definition)?;
    writeln!(out, "计算：{}", entry.formula)?;
    if let (Some(numerator), Some(denominator)) = (&entry.numerator, &entry.denominator)
        && denominator != "1"
    {
        let is_reduced =
            entry.exact.as_deref() == Some(&format!("{numerator}/{denominator}"));
        let exact = if is_reduced { "（未舍入的精确值）" } else { "" };
        writeln!(out, "分子 {numerator}，分母 {denominator}{exact}")?;
    }
    if let Some(source) = &entry.source {
        writeln!(out, "来源：{source}")?;
    }
    if !entry.parts.is_empty() {
        writeln!(out, "组成：{}", entry.parts.join("、"))?;
    }
    if entry.places.is_empty() {
        return writeln!(out, "位置：没有印出");
    }
    writeln!(out, "位置：")?;
    entry
        .places
        .iter()
        .try_for_each(|at| writeln!(out, "  {}：{}", at.place, at.text))
}

/// The first tickets, with what each counts.
fn tickets(
    out: &mut impl Write,
    proved: &Proved,
    behind: &[Behind<'_>],
) -> io::Result<()> {
    if behind.is_empty() {
        return Ok(());
    }
    let first = if behind.len() > TICKETS_MAX {
        format!("，前{TICKETS_MAX}件：")
    } else {
        "：".to_owned()
    };
    writeln!(out, "工单：{}件{first}", behind.len())?;
    // A score has no tickets above a line of its own, only those of its rates.
    let is_ratio = behind.iter().any(|one| one.is_in_base && !one.hits.is_zero());
    for one in behind.iter().take(TICKETS_MAX) {
        let hits = ledger::exact(&one.hits);
        let counts = match (is_ratio, hits.as_str()) {
            (false, _) => String::new(),
            (true, "0") => "，不计入分子".to_owned(),
            (true, hits) => format!("，计入分子 {hits}"),
        };
        let (number, row) = (one.ticket.number(), one.ticket.row());
        writeln!(out, "  {number}（第{row}行，{}{counts}）", unit(proved, one))?;
    }
    Ok(())
}

fn unit<'p>(proved: &'p Proved, behind: &Behind<'_>) -> &'p str {
    let register = &proved.loaded.project.register;
    let unit = behind.unit.and_then(|unit| register.unit(unit));
    unit.map_or("全区", |unit| unit.name.as_str())
}
