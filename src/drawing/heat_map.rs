//! A table of tinted cells: the higher the value, the darker, with the value in each cell.
//!
//! One hue whose brightness falls with the value, so that it reads the same in black and
//! white. Columns are told apart by their places, so there may be many.

use crate::diagnostics::{Code, Problem};

use super::axis::span;
use super::labels::{self, Labels};
use super::lying::{GAP, Rows, Wanted};
use super::mark::{Anchor, Colour, Mark, Rect, Sheet, Text};
use super::plot::{Plot, Value, measure};
use super::upright::{self, SLOT_MIN};

/// Values smaller than this cannot be read.
const VALUE_MIN: f64 = 4.8;

/// White between two cells.
const BETWEEN: f64 = 0.8;

/// The darkest cell is at most this bright, so that there are many steps up to white.
const BRIGHTNESS_MAX: f64 = 85.0;

/// The lightest cell with a value above the low end, so that it is not taken for none.
const TINT_MIN: f64 = 0.07;

/// Length of the strip that explains the tints, in sizes.
const STRIP: f64 = 13.0;
const STRIP_STEPS: usize = 26;

/// So many tints are as good as all, and a picture of few colours is small.
const TINTS: f64 = 32.0;

/// Printed where there is no value.
const MISSING: &str = "—";

/// Which tint a value has.
struct Tints {
    darkest: Colour,
    low: (f64, String),
    high: (f64, String),
}

/// The columns of a map.
struct Columns {
    left: f64,
    width: f64,
    names: Labels,
    /// Size of the values.
    size: f64,
}

pub(super) fn draw(plot: &Plot<'_>) -> Result<Sheet, Box<Problem>> {
    let line = plot.size * 1.9;
    let around = line + plot.height * NAMES_MAX + GAP;
    let rows = Rows::new(plot, Wanted { bars: 1, around, form: "热力图" })?;
    let columns = columns(plot, &rows)?;
    let tints = Tints::new(plot);
    let top = line + columns.names.height + GAP;
    let mut marks = header(plot, &tints, columns.left, line / 2.0);
    for (rank, _) in plot.series.iter().enumerate() {
        let x = columns.left + columns.width * (measure(rank) + 0.5);
        let texts = columns.names.texts_above(rank, x, top - 1.0);
        marks.extend(texts.into_iter().map(Mark::Text));
    }
    for index in 0..plot.categories.len() {
        let middle = rows.middle(top, index);
        marks.extend(rows.name(plot, index, middle).into_iter().map(Mark::Text));
        for (rank, series) in plot.series.iter().enumerate() {
            let value = series.values.get(index).copied().flatten();
            let rect = cell(&rows, &columns, rank, middle);
            marks.extend(tinted(plot, &tints, &columns, (index, &rect), value));
        }
        if plot.is_marked(index) {
            marks.push(frame(plot, &rows, &columns, middle));
        }
    }
    let height = top + rows.height * measure(plot.categories.len()) + 2.0;
    Ok(Sheet { width: plot.width, height, marks })
}

/// Names of columns take no more than this part of a chart's usual height.
const NAMES_MAX: f64 = 0.4;

fn columns(plot: &Plot<'_>, rows: &Rows) -> Result<Columns, Box<Problem>> {
    let left = rows.names_width + GAP;
    let room = plot.width - 2.0 - left;
    let count = plot.series.len();
    let width = room / measure(count);
    let widest = plot.widest_value().max(plot.metrics.width(MISSING, false));
    let least = (VALUE_MIN * widest / FILLED).max(SLOT_MIN);
    if width < least {
        let most = (room / least).floor();
        let message = format!(
            "{}是热力图，有{count}列，这个版面上最多能看清{most:.0}列",
            plot.named
        );
        return Err(Box::new(
            Problem::error(Code::CROWDED_CHART, message)
                .hint("请在提纲中用 across_first 只取前若干列，或改用表格"),
        ));
    }
    let names: Vec<String> =
        plot.series.iter().map(|series| series.name.to_owned()).collect();
    let most = plot.height * NAMES_MAX;
    let names =
        labels::under_axis(&plot.metrics, &names, |_| false, width, plot.size, most);
    let size = rows.size.min(width * FILLED / widest);
    Ok(Columns { left, width, names, size })
}

