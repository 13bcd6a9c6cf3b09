//! The query that makes a tally of a project's tickets.

use std::path::Path;

use crate::config;
use crate::diagnostics::{Problem, has_errors};
use crate::sql::{self, Dialect};
use crate::tickets;

/// Writes the query, with the names that the project's assessed export has.
///
/// # Errors
/// Every problem, when the configuration, the export's header or a name hinders.
pub fn query(
    folder: &Path,
    dialect: Dialect,
    table: Option<&str>,
) -> Result<String, Vec<Problem>> {
    let (project, mut problems) = config::read(folder);
    let Some(project) = project else { return Err(problems) };
    let export = project.exports.assessed.as_ref();
    let (headings, found) = tickets::headings(export, &project.tickets);
    problems.extend(found);
    if has_errors(&problems) {
        return Err(problems);
    }
    sql::query(&headings, dialect, table.unwrap_or(sql::TABLE))
        .map_err(|problem| vec![*problem])
}
