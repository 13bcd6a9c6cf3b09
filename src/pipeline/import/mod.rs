//! A Word file that people changed comes home: what they changed is told, and words go
//! into the month's files, all or none.

mod sources;
mod texts;

use std::fs;
use std::path::{Path, PathBuf};

use super::output::{self, File};
use super::{Composed, Loaded, Options, Progress, audit, compose, load, proof};
use crate::content;
use crate::diagnostics::{Code, Place, Problem, has_errors};
use crate::document::Document;
use crate::review::import::{Base, Edited, compare};
use crate::word::{self, Block, Reading};

/// Where what was stands, beside the file that people sent, a folder a time.
const KEPT: &str = "读回";

/// What is wished.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wish {
    /// Changes the month's files.
    pub apply: bool,
    /// Takes retyped numbers home too, as typed ones.
    pub typed: bool,
}

/// What the data say of a figure that somebody retyped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The figure's name.
    pub key: String,
    /// 口径.
    pub definition: String,
    /// How it is made, with numbers filled in.
    pub formula: String,
}

/// What came of reading an edited file.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    /// What people changed.
    pub edited: Edited,
    /// Of the figures that they retyped.
    pub evidence: Vec<Evidence>,
    /// Files of the month that were changed.
    pub files: Vec<PathBuf>,
    /// The folder with what they said before and with the edited file.
    pub kept: Option<PathBuf>,
    /// Why it could not be done, and what to know of it.
    pub problems: Vec<Problem>,
}

/// Reads an edited Word file of a month, and takes its words home where that is wished.
pub fn import(
    folder: &Path,
    file: &Path,
    wish: Wish,
    progress: Progress<'_>,
) -> Imported {
    let failed = |problems| Imported { problems, ..Imported::default() };
    let (bytes, edited) = match read(file) {
        Ok(read) => read,
        Err(problem) => return failed(vec![*problem]),
    };
    let (loaded, problems) = load(folder, progress);
    let Some(loaded) = loaded.filter(|_| !has_errors(&problems)) else {
        return failed(problems);
    };
    progress("组织内容");
    // A draft that was sent has its list of what is open.
    let heading = &loaded.layout.outline.draft.heading;
    let draft = edited.body.iter().any(|block| match block {
        Block::Paragraph(paragraph) => paragraph.text().trim() == heading,
        Block::Table(_) | Block::Unread(_) => false,
    });
    let options = Options { draft, ..Options::default() };
    let Composed { document, .. } = compose(&loaded, problems, options);
    if let Some(problem) = other_issue(file, &bytes, &document) {
        return failed(vec![*problem]);
    }
    let base = super::word(&loaded, &document).and_then(|(written, _)| {
        word::read(&written.bytes).map_err(|refusal| vec![unreadable(file, &refusal)])
    });
    let base = match base {
        Ok(base) => base,
        Err(problems) => return failed(problems),
    };
    progress("对照");
    let found = compared(&loaded, &document, (&base, &edited), wish.typed);
    let mut imported = Imported {
        evidence: evidence(&loaded, &document, &found),
        ..Imported::default()
    };
    imported.problems = told(file, &found);
    imported.edited = found;
    if wish.apply && !has_errors(&imported.problems) && !imported.edited.plan.is_empty() {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let sent = File { name, bytes };
        match apply(folder, &loaded, &imported.edited, &sent, progress) {
            Ok((files, kept)) => {
                imported.files = files;
                imported.kept = Some(kept);
            }
            Err(problems) => imported.problems.extend(problems),
        }
    }
    imported
}

fn compared(
    loaded: &Loaded,
    document: &Document,
    (base, edited): (&Reading, &Reading),
    typed: bool,
) -> Edited {
    let sentences = content::Sentences::new(&loaded.layout.outline, &loaded.statistics);
    let render = |template: &str| sentences.render(template);
    let written = sources::written(loaded, &render);
    let author = loaded.project.review_author.as_deref();
    let base = Base { document, reading: base, written, render: &render, author };
    compare(&base, edited, typed)
}

fn read(file: &Path) -> Result<(Vec<u8>, Reading), Box<Problem>> {
    let bytes = audit::read(file)?;
    let refused = |refusal: word::Refusal| Box::new(unreadable(file, &refusal));
    if word::has_macros(&bytes).map_err(refused)? {
        let refusal = word::Refusal {
            message: "文件里有宏".to_owned(),
            hint: "在 Word 中另存为不带宏的 .docx 后再读回",
        };
        return Err(refused(refusal));
    }
    let reading = word::read(&bytes).map_err(refused)?;
    Ok((bytes, reading))
}

