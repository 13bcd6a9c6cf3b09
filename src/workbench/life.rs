//! How long the workbench goes on: until it is asked to end, or nobody looks any more.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A window asks for news every half minute.
const LONELY: Duration = Duration::from_secs(600);
/// Between looks at the clock.
const LOOK: Duration = Duration::from_secs(5);

/// Whether the workbench is still wanted.
pub struct Life(Mutex<State>, Condvar);

struct State {
    is_over: bool,
    last_asked: Instant,
}

impl Default for Life {
    fn default() -> Self {
        let state = State { is_over: false, last_asked: Instant::now() };
        Self(Mutex::new(state), Condvar::new())
    }
}

impl Life {
    /// Ends it.
    pub fn end(&self) {
        self.lock().is_over = true;
        self.1.notify_all();
    }

    /// Waits for its end; `may_end` is asked when no window has been heard of for long.
    pub fn wait(&self, may_end: impl Fn() -> bool) {
        let mut state = self.lock();
        while !state.is_over && (state.last_asked.elapsed() <= LONELY || !may_end()) {
            let waited = self.1.wait_timeout(state, LOOK);
            (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// A window has asked for something.
    pub(super) fn heard(&self) {
        self.lock().last_asked = Instant::now();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
