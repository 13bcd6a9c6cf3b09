//! What changed from one ledger to another.

use std::collections::BTreeMap;

use num_traits::Signed;

use super::{Entry, Ledger, Place, Sentence};
use crate::figures::{Kind, Rounding, round};
use crate::tickets::Decimal;

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// Titles of both bulletins.
    pub titles: [String; 2],
    /// Figures that moved: printed ones in reading order, then all others.
    pub figures: Vec<Moved>,
    /// Sentences that changed; of two drafts of one period only.
    pub sentences: Vec<Reworded>,
    /// Whether both are of one period.
    pub is_same_period: bool,
}

/// A figure that moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Its name.
    pub key: String,
    /// 口径.
    pub definition: String,
    /// What it measures, where that is known.
    pub kind: Option<Kind>,
    /// As printed before; none when there was no such figure.
    pub old: Option<String>,
    /// As printed now; none when there is no such figure.
    pub new: Option<String>,
    /// The values printed before and now.
    pub values: [Option<Decimal>; 2],
    /// New less old as printed, with sign and unit: “+0.02分”; none without two values.
    pub difference: Option<String>,
    /// Where it stands now, or stood; empty when it is not printed.
    pub places: Vec<Place>,
}

/// A sentence that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reworded {
    /// Where it stands now, or stood.
    pub place: Place,
    /// None when it is new.
    pub old: Option<String>,
    /// None when it is gone.
    pub new: Option<String>,
}

/// Compares two ledgers.
pub fn compare(old: &Ledger, new: &Ledger) -> Changes {
    let is_same_period = (old.start, old.end) == (new.start, new.end);
    let sentences = if is_same_period {
        reworded(&old.sentences, &new.sentences)
    } else {
        Vec::new()
    };
    let titles = [old.title.clone(), new.title.clone()];
    Changes { titles, figures: moved(old, new), sentences, is_same_period }
}

fn moved(old: &Ledger, new: &Ledger) -> Vec<Moved> {
    let by_key = |ledger: &'_ Ledger| -> BTreeMap<String, usize> {
        let keys = ledger.figures.iter().enumerate();
        keys.map(|(n, entry)| (entry.key.clone(), n)).collect()
    };
    let (then, now) = (by_key(old), by_key(new));
    let was = |key: &str| then.get(key).and_then(|n| old.figures.get(*n));
    let mut all: Vec<Moved> = new
        .figures
        .iter()
        .filter_map(|entry| difference(was(&entry.key), Some(entry)))
        .collect();
    let gone = old.figures.iter().filter(|entry| !now.contains_key(&entry.key));
    all.extend(gone.filter_map(|entry| difference(Some(entry), None)));
    // A stable sort: reading order stays within those that are printed.
    all.sort_by_key(|moved| moved.places.is_empty());
    all
}

fn difference(old: Option<&Entry>, new: Option<&Entry>) -> Option<Moved> {
    let text = |entry: Option<&Entry>| entry.map(|entry| entry.text.clone());
    if text(old) == text(new) {
        return None;
    }
    let entry = new.or(old)?;
    let standing = [new, old].into_iter().flatten().find(|e| !e.places.is_empty());
    let places = standing.map_or(&[][..], |entry| &entry.places);
    let mut known: Vec<Place> = Vec::new();
    for standing in places {
        if !known.contains(&standing.place) {
            known.push(standing.place.clone());
        }
    }
    Some(Moved {
        key: entry.key.clone(),
        definition: entry.definition.clone(),
        difference: old.zip(new).and_then(|(old, new)| signed(old, new)),
        kind: entry.kind,
        values: [old, new].map(|entry| entry.and_then(Entry::number)),
        old: text(old),
        new: text(new),
        places: known,
    })
}

/// New less old with the more decimals of the two: “+0.02分”.
fn signed(old: &Entry, new: &Entry) -> Option<String> {
    let (old, newer) = (old.number()?, new.number()?);
    let difference = newer.exact() - old.exact();
    let sign = if difference.is_positive() { "+" } else { "" };
    let decimals = u32::try_from(old.places().max(newer.places())).ok()?;
    let rounded = round(&difference, decimals, Rounding::HalfUp)?;
    Some(format!("{sign}{rounded}{}", new.unit))
}

