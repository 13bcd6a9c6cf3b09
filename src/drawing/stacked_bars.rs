//! Lying bars made of the series, one behind the other; the sum stands behind each bar.
//!
//! A value stands in its segment where that is long enough; a bar with one that is not has
//! all of them behind it, in the order of the legend: 98=86+7+2+3.

use crate::diagnostics::{Code, Problem};

use super::axis::{Axis, Scale, room_above, span};
use super::lying::{self, GAP, Rows, Wanted};
use super::mark::{Anchor, Colour, Mark, Point, Rect, Sheet, Text};
use super::plot::{Plot, Series, Value, measure};
use super::upright;

/// Height of a bar, in that of its row; where rows are low, it is as high as its type.
const THICKNESS: (f64, f64) = (0.72, 0.88);

/// Free at both sides of a value in its segment.
const PADDING: f64 = 2.0;

/// What stands behind a bar takes no more than this part of the width.
const BEHIND_MAX: f64 = 0.4;

/// Length of hatch that stays at both sides of a value.
const HATCH_MIN: f64 = 4.0;

/// The segments of a category with what stands in and behind them.
#[derive(Default)]
struct Bar {
    fills: Vec<Mark>,
    texts: Vec<Text>,
}

pub(super) fn draw(plot: &Plot<'_>) -> Result<Sheet, Box<Problem>> {
    refuse_negative(plot)?;
    let totals = totals(plot);
    let axis = axis_of(&totals);
    let around = lying::foot(plot) + plot.size * 4.0;
    let rows = Rows::new(plot, Wanted { bars: 1, around, form: "堆积条形图" })?;
    let left = rows.names_width + GAP;
    let (mut marks, top) = upright::header(plot, left, swatch);
    let bottom = top + rows.height * measure(plot.categories.len());
    let area = Rect { left, top, right: plot.width - 2.0, bottom };
    let (scale, words) = behind_bars(plot, &axis, &rows, &area, &totals);
    marks.extend(lying::grid(plot, &axis, &scale, &area));
    let mut whole = Bar::default();
    let mut behind = Vec::new();
    for (index, total) in totals.iter().enumerate() {
        let middle = rows.middle(top, index);
        marks.extend(rows.name(plot, index, middle).into_iter().map(Mark::Text));
        let Some(total) = total else { continue };
        let bar = bar(plot, &rows, &scale, index, middle);
        whole.fills.extend(bar.fills);
        whole.texts.extend(bar.texts);
        let at = Point::new(scale.at(total.number) + GAP, middle);
        let words = words.get(index).filter(|words| !words.is_empty());
        let text = words.map(|words| rows.value(at, Anchor::Start, words));
        behind.extend(text.map(|text| Text { bold: plot.is_marked(index), ..text }));
    }
    marks.extend(plot.metrics.clear(&behind));
    marks.extend(whole.fills);
    marks.extend(behind.into_iter().chain(whole.texts).map(Mark::Text));
    Ok(Sheet { width: plot.width, height: bottom + lying::foot(plot), marks })
}

/// The value axis.
pub(super) fn axis(plot: &Plot<'_>) -> Axis {
    axis_of(&totals(plot))
}

fn axis_of(totals: &[Option<Total>]) -> Axis {
    Axis::from_zero(totals.iter().flatten().map(|total| total.number))
}

fn totals(plot: &Plot<'_>) -> Vec<Option<Total>> {
    (0..plot.categories.len()).map(|index| total(plot, index)).collect()
}

fn refuse_negative(plot: &Plot<'_>) -> Result<(), Box<Problem>> {
    let Some((index, value)) = plot.values().find(|(_, value)| value.number < 0.0) else {
        return Ok(());
    };
    let name = plot.categories.get(index).map_or("", String::as_str);
    let message =
        format!("{}是堆积条形图，不能有负数，“{name}”有{}", plot.named, value.text);
    Err(Box::new(
        Problem::error(Code::UNFIT_CHART, message)
            .hint("请在提纲中换用件数等不为负的数字，或把 form 改为 bars"),
    ))
}

/// The sum of a category's printed values.
struct Total {
    number: f64,
    words: String,
}

/// None when the category has no value at all.
fn total(plot: &Plot<'_>, index: usize) -> Option<Total> {
    let values = plot.series.iter().filter_map(|series| at(series, index));
    let values: Vec<Value<'_>> = values.collect();
    let decimals = values.iter().map(|value| value.decimals).max()?;
    let number = values.iter().map(|value| value.number).sum();
    let words = format!("{number:.decimals$}");
    Some(Total { number, words })
}

fn at<'a>(series: &Series<'a>, index: usize) -> Option<Value<'a>> {
    series.values.get(index).copied().flatten()
}

