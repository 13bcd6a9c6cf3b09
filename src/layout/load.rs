//! Layouts by name or folder: style, outline and report as one.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::{fs, io};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{Outline, OwnFont, Source, Style, StyleProblem, installed, own_fonts};
use crate::diagnostics::{Code, Outcome, Place, Problem, nearest};
use crate::files;
use crate::yaml::{self, Places, Spot};

/// The layout whose files stand in for those that a folder does not have.
pub const BASE: &str = "official";

const STYLE: &str = "style.yaml";
const OUTLINE: &str = "outline.yaml";
const REPORT: &str = "report.typ";
/// The outline of a unit's own issue.
const UNIT_OUTLINE: &str = "unit/outline.yaml";
/// The files that make a folder a layout.
const FILES: [&str; 3] = [STYLE, OUTLINE, REPORT];

/// How the parts of an outline are called where another changes them.
const PARTS: yaml::Items = yaml::Items {
    names: &[
        "id",
        "heading",
        "table.name",
        "table.rows",
        "chart.name",
        "chart.subject",
        "chart.subject[0]",
    ],
    inner: "body",
};

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
    "official": ["style.yaml", "outline.yaml", "report.typ", "unit/outline.yaml"];
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
pub(super) fn differing(name: &str) -> Vec<(&'static str, String)> {
    let wanted = |file: &str| {
        let own =
            find(name).is_ok_and(|own| own.files.iter().any(|(one, _)| *one == file));
        file == OUTLINE || (own && name != BASE)
    };
    files(name).into_iter().filter(|(file, _)| wanted(file)).collect()
}

/// Every file of a built-in layout with its text, those of [`BASE`] where it has none of
/// its own.
pub fn files(name: &str) -> Vec<(&'static str, String)> {
    let all = [STYLE, OUTLINE, REPORT, UNIT_OUTLINE];
    let text = |file| {
        Some((file, built_in(find(name).or_else(|_| find(BASE)).ok()?, file).text))
    };
    all.into_iter().filter_map(text).collect()
}

/// Reads a layout.
///
/// # Errors
/// Every problem of its files, or that no layout has that name.
pub fn read(choice: &Choice) -> Outcome<Layout> {
    if let Choice::Folder { path, name: _ } = choice
        && FILES
            .iter()
            .chain(&["measures.yaml"])
            .all(|file| !path.join(file).exists())
    {
        let message = "版式文件夹里没有 style.yaml、outline.yaml 或 report.typ";
        let hint = "放入要改动的文件，名称须一字不差，其余沿用公文版式";
        return Err(vec![Problem::error(Code::MISSING_FILE, message).hint(hint)]);
    }
    let mut problems = Vec::new();
    let style = keep(read_style(choice), &mut problems);
    let outline = keep(read_outline(choice, OUTLINE), &mut problems);
    let report = keep(own_or_built_in(choice, REPORT), &mut problems);
    match (style, outline, report) {
        (Some(style), Some((outline, places)), Some(report)) => {
            Ok(Layout { style, outline, report, places })
        }
        _ => {
            problems.dedup();
            Err(problems)
        }
    }
}

impl Layout {
    /// The same looks with the outline of units' own issues: that of the layout's folder,
    /// or the built-in one.
    ///
    /// # Errors
    /// Every problem of the outline.
    pub fn for_units(&self, choice: &Choice) -> Outcome<Self> {
        let (outline, places) = read_outline(choice, UNIT_OUTLINE)?;
        let (style, report) = (self.style.clone(), self.report.clone());
        Ok(Self { style, outline, report, places })
    }

    /// Where a value of the outline stands: `sections[0].heading`.
    pub fn place(&self, path: &str) -> Place {
        self.places.of(path)
    }
}

/// All that an outline says, as a value.
///
/// # Errors
/// Every problem of the outline as YAML.
pub fn outline_value(choice: &Choice) -> Outcome<yaml::Value> {
    Ok(read_layers(&layers(choice, OUTLINE)?)?.0)
}

fn read_outline(choice: &Choice, file: &str) -> Outcome<(Outline, Places)> {
    read_layers(&layers(choice, file)?)
}

