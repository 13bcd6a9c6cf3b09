//! The audit of a Word file, against itself and against a project folder.

use std::path::Path;

use super::{Options, Progress, compose, load};
use crate::audit::{self, Finding, Ledger};
use crate::diagnostics::{Code, Place, Problem, has_errors};

/// What came of an audit.
#[derive(Debug, Default)]
pub struct Audited {
    /// What is wrong or changed, in the order of the file.
    pub findings: Vec<Finding>,
    /// Why the audit could not be made; empty when it was.
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
            let weights = &loaded.project.rules.weights;
            let weights = [&weights.response, &weights.resolution, &weights.satisfaction]
                .map(|weight| weight.exact());
            let composed = compose(&loaded, problems, Options::default());
            let ledger = Ledger { document: &composed.document, weights };
            audit::bulletin(file, Some(&ledger))
        }
    };
    match found {
        Ok(findings) => Audited { findings, problems: Vec::new() },
        Err(problem) => failed(vec![*problem]),
    }
}

fn failed(problems: Vec<Problem>) -> Audited {
    Audited { findings: Vec::new(), problems }
}

fn read(path: &Path) -> Result<Vec<u8>, Box<Problem>> {
    let unreadable = |reason: &str| {
        let problem =
            Problem::error(Code::CANNOT_READ, format!("文件读不出来：{reason}"));
        Box::new(problem.at(Place::file(path)).hint("请检查路径，并确认文件未被占用"))
    };
    #[expect(clippy::wildcard_enum_match_arm, reason = "all other reasons read alike")]
    let reason = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => unreadable("没有这个文件"),
        std::io::ErrorKind::PermissionDenied => unreadable("没有权限"),
        _ => unreadable(&error.to_string()),
    };
    let size = std::fs::metadata(path).map_err(reason)?.len();
    if size > BYTES_MAX {
        return Err(unreadable(&format!("超过 {} MB 的上限", BYTES_MAX >> 20)));
    }
    std::fs::read(path).map_err(reason)
}

impl Audited {
    /// Whether something is wrong, or the audit could not be made.
    pub fn failed(&self) -> bool {
        let is_error =
            |finding: &Finding| has_errors(std::slice::from_ref(&finding.problem));
        has_errors(&self.problems) || self.findings.iter().any(is_error)
    }

    /// Whether the file could not be read.
    pub fn failed_on_files(&self) -> bool {
        self.problems.iter().any(|problem| problem.code == Code::CANNOT_READ)
    }
}
