//! A chart made ready to draw: values read, colours parsed, measures in points.

use crate::diagnostics::{Code, Problem};
use crate::document::{self, ChartForm};
use crate::layout;

use super::PT_PER_MM;
use super::looks::{self, Highlight, Look, SERIES_MAX};
use super::mark::Colour;
use super::type_metrics::Metrics;

/// What every form draws from.
pub(super) struct Plot<'a> {
    /// The chart as messages call it: “图“各区万人诉求比””.
    pub(super) named: String,
    pub(super) unit: &'a str,
    pub(super) categories: &'a [String],
    pub(super) series: Vec<Series<'a>>,
    pub(super) marked: Option<usize>,
    /// Whether the sum of a category is printed.
    pub(super) has_sums: bool,
    /// Whether the values are places in an order: the smaller, the better.
    pub(super) is_of_ranks: bool,
    highlight: Highlight,
    /// The darkest colour of the style's.
    pub(super) darkest: Colour,
    pub(super) rule: Colour,
    pub(super) metrics: Metrics,
    /// Size of labels and values.
    pub(super) size: f64,
    pub(super) width: f64,
    pub(super) height: f64,
    /// The part of its usual height that it has.
    pub(super) share: f64,
    /// As high as a chart can be so that its caption fits on the same page.
    pub(super) height_max: f64,
}

/// One row of values with its look.
pub(super) struct Series<'a> {
    pub(super) name: &'a str,
    pub(super) look: Look,
    /// One for every category.
    pub(super) values: Vec<Option<Value<'a>>>,
}

/// A number and how it is printed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value<'a> {
    pub(super) number: f64,
    pub(super) decimals: usize,
    pub(super) text: &'a str,
}

/// The unit of an axis on which the best place stands at the left.
const RANK_AXIS: &str = "名（越靠左越好）";

/// Beyond this a number is no count or rate but an accident.
const NUMBER_MAX: f64 = 1e15;

impl<'a> Plot<'a> {
    pub(super) fn new(
        chart: &'a document::Chart,
        style: &layout::Style,
    ) -> Result<Self, Box<Problem>> {
        let look = &style.chart;
        check_size(look)?;
        let colours: Vec<Colour> = look
            .colours
            .iter()
            .map(|text| colour(text))
            .collect::<Result<_, _>>()?;
        let series = series(chart, &colours)?;
        let caption = &style.text.chart_caption;
        let caption_pt = caption.line_pt.unwrap_or(caption.size_pt * 2.0)
            + caption.before_pt
            + caption.after_pt;
        let width = look.width_mm * PT_PER_MM;
        let height = look.height_mm * PT_PER_MM * chart.share;
        let brightness = |colour: &&Colour| colour.brightness();
        let darkest = colours
            .iter()
            .min_by(|one, two| brightness(one).total_cmp(&brightness(two)));
        let is_of_ranks = chart.is_of_ranks();
        let is_change_of_rank = is_of_ranks && chart.form == ChartForm::Dumbbells;
        Ok(Self {
            named: named(chart),
            unit: if is_change_of_rank { RANK_AXIS } else { &chart.unit },
            categories: &chart.categories,
            highlight: Highlight::new(
                colour(&look.mark)?,
                series.iter().map(|series| series.look),
            ),
            darkest: darkest.copied().unwrap_or(Colour::BLACK),
            series,
            marked: chart.marked,
            has_sums: chart.has_sums(),
            is_of_ranks,
            rule: colour(&look.rule)?,
            metrics: Metrics::load(style)?,
            size: look.size_pt,
            width,
            height,
            share: chart.share,
            height_max: (style.page.text_height_mm() * PT_PER_MM - caption_pt)
                .max(height),
        })
    }

    /// Whether the category of an index is the own one.
    pub(super) fn is_marked(&self, index: usize) -> bool {
        self.marked == Some(index)
    }

    /// How the category of an index is highlighted, if it is the own one.
    pub(super) fn highlight(&self, index: usize) -> Option<Highlight> {
        self.is_marked(index).then_some(self.highlight)
    }

    /// Every number of every series.
    pub(super) fn numbers(&self) -> impl Iterator<Item = f64> + Clone {
        self.values().map(|(_, value)| value.number)
    }

    /// Every value with the index of its category.
    pub(super) fn values(&self) -> impl Iterator<Item = (usize, Value<'a>)> + Clone {
        self.series
            .iter()
            .flat_map(|series| series.values.iter().enumerate())
            .filter_map(|(index, value)| value.map(|value| (index, value)))
    }

