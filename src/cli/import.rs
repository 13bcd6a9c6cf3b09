//! What people changed in a Word file, told and taken home.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use bulletin::pipeline::{self, Imported, Wish};
use bulletin::review::import::{Change, Kind, Said};
use serde_json::{Value, json};

use super::project::Shown;
use super::{progress, terminal};

/// Reads an edited file, tells what was changed and takes it home where that is wished.
pub(super) fn run(folder: &Path, file: &Path, wish: Wish, shown: &Shown) -> ExitCode {
    let imported =
        progress::show(shown, |progress| pipeline::import(folder, file, wish, progress));
    // A closed pipe is the reader's wish.
    drop(if shown.json {
        print(&imported)
    } else {
        tell(folder, &imported, wish, shown)
    });
    let report = pipeline::Report { problems: imported.problems, ..Default::default() };
    super::exit_code(&report)
}

fn print(imported: &Imported) -> io::Result<()> {
    let edited = &imported.edited;
    let change = |change: &Change| {
        let Change { kind, place, old, new, key, is_taken, remark } = change;
        json!({
            "kind": match kind {
                Kind::Words => "words",
                Kind::New => "new",
                Kind::Gone => "gone",
                Kind::Number => "number",
                Kind::Cell => "cell",
                Kind::Other => "other",
            },
            "place": place, "old": old, "new": new, "key": key,
            "taken": is_taken, "remark": remark,
            "formula": key.as_deref().and_then(|key| formula(imported, key)),
        })
    };
    let comment = |said: &Said| {
        let Said { author, text, quoted } = said;
        json!({ "author": author, "text": text, "quoted": quoted })
    };
    let shown = |path: &std::path::PathBuf| super::json::shown(path);
    let whole = json!({
        "changes": edited.changes.iter().map(change).collect::<Vec<Value>>(),
        "comments": edited.comments.iter().map(comment).collect::<Vec<Value>>(),
        "open_changes": edited.open_changes,
        "files": imported.files.iter().map(shown).collect::<Vec<_>>(),
        "kept": imported.kept.as_ref().map(shown),
        "problems": imported.problems.iter().map(super::json::problem).collect::<Vec<_>>(),
    });
    super::json::tell(whole)
}

fn formula<'i>(imported: &'i Imported, key: &str) -> Option<&'i str> {
    let found = imported.evidence.iter().find(|evidence| evidence.key == key);
    found.map(|evidence| evidence.formula.as_str())
}

fn tell(folder: &Path, imported: &Imported, wish: Wish, shown: &Shown) -> io::Result<()> {
    for problem in &imported.problems {
        terminal::problem(&mut super::stderr(), folder, problem)?;
    }
    if imported.failed() || shown.quiet {
        return Ok(());
    }
    let mut out = super::stdout();
    let edited = &imported.edited;
    let (changes, comments) = (&edited.changes, &edited.comments);
    if changes.is_empty() && comments.is_empty() {
        writeln!(out, "没有改动")?;
        return out.flush();
    }
    writeln!(out, "改动{}处，批注{}条", changes.len(), comments.len())?;
    for change in changes {
        self::change(&mut out, imported, change, wish)?;
    }
    for Said { author, text, quoted } in comments {
        writeln!(out, "批注 {author}：{}（在“{quoted}”处）", text.replace('\n', " "))?;
    }
    if !wish.apply && !edited.plan.is_empty() {
        writeln!(out, "以上还没有写入；加 --apply 带回可以带回的文字")?;
    }
    for file in &imported.files {
        writeln!(out, "改动 {}", file.display())?;
    }
    if let Some(kept) = &imported.kept {
        writeln!(out, "改动前的文件和送来的 Word 文件留在 {}", kept.display())?;
    }
    out.flush()
}

fn change(
    out: &mut impl Write,
    imported: &Imported,
    change: &Change,
    wish: Wish,
) -> io::Result<()> {
    let Change { kind, place, old, new, key, is_taken, remark } = change;
    let kind = kind.name();
    if let Some(key) = key {
        writeln!(out, "{kind} {place}：{old} → {new}")?;
        let formula = formula(imported, key).filter(|it| !it.is_empty());
        let formula = formula.map_or_else(String::new, |it| format!("：{it}"));
        writeln!(out, "    数据给出{old}（{key}{formula}）")?;
        let fate = match is_taken {
            true if wish.apply => "按手工数字写入，核对时会一直提醒",
            true => "将按手工数字写入，核对时会一直提醒",
            false => "没有带回，通报仍印数据给出的数字；数据有误的请改数据",
        };
        return writeln!(out, "    {fate}");
    }
    writeln!(out, "{kind} {place}")?;
    for (sign, text) in [("-", old), ("+", new)] {
        if !text.is_empty() {
            writeln!(out, "    {sign} {}", text.replace(['\n', '\t'], " "))?;
        }
    }
    if !is_taken {
        writeln!(out, "    没有带回：{remark}")?;
    } else if !remark.is_empty() {
        writeln!(out, "    注意：{remark}")?;
    }
    Ok(())
}
