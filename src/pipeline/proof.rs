//! What proves a bulletin's figures, as files beside it.

use super::{Loaded, Options, output};
use crate::diagnostics::{Code, Outcome, Problem};
use crate::document::Document;
use crate::figures::Statistics;
use crate::ledger::{self, Begun, Ledger, Month};

/// What the ledger of a composed bulletin, or of a unit's issue, is made from.
pub(super) fn month<'a>(
    loaded: &'a Loaded,
    statistics: &'a Statistics,
    document: &'a Document,
) -> Month<'a> {
    Month {
        document,
        statistics,
        tickets: &loaded.tickets,
        register: &loaded.project.register,
        rules: &loaded.project.rules,
    }
}

/// Every figure of a composed bulletin with its proof.
pub fn ledger(loaded: &Loaded, document: &Document) -> Ledger {
    ledger::keep(&month(loaded, &loaded.statistics, document), false)
}

/// The part of the workbook for which no document is needed.
pub(super) fn begin(loaded: &Loaded) -> Outcome<Begun> {
    let begun = Begun::new(&loaded.tickets, &loaded.project.register);
    begun.map_err(|problem| vec![*problem])
}

/// figures.json and the workbook.
pub(super) fn write(
    loaded: &Loaded,
    document: &Document,
    begun: Outcome<Begun>,
    options: Options,
) -> Outcome<Vec<output::File>> {
    let month = month(loaded, &loaded.statistics, document);
    let ledger = ledger::keep(&month, options.is_final);
    let workbook = begun?.workbook(&month, &ledger).map_err(|problem| vec![*problem])?;
    let stored = ledger.to_json().map_err(|error| {
        let message = format!("“figures.json”写不出来：{error}");
        vec![Problem::error(Code::CANNOT_WRITE, message)]
    })?;
    Ok(vec![
        output::File {
            name: format!("{}.json", output::marked(ledger::FILE, document)),
            bytes: stored,
        },
        output::File {
            name: format!("{}.xlsx", output::marked(ledger::WORKBOOK, document)),
            bytes: workbook,
        },
    ])
}
