//! Makes the view: reads what changed, composes the draft, lays its pages out.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::diagnostics::{Code, Problem, Severity};
use crate::document::Document;
use crate::ledger::Ledger;
use crate::pipeline::{self, Composed, Loaded, Memory, Options};
use crate::tickets::Reading;
use crate::writers::pdf::{Pages, Purpose, Sheet};

/// Where views are made.
pub(in crate::workbench) struct Desk {
    folder: PathBuf,
    memory: Memory,
    draft: Option<Arc<Draft>>,
}

/// What a browser is shown.
pub(in crate::workbench) struct View {
    /// The latest pages that could be laid out.
    pub(in crate::workbench) draft: Option<Arc<Draft>>,
    /// Whether they are of the input as it is now.
    pub(in crate::workbench) is_current: bool,
    /// Every problem of the input as it is now.
    pub(in crate::workbench) problems: Vec<Problem>,
}

/// A draft that was laid out.
pub(in crate::workbench) struct Draft {
    pub(in crate::workbench) loaded: Loaded,
    pub(in crate::workbench) document: Document,
    pub(in crate::workbench) pages: Pages,
    pub(in crate::workbench) sheets: Vec<Sheet>,
    // Made when the first number is asked for: a new draft has to show at once.
    ledger: OnceLock<Ledger>,
}

impl Desk {
    pub(in crate::workbench) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), memory: Memory::default(), draft: None }
    }

    /// The view of the input as it is now. While that is broken, the last good pages stay.
    pub(in crate::workbench) fn refresh(&mut self) -> View {
        match self.lay_out() {
            Ok((draft, problems)) => {
                self.draft = Some(Arc::new(draft));
                View { draft: self.draft.clone(), is_current: true, problems }
            }
            Err(problems) => {
                View { draft: self.draft.clone(), is_current: false, problems }
            }
        }
    }

    /// Files that the last draft was made from.
    pub(in crate::workbench) fn files(&self) -> &[PathBuf] {
        self.draft.as_ref().map_or(&[], |draft| &draft.loaded.project.files)
    }

    fn lay_out(&mut self) -> Result<(Draft, Vec<Problem>), Vec<Problem>> {
        let (loaded, problems) =
            pipeline::reload(&self.folder, &mut self.memory, &|_| {});
        let Some(loaded) = loaded else { return Err(problems) };
        // An export that is being saved cannot be read; pages without its figures would
        // only flicker up.
        if self.draft.is_some() && problems.iter().any(is_unreadable) {
            return Err(problems);
        }
        let options = Options { draft: true, ..Options::default() };
        let Composed { document, mut problems } =
            pipeline::compose(&loaded, problems, options);
        match pipeline::lay_out(&loaded, &document, Purpose::Preview) {
            Ok(pages) => {
                problems.extend(pipeline::remarks(&loaded, &pages));
                let sheets = pages.sheets();
                let ledger = OnceLock::new();
                Ok((Draft { loaded, document, pages, sheets, ledger }, problems))
            }
            Err(found) => {
                problems.extend(found);
                Err(problems)
            }
        }
    }
}

impl Draft {
    /// A page as SVG, by its id; none when no page has it.
    pub(in crate::workbench) fn svg(&self, id: &str) -> Option<String> {
        self.pages.svg(self.sheets.iter().position(|sheet| sheet.id == id)?)
    }

    /// Every figure with its proof.
    pub(in crate::workbench) fn ledger(&self) -> &Ledger {
        self.ledger
            .get_or_init(|| pipeline::ledger(&self.loaded, &self.document))
    }

    /// The accounts of the exports.
    pub(in crate::workbench) fn readings(&self) -> &[Reading] {
        &self.loaded.tickets.readings
    }
}

fn is_unreadable(problem: &Problem) -> bool {
    problem.severity == Severity::Error
        && [Code::CANNOT_READ, Code::NOT_A_SPREADSHEET].contains(&problem.code)
}
