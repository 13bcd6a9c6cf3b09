//! The columns of the assessed list as a project's tables name them.

use std::collections::BTreeMap;

use super::columns::{ASSESSED, Need, Wanted};
use super::findings::Findings;
use super::values::{self, Role};
use super::{Column, Settings, table};
use crate::diagnostics::Problem;
use crate::sources::Export;

/// The names under which a table of tickets keeps what the rules look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headings {
    /// The name of every column that the table has.
    pub columns: BTreeMap<Column, String>,
    /// How 工单性质 says that a row is the lead's.
    pub lead_roles: Vec<String>,
}

/// The names that the assessed export has, with the problems of its header; where there
/// is no export, the first configured ones and the usual ones.
pub fn headings(
    export: Option<&Export>,
    settings: &Settings,
) -> (Headings, Vec<Problem>) {
    let mut findings = Findings::default();
    let table =
        export.and_then(|export| table::open(export, ASSESSED, settings, &mut findings));
    let name = |wanted: &Wanted| match &table {
        Some(table) => {
            let header = &table.layout.header;
            let found = header.index(wanted.column).is_some();
            found.then(|| header.title(wanted.column).to_owned())
        }
        None => expected(wanted, settings),
    };
    let columns = ASSESSED
        .iter()
        .filter_map(|wanted| Some((wanted.column, name(wanted)?)));
    let headings =
        Headings { columns: columns.collect(), lead_roles: lead_roles(settings) };
    (headings, findings.into_problems())
}

/// The name that a table should have a column under; none when it may lack it.
fn expected(wanted: &Wanted, settings: &Settings) -> Option<String> {
    let configured = settings.columns.get(&wanted.column).and_then(|all| all.first());
    // The district's own callback is optional, but figures of the bulletin need it.
    let usual = wanted.need != Need::Optional || wanted.column == Column::Callback;
    configured
        .cloned()
        .or_else(|| usual.then(|| wanted.name().to_owned()))
}

fn lead_roles(settings: &Settings) -> Vec<String> {
    let configured = settings.values.get(&Column::Role).into_iter().flatten();
    let configured = configured
        .filter(|(_, value)| values::ROLE.find(value) == Some(Role::Lead))
        .map(|(written, _)| written.clone());
    let built_in = values::ROLE.spellings_of(Role::Lead).map(str::to_owned);
    built_in.chain(configured).collect()
}
