//! Two dots a row, joined by a line: hollow for before, solid for now.
//!
//! Places in an order have an axis that begins at the first place.

use crate::diagnostics::{Code, Problem};

use super::axis::{Axis, Scale, room_above, room_below, span};
use super::lying::{self, GAP, Rows, Wanted};
use super::mark::{Anchor, Colour, Mark, Point, Rect, Sheet, Text};
use super::plot::{Plot, Series, Value, measure};
use super::upright;

/// The ring of before is larger than the dot of now: where both coincide, both are seen.
const RING: f64 = 4.1;
/// White inside of the ring.
const HOLE: f64 = 3.1;
const DOT: f64 = 2.4;
const LINE_WIDTH: f64 = 1.8;

/// The two series.
struct Pair<'p, 'a> {
    before: &'p Series<'a>,
    now: &'p Series<'a>,
}

pub(super) fn draw(plot: &Plot<'_>) -> Result<Sheet, Box<Problem>> {
    let pair = pair(plot)?;
    let axis = axis(plot);
    let around = lying::foot(plot) + plot.size * 4.0;
    let rows = Rows::new(plot, Wanted { bars: 1, around, form: "哑铃图" })?;
    let left = rows.names_width + GAP;
    let (mut marks, top) =
        upright::header(plot, left, |series, rect| pair.swatch(series, rect));
    let bottom = top + rows.height * measure(plot.categories.len());
    let area = Rect { left, top, right: plot.width - 2.0, bottom };
    let scale = scale(plot, &axis, &rows, &area);
    marks.extend(lying::grid(plot, &axis, &scale, &area));
    // Dots of full rows do not touch those of the next.
    let size = (rows.height * 0.46 / RING).min(1.0);
    let (mut dots, mut texts) = (Vec::new(), Vec::new());
    for index in 0..plot.categories.len() {
        let middle = rows.middle(top, index);
        marks.extend(rows.name(plot, index, middle).into_iter().map(Mark::Text));
        let values = pair.values(index);
        let highlight = plot.highlight(index);
        let ink = highlight.map_or(pair.ink(), |highlight| highlight.colour);
        let line = plot.rule.tint(0.7);
        dots.extend(dumbbell(&scale, middle, values, (size, line, ink)));
        let bold = plot.is_marked(index);
        let labels = labels(&rows, &scale, middle, values);
        texts.extend(labels.into_iter().map(|text| Text { bold, ..text }));
    }
    marks.extend(plot.metrics.clear(&texts));
    marks.extend(dots);
    marks.extend(texts.into_iter().map(Mark::Text));
    Ok(Sheet { width: plot.width, height: bottom + lying::foot(plot), marks })
}

fn pair<'p, 'a>(plot: &'p Plot<'a>) -> Result<Pair<'p, 'a>, Box<Problem>> {
    if let [before, now] = plot.series.as_slice() {
        return Ok(Pair { before, now });
    }
    let found = plot.series.len();
    let message =
        format!("{}是哑铃图，要恰好两个系列（先前、现在），有{found}个", plot.named);
    Err(Box::new(
        Problem::error(Code::UNFIT_CHART, message)
            .hint("请在提纲的 subject 中先写上期、后写本期的数字，或把 form 改为 bars"),
    ))
}

pub(super) fn axis(plot: &Plot<'_>) -> Axis {
    // Nothing is placed before the first, but a mistaken figure might say so.
    let is_of_ranks = plot.is_of_ranks && plot.numbers().all(|number| number >= 1.0);
    if is_of_ranks {
        Axis::of_ranks(plot.numbers())
    } else {
        Axis::around(plot.numbers())
    }
}

impl<'a> Pair<'_, 'a> {
    fn values(&self, index: usize) -> [Option<Value<'a>>; 2] {
        [self.before, self.now].map(|series| series.values.get(index).copied().flatten())
    }

    /// Both are of one colour: it is the shape that tells them apart.
    fn ink(&self) -> Colour {
        self.now.look.ink()
    }

    fn swatch(&self, series: &Series<'_>, rect: &Rect) -> Vec<Mark> {
        let draw = if std::ptr::eq(series, self.before) { ring } else { dot };
        draw(rect.middle(), 1.0, self.ink())
    }
}

fn scale(plot: &Plot<'_>, axis: &Axis, rows: &Rows, area: &Rect) -> Scale {
    let length = plot.widest_value() * rows.size + RING + GAP * 2.0;
    let (low, high) = span(plot.numbers());
    let half = lying::half_tick(plot, axis);
    let before = room_below(axis, low, area.width(), length).max(half);
    let beyond = room_above(axis, high, area.width() - before, length).max(half);
    Scale::new(axis, area.left + before, area.right - beyond)
}

