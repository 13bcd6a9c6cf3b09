//! The program at the terminal: arguments, printing and exit codes.
//!
//! Data goes to standard output, everything else to standard error. Exit codes: 0 done,
//! 1 the input has errors, 2 wrong usage, 3 a file cannot be read or written.

mod arguments;
mod figures;
mod json;
mod progress;
mod sql;
mod terminal;
mod usage;

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use arguments::{Command, Shown};
use bulletin::diagnostics::{Problem, Severity};
use bulletin::pipeline::{self, Options, Report};

/// Wrong usage.
const USAGE: u8 = 2;

/// Runs the program with the arguments that it was given.
pub(crate) fn run() -> ExitCode {
    let command = match arguments::parse() {
        Ok(command) => command,
        Err(error) => return usage::answer(&error),
    };
    match command {
        Command::Build { folder, draft, shown } => {
            let options = Options { draft };
            report(&shown, &folder, |progress| {
                pipeline::build(&folder, options, progress)
            })
        }
        Command::Check { folder, shown } => {
            report(&shown, &folder, |progress| pipeline::check(&folder, progress))
        }
        Command::Figures { folder, find, shown } => {
            figures::list(&folder, find.as_deref(), &shown)
        }
        Command::Sql { folder, engine, table } => {
            sql::print(&folder, engine, table.as_deref())
        }
        Command::Completions { shell } => arguments::complete(shell),
    }
}

/// Runs a step of the library and tells what came of it.
fn report(
    shown: &Shown,
    folder: &Path,
    work: impl FnOnce(pipeline::Progress<'_>) -> Report,
) -> ExitCode {
    let report = progress::show(shown, |progress| work(progress));
    let told = if shown.json {
        json::print(&report)
    } else {
        terminal::tell(shown, folder, &report)
    };
    // A closed pipe is the reader's wish; the files are written all the same.
    drop(told);
    exit_code(&report)
}

fn exit_code(report: &Report) -> ExitCode {
    if report.failed_on_files() {
        return ExitCode::from(3);
    }
    ExitCode::from(u8::from(report.failed()))
}

/// Tells the errors among problems, when nothing comes of a command.
fn problems(problems: &[Problem]) -> io::Result<()> {
    let mut out = io::stderr().lock();
    let paint = terminal::Paint::for_terminal(false);
    for problem in problems.iter().filter(|found| found.severity == Severity::Error) {
        terminal::problem(&mut out, paint, problem)?;
    }
    Ok(())
}

/// Standard output for data.
fn stdout() -> impl Write {
    io::BufWriter::new(io::stdout().lock())
}
