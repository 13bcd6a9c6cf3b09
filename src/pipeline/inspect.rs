//! Everything that the checks look at, brought together.

use super::texts::{self, Confirmed};
use super::{Loaded, Options};
use crate::checks::{self, Material};
use crate::config::Project;
use crate::diagnostics::Problem;

/// What the checks find in a loaded month.
pub(super) fn inspect(loaded: &Loaded, options: Options) -> Vec<Problem> {
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
    })
}
