//! What several commands share: the folder of a month, how results are shown.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{ArgAction, Args};

/// How far above the present folder a month is looked for.
const FOLDERS_ABOVE: usize = 16;

/// The folder of a month.
#[derive(Debug, Clone, Args)]
pub(super) struct Project {
    /// 项目文件夹；省略时取环境变量 BULLETIN_FOLDER，再没有就是当前文件夹或它的上级中有 bulletin.yaml 的那个
    #[arg(value_name = "文件夹", env = "BULLETIN_FOLDER", hide_env = true)]
    folder: Option<PathBuf>,
}

impl Project {
    /// The folder that was given, else the nearest one above that has a bulletin.yaml; the
    /// present one where none has.
    pub(super) fn folder(&self) -> PathBuf {
        if let Some(folder) = &self.folder {
            return folder.clone();
        }
        let above = |steps: usize| match steps {
            0 => PathBuf::from("."),
            steps => std::iter::repeat_n("..", steps).collect(),
        };
        let mut folders = (0..FOLDERS_ABOVE).map(above);
        folders
            .find(|folder| folder.join("bulletin.yaml").is_file())
            .unwrap_or_else(|| PathBuf::from("."))
    }
}

/// How results are shown.
#[derive(Debug, Clone, Args)]
pub(super) struct Shown {
    /// 只显示错误
    #[arg(short, long)]
    pub(super) quiet: bool,
    /// 以 JSON 输出结果，供其他程序读取
    #[arg(long)]
    pub(super) json: bool,
    /// 显示每一步做什么、用了多久
    #[arg(short, long, conflicts_with = "quiet")]
    pub(super) verbose: bool,
}

/// What holds for the program as a whole.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct Whole {
    /// 显示帮助
    #[arg(short, long, action = ArgAction::Help, global = true)]
    help: Option<bool>,
    /// 颜色：auto（终端上才有）、always、never；也可用环境变量 BULLETIN_COLOR
    #[arg(
        long,
        value_name = "何时",
        default_value = "auto",
        env = "BULLETIN_COLOR",
        hide_env = true,
        hide_possible_values = true,
        hide_default_value = true,
        global = true
    )]
    color: clap::ColorChoice,
    /// 最多同时用几个处理器核心；也可用环境变量 BULLETIN_JOBS
    #[arg(long, value_name = "个数", env = "BULLETIN_JOBS", hide_env = true, value_parser = jobs, global = true)]
    jobs: Option<NonZeroUsize>,
}

fn jobs(written: &str) -> Result<NonZeroUsize, &'static str> {
    written.parse().map_err(|_| "应为1以上的整数")
}

impl Whole {
    /// Makes it hold.
    pub(super) fn apply(self) {
        match self.color {
            clap::ColorChoice::Auto => anstream::ColorChoice::Auto,
            clap::ColorChoice::Always => anstream::ColorChoice::Always,
            clap::ColorChoice::Never => anstream::ColorChoice::Never,
        }
        .write_global();
        if let Some(jobs) = self.jobs {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.get());
            // It fails only where threads run already, and none do yet.
            drop(pool.build_global());
        }
    }
}
