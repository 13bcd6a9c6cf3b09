//! A problem in what the user gave: code, message, place and hint.
//!
//! Stages return every problem they find. Only `cli` prints them.

use std::fmt;
use std::path::{Path, PathBuf};

mod codes;
mod explanations;

pub use codes::{CODES, Code};
pub use explanations::{Explanation, explain};

/// Whether a problem stops the build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth a look; the build goes on.
    Warning,
    /// Nothing is written.
    Error,
}

/// Where a problem lies.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A file as a whole.
    File {
        /// Which.
        path: PathBuf,
    },
    /// A position in a text file.
    Line {
        /// Which file.
        path: PathBuf,
        /// From 1.
        line: usize,
        /// From 1, in characters.
        column: usize,
    },
    /// A cell of a spreadsheet, or a sheet when `cell` is empty.
    Cell {
        /// Which file.
        path: PathBuf,
        /// The sheet's name.
        sheet: String,
        /// In A1 notation: “H2031”.
        cell: String,
    },
    /// A spot in a Word or PDF file, told as a person finds it.
    Spot {
        /// Which file.
        path: PathBuf,
        /// “表2第5行“综合成绩””.
        spot: String,
    },
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Whether it stops the build.
    pub severity: Severity,
    /// Stable name of the kind of problem.
    pub code: Code,
    /// In Chinese: what was found and what is expected, literals in “”.
    pub message: String,
    /// Where.
    pub place: Option<Place>,
    /// One step that mends it.
    pub hint: Option<String>,
    /// Further places with the same problem.
    pub more: Vec<Place>,
}

/// Success with remarks, or every problem found.
pub type Outcome<T> = Result<T, Vec<Problem>>;

impl Problem {
    /// A problem that stops the build.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message.into())
    }

    /// A problem that does not.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message.into())
    }

    fn new(severity: Severity, code: Code, message: String) -> Self {
        Self { severity, code, message, place: None, hint: None, more: Vec::new() }
    }

    /// With its place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// With a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl Place {
    /// A file as a whole.
    pub fn file(path: &Path) -> Self {
        Self::File { path: path.to_owned() }
    }

    /// A line and column, both from 1.
    pub fn line(path: &Path, line: usize, column: usize) -> Self {
        Self::Line { path: path.to_owned(), line, column }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { path } => write!(f, "{}", path.display()),
            Self::Line { path, line, column } => {
                write!(f, "{}，第{line}行第{column}列", path.display())
            }
            Self::Cell { path, sheet, cell } => {
                write!(f, "{}", path.display())?;
                // A CSV file has no sheets.
                if !sheet.is_empty() {
                    write!(f, "，工作表“{sheet}”")?;
                }
                if !cell.is_empty() {
                    write!(f, "，{cell}")?;
                }
                Ok(())
            }
            Self::Spot { path, spot } => write!(f, "{}，{spot}", path.display()),
        }
    }
}

/// Whether any of the problems stops the build.
pub fn has_errors(problems: &[Problem]) -> bool {
    problems.iter().any(|problem| problem.severity == Severity::Error)
}

/// The few candidates nearest to what was typed, the nearest first; those that contain it
/// come before those that are only like it.
pub fn nearest_few<'a>(
    typed: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    few: usize,
) -> Vec<&'a str> {
    let mut like: Vec<(bool, f64, &str)> = candidates
        .into_iter()
        .map(|candidate| {
            let likeness = strsim::normalized_damerau_levenshtein(typed, candidate);
            (candidate.contains(typed), likeness, candidate)
        })
        .filter(|(contains, likeness, _)| *contains || *likeness >= 0.45)
        .collect();
    like.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)));
    like.into_iter().take(few).map(|(.., candidate)| candidate).collect()
}

/// The candidate nearest to what was typed, if any is near enough to be meant.
pub fn nearest<'a>(
    typed: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| {
            (strsim::normalized_damerau_levenshtein(typed, candidate), candidate)
        })
        .filter(|(likeness, _)| *likeness >= 0.45)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}
