//! The numbers of a chart as it was written, against the points that it was made from.

use num_rational::BigRational;
use num_traits::Zero;

use super::numbers::{Number, numbers};
use crate::diagnostics::Code;
use crate::document::{Chart, ChartForm, Point};

/// What is wrong with a chart.
pub(super) struct Fault {
    pub(super) code: Code,
    pub(super) message: String,
}

/// Compares the data behind a chart of Word's own: every point, and nothing else.
pub(super) fn data(chart: &Chart, mut found: Vec<Number>) -> Vec<Fault> {
    let missing = take(points(chart), &mut found);
    let mut faults: Vec<Fault> = missing.into_iter().map(lost).collect();
    faults.extend((!found.is_empty()).then(|| strange(found)));
    faults
}

/// Compares the numbers of a drawn chart; those over must be the even marks of an axis.
pub(super) fn picture(chart: &Chart, mut drawn: Vec<Number>) -> Vec<Fault> {
    let mut faults = Vec::new();
    match chart.form {
        ChartForm::StackedBars => faults.extend(take_sums(chart, &mut drawn)),
        ChartForm::Dumbbells => {
            let missing = take(pairs(chart), &mut drawn);
            faults.extend(missing.into_iter().map(lost));
        }
        ChartForm::Columns | ChartForm::Bars | ChartForm::Lines | ChartForm::HeatMap => {
            let wanted = points(chart);
            let count = wanted.len();
            let missing = take(wanted, &mut drawn);
            // Where points of lines stand too close, none has its value beside it.
            let is_bare = chart.form == ChartForm::Lines && missing.len() == count;
            faults.extend(missing.into_iter().filter(|_| !is_bare).map(lost));
        }
    }
    take_names(chart, &mut drawn);
    faults.extend(left_over(chart, drawn));
    faults
}

fn points(chart: &Chart) -> Vec<&Point> {
    let series = chart.series.iter();
    series.flat_map(|series| series.points.iter().flatten()).collect()
}

/// The points of dumbbells: two equal ones are printed once.
fn pairs(chart: &Chart) -> Vec<&Point> {
    let row = |index: usize| {
        let mut row: Vec<&Point> = Vec::new();
        for series in &chart.series {
            let point = series.points.get(index).and_then(Option::as_ref);
            let is_new =
                |point: &&Point| row.iter().all(|other| value(other) != value(point));
            let new = point.filter(is_new);
            row.extend(new);
        }
        row
    };
    (0..chart.categories.len()).flat_map(row).collect()
}

fn value(point: &Point) -> Option<BigRational> {
    numbers(&point.text).first().and_then(Number::value)
}

/// Takes the points away from the numbers, and gives those that were not there.
fn take<'p>(points: Vec<&'p Point>, drawn: &mut Vec<Number>) -> Vec<&'p Point> {
    let is_missing = |point: &&Point| {
        let wanted = numbers(&point.text);
        match wanted.first().and_then(|wanted| place_of(wanted, drawn)) {
            Some(at) => {
                drawn.swap_remove(at);
                false
            }
            None => true,
        }
    };
    points.into_iter().filter(is_missing).collect()
}

/// Takes away the sums behind stacked bars; a value in them may be left out for want of room.
fn take_sums(chart: &Chart, drawn: &mut Vec<Number>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, name) in chart.categories.iter().enumerate() {
        let points = chart.series.iter().filter_map(|series| series.points.get(index));
        let values: Vec<BigRational> = points.flatten().filter_map(value).collect();
        if !chart.has_sums() || values.is_empty() {
            continue;
        }
        let sum = values.into_iter().fold(BigRational::zero(), |sum, value| sum + value);
        match drawn.iter().position(|number| number.value().as_ref() == Some(&sum)) {
            Some(at) => {
                drawn.swap_remove(at);
            }
            None => faults.push(Fault {
                code: Code::NUMBER_LOST,
                message: format!("图里少了“{name}”的合计"),
            }),
        }
    }
    faults
}

