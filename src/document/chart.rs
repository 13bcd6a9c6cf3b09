//! A chart as its figures: how it looks is the layout's, how it is drawn `drawing`'s.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Caption, Figure};

/// A chart with its caption underneath.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Chart {
    /// The name by which the text refers to it; unique in the document.
    pub name: String,
    /// Under the chart.
    pub caption: Caption,
    /// What kind of chart.
    pub form: ChartForm,
    /// The unit of the values, printed at the axis: “件/万人”; may be empty.
    pub unit: String,
    /// Labels along the category axis.
    pub categories: Vec<String>,
    /// One or more, each with a point for every category.
    pub series: Vec<Series>,
    /// Index of the category that is marked as the own one.
    pub marked: Option<usize>,
    /// Whether its figures can be edited where the format allows it; the layout's choice
    /// when absent.
    pub editable: Option<bool>,
    /// The part of its usual height that it has, so that it fits on its page; 1 as composed.
    pub share: f64,
    /// Read out to those who cannot see it; made from the figures.
    pub alt: String,
}

/// The kinds of chart; each has a file in `drawing/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChartForm {
    /// Upright columns, the value above each.
    Columns,
    /// Lying bars, the value behind each; for long names.
    Bars,
    /// Lying bars, the series one behind the other in each, the sum behind it.
    StackedBars,
    /// Lines with a mark at each point.
    Lines,
    /// A table of tinted cells: a category a row, a series a column, the value in each.
    ///
    /// Word has no such chart of its own: there it is always a picture.
    HeatMap,
    /// Two series, before and now: two dots a category, joined by a line.
    ///
    /// Word has no such chart of its own: there it is always a picture.
    Dumbbells,
}

/// The unit of places in an order, of which the smaller is the better.
pub const RANK_UNIT: &str = "名";

impl ChartForm {
    /// Whether Word has a chart of this form whose figures can be edited.
    pub fn is_native(self) -> bool {
        match self {
            Self::Columns | Self::Bars | Self::StackedBars | Self::Lines => true,
            Self::HeatMap | Self::Dumbbells => false,
        }
    }
}

impl Chart {
    /// Whether the sum of each category is printed: that of shares is what everybody knows.
    pub fn has_sums(&self) -> bool {
        self.form == ChartForm::StackedBars && self.unit != "%"
    }

    /// Whether its values are places in an order.
    pub fn is_of_ranks(&self) -> bool {
        self.unit == RANK_UNIT
    }
}

/// A row of values of the same kind.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Series {
    /// In the legend when there is more than one.
    pub name: String,
    /// One a category; `None` where there is no value.
    pub points: Vec<Option<Point>>,
}

/// A value: a figure whose text is in plain decimal notation, drawn by its value.
pub type Point = Figure;
