//! Layouts by name or folder: style, outline and report as one.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Outline, Source, Style, StyleProblem};
use crate::diagnostics::{Code, Outcome, Place, Problem, nearest};
use crate::yaml::{self, Places};

/// The layout whose files stand in for those that a folder does not have.
pub const BASE: &str = "official";

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
}

/// Which layout a configuration names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// One that the program carries.
    BuiltIn(String),
    /// A folder with those of style.yaml, outline.yaml and report.typ that it changes.
    Folder(PathBuf),
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

/// Reads a layout.
///
/// # Errors
/// Every problem of its files, or that no layout has that name.
pub fn read(choice: &Choice) -> Outcome<Layout> {
    let sources = match choice {
        Choice::BuiltIn(name) => sources_of(name)?,
        Choice::Folder(folder) => sources_in(folder)?,
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

impl Layout {
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

fn sources_in(folder: &Path) -> Outcome<Sources> {
    if !folder.is_dir() {
        let message = format!("版式文件夹“{}”不存在", folder.display());
        return Err(vec![Problem::error(Code::MISSING_FILE, message).hint(
            "建立这个文件夹，放入要改动的 style.yaml、outline.yaml 或 report.typ",
        )]);
    }
    let Sources { style, outline, report } = sources_of(BASE)?;
    let mut problems = Vec::new();
    let mut own = |base: Source, file: &str| {
        let path = folder.join(file);
        match fs::read_to_string(&path) {
            Ok(text) => Source { path, text },
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => base,
            Err(error) => {
                let message = format!("版式文件读不出来：{error}");
                problems.push(
                    Problem::error(Code::CANNOT_READ, message)
                        .at(Place::file(&path))
                        .hint("文件应是 UTF-8 编码的文本"),
                );
                base
            }
        }
    };
    let sources = Sources {
        style: own(style, "style.yaml"),
        outline: own(outline, "outline.yaml"),
        report: own(report, "report.typ"),
    };
    if problems.is_empty() { Ok(sources) } else { Err(problems) }
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
