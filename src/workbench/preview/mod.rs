//! A month's draft, laid out anew whenever an input changes.
//!
//! Nothing is written: pages and files go from memory to the one who asks. Whatever an
//! input does to the worker that makes the pages, the last ones stay and are called old.

mod board;
mod desk;
mod figure;
mod state;
mod watch;

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::time::Duration;

pub(super) use board::Board;
pub(super) use desk::Draft;
pub(super) use figure::json as figure;
pub(super) use state::{json as state, problem, reading};

use crate::diagnostics::{Code, Problem};
use desk::{Desk, View};
use watch::Wake;
pub use watch::Watch;

/// Longer than any month takes; a worker that is still busy is given up.
const PATIENCE: Duration = Duration::from_secs(60);

/// A draft that is kept up to date until this is dropped.
pub(super) struct Preview {
    pub(super) board: Arc<Board>,
    wakes: Sender<Wake>,
}

impl Preview {
    /// Follows a project folder.
    pub(super) fn of(folder: &Path) -> std::io::Result<Self> {
        let board = Arc::new(Board::default());
        let (watch, wakes) = Watch::new(folder);
        let (folder, shown) = (folder.to_owned(), Arc::clone(&board));
        super::spawn("preview", move || follow(&folder, watch, &shown))?;
        Ok(Self { board, wakes })
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        // A watch that is gone needs no telling.
        drop(self.wakes.send(Wake::Stop));
    }
}

fn follow(folder: &Path, mut watch: Watch, board: &Board) {
    let (mut desk, mut files, mut draft) = (Desk::new(folder), Vec::new(), None);
    // What is saved while pages are laid out differs from what was noted before.
    watch.note();
    loop {
        board.begin();
        let view = match refreshed(desk) {
            Ok((worked, view)) => {
                desk = worked;
                desk.files().clone_into(&mut files);
                draft.clone_from(&view.draft);
                view
            }
            Err(stop) => {
                desk = Desk::new(folder);
                View {
                    draft: draft.clone(),
                    is_current: false,
                    problems: vec![stopped(stop)],
                }
            }
        };
        board.put(view);
        if !watch.wait(&files) {
            break;
        }
    }
}

/// The view that a worker of its own makes; an error when it ends without one, or takes
/// too long: it is left to itself then.
fn refreshed(mut desk: Desk) -> Result<(Desk, View), RecvTimeoutError> {
    let (done, result) = mpsc::channel();
    let work = move || {
        let view = desk.refresh();
        // A view that comes too late is not wanted any more.
        drop(done.send((desk, view)));
    };
    super::spawn("desk", work).map_err(|_| RecvTimeoutError::Disconnected)?;
    result.recv_timeout(PATIENCE)
}

fn stopped(stop: RecvTimeoutError) -> Problem {
    let reason = match stop {
        RecvTimeoutError::Timeout => format!("{}秒没有排完版", PATIENCE.as_secs()),
        RecvTimeoutError::Disconnected => "程序读取或排版时出了内部错误".to_owned(),
    };
    Problem::error(Code::PREVIEW_STOPPED, format!("预览已停止：{reason}"))
        .hint("撤回最近的改动或改动任一文件，预览会重新开始")
}
