//! Everything that the checks look at, brought together.

use super::texts::{self, Confirmed};
use super::{Loaded, Options};
use crate::checks::{self, Material};
use crate::config::Project;
use crate::diagnostics::{Problem, Severity};

/// What the checks find in a loaded month; `problems` are those found so far.
pub(super) fn inspect(
    loaded: &Loaded,
    problems: &[Problem],
    options: Options,
) -> Vec<Problem> {
    let Project { exports, register, rules, tolerances, .. } = &loaded.project;
    let confirmed = Confirmed::of(&loaded.project);
    checks::run(&Material {
        exports,
        tickets: &loaded.tickets,
        register,
        statistics: &loaded.statistics,
        rules,
        tolerances,
        texts: &texts::of(&loaded.project, &loaded.layout, &confirmed),
        setting: &|path| loaded.project.places.of(path),
        draft: options.draft,
        is_partial: is_partial(loaded, problems),
    })
}

/// Whether rows of exports could not be used: what is wrong with figures follows from
/// what is told of them.
pub(super) fn is_partial(loaded: &Loaded, problems: &[Problem]) -> bool {
    problems.iter().any(|problem| {
        let set = loaded.project.checks.get(&problem.code);
        let severity = set.unwrap_or(&problem.severity);
        *severity == Severity::Error && problem.code.as_str().starts_with('D')
    })
}
