//! What proves a bulletin's figures, as files beside it.

use super::{Loaded, Options, output};
use crate::diagnostics::Problem;
use crate::document::Document;
use crate::ledger::{self, Ledger};

/// The ledger of a composed bulletin.
pub(super) fn ledger(loaded: &Loaded, document: &Document, options: Options) -> Ledger {
    let month = ledger::Month {
        document,
        statistics: &loaded.statistics,
        tickets: &loaded.tickets,
        register: &loaded.project.register,
    };
    ledger::keep(&month, options.is_final)
}

/// figures.json and the workbook.
pub(super) fn write(
    loaded: &Loaded,
    document: &Document,
    options: Options,
) -> Result<Vec<output::File>, Vec<Problem>> {
    let ledger = ledger(loaded, document, options);
    let figures = output::File {
        name: format!("{}.json", output::marked("figures", document)),
        bytes: ledger.to_json().map_err(|_| Vec::new())?,
    };
    Ok(vec![figures])
}
