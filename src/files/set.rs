//! A set of files that takes its place together: all of them or none, whatever happens.
//!
//! Every file is first written whole into the records folder. Then a journal names them
//! all, and from that moment the set counts: a run that is cut off while files change
//! places is finished by the next one. A file that cannot change places takes the others
//! back.

use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::desk::RECORDS;
use super::manifest::Manifest;

const JOURNAL: &str = "journal.json";
/// What the records folder keeps between runs; all else in it is of a run cut off.
const SWEPT: [&str; 2] = ["new-", "old-"];

/// A file that has no place yet.
#[derive(Debug, Clone, Copy)]
pub struct Staged<'a> {
    /// With its extension, and with the folders within the one that is held.
    pub name: &'a str,
    /// What it holds.
    pub bytes: &'a [u8],
}

/// What was done about a run that was cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finished {
    /// Its files, so many, are now all in place.
    Forward(usize),
    /// Its files could not be put in place; those from before are back.
    Back(usize),
}

/// What changes places, in order; written before anything does.
#[derive(Debug, Serialize, Deserialize)]
struct Journal {
    entries: Vec<Entry>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    /// The place, seen from the folder.
    place: String,
    /// Whether a file stood there before.
    existed: bool,
}

/// What is done to a disk; tests let any step of it fail.
pub(super) trait Disk {
    /// Writes a new file whole.
    fn write(&self, path: &Path, bytes: &[u8], is_durable: bool) -> io::Result<()>;
    /// Has a folder's entries on the disk.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;
    /// Gives a file another place.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
}

#[derive(Debug, Clone, Copy)]
pub(super) struct RealDisk;

impl Disk for RealDisk {
    fn write(&self, path: &Path, bytes: &[u8], is_durable: bool) -> io::Result<()> {
        // A link with that name is removed, not followed.
        drop(fs::remove_file(path));
        let mut file = fs::File::options().write(true).create_new(true).open(path)?;
        file.write_all(bytes)?;
        if is_durable { file.sync_all() } else { Ok(()) }
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        // Windows has no such call for folders; its renames are on the disk at once.
        if cfg!(windows) { Ok(()) } else { fs::File::open(path)?.sync_all() }
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }
}

/// One commit into a folder.
#[derive(Debug)]
pub(super) struct Commit<'a, D = RealDisk> {
    folder: &'a Path,
    is_durable: bool,
    disk: D,
}

impl<'a> Commit<'a> {
    pub(super) fn of(folder: &'a Path, is_durable: bool) -> Self {
        Self { folder, is_durable, disk: RealDisk }
    }
}

impl<'a, D: Disk> Commit<'a, D> {
    #[cfg(test)]
    pub(super) fn on(disk: D, folder: &'a Path) -> Self {
        Self { folder, is_durable: true, disk }
    }