fn dumbbell(
    scale: &Scale,
    y: f64,
    values: [Option<Value<'_>>; 2],
    (size, line, ink): (f64, Colour, Colour),
) -> Vec<Mark> {
    let [before, now] =
        values.map(|value| value.map(|value| Point::new(scale.at(value.number), y)));
    let mut marks = Vec::new();
    if let (Some(before), Some(now)) = (before, now) {
        marks.push(Mark::rule(before, now, line, LINE_WIDTH));
    }
    marks.extend(before.map(|at| ring(at, size, ink)).into_iter().flatten());
    marks.extend(now.map(|at| dot(at, size, ink)).into_iter().flatten());
    marks
}

fn ring(centre: Point, size: f64, colour: Colour) -> Vec<Mark> {
    let hole = Mark::Disc { centre, radius: HOLE * size, colour: Colour::WHITE };
    vec![Mark::Disc { centre, radius: RING * size, colour }, hole]
}

fn dot(centre: Point, size: f64, colour: Colour) -> Vec<Mark> {
    vec![Mark::Disc { centre, radius: DOT * size, colour }]
}

/// The values outside of the pair; equal ones are one.
fn labels(
    rows: &Rows,
    scale: &Scale,
    y: f64,
    values: [Option<Value<'_>>; 2],
) -> Vec<Text> {
    let beside = |value: Value<'_>, is_left: bool| {
        let (shift, anchor) =
            if is_left { (-1.0, Anchor::End) } else { (1.0, Anchor::Start) };
        let x = scale.at(value.number) + shift * (RING + GAP);
        rows.value(Point::new(x, y), anchor, value.text)
    };
    match values {
        [Some(before), Some(now)] if before.number == now.number => {
            vec![beside(now, false)]
        }
        [Some(before), Some(now)] => {
            let is_first = before.number < now.number;
            vec![beside(before, is_first), beside(now, !is_first)]
        }
        [one, other] => {
            one.or(other).map(|value| beside(value, false)).into_iter().collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{chart, sheet, style, texts};
    use super::*;
    use crate::document::{Chart, ChartForm};

    fn ranks(before: &[&str], now: &[&str]) -> Chart {
        let names = ["甲镇", "乙镇", "丙镇"];
        let mut chart = chart(ChartForm::Dumbbells, &names, &[before, now]);
        chart.unit = "名".to_owned();
        chart
    }

    fn places<'t>(sheet: &'t Sheet, words: &str) -> Vec<&'t Text> {
        texts(sheet).into_iter().filter(|text| text.words == words).collect()
    }

    #[test]
    fn two_series_are_wanted_no_more_and_no_less() {
        for count in [1, 3] {
            let values = ["1", "2"];
            let chart = chart(ChartForm::Dumbbells, &values, &vec![&values[..]; count]);
            let problem = super::super::draw(&chart, &style()).unwrap_err();
            assert_eq!(problem.code.to_string(), "G04");
            assert!(problem.message.contains(&format!("有{count}个")), "{problem:?}");
        }
    }

    #[test]
    fn before_is_hollow_and_now_is_solid_of_the_same_colour() {
        let sheet = sheet(&ranks(&["12", "x", "x"], &["340", "x", "x"]), &style());
        let discs = sheet.marks.iter().filter_map(|mark| {
            let Mark::Disc { centre, colour, .. } = mark else { return None };
            (centre.y > 20.0).then_some((centre.x, *colour))
        });
        let [ring, hole, dot] = discs.collect::<Vec<_>>().try_into().unwrap();
        assert_eq!((ring.0, ring.1), (hole.0, dot.1));
        assert_eq!(hole.1, Colour::WHITE);
        // 12 stands left of 340.
        assert!(ring.0 < dot.0);
    }

    #[test]
    fn values_stand_outside_of_the_pair_and_equal_ones_are_printed_once() {
        let sheet = sheet(&ranks(&["12", "251", "78"], &["340", "7", "78"]), &style());
        for (left, right) in [("12", "340"), ("7", "251")] {
            let (left, right) = (places(&sheet, left)[0], places(&sheet, right)[0]);
            assert_eq!((left.anchor, right.anchor), (Anchor::End, Anchor::Start));
            assert_eq!(left.at.y, right.at.y);
        }
        assert_eq!(places(&sheet, "78").len(), 1);
    }

    #[test]
    fn ranks_begin_at_the_first_and_say_which_side_is_better() {
        let sheet = sheet(&ranks(&["300", "x", "x"], &["340", "x", "x"]), &style());
        assert_eq!(places(&sheet, "1").len(), 1);
        assert_eq!(places(&sheet, "0").len(), 0);
        assert_eq!(places(&sheet, "名（越靠左越好）").len(), 1);
    }
}
