//! The commands and their arguments.

use std::path::PathBuf;

use bulletin::pipeline::Each;
use bulletin::scaffold::YearMonth;
use clap::{ArgAction, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use super::help;
use super::project::{Project, Shown, Whole};

const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}";

/// Makes the monthly bulletin of a district.
#[derive(Debug, Parser)]
#[command(
    name = "bulletin",
    version,
    about = "由考核数据生成“接诉即办”工作通报（Word 和 PDF）",
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
struct Program {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    whole: Whole,
    /// 显示版本
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 生成通报，写入项目文件夹下的 out
    Build {
        #[command(flatten)]
        project: Project,
        /// 生成草稿：每页加“草稿”字样，末页列出待处理的问题
        #[arg(long)]
        draft: bool,
        /// 草稿之外另出一份批注稿：每个问题是一条 Word 批注，就在那个数字、单元格或语句上
        #[arg(long, requires = "draft", conflicts_with = "each")]
        comments: bool,
        /// 不把写好的文件读回来核对数字
        #[arg(long)]
        no_audit: bool,
        /// 定稿：存下本期数字，供下期取用（previous: 上期文件夹）
        #[arg(long = "final", conflicts_with = "draft")]
        is_final: bool,
        /// 给每个单位各出一份，写入 out/各单位：towns（镇街）、departments（部门）、units（全部），或单位名称，用逗号隔开
        #[arg(long, value_name = "单位", conflicts_with = "is_final")]
        each: Option<Each>,
        /// 写入这个文件夹，不写入项目文件夹下的 out
        #[arg(long, value_name = "文件夹", conflicts_with = "is_final")]
        to: Option<PathBuf>,
        /// 只写出这几种：docx、pdf，用逗号隔开
        #[arg(
            long,
            value_name = "格式",
            value_delimiter = ',',
            requires = "to",
            hide_possible_values = true
        )]
        format: Vec<Format>,
        /// 写完后继续等候，文件一改就重新生成，按 Ctrl+C 结束
        #[arg(long, conflicts_with_all = ["is_final", "json", "to"])]
        watch: bool,
        #[command(flatten)]
        shown: Shown,
    },
    /// 只检查配置、数据和提纲，不写文件
    Check {
        #[command(flatten)]
        project: Project,
        #[command(flatten)]
        shown: Shown,
    },
    /// 核对一份 Word 通报里的数字，无论是手工编写还是生成后改过
    Audit {
        /// 通报（.docx，或本程序生成的 .pdf），或放有多份通报的文件夹
        #[arg(value_name = "文件")]
        file: PathBuf,
        /// 把没有读懂的句子、没有规则可用的列也列出来
        #[arg(long)]
        all: bool,
        /// 再与这个项目文件夹的底稿逐个比对，列出改动过的数字
        #[arg(long, value_name = "文件夹")]
        against: Option<PathBuf>,
        /// 另写一份批注稿：每个问题是一条 Word 批注，就在那个数字或单元格上
        #[arg(long, value_name = "批注稿.docx")]
        word: Option<PathBuf>,
        /// 那里已有别的文件时也覆盖
        #[arg(long, requires = "word")]
        force: bool,
        #[command(flatten)]
        shown: Shown,
    },
    /// 在浏览器中预览草稿：文件一保存，版面自动更新
    Preview {
        #[command(flatten)]
        project: Project,
        /// 使用这个端口，不写则由程序选一个空闲的
        #[arg(long, value_name = "端口")]
        port: Option<u16>,
        /// 不打开浏览器，只显示地址
        #[arg(long)]
        no_open: bool,
    },
    /// 打开工作台：在浏览器里完成一个月的全部工作；不写命令时也是打开它
    Workbench {
        /// 各月文件夹所在的文件夹；省略时是当前的，当前没有就用上次的
        #[arg(value_name = "文件夹")]
        folder: Option<PathBuf>,
        /// 使用这个端口，不写则由程序选一个空闲的
        #[arg(long, value_name = "端口")]
        port: Option<u16>,
        /// 不打开浏览器，只显示地址
        #[arg(long)]
        no_open: bool,
    },
    /// 列出可用的数字：名称、本月数值、口径
    Figures {
        /// 项目文件夹（内有 bulletin.yaml）
        #[arg(value_name = "文件夹")]
        folder: PathBuf,
        /// 只列出名称、数值或口径中含有这些字的
        #[arg(value_name = "查找")]
        find: Option<String>,
        /// 列出这个单位的通报可用的数字
        #[arg(long, value_name = "单位")]
        unit: Option<String>,
        #[command(flatten)]
        shown: Shown,
    },
    /// 输出汇总工单的 SQL 语句，结果可作导出表
    Sql {
        #[command(flatten)]
        project: Project,
        /// 数据库：spark、postgres、clickhouse 或 duckdb
        #[arg(long = "dialect", value_name = "数据库", hide_possible_values = true)]
        engine: Engine,
        /// 工单表的名称，可带库名（默认“考评明细”）
        #[arg(long, value_name = "表名")]
        table: Option<String>,
    },
    /// 开始新的一月：建立文件夹、配置和名册
    New {
        /// 月份，如 2023-10
        #[arg(value_name = "月份")]
        month: YearMonth,
        /// 新文件夹；省略时以月份为名，建在范例旁边
        #[arg(value_name = "文件夹")]
        folder: Option<PathBuf>,
        /// 以这个月的文件夹为范例，一般是上月的；省略时用自带的样本
        #[arg(long, value_name = "文件夹")]
        from: Option<PathBuf>,
        #[command(flatten)]
        shown: Shown,
    },
    /// 从手工编写的 Word 通报学出一个月份：语句、表格、版式照旧，数字由数据得出
    Learn {
        /// 手工编写的通报（.docx）
        #[arg(value_name = "通报.docx")]
        word: PathBuf,
        /// 同一个月的项目文件夹，或只放有导出表的文件夹；省略时只学语句、表格和版式，数字待填
        #[arg(long, value_name = "文件夹")]
        from: Option<PathBuf>,
        /// 新文件夹
        #[arg(long, value_name = "新文件夹")]
        to: PathBuf,
        #[command(flatten)]
        shown: Shown,
    },
    /// 输出各种 YAML 文件的 JSON Schema，供编辑器补全和检查
    Schema {
        /// bulletin、cases、register、outline 或 style；省略时列出全部名称
        #[arg(value_name = "种类")]
        kind: Option<String>,
        /// 把全部 Schema 写入这个文件夹下的 .schema
        #[arg(long, value_name = "文件夹", conflicts_with = "kind")]
        to: Option<PathBuf>,
        #[command(flatten)]
        shown: Shown,
    },
    /// 写出自带的版式：提纲、样式和 PDF 排版程序，供修改
    Layout {
        /// official、plain 或 analysis；省略时列出全部名称
        #[arg(value_name = "版式", requires = "to")]
        name: Option<String>,
        /// 写入这个文件夹；已有的文件不会被改动
        #[arg(long, value_name = "文件夹", requires = "name")]
        to: Option<PathBuf>,
        #[command(flatten)]
        shown: Shown,
    },
    /// 说明一个数字是怎样得来的，或一个问题代码的意思
    Explain {
        /// 项目文件夹（可省略）和要说明的：数字的名称、印出的数字或问题代码
        #[arg(value_names = ["文件夹", "名称、数字或代码"], num_args = 1..=2, required = true)]
        words: Vec<String>,
        /// 说明这个单位的通报里的数字，名称以 unit. 开头
        #[arg(long, value_name = "单位")]
        unit: Option<String>,
        /// 把这个数字所依据的全部工单写入 Excel 文件
        #[arg(long, value_name = "文件.xlsx")]
        tickets: Option<PathBuf>,
        /// 那里已有别的文件时也覆盖
        #[arg(long, requires = "tickets")]
        force: bool,
        #[command(flatten)]
        shown: Shown,
    },
    /// 比较两期通报或同一期的两稿：哪些数字、语句变了
    Compare {
        /// 原来的项目文件夹（或其中的 figures.json；用 --word 时也可以是 Word 文件）
        #[arg(value_name = "原文件夹")]
        old: PathBuf,
        /// 新的项目文件夹（或其中的 figures.json；用 --word 时也可以是 Word 文件）
        #[arg(value_name = "新文件夹")]
        new: PathBuf,
        /// 把全部变化写入 Excel 文件
        #[arg(long, value_name = "变化.xlsx")]
        xlsx: Option<PathBuf>,
        /// 写成 Word 修订稿：新稿对照原稿，全部拒绝即原稿，全部接受即新稿
        #[arg(long, value_name = "修订稿.docx", conflicts_with = "xlsx")]
        word: Option<PathBuf>,
        /// 修订稿末尾附一张变化的数字的表
        #[arg(long, requires = "word", help_heading = "选项")]
        numbers: bool,
        /// 那里已有别的文件时也覆盖
        #[arg(long)]
        force: bool,
        #[command(flatten)]
        shown: Shown,
    },
    /// 读回人改过的 Word 通报：改了哪些文字、数字，谁批注了什么；可把文字带回本月
    Import {
        /// 项目文件夹（内有 bulletin.yaml）
        #[arg(value_name = "文件夹")]
        folder: PathBuf,
        /// 由它生成、后来改过的 Word 文件
        #[arg(value_name = "修改稿.docx")]
        file: PathBuf,
        /// 把文字的改动写入本月的案例、提纲和 bulletin.yaml；数字仍由数据给出
        #[arg(long)]
        apply: bool,
        /// 改过的数字也照写，成为手工数字，核对时一直提醒
        #[arg(long)]
        typed: bool,
        #[command(flatten)]
        shown: Shown,
    },
    /// 显示一个命令的用法
    Help {
        /// 命令，如 build；省略时列出全部命令
        #[arg(value_name = "命令")]
        command: Option<String>,
    },
    /// 查看这台机器和本月文件夹有没有妨碍：写入权限、占用、字体
    Doctor {
        #[command(flatten)]
        project: Project,
        #[command(flatten)]
        shown: Shown,
    },
    /// 在浏览器里打开使用手册，不联网，可查找
    Manual {
        /// 不打开，写成这个文件
        #[arg(long, value_name = "文件.html")]
        to: Option<PathBuf>,
    },
    /// 写出各命令的 man 手册页
    #[command(hide = true)]
    Man {
        /// 写入这个文件夹
        #[arg(long, value_name = "文件夹")]
        to: PathBuf,
    },
    /// 显示程序所含各软件库和字体的许可
    Licenses,
    /// 输出命令行补全脚本
    Completions {
        /// bash、zsh、fish、powershell 或 elvish
        #[arg(value_name = "终端")]
        shell: clap_complete::Shell,
    },
}

