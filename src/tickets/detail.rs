//! What a ticket is about, where and how it came in: columns that an export may have.
//!
//! No figure of the assessment depends on them, so nothing here is ever a problem.

use std::borrow::Cow;

use chrono::{NaiveDateTime, Timelike};
use rustc_hash::FxHashMap;

use super::record::{Field, Record};
use super::{Column, Word};

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

/// What stands between the levels of a category in one cell.
const LEVELS: &str = "->";

/// Reads details; words met before are known without asking for them again.
#[derive(Debug, Default)]
pub(super) struct Details {
    words: FxHashMap<&'static str, Word>,
}

impl Details {
    /// The detail of a record; `at` when it was accepted.
    pub(super) fn read(
        &mut self,
        record: &Record<'_>,
        at: Option<NaiveDateTime>,
    ) -> Detail {
        Detail {
            at: at.and_then(|at| at.date().and_hms_opt(at.hour(), 0, 0)),
            kind: self.word(record, Column::Type),
            channel: self.word(record, Column::Channel),
            category: self.category(record),
            town: self.word(record, Column::Town),
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
        let mut levels = whole.split(LEVELS);
        std::array::from_fn(|_| self.known(levels.next()?))
    }

    fn word(&mut self, record: &Record<'_>, column: Column) -> Option<Word> {
        self.known(&text(record, column)?)
    }

    fn known(&mut self, text: &str) -> Option<Word> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        if let Some(known) = self.words.get(text) {
            return Some(*known);
        }
        let new = Word::new(text);
        self.words.insert(new.text(), new);
        Some(new)
    }
}

fn text<'r>(record: &Record<'r>, column: Column) -> Option<Cow<'r, str>> {
    match record.text(column) {
        Field::Is(text) => Some(text),
        Field::NoColumn | Field::Empty | Field::Wrong => None,
    }
}
