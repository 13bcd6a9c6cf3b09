//! The folder of finished files, held by one run at a time.
//!
//! A lock of the operating system says who holds it, so a run that died holds nothing.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::manifest::Manifest;
use super::set::{Commit, Finished, Staged};

/// The program's own folder beside the finished files: lock, journal, manifest.
pub const RECORDS: &str = ".bulletin";

const LOCK: &str = "lock";
const OWNER: &str = "owner";
/// Between two tries for the lock.
const PAUSE: Duration = Duration::from_millis(100);
/// A run takes seconds; whoever holds a folder longer is asked about.
const TRIES_MAX: u32 = 600;

/// A folder of finished files, held until the value is dropped.
#[derive(Debug)]
pub struct Desk {
    folder: PathBuf,
    /// None where the file system has no locks.
    lock: Option<File>,
    is_durable: bool,
    manifest: Mutex<Manifest>,
    /// How many files of a run that was cut off were put in place on opening.
    finished: Option<Finished>,
}

/// Why a folder could not be held.
#[derive(Debug)]
pub enum Refused {
    /// Another run holds it.
    Held {
        /// What it wrote of itself: “进程 4711”; empty when it could not be read.
        owner: String,
        /// Since when, in whole seconds.
        seconds: u64,
    },
    /// The folder cannot be made or opened.
    Broken {
        /// What could not be used.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

impl Desk {
    /// Holds a folder, which is made where it is missing, and finishes or takes back what
    /// a run that was cut off left half done. `is_durable` has every file on the disk
    /// before it counts. `waiting` is told once who is waited for.
    ///
    /// # Errors
    /// Who holds it after a minute of waiting, or what keeps it from being opened.
    pub fn open(
        folder: &Path,
        is_durable: bool,
        waiting: &dyn Fn(&str),
    ) -> Result<Self, Refused> {
        let records = folder.join(RECORDS);
        let broken =
            |path: &Path, error| Refused::Broken { path: path.to_owned(), error };
        make_folder(&records).map_err(|error| broken(&records, error))?;
        let lock = hold(&records, waiting)?;
        let commit = Commit::of(folder, is_durable);
        let finished = commit.finish_left().map_err(|error| broken(folder, error))?;
        let manifest = Mutex::new(Manifest::read(folder));
        Ok(Self { folder: folder.to_owned(), lock, is_durable, manifest, finished })
    }

    /// The folder held.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What was done on opening about a run that was cut off.
    pub fn finished(&self) -> Option<Finished> {
        self.finished
    }

    /// Puts all files in their places, or none of them.
    ///
    /// # Errors
    /// Each file that could not be written or put in place, and why; what was there before
    /// is there again.
    pub fn place(
        &self,
        files: &[Staged<'_>],
    ) -> Result<Vec<PathBuf>, Vec<(PathBuf, io::Error)>> {
        let mut manifest = self.manifest.lock().unwrap_or_else(PoisonError::into_inner);
        let next = manifest.with(&self.folder, files);
        Commit::of(&self.folder, self.is_durable).place(files, &next)?;
        *manifest = next;
        Ok(files.iter().map(|file| self.folder.join(file.name)).collect())
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if self.lock.is_some() {
            // Who comes next writes its own; that it stays is no problem.
            drop(fs::remove_file(self.folder.join(RECORDS).join(OWNER)));
        }
    }
}

/// A folder that is no link to somewhere else.
fn make_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)?;
    match fs::symlink_metadata(path)?.is_dir() {
        true => Ok(()),
        false => Err(io::ErrorKind::NotADirectory.into()),
    }
}

fn hold(records: &Path, waiting: &dyn Fn(&str)) -> Result<Option<File>, Refused> {
    let path = records.join(LOCK);
    let broken = |error| Refused::Broken { path: path.clone(), error };
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(broken)?;
    for tries in 0..TRIES_MAX {
        match file.try_lock() {
            Ok(()) => {
                let owner = format!("进程 {}", std::process::id());
                // Only those who wait read it.
                drop(fs::write(records.join(OWNER), owner));
                return Ok(Some(file));
            }
            Err(TryLockError::WouldBlock) if tries == 0 => waiting(&owner(records).0),
            Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
            // Some network drives have no locks; there the rename itself has to do.
            Err(TryLockError::Error(error))
                if error.kind() == io::ErrorKind::Unsupported =>
            {
                return Ok(None);
            }
            Err(TryLockError::Error(error)) => return Err(broken(error)),
        }
    }
    let (owner, seconds) = owner(records);
    Err(Refused::Held { owner, seconds })
}

/// Who holds the folder, and for how many seconds.
fn owner(records: &Path) -> (String, u64) {
    let path = records.join(OWNER);
    let since = fs::metadata(&path).and_then(|metadata| metadata.modified());
    let age = since.ok().and_then(|since| since.elapsed().ok());
    let name = fs::read_to_string(&path).unwrap_or_default();
    (name.chars().take(60).collect(), age.unwrap_or_default().as_secs())
}
