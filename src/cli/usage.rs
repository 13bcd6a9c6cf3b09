//! Wrong usage, told in Chinese.

use std::io::Write;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Prints help or what is wrong with the arguments.
pub(super) fn answer(error: &clap::Error) -> ExitCode {
    if error.kind() == ErrorKind::DisplayVersion {
        drop(writeln!(super::stdout(), "bulletin {}", super::arguments::version()));
        return ExitCode::SUCCESS;
    }
    if error.kind() == ErrorKind::DisplayHelp {
        drop(error.print());
        return ExitCode::SUCCESS;
    }
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        drop(error.print());
        return ExitCode::from(super::USAGE);
    }
    refuse(&message(error), &hint(error))
}

/// Tells what is wrong with the arguments, and what may be written instead.
pub(super) fn refuse(message: &str, hint: &str) -> ExitCode {
    // Nobody is left to tell when standard error is closed.
    drop(writeln!(super::stderr(), "用法不对：{message}\n提示：{hint}"));
    ExitCode::from(super::USAGE)
}

fn message(error: &clap::Error) -> String {
    let argument = context(error, ContextKind::InvalidArg);
    // Of “--to <文件夹>” the name alone, of “<文件夹>” what it stands for.
    let argument = match argument.split_once(' ') {
        Some((name, _)) => name,
        None => argument.trim_matches(['<', '>', '[', ']']),
    };
    let value = context(error, ContextKind::InvalidValue);
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "clap may gain kinds; all others read alike"
    )]
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let command = context(error, ContextKind::InvalidSubcommand);
            format!("没有“{command}”这个命令")
        }
        ErrorKind::UnknownArgument => format!("没有“{argument}”这个参数"),
        ErrorKind::MissingRequiredArgument => format!("缺少参数 {argument}"),
        ErrorKind::MissingSubcommand => "没有写命令".to_owned(),
        ErrorKind::InvalidValue if value.is_empty() => {
            format!("“{argument}”后面缺少内容")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map(|why| format!("：{why}"));
            format!("“{argument}”不能是“{value}”{}", why.unwrap_or_default())
        }
        ErrorKind::ArgumentConflict => format!("“{argument}”不能和另一个参数同时使用"),
        ErrorKind::TooManyValues => format!("“{argument}”后面的内容太多"),
        ErrorKind::InvalidUtf8 => "参数中有不能识别的字符".to_owned(),
        _ => "命令不能识别".to_owned(),
    }
}

fn hint(error: &clap::Error) -> String {
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand]
        .map(|kind| context(error, kind))
        .into_iter()
        .find(|near| !near.is_empty());
    match near {
        Some(near) => format!("是否“{near}”？运行 bulletin --help 查看全部用法"),
        None => "运行 bulletin --help 查看用法".to_owned(),
    }
}

fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        Some(_) | None => String::new(),
    }
}
