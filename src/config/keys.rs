//! The keys of bulletin.yaml.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::dates::{Date, Moment};
use crate::checks::Tolerances;
use crate::diagnostics::Severity;
use crate::figures::{City, LastPeriod, ListKeys, MeasureKeys, Ordered, Rules};
use crate::layout::Item;
use crate::tickets::{self, Decimal};
use crate::yaml::{Paragraphs, Spot, WordOr};

/// bulletin.yaml as written.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Bulletin {
    pub district: Spot<String>,
    pub office: Spot<String>,
    pub date: Date,
    pub issue: Option<u32>,
    pub period: PeriodKeys,
    #[serde(default)]
    pub exports: ExportsKeys,
    pub register: Spot<String>,
    pub cases: Option<WordOr<Spot<String>, Vec<Spot<String>>>>,
    pub layout: Option<Spot<String>>,
    #[serde(default)]
    pub word: WordKeys,
    #[serde(default)]
    pub city: City,
    pub previous: Option<WordOr<Spot<String>, LastPeriod>>,
    pub last_year: Option<WordOr<Spot<String>, Ordered<Decimal>>>,
    #[serde(default)]
    pub tickets: tickets::Settings,
    #[serde(default)]
    pub statistics: Rules,
    #[serde(default)]
    pub measures: Ordered<MeasureKeys>,
    #[serde(default)]
    pub lists: Ordered<ListKeys>,
    #[serde(default)]
    pub checks: BTreeMap<String, Level>,
    #[serde(default)]
    pub tolerances: Tolerances,
    #[serde(default)]
    #[schemars(with = "Vec<WordOr<f64, String>>")]
    pub confirmed: Vec<String>,
    pub masthead: Option<MastheadKeys>,
    pub title: Option<WordOr<String, Vec<String>>>,
    pub addressee: Option<String>,
    #[serde(default)]
    pub attachments: Vec<WordOr<Spot<String>, AttachmentKeys>>,
    pub signature: Option<WordOr<bool, SignatureKeys>>,
    pub imprint: Option<Vec<ImprintKeys>>,
    #[serde(default)]
    pub edits: Vec<EditKeys>,
    #[serde(default)]
    pub review: ReviewKeys,
}

/// measures.yaml of a layout's folder: what its outline shows beyond the built-in figures.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct OwnKeys {
    /// Headers of columns that the program does not know.
    pub columns: Vec<String>,
    pub measures: Ordered<MeasureKeys>,
    pub lists: Ordered<ListKeys>,
}

/// `review:`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ReviewKeys {
    pub author: Option<String>,
}

/// An item of `edits:`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EditKeys {
    #[serde(default)]
    pub heading: String,
    #[serde(default)]
    pub after: usize,
    pub text: Spot<String>,
}

/// An item of `attachments:` that says more than its name.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AttachmentKeys {
    pub name: Spot<String>,
    #[serde(default)]
    pub text: Paragraphs,
    pub file: Option<Spot<String>>,
    #[serde(default)]
    #[schemars(with = "Vec<crate::layout::ItemKeys>")]
    pub body: Vec<Item>,
    #[serde(default)]
    pub landscape: bool,
    #[serde(default)]
    #[schemars(with = "Vec<WordOr<f64, String>>")]
    pub confirmed: Vec<String>,
}

/// `period:`, from a day's 0:00 to another's unless hours are written.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PeriodKeys {
    pub start: Moment,
    pub end: Moment,
}

/// `word:`, what only the Word file has.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct WordKeys {
    pub template: Option<Spot<String>>,
}

/// `exports:`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ExportsKeys {
    pub accepted: Option<WordOr<Spot<String>, ExportKeys>>,
    pub assessed: Option<WordOr<Spot<String>, ExportKeys>>,
    pub ranking: Option<WordOr<Spot<String>, ExportKeys>>,
    pub previous_ranking: Option<WordOr<Spot<String>, ExportKeys>>,
    pub districts: Option<WordOr<Spot<String>, ExportKeys>>,
}

/// An export that has more than a file's name.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ExportKeys {
    pub file: Spot<String>,
    #[schemars(with = "Option<WordOr<f64, String>>")]
    pub sheet: Option<String>,
}

/// Severity of a problem, in `checks:`.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Level {
    /// Nothing is written.
    Error,
    /// The build goes on.
    Warning,
}

/// `masthead:`; `true` for a part stands for what the configuration says elsewhere.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MastheadKeys {
    pub name: String,
    #[schemars(with = "Option<WordOr<bool, String>>")]
    pub issue: Option<String>,
    pub document_number: Option<String>,
    #[schemars(with = "Option<WordOr<bool, String>>")]
    pub office: Option<String>,
    #[schemars(with = "Option<WordOr<bool, String>>")]
    pub date: Option<String>,
}

/// `signature:` when it is not just `true`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SignatureKeys {
    pub issuer: Option<String>,
    pub date: Option<String>,
    pub sealed: Option<bool>,
}

/// A row of `imprint:`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ImprintKeys {
    pub left: String,
    #[serde(default)]
    pub right: String,
}

impl From<Level> for Severity {
    fn from(level: Level) -> Self {
        match level {
            Level::Error => Self::Error,
            Level::Warning => Self::Warning,
        }
    }
}
