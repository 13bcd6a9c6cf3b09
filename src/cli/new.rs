//! `bulletin new`.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use bulletin::config::NamedExport;
use bulletin::scaffold::{self, Created, Request};
use serde_json::json;

use super::project::Shown;
use super::{json, progress, terminal};

/// Makes the folder of a new month and tells what is still to be done.
pub(super) fn create(request: &Request, shown: &Shown) -> ExitCode {
    let created = progress::show(shown, |progress| {
        progress("建立文件夹");
        scaffold::create(request)
    });
    match created {
        Ok(created) => {
            // A closed pipe is the reader's wish; the folder is made all the same.
            drop(if shown.json { print(&created) } else { tell(&created, shown) });
            ExitCode::SUCCESS
        }
        Err(problems) => super::fail(Path::new(""), problems, shown),
    }
}

fn print(created: &Created) -> io::Result<()> {
    let Created { folder, files, awaited, notes } = created;
    let awaited: Vec<_> = awaited
        .iter()
        .map(|export| json!({ "what": export.what, "file": export.file, "sheet": export.sheet }))
        .collect();
    let whole = json!({
        "folder": json::shown(folder),
        "files": files.iter().map(|file| json::shown(file)).collect::<Vec<_>>(),
        "awaited": awaited,
        "notes": notes,
        "problems": [],
    });
    json::tell(whole)
}

fn tell(created: &Created, shown: &Shown) -> io::Result<()> {
    if shown.quiet {
        return Ok(());
    }
    let Created { folder, files, awaited, notes } = created;
    let mut out = super::stderr();
    writeln!(out, "建立 {}", folder.display())?;
    for file in files
        .iter()
        .filter(|file| !file.starts_with(bulletin::schema::FOLDER))
    {
        writeln!(out, "  {}", file.display())?;
    }
    if !awaited.is_empty() {
        writeln!(out, "请放入导出表：")?;
        for export in awaited {
            writeln!(out, "  {}", awaited_line(export))?;
        }
    }
    if !notes.is_empty() {
        writeln!(out, "请留意：")?;
        for note in notes {
            writeln!(out, "  {note}")?;
        }
    }
    let shown = terminal::as_argument(folder);
    writeln!(
        out,
        "接下来：bulletin check {shown} 查看还缺什么，bulletin build {shown} --draft 先看草稿"
    )
}

/// An export by its file, sheet and meaning.
pub(super) fn awaited_line(export: &NamedExport) -> String {
    let sheet = export.sheet.as_ref().map(|sheet| format!("，工作表“{sheet}”"));
    format!("{}：{}{}", export.what, export.file, sheet.unwrap_or_default())
}
