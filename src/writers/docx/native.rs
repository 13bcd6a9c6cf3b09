//! A chart that Word draws itself, as against one that is a picture there.

use crate::document::{Chart, ChartForm};
use crate::layout::{ChartKind, Style};

/// A chart of Word's own.
#[derive(Clone, Copy)]
pub(super) struct Native<'a> {
    pub(super) chart: &'a Chart,
    pub(super) style: &'a Style,
    pub(super) form: Form,
}

/// The forms that Word has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Columns,
    Bars,
    StackedBars,
    Lines,
}

impl<'a> Native<'a> {
    /// The chart where it is wanted to be native and Word has its form.
    pub(super) fn of(chart: &'a Chart, style: &'a Style) -> Option<Self> {
        let is_wanted = chart.editable.unwrap_or(style.chart.charts == ChartKind::Native);
        let form = match chart.form {
            ChartForm::Columns => Form::Columns,
            ChartForm::Bars => Form::Bars,
            ChartForm::StackedBars => Form::StackedBars,
            ChartForm::Lines => Form::Lines,
            ChartForm::HeatMap | ChartForm::Dumbbells => return None,
        };
        is_wanted.then_some(Self { chart, style, form })
    }
}
