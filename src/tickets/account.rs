//! The account of an export: rows read = rows used + rows left out.

use std::path::PathBuf;

use super::Reading;
use super::filling::Filling;

/// What became of a row.
pub(super) enum Fate {
    Used,
    /// Why not: “工单编号重复”.
    LeftOut(&'static str),
}

/// The count of rows while they are read.
#[derive(Default)]
pub(super) struct Account {
    header: u32,
    /// The last row with content.
    last: u32,
    used: usize,
    left_out: Vec<(String, usize)>,
    /// Rows with content.
    filled: usize,
    /// Records that the user does not see.
    pub(super) hidden: usize,
    /// What the columns hold in rows that are records.
    pub(super) filling: Filling,
}

impl Account {
    /// Of the rows under a header.
    pub(super) fn below(header: u32) -> Self {
        Self { header, last: header, ..Self::default() }
    }

    /// Enters a row with content.
    pub(super) fn enter(&mut self, row: u32, fate: &Fate) {
        self.last = row;
        self.filled += 1;
        match fate {
            Fate::Used => self.used += 1,
            Fate::LeftOut(reason) => leave_out(&mut self.left_out, reason, 1),
        }
    }

    /// Adds the count of rows further down.
    pub(super) fn absorb(&mut self, below: Self) {
        self.last = self.last.max(below.last);
        self.used += below.used;
        self.filled += below.filled;
        self.hidden += below.hidden;
        self.filling.absorb(below.filling);
        for (reason, rows) in below.left_out {
            leave_out(&mut self.left_out, &reason, rows);
        }
    }

    /// Whether no row had content.
    pub(super) fn is_empty(&self) -> bool {
        self.filled == 0
    }

    /// The account of a file's sheet.
    pub(super) fn close(mut self, file: PathBuf, sheet: String) -> Reading {
        // Rows below the last one with content are no rows of the export.
        let rows = (self.last - self.header) as usize;
        leave_out(&mut self.left_out, "空行", rows.saturating_sub(self.filled));
        let (used, left_out) = (self.used, self.left_out);
        let (unused, absent) = (Vec::new(), Vec::new());
        Reading { file, sheet, rows, used, left_out, unused, absent }
    }
}

impl Reading {
    /// Takes rows back that seemed usable when they were read.
    pub(super) fn take_back(&mut self, reason: &'static str, rows: usize) {
        let rows = rows.min(self.used);
        self.used -= rows;
        leave_out(&mut self.left_out, reason, rows);
    }
}

fn leave_out(left_out: &mut Vec<(String, usize)>, reason: &str, rows: usize) {
    match left_out.iter_mut().find(|(known, _)| known == reason) {
        Some((_, count)) => *count += rows,
        None if rows > 0 => left_out.push((reason.to_owned(), rows)),
        None => {}
    }
}
