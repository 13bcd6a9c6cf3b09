//! Sets of files whose writing fails, or is cut off, at every step in turn.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::manifest::Manifest;
use super::set::{Commit, Disk, Finished, RealDisk, Staged};
use super::{RECORDS, altered, is_half_done};

/// What happens at the step whose turn it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// The disk is full, once.
    Refuses,
    /// The power goes.
    Dies,
}

/// A disk with one bad step.
struct BadDisk<'a> {
    steps: &'a Cell<usize>,
    bad: usize,
    fault: Fault,
}

impl BadDisk<'_> {
    fn step(&self) -> io::Result<()> {
        let now = self.steps.get();
        self.steps.set(now + 1);
        match (now == self.bad, self.fault) {
            (false, _) => Ok(()),
            (true, Fault::Refuses) => Err(io::ErrorKind::StorageFull.into()),
            // Not a panic, which would print itself.
            (true, Fault::Dies) => std::panic::resume_unwind(Box::new("the power goes")),
        }
    }
}

impl Disk for BadDisk<'_> {
    fn write(&self, path: &Path, bytes: &[u8], is_durable: bool) -> io::Result<()> {
        self.step()?;
        RealDisk.write(path, bytes, is_durable)
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        RealDisk.sync_folder(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        RealDisk.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        RealDisk.remove(path)
    }
}

const NEW: [Staged<'_>; 3] = [
    Staged { name: "通报.docx", bytes: b"new word" },
    Staged { name: "通报.pdf", bytes: b"new pdf" },
    Staged { name: "figures.json", bytes: b"new figures" },
];

/// A folder of a run before, which wrote all but the PDF, and somebody else's file.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(RECORDS)).unwrap();
    for name in ["通报.docx", "figures.json", "~WRL0003.tmp"] {
        fs::write(folder.path().join(name), "old").unwrap();
    }
    folder
}

fn contents(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries
        .filter(|entry| entry.path().is_file())
        .map(|entry| {
            let text = fs::read_to_string(entry.path()).unwrap();
            (entry.file_name().into_string().unwrap(), text)
        })
        .collect()
}

/// Places the new set with a fault at one step; none when there are not so many steps.
fn try_with(folder: &Path, bad: usize, fault: Fault) -> Option<bool> {
    let steps = Cell::new(0);
    let commit = Commit::on(BadDisk { steps: &steps, bad, fault }, folder);
    let manifest = Manifest::read(folder).with(folder, &NEW);
    let placed = catch_unwind(AssertUnwindSafe(|| commit.place(&NEW, &manifest).is_ok()));
    (steps.get() > bad).then(|| placed.unwrap_or(false))
}

fn is_all_new(folder: &Path) -> bool {
    let contents = contents(folder);
    NEW.iter().all(|file| {
        contents
            .get(file.name)
            .is_some_and(|text| text.as_bytes() == file.bytes)
    })
}

#[test]
fn a_step_that_fails_leaves_all_of_the_new_set_or_none_of_it() {
    for bad in 0.. {
        let folder = folder();
        let before = contents(folder.path());
        let Some(placed) = try_with(folder.path(), bad, Fault::Refuses) else {
            // Three files and the manifest, each written and renamed, at the least.
            assert!(bad >= 8, "only {bad} steps were tried");
            return;
        };
        match placed {
            true => assert!(is_all_new(folder.path()), "step {bad}"),
            false => assert_eq!(contents(folder.path()), before, "step {bad}"),
        }
        assert!(contents(folder.path()).contains_key("~WRL0003.tmp"));
    }
}

#[test]
fn a_run_that_dies_at_any_step_is_finished_or_taken_back_by_the_next() {
    for bad in 0.. {
        let folder = folder();
        let before = contents(folder.path());
        if try_with(folder.path(), bad, Fault::Dies).is_none() {
            return;
        }
        let is_mixed = contents(folder.path()) != before && !is_all_new(folder.path());
        assert!(
            !is_mixed || is_half_done(folder.path()),
            "step {bad} is told by nothing"
        );
        let finished = Commit::of(folder.path(), true).finish_left().unwrap();
        if finished.is_some() {
            assert_eq!(finished, Some(Finished::Forward(3)));
            assert_eq!(altered(folder.path()), []);
        }
        let is_new = is_all_new(folder.path());
        assert!(is_new || contents(folder.path()) == before, "step {bad} mixed the sets");
        let left = fs::read_dir(folder.path().join(RECORDS)).unwrap();
        let left: Vec<_> = left.map(|entry| entry.unwrap().file_name()).collect();
        assert!(left.iter().all(|name| name == "manifest.json"), "step {bad}: {left:?}");
    }
}

#[test]
fn a_file_changed_or_lost_after_it_was_written_is_told() {
    let folder = folder();
    assert_eq!(try_with(folder.path(), usize::MAX, Fault::Refuses), None);
    assert_eq!(altered(folder.path()), []);
    fs::write(folder.path().join("figures.json"), "new figurez").unwrap();
    fs::remove_file(folder.path().join("通报.pdf")).unwrap();
    let told: Vec<_> = altered(folder.path())
        .into_iter()
        .map(|file| (file.name, file.is_missing))
        .collect();
    assert_eq!(told, [("figures.json".to_owned(), false), ("通报.pdf".to_owned(), true)]);
}

#[cfg(unix)]
#[test]
fn a_link_in_a_file_s_place_is_replaced_and_what_it_leads_to_stays() {
    let folder = folder();
    let elsewhere = tempfile::tempdir().unwrap();
    let target = elsewhere.path().join("mine");
    fs::write(&target, "mine").unwrap();
    for name in ["通报.pdf".to_owned(), format!("{RECORDS}/new-0")] {
        std::os::unix::fs::symlink(&target, folder.path().join(name)).unwrap();
    }
    assert_eq!(try_with(folder.path(), usize::MAX, Fault::Refuses), None);
    assert!(is_all_new(folder.path()));
    assert_eq!(fs::read_to_string(target).unwrap(), "mine");
}
