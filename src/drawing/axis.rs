//! A value axis: its ends, its few round ticks, and where a value stands on paper.

use super::plot::Plot;

/// A value that is a tick but for binary rounding does not need one more.
const SLACK: f64 = 1e-9;

/// Values that differ by less than this part of the highest look alike from zero.
const NEAR: f64 = 0.3;

/// Ends and ticks of a value axis; both ends are ticks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Axis {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) step: f64,
    decimals: usize,
}

/// Where values stand on paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    /// Position of the low end.
    pub(super) from: f64,
    /// Position of the high end.
    pub(super) to: f64,
}

impl Axis {
    /// An axis that begins at zero: lengths of columns and bars are honest only so.
    pub(super) fn from_zero(values: impl Iterator<Item = f64>) -> Self {
        let (low, high) = span(values);
        Self::covering(low.min(0.0), high.max(0.0))
    }

    /// An axis for lengths: from zero, unless they are scores or rates so near to each other
    /// that none of their differences would be seen.
    pub(super) fn of_lengths(plot: &Plot<'_>) -> Self {
        let (low, high) = span(plot.numbers());
        let are_scores = matches!(plot.unit, "分" | "%");
        if are_scores && low > 0.0 && high > low && high - low < high * NEAR {
            return Self::covering((low - (high - low) * 0.3).max(0.0), high);
        }
        Self::from_zero(plot.numbers())
    }

    /// An axis for positions, not lengths: it leaves out what is far below all values.
    pub(super) fn around(values: impl Iterator<Item = f64>) -> Self {
        let (low, high) = span(values);
        let is_narrow = low > 0.0 && high - low < high / 2.0;
        if !is_narrow {
            return Self::covering(low.min(0.0), high.max(0.0));
        }
        // The lowest point does not lie on the foot of the chart.
        let margin = if high > low { (high - low) * 0.05 } else { high * 0.02 };
        Self::covering((low - margin).max(0.0), high)
    }

    /// An axis of places in an order: from the first, with whole ticks.
    pub(super) fn of_ranks(values: impl Iterator<Item = f64>) -> Self {
        let (_, high) = span(values);
        // A few places of none but the first are not stretched over the sheet.
        let high = high.max(5.0);
        let (step, decimals) = round_step(high / 7.0);
        let step = if decimals == 0 { step } else { step * 2.0 };
        Self { low: 1.0, high: (high / step).ceil() * step, step, decimals: 0 }
    }

    /// Whether zero is not on it.
    pub(super) fn is_cut(&self) -> bool {
        self.low > 0.0
    }

    /// Values of the ticks with their labels.
    pub(super) fn ticks(&self) -> Vec<(f64, String)> {
        let decimals = self.decimals;
        let mut ticks = Vec::new();
        // The low end is a whole number of steps, or the first place of an order.
        let mut count = (self.low / self.step + SLACK).floor();
        while count * self.step <= self.high + self.step / 2.0 {
            let value = f64::max(count * self.step, self.low);
            // Adding zero turns −0 into 0.
            ticks.push((value, format!("{:.decimals$}", value + 0.0)));
            count += 1.0;
        }
        ticks
    }

    fn covering(low: f64, high: f64) -> Self {
        // Nothing but zeros are mostly counts: their ticks are whole numbers.
        let (low, high) = if high > low { (low, high) } else { (low, low + 5.0) };
        let (step, decimals) = round_step((high - low) / 5.0);
        Self {
            low: (low / step + SLACK).floor() * step,
            high: (high / step - SLACK).ceil() * step,
            step,
            decimals,
        }
    }
}

impl Scale {
    /// Spreads the axis between two positions.
    pub(super) fn new(axis: &Axis, from: f64, to: f64) -> Self {
        Self { low: axis.low, high: axis.high, from, to }
    }

    /// The position of a value.
    pub(super) fn at(&self, value: f64) -> f64 {
        let part = (value - self.low) / (self.high - self.low);
        self.from + (self.to - self.from) * part
    }
}

