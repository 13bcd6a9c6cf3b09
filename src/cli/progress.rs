//! Tells what is being done when it takes longer than a moment.

use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use bulletin::pipeline::Progress;

use super::project::Shown;

/// Longer than this a person wonders.
const MOMENT: Duration = Duration::from_millis(500);

/// Does work and shows its steps once it takes longer than a moment.
pub(super) fn show<T>(shown: &Shown, work: impl FnOnce(Progress<'_>) -> T) -> T {
    if shown.verbose {
        return timed(work);
    }
    if shown.quiet || shown.json || !io::stderr().is_terminal() {
        return work(&|_| {});
    }
    followed(work, |told| follow(&told))
}

/// Does work and tells how long each step of it took, when the next begins.
fn timed<T>(work: impl FnOnce(Progress<'_>) -> T) -> T {
    let step: Mutex<Option<(String, Instant)>> = Mutex::new(None);
    let turn = |next: Option<&str>| {
        let mut step = step.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((done, since)) = step.take() {
            let milliseconds = since.elapsed().as_millis();
            drop(writeln!(io::stderr(), "{milliseconds:>6} 毫秒  {done}"));
        }
        *step = next.map(|next| (next.to_owned(), Instant::now()));
    };
    let done = work(&|next: &str| turn(Some(next)));
    turn(None);
    done
}

/// Does work and tells its steps to a follower, who is done when the work is.
fn followed<T>(
    work: impl FnOnce(Progress<'_>) -> T,
    follow: impl FnOnce(mpsc::Receiver<String>) + Send,
) -> T {
    let (steps, told) = mpsc::channel::<String>();
    // The scope owns the sender: it is dropped before the follower is waited for, who
    // would otherwise wait for more.
    thread::scope(move |scope| {
        scope.spawn(move || follow(told));
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
                if spinner.is_some() || turn(&step).is_some() {
                    show_step(spinner.get_or_insert_with(new_spinner), &step);
                }
            }
            Err(RecvTimeoutError::Timeout) if spinner.is_none() => {
                show_step(spinner.get_or_insert_with(new_spinner), &step);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    if let Some(spinner) = spinner {
        spinner.finish_and_clear();
    }
}

fn new_spinner() -> indicatif::ProgressBar {
    let spinner = indicatif::ProgressBar::new_spinner();
    spinner.enable_steady_tick(Duration::from_millis(100));
    spinner
}

/// Shows a step; one of many as a bar.
fn show_step(shown: &indicatif::ProgressBar, step: &str) {
    if let Some((done, of)) = turn(step) {
        shown.set_length(of);
        shown.set_position(done);
        if let Ok(style) = indicatif::ProgressStyle::with_template("{bar:30} {msg}") {
            shown.set_style(style);
        }
    }
    shown.set_message(step.to_owned());
}

/// How many of how many a step says are done: “生成各单位通报 12/54 檀营地区”.
fn turn(step: &str) -> Option<(u64, u64)> {
    let (done, of) = step.split(' ').find_map(|word| word.split_once('/'))?;
    Some((done.parse().ok()?, of.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_follower_hears_every_step_and_ends_with_the_work() {
        let heard = std::sync::Mutex::new(Vec::new());
        let done = followed(
            |progress| {
                progress("读取导出表");
                progress("计算统计数字");
                7
            },
            |told| heard.lock().unwrap().extend(told),
        );
        assert_eq!(done, 7);
        assert_eq!(heard.into_inner().unwrap(), ["读取导出表", "计算统计数字"]);
    }

    #[test]
    fn a_step_of_many_says_its_turn() {
        assert_eq!(turn("生成各单位通报 12/54 檀营地区"), Some((12, 54)));
        assert_eq!(turn("读取 a/b"), None);
    }
}
