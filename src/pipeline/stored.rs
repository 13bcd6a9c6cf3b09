//! Stored ledgers: last month's, and those to compare.

use std::fs;
use std::path::{Path, PathBuf};

use super::prove::save;
use super::{Written, output};
use crate::config::{LastYear, Previous, Project};
use crate::diagnostics::{Code, Place, Problem};
use crate::figures::{Before, Statistics};
use crate::files::{self, Fault};
use crate::ledger::{self, Changes, Ledger, Unfit, Unreadable};

/// Larger files are refused: no month's ledger fills them.
const BYTES_MAX: u64 = 64 << 20;

/// Last period's ledger, where the configuration names its folder; nothing comes of one
/// from which this period may not go on.
pub(super) fn previous(project: &Project) -> (Option<Ledger>, Vec<Problem>) {
    let Previous::Folder { path, name, place } = &project.previous else {
        return (None, Vec::new());
    };
    let stored_file = path.join(output::FOLDER).join(file());
    let (stored, is_altered) = match read_sealed(&stored_file) {
        Ok(read) => read,
        Err(unread) => {
            let problem = unread_problem(&unread, path, name);
            return (None, vec![problem.at(place.clone())]);
        }
    };
    if let Err(unfit) = stored.precedes(&project.district, project.period) {
        let problem = unfit_problem(unfit, name, &stored, project);
        return (None, vec![problem.at(place.clone())]);
    }
    let length = stored.other_length(project.period).map(|(then, now)| {
        let message = format!("上期“{name}”有{then}天，本期有{now}天，环比没有可比性");
        Problem::warning(Code::PREVIOUS_LENGTH, message)
            .at(place.clone())
            .hint("请核对 period；如确应如此，可不处理")
    });
    let altered = is_altered.then(|| {
        let message = format!("“{name}”的存档在定稿以后被改动过，本期的环比可能不对");
        Problem::warning(Code::PREVIOUS_ALTERED, message)
            .at(Place::file(&stored_file))
            .hint(format!("对“{name}”再运行一次 bulletin build --final"))
    });
    (Some(stored), length.into_iter().chain(altered).collect())
}

/// Figures of the same period of last year: typed ones, or those that its folder stores.
pub(super) fn year_ago(project: &Project) -> (Option<Before>, Vec<Problem>) {
    let (path, name, place) = match &project.last_year {
        LastYear::Typed(figures) if figures.is_empty() => return (None, Vec::new()),
        LastYear::Typed(figures) => {
            // A mere “accepted” is the count of accepted tickets.
            let full = |name: &String| match name.contains('.') {
                true => name.clone(),
                false => format!("{name}.count"),
            };
            let values =
                figures.iter().map(|(name, value)| (full(name), *value)).collect();
            let before = Before { values, is_typed: true, ..Before::default() };
            return (Some(before), Vec::new());
        }
        LastYear::Folder { path, name, place } => (path, name, place),
    };
    let told = |code, message: String, hint: &str| {
        (None, vec![Problem::error(code, message).hint(hint).at(place.clone())])
    };
    let stored = match read(&path.join(output::FOLDER).join(file())) {
        Ok(stored) => stored,
        Err(unread) => {
            let message = format!("“{name}”没有可用的上年同期存档：{}", unread.message);
            return told(
                Code::NO_PREVIOUS,
                message,
                "上年同期没有存档的，在 last_year 里写数字",
            );
        }
    };
    match stored.is_year_before(&project.district, project.period) {
        Ok(()) => (Some(stored.values()), Vec::new()),
        Err(Unfit::NotFinal) => {
            let message = format!("“{name}”的存档不是定稿");
            told(Code::PREVIOUS_NOT_FINAL, message, "对它运行 bulletin build --final")
        }
        Err(Unfit::District) => {
            let message = format!("“{name}”是{}的存档", stored.district);
            told(Code::PREVIOUS_UNFIT, message, "请改为本区上年同期的文件夹")
        }
        Err(Unfit::Apart) => {
            let end = stored.end.format("%Y年%-m月%-d日");
            let message = format!("“{name}”的考核期到{end}为止，不是本期的上年同期");
            told(Code::PREVIOUS_UNFIT, message, "last_year 应写一年前同一期的文件夹")
        }
    }
}

fn unread_problem(unread: &Problem, path: &Path, name: &str) -> Problem {
    let found = locate(path);
    let hint = format!("对“{name}”运行 bulletin build --final，再生成本期");
    let is_only_draft =
        found.is_file() && found != path.join(output::FOLDER).join(file());
    let problem = if is_only_draft {
        let message = format!("“{name}”只有草稿，没有定稿的存档");
        Problem::error(Code::PREVIOUS_NOT_FINAL, message)
    } else {
        let message = format!("“{name}”没有可用的上期存档：{}", unread.message);
        Problem::error(Code::NO_PREVIOUS, message)
    };
    problem.hint(hint)
}

fn unfit_problem(
    unfit: Unfit,
    name: &str,
    stored: &Ledger,
    project: &Project,
) -> Problem {
    let day = |moment: chrono::NaiveDateTime| moment.format("%Y年%-m月%-d日%-H时");
    match unfit {
        Unfit::NotFinal => {
            let message = format!("“{name}”的存档不是定稿，数字可能还会变");
            Problem::error(Code::PREVIOUS_NOT_FINAL, message)
                .hint(format!("上期定稿后，对“{name}”运行 bulletin build --final"))
        }
        Unfit::District => {
            let message = format!(
                "“{name}”是{}的存档，这里应为{}的",
                stored.district, project.district
            );
            Problem::error(Code::PREVIOUS_UNFIT, message).hint("请改为本区上期的文件夹")
        }
        Unfit::Apart => {
            let message = format!(
                "“{name}”的考核期到{}为止，本期从{}开始，两期接不上",
                day(stored.end),
                day(project.period.start)
            );
            Problem::error(Code::PREVIOUS_UNFIT, message)
                .hint("previous 应写紧挨在本期前面的一期，或核对两期的 period")
        }
    }
}

