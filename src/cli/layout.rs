//! `bulletin layout`.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use bulletin::diagnostics::{Code, Place, Problem};
use bulletin::layout::{self, Choice};
use serde_json::json;

use super::project::Shown;

/// Lists the built-in layouts.
pub(super) fn list(shown: &Shown) -> ExitCode {
    let names: Vec<&str> = layout::names().collect();
    let mut out = super::stdout();
    let printed = if shown.json {
        writeln!(out, "{:#}", json!(names))
    } else {
        writeln!(out, "{}", names.join("\n"))
    };
    // A closed pipe is the reader's wish.
    drop(printed.and_then(|()| out.flush()));
    ExitCode::SUCCESS
}

/// Writes the files of a built-in layout into a folder; what stands there is left alone.
pub(super) fn write(name: &str, folder: &Path, shown: &Shown) -> ExitCode {
    let problems = match layout::read(&Choice::BuiltIn(name.to_owned())) {
        Err(problems) => problems,
        Ok(_) => save(name, folder),
    };
    if !problems.is_empty() {
        return super::fail(folder, problems, shown);
    }
    let files = layout::files(name).into_iter().map(|(file, _)| folder.join(file));
    if shown.json {
        let files: Vec<_> = files.map(|file| super::json::shown(&file)).collect();
        let whole = json!({ "folder": super::json::shown(folder), "files": files, "problems": [] });
        drop(super::json::tell(whole));
    } else if !shown.quiet {
        let mut out = super::stderr();
        for file in files {
            drop(writeln!(out, "写出 {}", file.display()));
        }
        drop(writeln!(
            out,
            "只留下要改的文件和要改的几行，其余删去，就一直沿用自带的；bulletin.yaml 写 layout: ./文件夹"
        ));
    }
    ExitCode::SUCCESS
}

/// Writes all files or none; what kept them from being written.
fn save(name: &str, folder: &Path) -> Vec<Problem> {
    let files = layout::files(name);
    let taken = files
        .iter()
        .map(|(file, _)| folder.join(file))
        .filter(|path| path.exists());
    let problems: Vec<Problem> = taken
        .map(|path| {
            Problem::error(Code::CANNOT_WRITE, "已经有这个文件，没有改动")
                .at(Place::file(&path))
                .hint("换一个文件夹，或先把它改名")
        })
        .collect();
    if !problems.is_empty() {
        return problems;
    }
    let written = files.iter().try_for_each(|(file, text)| {
        let path = folder.join(file);
        std::fs::create_dir_all(path.parent().unwrap_or(folder))?;
        std::fs::write(path, text)
    });
    let error = written.err();
    error
        .iter()
        .map(|error| super::unwritten("版式", folder, error))
        .collect()
}
