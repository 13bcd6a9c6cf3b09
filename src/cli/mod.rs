//! The program at the terminal: arguments, printing and exit codes.
//!
//! Data goes to standard output, everything else to standard error. Exit codes: 0 done,
//! 1 the input has errors, 2 wrong usage, 3 a file cannot be read or written.

mod arguments;
mod audit;
mod codes;
mod compare;
mod doctor;
mod excerpt;
mod explain;
mod figures;
mod harmless;
mod help;
mod import;
mod json;
mod layout;
mod learn;
mod licenses;
mod manual;
mod new;
mod output;
mod progress;
mod project;
mod schema;
mod sql;
mod table;
mod terminal;
mod usage;
mod watch;
mod workbench;

use std::io::{self, Write};
use std::panic;
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use arguments::{Command, Format};
use bulletin::diagnostics::{Code, Place, Problem};
use bulletin::files;
use bulletin::pipeline::{self, Options, Report, Written};
use bulletin::scaffold::Request;
use output::{stderr, stdout};
use project::Shown;

/// Wrong usage.
const USAGE: u8 = 2;
/// A file cannot be read or written.
const FILES: u8 = 3;
/// A bug of this program.
const BUG: u8 = 101;

/// Runs the program with the arguments that it was given.
pub(crate) fn run() -> ExitCode {
    // What Rust prints of a panic is English and names folders of the build machine. One
    // that is caught further down becomes a problem there, so that it is told only here.
    let place = Arc::new(Mutex::new(String::new()));
    let kept = Arc::clone(&place);
    panic::set_hook(Box::new(move |info| {
        let at = info.location().map(|location| {
            let file = location.file().rsplit(['/', '\\']).next().unwrap_or_default();
            format!("（{file}:{}）", location.line())
        });
        *kept.lock().unwrap_or_else(PoisonError::into_inner) = at.unwrap_or_default();
    }));
    let code = panic::catch_unwind(answer).unwrap_or_else(|_| {
        let at = place.lock().unwrap_or_else(PoisonError::into_inner);
        drop(writeln!(
            io::stderr(),
            "程序内部出错{at}，没有做完。这是程序的缺陷，请把这一行和所用的命令告诉开发者"
        ));
        ExitCode::from(BUG)
    });
    let code = output::checked(code);
    if cfg!(windows) && std::env::args_os().len() == 1 && code != ExitCode::SUCCESS {
        hold_window();
    }
    code
}

/// Windows closes the window of a double click with the program that it started, and what
/// went wrong would be gone before it is read.
fn hold_window() {
    drop(writeln!(stderr(), "按回车键关闭窗口"));
    // At its end nothing is waited for.
    drop(io::stdin().read_line(&mut String::new()));
}

