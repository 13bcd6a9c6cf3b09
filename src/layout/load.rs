//! Layouts by name or folder: style, outline and report as one.

use std::path::{Component, Path, PathBuf};
use std::{fs, io};

use super::{Outline, Source, Style, StyleProblem};
use crate::diagnostics::{Code, Outcome, Place, Problem, nearest};
use crate::yaml::{self, Places};

/// The layout whose files stand in for those that a folder does not have.
pub const BASE: &str = "official";

/// The files of a layout.
const FILES: [&str; 3] = ["style.yaml", "outline.yaml", "report.typ"];

/// A built-in layout: those of its files that differ from [`BASE`].
#[derive(Debug, Clone, Copy)]
struct BuiltIn {
    name: &'static str,
    /// Each file's name and text.
    files: &'static [(&'static str, &'static str)],
}

macro_rules! built_in {
    ($($name:literal: [$($file:literal),*];)*) => {
        static BUILT_IN: &[BuiltIn] = &[$(BuiltIn {
            name: $name,
            files: &[$((
                $file,
                include_str!(concat!("../../layouts/", $name, "/", $file)),
            )),*],
        }),*];
    };
}

built_in! {
    "official": ["style.yaml", "outline.yaml", "report.typ"];
    "plain": ["style.yaml"];
    "analysis": ["outline.yaml"];
}

/// Which layout a configuration names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// One that the program carries.
    BuiltIn(String),
    /// A folder with those of style.yaml, outline.yaml and report.typ that it changes.
    Folder {
        /// Where it lies.
        path: PathBuf,
        /// By which messages name it.
        name: PathBuf,
    },
}

/// How a bulletin looks and what it says.
#[derive(Debug, Clone)]
pub struct Layout {
    /// Looks.
    pub style: Style,
    /// Contents.
    pub outline: Outline,
    /// The template of the PDF.
    pub report: Source,
    places: Places,
}

/// The names of the built-in layouts.
pub fn names() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|layout| layout.name)
}

/// The files that a folder needs to say and look what a layout does: its outline, and
/// what differs from [`BASE`].
pub fn differing(name: &str) -> Vec<(&'static str, &'static str)> {
    let find = |name: &str| BUILT_IN.iter().find(|layout| layout.name == name);
    let own = find(name).map_or(&[][..], |layout| layout.files);
    let base = find(BASE).map_or(&[][..], |layout| layout.files);
    let outline = own.iter().chain(base).find(|(file, _)| *file == "outline.yaml");
    let differs = |file: &&(&'static str, &'static str)| {
        !base.contains(file) && file.0 != "outline.yaml"
    };
    outline
        .into_iter()
        .chain(own.iter().filter(differs))
        .copied()
        .collect()
}

/// Reads a layout.
///
/// # Errors
/// Every problem of its files, or that no layout has that name.
pub fn read(choice: &Choice) -> Outcome<Layout> {
    let sources = match choice {
        Choice::BuiltIn(name) => sources_of(name)?,
        Choice::Folder { path, name } => sources_in(path, name)?,
    };
    let Sources { style, outline, report } = sources;
    let mut problems = Vec::new();
    let style = keep(read_style(&style), &mut problems);
    let outline =
        keep(yaml::read_with_places(&outline.text, &outline.path), &mut problems);
    match (style, outline) {
        (Some(style), Some((outline, places))) if problems.is_empty() => {
            Ok(Layout { style, outline, report, places })
        }
        _ => Err(problems),
    }
}

/// The outline of a unit's own issue, from a layout's folder.
const UNIT_OUTLINE: &str = "unit/outline.yaml";

impl Layout {
    /// The same looks with the outline of units' own issues: that of the layout's folder,
    /// or the built-in one.
    ///
    /// # Errors
    /// Every problem of the outline.
    pub fn for_units(&self, choice: &Choice) -> Outcome<Self> {
        let outline = unit_outline(choice).map_err(|problem| vec![*problem])?;
        let (outline, places) = yaml::read_with_places(&outline.text, &outline.path)?;
        let (style, report) = (self.style.clone(), self.report.clone());
        Ok(Self { style, outline, report, places })
    }

    /// Where a value of the outline stands: `sections[0].heading`.
    pub fn place(&self, path: &str) -> Place {
        self.places.of(path)
    }
}

struct Sources {
    style: Source,
    outline: Source,
    report: Source,
}

fn sources_of(name: &str) -> Outcome<Sources> {
    let Some(found) = BUILT_IN.iter().find(|layout| layout.name == name) else {
        let all = names().collect::<Vec<_>>().join("、");
        let problem = Problem::error(
            Code::LAYOUT_ERROR,
            format!("没有名为“{name}”的版式，自带的版式有：{all}"),
        );
        return Err(vec![match nearest(name, names()) {
            Some(near) => problem.hint(format!("是否“{near}”？")),
            None => problem.hint("自己的版式文件夹应写成 ./文件夹名"),
        }]);
    };
    Ok(Sources {
        style: built_in(found, "style.yaml"),
        outline: built_in(found, "outline.yaml"),
        report: built_in(found, "report.typ"),
    })
}

