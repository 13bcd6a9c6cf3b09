//! The month whose figures a bulletin is learned with: a project, or one made for the
//! occasion of the Word file and of bare exports.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::learn::read;
use super::{Loaded, Progress, load};
use crate::config;
use crate::diagnostics::{Code, Place, Problem, Remedy, has_errors};
use crate::review::learn::{self, Beginning, Units};
use crate::scaffold::{Files, unwritable};
use crate::sources::Export;
use crate::tickets::{self, Settings};
use crate::word::Reading;
use crate::yaml::{self, Value};

/// Endings of exports.
const EXPORTS: [&str; 6] = ["xlsx", "xls", "xlsb", "ods", "csv", "parquet"];

/// A project folder, removed again where it was made for the occasion.
pub(super) struct Base {
    folder: PathBuf,
    /// What it was made of.
    made: Option<Made>,
}

/// What is known of a month that was made for the occasion.
struct Made {
    units: Units,
    /// What was taken for granted, in Chinese.
    assumed: Vec<String>,
}

impl Drop for Base {
    fn drop(&mut self) {
        if self.made.is_some() {
            drop(fs::remove_dir_all(&self.folder));
        }
    }
}

impl Base {
    /// The project that `from` is, or one beside `to`.
    pub(super) fn of(
        from: Option<&Path>,
        to: &Path,
        reading: &Reading,
        word: &Path,
    ) -> Result<Self, Vec<Problem>> {
        if let Some(from) = from.filter(|from| config::is_project(from)) {
            return Ok(Self { folder: from.to_owned(), made: None });
        }
        let beginning = learn::beginning(reading).ok_or_else(|| vec![no_month(word)])?;
        let exports = from.map(|from| exports(from, &beginning)).transpose()?;
        let exports = exports.unwrap_or_default();
        let name = to.file_name().unwrap_or_default().to_string_lossy();
        let folder =
            to.with_file_name(format!(".bulletin-learn-{}-{name}", std::process::id()));
        let mut files = Files::default();
        let text = bulletin(&beginning, &exports).map_err(|_| vec![unwritable(to)])?;
        files.add("bulletin.yaml", text);
        let units = yaml::write(&beginning.units).map_err(|_| vec![unwritable(to)])?;
        files.add("units.yaml", units);
        for found in exports.values() {
            files.add(&found.name, read(&found.path)?);
        }
        files.write(&folder).map_err(|problem| vec![*problem])?;
        let assumed = assumed(&beginning, &exports);
        Ok(Self { folder, made: Some(Made { units: beginning.units, assumed }) })
    }