/// A form of the bulletin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Word
    Docx,
    /// PDF
    Pdf,
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

/// Version, commit and machine; a release is built with `BULLETIN_COMMIT` set.
pub(super) fn version() -> String {
    let commit = option_env!("BULLETIN_COMMIT").unwrap_or("由源码编译");
    let [system, machine] = [std::env::consts::OS, std::env::consts::ARCH];
    format!("{}（{commit}，{machine}-{system}）", env!("CARGO_PKG_VERSION"))
}

/// Prints the help of the program or of one command.
pub(super) fn help(command: Option<&str>) -> Result<(), clap::Error> {
    let asked = ["bulletin"].into_iter().chain(command).chain(["--help"]);
    all().try_get_matches_from(asked).map(drop)
}

/// The command that the program was given; what holds for the program as a whole holds
/// from then on.
pub(super) fn parse() -> Result<Command, clap::Error> {
    let Program { command, whole, version: _ } =
        Program::from_arg_matches(&all().try_get_matches()?)?;
    whole.apply();
    // A double click gives no arguments.
    let workbench = || Command::Workbench { folder: None, port: None, no_open: false };
    Ok(command.unwrap_or_else(workbench))
}

/// The program's commands and arguments, all shown in the same way.
pub(super) fn all() -> clap::Command {
    fn shown(command: clap::Command) -> clap::Command {
        let examples = help::after(command.get_name());
        command
            .help_template(TEMPLATE)
            .after_help(examples)
            .mut_args(|argument| {
                let heading = if argument.is_positional() { "参数" } else { "选项" };
                argument.help_heading(heading)
            })
    }
    shown(Program::command()).mut_subcommands(shown)
}
