//! Which problems stop a run, as the configuration sets it.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Problem, Severity};

/// Gives every problem the severity that the configuration sets for its code.
pub(super) fn apply(checks: &BTreeMap<Code, Severity>, problems: &mut [Problem]) {
    for problem in problems {
        if let Some(severity) = checks.get(&problem.code) {
            problem.severity = *severity;
        }
    }
}

/// Makes a problem stop the run that a draft may still have.
pub(super) fn raise(code: Code, problems: &mut [Problem]) {
    for problem in problems.iter_mut().filter(|problem| problem.code == code) {
        problem.severity = Severity::Error;
    }
}
