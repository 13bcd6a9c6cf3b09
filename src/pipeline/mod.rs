//! The whole run, a line a stage.

mod audit;
mod beside;
mod characters;
mod import;
mod index;
mod inspect;
mod learn;
mod learn_base;
mod load;
mod memory;
mod month;
mod open;
mod output;
mod proof;
mod prove;
mod review;
mod severity;
mod sql;
mod stored;
mod texts;
mod units;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use audit::{Audited, audit, word_files};
pub use import::{Evidence, Imported, Wish, import};
pub use learn::{LEARNED, Taught, learn, told};
pub use load::{Loaded, load, reload};
pub use memory::{Memory, Stamp};
pub use month::{Format, Month, Number, Problems};
pub use output::{FOLDER as OUTPUT_FOLDER, File, Written};
pub use proof::ledger;
pub use prove::{Proved, prove};
pub use review::{redline, redlined};
pub use sql::query;
pub use stored::{Compared, compare, stored};
pub use units::{Each, Issue, Issues, build_each, issue};

use crate::config;
use crate::content::{self, Material};
use crate::diagnostics::{Code, Outcome, Place, Problem, Severity, has_errors};
use crate::document::Document;
use crate::files;
use crate::layout::{Layout, Outline};
use crate::ledger;
use crate::tickets::Reading;
use crate::writers::pdf::{self, Pages, Purpose};
use crate::writers::{self, docx};

/// Problems of a file that cannot be read or written.
const ON_FILES: [Code; 4] =
    [Code::CANNOT_READ, Code::CANNOT_WRITE, Code::FOLDER_HELD, Code::OUTPUT_REFUSED];

/// What a run is told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options<'a> {
    /// Marks every page as a draft and lists what is open, and builds in spite of errors
    /// in the data.
    pub draft: bool,
    /// Marks the stored figures as those that next month goes on from.
    pub is_final: bool,
    /// Leaves out reading the finished files back.
    pub skip_audit: bool,
    /// Writes a copy of the Word file in which every problem is a comment at its spot.
    pub comments: bool,
    /// Where finished files go in place of the project's own folder for them.
    pub to: Option<&'a Path>,
    /// Puts no Word file there; it is made and read back all the same.
    pub without_word: bool,
    /// The same for the PDF.
    pub without_pdf: bool,
}

impl Options<'_> {
    /// The folder for the finished files of a project folder.
    fn outputs(self, project: &Path) -> PathBuf {
        self.to.map_or_else(|| project.join(OUTPUT_FOLDER), Path::to_owned)
    }

    /// Whether a finished file is wanted.
    fn wants(self, file: &File) -> bool {
        let is = |extension: &str| file.name.ends_with(extension);
        !(self.without_word && is(".docx") || self.without_pdf && is(".pdf"))
    }
}

/// Told what a run is doing: “读取导出表”; one of many things is told with its turn,
/// “生成各单位通报 12/54 檀营地区”.
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
///
/// Runs in one folder wait for each other, so that the last one started wins.
pub fn build(folder: &Path, options: Options, progress: Progress<'_>) -> Report {
    let (desk, told) = hold(folder, options, progress);
    let (loaded, mut problems) = load(folder, progress);
    problems.extend(told);
    if !options.draft {
        severity::raise(Code::SAMPLE_LEFT, &mut problems);
    }
    let Some(loaded) = loaded else {
        return Report { problems, ..Report::default() };
    };
    let readings = loaded.tickets.readings.clone();
    if !options.draft && is_waiting(&problems) {
        return Report { readings, problems, ..Report::default() };
    }
    progress("组织内容");
    let composed = composed(&loaded, problems, options);
    if !options.draft && has_errors(&composed.problems) {
        let problems = composed.problems;
        return Report { readings, problems, files: Vec::new() };
    }
    // The list of tickets takes as long as laying out pages, and neither needs the other.
    let (Composed { document, mut problems }, begun) =
        rayon::join(|| arranged(&loaded, composed), || proof::begin(&loaded));
    if !options.draft && !options.is_final && options.to.is_none() {
        problems.extend(stored::check_replaced(&loaded.project.folder));
    }
    progress("生成 Word 和 PDF");
    let (files, mut remarks) = write(&loaded, &document, begun, options);
    severity::apply(&loaded.project.checks, &mut remarks);
    if let Some(files) = files.as_ref().filter(|_| !options.skip_audit) {
        progress("核对写好的文件");
        let folder = options.outputs(&loaded.project.folder);
        remarks.extend(output::audit(&folder, &loaded, &document, files));
    }
    let is_stopped = !options.draft && has_errors(&remarks);
    problems.extend(remarks);
    let Some(mut files) = files.filter(|_| !is_stopped) else {
        return Report { readings, problems, files: Vec::new() };
    };
    if options.comments {
        files.extend(review::commented(&loaded, &document, &problems, &files));
    }
    files.retain(|file| options.wants(file));
    let placed = desk.map_or_else(|| Ok(Vec::new()), |desk| output::place(&desk, &files));
    let files = placed.unwrap_or_else(|found| {
        problems.extend(found);
        Vec::new()
    });
    Report { readings, problems, files }
}

