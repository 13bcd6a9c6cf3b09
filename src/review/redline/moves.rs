//! Paragraphs that stand elsewhere with the same words. Rows that do so are taken out and
//! put in: Word has no mark for a row that moved.

use std::collections::{BTreeMap, BTreeSet};

use super::blocks::Item;
use crate::audit::sequence::Step;

/// Shorter paragraphs are alike by chance.
const CHARS_MIN: usize = 8;

/// What moved: a number each, by the places on the old and on the new side.
#[derive(Debug, Default)]
pub(super) struct Moves {
    pub(super) out: BTreeMap<usize, usize>,
    pub(super) into: BTreeMap<usize, usize>,
}

/// Paragraphs that only one side has here and the other has there; `first` is the first
/// number that is free.
pub(super) fn moves(
    steps: &[Step],
    before: &[Item<'_>],
    after: &[Item<'_>],
    first: usize,
) -> Moves {
    let once = |items: &[Item<'_>], places: &dyn Fn(&Step) -> Option<usize>| {
        let (mut found, mut twice) = (BTreeMap::new(), BTreeSet::new());
        for at in steps.iter().filter_map(places) {
            let Some(item) = items.get(at).filter(|it| it.is_paragraph()) else {
                continue;
            };
            if item.text.chars().count() >= CHARS_MIN
                && found.insert(item.text.clone(), at).is_some()
            {
                twice.insert(item.text.clone());
            }
        }
        found.retain(|text, _| !twice.contains(text));
        found
    };
    let gone = once(before, &|step| match step {
        Step::Left(at) => Some(*at),
        Step::Both(..) | Step::Right(_) => None,
    });
    let come = once(after, &|step| match step {
        Step::Right(at) => Some(*at),
        Step::Both(..) | Step::Left(_) => None,
    });
    let pairs = gone.iter().filter_map(|(text, a)| Some((*a, *come.get(text)?)));
    let mut moves = Moves::default();
    for (number, (a, b)) in (first..).zip(pairs) {
        moves.out.insert(a, number);
        moves.into.insert(b, number);
    }
    moves
}
