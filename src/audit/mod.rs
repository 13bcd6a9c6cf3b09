//! Reads bulletins back: finished files against their document, any Word file against
//! itself and against the ledger.
//!
//! Nothing here trusts a file: archives, XML and tables are read within limits.

mod against;
mod changed_words;
mod charts;
mod columns;
mod expected;
mod facts;
mod findings;
mod finished;
pub(crate) mod likeness;
mod manuscript;
mod numbers;
mod pdf;
mod places;
mod rules;
pub(crate) mod said;
pub(crate) mod sequence;
mod word;

use std::collections::BTreeMap;
use std::path::Path;

use num_rational::BigRational;

pub use findings::Finding;
pub use finished::{File, Written, finished};
pub use places::Anchor;

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

/// What came of looking at a file.
#[derive(Debug, Clone, Default)]
pub struct Looked {
    /// What is wrong or changed, in the order of the file.
    pub findings: Vec<Finding>,
    /// How many tables were checked, and how many rows they have.
    pub tables: usize,
    /// Rows under the headers of those tables.
    pub rows: usize,
    /// Charts whose values are known.
    pub charts: usize,
    /// Sentences with numbers.
    pub sentences: usize,
    /// Those of them in which a number was not understood: place and words.
    pub unread: Vec<(String, String)>,
    /// Columns of numbers that no rule could use: place and header.
    pub unused: Vec<(String, String)>,
    /// What the file holds that cannot be read: “插入的文件”, “图片”; with how many.
    pub closed: Vec<(String, usize)>,
}

impl Looked {
    /// Whether nothing was there to be checked.
    pub fn is_empty(&self) -> bool {
        self.tables + self.charts + self.sentences == 0
    }
}

/// Finds what is wrong in a Word file, made by hand or edited after it was built, or in a
/// PDF of this program.
///
/// Tables are checked against themselves, sentences against themselves, each other and
/// the tables; with a ledger, every number also against the document that it gives.
///
/// # Errors
/// When the bytes are no Word file, or one that unpacks to more than a bulletin can.
pub fn bulletin(
    file: File<'_>,
    ledger: Option<&Ledger<'_>>,
) -> Result<Looked, Box<Problem>> {
    let File { path, bytes } = file;
    // What another program made is told how to be saved, as any file that is not Word's.
    let printed = bytes.starts_with(b"%PDF").then(|| pdf::manuscript(bytes));
    let (manuscript, mut closed) = match printed.flatten() {
        Some(manuscript) => (manuscript, Vec::new()),
        None => word::read(bytes).map_err(|refusal| problem(path, &refusal))?,
    };
    // A file by itself counts as it looks now; compared with a bulletin, what a change
    // hides or shows is a difference.
    closed.retain(|what| ledger.is_some() || what != word::SHOWN_CHANGE);
    let mut findings = Findings::new(path, &manuscript);
    if let Some(ledger) = ledger {
        against::check(&mut findings, &expected::manuscript(ledger.document));
    }
    let facts = facts::read(&manuscript);
    rules::check(&facts, ledger.map(|ledger| &ledger.weights), &mut findings);
    Ok(looked(&facts, closed, findings))
}

/// What is wrong with a bulletin before it is written, by the same rules: what its
/// sentences, typed ones among them, say against its tables, charts and each other.
/// `path` is where it will stand.
pub fn composed(
    path: &Path,
    document: &Document,
    weights: &[BigRational; 3],
) -> Vec<Finding> {
    let manuscript = expected::manuscript(document);
    let mut findings = Findings::new(path, &manuscript);
    rules::check(&facts::read(&manuscript), Some(weights), &mut findings);
    findings.sorted()
}

/// The first lines of a Word file, its masthead and title; none of a file that cannot be
/// read.
pub fn heads(bytes: &[u8]) -> Vec<String> {
    const LINES: usize = 8;
    let Ok((manuscript, _)) = word::read(bytes) else { return Vec::new() };
    let texts = places::texts(&manuscript)
        .into_iter()
        .map(|(_, text)| text.to_owned());
    texts.filter(|text| !text.trim().is_empty()).take(LINES).collect()
}

fn looked(
    facts: &facts::Facts<'_>,
    closed: Vec<String>,
    findings: Findings<'_>,
) -> Looked {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for what in closed {
        *counts.entry(what).or_default() += 1;
    }
    let place = |spot| places::describe(facts.manuscript, spot);
    let unread = facts.coverage.unread.iter();
    let unused = facts.tables.iter().flat_map(|table| {
        let columns = table.columns.iter().enumerate();
        columns.filter_map(move |(x, column)| {
            let row = table.rows.iter().find(|row| row.at(x).is_some())?;
            let is_unused = column.role == columns::Role::Other;
            is_unused.then(|| (table.spot(row.y, x), column.header.clone()))
        })
    });
    Looked {
        tables: facts.tables.len(),
        rows: facts.tables.iter().map(|table| table.rows.len()).sum(),
        charts: facts.series.len(),
        sentences: facts.coverage.sentences,
        unread: unread.map(|(spot, text)| (place(*spot), text.clone())).collect(),
        unused: unused.map(|(spot, header)| (place(spot), header)).collect(),
        closed: counts.into_iter().collect(),
        findings: findings.sorted(),
    }
}

fn problem(path: &Path, refusal: &Refusal) -> Box<Problem> {
    let message = format!("Word 文件打不开：{}", refusal.message);
    let problem = Problem::error(Code::NOT_A_BULLETIN, message);
    Box::new(problem.at(Place::file(path)).hint(refusal.hint))
}
