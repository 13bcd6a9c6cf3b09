//! A project as plain data: what bulletin.yaml and the files it names say.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::checks::Tolerances;
use crate::diagnostics::{Code, Place, Severity};
use crate::document::{Imprint, Masthead, Signature, Table};
use crate::figures::{City, LastPeriod, Rules};
use crate::layout::Item;
use crate::pictures::View;
use crate::tickets::{self, Decimal};
use crate::yaml::{Places, Spot};

/// Everything that a month's folder says, apart from the rows of its exports.
#[derive(Debug, Clone)]
pub struct Project {
    /// The folder, as it was given.
    pub folder: PathBuf,
    /// 区: the district as exports write it.
    pub district: String,
    /// The issuing office; it is the author of the files.
    pub office: String,
    /// Date of issue.
    pub date: NaiveDate,
    /// 考核期.
    pub period: tickets::Period,
    /// The month's exports; every file exists.
    pub exports: tickets::Exports,
    /// Towns and departments in the order of the tables.
    pub register: tickets::Register,
    /// The names of its units as written, in its order.
    pub unit_names: Vec<Spot<String>>,
    /// 典型案例 in the order written.
    pub cases: Vec<Case>,
    /// 附件 in their order.
    pub attachments: Vec<Attachment>,
    /// How the bulletin looks and what it says.
    pub layout: Layout,
    /// The unit's own Word file into which the body is written; it exists.
    pub template: Option<NamedFile>,
    /// Figures that only the city gives.
    pub city: City,
    /// Where the last period's figures come from.
    pub previous: Previous,
    /// Where figures of the same period of last year come from.
    pub last_year: LastYear,
    /// Spellings in exports beyond the built-in ones.
    pub tickets: tickets::Settings,
    /// The rules of the statistics; weights add up to 100.
    pub rules: Rules,
    /// Severities that differ from the built-in ones.
    pub checks: BTreeMap<Code, Severity>,
    /// How far figures may lie apart; none is negative.
    pub tolerances: Tolerances,
    /// Numbers that are meant so wherever somebody typed them.
    pub confirmed: Vec<String>,
    /// What stands around the body.
    pub frame: Frame,
    /// Who signs the program's comments; the program's name when absent.
    pub review_author: Option<String>,
    /// Paragraphs of this month that its outline does not have.
    pub edits: Vec<Edit>,
    /// Every file that was read or is named, to be watched for changes.
    pub files: Vec<PathBuf>,
    /// The places of bulletin.yaml's values: `masthead.name`.
    pub places: Places,
}

/// A file inside the project that the configuration names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedFile {
    /// Where it lies.
    pub path: PathBuf,
    /// As written.
    pub name: PathBuf,
}

/// The layout that the configuration names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Layout {
    /// One of the program's own, “official” when none is named.
    BuiltIn {
        /// As written; whether there is one of this name is not yet checked.
        name: String,
        /// Where it is named.
        place: Place,
    },
    /// A folder inside the project; it exists.
    Folder {
        /// Where it lies.
        path: PathBuf,
        /// As written.
        name: String,
        /// Where it is named.
        place: Place,
    },
}

/// Where the last period's figures come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Previous {
    /// Typed into the configuration; empty when nothing is known.
    Counts(LastPeriod),
    /// The folder of last month's project, where its figures are stored; it exists and
    /// may lie outside the project.
    Folder {
        /// Where it lies.
        path: PathBuf,
        /// As written.
        name: String,
        /// Where it is named.
        place: Place,
    },
}

/// Where figures of the same period of last year come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LastYear {
    /// Typed into the configuration, by the figures' names; none when nothing is known.
    Typed(Vec<(String, Decimal)>),
    /// The folder of that period's project, where its figures are stored.
    Folder {
        /// Where it lies.
        path: PathBuf,
        /// As written.
        name: String,
        /// Where it is named.
        place: Place,
    },
}

/// What stands around the body, ready for the document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frame {
    /// The red head of the first page.
    pub masthead: Option<Masthead>,
    /// The title's lines in place of the outline's title.
    pub title: Option<Vec<String>>,
    /// 主送, with its colon.
    pub addressee: Option<String>,
    /// Who signs, and the date.
    pub signature: Option<Signature>,
    /// 版记.
    pub imprint: Option<Imprint>,
}

/// A paragraph of a month that its outline does not have.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// The heading that it stands under, without its number; empty before the first.
    pub heading: String,
    /// So many paragraphs, tables and charts stand before it under the heading.
    pub after: usize,
    /// A template.
    pub text: Spot<String>,
}

/// 附件: its name, and what it says when it does not go out as a file of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Attachment {
    /// Its name as title, with what somebody wrote.
    pub text: Case,
    /// What follows, as in an outline: templates, tables and charts of figures.
    pub body: Vec<Item>,
    /// Whether its pages lie on their long side.
    pub is_landscape: bool,
}

/// A case study supplied by an editor.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Its heading.
    pub title: Spot<String>,
    /// The unit it tells of.
    pub unit: Option<Spot<String>>,
    /// One or more paragraphs, none of them empty.
    pub paragraphs: Vec<Spot<String>>,
    /// In the order written.
    pub images: Vec<CaseImage>,
    /// Tables of an attachment, each with the paragraphs that stand before it.
    pub tables: Vec<(usize, Table)>,
    /// Numbers in its texts that are meant so.
    pub confirmed: Vec<String>,
}

/// A picture of a case.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseImage {
    /// Where the file lies; it exists.
    pub file: PathBuf,
    /// The picture's bytes, when it lies within that file.
    pub within: Option<Arc<[u8]>>,
    /// What is shown of it.
    pub view: View,
    /// The file as written, with its place.
    pub name: Spot<String>,
    /// Printed under it.
    pub caption: Option<Spot<String>>,
    /// Read out to those who cannot see it; the caption when absent.
    pub alt: Option<Spot<String>>,
    /// Paragraphs that stand before it: 0 is ahead of the first; at most their number.
    pub after: usize,
}

impl CaseImage {
    /// Where the picture is named.
    pub fn place(&self) -> Place {
        self.name.place()
    }
}
