//! `bulletin schema`.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use bulletin::diagnostics::nearest;
use bulletin::schema;
use serde_json::json;

use super::project::Shown;

/// Prints a schema, or the names of all.
pub(super) fn print(kind: Option<&str>, shown: &Shown) -> ExitCode {
    let mut out = super::stdout();
    let printed = match kind {
        None if shown.json => {
            super::json::write(&mut out, json!({ "kinds": schema::KINDS }))
        }
        None => writeln!(out, "{}", schema::KINDS.join("\n")),
        Some(kind) => match schema::of(kind) {
            Some(schema) => writeln!(out, "{schema:#}"),
            None => return unknown(kind),
        },
    };
    // A closed pipe is the reader's wish.
    drop(printed.and_then(|()| out.flush()));
    ExitCode::SUCCESS
}

/// Writes all schemas into a folder.
pub(super) fn write(folder: &Path, shown: &Shown) -> ExitCode {
    let home = folder.join(schema::FOLDER);
    let written = std::fs::create_dir_all(&home).and_then(|()| {
        schema::files().try_for_each(|(name, text)| std::fs::write(home.join(name), text))
    });
    if let Err(error) = written {
        let problem = super::unwritten("Schema ", &home, &error);
        return super::fail(folder, vec![problem], shown);
    }
    if shown.json {
        let told = json!({ "folder": super::json::shown(&home), "problems": [] });
        drop(super::json::tell(told));
    } else if !shown.quiet {
        drop(writeln!(super::stderr(), "写出 {}", home.display()));
    }
    ExitCode::SUCCESS
}

fn unknown(kind: &str) -> ExitCode {
    let hint = match nearest(kind, schema::KINDS) {
        Some(near) => format!("是否“{near}”？"),
        None => format!("应为 {} 之一", schema::KINDS.join("、")),
    };
    super::usage::refuse(&format!("没有“{kind}”这种文件"), &hint)
}