fn unreadable(file: &Path, refusal: &word::Refusal) -> Problem {
    let message = format!("Word 文件打不开：{}", refusal.message);
    let problem = Problem::error(Code::NOT_A_BULLETIN, message);
    problem.at(Place::file(file)).hint(refusal.hint)
}

/// Whether the file was made of another month: it still says what it was made as.
fn other_issue(file: &Path, bytes: &[u8], document: &Document) -> Option<Box<Problem>> {
    let made_as = word::title(bytes).ok()??;
    let own = &document.properties.title;
    if made_as == *own || made_as.is_empty() {
        return None;
    }
    let message =
        format!("这不是本期的文件：它的标题是“{made_as}”，这个文件夹的是“{own}”");
    let problem = Problem::error(Code::OTHER_ISSUE, message).at(Place::file(file));
    Some(Box::new(problem.hint("换成那一期的文件夹，或换一份文件")))
}

/// What is to be known before anything of it is used.
fn told(file: &Path, edited: &Edited) -> Vec<Problem> {
    let mut problems = Vec::new();
    let (found, all) = edited.found;
    if found * 2 < all {
        let message =
            format!("认不出这是本期通报改成的：通报的{all}处文字只找到{found}处");
        let problem = Problem::error(Code::NOT_OUR_FILE, message).at(Place::file(file));
        problems.push(problem.hint("请用本程序生成、再由人修改的 Word 文件"));
    }
    if edited.open_changes > 0 {
        let message = format!(
            "文件里还有{}处修订没有接受或拒绝，按全部接受来读",
            edited.open_changes
        );
        let problem = Problem::warning(Code::OPEN_CHANGES, message);
        let hint = "不该算数的，先在 Word 里拒绝，再读回";
        problems.push(problem.at(Place::file(file)).hint(hint));
    }
    problems
}

fn evidence(loaded: &Loaded, document: &Document, edited: &Edited) -> Vec<Evidence> {
    let keys: Vec<&str> = edited
        .changes
        .iter()
        .filter_map(|change| change.key.as_deref())
        .collect();
    if keys.is_empty() {
        return Vec::new();
    }
    let entries = proof::ledger(loaded, document).figures.into_iter();
    let entries = entries.filter(|entry| keys.contains(&entry.key.as_str()));
    entries
        .map(|entry| Evidence {
            key: entry.key,
            definition: entry.definition,
            formula: entry.formula,
        })
        .collect()
}

/// Changes the month's files, all or none; what they said and the edited file are kept.
fn apply(
    folder: &Path,
    loaded: &Loaded,
    edited: &Edited,
    sent: &File,
    progress: Progress<'_>,
) -> Result<(Vec<PathBuf>, PathBuf), Vec<Problem>> {
    progress("带回文字");
    let files = texts::changed(folder, &loaded.project, &edited.plan)?;
    let (desk, _) = output::hold(folder, true, progress)?;
    let kept = keep(folder, &files, sent)
        .map_err(|(path, error)| vec![output::problem(&path, &error)])?;
    for file in &files {
        if let Some(inner) = folder.join(&file.name).parent() {
            fs::create_dir_all(inner)
                .map_err(|error| vec![output::problem(inner, &error)])?;
        }
    }
    let written = output::place(&desk, &files)?;
    Ok((written.into_iter().map(|file| file.path).collect(), kept))
}

/// Copies of what is about to change, in a folder of their own.
fn keep(
    folder: &Path,
    files: &[File],
    sent: &File,
) -> Result<PathBuf, (PathBuf, std::io::Error)> {
    let place = |n: u32| folder.join(KEPT).join(n.to_string());
    let kept = (1..).map(place).find(|path| !path.exists()).unwrap_or_default();
    let write = |name: &str, bytes: &[u8]| {
        let path = kept.join(name);
        let inner = path.parent().unwrap_or(&kept);
        let done = fs::create_dir_all(inner).and_then(|()| fs::write(&path, bytes));
        done.map_err(|error| (path.clone(), error))
    };
    write(&sent.name, &sent.bytes)?;
    for file in files {
        // What is new had nothing before.
        if let Ok(before) = fs::read(folder.join(&file.name)) {
            write(&file.name, &before)?;
        }
    }
    Ok(kept)
}

impl Imported {
    /// Whether it could not be done.
    pub fn failed(&self) -> bool {
        has_errors(&self.problems)
    }
}