/// Takes away what stands in names and in the unit.
fn take_names(chart: &Chart, drawn: &mut Vec<Number>) {
    let series = chart.series.iter().map(|series| &series.name);
    let names = chart.categories.iter().chain(series).chain([&chart.unit]);
    for name in names.flat_map(|name| numbers(name)) {
        if let Some(at) = drawn.iter().position(|number| number.text == name.text) {
            drawn.swap_remove(at);
        }
    }
}

/// What is left must be an axis, or the ends of a heat map's tints.
fn left_over(chart: &Chart, mut drawn: Vec<Number>) -> Option<Fault> {
    match chart.form {
        ChartForm::Lines => return None,
        ChartForm::StackedBars => return left_over_of_bars(chart, drawn),
        ChartForm::Dumbbells if chart.is_of_ranks() && !is_axis(&drawn) => {
            // Places begin at 1 and go on in round steps.
            let first = drawn.iter().position(|number| number.text == "1");
            first.map(|at| drawn.swap_remove(at));
        }
        ChartForm::Columns
        | ChartForm::Bars
        | ChartForm::HeatMap
        | ChartForm::Dumbbells => {}
    }
    (!is_axis(&drawn)).then(|| strange(not_of_axis(drawn)))
}

/// Of stacked bars any value may stand in its segment, and be a mark of the axis too.
fn left_over_of_bars(chart: &Chart, drawn: Vec<Number>) -> Option<Fault> {
    let values: Vec<_> = points(chart).into_iter().filter_map(value).collect();
    let is_unknown =
        |number: &Number| number.value().is_none_or(|value| !values.contains(&value));
    let unknown: Vec<Number> = drawn.into_iter().filter(is_unknown).collect();
    if is_part_of_axis(&unknown) {
        return None;
    }
    let without = |at: usize| {
        let mut rest = unknown.clone();
        let one = rest.remove(at);
        is_part_of_axis(&rest).then_some(one)
    };
    let alone = (0..unknown.len()).find_map(without);
    Some(strange(alone.map_or_else(|| unknown.clone(), |one| vec![one])))
}

/// Whether numbers are marks of an axis of which some were taken for values.
fn is_part_of_axis(numbers: &[Number]) -> bool {
    let steps = steps(numbers);
    let least = steps.iter().min();
    least.is_none_or(|least| steps.iter().all(|step| (step / least).is_integer()))
}

/// The place of a number among others: of the one written alike, or else of an equal one,
/// since a name has 08 where a value is 8.
fn place_of(wanted: &Number, drawn: &[Number]) -> Option<usize> {
    let is_alike = |number: &Number| number.text == wanted.text;
    let is_equal = |number: &Number| number.value() == wanted.value();
    drawn
        .iter()
        .position(is_alike)
        .or_else(|| drawn.iter().position(is_equal))
}

/// Those with decimals if the others are an axis, else all.
fn not_of_axis(numbers: Vec<Number>) -> Vec<Number> {
    let (plain, decimal): (Vec<Number>, Vec<Number>) =
        numbers.into_iter().partition(|number| number.decimals == 0);
    if is_axis(&plain) { decimal } else { [plain, decimal].concat() }
}

/// Whether numbers are the evenly spaced marks of an axis, or none.
fn is_axis(numbers: &[Number]) -> bool {
    let steps = steps(numbers);
    numbers.is_empty()
        || (!steps.is_empty() && steps.iter().all(|step| Some(step) == steps.first()))
}

/// From each number to the next higher one.
fn steps(numbers: &[Number]) -> Vec<BigRational> {
    let mut values: Vec<_> = numbers.iter().filter_map(Number::value).collect();
    values.sort();
    values.dedup();
    let pairs = values.iter().zip(values.iter().skip(1));
    pairs.map(|(low, high)| high - low).collect()
}

fn lost(point: &Point) -> Fault {
    let message = format!("图里少了数字“{}”", point.text);
    Fault { code: Code::NUMBER_LOST, message }
}

fn strange(numbers: Vec<Number>) -> Fault {
    let texts: Vec<String> = numbers.into_iter().map(|number| number.text).collect();
    let message = format!("图里多出数字“{}”", texts.join("、"));
    Fault { code: Code::NUMBER_STRANGE, message }
}