/// A value fills no more than this part of the width of its cell.
const FILLED: f64 = 0.88;

impl Tints {
    fn new(plot: &Plot<'_>) -> Self {
        let of = |wanted: f64| {
            let mut values = plot.values().map(|(_, value)| value);
            let text = values.find(|value| value.number == wanted);
            text.map_or_else(|| "0".to_owned(), |value| value.text.to_owned())
        };
        let (least, high) = span(plot.numbers());
        // Counts begin at nothing; rates that are all near to each other do not.
        let is_narrow = least > 0.0 && high - least < high / 2.0;
        let low = if least < 0.0 || is_narrow { least } else { 0.0 };
        let high = high.max(low);
        Self {
            darkest: plot.darkest.darkened(BRIGHTNESS_MAX),
            low: (low, of(low)),
            high: (high, of(high)),
        }
    }

    fn is_flat(&self) -> bool {
        self.low.0 >= self.high.0
    }

    /// The tint of a value. A power spreads the many small ones a little; the strip shows
    /// how.
    fn of(&self, number: f64) -> Colour {
        if self.is_flat() || number <= self.low.0 {
            return Colour::WHITE;
        }
        let part = (number - self.low.0) / (self.high.0 - self.low.0);
        let part = (part.powf(0.75) * TINTS).ceil() / TINTS;
        self.darkest.tint(TINT_MIN + (1.0 - TINT_MIN) * part)
    }
}

/// The unit at the left, at the right the tints from low to high.
fn header(plot: &Plot<'_>, tints: &Tints, left: f64, y: f64) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut room = plot.width - left;
    if !tints.is_flat() {
        let strip = strip(plot, tints, y);
        room = strip.left - plot.size * 2.0 - left;
        marks.extend(strip.marks);
    }
    let words = plot.metrics.shorten(plot.unit, false, room.max(0.0) / plot.size);
    if !plot.unit.is_empty() {
        let text = upright::words_at(plot, &words, left, y);
        marks.push(Mark::Text(text));
    }
    marks
}

struct Strip {
    left: f64,
    marks: Vec<Mark>,
}

fn strip(plot: &Plot<'_>, tints: &Tints, y: f64) -> Strip {
    let (low, high) = (&tints.low, &tints.high);
    let wide = |text: &str| plot.metrics.width(text, false) * plot.size;
    let right = plot.width - 2.0 - wide(&high.1) - GAP;
    let step = plot.size * STRIP / measure(STRIP_STEPS);
    let left = right - step * measure(STRIP_STEPS);
    let half = plot.size * 0.42;
    let mut marks = Vec::new();
    for index in 0..STRIP_STEPS {
        let part = (measure(index) + 0.5) / measure(STRIP_STEPS);
        let from = left + step * measure(index);
        // A hair wider, so that no white shows between the steps.
        let to = (from + step + 0.2).min(right);
        let rect = Rect { left: from, top: y - half, right: to, bottom: y + half };
        let colour = tints.of(low.0 + (high.0 - low.0) * part);
        marks.push(Mark::Fill { rect, colour });
    }
    let rect = Rect { left, top: y - half, right, bottom: y + half };
    marks.push(outline(&rect, plot.rule, 0.5));
    let start = left - GAP - wide(&low.1);
    for (words, x) in [(&low.1, start), (&high.1, right + GAP)] {
        marks.push(Mark::Text(upright::words_at(plot, words, x, y)));
    }
    Strip { left: start, marks }
}

fn cell(rows: &Rows, columns: &Columns, rank: usize, middle: f64) -> Rect {
    let left = columns.left + columns.width * measure(rank);
    Rect {
        left: left + BETWEEN / 2.0,
        top: middle - (rows.height - BETWEEN) / 2.0,
        right: left + columns.width - BETWEEN / 2.0,
        bottom: middle + (rows.height - BETWEEN) / 2.0,
    }
}

