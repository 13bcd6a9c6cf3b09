//! bulletin.yaml by itself, before the files that it names are there.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::files::{self, Folder};
use super::keys::{Bulletin, ExportKeys, ExportsKeys};
use super::read::BULLETIN;
use crate::diagnostics::{Code, Outcome, Place, Problem, has_errors};
use crate::tickets::Period;
use crate::yaml::{self, Places, Salvaged, Spot, WordOr};

/// What bulletin.yaml says, whether or not its files exist.
#[derive(Debug, Clone)]
pub struct Survey {
    /// The file as it is, without a byte order mark.
    pub text: String,
    /// Where its values stand.
    pub places: Places,
    /// 考核期.
    pub period: Period,
    /// Date of issue.
    pub date: NaiveDate,
    /// 期号.
    pub issue: Option<u32>,
    /// The register's file.
    pub register: String,
    /// The files of cases.
    pub cases: Vec<String>,
    /// The layout's folder, when it is the project's own.
    pub layout: Option<String>,
    /// Every export that is named.
    pub exports: Vec<NamedExport>,
}

/// An export as bulletin.yaml names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedExport {
    /// Its key under `exports`: “accepted”.
    pub key: &'static str,
    /// What it is, in Chinese: “受理明细”.
    pub what: &'static str,
    /// The file as written.
    pub file: String,
    /// Where the file's name stands below the key: “.file”, or nothing.
    pub file_key: &'static str,
    /// The sheet.
    pub sheet: Option<String>,
    /// Whether the file is there.
    pub is_there: bool,
}

/// Reads a folder's bulletin.yaml and none of the files that it names.
///
/// # Errors
/// A folder or file that is not there, and everything that is wrong in the file.
pub fn survey(folder: &Path) -> Outcome<Survey> {
    let root = Folder::open(folder).map_err(|problem| vec![problem])?;
    let path = root.path(BULLETIN);
    if !path.is_file() {
        let message = format!("“{}”里没有 bulletin.yaml", folder.display());
        return Err(vec![
            Problem::error(Code::CANNOT_READ, message)
                .at(Place::file(folder))
                .hint("给出含有 bulletin.yaml 的文件夹"),
        ]);
    }
    let text = files::text(&path, &path).map_err(|problem| vec![problem])?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
    let Salvaged { value, places, problems } =
        yaml::salvage::<Bulletin>(&text, &path, &[]);
    match value {
        Some(keys) if !has_errors(&problems) => Ok(of(keys, text, places, folder)),
        _ => Err(problems),
    }
}

fn of(keys: Bulletin, text: String, places: Places, folder: &Path) -> Survey {
    let cases = match keys.cases {
        None => Vec::new(),
        Some(WordOr::Word(name)) => vec![name.value],
        Some(WordOr::Longer(names)) => names.into_iter().map(|name| name.value).collect(),
    };
    let layout = keys.layout.map(|name| name.value);
    Survey {
        text,
        places,
        period: Period { start: keys.period.start.0, end: keys.period.end.0 },
        date: keys.date.0,
        issue: keys.issue,
        register: keys.register.value,
        cases,
        layout: layout.filter(|name| name.contains(['/', '\\'])),
        exports: exports(keys.exports, folder),
    }
}

fn exports(keys: ExportsKeys, folder: &Path) -> Vec<NamedExport> {
    let ExportsKeys { accepted, assessed, ranking, previous_ranking, districts } = keys;
    let named = |key, what, keys: Option<WordOr<Spot<String>, ExportKeys>>| {
        let (file, file_key, sheet) = match keys? {
            WordOr::Word(file) => (file.value, "", None),
            WordOr::Longer(ExportKeys { file, sheet }) => (file.value, ".file", sheet),
        };
        let is_there = folder.join(PathBuf::from(&file)).is_file();
        Some(NamedExport { key, what, file, file_key, sheet, is_there })
    };
    [
        named("accepted", "受理明细", accepted),
        named("assessed", "市级考评明细", assessed),
        named("ranking", "全市街乡镇排名（本期）", ranking),
        named("previous_ranking", "全市街乡镇排名（上期）", previous_ranking),
        named("districts", "各区万人诉求比", districts),
    ]
    .into_iter()
    .flatten()
    .collect()
}
