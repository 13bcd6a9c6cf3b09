//! A bulletin for each unit, from one pass over the data.

use std::path::Path;
use std::str::FromStr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::index::{Entry, Index, State};
use super::load::choice;
use super::{
    Composed, Loaded, Memory, Options, Progress, Report, arranged, finish, inspect,
    output, reload, severity,
};
use crate::content::{self, Frame, Material};
use crate::diagnostics::{Code, Outcome, Problem, has_errors, nearest};
use crate::document::Document;
use crate::figures::{ByUnit, Statistics};
use crate::files::Desk;
use crate::layout::Layout;
use crate::tickets::{Register, UnitId, UnitKind};

/// The folder for units' issues beside the bulletin.
const FOLDER: &str = "各单位";

/// Which units get an issue of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Each {
    /// Towns and departments.
    Units,
    /// 镇街.
    Towns,
    /// 部门.
    Departments,
    /// Those with these names or aliases.
    Named(Vec<String>),
}

impl FromStr for Each {
    type Err = std::convert::Infallible;

    /// As on the command line: `units`, `towns`, `departments`, or names with commas
    /// between them.
    fn from_str(written: &str) -> Result<Self, Self::Err> {
        Ok(match written.trim() {
            "units" | "全部" => Self::Units,
            "towns" | "镇街" => Self::Towns,
            "departments" | "部门" => Self::Departments,
            names => {
                let names = names.split([',', '，', '、']).map(str::trim);
                let names = names.filter(|name| !name.is_empty());
                Self::Named(names.map(str::to_owned).collect())
            }
        })
    }
}

/// Issues of single units, composed one by one; what they share is made once.
#[derive(Debug)]
pub struct Issues<'a> {
    loaded: &'a Loaded,
    layout: Layout,
    by_unit: ByUnit<'a>,
    frame: Frame,
}

/// One unit's issue.
#[derive(Debug)]
pub struct Issue {
    /// The month as the unit sees it.
    pub statistics: Arc<Statistics>,
    /// The issue and what was found wrong with it.
    pub composed: Composed,
}

impl<'a> Issues<'a> {
    /// Issues of a loaded month.
    ///
    /// # Errors
    /// Every problem of their outline, and that there are no assessed tickets.
    pub fn new(loaded: &'a Loaded) -> Result<Self, Vec<Problem>> {
        let Loaded { project, layout, tickets, statistics, frame, .. } = loaded;
        if tickets.assessed.is_none() {
            let (message, hint) = match tickets.assessed_tally {
                None => (
                    "没有市级考评明细，各单位通报没有数字可写",
                    "请在 bulletin.yaml 的 exports 中写上 assessed",
                ),
                Some(_) => (
                    "考评表是汇总表，列不出各单位通报要写的单张工单",
                    "请改用每件工单一行的导出表",
                ),
            };
            return Err(vec![Problem::error(Code::EMPTY_EXPORT, message).hint(hint)]);
        }
        let layout = layout.for_units(&choice(project).0)?;
        let whole = Arc::clone(statistics);
        let by_unit = ByUnit::new(&project.register, &project.rules, tickets, whole);
        // Head, addressee and imprint are those of the district's bulletin.
        let frame = Frame { signature: frame.signature.clone(), ..Frame::default() };
        Ok(Self { loaded, layout, by_unit, frame })
    }

    /// A unit's issue; none of a unit that is no town and no department.
    pub fn compose(&self, unit: UnitId, options: Options) -> Option<Issue> {
        let statistics = Arc::new(self.by_unit.of(unit)?);
        let project = &self.loaded.project;
        let place = |path: &str| self.layout.place(path);
        let (document, mut problems) = content::compose(&Material {
            outline: &self.layout.outline,
            place: &place,
            statistics: Arc::clone(&statistics),
            cases: &[],
            frame: &self.frame,
            title_characters: self.layout.style.title_characters(),
            office: &project.office,
            date: project.date,
        });
        // What a unit does not have is left out of its issue, which is as it should be.
        problems.retain(|problem| problem.code != Code::ABSENT_FIGURE);
        let issue = (document, problems);
        let composed = finish(self.loaded, &self.layout.outline, issue, options);
        let composed = arranged(self.loaded, composed);
        Some(Issue { statistics, composed })
    }

