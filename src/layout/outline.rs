//! outline.yaml: what a bulletin says, as sections, sentences, tables and charts.
//!
//! Texts are templates over the statistics; `content` renders them.

use schemars::JsonSchema;
use serde::de::{Deserializer, Error};
use serde::{Deserialize, Serialize};

use super::{ChartKind, written};
use crate::document::ChartForm;
use crate::yaml::WordOr;

/// One text, or several.
type Texts = WordOr<String, Vec<String>>;

/// What a bulletin says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outline {
    /// The built-in layout whose outline this one changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub based_on: Option<String>,
    /// The title, a template a line.
    #[serde(deserialize_with = "one_or_many", serialize_with = "written::texts")]
    #[schemars(with = "Texts")]
    pub title: Vec<String>,
    /// What the bulletin is about, for the file's property sheet.
    pub subject: String,
    /// Labels of captions.
    pub labels: Labels,
    /// Texts read out to those who cannot see tables and charts.
    pub alternatives: Alternatives,
    /// Words of a draft.
    pub draft: DraftWords,
    /// From the first heading to the last.
    pub sections: Vec<Section>,
}

/// Labels of captions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    /// 表.
    pub table: String,
    /// 图.
    pub chart: String,
}

/// Templates of alternative texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Alternatives {
    /// Sees `caption`, `headers` and `rows` (how many).
    pub table: String,
    /// Sees `caption`, `form`, `unit`, `marked`, and the values twice: `series` and `rows`
    /// (one a category), each with `name`, `points` and the `highest` of them, each with
    /// `name` and `text`.
    pub chart: String,
}

/// Words of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftWords {
    /// Across every page.
    pub mark: String,
    /// Above the list of what is open.
    pub heading: String,
}

/// A heading with what stands under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// A template; empty for what stands over the first heading.
    pub heading: String,
    /// From top to bottom.
    #[schemars(with = "Vec<ItemKeys>")]
    pub body: Vec<Item>,
}

/// What stands under a heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// Sentences that stand together, a template each; one without figures is left out.
    #[serde(serialize_with = "written::texts")]
    Paragraph(Vec<String>),
    /// A table of a list of the statistics.
    Table(Table),
    /// A chart of a list of the statistics.
    Chart(Chart),
    /// The editors' case studies.
    Cases(Cases),
    /// A heading one level down.
    #[serde(untagged)]
    Section(Section),
}

/// A table of a list of the statistics.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// By which `ref` refers to it; the list's name when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A template, without label and number.
    pub caption: String,
    /// The list whose rows it shows: `towns.direct`.
    pub rows: String,
    /// Only so many rows from the top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<usize>,
    /// Only so many rows from the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<usize>,
    /// From left to right.
    #[schemars(with = "Vec<WordOr<String, ColumnKeys>>")]
    pub columns: Vec<Column>,
    /// Templates of the paragraphs under it.
    #[serde(
        default,
        deserialize_with = "one_or_many",
        serialize_with = "written::texts",
        skip_serializing_if = "Vec::is_empty"
    )]
    #[schemars(with = "Texts")]
    pub note: Vec<String>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "WordOr<String, ColumnKeys>")]
pub struct Column {
    /// A known column's name, or the last part of a figure's name.
    pub figure: String,
    /// The header; the column's own when absent.
    pub header: Option<String>,
    /// Share of the width; the column's own when absent.
    pub width: Option<u16>,
}

/// A chart of a list of the statistics.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Chart {
    /// By which `ref` refers to it; the list's name when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What kind of chart.
    pub form: ChartForm,
    /// A list and a figure of its rows, `districts.per_10k`; several make several series.
    #[serde(deserialize_with = "one_or_many", serialize_with = "written::texts")]
    #[schemars(with = "Texts")]
    pub subject: Vec<String>,
    /// A list whose rows are the series: `accepted.categories` with the subject
    /// `accepted.towns.count` gives `accepted.towns.<town>.categories.<category>.count`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub across: Option<String>,
    /// Only so many of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub across_first: Option<usize>,
    /// The row that is marked: `own` for the own district, or a row's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark: Option<String>,
    /// A template, without label and number.
    pub caption: String,
    /// The unit at the axis; the figure's own when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Only so many rows from the top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<usize>,
    /// Only so many rows from the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<usize>,
    /// What it is in the Word file; as the style says when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charts: Option<ChartKind>,
}

/// How case studies are shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cases {
    /// A template that sees the case's `title` and `unit`; empty for none.
    pub heading: String,
}

/// An item as it is written: one of its kinds.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemKeys {
    #[expect(dead_code, reason = "by it another outline names the part that it changes")]
    id: Option<String>,
    heading: Option<String>,
    #[schemars(with = "Option<Vec<ItemKeys>>")]
    body: Option<Vec<Item>>,
    #[serde(default, deserialize_with = "maybe_one_or_many")]
    #[schemars(with = "Option<Texts>")]
    paragraph: Option<Vec<String>>,
    table: Option<Table>,
    chart: Option<Chart>,
    cases: Option<Cases>,
}

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let keys = ItemKeys::deserialize(deserializer)?;
        let ItemKeys { heading, body, paragraph, table, chart, cases, .. } = keys;
        let section = match (heading, body) {
            (Some(heading), Some(body)) => Some(Section { heading, body }),
            (None, None) => None,
            (Some(_), None) => return Err(D::Error::missing_field("body")),
            (None, Some(_)) => return Err(D::Error::missing_field("heading")),
        };
        let found = [
            section.map(Self::Section),
            paragraph.map(Self::Paragraph),
            table.map(Self::Table),
            chart.map(Self::Chart),
            cases.map(Self::Cases),
        ];
        let mut found = found.into_iter().flatten();
        match (found.next(), found.next()) {
            (Some(item), None) => Ok(item),
            (None, _) => Err(D::Error::missing_field("paragraph")),
            (Some(_), Some(_)) => {
                Err(D::Error::custom("每一项只能写一种内容，第二种应另起一项（- ）"))
            }
        }
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ColumnKeys {
    figure: String,
    header: Option<String>,
    width: Option<u16>,
}

impl From<WordOr<String, ColumnKeys>> for Column {
    fn from(written: WordOr<String, ColumnKeys>) -> Self {
        match written {
            WordOr::Word(figure) => Self { figure, header: None, width: None },
            WordOr::Longer(ColumnKeys { figure, header, width }) => {
                Self { figure, header, width }
            }
        }
    }
}

fn maybe_one_or_many<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Vec<String>>, D::Error> {
    one_or_many(deserializer).map(Some)
}

fn one_or_many<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<String>, D::Error> {
    Ok(match Texts::deserialize(deserializer)? {
        Texts::Word(text) => vec![text],
        Texts::Longer(texts) => texts,
    })
}
