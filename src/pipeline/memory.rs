//! What was read before, so that of a month read again only what changed is read.
//!
//! A file counts as unchanged while its size and time of change are.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use crate::config::Project;
use crate::diagnostics::Problem;
use crate::document::Image;
use crate::pictures::{Print, View};
use crate::sources::Export;
use crate::tickets::{self, Exports, Period, Register, Settings, Tickets};

/// Exports and pictures as they were last read.
#[derive(Debug, Default)]
pub struct Memory {
    pub(super) exports: ExportMemory,
    pub(super) pictures: PictureMemory,
}

/// The exports that were read last, with all that their reading depends on.
#[derive(Debug, Default)]
pub(super) struct ExportMemory(Option<(ExportInputs, Arc<Tickets>, Vec<Problem>)>);

/// The pictures of the last reading.
#[derive(Debug, Default)]
pub(super) struct PictureMemory {
    before: Vec<(PictureInputs, Arc<Image>)>,
    now: Vec<(PictureInputs, Arc<Image>)>,
    /// Whether they are only looked at, since nothing prints them.
    pub(super) is_rehearsal: bool,
}

#[derive(Debug, PartialEq)]
struct ExportInputs {
    exports: Exports,
    stamps: Vec<Option<Stamp>>,
    settings: Settings,
    register: Register,
    period: Period,
    district: String,
}

#[derive(Debug, Clone, PartialEq)]
struct PictureInputs {
    file: PathBuf,
    stamp: Option<Stamp>,
    view: View,
    print: Print,
}

/// What tells a changed file from an unchanged one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    changed: Option<SystemTime>,
    bytes: u64,
}

impl Memory {
    /// For a run that prints no pictures: they are looked at and not made ready.
    pub(super) fn without_pictures() -> Self {
        let pictures = PictureMemory { is_rehearsal: true, ..PictureMemory::default() };
        Self { pictures, ..Self::default() }
    }
}

impl ExportMemory {
    /// The tickets of a project, read again only when something they depend on changed.
    pub(super) fn read(&mut self, project: &Project) -> (Arc<Tickets>, Vec<Problem>) {
        let inputs = ExportInputs::of(project);
        if let Some((before, tickets, problems)) = &self.0
            && *before == inputs
        {
            return (Arc::clone(tickets), problems.clone());
        }
        let (tickets, problems) = tickets::read(
            &inputs.exports,
            &inputs.settings,
            &inputs.register,
            inputs.period,
            &inputs.district,
        );
        let tickets = Arc::new(tickets);
        self.0 = Some((inputs, Arc::clone(&tickets), problems.clone()));
        (tickets, problems)
    }
}

impl PictureMemory {
    /// Forgets what the last reading did not ask for.
    pub(super) fn start(&mut self) {
        self.before = std::mem::take(&mut self.now);
    }

    /// A picture at its printed size, prepared again only when something changed.
    pub(super) fn read<E>(
        &mut self,
        file: &Path,
        view: View,
        print: Print,
        prepare: impl FnOnce() -> Result<Image, E>,
    ) -> Result<Arc<Image>, E> {
        let (file, stamp) = (file.to_owned(), Stamp::of(file));
        let inputs = PictureInputs { file, stamp, view, print };
        let known = self.before.iter().chain(&self.now);
        let image = match known.into_iter().find(|(before, _)| *before == inputs) {
            Some((_, image)) => Arc::clone(image),
            None => Arc::new(prepare()?),
        };
        self.now.push((inputs, Arc::clone(&image)));
        Ok(image)
    }
}

impl ExportInputs {
    fn of(project: &Project) -> Self {
        let Exports { accepted, assessed, ranking, previous_ranking, districts } =
            &project.exports;
        let all = [accepted, assessed, ranking, previous_ranking, districts];
        let stamp = |export: &Option<Export>| Stamp::of(&export.as_ref()?.path);
        Self {
            exports: project.exports.clone(),
            stamps: all.into_iter().map(stamp).collect(),
            settings: project.tickets.clone(),
            register: project.register.clone(),
            period: project.period,
            district: project.district.clone(),
        }
    }
}

impl Stamp {
    /// Of a file as it is now; none when it is not there.
    pub fn of(path: &Path) -> Option<Self> {
        let metadata = fs::metadata(path).ok()?;
        Some(Self { changed: metadata.modified().ok(), bytes: metadata.len() })
    }
}