    /// Width of the widest printed value of size 1.
    pub(super) fn widest_value(&self) -> f64 {
        let texts = self.values();
        self.metrics
            .widest(texts.map(|(index, value)| (value.text, self.is_marked(index))))
    }

    /// More columns, bars or labels than can be read.
    pub(super) fn crowded(&self, count: usize, most: f64, form: &str) -> Box<Problem> {
        let message = format!("{form}要画{count}条，这个版面上最多能看清{most:.0}条");
        Box::new(
            Problem::error(Code::CROWDED_CHART, message)
                .hint("请在提纲中只取前若干项，或改用 bars、lines 或表格"),
        )
    }
}

/// A count as a measure.
pub(super) fn measure(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

/// The series with their looks.
fn series<'a>(
    chart: &'a document::Chart,
    colours: &[Colour],
) -> Result<Vec<Series<'a>>, Box<Problem>> {
    // Columns of a heat map are told apart by their places.
    let are_looks_needed = chart.form != ChartForm::HeatMap;
    if are_looks_needed && chart.series.len() > SERIES_MAX {
        let found = chart.series.len();
        let message = format!(
            "{}有{found}个系列，黑白打印时最多能分清{SERIES_MAX}个",
            named(chart)
        );
        return Err(Box::new(
            Problem::error(Code::CROWDED_CHART, message)
                .hint("请在提纲中减少这张图的系列，或改用表格"),
        ));
    }
    let series = chart
        .series
        .iter()
        .enumerate()
        .map(|(index, series)| read(chart, series, looks::look(index, colours)))
        .collect::<Result<Vec<_>, _>>()?;
    if series.iter().all(|series| series.values.iter().all(Option::is_none)) {
        let message = format!("{}没有可画的数值", named(chart));
        return Err(Box::new(
            Problem::error(Code::EMPTY_CHART, message)
                .hint("请检查提纲中这张图的数据来源，或删去这张图"),
        ));
    }
    Ok(series)
}

fn read<'a>(
    chart: &document::Chart,
    series: &'a document::Series,
    look: Look,
) -> Result<Series<'a>, Box<Problem>> {
    let (points, categories) = (series.points.len(), chart.categories.len());
    if points != categories {
        let message = format!(
            "{}的系列“{}”有{points}个值，类别却有{categories}个",
            named(chart),
            series.name
        );
        return Err(Box::new(Problem::error(Code::EMPTY_CHART, message)));
    }
    let values = series
        .points
        .iter()
        .map(|point| point.as_ref().map(|figure| number(chart, figure)).transpose())
        .collect::<Result<_, _>>()?;
    Ok(Series { name: &series.name, look, values })
}

/// The one place where a figure's value becomes the length of a column.
fn number<'a>(
    chart: &document::Chart,
    figure: &'a document::Figure,
) -> Result<Value<'a>, Box<Problem>> {
    let document::Figure { text, value, kind: _, key } = figure;
    let drawn = value.map(|value| (value.nearest_f64(), value.places()));
    let drawn = drawn.filter(|(number, _)| number.abs() <= NUMBER_MAX);
    drawn
        .map(|(number, decimals)| Value { number, decimals, text })
        .ok_or_else(|| {
            let message = format!("{}的值应为普通数字，{key}是“{text}”", named(chart));
            Box::new(
                Problem::error(Code::UNDRAWABLE_VALUE, message)
                    .hint("请在提纲中让图表取数字，不取“—”、带百分号或带文字的写法"),
            )
        })
}

fn named(chart: &document::Chart) -> String {
    format!("图“{}”", document::plain_text(&chart.caption.text))
}

/// Within these bounds every chart has room for its labels.
fn check_size(look: &layout::ChartStyle) -> Result<(), Box<Problem>> {
    let bounds = [
        ("width_mm", look.width_mm, 40.0, 500.0),
        ("height_mm", look.height_mm, 30.0, 500.0),
        ("size_pt", look.size_pt, 4.0, 24.0),
    ];
    for (key, found, least, most) in bounds {
        if !(least..=most).contains(&found) {
            let message = format!("图表的 {key} 应为 {least} 至 {most}，写的是 {found}");
            return Err(Box::new(
                Problem::error(Code::LAYOUT_ERROR, message)
                    .hint("请改 style.yaml 的 chart 一节"),
            ));
        }
    }
    Ok(())
}

fn colour(text: &str) -> Result<Colour, Box<Problem>> {
    Colour::parse(text).ok_or_else(|| {
        let message = format!("图表颜色应为六位十六进制数（RRGGBB），写的是“{text}”");
        Box::new(
            Problem::error(Code::LAYOUT_ERROR, message)
                .hint("请改 style.yaml 的 chart 一节，例如 \"B4282D\""),
        )
    })
}
