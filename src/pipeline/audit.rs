//! The audit of a Word file, against itself and against a project folder.

use std::path::{Path, PathBuf};

use super::prove::save;
use num_rational::BigRational;

use super::{Loaded, Progress, Written, beside, inspect, load, output};
use crate::audit::{self, Finding, Ledger, Looked};
use crate::diagnostics::{Code, Place, Problem, has_errors};
use crate::document::Document;
use crate::{files, review, word, wording};

/// What came of an audit.
#[derive(Debug, Default)]
pub struct Audited {
    /// What was looked at and what is wrong or changed; empty when nothing could be.
    pub looked: Looked,
    /// Why the audit could not be made, or what of the file was not looked at.
    pub problems: Vec<Problem>,
}

/// Larger files are no bulletins.
const BYTES_MAX: u64 = 200 << 20;

/// Audits a Word file; with a project folder also against the bulletin that it gives.
pub fn audit(file: &Path, against: Option<&Path>, progress: Progress<'_>) -> Audited {
    let bytes = match read(file) {
        Ok(bytes) => bytes,
        Err(problem) => return failed(vec![*problem]),
    };
    let file = audit::File { path: file, bytes: &bytes };
    let found = match against {
        None => {
            progress("核对");
            audit::bulletin(file, None)
        }
        Some(folder) => {
            let (loaded, problems) = load(folder, progress);
            let Some(loaded) = loaded else { return failed(problems) };
            progress("核对");
            let weights = weights(&loaded);
            match beside::document(loaded, problems, &audit::heads(&bytes)) {
                Ok(document) => {
                    audit::bulletin(file, Some(&Ledger { document: &document, weights }))
                }
                Err(problems) => return failed(problems),
            }
        }
    };
    match found {
        Ok(looked) => {
            let problems = closed(file.path, &looked);
            Audited { looked, problems }
        }
        Err(problem) => failed(vec![*problem]),
    }
}

/// What the rules of the audit find in a composed document; not what follows from rows
/// that could not be used, nor what was told of the settings and exports already.
pub(super) fn composed(
    loaded: &Loaded,
    document: &Document,
    told: &[Problem],
) -> Vec<Problem> {
    if inspect::is_partial(loaded, told) {
        return Vec::new();
    }
    let path = PathBuf::from(format!("{}.docx", output::name(document)));
    // The city's own score is held against its rates where it is set, within tolerances.
    let city = loaded
        .statistics
        .single("city.score")
        .map(|score| wording::text(&score));
    let is_new = |finding: &Finding| {
        let Finding { problem, found, .. } = finding;
        let is_of_city =
            problem.code == Code::WRONG_SCORE && Some(found) == city.as_ref();
        let is_told = |one: &Problem| {
            one.code == problem.code && one.message.contains(found.as_str())
        };
        !is_of_city && !told.iter().any(is_told)
    };
    let found = audit::composed(&path, document, &weights(loaded)).into_iter();
    found.filter(is_new).map(|finding| finding.problem).collect()
}

/// Points for response, resolution and satisfaction rate.
fn weights(loaded: &Loaded) -> [BigRational; 3] {
    let weights = &loaded.project.rules.weights;
    [&weights.response, &weights.resolution, &weights.satisfaction]
        .map(|weight| weight.exact())
}

/// The Word files of a folder by name; none when it is no folder.
pub fn word_files(folder: &Path) -> Option<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).ok()?;
    let is_word = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase());
        // Word keeps a file of its own beside one that is open.
        name.is_some_and(|name| name.ends_with(".docx") && !name.starts_with("~$"))
    };
    let mut files: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(is_word).collect();
    files.sort();
    Some(files)
}

fn failed(problems: Vec<Problem>) -> Audited {
    Audited { looked: Looked::default(), problems }
}

/// What the file holds that was not looked at, and a file in which there is nothing.
fn closed(path: &Path, looked: &Looked) -> Vec<Problem> {
    let mut problems = Vec::new();
    if looked.is_empty() {
        let message = "没有可核对的内容：没有表格、图表数据和带数字的句子";
        let hint = "图片、扫描件和插入的文件里的数字核对不了，请用文字和表格录入后再核对";
        let problem = Problem::warning(Code::NOTHING_TO_CHECK, message);
        problems.push(problem.at(Place::file(path)).hint(hint));
    }
    // A photograph has no numbers; a chart that is a picture should have a text.
    for (what, count) in looked.closed.iter().filter(|(what, _)| what != "图片") {
        let message = format!("有{count}处{what}没有核对");
        let hint = "这里面的数字程序读不到，请人工核对";
        let problem = Problem::warning(Code::NOT_CHECKED, message);
        problems.push(problem.at(Place::file(path)).hint(hint));
    }
    problems
}

pub(super) fn read(path: &Path) -> Result<Vec<u8>, Box<Problem>> {
    files::read(path, BYTES_MAX).map_err(|fault| {
        let problem = Problem::error(Code::CANNOT_READ, format!("文件读不出来：{fault}"));
        Box::new(problem.at(Place::file(path)).hint("请检查路径，并确认文件未被占用"))
    })
}

impl Audited {
    /// Writes a copy of the file in which each finding is a comment at its spot.
    ///
    /// # Errors
    /// When the file cannot be read any more, or the copy cannot stand where it should.
    pub fn write(
        &self,
        file: &Path,
        path: &Path,
        is_forced: bool,
    ) -> Result<Written, Vec<Problem>> {
        let real = |path: &Path| std::fs::canonicalize(path).ok();
        if real(path).is_some_and(|it| Some(it) == real(file)) {
            let message = format!("“{}”就是要核对的文件，没有覆盖", path.display());
            let problem = Problem::error(Code::OUTPUT_REFUSED, message);
            return Err(vec![problem.hint("给批注稿换一个文件名")]);
        }
        let bytes = read(file).map_err(|problem| vec![*problem])?;
        let remarks = review::found(&self.looked.findings);
        let bytes = word::annotate(&bytes, &remarks).map_err(|refusal| {
            let message = format!("批注写不进去：{}", refusal.message);
            let problem = Problem::error(Code::NOT_A_BULLETIN, message);
            vec![problem.at(Place::file(file)).hint(refusal.hint)]
        })?;
        save(path, &bytes, ".docx", is_forced)
    }

    /// Whether something is wrong, or the audit could not be made.
    pub fn failed(&self) -> bool {
        let is_error =
            |finding: &Finding| has_errors(std::slice::from_ref(&finding.problem));
        has_errors(&self.problems) || self.looked.findings.iter().any(is_error)
    }

    /// Whether the file could not be read.
    pub fn failed_on_files(&self) -> bool {
        self.problems.iter().any(|problem| problem.code == Code::CANNOT_READ)
    }
}
