//! Exports: put into the folder, and recognised.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};

use serde_json::json;

use super::api::{Call, Given, Refused};
use super::months::{Month, single};
use super::texts;
use crate::diagnostics::Problem;
use crate::sources::Export;
use crate::tickets::{self, Settings, Withdrawn};

/// Where exports lie in a month's folder, pictures, and cases as Word files.
const FOLDERS: [&str; 3] = ["data", "images", "cases"];
/// Rows left out at a time.
pub(super) const ROWS_MAX: usize = 200;

/// Puts a file into the month's folder. One of the same name with other content is
/// replaced only when that was asked for.
pub(super) fn upload(call: &Call<'_>, month: &Arc<Month>) -> Given {
    let name = call.asked("name").unwrap_or_default();
    let folder = call.asked("to").unwrap_or_else(|| "data".to_owned());
    let is_replaced = call.asked("replace").is_some();
    let _saving = month.saving.lock().unwrap_or_else(PoisonError::into_inner);
    if !FOLDERS.contains(&folder.as_str()) || single(&name).is_none() {
        return Err(Refused::new(400, format!("“{name}”不能作文件名")));
    }
    let file = format!("{folder}/{name}");
    let path = month
        .path(&file)
        .ok_or_else(|| Refused::new(400, "不能放在文件夹之外"))?;
    if path.exists() && !is_replaced {
        let is_same = fs::read(&path).is_ok_and(|old| old == call.body);
        if !is_same {
            return Err(Refused::new(409, format!("“{file}”已经有了，内容不同")));
        }
    } else {
        let written = fs::create_dir_all(month.folder.join(&folder))
            .and_then(|()| texts::replace(&path, call.body));
        written.map_err(|error| Refused::disk("文件写不进去", &error))?;
    }
    Ok(json!({ "file": file }))
}

fn asked(call: &Call<'_>, month: &Month) -> Result<Export, Refused> {
    let file = call.asked("file").unwrap_or_default();
    let path = month.path(&file).filter(|path| path.is_file());
    let path = path.ok_or_else(|| Refused::new(404, format!("没有“{file}”")))?;
    Ok(Export { path, name: PathBuf::from(&file), sheet: call.asked("sheet") })
}

/// What rows of an export say, each as it is written under `tickets.left_out`.
pub(super) fn rows(call: &Call<'_>, month: &Arc<Month>) -> Given {
    let export = asked(call, month)?;
    let wanted = call.asked("rows").unwrap_or_default();
    let wanted: Vec<u32> = wanted
        .split(',')
        .filter_map(|row| row.parse().ok())
        .take(ROWS_MAX)
        .collect();
    let rows = tickets::rows(&export, &settings(month)?, &wanted);
    let told = |row: Withdrawn| {
        let Withdrawn { file, sheet, row, cells, reason: _ } = row;
        json!({ "file": file, "sheet": sheet, "row": row, "cells": cells })
    };
    let rows = rows.map_err(|problems| refused(&problems))?;
    Ok(json!({ "rows": rows.into_iter().map(told).collect::<Vec<_>>() }))
}

/// What an export seems to be.
pub(super) fn look(call: &Call<'_>, month: &Arc<Month>) -> Given {
    let export = asked(call, month)?;
    let recognised = tickets::recognise(&export, &settings(month)?);
    match recognised.map_err(|problems| refused(&problems))? {
        Some(recognised) => Ok(json!(recognised)),
        None => Ok(json!({ "kind": null })),
    }
}

/// `tickets` of bulletin.yaml, as far as it can be read.
pub(super) fn settings(month: &Month) -> Result<Settings, Refused> {
    let settings = month.bulletin()?.get("tickets").cloned().unwrap_or_default();
    Ok(serde_json::to_value(settings)
        .and_then(serde_json::from_value)
        .unwrap_or_default())
}

/// A file's name.
pub(super) fn name_of(path: &Path) -> Option<String> {
    Some(path.file_name()?.to_string_lossy().into_owned())
}

pub(super) fn refused(problems: &[Problem]) -> Refused {
    let lines: Vec<&str> =
        problems.iter().map(|problem| problem.message.as_str()).collect();
    Refused::new(422, lines.join("；"))
}
