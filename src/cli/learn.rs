//! `bulletin learn`.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use bulletin::pipeline::{self, Taught, told};
use bulletin::review::learn::{Entry, Sure};
use serde_json::json;

use super::project::Shown;
use super::{json, progress, terminal};

/// Numbers that are not settled, shown of each kind.
const SHOWN_MAX: usize = 20;

/// Makes a month of a Word file and tells what became of its numbers.
pub(super) fn run(
    word: &Path,
    from: Option<&Path>,
    to: &Path,
    shown: &Shown,
) -> ExitCode {
    let taught =
        progress::show(shown, |progress| pipeline::learn(word, from, to, progress));
    match taught {
        Ok(taught) => {
            // A closed pipe is the reader's wish; the folder is made all the same.
            drop(if shown.json { print(&taught) } else { tell(&taught, shown) });
            ExitCode::SUCCESS
        }
        Err(problems) => super::fail(word, problems, shown),
    }
}

fn print(taught: &Taught) -> io::Result<()> {
    let Taught { folder, files, entries, left, problems, redline } = taught;
    let entries: Vec<_> = entries
        .iter()
        .map(|entry| {
            let Entry { place, words, number, became, sure, .. } = entry;
            let (how, data) = told(sure);
            json!({
                "place": place, "words": words, "number": number, "became": became,
                "sure": how, "data": data,
            })
        })
        .collect();
    let left: Vec<_> = left
        .iter()
        .map(|(place, what)| json!({ "place": place, "what": what }))
        .collect();
    json::tell(json!({
        "folder": json::shown(folder),
        "files": files.iter().map(|file| json::shown(file)).collect::<Vec<_>>(),
        "numbers": entries,
        "left": left,
        "redline": redline.as_ref().map(|it| json::shown(&it.path)),
        "problems": problems.iter().map(json::problem).collect::<Vec<_>>(),
    }))
}

fn tell(taught: &Taught, shown: &Shown) -> io::Result<()> {
    if shown.quiet {
        return Ok(());
    }
    let Taught { folder, entries, left, redline, .. } = taught;
    let mut out = super::stderr();
    let settled = |entry: &&Entry| matches!(entry.sure, Sure::Certain | Sure::Form(_));
    let sure = entries.iter().filter(settled).count();
    writeln!(out, "建立 {}", folder.display())?;
    writeln!(out, "通报里{}个数字，{sure}个由数据得出", entries.len())?;
    // What is written otherwise is settled, but does not come back as it was.
    let open: Vec<&Entry> =
        entries.iter().filter(|it| it.sure != Sure::Certain).collect();
    for entry in open.iter().take(SHOWN_MAX) {
        let (how, data) = told(&entry.sure);
        let data = if data.is_empty() { data } else { format!("：{data}") };
        writeln!(
            out,
            "  {} {}（{}）{how}{data}",
            entry.place, entry.number, entry.words
        )?;
    }
    if open.len() > SHOWN_MAX {
        writeln!(out, "  等{}个，全部在 学习结果.xlsx", open.len())?;
    }
    for (place, what) in left {
        writeln!(out, "  {place}：{what}")?;
    }
    if let Some(redline) = redline {
        writeln!(out, "与原文的不同：{}", redline.path.display())?;
    }
    let shown = terminal::as_argument(folder);
    writeln!(out, "接下来：bulletin build {shown} --draft")
}
