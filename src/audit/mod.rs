//! Reads bulletins back: finished files against their document, any Word file against
//! itself and against the ledger.
//!
//! Nothing here trusts a file: archives, XML and tables are read within limits.

mod against;
mod charts;
mod columns;
mod expected;
mod findings;
mod finished;
mod manuscript;
mod numbers;
mod pdf;
mod places;
mod sentences;
mod sequence;
mod tables;
mod word;

use std::path::Path;

use num_rational::BigRational;

pub use findings::Finding;
pub use finished::{File, finished};

use crate::diagnostics::{Code, Place, Problem};
use crate::document::Document;
use crate::word::Refusal;
use findings::Findings;

/// What the numbers of a bulletin are compared with.
#[derive(Debug, Clone)]
pub struct Ledger<'a> {
    /// The bulletin as the data give it.
    pub document: &'a Document,
    /// Points for response, resolution and satisfaction rate.
    pub weights: [BigRational; 3],
}

/// Finds what is wrong in a Word file, made by hand or edited after it was built.
///
/// Tables are checked against themselves, sentences against themselves, each other and
/// the tables; with a ledger, every number also against the document that it gives.
///
/// # Errors
/// When the bytes are no Word file, or one that unpacks to more than a bulletin can.
pub fn bulletin(
    file: File<'_>,
    ledger: Option<&Ledger<'_>>,
) -> Result<Vec<Finding>, Box<Problem>> {
    let File { path, bytes } = file;
    let manuscript = word::read(bytes).map_err(|refusal| problem(path, &refusal))?;
    let mut findings = Findings::new(path, &manuscript);
    tables::check(&mut findings, ledger.map(|ledger| &ledger.weights));
    sentences::check(&mut findings);
    if let Some(ledger) = ledger {
        against::check(&mut findings, &expected::manuscript(ledger.document));
    }
    Ok(findings.sorted())
}

fn problem(path: &Path, refusal: &Refusal) -> Box<Problem> {
    let message = format!("Word 文件打不开：{}", refusal.message);
    let problem = Problem::error(Code::NOT_A_BULLETIN, message);
    Box::new(problem.at(Place::file(path)).hint(refusal.hint))
}