fn tinted(
    plot: &Plot<'_>,
    tints: &Tints,
    columns: &Columns,
    (index, rect): (usize, &Rect),
    value: Option<Value<'_>>,
) -> Vec<Mark> {
    let colour = value.map_or(Colour::WHITE, |value| tints.of(value.number));
    let words = value.map_or(MISSING, |value| value.text);
    let text = Text {
        bold: plot.is_marked(index),
        ink: colour.ink(),
        ..Text::new(rect.middle(), Anchor::Middle, words, columns.size)
    };
    let edge = outline(rect, plot.rule.tint(0.3), 0.3);
    vec![Mark::Fill { rect: *rect, colour }, edge, Mark::Text(text)]
}

/// Around the row of the own category.
fn frame(plot: &Plot<'_>, rows: &Rows, columns: &Columns, middle: f64) -> Mark {
    let rect = Rect {
        left: columns.left,
        top: middle - rows.height / 2.0,
        right: columns.left + columns.width * measure(plot.series.len()),
        bottom: middle + rows.height / 2.0,
    };
    outline(&rect, Colour::BLACK, 1.2)
}

fn outline(rect: &Rect, colour: Colour, width: f64) -> Mark {
    Mark::Line { points: rect.outline(), colour, width, dash: None }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{chart, sheet, style, texts};
    use super::*;
    use crate::document::ChartForm;

    fn tints(least: &str, most: &str) -> impl Fn(f64) -> Colour {
        let chart = chart(ChartForm::HeatMap, &["甲", "乙"], &[&[least, most]]);
        let style = style();
        let tints = Tints::new(&Plot::new(&chart, &style).unwrap());
        move |number| tints.of(number)
    }

    #[test]
    fn the_higher_the_darker_without_colours_too() {
        let tint = tints("0", "1000");
        let mut last = f64::MAX;
        for number in [0.0, 1.0, 30.0, 120.0, 300.0, 500.0, 800.0, 1000.0] {
            let brightness = tint(number).brightness();
            assert!(brightness < last, "{number}: {brightness} after {last}");
            last = brightness;
        }
    }

    #[test]
    fn values_that_are_near_are_spread_over_the_tints_and_counts_begin_at_nothing() {
        assert_eq!(tints("94", "98")(94.0), Colour::WHITE);
        assert_ne!(tints("10", "98")(10.0), Colour::WHITE);
    }

    #[test]
    fn numbers_are_readable_on_every_tint() {
        let linear = |channel: u8| {
            let part = f64::from(channel) / 255.0;
            if part <= 0.04 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let luminance = |Colour(red, green, blue): Colour| {
            0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
        };
        let tint = tints("0", "1000");
        for number in 0..=1000 {
            let ground = tint(f64::from(number));
            let (one, two) = (luminance(ground) + 0.05, luminance(ground.ink()) + 0.05);
            // The contrast that WCAG asks of text of this size.
            assert!(one.max(two) / one.min(two) >= 4.5, "{number} on {ground:?}");
        }
    }

    #[test]
    fn every_cell_has_its_value_or_a_dash_and_the_strip_its_ends() {
        let chart =
            chart(ChartForm::HeatMap, &["甲", "乙"], &[&["12", "x"][..], &["3", "40"]]);
        let sheet = sheet(&chart, &style());
        let mut words: Vec<&str> =
            texts(&sheet).iter().map(|text| text.words.as_str()).collect();
        words.retain(|word| !["件/万人", "甲", "乙", "系列0", "系列1"].contains(word));
        words.sort_unstable();
        assert_eq!(words, ["0", "12", "3", "40", "40", "—"]);
    }

    #[test]
    fn many_columns_have_room_and_too_many_are_refused() {
        let of =
            |count: usize| chart(ChartForm::HeatMap, &["甲"], &vec![&["100"][..]; count]);
        assert!(super::super::draw(&of(30), &style()).is_ok());
        let problem = super::super::draw(&of(90), &style()).unwrap_err();
        assert_eq!(problem.code.to_string(), "G03");
        assert!(problem.hint.unwrap().contains("across_first"));
    }
}
