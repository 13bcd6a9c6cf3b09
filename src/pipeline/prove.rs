//! The proof of a month's figures, without writing the bulletin.

use std::path::Path;

use super::{Loaded, Options, Progress, Written, compose, load, output, proof};
use crate::diagnostics::{Code, Problem};
use crate::document::Document;
use crate::ledger::{self, Behind, Entry, Found, Ledger};

/// A month with its bulletin and ledger.
#[derive(Debug)]
pub struct Proved {
    /// The month.
    pub loaded: Loaded,
    /// The bulletin.
    pub document: Document,
    /// Every figure with its proof.
    pub ledger: Ledger,
}

/// Reads a month, composes its bulletin and enters every figure; nothing comes of it only
/// when the configuration or the layout cannot be used.
pub fn prove(folder: &Path, progress: Progress<'_>) -> (Option<Proved>, Vec<Problem>) {
    let (loaded, problems) = load(folder, progress);
    let Some(loaded) = loaded else { return (None, problems) };
    let composed = compose(&loaded, problems, Options::default());
    let document = composed.document;
    let ledger = ledger::keep(&proof::month(&loaded, &document), false);
    (Some(Proved { loaded, document, ledger }), composed.problems)
}

impl Proved {
    /// What a name or a printed number means.
    pub fn find(&self, asked: &str) -> Found {
        ledger::find(&self.month(), &self.ledger, asked)
    }

    /// The tickets behind a figure; none for what is given, placed or subtracted.
    pub fn behind(&self, key: &str) -> Vec<Behind<'_>> {
        let Some(figure) = ledger::figure(&self.loaded.statistics, key) else {
            return Vec::new();
        };
        ledger::behind(&self.loaded.statistics, &self.loaded.tickets, &figure)
    }

    /// Writes the tickets behind a figure to a workbook.
    ///
    /// # Errors
    /// F02 when it cannot be written.
    pub fn write_tickets(
        &self,
        entry: &Entry,
        path: &Path,
    ) -> Result<Written, Vec<Problem>> {
        let behind = self.behind(&entry.key);
        let bytes = ledger::tickets_workbook(&self.month(), &self.ledger, entry, &behind)
            .map_err(|problem| vec![*problem])?;
        save(path, bytes)
    }

    fn month(&self) -> ledger::Month<'_> {
        proof::month(&self.loaded, &self.document)
    }
}

/// Writes one file where the user wants it, in place of one that is there.
pub(super) fn save(path: &Path, bytes: Vec<u8>) -> Result<Written, Vec<Problem>> {
    let (Some(name), Some(folder)) = (path.file_name(), path.parent()) else {
        let message = format!("“{}”不是文件名", path.display());
        return Err(vec![Problem::error(Code::CANNOT_WRITE, message)]);
    };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let name = name.to_string_lossy().into_owned();
    let written = output::place(folder, &[output::File { name, bytes }])?;
    written.into_iter().next().ok_or_else(Vec::new)
}