fn read_layers<T: DeserializeOwned>(layers: &[Source]) -> Outcome<(T, Places)> {
    let texts = layers.iter().map(|one| (one.text.as_str(), one.path.as_path()));
    yaml::read_layers(texts, PARTS)
}

/// A file of a layout, above all those that it changes.
fn layers(choice: &Choice, file: &str) -> Outcome<Vec<Source>> {
    let mut layers = vec![own_or_built_in(choice, file)?];
    while let Some(base) =
        layers.first().map(|top| base_of(top, file)).transpose()?.flatten()
    {
        layers.insert(0, base);
    }
    Ok(layers)
}

/// What a file changes: that of the layout that it names under `based_on`, else of
/// [`BASE`]. The files of the latter are whole.
fn base_of(source: &Source, file: &str) -> Outcome<Option<Source>> {
    #[derive(Deserialize)]
    struct Head {
        based_on: Option<Spot<String>>,
    }
    let base = built_in(find(BASE)?, file);
    if base.path == source.path {
        return Ok(None);
    }
    let head = yaml::salvage::<Head>(&source.text, &source.path, &[]).value;
    let Some(name) = head.and_then(|head| head.based_on) else { return Ok(Some(base)) };
    let found = find(&name.value).map_err(|problems| {
        problems
            .into_iter()
            .map(|one| one.at(name.place()))
            .collect::<Vec<_>>()
    })?;
    Ok(Some(built_in(found, file)))
}

fn own_or_built_in(choice: &Choice, file: &str) -> Outcome<Source> {
    let (path, name) = match choice {
        Choice::BuiltIn(name) => return Ok(built_in(find(name)?, file)),
        Choice::Folder { path, name } => (path, shown(name).join(file)),
    };
    match fs::read_to_string(path.join(file)) {
        Ok(text) => Ok(Source { path: name, text }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Ok(built_in(find(BASE)?, file))
        }
        Err(error) => Err(vec![unreadable(&error).at(Place::file(&name))]),
    }
}

/// The built-in layout of a name.
fn find(name: &str) -> Outcome<&'static BuiltIn> {
    BUILT_IN.iter().find(|layout| layout.name == name).ok_or_else(|| {
        let all = names().collect::<Vec<_>>().join("、");
        let problem = Problem::error(
            Code::LAYOUT_ERROR,
            format!("没有名为“{name}”的版式，自带的版式有：{all}"),
        );
        vec![problem.meant(nearest(name, names()), "自己的版式文件夹应写成 ./文件夹名")]
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
        _ => (format!("读不出来：{}", files::reason(error)), "检查文件能否打开"),
    };
    Problem::error(Code::CANNOT_READ, format!("版式文件{reason}")).hint(hint)
}

/// The fonts in a layout's folder.
fn fonts_of(choice: &Choice) -> Outcome<Vec<OwnFont>> {
    match choice {
        Choice::BuiltIn(_) => Ok(Vec::new()),
        Choice::Folder { path, name } => own_fonts::read(path, &shown(name)),
    }
}

fn read_style(choice: &Choice) -> Outcome<Style> {
    let (style, places) = read_layers::<Style>(&layers(choice, STYLE)?)?;
    let mut style = Style { own_fonts: fonts_of(choice)?, ..style };
    // What neither the program nor the layout has may be on the machine.
    let named = style.faces.values().flat_map(|face| &face.pdf).map(|font| &font.name);
    let absent: BTreeSet<_> =
        named.filter(|name| !style.has_font(name)).cloned().collect();
    style
        .own_fonts
        .extend(absent.iter().flat_map(|name| installed::of_family(name)));
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
    let written = find(BASE).ok().and_then(|base| {
        let style = built_in(base, STYLE);
        let places = yaml::salvage::<Style>(&style.text, &style.path, &[]).places;
        let Place::Line { line, .. } = places.of(key) else { return None };
        let written = style.text.lines().nth(line.checked_sub(1)?)?;
        let written = written.split(" # ").next()?.trim();
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