    /// Both files of an issue, or what hinders; and what typst remarks.
    fn write(
        &self,
        name: &str,
        document: &Document,
    ) -> (Vec<output::File>, Vec<Problem>) {
        let name = output::marked(name, document);
        // Looks and template are those of the district's bulletin.
        let word = super::word(self.loaded, document);
        match (word, super::print(self.loaded, document)) {
            (Ok((word, misfits)), Ok((pdf, mut remarks))) => {
                remarks.extend(misfits);
                let word = output::File { name: format!("{name}.docx"), ..word };
                let pdf = output::File { name: format!("{name}.pdf"), ..pdf };
                (vec![word, pdf], remarks)
            }
            (word, pdf) => {
                let problems = [word.err(), pdf.err()].into_iter().flatten().flatten();
                (Vec::new(), problems.collect())
            }
        }
    }
}

/// The issue of one unit of a loaded month, by its name or alias.
///
/// # Errors
/// That there is no such unit, and what keeps issues from being composed.
pub fn issue(loaded: &Loaded, unit: &str) -> Result<Issue, Vec<Problem>> {
    let register = &loaded.project.register;
    let ids = named(register, &[unit.to_owned()])?;
    let issues = Issues::new(loaded)?;
    let issue = ids.first().and_then(|id| issues.compose(*id, Options::default()));
    issue.ok_or_else(|| vec![unknown(register, unit)])
}

/// Builds an issue for each of the units, and an index of them. One unit's problem does
/// not stop the others.
///
/// The index is there from the start and follows every issue, so that after a run that
/// was cut off it tells which issues are missing; a file is whole or not there.
pub fn build_each(
    folder: &Path,
    each: &Each,
    options: Options,
    progress: Progress<'_>,
) -> Report {
    let memory = &mut Memory::without_pictures();
    let (loaded, mut problems) = reload(folder, memory, progress);
    let Some(loaded) = loaded else {
        return Report { problems, ..Report::default() };
    };
    let found = inspect::inspect(&loaded, &problems, options);
    problems.extend(found);
    severity::apply(&loaded.project.checks, &mut problems);
    let mut report =
        Report { readings: loaded.tickets.readings.clone(), problems, files: Vec::new() };
    let chosen = chosen(&loaded.project.register, each);
    let issues = Issues::new(&loaded);
    let (units, issues) = match (chosen, issues) {
        (Ok(units), Ok(issues)) if options.draft || !has_errors(&report.problems) => {
            (units, issues)
        }
        (chosen, issues) => {
            let found = [chosen.err(), issues.err()].into_iter().flatten().flatten();
            report.problems.extend(found);
            return report;
        }
    };
    match batch(&issues, &units, options, progress) {
        Ok((index, told)) => {
            report.problems.extend(told);
            index.report(&mut report);
        }
        Err(found) => report.problems.extend(found),
    }
    report
}

/// Builds the issues side by side.
fn batch(
    issues: &Issues<'_>,
    units: &[UnitId],
    options: Options,
    progress: Progress<'_>,
) -> Outcome<(Index, Vec<Problem>)> {
    let project = &issues.loaded.project;
    let folder = options.outputs(&project.folder).join(FOLDER);
    let (desk, told) = output::hold(&folder, options.is_final, progress)?;
    let desk = Arc::new(desk);
    let named = units.iter().filter_map(|id| project.register.unit(*id));
    let index = Index::start(Arc::clone(&desk), project.date, named)?;
    let index = Mutex::new(index);
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let work = || loop {
        let at = next.fetch_add(1, Ordering::Relaxed);
        let Some(unit) = units.get(at) else { break };
        let name = lock(&index).file_name(at);
        let Some(entry) = build_one(issues, *unit, &name, &desk, options) else {
            continue;
        };
        let name = entry.unit.clone();
        lock(&index).enter(at, entry);
        let done = 1 + done.fetch_add(1, Ordering::Relaxed);
        progress(&format!("生成各单位通报 {done}/{} {name}", units.len()));
    };
    // Threads of our own: a thread of rayon's that waits for typst would take up another
    // issue meanwhile, and then a third, so that memory would grow with the units.
    let threads = rayon::current_num_threads().min(units.len());
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    let index = index.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok((index, told))
}

