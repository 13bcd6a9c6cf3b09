//! What a month that was just begun still lacks: names in place of the sample's, and
//! exports in place of comments.

use std::path::{Path, PathBuf};

use crate::diagnostics::{Code, Place, Problem};
use crate::yaml::Spot;

/// What stands in the samples where a name is to be written.
const SAMPLE: &str = "某某";
/// Where exports lie in a new month.
const FOLDER: &str = "data";
/// Ends of names that exports have.
const KINDS: &[&str] =
    &["xlsx", "xls", "xlsb", "xlsm", "et", "ods", "csv", "tsv", "parquet"];
/// So many files are named.
const NAMED_MAX: usize = 6;

/// Names that are still the sample's, as one problem: a draft may have them.
pub(super) fn samples<'s>(
    names: impl Iterator<Item = &'s Spot<String>>,
) -> Option<Problem> {
    let mut left = names.filter(|name| name.value.contains(SAMPLE));
    let first = left.next()?;
    let message = format!("“{}”还是样例里的字样", first.value);
    let mut problem = Problem::warning(Code::SAMPLE_LEFT, message)
        .at(first.place())
        .hint("请改成本区的名称；不用的行删去");
    problem.more = left.map(Spot::place).collect();
    Some(problem)
}

/// Files in the folder for exports that nothing names. Without any export that is why
/// there are no figures: an error.
pub(super) fn unused(folder: &Path, used: &[PathBuf], at: Place) -> Option<Problem> {
    let mut names: Vec<String> = folder
        .join(FOLDER)
        .read_dir()
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_file() && is_export(path) && !used.contains(path))
        .filter_map(|path| path.file_name()?.to_str().map(str::to_owned))
        .collect();
    // The file system has no order of its own.
    names.sort();
    let listed: String =
        names.iter().take(NAMED_MAX).map(|name| format!("“{name}”")).collect();
    let more = if names.len() > NAMED_MAX { "等" } else { "" };
    let message =
        format!("{FOLDER} 文件夹里有 {} 个文件没有用到：{listed}{more}", names.len());
    let problem = if used.is_empty() {
        Problem::error(Code::UNUSED_DATA, message).hint(
            "在 bulletin.yaml 的 exports 下写明每份表的文件名（删去那几行行首的“# ”再改）",
        )
    } else {
        Problem::warning(Code::UNUSED_DATA, message)
            .hint("是本期的表，请在 bulletin.yaml 的 exports 下写明；不用的请移走")
    };
    (!names.is_empty()).then(|| problem.at(at))
}

fn is_export(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy());
    // Office programs keep a file of their own beside an open one.
    let is_own = name.is_some_and(|name| name.starts_with(['.', '~']));
    let kind = path.extension().map(|kind| kind.to_string_lossy().to_lowercase());
    !is_own && kind.is_some_and(|kind| KINDS.contains(&kind.as_str()))
}
