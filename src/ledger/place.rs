//! Where a text or figure stands in the document.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A place in the document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The headings above it, from the outermost: “二、诉求办理情况 / （一）镇街成绩”;
    /// empty before the first.
    pub heading: String,
    /// Where under them.
    #[serde(flatten)]
    pub spot: Spot,
}

/// A place under a heading; tables and charts by their printed labels, “表1”.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "in", rename_all = "snake_case")]
pub enum Spot {
    /// The title of the document.
    Title,
    /// The heading itself.
    Heading,
    /// A paragraph of text.
    Paragraph {
        /// Under the heading, from 1.
        paragraph: u32,
    },
    /// The caption of a table or chart.
    Caption {
        /// Its label.
        of: String,
    },
    /// A cell of a table.
    Cell {
        /// The table's label.
        table: String,
        /// From 1, without the header.
        row: u32,
        /// What the row is about: “檀营地区”.
        name: String,
        /// The column's header.
        column: String,
    },
    /// A note under a table.
    Note {
        /// The table's label.
        table: String,
        /// From 1.
        note: u32,
    },
    /// A value in a chart.
    Point {
        /// The chart's label.
        chart: String,
        /// The series' name.
        series: String,
        /// The category's name.
        category: String,
    },
    /// The caption of a picture.
    Picture {
        /// The paragraph after which it stands; 0 for before the first.
        paragraph: u32,
    },
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A table is found by its label; its heading would only be noise.
        let heading = match &self.spot {
            Spot::Heading | Spot::Paragraph { .. } | Spot::Picture { .. } => {
                self.heading.as_str()
            }
            Spot::Title
            | Spot::Caption { .. }
            | Spot::Cell { .. }
            | Spot::Note { .. }
            | Spot::Point { .. } => "",
        };
        f.write_str(heading)?;
        if !heading.is_empty() {
            f.write_str("，")?;
        }
        write!(f, "{}", self.spot)
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Title => f.write_str("标题"),
            Self::Heading => f.write_str("标题行"),
            Self::Paragraph { paragraph } => write!(f, "第{paragraph}段"),
            Self::Caption { of } => write!(f, "{of}的题目"),
            Self::Cell { table, row, name, column } => {
                write!(f, "{table}第{row}行“{name}”，“{column}”列")
            }
            Self::Note { table, note } => write!(f, "{table}下的注，第{note}条"),
            Self::Point { chart, series, category } => {
                write!(f, "{chart}“{series}”，“{category}”")
            }
            Self::Picture { paragraph } => write!(f, "第{paragraph}段后的图片说明"),
        }
    }
}
