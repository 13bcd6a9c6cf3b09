//! Reads a project's folder, and goes on after each problem to find the next.

use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use super::cases::{self, CasesKeys};
use super::files::{self, Folder};
use super::keys::{AttachmentKeys, Bulletin, EditKeys, ExportKeys, ExportsKeys, OwnKeys};
use super::project::{
    Attachment, Case, Edit, LastYear, Layout, NamedFile, Previous, Project,
};
use super::register::{self, RegisterKeys};
use super::{attachments, beginnings, checks, frame, own};
use crate::diagnostics::{self, Code, Place, Problem};
use crate::figures::{LastPeriod, Ordered, Rules};
use crate::sources::Export;
use crate::tickets::{Decimal, Exports, Period, Register};
use crate::yaml::{self, Keys, Places, Salvaged, Spot, WordOr};

/// The configuration's file.
pub(super) const BULLETIN: &str = "bulletin.yaml";
/// What a layout's folder brings of measures and lists.
const MEASURES: &str = "measures.yaml";
/// The layout when none is named.
const LAYOUT: &str = "official";

/// Reads a project; it is there exactly when no problem is an error, apart from exports
/// that are still to be put in place.
///
/// Messages name files as the configuration does: from the project's folder.
pub fn read(folder: &Path) -> (Option<Project>, Vec<Problem>) {
    let folder = match Folder::open(folder) {
        Ok(folder) => folder,
        Err(problem) => return (None, vec![problem]),
    };
    let mut reading = Reading {
        folder,
        problems: Vec::new(),
        files: Vec::new(),
        names: Vec::new(),
        awaited: Vec::new(),
    };
    let project = reading.project();
    let Reading { problems, names, awaited, .. } = reading;
    let problems = in_order(problems, &names);
    let stops = |problem: &Problem| {
        diagnostics::has_errors(std::slice::from_ref(problem))
            && !problem.place.as_ref().is_some_and(|place| awaited.contains(place))
    };
    (project.filter(|_| !problems.iter().any(stops)), problems)
}

fn edit(keys: EditKeys) -> Edit {
    let EditKeys { heading, after, text } = keys;
    Edit { heading, after, text }
}

struct Reading {
    folder: Folder,
    problems: Vec<Problem>,
    /// Every file that was read or is named.
    files: Vec<PathBuf>,
    /// The YAML files by the names that messages use, in the order read.
    names: Vec<PathBuf>,
    /// Where exports are named that are not there yet.
    awaited: Vec<Place>,
}

/// File by file, from top to bottom.
fn in_order(mut problems: Vec<Problem>, names: &[PathBuf]) -> Vec<Problem> {
    problems.sort_by_key(|problem| match &problem.place {
        Some(Place::Line { path, line, column }) => {
            (names.iter().position(|name| name == path), *line, *column)
        }
        Some(Place::File { path }) => (names.iter().position(|name| name == path), 0, 0),
        Some(Place::Cell { .. }) | None => (None, 0, 0),
        // Word files come behind the YAML that names them.
        Some(Place::Spot { .. }) => (Some(usize::MAX), 0, 0),
    });
    problems
}

impl Reading {
    /// The configuration's path; none where there is none, which is told.
    fn bulletin(&mut self) -> Option<PathBuf> {
        let path = self.folder.path(BULLETIN);
        if path.is_file() {
            return Some(path);
        }
        let problem = Problem::error(Code::CANNOT_READ, "文件夹里没有 bulletin.yaml")
            .at(Place::file(&self.folder.path("")))
            .hint("给出含有 bulletin.yaml 的文件夹");
        self.problems.push(problem);
        None
    }