    /// Puts the files and the manifest that tells of them in place.
    pub(super) fn place(
        &self,
        files: &[Staged<'_>],
        manifest: &Manifest,
    ) -> Result<(), Vec<(PathBuf, io::Error)>> {
        let record = manifest.to_json();
        let place = Manifest::place();
        let all: Vec<Staged<'_>> = files
            .iter()
            .copied()
            .chain([Staged { name: &place, bytes: &record }])
            .collect();
        self.stage(&all)?;
        let entries = all.iter().map(|file| self.entry(file.name)).collect();
        let journal = Journal { entries };
        if let Err(error) = self.write_journal(&journal) {
            self.sweep();
            return Err(vec![(self.folder.to_owned(), error)]);
        }
        if let Err((path, error)) = self.forward(&journal) {
            return Err(self.take_back(&journal, path, error));
        }
        // With the journal gone the set has its place; what is left of it is swept.
        drop(self.end());
        Ok(())
    }

    /// Finishes or takes back what a run that was cut off left, and sweeps the rest.
    pub(super) fn finish_left(&self) -> io::Result<Option<Finished>> {
        let path = self.record(JOURNAL);
        let journal = match fs::read(&path) {
            Ok(bytes) => serde_json::from_slice::<Journal>(&bytes).ok(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        // A journal that cannot be read was itself cut off, before anything moved.
        let Some(journal) = journal.filter(Journal::stays_inside) else {
            drop(self.disk.remove(&path));
            self.sweep();
            return Ok(None);
        };
        let count = journal.entries.len().saturating_sub(1);
        let finished = match self.forward(&journal) {
            Ok(()) => Finished::Forward(count),
            Err(_) => {
                self.back(&journal).map_err(|(_, error)| error)?;
                Finished::Back(count)
            }
        };
        self.end()?;
        Ok(Some(finished))
    }

    /// Writes every file whole beside its place; nothing stays when one cannot be.
    fn stage(&self, files: &[Staged<'_>]) -> Result<(), Vec<(PathBuf, io::Error)>> {
        let mut faults = Vec::new();
        for (n, file) in files.iter().enumerate() {
            let place = self.folder.join(file.name);
            let written = self
                .disk
                .write(&self.staged(n), file.bytes, self.is_durable)
                .and_then(|()| self.keep_mode(n, &place))
                .and_then(|()| check_free(&place));
            faults.extend(written.err().map(|error| (place, error)));
        }
        if faults.is_empty() {
            return Ok(());
        }
        self.sweep();
        Err(faults)
    }

    /// A file keeps the permissions of the one it replaces.
    fn keep_mode(&self, n: usize, place: &Path) -> io::Result<()> {
        match fs::symlink_metadata(place) {
            Ok(before) if before.is_file() => {
                fs::set_permissions(self.staged(n), before.permissions())
            }
            Ok(_) | Err(_) => Ok(()),
        }
    }

    fn entry(&self, name: &str) -> Entry {
        let existed = fs::symlink_metadata(self.folder.join(name)).is_ok();
        Entry { place: name.to_owned(), existed }
    }

    fn write_journal(&self, journal: &Journal) -> io::Result<()> {
        let bytes = serde_json::to_vec(journal).map_err(io::Error::other)?;
        let beside = self.record("new-journal");
        self.disk.write(&beside, &bytes, self.is_durable)?;
        self.sync(&self.folder.join(RECORDS))?;
        self.disk.rename(&beside, &self.record(JOURNAL))?;
        self.sync(&self.folder.join(RECORDS))
    }

    /// Changes places, from wherever a run before stopped.
    fn forward(&self, journal: &Journal) -> Result<(), (PathBuf, io::Error)> {
        for (n, entry) in journal.entries.iter().enumerate() {
            let place = self.folder.join(&entry.place);
            let step = || -> io::Result<()> {
                if !is_there(&self.staged(n)) {
                    return Ok(());
                }
                if entry.existed && !is_there(&self.kept(n)) {
                    self.disk.rename(&place, &self.kept(n))?;
                }
                self.disk.rename(&self.staged(n), &place)
            };
            step().map_err(|error| (place.clone(), error))?;
        }
        self.sync(self.folder)
            .map_err(|error| (self.folder.to_owned(), error))
    }

    /// Gives every place the file it had before.
    fn back(&self, journal: &Journal) -> Result<(), (PathBuf, io::Error)> {
        for (n, entry) in journal.entries.iter().enumerate() {
            let place = self.folder.join(&entry.place);
            let step = || -> io::Result<()> {
                if is_there(&self.kept(n)) {
                    return self.disk.rename(&self.kept(n), &place);
                }
                if !entry.existed && !is_there(&self.staged(n)) && is_there(&place) {
                    return self.disk.remove(&place);
                }
                Ok(())
            };
            step().map_err(|error| (place.clone(), error))?;
        }
        Ok(())
    }

    /// Takes back a set of which one file could not change places. What cannot be taken
    /// back now stays in the journal, for the next run.
    fn take_back(
        &self,
        journal: &Journal,
        path: PathBuf,
        error: io::Error,
    ) -> Vec<(PathBuf, io::Error)> {
        let mut faults = vec![(path, error)];
        match self.back(journal) {
            Ok(()) => drop(self.end()),
            Err(fault) => faults.push(fault),
        }
        faults
    }

    /// The set has its place, or is taken back.
    fn end(&self) -> io::Result<()> {
        self.disk.remove(&self.record(JOURNAL))?;
        self.sync(&self.folder.join(RECORDS))?;
        self.sweep();
        Ok(())
    }

    /// Removes what no journal speaks of; that something stays is no problem.
    fn sweep(&self) {
        let Ok(entries) = fs::read_dir(self.folder.join(RECORDS)) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if SWEPT.iter().any(|start| name.starts_with(start)) {
                drop(self.disk.remove(&entry.path()));
            }
        }
    }

    fn sync(&self, folder: &Path) -> io::Result<()> {
        if self.is_durable { self.disk.sync_folder(folder) } else { Ok(()) }
    }

    fn record(&self, name: &str) -> PathBuf {
        self.folder.join(RECORDS).join(name)
    }

    fn staged(&self, n: usize) -> PathBuf {
        self.record(&format!("new-{n}"))
    }

    fn kept(&self, n: usize) -> PathBuf {
        self.record(&format!("old-{n}"))
    }
}

impl Journal {
    /// Whether every place lies in the folder, as in a journal that this program wrote.
    fn stays_inside(&self) -> bool {
        let manifest = Manifest::place();
        self.entries.iter().all(|Entry { place, .. }| {
            let is_plain = |step| matches!(step, Component::Normal(_));
            let steps = || Path::new(place).components();
            let is_own = steps().next() == Some(Component::Normal(RECORDS.as_ref()));
            *place == manifest || !is_own && steps().all(is_plain)
        })
    }
}

/// Whether a set is half in place: a run was cut off and none has finished it since.
pub fn is_half_done(folder: &Path) -> bool {
    is_there(&folder.join(RECORDS).join(JOURNAL))
}

fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Whether a file that is there can be replaced: Word and WPS lock what they show.
fn check_free(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(metadata) if metadata.is_file() => {
            fs::OpenOptions::new().write(true).open(path).map(drop)
        }
        Ok(_) | Err(_) => Ok(()),
    }
}
