//! The month whose figures a bulletin is learned with: a project, or one made for the
//! occasion of the Word file and of bare exports.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::learn::{read, unwritable};
use super::{Loaded, Progress, load};
use crate::config;
use crate::diagnostics::{Code, Place, Problem, has_errors};
use crate::review::learn::{self, Beginning};
use crate::scaffold::Files;
use crate::sources::Export;
use crate::tickets::{self, Settings};
use crate::word::Reading;
use crate::yaml::{self, Value};

/// Endings of exports.
const EXPORTS: [&str; 6] = ["xlsx", "xls", "xlsb", "ods", "csv", "parquet"];

/// A project folder, removed again where it was made for the occasion.
pub(super) struct Base {
    folder: PathBuf,
    is_made: bool,
}

impl Drop for Base {
    fn drop(&mut self) {
        if self.is_made {
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
            return Ok(Self { folder: from.to_owned(), is_made: false });
        }
        let exports = from.map(exports).transpose()?.unwrap_or_default();
        let beginning = learn::beginning(reading).ok_or_else(|| vec![no_month(word)])?;
        let name = to.file_name().unwrap_or_default().to_string_lossy();
        let folder =
            to.with_file_name(format!(".bulletin-learn-{}-{name}", std::process::id()));
        let mut files = Files::default();
        let text = bulletin(&beginning, &exports).map_err(|_| vec![unwritable(to)])?;
        files.add("bulletin.yaml", text);
        let units = yaml::write(&beginning.units).map_err(|_| vec![unwritable(to)])?;
        files.add("units.yaml", units);
        for (name, path) in exports.values() {
            files.add(name, read(path)?);
        }
        files.write(&folder).map_err(|problem| vec![*problem])?;
        Ok(Self { folder, is_made: true })
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn load(&self, progress: Progress<'_>) -> Result<Loaded, Vec<Problem>> {
        let (loaded, problems) = load(&self.folder, progress);
        // A name that nobody told is the reader's to fill in.
        let stops = |problem: &Problem| problem.code != Code::SAMPLE_LEFT;
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
        if !self.is_made || city.is_empty() {
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

/// The exports of a folder and of its `data`, each by its key in bulletin.yaml: the name
/// that it gets and where it lies.
fn exports(
    from: &Path,
) -> Result<BTreeMap<&'static str, (String, PathBuf)>, Vec<Problem>> {
    let unreadable = || {
        let problem = Problem::error(Code::CANNOT_READ, "放导出表的文件夹读不出来");
        vec![problem.at(Place::file(from)).hint("请检查路径")]
    };
    let entries = fs::read_dir(from).map_err(|_| unreadable())?;
    let inner = fs::read_dir(from.join("data")).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries
        .chain(inner)
        .filter_map(|entry| entry.ok().map(|it| it.path()))
        .collect();
    // The file system has no order of its own.
    paths.sort();
    let mut found = BTreeMap::new();
    for path in paths {
        let ending =
            path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !path.is_file() || !EXPORTS.contains(&ending.as_str()) {
            continue;
        }
        let export =
            Export { path: path.clone(), name: PathBuf::from(&name), sheet: None };
        let recognised = tickets::recognise(&export, &Settings::default()).ok().flatten();
        if let Some(recognised) = recognised {
            let entry = (format!("data/{name}"), path);
            found.entry(recognised.kind.key()).or_insert(entry);
        }
    }
    Ok(found)
}

/// bulletin.yaml of a month that only its bulletin tells of.
fn bulletin(
    beginning: &Beginning,
    exports: &BTreeMap<&'static str, (String, PathBuf)>,
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
    for (key, (name, _)) in exports {
        text = yaml::set(&text, &["exports", key], &Value::from(name.as_str()))?;
    }
    Ok(text)
}

fn no_month(word: &Path) -> Problem {
    Problem::error(Code::NO_PERIOD_TOLD, "Word 文件里没有写考核期，也没有写哪年哪月")
        .at(Place::file(word))
        .hint("用 --from 给出同一个月的项目文件夹（有 bulletin.yaml）")
}