/// Holds the outputs of a project folder; not where there is no project, of which loading
/// tells, nor when it cannot be held, of which the problems tell.
fn hold(
    folder: &Path,
    options: Options,
    progress: Progress<'_>,
) -> (Option<files::Desk>, Vec<Problem>) {
    if !config::is_project(folder) {
        return (None, Vec::new());
    }
    match output::hold(&options.outputs(folder), options.is_final, progress) {
        Ok((desk, told)) => (Some(desk), told),
        Err(problems) => (None, problems),
    }
}

/// Finds every problem of a project folder and writes nothing.
pub fn check(folder: &Path, progress: Progress<'_>) -> Report {
    let memory = &mut Memory::without_pictures();
    let (loaded, mut problems) = reload(folder, memory, progress);
    severity::raise(Code::SAMPLE_LEFT, &mut problems);
    let Some(loaded) = loaded else {
        return Report { problems, ..Report::default() };
    };
    let readings = loaded.tickets.readings.clone();
    if is_waiting(&problems) {
        return Report { readings, problems, ..Report::default() };
    }
    progress("核对");
    let Composed { mut problems, .. } = composed(&loaded, problems, Options::default());
    let mut found = output::altered(&loaded.project.folder.join(OUTPUT_FOLDER));
    severity::apply(&loaded.project.checks, &mut found);
    problems.extend(found);
    Report { readings, problems, files: Vec::new() }
}

/// Whether an export or a name is still to be put in place: all that would be found
/// further on follows from that.
fn is_waiting(problems: &[Problem]) -> bool {
    let awaited = [Code::MISSING_FILE, Code::SAMPLE_LEFT, Code::UNUSED_DATA];
    problems.iter().any(|problem| {
        problem.severity == Severity::Error && awaited.contains(&problem.code)
    })
}

/// Composes the document of a loaded month, its blocks where the pages want them;
/// `problems` are those found so far.
pub fn compose(loaded: &Loaded, problems: Vec<Problem>, options: Options) -> Composed {
    arranged(loaded, composed(loaded, problems, options))
}

/// The document with its blocks as the outline has them: all that can be wrong shows in
/// it, and laying out pages to see where they end takes longer than composing.
fn composed(loaded: &Loaded, mut problems: Vec<Problem>, options: Options) -> Composed {
    let place = |path: &str| match path.starts_with("attachments") {
        true => loaded.project.places.of(path),
        false => loaded.layout.place(path),
    };
    let material = material(loaded, &place);
    let (mut document, mut found) = content::compose(&material);
    found.extend(content::insert(&mut document, &edits(loaded), &material));
    if inspect::is_partial(loaded, &problems) {
        found.retain(|problem| problem.code != Code::ABSENT_FIGURE);
    }
    problems.extend(found);
    let found = inspect::inspect(loaded, &problems, options);
    problems.extend(found);
    finish(loaded, &loaded.layout.outline, (document, problems), options)
}

/// What a document is composed from.
fn material<'a>(loaded: &'a Loaded, place: &'a dyn Fn(&str) -> Place) -> Material<'a> {
    Material {
        outline: &loaded.layout.outline,
        place,
        statistics: Arc::clone(&loaded.statistics),
        cases: &loaded.cases,
        frame: &loaded.frame,
        title_characters: loaded.layout.style.title_characters(),
        office: &loaded.project.office,
        date: loaded.project.date,
    }
}

