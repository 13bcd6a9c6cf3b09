//! The face of the library: a month is opened, checked, asked for its figures and built.

use std::fmt;
use std::path::Path;

use super::{Composed, File, Loaded, Options, compose, composed, load, print, word};
use crate::diagnostics::{Problem, Severity, has_errors};
use crate::figures::Figure;
use crate::wording;

/// A month as its folder says it; what changes there later is not seen.
#[derive(Debug)]
pub struct Month {
    loaded: Loaded,
    problems: Vec<Problem>,
}

/// A kind of finished file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A .docx file.
    Word,
    /// PDF/A-2a and PDF/UA-1.
    Pdf,
}

/// A figure of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// By which outlines and `explain` know it: `towns.direct.score`.
    pub name: String,
    /// As it is printed, rounded, with its sign of per cent; none when it has no value.
    pub text: Option<String>,
    /// Unrounded, as a whole number or a fraction (`2427/25`).
    pub exact: Option<String>,
}

/// Why there is no result: every problem found, errors and warnings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl Month {
    /// Reads the folder of a month, which holds bulletin.yaml.
    ///
    /// # Errors
    /// A configuration or layout that cannot be used. What is wrong with exports and cases
    /// stands in [`Month::check`].
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, Problems> {
        match load(folder.as_ref(), &|_| {}) {
            (Some(loaded), problems) => Ok(Self { loaded, problems }),
            (None, problems) => Err(Problems(problems)),
        }
    }

    /// Every problem of the month, those of severity [`Severity::Error`] keep it from
    /// being built.
    pub fn check(&self) -> Vec<Problem> {
        composed(&self.loaded, self.problems.clone(), Options::default()).problems
    }

    /// Every figure, in the order of `bulletin figures`.
    pub fn figures(&self) -> impl Iterator<Item = Number> {
        self.loaded.statistics.figures().map(Number::of)
    }

    /// The figure of a name.
    pub fn figure(&self, name: &str) -> Option<Number> {
        self.loaded.statistics.single(name).map(|figure| Number::of(&figure))
    }

    /// The bulletin as files that have no place yet.
    ///
    /// # Errors
    /// Every problem, when one of them is an error.
    pub fn build(&self, formats: &[Format]) -> Result<Vec<File>, Problems> {
        let Composed { document, problems } =
            compose(&self.loaded, self.problems.clone(), Options::default());
        if has_errors(&problems) {
            return Err(Problems(problems));
        }
        let file = |format: &Format| match format {
            Format::Word => word(&self.loaded, &document),
            Format::Pdf => print(&self.loaded, &document),
        };
        formats
            .iter()
            .map(|format| file(format).map(|(file, _)| file))
            .collect::<Result<_, _>>()
            .map_err(Problems)
    }
}

impl Number {
    fn of(figure: &Figure) -> Self {
        Self {
            name: figure.key.clone(),
            text: figure.printed.as_ref().map(|_| wording::text(figure)),
            exact: figure.exact.as_ref().map(ToString::to_string),
        }
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |severity| {
            let all = self.0.iter().filter(move |one| one.severity == severity);
            all.map(Problem::to_string)
        };
        let lines = of(Severity::Error).chain(of(Severity::Warning));
        f.write_str(&lines.collect::<Vec<_>>().join("\n"))
    }
}

impl std::error::Error for Problems {}
