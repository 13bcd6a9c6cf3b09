//! Layouts by name or folder: style, outline and report as one.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Outline, Source, Style};
use crate::diagnostics::{Code, Outcome, Place, Problem, nearest};
use crate::yaml::{self, Places};

/// The layout whose files stand in for those that a folder does not have.
pub const BASE: &str = "official";

/// A built-in layout.
#[derive(Debug, Clone, Copy)]
struct BuiltIn {
    name: &'static str,
    style: &'static str,
    outline: &'static str,
    report: &'static str,
}

macro_rules! built_in {
    ($($name:literal: $style:literal, $outline:literal, $report:literal;)*) => {
        static BUILT_IN: &[BuiltIn] = &[$(BuiltIn {
            name: $name,
            style: include_str!(concat!("../../layouts/", $style)),
            outline: include_str!(concat!("../../layouts/", $outline)),
            report: include_str!(concat!("../../layouts/", $report)),
        }),*];
    };
}

built_in! {
    "official": "official/style.yaml", "official/outline.yaml", "official/report.typ";
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
    let source = |file: &str, text: &str| Source {
        path: Path::new("layouts").join(name).join(file),
        text: text.to_owned(),
    };
    Ok(Sources {
        style: source("style.yaml", found.style),
        outline: source("outline.yaml", found.outline),
        report: source("report.typ", found.report),
    })
}

fn sources_in(folder: &Path) -> Outcome<Sources> {
    if !folder.is_dir() {
        let message = format!("版式文件夹“{}”不存在", folder.display());
        return Err(vec![Problem::error(Code::MISSING_FILE, message)]);
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
        .map(|found| {
            Problem::error(
                Code::LAYOUT_ERROR,
                format!("“{}”{}", found.key, found.problem),
            )
            .at(places.of(&found.key))
        })
        .collect();
    if problems.is_empty() { Ok(style) } else { Err(problems) }
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
