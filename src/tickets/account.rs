//! The account of an export: rows read = rows used + rows left out.

use std::fmt;
use std::path::PathBuf;

use super::filling::Filling;
use super::sums::Sum;
use super::{LeftOut, Reading};

/// Of rows that are left out for one reason, so many are named; the rest are counted.
const NAMED_MAX: usize = 500;

/// What is noted of rows that the user does not see.
pub(super) const HIDDEN: &str = "其中被筛选或隐藏、照常计入";

/// What became of a row.
pub(super) enum Fate {
    Used,
    /// Used, but not for all that it says: “其中已参评却没有结果、按未参评计算”.
    Noted(&'static str),
    /// Why not: “工单编号重复”.
    LeftOut(&'static str),
    /// Somebody decided so, and why: “手工剔除（重复录入）”.
    Withdrawn(String),
}

/// The count of rows while they are read.
#[derive(Default)]
pub(super) struct Account {
    header: u32,
    /// The first row with content.
    first: Option<u32>,
    /// The last one.
    last: u32,
    used: usize,
    left_out: Vec<LeftOut>,
    /// Rows without content between others.
    blank: LeftOut,
    /// Rows with content.
    filled: usize,
    /// Rows that are used with a reservation.
    noted: Vec<LeftOut>,
    /// Rows that are records, used or not.
    pub(super) records: usize,
    /// The first rows that sum up others.
    pub(super) sums: Vec<Sum>,
    /// What the columns hold in rows that are records.
    pub(super) filling: Filling,
    /// Rows about which something was decided.
    pub(super) decided: Vec<u32>,
}

impl Account {
    /// Of the rows under a header.
    pub(super) fn below(header: u32) -> Self {
        Self { header, last: header, ..Self::default() }
    }

    /// Enters a row with content.
    pub(super) fn enter(&mut self, row: u32, fate: &Fate) {
        self.come_to(row);
        self.last = row;
        self.filled += 1;
        match fate {
            Fate::Used => self.used += 1,
            Fate::Noted(what) => {
                self.used += 1;
                leave_out(&mut self.noted, what, [row], 0);
            }
            Fate::LeftOut(reason) => leave_out(&mut self.left_out, reason, [row], 0),
            Fate::Withdrawn(reason) => leave_out(&mut self.left_out, reason, [row], 0),
        }
    }

    /// Adds the count of rows further down.
    pub(super) fn absorb(&mut self, below: Self) {
        if let Some(first) = below.first {
            self.come_to(first);
            self.last = below.last;
        }
        self.used += below.used;
        self.blank.count += below.blank.count - below.blank.rows.len();
        self.blank.add(below.blank.rows);
        self.filled += below.filled;
        self.records += below.records;
        self.sums.extend(below.sums);
        self.sums.truncate(NAMED_MAX);
        self.filling.absorb(below.filling);
        self.decided.extend(below.decided);
        for (own, below) in
            [(&mut self.left_out, below.left_out), (&mut self.noted, below.noted)]
        {
            for LeftOut { reason, count, rows } in below {
                let unnamed = count - rows.len();
                leave_out(own, &reason, rows, unnamed);
            }
        }
    }

    /// Rows without content stand between others: those above the first are known only
    /// when it is known that nothing else stands there.
    fn come_to(&mut self, row: u32) {
        match self.first {
            Some(_) => self.blank.add(self.last + 1..row),
            None => self.first = Some(row),
        }
    }

    /// Enters a row that the user does not see.
    pub(super) fn hide(&mut self, row: u32) {
        leave_out(&mut self.noted, HIDDEN, [row], 0);
    }

    /// Whether no row had content.
    pub(super) fn is_empty(&self) -> bool {
        self.filled == 0
    }

    /// The account of a file's sheet.
    pub(super) fn close(mut self, file: PathBuf, sheet: String) -> Reading {
        // Rows below the last one with content are no rows of the export.
        let rows = (self.last - self.header) as usize;
        self.blank.add(self.header + 1..self.first.unwrap_or(0));
        self.blank.reason = "空行".to_owned();
        let (used, mut left_out) = (self.used, self.left_out);
        self.blank.rows.sort_unstable();
        left_out.push(self.blank);
        left_out.retain(|left| left.count > 0);
        let (unused, absent) = (Vec::new(), Vec::new());
        let noted = self.noted;
        Reading { file, sheet, rows, used, left_out, noted, unused, absent }
    }
}

impl Reading {
    /// Takes rows back that seemed usable when they were read.
    pub(super) fn take_back(&mut self, reason: &'static str, rows: &[u32]) {
        self.used = self.used.saturating_sub(rows.len());
        if !rows.is_empty() {
            leave_out(&mut self.left_out, reason, rows.iter().copied(), 0);
            self.left_out.iter_mut().for_each(|left| left.rows.sort_unstable());
        }
    }
}

/// “合计行1行”.
impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}行", self.reason, self.count)
    }
}

impl LeftOut {
    fn add(&mut self, rows: impl IntoIterator<Item = u32>) {
        for row in rows {
            self.count += 1;
            if self.rows.len() < NAMED_MAX {
                self.rows.push(row);
            }
        }
    }
}

/// Adds rows to those that are left out for a reason, of which some may not be named.
fn leave_out(
    left_out: &mut Vec<LeftOut>,
    reason: &str,
    rows: impl IntoIterator<Item = u32>,
    unnamed: usize,
) {
    if left_out.iter().all(|left| left.reason != reason) {
        left_out.push(LeftOut { reason: reason.to_owned(), ..LeftOut::default() });
    }
    if let Some(left) = left_out.iter_mut().find(|left| left.reason == reason) {
        left.add(rows);
        left.count += unnamed;
    }
}
