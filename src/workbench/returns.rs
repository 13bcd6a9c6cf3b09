//! A Word file that came back from people who changed it: told, and taken home.

use std::fs;
use std::path::Path;
use std::sync::{Arc, PoisonError};

use serde_json::{Value, json};

use super::api::{Call, Given, Refused};
use super::months::Month;
use super::{readings, texts};
use crate::pipeline::{self, Imported, Wish};
use crate::review::import::Change;

/// What was changed in a file; with `apply` its words go into the month's files.
pub(super) fn import(call: &Call<'_>, month: &Arc<Month>) -> Given {
    let (apply, typed) = (call.asked("apply").is_some(), call.asked("typed").is_some());
    let _saving = month.saving.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = &month.folder;
    let (imported, lent) = readings::lent(call, &folder.join(texts::HISTORY), |path| {
        pipeline::import(folder, path, Wish { apply, typed }, &|_| {})
    })?;
    if let Some(kept) = &imported.kept {
        remember(&month.folder, &imported, kept)?;
    }
    let change = |change: &_| told(&imported, change);
    let comments = imported.edited.comments.iter().map(
        |said| json!({ "author": said.author, "text": said.text, "quoted": said.quoted }),
    );
    let problems = imported.problems.iter();
    Ok(json!({
        "failed": imported.failed(),
        "changes": imported.edited.changes.iter().map(change).collect::<Vec<Value>>(),
        "comments": comments.collect::<Vec<Value>>(),
        "can_apply": !imported.edited.plan.is_empty(),
        "is_applied": imported.kept.is_some(),
        "problems": problems.map(|problem| lent.told(problem)).collect::<Vec<Value>>(),
    }))
}

fn told(imported: &Imported, change: &Change) -> Value {
    let evidence = change
        .key
        .as_ref()
        .and_then(|key| imported.evidence.iter().find(|evidence| evidence.key == *key));
    json!({
        "kind": change.kind.name(),
        "place": change.place,
        "old": change.old,
        "new": change.new,
        "definition": evidence.map(|it| it.definition.as_str()),
        "formula": evidence.map(|it| it.formula.as_str()),
        "is_taken": change.is_taken,
        "remark": change.remark,
    })
}

/// Lets the step be taken back like any other.
fn remember(folder: &Path, imported: &Imported, kept: &Path) -> Result<(), Refused> {
    let changed = imported.files.iter().filter_map(|path| {
        let inner = path.strip_prefix(folder).ok()?;
        let before = fs::read_to_string(kept.join(inner)).ok();
        Some((inner.to_str()?.to_owned(), before))
    });
    texts::remember(folder, "读回 Word 里的修改", changed.collect())
}