fn swatch(series: &Series<'_>, rect: &Rect) -> Vec<Mark> {
    series.look.fill(*rect, None)
}

/// The scale, and the words behind each bar, which take room from it.
fn behind_bars(
    plot: &Plot<'_>,
    axis: &Axis,
    rows: &Rows,
    area: &Rect,
    totals: &[Option<Total>],
) -> (Scale, Vec<String>) {
    let sums = totals.iter().map(|total| match total {
        Some(total) if plot.has_sums => total.words.clone(),
        Some(_) | None => String::new(),
    });
    let mut words: Vec<String> = sums.collect();
    let mut scale = self::scale(plot, axis, rows, area, totals, &words);
    // Longer words leave shorter bars, in which another value may have no room.
    for _ in 0..totals.len() {
        let mut is_settled = true;
        for (index, words) in words.iter_mut().enumerate() {
            let sum = totals.get(index).and_then(Option::as_ref);
            let Some(sum) = sum.filter(|_| !words.contains('+')) else { continue };
            let longer = in_full(plot, sum, index);
            let length = plot.metrics.width(&longer, true) * rows.size;
            if length < area.width() * BEHIND_MAX && has_small(plot, rows, &scale, index)
            {
                (*words, is_settled) = (longer, false);
            }
        }
        if is_settled {
            break;
        }
        scale = self::scale(plot, axis, rows, area, totals, &words);
    }
    (scale, words)
}

/// All values of a bar with their sum: “98=86+7+2+3”.
fn in_full(plot: &Plot<'_>, total: &Total, index: usize) -> String {
    let values = plot.series.iter().map(|series| at(series, index));
    let values = values.map(|value| value.map_or("—", |value| value.text));
    let values = values.collect::<Vec<_>>().join("+");
    if plot.has_sums { format!("{}={values}", total.words) } else { values }
}

/// Whether one of several values of a bar has no room in its segment.
fn has_small(plot: &Plot<'_>, rows: &Rows, scale: &Scale, index: usize) -> bool {
    let (half, mut sum) = (thickness(rows) / 2.0, 0.0);
    let values = plot.series.iter().filter_map(|series| at(series, index));
    values.filter(|value| value.number != 0.0).count() > 1
        && plot.series.iter().any(|series| {
            let Some(value) = at(series, index) else { return false };
            let (left, right) = (scale.at(sum), scale.at(sum + value.number));
            sum += value.number;
            let rect = Rect { left, top: -half, right, bottom: half };
            value.number != 0.0 && inside(plot, rows, &rect, series, value).is_none()
        })
}

/// Height of a bar.
fn thickness(rows: &Rows) -> f64 {
    let (usual, most) = THICKNESS;
    (rows.height * usual).max(rows.size * 1.06).min(rows.height * most)
}

fn scale(
    plot: &Plot<'_>,
    axis: &Axis,
    rows: &Rows,
    area: &Rect,
    totals: &[Option<Total>],
    words: &[String],
) -> Scale {
    let words = words.iter().enumerate();
    let words = words.map(|(index, words)| (words.as_str(), plot.is_marked(index)));
    let length = plot.metrics.widest(words) * rows.size + GAP * 2.0;
    let (_, high) = span(totals.iter().flatten().map(|total| total.number));
    let beyond = room_above(axis, high, area.width(), length);
    let beyond = beyond.max(lying::half_tick(plot, axis));
    Scale::new(axis, area.left, area.right - beyond)
}

fn bar(plot: &Plot<'_>, rows: &Rows, scale: &Scale, index: usize, middle: f64) -> Bar {
    let half = thickness(rows) / 2.0;
    let mut bar = Bar::default();
    let mut sum = 0.0;
    for series in &plot.series {
        let Some(value) = at(series, index) else { continue };
        let (left, right) = (scale.at(sum), scale.at(sum + value.number));
        sum += value.number;
        if value.number == 0.0 {
            continue;
        }
        let rect = Rect { left, top: middle - half, right, bottom: middle + half };
        bar.fills.extend(series.look.fill(rect, None));
        if let Some(text) = inside(plot, rows, &rect, series, value) {
            // The hatch stops around the number.
            let Rect { left, right, .. } = plot.metrics.extent(&text);
            let patch = Rect { left: left - PADDING, right: right + PADDING, ..rect };
            bar.fills.push(Mark::Fill { rect: patch, colour: series.look.colour });
            bar.texts.push(Text { bold: plot.is_marked(index), ..text });
        }
        bar.fills.push(edge(&rect, plot.rule));
    }
    if plot.is_marked(index) {
        let (left, right) = (scale.at(0.0), scale.at(sum));
        let rect = Rect { left, top: middle - half, right, bottom: middle + half };
        bar.fills.push(outline(&rect, Colour::BLACK, 1.2));
    }
    bar
}