    fn project(&mut self) -> Option<Project> {
        let path = self.bulletin()?;
        let (keys, places) = self.yaml::<Bulletin>(path, Path::new(BULLETIN), &[]);
        let mut keys = keys?;
        self.tell(checks::values(&keys, &places));
        let (severities, problems) = checks::severities(&keys.checks, &places);
        self.tell(problems);
        let (frame, problems) = frame::frame(&keys, &places);
        self.tell(problems);
        let (register, unit_names) = self.register(&keys.register);
        let attachments = self.attachments(keys.attachments, &places);
        let cases = self.cases(keys.cases);
        self.check_units(&cases, &register);
        let layout = self.layout(keys.layout, &places);
        let base = self.of_layout(layout.as_ref());
        keys.tickets.register(&base.0.columns);
        let Bulletin { measures, lists, .. } = keys;
        let top = OwnKeys { columns: Vec::new(), measures, lists };
        let (measures, lists, problems) = own::resolved(
            &base,
            &(top, places.clone()),
            (&keys.city.rates, keys.tickets.own()),
        );
        self.tell(problems);
        let previous = self.previous(keys.previous);
        let last_year = self.last_year(keys.last_year);
        let template = keys.word.template.and_then(|name| self.named_file(&name));
        let exports = self.exports(keys.exports);
        let names = [&keys.district, &keys.office].into_iter().chain(&unit_names);
        let used = exports.all().map(|export| export.path.clone()).collect::<Vec<_>>();
        self.beginnings(names, &used, places.of("exports"));
        Some(Project {
            folder: self.folder.path(""),
            district: keys.district.value,
            office: keys.office.value,
            date: keys.date.0,
            period: Period { start: keys.period.start.0, end: keys.period.end.0 },
            exports,
            register,
            unit_names,
            cases,
            attachments,
            layout: layout?,
            template,
            city: keys.city,
            previous: previous?,
            last_year: last_year?,
            tickets: keys.tickets,
            rules: Rules { measures, lists, ..keys.statistics },
            checks: severities,
            tolerances: keys.tolerances,
            confirmed: keys.confirmed,
            frame,
            review_author: keys.review.author,
            edits: keys.edits.into_iter().map(edit).collect(),
            files: std::mem::take(&mut self.files),
            places,
        })
    }

    fn attachments(
        &mut self,
        keys: Vec<WordOr<Spot<String>, AttachmentKeys>>,
        places: &Places,
    ) -> Vec<Attachment> {
        let (attachments, problems) =
            attachments::attachments(keys, places, &self.folder);
        self.tell(problems);
        let images = attachments.iter().flat_map(|one| &one.text.images);
        self.files.extend(images.map(|image| image.file.clone()));
        attachments
    }

