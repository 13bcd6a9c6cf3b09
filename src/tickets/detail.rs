//! What a ticket is about, where and how it came in: columns that an export may have.
//!
//! No figure of the assessment depends on them, so nothing here is ever a problem.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use chrono::{NaiveDateTime, Timelike};

use super::Column;
use super::record::{Field, Record};

/// What a ticket is about; what the export does not say is absent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Detail {
    /// 受理时间, to the hour.
    pub at: Option<NaiveDateTime>,
    /// 诉求类型: “投诉”.
    pub kind: Option<Arc<str>>,
    /// 受理渠道: “电话”.
    pub channel: Option<Arc<str>>,
    /// 一级分类, 二级分类 and 三级分类.
    pub category: [Option<Arc<str>>; 3],
    /// 被反映街镇.
    pub town: Option<Arc<str>>,
    /// 被反映社区.
    pub community: Option<Arc<str>>,
}

/// What stands between the levels of a category in one cell.
const LEVELS: &str = "->";

/// Reads details; equal ones share their memory, and so do equal words.
#[derive(Debug, Default)]
pub(super) struct Details {
    words: HashSet<Arc<str>>,
    known: HashSet<Arc<Detail>>,
    /// The same for all tickets of an export without these columns.
    none: Arc<Detail>,
}

impl Details {
    /// The detail of a record; `at` when it was accepted.
    pub(super) fn read(
        &mut self,
        record: &Record<'_>,
        at: Option<NaiveDateTime>,
    ) -> Arc<Detail> {
        let detail = Detail {
            at: at.and_then(|at| at.date().and_hms_opt(at.hour(), 0, 0)),
            kind: self.word(record, Column::Type),
            channel: self.word(record, Column::Channel),
            category: self.category(record),
            town: self.word(record, Column::Town),
            community: self.word(record, Column::Community),
        };
        if detail == Detail::default() {
            return Arc::clone(&self.none);
        }
        if let Some(known) = self.known.get(&detail) {
            return Arc::clone(known);
        }
        let new = Arc::new(detail);
        self.known.insert(Arc::clone(&new));
        new
    }

    fn category(&mut self, record: &Record<'_>) -> [Option<Arc<str>>; 3] {
        let levels = [Column::Category, Column::Category2, Column::Category3]
            .map(|column| self.word(record, column));
        if levels.iter().any(Option::is_some) {
            return levels;
        }
        let Some(whole) = text(record, Column::CategoryPath) else { return levels };
        let mut levels = whole.split(LEVELS);
        std::array::from_fn(|_| self.shared(levels.next()?))
    }

    fn word(&mut self, record: &Record<'_>, column: Column) -> Option<Arc<str>> {
        self.shared(&text(record, column)?)
    }

    fn shared(&mut self, word: &str) -> Option<Arc<str>> {
        let word = word.trim();
        if let Some(known) = self.words.get(word) {
            return Some(Arc::clone(known));
        }
        if word.is_empty() {
            return None;
        }
        let new: Arc<str> = word.into();
        self.words.insert(Arc::clone(&new));
        Some(new)
    }
}

fn text<'r>(record: &Record<'r>, column: Column) -> Option<Cow<'r, str>> {
    match record.text(column) {
        Field::Is(text) => Some(text),
        Field::NoColumn | Field::Empty | Field::Wrong => None,
    }
}