/// The value in its segment, if it has room there. One of a single series is the sum.
fn inside(
    plot: &Plot<'_>,
    rows: &Rows,
    rect: &Rect,
    series: &Series<'_>,
    value: Value<'_>,
) -> Option<Text> {
    let is_sum = plot.series.len() == 1 && plot.has_sums;
    let size = rows.size.min((rect.bottom - rect.top) * 0.95);
    // As wide as it could be in bold, so that no value vanishes by being marked; enough of
    // the hatch stays to be told from another.
    let beside = if series.look.is_plain() { PADDING } else { PADDING + HATCH_MIN };
    let width = plot.metrics.width(value.text, true) * size + beside * 2.0;
    (!is_sum && width <= rect.width()).then(|| Text {
        size,
        ink: series.look.colour.ink(),
        ..rows.value(rect.middle(), Anchor::Middle, value.text)
    })
}

/// Neighbours are told apart even where both are of one brightness.
fn edge(rect: &Rect, colour: Colour) -> Mark {
    outline(rect, colour.darkened(90.0), 0.5)
}

fn outline(rect: &Rect, colour: Colour, width: f64) -> Mark {
    Mark::Line { points: rect.outline(), colour, width, dash: None }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{chart, sheet, style, texts};
    use super::*;
    use crate::document::ChartForm;

    const NAMES: [&str; 3] = ["鼓楼街道", "果园街道", "北庄镇"];

    fn drawn(series: &[&[&str]]) -> Sheet {
        sheet(&chart(ChartForm::StackedBars, &NAMES, series), &style())
    }

    fn words(sheet: &Sheet) -> Vec<&str> {
        texts(sheet).iter().map(|text| text.words.as_str()).collect()
    }

    /// Segments in the colour of the series of an index.
    fn segments(sheet: &Sheet, index: usize) -> Vec<Rect> {
        let chart = chart(ChartForm::StackedBars, &NAMES, &[&["1", "1", "1"][..]; 3]);
        let style = style();
        let wanted = Plot::new(&chart, &style).unwrap().series[index].look.colour;
        // Legend and patches around numbers are no segments.
        let fills = sheet.marks.iter().filter_map(|mark| {
            let Mark::Fill { rect, colour } = mark else { return None };
            (*colour == wanted).then_some(*rect)
        });
        fills.skip(1).collect()
    }

    #[test]
    fn segments_stand_one_behind_the_other_in_the_ratio_of_their_values() {
        let sheet = drawn(&[&["600", "10", "x"], &["300", "10", "x"], &["1", "0", "4"]]);
        let (first, second) = (segments(&sheet, 0)[0], segments(&sheet, 1)[0]);
        assert!((first.width() / second.width() - 2.0).abs() < 1e-9);
        assert_eq!(first.right, second.left);
    }

    #[test]
    fn values_stand_in_their_segments_or_all_behind_the_bar_with_their_sum() {
        let sheet = drawn(&[&["611", "10", "x"], &["303", "7", "x"], &["4", "0", "2"]]);
        let words = words(&sheet);
        for printed in ["611", "303", "918=611+303+4", "17=10+7+0", "2"] {
            assert_eq!(
                words.iter().filter(|word| **word == printed).count(),
                1,
                "{printed}"
            );
        }
        for too_small in ["10", "7", "4"] {
            assert!(!words.contains(&too_small), "{too_small}");
        }
        let text = texts(&sheet).into_iter().find(|text| text.words == "303").unwrap();
        let segment = segments(&sheet, 1)[0];
        assert!(segment.left < text.at.x && text.at.x < segment.right);
    }

    #[test]
    fn shares_have_no_sum_behind_them() {
        let mut chart = chart(ChartForm::StackedBars, &["甲"], &[&["33.33"], &["66.66"]]);
        chart.unit = "%".to_owned();
        let sheet = sheet(&chart, &style());
        let words = words(&sheet);
        assert!(words.contains(&"33.33") && !words.contains(&"99.99"), "{words:?}");
    }

    #[test]
    fn a_negative_value_is_refused_with_the_name_of_its_bar() {
        let chart = chart(ChartForm::StackedBars, &NAMES, &[&["1", "-2", "3"]]);
        let problem = super::super::draw(&chart, &style()).unwrap_err();
        assert_eq!(problem.code.to_string(), "G04");
        assert!(problem.message.contains("“果园街道”有-2"), "{}", problem.message);
    }
}
