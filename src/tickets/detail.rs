//! What a ticket is about, where and how it came in: columns that an export may have.
//!
//! No figure of the assessment depends on them, so nothing here is ever a problem.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::{NaiveDateTime, Timelike};
use compact_str::CompactString;
use rustc_hash::{FxBuildHasher, FxHashSet};

use super::record::{Field, Record};
use super::units::Units;
use super::{Column, Word, spelling};

/// What a ticket is about; what the export does not say is absent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Detail {
    /// 受理时间, to the hour.
    pub at: Option<NaiveDateTime>,
    /// 诉求类型: “投诉”.
    pub kind: Option<Word>,
    /// 受理渠道: “电话”.
    pub channel: Option<Word>,
    /// 一级分类, 二级分类 and 三级分类.
    pub category: [Option<Word>; 3],
    /// 被反映街镇.
    pub town: Option<Word>,
    /// 被反映社区.
    pub community: Option<Word>,
    /// What columns of one's own say, in the order of the settings.
    pub own: Own,
}

/// What columns of one's own say; tickets that say the same share it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Own(&'static [Option<Word>]);

impl Own {
    /// What a column says, by its place in the settings.
    pub fn get(self, at: usize) -> Option<Word> {
        self.0.get(at).copied().flatten()
    }
}

impl Detail {
    /// Every word that the export says here, with the column's usual name.
    pub fn words(&self) -> impl Iterator<Item = (&'static str, Word)> {
        let Self { at: _, kind, channel, category, town, community, own } = self;
        [("诉求类型", *kind), ("受理渠道", *channel)]
            .into_iter()
            .chain(category.iter().map(|category| ("诉求分类", *category)))
            .chain([("被反映街镇", *town), ("被反映社区", *community)])
            .chain(own.0.iter().map(|own| ("自定的列", *own)))
            .filter_map(|(column, word)| Some((column, word?)))
    }

    /// What the accepted list says where this one says nothing: what the ticket is about
    /// as a whole, columns of one's own each by itself; when it was accepted before this
    /// one.
    pub(super) fn or(self, other: Self, details: &mut Details) -> Self {
        let own = details.own_or(self.own, other.own);
        let rest = Self { own: Own::default(), at: None, ..self };
        let is_told = rest != Self::default();
        let at = other.at.or(self.at);
        Self { own, at, ..if is_told { self } else { other } }
    }
}

/// What stands between the levels of a category in one cell: ->, →, ＞ or »; lines may
/// lead to an arrow's head.
const HEADS: [char; 8] = ['>', '＞', '→', '➔', '➜', '⇒', '›', '»'];
const LINES: [char; 5] = ['-', '－', '—', '–', '='];

/// Reads details; spellings met before are known without asking for them again.
#[derive(Debug, Default)]
pub(super) struct Details {
    words: Words,
    towns: Words,
    own: FxHashSet<&'static [Option<Word>]>,
}

/// Words by their spellings.
type Words = HashMap<CompactString, Word, FxBuildHasher>;

impl Details {
    /// The detail of a record; `at` when it was accepted.
    pub(super) fn read(
        &mut self,
        record: &Record<'_>,
        units: &Units<'_>,
        at: Option<NaiveDateTime>,
    ) -> Detail {
        Detail {
            at: at.and_then(|at| at.date().and_hms_opt(at.hour(), 0, 0)),
            kind: self.word(record, Column::Type),
            channel: self.word(record, Column::Channel),
            category: self.category(record),
            town: self.town(record, units),
            community: self.word(record, Column::Community),
            own: self.own(record),
        }
    }

    fn own(&mut self, record: &Record<'_>) -> Own {
        let words: Vec<Option<Word>> = record
            .own()
            .map(|text| known(&mut self.words, &text?, spelling::word))
            .collect();
        self.shared(words)
    }

    fn own_or(&mut self, one: Own, other: Own) -> Own {
        let words = (0..one.0.len().max(other.0.len()))
            .map(|at| one.get(at).or_else(|| other.get(at)));
        self.shared(words.collect())
    }

    fn shared(&mut self, words: Vec<Option<Word>>) -> Own {
        if words.iter().all(Option::is_none) {
            return Own::default();
        }
        if let Some(known) = self.own.get(words.as_slice()) {
            return Own(known);
        }
        // Like their words they stay as long as the process.
        let kept: &'static [Option<Word>] = Box::leak(words.into());
        self.own.insert(kept);
        Own(kept)
    }

    fn category(&mut self, record: &Record<'_>) -> [Option<Word>; 3] {
        let levels = [Column::Category, Column::Category2, Column::Category3]
            .map(|column| self.word(record, column));
        if levels.iter().any(Option::is_some) {
            return levels;
        }
        let Some(whole) = text(record, Column::CategoryPath) else { return levels };
        let levels = whole.split(HEADS).map(|level| level.trim().trim_end_matches(LINES));
        let mut levels = levels.filter(|level| !level.is_empty());
        std::array::from_fn(|_| known(&mut self.words, levels.next()?, spelling::word))
    }

    fn word(&mut self, record: &Record<'_>, column: Column) -> Option<Word> {
        known(&mut self.words, &text(record, column)?, spelling::word)
    }

    /// A town by its name in the register, where it is one of the district's.
    fn town(&mut self, record: &Record<'_>, units: &Units<'_>) -> Option<Word> {
        let text = text(record, Column::Town)?;
        known(&mut self.towns, &text, |written| match units.find(written) {
            Some(unit) => Cow::Borrowed(units.name(unit)),
            None => spelling::word(written),
        })
    }
}

/// The word of a text, as `print` spells it.
fn known<'t>(
    words: &mut Words,
    text: &'t str,
    print: impl FnOnce(&'t str) -> Cow<'t, str>,
) -> Option<Word> {
    if let Some(known) = words.get(text) {
        return Some(*known);
    }
    let printed = print(text);
    if printed.is_empty() {
        return None;
    }
    let new = Word::new(&printed);
    words.insert(text.into(), new);
    Some(new)
}

fn text<'r>(record: &Record<'r>, column: Column) -> Option<Cow<'r, str>> {
    match record.text(column) {
        Field::Is(text) => Some(text),
        Field::NoColumn | Field::Empty | Field::Wrong => None,
    }
}
