//! The whole run, a line a stage.

mod characters;
mod inspect;
mod load;
mod open;
mod output;
mod severity;
mod sql;
mod texts;

use std::path::Path;
use std::sync::Arc;

pub use load::{Loaded, load};
pub use output::Written;
pub use sql::query;

use crate::content::{self, Material};
use crate::diagnostics::{Code, Outcome, Problem, Severity, has_errors};
use crate::document::Document;
use crate::layout::{Source, Style};
use crate::tickets::Reading;
use crate::writers::{self, docx, pdf};

/// What a run is told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// Marks every page as a draft and lists what is open, and builds in spite of errors
    /// in the data.
    pub draft: bool,
}

/// Told what a run is doing: “读取导出表”.
pub type Progress<'a> = &'a (dyn Fn(&str) + Sync);

/// What came of a run.
#[derive(Debug, Default)]
pub struct Report {
    /// What was read, an entry an export.
    pub readings: Vec<Reading>,
    /// Every problem found.
    pub problems: Vec<Problem>,
    /// What was written; nothing when a problem stopped the run.
    pub files: Vec<Written>,
}

/// A composed bulletin and the looks with which it is written.
#[derive(Debug)]
pub struct Composed {
    /// The bulletin.
    pub document: Document,
    /// Every problem found so far.
    pub problems: Vec<Problem>,
}

/// Builds the bulletin of a project folder.
pub fn build(folder: &Path, options: Options, progress: Progress<'_>) -> Report {
    let (loaded, problems) = load(folder, progress);
    let Some(loaded) = loaded else {
        return Report { problems, ..Report::default() };
    };
    let readings = loaded.tickets.readings.clone();
    progress("组织内容");
    let Composed { document, mut problems } = compose(&loaded, problems, options);
    if !options.draft && has_errors(&problems) {
        return Report { readings, problems, files: Vec::new() };
    }
    progress("生成 Word 和 PDF");
    let (files, mut remarks) = write(&loaded, &document);
    severity::apply(&loaded.project.checks, &mut remarks);
    let is_stopped = !options.draft && has_errors(&remarks);
    problems.extend(remarks);
    let Some(files) = files.filter(|_| !is_stopped) else {
        return Report { readings, problems, files: Vec::new() };
    };
    let files = output::replace(&loaded.project.folder, &files);
    let files = files.unwrap_or_else(|found| {
        problems.extend(found);
        Vec::new()
    });
    Report { readings, problems, files }
}

/// Finds every problem of a project folder and writes nothing.
pub fn check(folder: &Path, progress: Progress<'_>) -> Report {
    let (loaded, problems) = load(folder, progress);
    let Some(loaded) = loaded else {
        return Report { problems, ..Report::default() };
    };
    progress("核对");
    let readings = loaded.tickets.readings.clone();
    let Composed { problems, .. } = compose(&loaded, problems, Options::default());
    Report { readings, problems, files: Vec::new() }
}

/// Composes the document of a loaded month; `problems` are those found so far.
pub fn compose(
    loaded: &Loaded,
    mut problems: Vec<Problem>,
    options: Options,
) -> Composed {
    let place = |path: &str| loaded.layout.place(path);
    let material = Material {
        outline: &loaded.layout.outline,
        place: &place,
        statistics: Arc::clone(&loaded.statistics),
        cases: &loaded.cases,
        frame: &loaded.frame,
        title_characters: loaded.layout.style.title_characters(),
        office: &loaded.project.office,
        date: loaded.project.date,
    };
    let (mut document, found) = content::compose(&material);
    problems.extend(found);
    problems.extend(inspect::inspect(loaded, options));
    problems.extend(characters::problems(loaded, &document));
    // What this removes was told just now, with its place.
    drop(writers::clean(&mut document));
    severity::apply(&loaded.project.checks, &mut problems);
    if options.draft {
        document.draft = Some(open::draft(&loaded.layout.outline.draft, &problems));
    }
    Composed { document, problems }
}

/// Both files of a document, each with its name, or what hinders; and what typst remarks.
fn write(
    loaded: &Loaded,
    document: &Document,
) -> (Option<Vec<output::File>>, Vec<Problem>) {
    let layout = &loaded.layout;
    let (word, pdf) = rayon::join(
        || docx::write(document, &layout.style),
        || print(document, &layout.style, &layout.report),
    );
    let name = output::name(document);
    match (word, pdf) {
        (Ok(word), Ok((pdf, remarks))) => {
            let files = vec![
                output::File { name: format!("{name}.docx"), bytes: word },
                output::File { name: format!("{name}.pdf"), bytes: pdf },
            ];
            (Some(files), remarks)
        }
        (word, pdf) => {
            let problems = [word.err(), pdf.err()].into_iter().flatten().flatten();
            (None, problems.collect())
        }
    }
}

/// The PDF with what typst remarks about report.typ.
fn print(
    document: &Document,
    style: &Style,
    report: &Source,
) -> Outcome<(Vec<u8>, Vec<Problem>)> {
    let typesetter = pdf::Typesetter::shared();
    let pages = typesetter.lay_out(document, style, report, pdf::Purpose::Print)?;
    // Characters were told when the document was composed.
    let of_layout = |problem: &&Problem| problem.code == Code::LAYOUT_ERROR;
    let remarks = pages.warnings().iter().filter(of_layout).cloned().collect();
    Ok((pages.pdf()?, remarks))
}

impl Report {
    /// Whether a problem stopped the run.
    pub fn failed(&self) -> bool {
        has_errors(&self.problems)
    }

    /// Whether a file could not be read or written.
    pub fn failed_on_files(&self) -> bool {
        self.problems.iter().any(|problem| {
            problem.severity == Severity::Error
                && [Code::CANNOT_READ, Code::CANNOT_WRITE].contains(&problem.code)
        })
    }
}