    /// Names that a new month begins with, and exports that nobody named.
    fn beginnings<'n>(
        &mut self,
        names: impl Iterator<Item = &'n Spot<String>>,
        used: &[PathBuf],
        exports: Place,
    ) {
        let samples = beginnings::samples(names);
        let unused = beginnings::unused(&self.folder.path(""), used, exports);
        // Where a file that is named is not there, that is told with the nearest name.
        let unused = unused.filter(|_| self.awaited.is_empty());
        for problem in samples.into_iter().chain(unused) {
            self.awaited.extend(problem.place.clone());
            self.problems.push(problem);
        }
    }

    /// Reads a file as far as it can be read.
    fn yaml<T: DeserializeOwned>(
        &mut self,
        path: PathBuf,
        name: &Path,
        keys: Keys,
    ) -> (Option<T>, Places) {
        let text = files::text(&path, name);
        self.files.push(path);
        self.names.push(name.to_owned());
        let text = match text {
            Ok(text) => text,
            Err(problem) => {
                self.problems.push(problem);
                let Salvaged { places, .. } = yaml::salvage::<()>("", name, &[]);
                return (None, places);
            }
        };
        let Salvaged { value, places, problems } = yaml::salvage(&text, name, keys);
        self.problems.extend(problems);
        (value, places)
    }

    /// Notes problems, apart from those of values that are stand-ins for wrong ones.
    fn tell(&mut self, problems: impl IntoIterator<Item = Problem>) {
        for problem in problems {
            let is_stand_in = matches!(problem.place, Some(Place::Line { line: 0, .. }));
            // A Word file has many things to tell of one spot.
            let is_spot = matches!(problem.place, Some(Place::Spot { .. }));
            let is_told =
                !is_spot && self.problems.iter().any(|told| told.place == problem.place);
            if !is_stand_in && !is_told {
                self.problems.push(problem);
            }
        }
    }

    /// Notes the problem of a value that could not be had.
    fn noted<T>(&mut self, result: Result<T, Problem>) -> Option<T> {
        result.map_err(|problem| self.tell([problem])).ok()
    }

    fn file(&mut self, name: &Spot<String>) -> Option<PathBuf> {
        let path = self.folder.file(name);
        self.noted(path)
    }

    fn named_file(&mut self, name: &Spot<String>) -> Option<NamedFile> {
        let path = self.file(name)?;
        self.files.push(path.clone());
        let name = name.value.trim_start_matches("./").into();
        Some(NamedFile { path, name })
    }

    fn exports(&mut self, keys: ExportsKeys) -> Exports {
        let ExportsKeys { accepted, assessed, ranking, previous_ranking, districts } =
            keys;
        let mut export = |keys: Option<WordOr<Spot<String>, ExportKeys>>| {
            let (file, sheet) = match keys? {
                WordOr::Word(file) => (file, None),
                WordOr::Longer(ExportKeys { file, sheet }) => (file, sheet),
            };
            let Some(path) = self.file(&file) else {
                self.awaited.push(file.place());
                return None;
            };
            self.files.push(path.clone());
            Some(Export { path, name: file.value.into(), sheet })
        };
        Exports {
            accepted: export(accepted),
            assessed: export(assessed),
            ranking: export(ranking),
            previous_ranking: export(previous_ranking),
            districts: export(districts),
        }
    }

    /// The register with the names in it as written.
    fn register(&mut self, name: &Spot<String>) -> (Register, Vec<Spot<String>>) {
        let Some(path) = self.file(name) else { return Default::default() };
        let (keys, places) = self.yaml::<RegisterKeys>(path, Path::new(&name.value), &[]);
        let Some(keys) = keys else { return Default::default() };
        let names = register::names(&keys);
        let (register, problems) = register::register(keys, &places);
        self.tell(problems);
        (register, names)
    }

    fn cases(
        &mut self,
        names: Option<WordOr<Spot<String>, Vec<Spot<String>>>>,
    ) -> Vec<Case> {
        let names = match names {
            None => Vec::new(),
            Some(WordOr::Word(name)) => vec![name],
            Some(WordOr::Longer(names)) => names,
        };
        let mut all = Vec::new();
        for name in names {
            let Some(path) = self.file(&name) else { continue };
            let file = Path::new(&name.value);
            let (keys, places) = self.yaml::<CasesKeys>(path, file, cases::KEYS);
            let Some(keys) = keys else { continue };
            let (cases, problems) = cases::cases(keys, &places, &self.folder);
            self.tell(problems);
            let images = cases.iter().flat_map(|case| &case.images);
            self.files.extend(images.map(|image| image.file.clone()));
            all.extend(cases);
        }
        all
    }

    /// A case may tell of a body outside the register, so that is worth a look only.
    fn check_units(&mut self, cases: &[Case], register: &Register) {
        if register.iter().next().is_none() {
            return;
        }
        let unknown = cases
            .iter()
            .filter_map(|case| case.unit.as_ref())
            .filter(|unit| register.find(&unit.value).is_none())
            .map(|unit| {
                let message = format!("案例的单位“{}”不在名册中", unit.value);
                Problem::warning(Code::UNKNOWN_UNIT, message)
                    .at(unit.place())
                    .meant(register.nearest(&unit.value), "检查名称，或在名册中登记")
            });
        self.tell(unknown.collect::<Vec<_>>());
    }

    fn layout(&mut self, name: Option<Spot<String>>, places: &Places) -> Option<Layout> {
        let Some(written) = name else {
            let place = places.of("layout");
            return Some(Layout::BuiltIn { name: LAYOUT.to_owned(), place });
        };
        let (name, place) = (written.value.clone(), written.place());
        // A name is a name; a path has a slash in it: “./版式”.
        if !name.contains(['/', '\\']) {
            return Some(Layout::BuiltIn { name, place });
        }
        let path = self.folder.subfolder(&written);
        let path = self.noted(path)?;
        self.files.push(path.clone());
        Some(Layout::Folder { path, name, place })
    }

    /// The measures and lists that the layout's folder brings.
    fn of_layout(&mut self, layout: Option<&Layout>) -> own::Layer {
        let folder = match layout {
            Some(Layout::Folder { path, name, .. }) => Some((path, name)),
            Some(Layout::BuiltIn { .. }) | None => None,
        };
        let (path, name) = folder.map_or_else(Default::default, |(path, name)| {
            let name = Path::new(name.trim_start_matches("./")).join(MEASURES);
            (path.join(MEASURES), name)
        });
        if !path.is_file() {
            return (OwnKeys::default(), yaml::salvage::<()>("", &name, &[]).places);
        }
        let (keys, places) = self.yaml::<OwnKeys>(path, &name, &[]);
        (keys.unwrap_or_default(), places)
    }

    fn last_year(
        &mut self,
        keys: Option<WordOr<Spot<String>, Ordered<Decimal>>>,
    ) -> Option<LastYear> {
        match keys {
            None => Some(LastYear::Typed(Vec::new())),
            Some(WordOr::Longer(figures)) => Some(LastYear::Typed(figures.0)),
            Some(WordOr::Word(name)) => {
                let path = self.folder.neighbour(&name);
                let path = self.noted(path)?;
                self.files.push(path.clone());
                let place = name.place();
                Some(LastYear::Folder { path, name: name.value, place })
            }
        }
    }

    fn previous(
        &mut self,
        keys: Option<WordOr<Spot<String>, LastPeriod>>,
    ) -> Option<Previous> {
        match keys {
            None => Some(Previous::Counts(LastPeriod::default())),
            Some(WordOr::Longer(counts)) => Some(Previous::Counts(counts)),
            Some(WordOr::Word(name)) => {
                let path = self.folder.neighbour(&name);
                let path = self.noted(path)?;
                self.files.push(path.clone());
                let place = name.place();
                Some(Previous::Folder { path, name: name.value, place })
            }
        }
    }
}