/// Sentences that changed, in reading order; a removed and an added one in the same
/// place are one that was reworded.
fn reworded(old: &[Sentence], new: &[Sentence]) -> Vec<Reworded> {
    let mut changes: Vec<Reworded> = Vec::new();
    let common = common(old, new);
    let (mut from_old, mut from_new) = (0, 0);
    let ends = common.into_iter().chain([(old.len(), new.len())]);
    for (to_old, to_new) in ends {
        let gone = old.get(from_old..to_old).unwrap_or_default();
        let come = new.get(from_new..to_new).unwrap_or_default();
        pair(gone, come, &mut changes);
        (from_old, from_new) = (to_old + 1, to_new + 1);
    }
    changes
}

fn pair(gone: &[Sentence], come: &[Sentence], changes: &mut Vec<Reworded>) {
    let mut come: Vec<Option<&Sentence>> = come.iter().map(Some).collect();
    for old in gone {
        let new = come
            .iter_mut()
            .find(|new| new.is_some_and(|new| new.place == old.place))
            .and_then(Option::take);
        changes.push(Reworded {
            place: old.place.clone(),
            old: Some(old.text.clone()),
            new: new.map(|new| new.text.clone()),
        });
    }
    changes.extend(come.into_iter().flatten().map(|new| Reworded {
        place: new.place.clone(),
        old: None,
        new: Some(new.text.clone()),
    }));
}

/// Places in both lists of the sentences of a longest common sequence.
fn common(old: &[Sentence], new: &[Sentence]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    // Lengths of longest common sequences of the rests of both lists.
    let mut lengths = vec![0_u32; (old.len() + 1) * width];
    let at = |lengths: &[u32], i: usize, j: usize| {
        lengths.get(i * width + j).copied().unwrap_or(0)
    };
    for (i, a) in old.iter().enumerate().rev() {
        for (j, b) in new.iter().enumerate().rev() {
            let best = if a.text == b.text {
                at(&lengths, i + 1, j + 1) + 1
            } else {
                at(&lengths, i + 1, j).max(at(&lengths, i, j + 1))
            };
            if let Some(place) = lengths.get_mut(i * width + j) {
                *place = best;
            }
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while let (Some(a), Some(b)) = (old.get(i), new.get(j)) {
        if a.text == b.text {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if at(&lengths, i + 1, j) >= at(&lengths, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Spot;

    fn sentences(texts: &[(u32, &str)]) -> Vec<Sentence> {
        let sentence = |(paragraph, text): &(u32, &str)| Sentence {
            place: Place {
                heading: "一、".to_owned(),
                spot: Spot::Paragraph { paragraph: *paragraph },
            },
            text: (*text).to_owned(),
        };
        texts.iter().map(sentence).collect()
    }

    #[test]
    fn a_reworded_sentence_is_one_change_and_what_stayed_is_none() {
        let old = sentences(&[(1, "甲。"), (1, "乙。"), (2, "丙。")]);
        let new = sentences(&[(1, "甲。"), (1, "丁。"), (2, "丙。"), (3, "戊。")]);
        let changes = reworded(&old, &new);
        let told: Vec<_> = changes
            .iter()
            .map(|change| (change.old.as_deref(), change.new.as_deref()))
            .collect();
        assert_eq!(told, [(Some("乙。"), Some("丁。")), (None, Some("戊。"))]);
    }

    #[test]
    fn a_difference_has_a_sign_and_a_unit() {
        let entry = |value: &str| Entry {
            value: Some(value.to_owned()),
            unit: "分".to_owned(),
            ..Entry::default()
        };
        let signed = |old, new| signed(&entry(old), &entry(new)).unwrap();
        assert_eq!(signed("97.08", "97.10"), "+0.02分");
        assert_eq!(signed("97.10", "97.08"), "-0.02分");
        assert_eq!(signed("0.1", "0"), "-0.1分");
    }
}
