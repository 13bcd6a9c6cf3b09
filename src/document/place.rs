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
    /// The property sheet of the file.
    Properties,
    /// The red head.
    Masthead,
    /// The title of the document.
    Title,
    /// 主送.
    Addressee,
    /// 目录.
    Contents,
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
    /// The text that is read out in place of a table, chart or picture.
    Alternative {
        /// The label of the table or chart; the picture's place.
        of: String,
    },
    /// The header of a column.
    Header {
        /// The table's label.
        table: String,
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
    /// A name in a chart: of a category or series, or the unit.
    Label {
        /// The chart's label.
        chart: String,
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
    /// Names of the attachments.
    Attachments,
    /// Who signs, and the date.
    Signature,
    /// 版记.
    Imprint,
    /// What tells a draft.
    Draft,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A table is found by its label; its heading would only be noise.
        let heading = match &self.spot {
            Spot::Heading | Spot::Paragraph { .. } | Spot::Picture { .. } => {
                self.heading.as_str()
            }
            Spot::Properties
            | Spot::Masthead
            | Spot::Title
            | Spot::Addressee
            | Spot::Contents
            | Spot::Caption { .. }
            | Spot::Alternative { .. }
            | Spot::Header { .. }
            | Spot::Cell { .. }
            | Spot::Note { .. }
            | Spot::Label { .. }
            | Spot::Point { .. }
            | Spot::Attachments
            | Spot::Signature
            | Spot::Imprint
            | Spot::Draft => "",
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
            Self::Properties => f.write_str("文件属性"),
            Self::Masthead => f.write_str("报头"),
            Self::Title => f.write_str("标题"),
            Self::Addressee => f.write_str("主送机关"),
            Self::Contents => f.write_str("目录"),
            Self::Heading => f.write_str("标题行"),
            Self::Paragraph { paragraph } => write!(f, "第{paragraph}段"),
            Self::Caption { of } => write!(f, "{of}的题目"),
            Self::Alternative { of } => write!(f, "{of}的替代文字"),
            Self::Header { table } => write!(f, "{table}的表头"),
            Self::Cell { table, row, name, column } => {
                write!(f, "{table}第{row}行“{name}”，“{column}”列")
            }
            Self::Note { table, note } => write!(f, "{table}下的注，第{note}条"),
            Self::Label { chart } => f.write_str(chart),
            Self::Point { chart, series, category } => {
                write!(f, "{chart}“{series}”，“{category}”")
            }
            Self::Picture { paragraph } => write!(f, "第{paragraph}段后的图片说明"),
            Self::Attachments => f.write_str("附件说明"),
            Self::Signature => f.write_str("落款"),
            Self::Imprint => f.write_str("版记"),
            Self::Draft => f.write_str("草稿页"),
        }
    }
}
