//! What is shown now, and waiting for what comes next.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::desk::View;

/// The view that all browsers are shown.
#[derive(Default)]
pub(super) struct Board {
    posted: Mutex<Posted>,
    changed: Condvar,
}

/// A view with its turn.
#[derive(Clone, Default)]
pub(super) struct Posted {
    turn: u64,
    /// None until the first pages are laid out.
    pub(super) view: Option<Arc<View>>,
}

impl Board {
    /// Shows another view.
    pub(super) fn put(&self, view: View) {
        let mut posted = self.lock();
        posted.turn += 1;
        posted.view = Some(Arc::new(view));
        self.changed.notify_all();
    }

    /// What is shown now.
    pub(super) fn now(&self) -> Posted {
        self.lock().clone()
    }

    /// What is shown once it differs from what was seen; none when nothing came in time.
    pub(super) fn next(&self, seen: &str, patience: Duration) -> Option<Posted> {
        let posted = self.lock();
        let is_old = |posted: &mut Posted| posted.turn == 0 || posted.name() == seen;
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
    pub(super) fn name(&self) -> String {
        format!("{}-{}", std::process::id(), self.turn)
    }
}