/// What last period's ledger and this period's exports give differently.
pub(super) fn disagreements(
    project: &Project,
    before: &Ledger,
    statistics: &Statistics,
) -> Vec<Problem> {
    let Previous::Folder { place, .. } = &project.previous else { return Vec::new() };
    ledger::disagreements(before, statistics)
        .into_iter()
        .map(|found| {
            let message = format!(
                "{}：上期存档是 {}，本期的导出表或配置是 {}",
                found.definition, found.then, found.now
            );
            Problem::warning(Code::PREVIOUS_DIFFERS, message)
                .at(place.clone())
                .hint(format!("本期按导出表计算；上期的名称是“{}”", found.key))
        })
        .collect()
}

/// Told when a build that is not final takes the place of a stored final one.
pub(super) fn check_replaced(folder: &Path) -> Option<Problem> {
    let path = folder.join(output::FOLDER).join(file());
    let was_final =
        files::read(&path, BYTES_MAX).is_ok_and(|bytes| Ledger::is_of_final(&bytes));
    was_final.then(|| {
        let message =
            "out/figures.json 原是定稿存档，这次生成没有加 --final，存档不再是定稿";
        Problem::warning(Code::FINAL_REPLACED, message)
            .at(Place::file(&path))
            .hint("如数字没有变，再运行一次 bulletin build --final，下期才能从这里取数")
    })
}

/// Two stored ledgers side by side.
#[derive(Debug)]
pub struct Compared {
    /// What changed.
    pub changes: Changes,
    new: Ledger,
}

/// Compares the stored ledgers of two folders, or two stored ledgers by their files.
///
/// # Errors
/// F01 for each that cannot be read.
pub fn compare(old: &Path, new: &Path) -> Result<Compared, Vec<Problem>> {
    match (stored(old), stored(new)) {
        (Ok(old), Ok(new)) => Ok(Compared { changes: ledger::compare(&old, &new), new }),
        (old, new) => {
            Err([old.err(), new.err()].into_iter().flatten().flatten().collect())
        }
    }
}

/// The ledger that a folder's last build or draft left, or that of a file.
///
/// # Errors
/// F01 when it cannot be read.
pub fn stored(path: &Path) -> Result<Ledger, Vec<Problem>> {
    read(&locate(path)).map_err(|problem| vec![problem])
}

impl Compared {
    /// Writes what changed to a workbook.
    ///
    /// # Errors
    /// F02 when it cannot be written, F06 when something else stands there.
    pub fn write(&self, path: &Path, is_forced: bool) -> Result<Written, Vec<Problem>> {
        let bytes = ledger::changes_workbook(&self.changes, &self.new)
            .map_err(|problem| vec![*problem])?;
        save(path, &bytes, ".xlsx", is_forced)
    }
}

/// The stored ledger of a folder; a draft's where there is no other.
fn locate(path: &Path) -> PathBuf {
    if path.is_file() {
        return path.to_owned();
    }
    let out = path.join(output::FOLDER);
    let plain = out.join(file());
    if plain.exists() {
        return plain;
    }
    let mut drafts: Vec<PathBuf> = fs::read_dir(&out)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with(&format!("{}（", ledger::FILE)) && name.ends_with(".json")
        })
        .collect();
    // The file system has no order of its own.
    drafts.sort();
    drafts.into_iter().next().unwrap_or(plain)
}

fn read(path: &Path) -> Result<Ledger, Problem> {
    read_sealed(path).map(|(ledger, _)| ledger)
}

/// A stored ledger, and whether the file was changed since it was written.
#[expect(clippy::wildcard_enum_match_arm, reason = "all others are taken alike")]
fn read_sealed(path: &Path) -> Result<(Ledger, bool), Problem> {
    let problem = |message: String, hint: &str| {
        Problem::error(Code::CANNOT_READ, message)
            .at(Place::file(path))
            .hint(hint)
    };
    let bytes = files::read(path, BYTES_MAX).map_err(|fault| match fault {
        Fault::Missing => problem(
            format!("找不到“{}”", path.display()),
            "先运行 bulletin build，数字才会存下来",
        ),
        fault => problem(
            format!("“{}”读不出来：{fault}", path.display()),
            "检查路径和读取权限",
        ),
    })?;
    let ledger = Ledger::from_json(&bytes).map_err(|unreadable| match unreadable {
        Unreadable::Broken { line, column } => problem(
            format!("“{}”不是完整的存档（第{line}行第{column}列）", path.display()),
            "重新运行 bulletin build",
        ),
        Unreadable::OtherFormat { format } => problem(
            format!(
                "“{}”是第{format}种格式的存档，这里应为第{}种",
                path.display(),
                ledger::FORMAT
            ),
            "用现在的程序重新运行 bulletin build",
        ),
    })?;
    Ok((ledger, Ledger::is_altered(&bytes)))
}

fn file() -> String {
    format!("{}.json", ledger::FILE)
}