    /// What was taken for granted where no bulletin.yaml said it.
    pub(super) fn assumed(&self) -> impl Iterator<Item = &String> {
        self.made.iter().flat_map(|made| &made.assumed)
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Loads it; names of its exports that no table of the bulletin shows are taken in.
    pub(super) fn load(
        &mut self,
        progress: Progress<'_>,
    ) -> Result<Loaded, Vec<Problem>> {
        let (loaded, problems) = load(&self.folder, progress);
        // A name that nobody told is the reader's to fill in.
        let stops = |problem: &Problem| problem.code != Code::SAMPLE_LEFT;
        let problems: Vec<Problem> = problems.into_iter().filter(stops).collect();
        let named = problems.iter().filter_map(|problem| match &problem.remedy {
            Some(Remedy::Name { written, .. }) => Some(written.as_str()),
            Some(_) | None => None,
        });
        let named: BTreeSet<&str> = named.collect();
        let Some(made) = self.made.as_mut().filter(|_| !named.is_empty()) else {
            return loaded.filter(|_| !has_errors(&problems)).ok_or(problems);
        };
        let mut outside = Vec::new();
        for written in named {
            match made.units.take_in(written) {
                Some(unit) => {
                    made.assumed.push(format!("导出表里的“{written}”认作“{unit}”"));
                }
                None => outside.push(format!("“{written}”")),
            }
        }
        if !outside.is_empty() {
            let names = outside.concat();
            made.assumed
                .push(format!("导出表里的{names}不在通报的表里，不单独列行"));
        }
        let unwritable = || vec![unwritable(&self.folder)];
        let units = yaml::write(&made.units).map_err(|_| unwritable())?;
        fs::write(self.folder.join("units.yaml"), units).map_err(|_| unwritable())?;
        let (loaded, problems) = load(&self.folder, progress);
        let problems: Vec<Problem> = problems.into_iter().filter(stops).collect();
        loaded.filter(|_| !has_errors(&problems)).ok_or(problems)
    }

    /// Puts the city's figures that the bulletin tells into a month that was made; whether
    /// there were any.
    pub(super) fn set_city(
        &self,
        named: &BTreeMap<String, String>,
    ) -> Result<bool, Vec<Problem>> {
        let city = named.iter().filter(|(key, _)| {
            key.starts_with("city.")
                && !key.contains("previous")
                && !key.contains("change")
        });
        let city: Vec<_> = city.collect();
        if self.made.is_none() || city.is_empty() {
            return Ok(false);
        }
        let path = self.folder.join("bulletin.yaml");
        let unfit = || vec![unwritable(&self.folder)];
        let mut text = fs::read_to_string(&path).map_err(|_| unfit())?;
        for (key, value) in city {
            let steps: Vec<&str> = key.split('.').collect();
            let value = yaml::value(value).map_err(|_| unfit())?;
            text = yaml::set(&text, &steps, &value).map_err(|_| unfit())?;
        }
        fs::write(&path, text).map_err(|_| unfit())?;
        Ok(true)
    }
}

/// An export of a bare folder.
struct Found {
    /// The name that it gets.
    name: String,
    /// Where it lies.
    path: PathBuf,
    /// Its sheet, where it has several of which one names the month.
    sheet: Option<String>,
}

/// The exports of a folder and of its `data`, each by its key in bulletin.yaml. Of several
/// of a kind the one counts whose name has the month.
fn exports(
    from: &Path,
    beginning: &Beginning,
) -> Result<BTreeMap<&'static str, Found>, Vec<Problem>> {
    let unreadable = || {
        let problem = Problem::error(Code::CANNOT_READ, "放导出表的文件夹读不出来");
        vec![problem.at(Place::file(from)).hint("请检查路径")]
    };
    let entries = fs::read_dir(from).map_err(|_| unreadable())?;
    let inner = fs::read_dir(from.join("data")).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries
        .chain(inner)
        .filter_map(|entry| entry.ok().map(|it| it.path()))
        .filter(|path| path.is_file())
        .collect();
    let month = beginning.month();
    let last = if month == 1 { 12 } else { month - 1 };
    let name =
        |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    // The file system has no order of its own.
    paths.sort_by_key(|path| (!names_month(&name(path), month), path.clone()));
    let mut found = BTreeMap::new();
    for path in paths {
        let ending =
            path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let name = name(&path);
        if !EXPORTS.contains(&ending.as_str()) {
            continue;
        }
        let export =
            Export { path: path.clone(), name: PathBuf::from(&name), sheet: None };
        let recognised = tickets::recognise(&export, &Settings::default()).ok().flatten();
        let Some(recognised) = recognised else { continue };
        let of = |month| recognised.sheets.iter().find(|it| names_month(it, month));
        let named = |sheet: Option<&String>| Found {
            name: format!("data/{name}"),
            path: path.clone(),
            sheet: sheet.cloned(),
        };
        let key = recognised.kind.key();
        let is_ranking = recognised.kind == tickets::Kind::Ranking;
        if is_ranking && (of(last).is_some() || names_month(&name, last)) {
            found.entry("previous_ranking").or_insert_with(|| named(of(last)));
        }
        if !names_month(&name, last) || names_month(&name, month) {
            found.entry(key).or_insert_with(|| named(of(month)));
        }
    }
    Ok(found)
}

/// Whether a name has a month: 9月, 09月, not 19月.
fn names_month(name: &str, month: u32) -> bool {
    let written = format!("{month}月");
    name.match_indices(&written).any(|(at, _)| {
        let before = name.get(..at).unwrap_or_default();
        let digits = before.chars().rev().take_while(char::is_ascii_digit);
        digits.collect::<String>().chars().all(|c| c == '0')
    })
}

/// bulletin.yaml of a month that only its bulletin tells of.
fn bulletin(
    beginning: &Beginning,
    exports: &BTreeMap<&'static str, Found>,
) -> Result<String, yaml::Unfit> {
    let Beginning { district, office, date, period: (start, end), units: _ } = beginning;
    let mut text = format!(
        "# 由 Word 通报学得，请核对各项。\n\
         district: {district}\n\
         office: {office}\n\
         date: {date}\n\
         period: {{ start: {start}, end: {end} }}\n\
         register: units.yaml\n"
    );
    for (key, Found { name, path: _, sheet }) in exports {
        let value = match sheet {
            None => Value::from(name.as_str()),
            Some(sheet) => {
                let keys = [("file", name), ("sheet", sheet)];
                let keys = keys.map(|(key, value)| (key.into(), value.as_str().into()));
                Value::Mapping(keys.into_iter().collect())
            }
        };
        text = yaml::set(&text, &["exports", key], &value)?;
    }
    Ok(text)
}

/// What was taken for granted where no bulletin.yaml says it.
fn assumed(
    beginning: &Beginning,
    exports: &BTreeMap<&'static str, Found>,
) -> Vec<String> {
    let Beginning { district, office, date, period: (start, end), units } = beginning;
    let (towns, departments) = units.counts();
    let mut told = vec![
        format!("区名“{district}”、编发单位“{office}”、编发日期{date}取自通报"),
        format!("考核期首日{start}、末日次日{end}取自通报"),
        format!("单位名册取自通报的表格：镇街{towns}个、部门{departments}个"),
    ];
    told.extend(exports.iter().map(|(key, Found { name, sheet, .. })| match sheet {
        Some(sheet) => format!("“{key}”用{name}的工作表“{sheet}”"),
        None => format!("“{key}”用{name}"),
    }));
    told
}

fn no_month(word: &Path) -> Problem {
    Problem::error(Code::NO_PERIOD_TOLD, "Word 文件里没有写考核期，也没有写哪年哪月")
        .at(Place::file(word))
        .hint("用 --from 给出同一个月的项目文件夹（有 bulletin.yaml）")
}
