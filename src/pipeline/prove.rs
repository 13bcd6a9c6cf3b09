//! The proof of a month's figures, without writing the bulletin.

use std::path::Path;
use std::sync::Arc;

use super::{
    Composed, Issue, Loaded, Options, Progress, Written, compose, load, output, proof,
    units,
};
use crate::diagnostics::{Code, Problem};
use crate::document::Document;
use crate::figures::Statistics;
use crate::files::{self, Refusal};
use crate::ledger::{self, Behind, Entry, Found, Ledger};

/// A month with its bulletin and ledger.
#[derive(Debug)]
pub struct Proved {
    /// The month.
    pub loaded: Loaded,
    /// Its figures, or those of a unit's issue.
    pub statistics: Arc<Statistics>,
    /// The bulletin, or a unit's issue.
    pub document: Document,
    /// Every figure with its proof.
    pub ledger: Ledger,
}

/// Reads a month, composes its bulletin, or a unit's issue, and enters every figure.
///
/// Nothing comes of it only when the configuration or the layout cannot be used, or when
/// there is no such unit.
pub fn prove(
    folder: &Path,
    unit: Option<&str>,
    progress: Progress<'_>,
) -> (Option<Proved>, Vec<Problem>) {
    let (loaded, problems) = load(folder, progress);
    let Some(loaded) = loaded else { return (None, problems) };
    let issue = match unit {
        None => {
            let composed = compose(&loaded, problems, Options::default());
            Issue { statistics: Arc::clone(&loaded.statistics), composed }
        }
        Some(unit) => match units::issue(&loaded, unit) {
            Ok(Issue { statistics, mut composed }) => {
                composed.problems.splice(0..0, problems);
                Issue { statistics, composed }
            }
            Err(found) => return (None, found),
        },
    };
    let Issue { statistics, composed: Composed { document, problems } } = issue;
    let ledger = ledger::keep(&proof::month(&loaded, &statistics, &document), false);
    (Some(Proved { loaded, statistics, document, ledger }), problems)
}

impl Proved {
    /// What a name or a printed number means.
    pub fn find(&self, asked: &str) -> Found {
        ledger::find(&self.month(), &self.ledger, asked)
    }

    /// The tickets behind a figure; none for what is given, placed or subtracted.
    pub fn behind(&self, key: &str) -> Vec<Behind<'_>> {
        let Some(figure) = self.statistics.named(key) else {
            return Vec::new();
        };
        ledger::behind(&self.statistics, &self.loaded.tickets, &figure)
    }

    /// Writes the tickets behind a figure to a workbook.
    ///
    /// # Errors
    /// F02 when it cannot be written, F06 when something else stands there.
    pub fn write_tickets(
        &self,
        entry: &Entry,
        path: &Path,
        is_forced: bool,
    ) -> Result<Written, Vec<Problem>> {
        let behind = self.behind(&entry.key);
        let bytes = ledger::tickets_workbook(&self.month(), &self.ledger, entry, &behind)
            .map_err(|problem| vec![*problem])?;
        save(path, &bytes, ".xlsx", is_forced)
    }

    fn month(&self) -> ledger::Month<'_> {
        proof::month(&self.loaded, &self.statistics, &self.document)
    }
}

/// Writes a workbook where the user wants it; in place of a file that this program did not
/// write only by force.
pub(super) fn save(
    path: &Path,
    bytes: &[u8],
    ending: &'static str,
    is_forced: bool,
) -> Result<Written, Vec<Problem>> {
    files::save(path, bytes, ending, is_forced).map_err(|why| {
        let name = path.display();
        vec![match why {
            Refusal::Ending(ending) => {
                let message = format!("“{name}”的扩展名应为 {ending}");
                Problem::error(Code::OUTPUT_REFUSED, message)
                    .hint(format!("写作 {}{ending}", path.with_extension("").display()))
            }
            Refusal::Foreign => {
                let message = format!("“{name}”已经存在，而且不是本程序写的，没有覆盖");
                Problem::error(Code::OUTPUT_REFUSED, message)
                    .hint("换一个文件名；确要覆盖时加 --force")
            }
            Refusal::Disk(error) => output::problem(path, &error),
        }]
    })?;
    Ok(Written { path: path.to_owned(), bytes: bytes.len() })
}
