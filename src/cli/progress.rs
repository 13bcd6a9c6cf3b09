//! Tells what is being done when it takes longer than a moment.

use std::io::{self, IsTerminal};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use bulletin::pipeline::Progress;

use super::arguments::Shown;

/// Longer than this a person wonders.
const MOMENT: Duration = Duration::from_millis(500);

/// Does work and shows its steps once it takes longer than a moment.
pub(super) fn show<T>(shown: &Shown, work: impl FnOnce(Progress<'_>) -> T) -> T {
    if shown.quiet || shown.json || !io::stderr().is_terminal() {
        return work(&|_| {});
    }
    let (steps, told) = mpsc::channel::<String>();
    thread::scope(|scope| {
        scope.spawn(move || follow(&told));
        work(&|step: &str| {
            // The follower is gone only when the work is.
            drop(steps.send(step.to_owned()));
        })
    })
}

fn follow(told: &mpsc::Receiver<String>) {
    let mut step = String::new();
    let mut spinner: Option<indicatif::ProgressBar> = None;
    loop {
        match told.recv_timeout(MOMENT) {
            Ok(next) => {
                step = next;
                if let Some(spinner) = &spinner {
                    spinner.set_message(step.clone());
                }
            }
            Err(RecvTimeoutError::Timeout) if spinner.is_none() => {
                let shown = indicatif::ProgressBar::new_spinner();
                shown.enable_steady_tick(Duration::from_millis(100));
                shown.set_message(step.clone());
                spinner = Some(shown);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    if let Some(spinner) = spinner {
        spinner.finish_and_clear();
    }
}