/// Builds one unit's issue; whatever is wrong goes into its entry.
fn build_one(
    issues: &Issues<'_>,
    unit: UnitId,
    name: &str,
    desk: &Desk,
    options: Options,
) -> Option<Entry> {
    let Issue { statistics, composed } = issues.compose(unit, options)?;
    let Composed { document, mut problems } = composed;
    let mut state = State::Failed;
    if options.draft || !has_errors(&problems) {
        let (mut files, mut found) = issues.write(name, &document);
        if !options.skip_audit {
            found.extend(output::audit(desk.folder(), issues.loaded, &document, &files));
        }
        problems.extend(found);
        let is_stopped = !options.draft && has_errors(&problems);
        files.retain(|file| options.wants(file));
        if !files.is_empty() && !is_stopped {
            match output::place(desk, &files) {
                Ok(written) => state = State::Written(written),
                Err(found) => problems.extend(found),
            }
        }
    }
    Some(Entry::of(&statistics, state, problems))
}

/// The units that are meant, in register order or in the order named.
fn chosen(register: &Register, each: &Each) -> Result<Vec<UnitId>, Vec<Problem>> {
    let of_kind = |is_meant: fn(&UnitKind) -> bool, what: &str| {
        let units = register.iter().filter(|(_, unit)| is_meant(&unit.kind));
        let units: Vec<UnitId> = units.map(|(id, _)| id).collect();
        if units.is_empty() {
            let message = format!("名册中没有{what}");
            return Err(vec![Problem::error(Code::UNKNOWN_UNIT, message)]);
        }
        Ok(units)
    };
    match each {
        Each::Units => of_kind(|kind| *kind != UnitKind::Outside, "单位"),
        Each::Towns => of_kind(|kind| *kind == UnitKind::Town, "镇街"),
        Each::Departments => {
            of_kind(|kind| matches!(kind, UnitKind::Department { .. }), "部门")
        }
        Each::Named(names) => named(register, names),
    }
}

fn named(register: &Register, names: &[String]) -> Result<Vec<UnitId>, Vec<Problem>> {
    let mut units = Vec::new();
    let mut problems = Vec::new();
    for name in names {
        let found = register.find(name).filter(|id| {
            register.unit(*id).is_some_and(|unit| unit.kind != UnitKind::Outside)
        });
        match found {
            Some(id) if units.contains(&id) => {}
            Some(id) => units.push(id),
            None => problems.push(unknown(register, name)),
        }
    }
    if names.is_empty() {
        let problem = Problem::error(Code::UNKNOWN_UNIT, "没有写出单位名称");
        problems.push(
            problem.hint("应写作 --each 檀营地区,教委，或 towns、departments、units"),
        );
    }
    if problems.is_empty() { Ok(units) } else { Err(problems) }
}

fn unknown(register: &Register, name: &str) -> Problem {
    let message = format!("“{name}”不是名册中的镇街或部门");
    let problem = Problem::error(Code::UNKNOWN_UNIT, message);
    let groups = ["towns", "departments", "units"];
    let near = register.nearest(name).or_else(|| nearest(name, groups));
    problem.meant(near, "应写名册中的单位名称，或 towns、departments、units")
}

fn lock(index: &Mutex<Index>) -> std::sync::MutexGuard<'_, Index> {
    index.lock().unwrap_or_else(PoisonError::into_inner)
}