/// How much of `extent` to leave free beyond the axis' high end so that a label of length
/// `label` behind the highest value stays inside.
pub(super) fn room_above(axis: &Axis, highest: f64, extent: f64, label: f64) -> f64 {
    room((axis.high - highest) / (axis.high - axis.low), extent, label)
}

/// The same at the low end.
pub(super) fn room_below(axis: &Axis, lowest: f64, extent: f64, label: f64) -> f64 {
    room((lowest - axis.low) / (axis.high - axis.low), extent, label)
}

/// `free` is the part of the axis that the label may lie beside.
fn room(free: f64, extent: f64, label: f64) -> f64 {
    if free >= 1.0 {
        return 0.0;
    }
    // The free part of the axis shrinks with the axis: solve for the rest.
    ((label - extent * free) / (1.0 - free)).min(extent / 2.0).max(0.0)
}

/// The least and the greatest of some values.
pub(super) fn span(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::MAX, f64::MIN), |(low, high), value| {
        (low.min(value), high.max(value))
    })
}

/// The least of 1, 2, 2.5, 5 times a power of ten that is not below `raw`, and the
/// decimals that it needs.
fn round_step(raw: f64) -> (f64, usize) {
    let (mut power, mut decimals) = (1.0, 0_usize);
    while power * 10.0 <= raw {
        power *= 10.0;
    }
    while power > raw && decimals < 12 {
        power /= 10.0;
        decimals += 1;
    }
    let fitting = [(1.0, 0), (2.0, 0), (2.5, 1), (5.0, 0)]
        .into_iter()
        .find(|(factor, _)| factor * power >= raw);
    match fitting {
        Some((factor, more)) if power < 10.0 => (factor * power, decimals + more),
        Some((factor, _)) => (factor * power, 0),
        None => (10.0 * power, decimals.saturating_sub(1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(axis: Axis) -> Vec<String> {
        axis.ticks().into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn columns_begin_at_zero_however_near_the_values_are() {
        let axis = Axis::from_zero([94.1, 99.59].into_iter());
        assert_eq!(labels(axis), ["0", "20", "40", "60", "80", "100"]);
    }

    #[test]
    fn lines_leave_out_what_is_far_below_all_values() {
        let axis = Axis::around([94.1, 99.59].into_iter());
        assert!(axis.is_cut());
        assert_eq!(labels(axis), ["92", "94", "96", "98", "100"]);
        assert!(!Axis::around([10.0, 99.0].into_iter()).is_cut());
    }

    #[test]
    fn ticks_of_small_negative_and_equal_values_are_round() {
        let axis = Axis::from_zero([-0.35, 0.2].into_iter());
        assert_eq!(labels(axis), ["-0.4", "-0.2", "0.0", "0.2"]);
        let none = Axis::from_zero([0.0, 0.0].into_iter());
        assert_eq!(labels(none), ["0", "1", "2", "3", "4", "5"]);
        let large = Axis::from_zero([12415.0].into_iter());
        assert_eq!(labels(large), ["0", "2500", "5000", "7500", "10000", "12500"]);
    }

    #[test]
    fn places_in_an_order_begin_at_the_first_and_have_whole_ticks() {
        let of = |high: f64| labels(Axis::of_ranks([3.0, high].into_iter()));
        assert_eq!(of(340.0), ["1", "50", "100", "150", "200", "250", "300", "350"]);
        assert_eq!(of(12.0), ["1", "2", "4", "6", "8", "10", "12"]);
        assert_eq!(of(4.0), ["1", "2", "3", "4", "5"]);
        assert_eq!(of(20.0), ["1", "5", "10", "15", "20"]);
    }

    #[test]
    fn the_outermost_label_has_room_beyond_the_axis() {
        // All of the axis is used: the whole label needs room.
        let axis = Axis::from_zero([100.0].into_iter());
        assert_eq!(room_above(&axis, 100.0, 200.0, 12.0), 12.0);
        // Half of the axis is free: none.
        assert_eq!(room_above(&axis, 50.0, 200.0, 12.0), 0.0);
    }
}
