//! What an audit finds, with what stands there and what should.

use std::ops::Range;
use std::path::Path;

use super::manuscript::Manuscript;
use super::places::{self, Anchor, Spot};
use crate::diagnostics::{Code, Place, Problem, Severity};

/// Something wrong in a bulletin, or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Code, message, place and hint.
    pub problem: Problem,
    /// What stands there; empty when something is missing.
    pub found: String,
    /// What should stand there; empty when nothing should.
    pub expected: String,
    /// Where in the Word file a comment on it stands.
    pub anchor: Option<Anchor>,
    pub(super) spot: Spot,
}

/// Collects findings of one file.
pub(super) struct Findings<'a> {
    pub(super) path: &'a Path,
    pub(super) manuscript: &'a Manuscript,
    all: Vec<Finding>,
}

/// A finding before it has its place.
pub(super) struct Draft {
    pub(super) severity: Severity,
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) hint: &'static str,
    pub(super) found: String,
    pub(super) expected: String,
}

impl<'a> Findings<'a> {
    pub(super) fn new(path: &'a Path, manuscript: &'a Manuscript) -> Self {
        Self { path, manuscript, all: Vec::new() }
    }

    pub(super) fn add(&mut self, spot: Spot, draft: Draft) {
        self.add_in(spot, None, draft);
    }

    /// With the bytes of the text that it is about.
    #[expect(clippy::needless_pass_by_value, reason = "callers make it for this alone")]
    pub(super) fn add_in(
        &mut self,
        spot: Spot,
        range: Option<Range<usize>>,
        draft: Draft,
    ) {
        let place = places::describe(self.manuscript, spot);
        self.push(spot, range.as_ref(), place, draft);
    }

    /// With a place that the file itself does not have.
    pub(super) fn add_at(&mut self, spot: Spot, place: String, draft: Draft) {
        self.push(spot, None, place, draft);
    }

    fn push(
        &mut self,
        spot: Spot,
        range: Option<&Range<usize>>,
        place: String,
        draft: Draft,
    ) {
        let Draft { severity, code, message, hint, found, expected } = draft;
        let problem = match severity {
            Severity::Error => Problem::error(code, message),
            Severity::Warning => Problem::warning(code, message),
        };
        let place = Place::Spot { path: self.path.to_owned(), spot: place };
        let problem = problem.at(place).hint(hint);
        let anchor = places::anchor(self.manuscript, spot, range);
        self.all.push(Finding { problem, found, expected, anchor, spot });
    }

    /// Places of what was found so far, with what stands there.
    pub(super) fn told(&self) -> Vec<(Spot, String)> {
        self.all
            .iter()
            .map(|finding| (finding.spot, finding.found.clone()))
            .collect()
    }

    /// All of them in the order of the file.
    pub(super) fn sorted(mut self) -> Vec<Finding> {
        self.all.sort_by_key(|finding| (finding.spot, finding.problem.code));
        self.all
    }
}

pub(super) fn error(code: Code, message: String, hint: &'static str) -> Draft {
    draft(Severity::Error, code, message, hint)
}

pub(super) fn warning(code: Code, message: String, hint: &'static str) -> Draft {
    draft(Severity::Warning, code, message, hint)
}

fn draft(severity: Severity, code: Code, message: String, hint: &'static str) -> Draft {
    let (found, expected) = (String::new(), String::new());
    Draft { severity, code, message, hint, found, expected }
}

impl Draft {
    /// With what stands there and what should.
    pub(super) fn values(
        mut self,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) -> Self {
        self.found = found.into();
        self.expected = expected.into();
        self
    }
}