/// A file of a built-in layout, or the one of [`BASE`] that stands in for it.
fn built_in(layout: &BuiltIn, file: &str) -> Source {
    let base = BUILT_IN.iter().filter(|layout| layout.name == BASE);
    let mut texts = std::iter::once(layout).chain(base).filter_map(|layout| {
        let (_, text) = layout.files.iter().find(|(name, _)| *name == file)?;
        let path = Path::new("layouts").join(layout.name).join(file);
        Some(Source { path, text: (*text).to_owned() })
    });
    texts.next().unwrap_or_else(|| Source {
        path: Path::new("layouts").join(BASE).join(file),
        text: String::new(),
    })
}

fn sources_in(folder: &Path, name: &Path) -> Outcome<Sources> {
    if FILES.iter().all(|file| !folder.join(file).exists()) {
        let message = "版式文件夹里没有 style.yaml、outline.yaml 或 report.typ";
        let problem = Problem::error(Code::MISSING_FILE, message);
        return Err(vec![
            problem.hint("放入要改动的文件，名称须一字不差，其余沿用公文版式"),
        ]);
    }
    let Sources { style, outline, report } = sources_of(BASE)?;
    let mut problems = Vec::new();
    let mut own = |base: Source, file: &str| match fs::read_to_string(folder.join(file)) {
        Ok(text) => Source { path: shown(name).join(file), text },
        Err(error) if error.kind() == io::ErrorKind::NotFound => base,
        Err(error) => {
            problems.push(unreadable(&error).at(Place::file(&shown(name).join(file))));
            base
        }
    };
    let [style_file, outline_file, report_file] = FILES;
    let sources = Sources {
        style: own(style, style_file),
        outline: own(outline, outline_file),
        report: own(report, report_file),
    };
    if problems.is_empty() { Ok(sources) } else { Err(problems) }
}

fn unit_outline(choice: &Choice) -> Result<Source, Box<Problem>> {
    let built_in = || Source {
        path: Path::new("layouts").join(UNIT_OUTLINE),
        text: include_str!("../../layouts/unit/outline.yaml").to_owned(),
    };
    let Choice::Folder { path, name } = choice else { return Ok(built_in()) };
    let shown = shown(name).join(UNIT_OUTLINE);
    match fs::read_to_string(path.join(UNIT_OUTLINE)) {
        Ok(text) => Ok(Source { path: shown, text }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(built_in()),
        Err(error) => Err(Box::new(unreadable(&error).at(Place::file(&shown)))),
    }
}

/// A folder's name without “./”.
fn shown(name: &Path) -> PathBuf {
    name.components().filter(|part| *part != Component::CurDir).collect()
}

fn unreadable(error: &io::Error) -> Problem {
    #[expect(clippy::wildcard_enum_match_arm, reason = "all other reasons read alike")]
    let (reason, hint) = match error.kind() {
        io::ErrorKind::InvalidData => {
            ("不是 UTF-8 编码的文本".to_owned(), "用记事本等打开，另存为 UTF-8 编码")
        }
        io::ErrorKind::IsADirectory => {
            ("是文件夹，这里应为文件".to_owned(), "把文件夹改名或移走")
        }
        io::ErrorKind::PermissionDenied => {
            ("没有读取权限".to_owned(), "检查文件的读取权限，以及是否正被占用")
        }
        _ => (format!("读不出来（{error}）"), "检查文件能否打开"),
    };
    Problem::error(Code::CANNOT_READ, format!("版式文件{reason}")).hint(hint)
}

fn read_style(source: &Source) -> Outcome<Style> {
    let (style, places) = yaml::read_with_places::<Style>(&source.text, &source.path)?;
    let problems: Vec<Problem> = style
        .problems()
        .into_iter()
        .map(|StyleProblem { key, problem }| {
            Problem::error(Code::LAYOUT_ERROR, format!("“{key}”{problem}"))
                .at(places.of(&key))
                .hint(as_in_base(&key))
        })
        .collect();
    if problems.is_empty() { Ok(style) } else { Err(problems) }
}

/// How [`BASE`] writes a value.
fn as_in_base(key: &str) -> String {
    let name = key.rsplit('.').next().unwrap_or(key);
    let name = name.split('[').next().unwrap_or(name);
    let written = sources_of(BASE).ok().and_then(|Sources { style, .. }| {
        let (_, places) =
            yaml::read_with_places::<Style>(&style.text, &style.path).ok()?;
        let Place::Line { line, .. } = places.of(key) else { return None };
        let written = style.text.lines().nth(line.checked_sub(1)?)?.trim();
        written.contains(name).then(|| written.to_owned())
    });
    match written {
        Some(written) => format!("公文版式（{BASE}）这一行写作：{written}"),
        None => format!("可对照公文版式 layouts/{BASE}/style.yaml 的写法"),
    }
}

/// The value, or none after its problems have been put with the others.
fn keep<T>(outcome: Outcome<T>, problems: &mut Vec<Problem>) -> Option<T> {
    match outcome {
        Ok(value) => Some(value),
        Err(found) => {
            problems.extend(found);
            None
        }
    }
}
