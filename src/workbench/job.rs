//! The long steps: draft, build, final and the units' issues, one at a time.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::api::{Call, Given, Refused};
use super::months::Month;
use super::{exports, preview};
use crate::diagnostics::{Code, Problem};
use crate::pipeline::{self, Each, Options, Report};

/// What is to be made.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Run {
    what: What,
}

#[derive(Clone, Copy, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum What {
    Draft,
    Build,
    Final,
    Units,
}

/// The step that runs, or ran last.
#[derive(Default)]
pub(super) struct Jobs(Mutex<Option<Job>>);

struct Job {
    what: What,
    began: Instant,
    doing: String,
    /// Whether it is to end at its next stage.
    is_cancelled: bool,
    /// None while it runs.
    done: Option<Value>,
}

/// What a step that was cancelled unwinds with: it is no fault.
struct Cancelled;

impl Jobs {
    pub(super) fn is_running(&self) -> bool {
        self.lock().as_ref().is_some_and(Job::is_running)
    }

    fn lock(&self) -> MutexGuard<'_, Option<Job>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Job {
    fn is_running(&self) -> bool {
        self.done.is_none()
    }
}

/// Begins a step, unless one is running.
pub(super) fn run(call: &Call<'_>, month: &Arc<Month>) -> Given {
    let Run { what } = call.body()?;
    let mut job = month.jobs.lock();
    if job.as_ref().is_some_and(Job::is_running) {
        return Err(Refused::new(409, "上一步还没有做完"));
    }
    *job = Some(Job {
        what,
        began: Instant::now(),
        doing: String::new(),
        is_cancelled: false,
        done: None,
    });
    drop(job);
    let working = Arc::clone(month);
    super::spawn("job", move || work(&working, what))
        .map_err(|error| Refused::disk("开始不了", &error))?;
    Ok(json!({}))
}

/// Ends the step that runs at its next stage. Files that it has put in place are whole,
/// and it puts no more there.
pub(super) fn cancel(_: &Call<'_>, month: &Arc<Month>) -> Given {
    if let Some(job) = month.jobs.lock().as_mut() {
        job.is_cancelled = true;
    }
    Ok(json!({}))
}

fn work(month: &Month, what: What) {
    // A stage begins with this, and none while files are put in place.
    let progress = |doing: &str| {
        let mut job = month.jobs.lock();
        let Some(job) = job.as_mut() else { return };
        doing.clone_into(&mut job.doing);
        if job.is_cancelled {
            // The stages in between need not know of it.
            std::panic::resume_unwind(Box::new(Cancelled));
        }
    };
    // A fault of ours must not leave the step running for ever.
    let report = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let options = Options {
            draft: matches!(what, What::Draft),
            is_final: matches!(what, What::Final),
            comments: matches!(what, What::Draft),
            ..Options::default()
        };
        match what {
            What::Units => {
                pipeline::build_each(&month.folder, &Each::Units, options, &progress)
            }
            What::Draft | What::Build | What::Final => {
                pipeline::build(&month.folder, options, &progress)
            }
        }
    }));
    if let Some(job) = month.jobs.lock().as_mut() {
        job.done = Some(match report {
            Ok(report) => told(&report),
            Err(_) if job.is_cancelled => json!({ "cancelled": true }),
            Err(_) => told(&fault()),
        });
    }
}

fn fault() -> Report {
    let problem = Problem::error(Code::INTERNAL_FAULT, "程序出了内部错误，没有做完");
    Report { problems: vec![problem], ..Report::default() }
}

/// How far the step is, and what came of it.
pub(super) fn look(_: &Call<'_>, month: &Arc<Month>) -> Given {
    let job = month.jobs.lock();
    let Some(Job { what, began, doing, is_cancelled, done }) = job.as_ref() else {
        return Ok(json!({ "what": null }));
    };
    let seconds = began.elapsed().as_secs();
    Ok(json!({
        "what": what,
        "doing": doing,
        "seconds": seconds,
        "is_cancelled": is_cancelled,
        "done": done,
    }))
}

fn told(report: &Report) -> Value {
    let Report { readings, problems, files } = report;
    let name = |file: &pipeline::Written| exports::name_of(&file.path);
    json!({
        "failed": report.failed(),
        "readings": readings.iter().map(preview::reading).collect::<Vec<_>>(),
        "problems": problems.iter().map(preview::problem).collect::<Vec<_>>(),
        "files": files.iter().filter_map(name).collect::<Vec<_>>(),
    })
}
