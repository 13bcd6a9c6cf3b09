//! Two rows of things laid beside each other so that most of them match.

/// Above this the middle is taken as replaced as a whole: 16 MB of counts.
const PRODUCT_MAX: usize = 4_000_000;

/// A step through both rows, by index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// The same on both sides.
    Both(usize, usize),
    /// Only on the left.
    Left(usize),
    /// Only on the right.
    Right(usize),
}

/// Aligns two rows; `weight` tells how well two things match, 0 for not at all.
pub(crate) fn align(
    left: usize,
    right: usize,
    weight: &dyn Fn(usize, usize) -> u32,
    is_same: &dyn Fn(usize, usize) -> bool,
) -> Vec<Step> {
    let shorter = left.min(right);
    let head = (0..shorter).take_while(|at| is_same(*at, *at)).count();
    let tail = (1..=shorter - head)
        .take_while(|back| is_same(left - back, right - back))
        .count();
    let mut steps: Vec<Step> = (0..head).map(|at| Step::Both(at, at)).collect();
    steps.extend(middle((head, left - tail), (head, right - tail), weight));
    steps.extend((1..=tail).rev().map(|back| Step::Both(left - back, right - back)));
    steps
}

/// The heaviest common sequence of two ranges.
fn middle(
    (left, left_end): (usize, usize),
    (right, right_end): (usize, usize),
    weight: &dyn Fn(usize, usize) -> u32,
) -> Vec<Step> {
    let (rows, columns) = (left_end - left, right_end - right);
    if rows.saturating_mul(columns) > PRODUCT_MAX {
        let lefts = (left..left_end).map(Step::Left);
        return lefts.chain((right..right_end).map(Step::Right)).collect();
    }
    let width = columns + 1;
    // best[row][column]: the weight from there to both ends.
    let mut best = vec![0_u32; (rows + 1) * width];
    let mut weights = vec![0_u32; rows * columns];
    let get = |best: &[u32], row: usize, column: usize| {
        best.get(row * width + column).copied().unwrap_or_default()
    };
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let here = weight(left + row, right + column);
            let matched = match here {
                0 => 0,
                here => here + get(&best, row + 1, column + 1),
            };
            let skipped = get(&best, row + 1, column).max(get(&best, row, column + 1));
            if let Some(slot) = best.get_mut(row * width + column) {
                *slot = matched.max(skipped);
            }
            if let Some(slot) = weights.get_mut(row * columns + column) {
                *slot = here;
            }
        }
    }
    let (mut row, mut column) = (0, 0);
    let mut steps = Vec::with_capacity(rows + columns);
    while row < rows || column < columns {
        let here = weights.get(row * columns + column).copied().unwrap_or_default();
        let total = get(&best, row, column);
        let is_matched = row < rows
            && column < columns
            && here > 0
            && total == here + get(&best, row + 1, column + 1);
        if is_matched {
            steps.push(Step::Both(left + row, right + column));
            (row, column) = (row + 1, column + 1);
        } else if column == columns
            || (row < rows && get(&best, row + 1, column) == total)
        {
            steps.push(Step::Left(left + row));
            row += 1;
        } else {
            steps.push(Step::Right(right + column));
            column += 1;
        }
    }
    steps
}

/// Aligns by equality.
pub(crate) fn align_equal<T: PartialEq>(left: &[T], right: &[T]) -> Vec<Step> {
    let is_same = |a: usize, b: usize| left.get(a) == right.get(b);
    align(left.len(), right.len(), &|a, b| u32::from(is_same(a, b)), &is_same)
}

/// Steps in which what was replaced stands in pairs: (left, right).
pub(crate) fn pairs(steps: &[Step]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut pairs = Vec::with_capacity(steps.len());
    let (mut lefts, mut rights) = (Vec::new(), Vec::new());
    let flush = |lefts: &mut Vec<usize>, rights: &mut Vec<usize>, pairs: &mut Vec<_>| {
        let longer = lefts.len().max(rights.len());
        pairs.extend(
            (0..longer).map(|at| (lefts.get(at).copied(), rights.get(at).copied())),
        );
        lefts.clear();
        rights.clear();
    };
    for step in steps {
        match *step {
            Step::Left(at) => lefts.push(at),
            Step::Right(at) => rights.push(at),
            Step::Both(a, b) => {
                flush(&mut lefts, &mut rights, &mut pairs);
                pairs.push((Some(a), Some(b)));
            }
        }
    }
    flush(&mut lefts, &mut rights, &mut pairs);
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_taken_out_and_replaced_is_told_apart() {
        let left = ["1", "2", "3", "4", "5"];
        let right = ["1", "9", "3", "5", "6"];
        let found = pairs(&align_equal(&left, &right));
        assert_eq!(
            found,
            [
                (Some(0), Some(0)),
                (Some(1), Some(1)),
                (Some(2), Some(2)),
                (Some(3), None),
                (Some(4), Some(3)),
                (None, Some(4)),
            ]
        );
    }

    #[test]
    fn empty_rows_are_aligned() {
        assert_eq!(align_equal::<u8>(&[], &[]), []);
        assert_eq!(align_equal(&[1], &[]), [Step::Left(0)]);
        assert_eq!(align_equal(&[], &[1]), [Step::Right(0)]);
    }
}