/// The month's own paragraphs.
fn edits(loaded: &Loaded) -> Vec<content::Edit<'_>> {
    let edits = loaded.project.edits.iter();
    edits
        .map(|edit| content::Edit {
            heading: &edit.heading,
            after: edit.after,
            text: &edit.text.value,
            place: edit.text.place(),
        })
        .collect()
}

/// Looks at the characters of a composed document, sets how severe its problems are, and
/// marks a draft.
fn finish(
    loaded: &Loaded,
    outline: &Outline,
    (mut document, mut problems): (Document, Vec<Problem>),
    options: Options,
) -> Composed {
    problems.extend(characters::problems(loaded, &document));
    // What this removes was told just now, with its place.
    drop(writers::clean(&mut document));
    let found = audit::composed(loaded, &document, &problems);
    problems.extend(found);
    severity::apply(&loaded.project.checks, &mut problems);
    if options.draft {
        document.draft = Some(open::draft(&outline.draft, &problems));
    }
    Composed { document, problems }
}

/// Moves what would leave the foot of a page white.
fn arranged(loaded: &Loaded, mut composed: Composed) -> Composed {
    let Layout { style, report, .. } = &loaded.layout;
    pdf::Typesetter::shared().arrange(&mut composed.document, style, report);
    composed
}

/// The files of a document and its proof, each with its name, or what hinders; and what
/// typst remarks.
fn write(
    loaded: &Loaded,
    document: &Document,
    begun: Outcome<ledger::Begun>,
    options: Options,
) -> (Option<Vec<File>>, Vec<Problem>) {
    let ((word, proof), pdf) = rayon::join(
        || (word(loaded, document), proof::write(loaded, document, begun, options)),
        || print(loaded, document),
    );
    match (word, pdf, proof) {
        (Ok((word, misfits)), Ok((pdf, mut remarks)), Ok(proof)) => {
            remarks.extend(misfits);
            let mut files = vec![word, pdf];
            files.extend(proof);
            (Some(files), remarks)
        }
        (word, pdf, proof) => {
            let problems = [word.err(), pdf.err(), proof.err()];
            (None, problems.into_iter().flatten().flatten().collect())
        }
    }
}

/// The Word file of a document, and what of it does not fit the unit's template.
///
/// # Errors
/// Everything that keeps it from being written.
pub fn word(loaded: &Loaded, document: &Document) -> Outcome<(File, Vec<Problem>)> {
    let style = &loaded.layout.style;
    let (bytes, misfits) = match &loaded.template {
        Some(template) => docx::write_into(document, style, template)?,
        None => (docx::write(document, style)?, Vec::new()),
    };
    Ok((File { name: format!("{}.docx", output::name(document)), bytes }, misfits))
}

/// The PDF file of a document, and what typst remarks.
///
/// # Errors
/// Everything that keeps it from being written.
pub fn print(loaded: &Loaded, document: &Document) -> Outcome<(File, Vec<Problem>)> {
    let pages = lay_out(loaded, document, Purpose::Print)?;
    let name = format!("{}.pdf", output::name(document));
    Ok((File { name, bytes: pages.pdf()? }, remarks(loaded, &pages)))
}

/// The pages of a document.
///
/// # Errors
/// Everything in report.typ that typst objects to, and charts that cannot be drawn.
pub fn lay_out(loaded: &Loaded, document: &Document, purpose: Purpose) -> Outcome<Pages> {
    let Layout { style, report, .. } = &loaded.layout;
    pdf::Typesetter::shared().lay_out(document, style, report, purpose)
}

/// What typst remarks about report.typ, as severe as the configuration sets it.
pub fn remarks(loaded: &Loaded, pages: &Pages) -> Vec<Problem> {
    // Characters were told when the document was composed.
    let of_layout = |problem: &&Problem| problem.code == Code::LAYOUT_ERROR;
    let mut remarks: Vec<Problem> =
        pages.warnings().iter().filter(of_layout).cloned().collect();
    severity::apply(&loaded.project.checks, &mut remarks);
    remarks
}

impl Report {
    /// Whether a problem stopped the run.
    pub fn failed(&self) -> bool {
        has_errors(&self.problems)
    }

    /// Whether a file could not be read or written.
    pub fn failed_on_files(&self) -> bool {
        self.problems.iter().any(|problem| {
            problem.severity == Severity::Error && ON_FILES.contains(&problem.code)
        })
    }
}
