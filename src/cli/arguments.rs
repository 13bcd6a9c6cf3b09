//! The commands and their arguments.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgAction, Args, CommandFactory, Parser, Subcommand, ValueEnum};

const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}";

const EXIT_CODES: &str = "\
退出码：
  0  完成
  1  输入有错误，没有写出文件
  2  命令用法不对
  3  文件读不出或写不进

示例：
  bulletin build examples/2023-09           生成 Word 和 PDF
  bulletin build examples/2023-09 --draft   生成草稿，末页列出待处理的问题
  bulletin check examples/2023-09           只检查，不写文件
  bulletin figures examples/2023-09 得分    查找数字的名称和本月数值
  bulletin sql examples/2023-09 --dialect spark   输出汇总工单的 Spark 语句";

/// Makes the monthly bulletin of a district.
#[derive(Debug, Parser)]
#[command(
    name = "bulletin",
    version,
    about = "由考核数据生成“接诉即办”工作通报（Word 和 PDF）",
    help_template = TEMPLATE,
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    after_help = EXIT_CODES,
    arg_required_else_help = true
)]
struct Program {
    #[command(subcommand)]
    command: Command,
    /// 显示帮助
    #[arg(short, long, action = ArgAction::Help, global = true, help_heading = "选项")]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = ArgAction::Version, help_heading = "选项")]
    version: Option<bool>,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 生成通报，写入项目文件夹下的 out
    #[command(help_template = TEMPLATE)]
    Build {
        /// 项目文件夹（内有 bulletin.yaml）
        #[arg(
            value_name = "文件夹",
            default_value = ".",
            help_heading = "参数",
            hide_default_value = true
        )]
        folder: PathBuf,
        /// 生成草稿：每页加“草稿”字样，末页列出待处理的问题
        #[arg(long, help_heading = "选项")]
        draft: bool,
        #[command(flatten)]
        shown: Shown,
    },
    /// 只检查配置、数据和提纲，不写文件
    #[command(help_template = TEMPLATE)]
    Check {
        /// 项目文件夹（内有 bulletin.yaml）
        #[arg(
            value_name = "文件夹",
            default_value = ".",
            help_heading = "参数",
            hide_default_value = true
        )]
        folder: PathBuf,
        #[command(flatten)]
        shown: Shown,
    },
    /// 列出可用的数字：名称、本月数值、口径
    #[command(help_template = TEMPLATE)]
    Figures {
        /// 项目文件夹（内有 bulletin.yaml）
        #[arg(value_name = "文件夹", help_heading = "参数")]
        folder: PathBuf,
        /// 只列出名称、数值或口径中含有这些字的
        #[arg(value_name = "查找", help_heading = "参数")]
        find: Option<String>,
        #[command(flatten)]
        shown: Shown,
    },
    /// 输出汇总工单的 SQL 语句，结果可作导出表
    #[command(help_template = TEMPLATE)]
    Sql {
        /// 项目文件夹（内有 bulletin.yaml）
        #[arg(
            value_name = "文件夹",
            default_value = ".",
            help_heading = "参数",
            hide_default_value = true
        )]
        folder: PathBuf,
        /// 数据库：spark、postgres、clickhouse 或 duckdb
        #[arg(
            long = "dialect",
            value_name = "数据库",
            help_heading = "选项",
            hide_possible_values = true
        )]
        engine: Engine,
        /// 工单表的名称，可带库名（默认“考评明细”）
        #[arg(long, value_name = "表名", help_heading = "选项")]
        table: Option<String>,
    },
    /// 输出命令行补全脚本
    #[command(help_template = TEMPLATE)]
    Completions {
        /// bash、zsh、fish、powershell 或 elvish
        #[arg(value_name = "终端", help_heading = "参数")]
        shell: clap_complete::Shell,
    },
}

/// Where tickets live.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Engine {
    /// Apache Spark
    Spark,
    /// PostgreSQL
    Postgres,
    /// ClickHouse
    Clickhouse,
    /// DuckDB
    Duckdb,
}

/// How results are shown.
#[derive(Debug, Clone, Args)]
pub(super) struct Shown {
    /// 只显示错误
    #[arg(short, long, help_heading = "选项")]
    pub(super) quiet: bool,
    /// 以 JSON 输出结果，供其他程序读取
    #[arg(long, help_heading = "选项")]
    pub(super) json: bool,
}

/// The command that the program was given.
pub(super) fn parse() -> Result<Command, clap::Error> {
    Program::try_parse().map(|program| program.command)
}

/// Prints a completion script for a shell.
pub(super) fn complete(shell: clap_complete::Shell) -> ExitCode {
    clap_complete::generate(
        shell,
        &mut Program::command(),
        "bulletin",
        &mut super::stdout(),
    );
    ExitCode::SUCCESS
}
