//! The months of the folder, and a new one.

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::api::{Call, Given, Refused};
use super::{months, running, texts};
use crate::scaffold::{self, Request, YearMonth};
use crate::{config, pipeline, yaml};

/// Folders listed.
const FOLDERS_MAX: usize = 500;

/// A month to be begun.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Begin {
    /// The month after which the bulletin is called: 2024-03.
    month: String,
    /// The month to go on from; none to begin from nothing.
    from: Option<String>,
    district: Option<String>,
    office: Option<String>,
}

/// Where the months are.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Home {
    /// A folder of this machine, from its root.
    folder: String,
}

/// The folders within one; within the months' when none is named.
pub(super) fn folders(call: &Call<'_>) -> Given {
    let asked = call.asked("in").map(PathBuf::from);
    let folder = asked.unwrap_or_else(|| call.months.home());
    let entries = is_whole(&folder)?
        .read_dir()
        .map_err(|error| Refused::disk("文件夹读不出来", &error))?;
    let inner = entries.filter_map(Result::ok).filter(|entry| entry.path().is_dir());
    let names = inner.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> =
        names.filter(|name| months::single(name).is_some()).collect();
    names.sort();
    let paths = names.iter().take(FOLDERS_MAX).map(|name| folder.join(name));
    let told = |path: PathBuf| {
        json!({
            "name": path.file_name().map(|name| name.to_string_lossy().into_owned()),
            "path": path,
            "is_month": path.join(months::BULLETIN).is_file(),
        })
    };
    Ok(json!({
        "folder": folder,
        "above": folder.parent(),
        "folders": paths.map(told).collect::<Vec<_>>(),
    }))
}

/// Goes on in another folder, also the next time.
pub(super) fn home(call: &Call<'_>) -> Given {
    let Home { folder } = call.body()?;
    let folder = is_whole(Path::new(folder.trim()))?.canonicalize();
    let folder = folder.map_err(|error| Refused::disk("文件夹打不开", &error))?;
    if folder.join(months::BULLETIN).is_file() {
        let message = "这是一个月份的文件夹，请选它的上一级";
        return Err(Refused::new(422, message));
    }
    if call.months.is_busy() {
        return Err(Refused::new(409, "上一步还没有做完，等它做完再换"));
    }
    call.months.move_to(folder.clone());
    // Without this word the next start opens the folder before.
    drop(running::leave_home(&folder));
    Ok(json!({ "home": folder }))
}

/// A folder that is there, named from the root.
fn is_whole(folder: &Path) -> Result<&Path, Refused> {
    if folder.is_absolute() && folder.is_dir() {
        return Ok(folder);
    }
    let shown = folder.display();
    Err(Refused::new(404, format!("没有“{shown}”这个文件夹，要写完整的路径")))
}

/// Every month with its state and its last files.
pub(super) fn months(call: &Call<'_>) -> Given {
    let names = call.months.names();
    let names = names.map_err(|error| Refused::disk("文件夹读不出来", &error))?;
    let months: Vec<Value> = names
        .iter()
        .filter_map(|name| Some(month(name, &call.months.folder(name)?)))
        .collect();
    Ok(json!({ "home": call.months.home(), "months": months }))
}

fn month(name: &str, folder: &Path) -> Value {
    let (state, period) = match config::survey(folder) {
        Err(_) => ("配置有错误", None),
        Ok(survey) if survey.exports.is_empty() => ("还没有导出表", Some(survey.period)),
        Ok(survey) if survey.exports.iter().any(|export| !export.is_there) => {
            ("缺导出表", Some(survey.period))
        }
        Ok(survey) => (state_of_files(folder), Some(survey.period)),
    };
    let period =
        period.map(|period| [period.start, period.end].map(|at| at.date().to_string()));
    json!({ "name": name, "state": state, "period": period, "files": finished(folder) })
}

fn state_of_files(folder: &Path) -> &'static str {
    let files = finished(folder);
    if scaffold::is_final(folder) {
        "已定稿"
    } else if files.iter().any(|file| !file.contains("草稿")) {
        "已生成"
    } else if files.is_empty() {
        "编制中"
    } else {
        "有草稿"
    }
}

/// Names of the finished Word and PDF files.
pub(super) fn finished(folder: &Path) -> Vec<String> {
    let entries = folder.join(pipeline::OUTPUT_FOLDER).read_dir().into_iter().flatten();
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let is_bulletin = |name: &String| {
        !name.starts_with(['~', '.'])
            && (name.ends_with(".docx") || name.ends_with(".pdf"))
    };
    let mut names: Vec<String> = names.filter(is_bulletin).collect();
    names.sort();
    names
}

/// Makes the folder of a month.
pub(super) fn begin(call: &Call<'_>) -> Given {
    let Begin { month, from, district, office } = call.body()?;
    let month: YearMonth = month
        .parse()
        .map_err(|error: scaffold::NotMonth| Refused::new(400, error.to_string()))?;
    let model = from.as_deref().map(|name| call.month(name)).transpose()?;
    let name = month.folder();
    let folder = call.months.home().join(&name);
    months::single(&name).ok_or_else(|| Refused::new(400, "月份的写法不对"))?;
    let created =
        scaffold::create(&Request { month, model, folder: Some(folder.clone()) });
    let created = created.map_err(|problems| {
        let lines: Vec<&str> =
            problems.iter().map(|problem| problem.message.as_str()).collect();
        Refused::new(409, lines.join("；"))
    })?;
    let given = [("district", district), ("office", office)];
    let path = folder.join(months::BULLETIN);
    let mut text = texts::read(&path)?.text;
    for (key, value) in given {
        let Some(value) = value.filter(|value| !value.trim().is_empty()) else {
            continue;
        };
        text = yaml::set(&text, &[key], &yaml::Value::from(value.trim()))
            .map_err(|_| Refused::new(400, format!("“{value}”写不进 bulletin.yaml")))?;
    }
    texts::replace(&path, text.as_bytes())
        .map_err(|error| Refused::disk("文件写不进去", &error))?;
    Ok(json!({ "name": name, "notes": created.notes }))
}
