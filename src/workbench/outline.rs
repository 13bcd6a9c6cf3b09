//! The outline as a list: looked at in any layout, changed in one of the month's own.

use std::fs;
use std::sync::{Arc, PoisonError};

use serde_json::{Value, json};

use super::api::{Call, Given, Refused};
use super::months::{BULLETIN, Month};
use super::texts;
use crate::figures::{List, Statistics};
use crate::{layout, yaml};

const OUTLINE: &str = "outline.yaml";

/// What the outline says, and the lists that tables may show.
pub(super) fn look(_: &Call<'_>, month: &Arc<Month>) -> Given {
    let own = own_outline(month)?;
    let (stamp, value) = match &own {
        Some(file) => {
            let texts::Text { text, stamp } = texts::read(&month.folder.join(file))?;
            (stamp, yaml::value(&text).ok())
        }
        None => {
            let name = layout_name(month)?;
            (
                String::new(),
                layout::outline_value(&layout::choice(&name, &month.folder)).ok(),
            )
        }
    };
    let lists = month.draft().map(|draft| lists(&draft.loaded.statistics));
    Ok(json!({
        "file": own,
        "stamp": stamp,
        "value": value,
        "lists": lists.unwrap_or_default(),
    }))
}

/// Gives the month a layout of its own with the outline in it.
pub(super) fn own(_: &Call<'_>, month: &Arc<Month>) -> Given {
    let _saving = month.saving.lock().unwrap_or_else(PoisonError::into_inner);
    if own_outline(month)?.is_some() {
        return Ok(json!({}));
    }
    let layout::Own { files, name } = layout::own(&layout_name(month)?, &month.folder);
    let mut made: Vec<(String, String)> = Vec::new();
    for (file, text) in files {
        let path = month.folder.join(&file);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)
                .map_err(|error| Refused::disk("文件夹建不起来", &error))?;
        }
        // Of an outline that says only what it changes a whole one is made.
        let is_partial = name.is_none() && file.ends_with(OUTLINE);
        if is_partial || !path.exists() {
            made.push((file, text));
        }
    }
    if let Some(written) = name {
        let bulletin = texts::read(&month.folder.join(BULLETIN))?.text;
        let changed = yaml::set(&bulletin, &["layout"], &written.into());
        let changed = changed.map_err(|_| Refused::new(422, "bulletin.yaml 改不了"))?;
        made.push((BULLETIN.to_owned(), changed));
    }
    let made: Vec<(&str, &str)> = made
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    texts::save(&month.folder, "建立本月自己的版式", &made)?;
    Ok(json!({}))
}

/// The outline's file, when the month has a whole one of its own.
pub(super) fn own_outline(month: &Month) -> Result<Option<String>, Refused> {
    let folder = layout::folder_of(&layout_name(month)?);
    let file = folder.map(|folder| format!("{folder}/{OUTLINE}"));
    let Some(file) = file.filter(|file| month.path(file).is_some_and(|it| it.is_file()))
    else {
        return Ok(None);
    };
    let text = texts::read(&month.folder.join(&file))?.text;
    Ok((!layout::is_partial(&text)).then_some(file))
}

fn layout_name(month: &Month) -> Result<String, Refused> {
    Ok(month.says("layout")?.unwrap_or_else(|| layout::BASE.to_owned()))
}

/// The lists with the figures that their rows have.
fn lists(statistics: &Statistics) -> Vec<Value> {
    let filled = statistics.lists().filter(|list| !list.rows.is_empty());
    let told = |list: &List| {
        let columns = list.rows.first().map_or_else(Vec::new, |row| {
            let start = format!("{}.", row.key);
            let figures = statistics.figures();
            let names = figures.filter_map(|figure| figure.key.strip_prefix(&start));
            names.filter(|name| !name.contains('.')).map(str::to_owned).collect()
        });
        json!({ "key": list.key, "rows": list.rows.len(), "columns": columns })
    };
    filled.map(told).collect()
}
