//! A problem in what the user gave: code, message, place and hint.
//!
//! Stages return every problem they find. Only `cli` prints them.

use std::fmt;
use std::path::{Path, PathBuf};

mod codes;
mod explanations;
mod visible;

pub use codes::{CODES, Code};
pub use explanations::{Explanation, explain};
pub use visible::{is_invisible, visible};

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
    /// How many more there are that are not listed.
    pub unlisted: usize,
    /// What the configuration can say so that it is none.
    pub remedy: Option<Remedy>,
}

/// What somebody may decide about a problem, to be written into the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// A name in an export is a unit's, or that of a unit which is not registered yet.
    Name {
        /// As the export writes it.
        written: String,
        /// The registered spelling that is likely meant.
        near: Option<String>,
    },
    /// A cell's spelling stands for one of a column's values.
    Value {
        /// The column's key in `tickets.values`.
        column: &'static str,
        /// As the export writes it.
        written: String,
        /// The values that it may stand for.
        expected: &'static [&'static str],
    },
    /// One of the headers is that of a column which is missing.
    Header {
        /// The column's key in `tickets.columns`.
        column: &'static str,
        /// The headers that are not used otherwise.
        titles: Vec<String>,
        /// The one that is likely meant.
        near: Option<String>,
    },
}

/// So many places of a problem are kept; nobody reads more.
const PLACES_MAX: usize = 200;

/// Success with remarks, or every problem found.
pub type Outcome<T> = Result<T, Vec<Problem>>;

impl Problem {
    /// A problem that stops the build.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, &shortened(message.into()))
    }

    /// A problem that does not.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, &shortened(message.into()))
    }

    fn new(severity: Severity, code: Code, message: &str) -> Self {
        let message = visible(message).into_owned();
        Self {
            severity,
            code,
            message,
            place: None,
            hint: None,
            more: Vec::new(),
            unlisted: 0,
            remedy: None,
        }
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
        self.hint = Some(visible(&hint.into()).into_owned());
        self
    }

    /// With the name that was likely meant as its hint; without one, what else may help.
    #[must_use]
    pub fn meant(self, near: Option<&str>, otherwise: &str) -> Self {
        match near {
            Some(near) => self.hint(format!("是否“{near}”？")),
            None => self.hint(otherwise),
        }
    }

    /// With what may be decided about it.
    #[must_use]
    pub fn remedy(mut self, remedy: Remedy) -> Self {
        self.remedy = Some(remedy);
        self
    }
}

impl Problem {
    /// In how many places it is.
    pub fn places(&self) -> usize {
        1 + self.more.len() + self.unlisted
    }

    /// Adds the places of the same problem; of very many only their number.
    pub fn add_places(&mut self, other: Self) {
        let places: Vec<Place> = other.place.into_iter().chain(other.more).collect();
        let room = PLACES_MAX.saturating_sub(self.more.len());
        self.unlisted += other.unlisted + places.len().saturating_sub(room);
        self.more.extend(places.into_iter().take(room));
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

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "错误",
            Self::Warning => "提醒",
        })
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { severity, code, message, place, .. } = self;
        write!(f, "{severity} {code}：{message}")?;
        place.iter().try_for_each(|place| write!(f, "（{place}）"))
    }
}

impl std::error::Error for Problem {}

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

/// A literal in a message is told up to so many characters where it has more than so many.
const LITERAL: (usize, usize) = (60, 200);

/// A message in which no literal is endless: a cell can hold a book.
fn shortened(message: String) -> String {
    let (kept, most) = LITERAL;
    if message.len() <= most {
        return message;
    }
    let mut short = String::new();
    for piece in message.split_inclusive(['“', '”']) {
        let inner = piece.strip_suffix('”').unwrap_or(piece);
        let count = inner.chars().count();
        if count <= most {
            short.push_str(piece);
            continue;
        }
        short.extend(inner.chars().take(kept));
        short.push_str(&format!("……（共{count}字）"));
        short.push_str(piece.get(inner.len()..).unwrap_or_default());
    }
    short
}

/// Texts that are less alike than this are not meant for each other.
const LIKENESS_MIN: f64 = 0.45;

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
            let likeness = match may_be_like(typed, candidate) {
                true => strsim::normalized_damerau_levenshtein(typed, candidate),
                false => 0.0,
            };
            (candidate.contains(typed), likeness, candidate)
        })
        .filter(|(contains, likeness, _)| *contains || *likeness >= LIKENESS_MIN)
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
        .filter(|candidate| may_be_like(typed, candidate))
        .map(|candidate| {
            (strsim::normalized_damerau_levenshtein(typed, candidate), candidate)
        })
        .filter(|(likeness, _)| *likeness >= LIKENESS_MIN)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// Whether two texts have enough characters in common to be alike: comparing them at
/// length takes long, most of all with a text that has no end.
fn may_be_like(typed: &str, candidate: &str) -> bool {
    let own = candidate.chars().count();
    // A text so much longer than the other is not like it.
    let most = (own as f64 / LIKENESS_MIN) as usize;
    let length = typed.chars().take(most + 1).count();
    let shared = typed.chars().take(most).filter(|c| candidate.contains(*c)).count();
    let longer = length.max(own);
    length <= most && shared as f64 >= LIKENESS_MIN * longer as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_holds_a_book_does_not_fill_the_message() {
        let book = "书".repeat(32_767);
        let problem = Problem::error(
            Code::UNKNOWN_VALUE,
            format!("“满意度”应为“满意”，单元格里是“{book}”"),
        );
        let start = "书".repeat(60);
        assert_eq!(
            problem.message,
            format!("“满意度”应为“满意”，单元格里是“{start}……（共32767字）”")
        );
    }

    #[test]
    fn of_very_many_places_some_are_kept_and_the_rest_counted() {
        let at = |line| {
            let place = Place::line(Path::new("a.csv"), line, 1);
            Problem::error(Code::BAD_DATE, "不是日期").at(place)
        };
        let mut first = at(1);
        (2..=1000).for_each(|line| first.add_places(at(line)));
        assert_eq!((first.places(), first.more.len()), (1000, PLACES_MAX));
        let mut whole = at(2000);
        whole.add_places(first);
        assert_eq!(whole.places(), 1001);
    }

    #[test]
    fn what_has_too_little_in_common_is_not_compared_and_not_proposed() {
        let typed = "解诀".to_owned() + &"、".repeat(1_000_000);
        assert_eq!(nearest(&typed, ["解决", "未解决"]), None);
        assert_eq!(nearest("解诀", ["未解决", "解决"]), Some("解决"));
        assert_eq!(nearest("abcd", ["efgh"]), None);
    }
}
