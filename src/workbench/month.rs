//! What the month's YAML files say, and changes to them.

use std::path::Path;
use std::sync::{Arc, PoisonError};

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::api::{Call, Given, Refused};
use super::months::{BULLETIN, Month};
use super::{begin, outline, texts};
use crate::{config, yaml};

/// Changes to one of the month's files.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Edit {
    /// bulletin.yaml, or a file that it names.
    file: String,
    /// The stamp with which it was read.
    stamp: String,
    /// What is done, in Chinese, for taking it back.
    why: String,
    changes: Vec<Change>,
}

/// A value to be set, or taken away when none is given.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Change {
    /// Keys, and numbers of items from 0.
    path: Vec<String>,
    #[serde(default)]
    #[schemars(with = "Option<Value>")]
    value: Option<yaml::Value>,
}

/// What is to be opened by the system.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Show {
    /// From the month's folder; the folder itself when empty.
    path: String,
}

/// What the files say, each with its stamp.
pub(super) fn month(_: &Call<'_>, month: &Arc<Month>) -> Given {
    let folder = &month.folder;
    let bulletin = texts::read(&folder.join(BULLETIN))?;
    let value = yaml::value(&bulletin.text).ok();
    let register = named(value.as_ref(), "register");
    let cases = named(value.as_ref(), "cases");
    Ok(json!({
        "folder": folder,
        "bulletin": file(month, BULLETIN)?,
        "register": register.first().map(|name| file(month, name)).transpose()?,
        "cases": cases.iter().map(|name| file(month, name)).collect::<Result<Vec<_>, _>>()?,
        "case_keys": config::CASE_KEYS,
        "data": listed(&folder.join("data")),
        "finished": begin::finished(folder),
        "undo": texts::last_step(folder).map(|step| step.why),
    }))
}

/// The files that a key of bulletin.yaml names.
fn named(bulletin: Option<&yaml::Value>, key: &str) -> Vec<String> {
    match bulletin.and_then(|bulletin| bulletin.get(key)) {
        Some(yaml::Value::String(name)) => vec![name.clone()],
        Some(yaml::Value::Sequence(names)) => names
            .iter()
            .filter_map(|name| Some(name.as_str()?.to_owned()))
            .collect(),
        _ => Vec::new(),
    }
}

fn file(month: &Month, name: &str) -> Given {
    let path = month.path(name).ok_or_else(|| outside(name))?;
    let texts::Text { text, stamp } = texts::read(&path)?;
    let value = yaml::value(&text).ok();
    Ok(
        json!({ "file": name, "stamp": stamp, "value": value, "is_sound": value.is_some() }),
    )
}

fn listed(folder: &Path) -> Vec<String> {
    let entries = folder.read_dir().into_iter().flatten();
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> =
        names.filter(|name| !name.starts_with(['.', '~'])).collect();
    names.sort();
    names
}

/// Makes changes to a file, all of them or none.
pub(super) fn edit(call: &Call<'_>, month: &Arc<Month>) -> Given {
    let Edit { file: name, stamp, why, changes } = call.body()?;
    let _saving = month.saving.lock().unwrap_or_else(PoisonError::into_inner);
    let text = editable(month, &name, &stamp)?;
    let changed = changes.iter().try_fold(text, |text, Change { path, value }| {
        let steps: Vec<&str> = path.iter().map(String::as_str).collect();
        match value {
            Some(value) => yaml::set(&text, &steps, value),
            None => yaml::remove(&text, &steps),
        }
    });
    let changed = changed.map_err(|_| {
        let message = format!("“{name}”这一处的写法太特别，改不了，请打开文件自行改写");
        Refused::new(422, message)
    })?;
    texts::save(&month.folder, &why, &[(&name, &changed)])?;
    file(month, &name)
}

/// The text of a file that may be changed, one of the configuration's, if it is still as
/// it was read.
pub(super) fn editable(
    month: &Month,
    name: &str,
    stamp: &str,
) -> Result<String, Refused> {
    let value = month.bulletin()?;
    let mut names = vec![BULLETIN.to_owned()];
    names.extend(named(Some(&value), "register"));
    names.extend(named(Some(&value), "cases"));
    names.extend(outline::own_outline(month)?);
    let is_named = names.iter().any(|one| one == name);
    let path = month.path(name).filter(|_| is_named).ok_or_else(|| outside(name))?;
    let texts::Text { text, stamp: now } = texts::read(&path)?;
    if now != stamp {
        let message = format!("“{name}”刚被别的程序或窗口改过，已重新读入，请再看一遍");
        return Err(Refused::new(409, message));
    }
    Ok(text)
}

fn outside(name: &str) -> Refused {
    Refused::new(404, format!("“{name}”不是这个月份的文件"))
}

/// Takes the last change back.
pub(super) fn undo(_: &Call<'_>, month: &Arc<Month>) -> Given {
    let _saving = month.saving.lock().unwrap_or_else(PoisonError::into_inner);
    let step = texts::undo(&month.folder)?;
    Ok(json!({ "undone": step.why }))
}

/// Opens a file or folder with the system's program for it.
pub(super) fn show(call: &Call<'_>, month: &Arc<Month>) -> Given {
    let Show { path } = call.body()?;
    let target =
        if path.is_empty() { Some(month.folder.clone()) } else { month.path(&path) };
    let target = target.filter(|path| path.exists()).ok_or_else(|| outside(&path))?;
    let opened = open::that_detached(target);
    opened.map_err(|error| Refused::disk("系统打不开它", &error))?;
    Ok(json!({}))
}
