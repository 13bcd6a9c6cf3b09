//! What is shown now, and waiting for what comes next.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::desk::View;

/// The view that all browsers are shown.
#[derive(Default)]
pub(in crate::workbench) struct Board {
    posted: Mutex<Posted>,
    changed: Condvar,
}

/// A view with its turn.
#[derive(Clone, Default)]
pub(in crate::workbench) struct Posted {
    turn: u64,
    /// Whether an input has changed since.
    pub(in crate::workbench) is_working: bool,
    /// None until the first pages are laid out.
    pub(in crate::workbench) view: Option<Arc<View>>,
}

impl Board {
    /// Calls the view old while the next one is made.
    pub(in crate::workbench) fn begin(&self) {
        let mut posted = self.lock();
        posted.turn += 1;
        posted.is_working = true;
        self.changed.notify_all();
    }

    /// Shows another view.
    pub(in crate::workbench) fn put(&self, view: View) {
        let mut posted = self.lock();
        posted.turn += 1;
        posted.is_working = false;
        posted.view = Some(Arc::new(view));
        self.changed.notify_all();
    }

    /// What is shown now.
    pub(in crate::workbench) fn now(&self) -> Posted {
        self.lock().clone()
    }

    /// What is shown once it differs from what was seen; none when nothing came in time.
    pub(in crate::workbench) fn next(
        &self,
        seen: &str,
        patience: Duration,
    ) -> Option<Posted> {
        let posted = self.lock();
        let is_old = |posted: &mut Posted| posted.view.is_none() || posted.name() == seen;
        let (posted, waited) = self
            .changed
            .wait_timeout_while(posted, patience, is_old)
            .unwrap_or_else(PoisonError::into_inner);
        (!waited.timed_out()).then(|| posted.clone())
    }

    // A view is put whole or not at all, so a panic elsewhere leaves it whole.
    fn lock(&self) -> MutexGuard<'_, Posted> {
        self.posted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Posted {
    /// Tells this view from all others, also from those of an earlier run of the program
    /// that a browser may still show.
    pub(in crate::workbench) fn name(&self) -> String {
        format!("{}-{}", std::process::id(), self.turn)
    }
}
