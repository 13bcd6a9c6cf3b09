//! Waits until an input changes.
//!
//! The operating system's notices only wake the watch; what tells a change is the size and
//! time of every file. So it also works on drives that send no notices, a little later.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::pipeline::{OUTPUT_FOLDER, Stamp};

/// A look without a notice, for drives that send none.
const LOOK: Duration = Duration::from_secs(1);
/// Editors write a file in several steps; this long after the last one it is whole.
const QUIET: Duration = Duration::from_millis(15);
/// A file that is written for longer is looked at in between.
const BUSY_MAX: Duration = Duration::from_millis(300);
/// Files looked at; a project has a dozen.
const FILES_MAX: usize = 2000;
/// Folders within folders looked into.
const DEPTH_MAX: usize = 6;

/// Why the watch wakes.
pub enum Wake {
    /// Something happened to a file.
    Notice,
    /// The preview is over.
    Stop,
}

/// Watches a project folder and the files outside that it names.
pub struct Watch {
    folder: PathBuf,
    wakes: Receiver<Wake>,
    notices: Option<RecommendedWatcher>,
    /// Folders outside the project that send notices.
    outside: BTreeSet<PathBuf>,
    seen: BTreeMap<PathBuf, Option<Stamp>>,
    files: Vec<PathBuf>,
}

impl Watch {
    /// A watch, and the bell that wakes it.
    pub fn new(folder: &Path) -> (Self, Sender<Wake>) {
        let (bell, wakes) = mpsc::channel();
        let watch = Self {
            folder: folder.to_owned(),
            wakes,
            notices: notices(folder, bell.clone()),
            outside: BTreeSet::new(),
            seen: BTreeMap::new(),
            files: Vec::new(),
        };
        (watch, bell)
    }

    /// Takes note of every file as it is now.
    pub fn note(&mut self) {
        self.seen = self.look();
    }

    /// Waits until a file differs from what was noted, and notes it; false when the
    /// preview is over.
    ///
    /// `files` are those that were read; only those outside the folder add anything.
    pub fn wait(&mut self, files: &[PathBuf]) -> bool {
        if self.files != files {
            files.clone_into(&mut self.files);
            self.listen_outside();
            let added = files.iter().filter(|file| !self.seen.contains_key(*file));
            let added: Vec<_> =
                added.map(|file| (file.clone(), Stamp::of(file))).collect();
            self.seen.extend(added);
        }
        loop {
            if !self.sleep() {
                return false;
            }
            let now = self.look();
            if now != self.seen {
                self.seen = now;
                return true;
            }
        }
    }

    /// Sleeps until a notice and the quiet after it, or for a while; false at the end.
    fn sleep(&self) -> bool {
        match self.wakes.recv_timeout(LOOK) {
            Ok(Wake::Notice) => {}
            Err(RecvTimeoutError::Timeout) => return true,
            Ok(Wake::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
        }
        let start = Instant::now();
        while start.elapsed() < BUSY_MAX {
            match self.wakes.recv_timeout(QUIET) {
                Ok(Wake::Notice) => {}
                Err(RecvTimeoutError::Timeout) => break,
                Ok(Wake::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
        true
    }

    fn look(&self) -> BTreeMap<PathBuf, Option<Stamp>> {
        let mut found = BTreeMap::new();
        look_into(&self.folder, 0, &mut found);
        for file in &self.files {
            found.entry(file.clone()).or_insert_with(|| Stamp::of(file));
        }
        found
    }

    fn listen_outside(&mut self) {
        let Some(notices) = &mut self.notices else { return };
        let outside = self.files.iter().filter(|file| !file.starts_with(&self.folder));
        for folder in outside.filter_map(|file| file.parent()) {
            // Without notices a change is seen a little later.
            if !self.outside.contains(folder)
                && notices.watch(folder, RecursiveMode::NonRecursive).is_ok()
            {
                self.outside.insert(folder.to_owned());
            }
        }
    }
}

/// Notices of a folder; none on drives that send none.
fn notices(folder: &Path, bell: Sender<Wake>) -> Option<RecommendedWatcher> {
    let ring = move |event: notify::Result<notify::Event>| {
        // Reading a file is no change of it.
        if !event.is_ok_and(|event| matches!(event.kind, EventKind::Access(_))) {
            // A watch that is gone needs no waking.
            drop(bell.send(Wake::Notice));
        }
    };
    let mut notices = notify::recommended_watcher(ring).ok()?;
    notices.watch(folder, RecursiveMode::Recursive).ok()?;
    Some(notices)
}

/// Notes the files of a folder, apart from hidden ones, those that programs keep beside
/// an open file (“~$工单明细.xlsx”), and finished bulletins.
fn look_into(folder: &Path, depth: usize, found: &mut BTreeMap<PathBuf, Option<Stamp>>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.filter_map(Result::ok) {
        let (path, name) = (entry.path(), entry.file_name());
        let is_aside = matches!(name.as_encoded_bytes().first(), Some(b'.' | b'~'));
        if is_aside || found.len() >= FILES_MAX {
            continue;
        }
        if !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            let stamp = Stamp::of(&path);
            found.insert(path, stamp);
        } else if depth < DEPTH_MAX && !(depth == 0 && name == OsStr::new(OUTPUT_FOLDER))
        {
            look_into(&path, depth + 1, found);
        }
    }
}