/// Does what the arguments ask for.
#[expect(clippy::too_many_lines, reason = "a list of the commands, an arm each")]
fn answer() -> ExitCode {
    let command = match arguments::parse() {
        Ok(command) => command,
        Err(error) => return usage::answer(&error),
    };
    match command {
        Command::Build {
            project,
            draft,
            comments,
            is_final,
            no_audit: skip_audit,
            each,
            to,
            format,
            watch,
            shown,
        } => {
            let folder = project.folder();
            let leaves_out = |one| !format.is_empty() && !format.contains(&one);
            let options = Options {
                draft,
                is_final,
                skip_audit,
                comments,
                to: to.as_deref(),
                without_word: leaves_out(Format::Docx),
                without_pdf: leaves_out(Format::Pdf),
            };
            let build = || {
                report(&shown, &folder, |progress| match &each {
                    Some(each) => pipeline::build_each(&folder, each, options, progress),
                    None => pipeline::build(&folder, options, progress),
                })
            };
            if watch { watch::again(&folder, build) } else { build() }
        }
        Command::Check { project, shown } => {
            let folder = project.folder();
            report(&shown, &folder, |progress| pipeline::check(&folder, progress))
        }
        Command::Audit { file, all, against, word, force, shown } => {
            let word = word.as_deref().map(|path| (path, force));
            let wish = audit::Wish { against: against.as_deref(), all, word };
            audit::run(&file, wish, &shown)
        }
        Command::Preview { project, port, no_open } => {
            workbench::preview(&project.folder(), port, !no_open)
        }
        Command::Workbench { folder, port, no_open } => {
            workbench::open(folder.as_deref(), port, !no_open)
        }
        Command::Figures { folder, find, unit, shown } => {
            figures::list(&folder, find.as_deref(), unit.as_deref(), &shown)
        }
        Command::Sql { project, engine, table } => {
            sql::print(&project.folder(), engine, table.as_deref())
        }
        Command::New { month, folder, from, shown } => {
            new::create(&Request { month, model: from, folder }, &shown)
        }
        Command::Learn { word, from, to, shown } => {
            learn::run(&word, from.as_deref(), &to, &shown)
        }
        Command::Schema { kind, to: None, shown } => {
            schema::print(kind.as_deref(), &shown)
        }
        Command::Schema { kind: _, to: Some(folder), shown } => {
            schema::write(&folder, &shown)
        }
        Command::Layout { name: Some(name), to: Some(folder), shown } => {
            layout::write(&name, &folder, &shown)
        }
        Command::Layout { shown, .. } => layout::list(&shown),
        Command::Explain { words, unit, tickets, force, shown } => {
            let tickets = tickets.as_deref().map(|path| (path, force));
            explain::explain(&words, unit.as_deref(), tickets, &shown)
        }
        Command::Compare {
            old, new, word: Some(word), numbers, force, shown, ..
        } => compare::redline(&old, &new, &word, (numbers, force), &shown),
        Command::Compare { old, new, xlsx, force, shown, .. } => {
            let workbook = xlsx.as_deref().map(|path| (path, force));
            compare::compare(&old, &new, workbook, &shown)
        }
        Command::Import { folder, file, apply, typed, shown } => {
            import::run(&folder, &file, pipeline::Wish { apply, typed }, &shown)
        }
        Command::Help { command } => usage_of(command.as_deref()),
        Command::Doctor { project, shown } => doctor::examine(&project.folder(), &shown),
        Command::Manual { to } => manual::open(to.as_deref()),
        Command::Man { to } => manual::write_pages(&to),
        Command::Licenses => licenses::print(),
        Command::Completions { shell } => {
            let mut all = arguments::all();
            clap_complete::generate(shell, &mut all, "bulletin", &mut stdout());
            ExitCode::SUCCESS
        }
    }
}

/// Shows how a command is used.
fn usage_of(command: Option<&str>) -> ExitCode {
    match arguments::help(command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => usage::answer(&error),
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

/// Tells why nothing could be done in a project folder.
fn fail(folder: &Path, problems: Vec<Problem>, shown: &Shown) -> ExitCode {
    let report = Report { problems, ..Report::default() };
    drop(if shown.json {
        json::print(&report)
    } else {
        terminal::tell_errors(folder, &report.problems)
    });
    exit_code(&report)
}

/// Tells of a file that was asked for by name, or why it is not there.
fn written(written: Result<Written, Vec<Problem>>, shown: &Shown) -> ExitCode {
    match written {
        Ok(written) => {
            if !shown.quiet {
                drop(writeln!(stderr(), "写出 {}", written.path.display()));
            }
            ExitCode::SUCCESS
        }
        Err(problems) => fail(Path::new(""), problems, shown),
    }
}

/// Something that could not be written to a place of the user's.
fn unwritten(what: &str, path: &Path, error: &io::Error) -> Problem {
    let (shown, reason) = (path.display(), files::reason(error));
    let message = format!("{what}写不进“{shown}”：{reason}");
    Problem::error(Code::CANNOT_WRITE, message)
        .at(Place::file(path))
        .hint("检查文件夹是否存在以及写入权限")
}

fn exit_code(report: &Report) -> ExitCode {
    if report.failed_on_files() {
        return ExitCode::from(FILES);
    }
    ExitCode::from(u8::from(report.failed()))
}
