//! What a ticket is about, where and how it came in: columns that an export may have.
//!
//! No figure of the assessment depends on them, so nothing here is ever a problem.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::{NaiveDateTime, Timelike};
use compact_str::CompactString;
use rustc_hash::FxBuildHasher;

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
        }
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
