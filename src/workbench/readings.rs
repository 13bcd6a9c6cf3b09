//! A Word file's numbers checked, and two bulletins compared.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};

use super::api::{Call, Given, Refused};
use super::months::{Month, single};
use super::{exports, preview, texts};
use crate::diagnostics::Problem;
use crate::ledger::{self, Changes, Moved, Reworded};
use crate::pipeline::{self, Audited, File};

/// Changed figures listed.
const MOVED_MAX: usize = 500;
/// Sentences and columns listed that were not understood.
const UNREAD_MAX: usize = 100;

/// Checks the numbers of a Word file: by itself, and against the month when asked.
pub(super) fn audit(call: &Call<'_>, month: &Arc<Month>) -> Given {
    let against = call.asked("against").is_some().then_some(month.folder.as_path());
    let (Audited { looked, problems, .. }, lent) =
        lent(call, &month.folder.join(texts::HISTORY), |path| {
            pipeline::audit(path, against, &|_| {})
        })?;
    let all = problems
        .iter()
        .chain(looked.findings.iter().map(|finding| &finding.problem));
    let told: Vec<Value> = all.map(|problem| lent.told(problem)).collect();
    let spots = |spots: &[(String, String)]| -> Vec<Value> {
        let listed = spots.iter().take(UNREAD_MAX);
        listed
            .map(|(place, words)| json!({ "place": place, "words": words }))
            .collect()
    };
    Ok(json!({
        "problems": told,
        "looked": {
            "tables": looked.tables,
            "rows": looked.rows,
            "charts": looked.charts,
            "sentences": looked.sentences,
            "unread": looked.unread.len(),
            "unread_first": spots(&looked.unread),
            "unused": looked.unused.len(),
            "unused_first": spots(&looked.unused),
            "closed": looked.closed,
        },
    }))
}

/// A file that was only lent: where it lay, and the name under which it came.
pub(super) struct Lent {
    path: PathBuf,
    name: String,
}

/// Does something with the file of a request, which lies in a folder only meanwhile.
pub(super) fn lent<T>(
    call: &Call<'_>,
    folder: &Path,
    work: impl FnOnce(&Path) -> T,
) -> Result<(T, Lent), Refused> {
    let name = call.asked("name").unwrap_or_default();
    if single(&name).is_none() {
        return Err(Refused::new(400, format!("“{name}”不能作文件名")));
    }
    let path = folder.join(&name);
    let put = fs::create_dir_all(folder).and_then(|()| texts::replace(&path, call.body));
    put.map_err(|error| Refused::disk("文件放不下", &error))?;
    let done = work(&path);
    drop(fs::remove_file(&path));
    Ok((done, Lent { path, name }))
}

impl Lent {
    /// A problem of it, by the name under which it came.
    pub(super) fn told(&self, problem: &Problem) -> Value {
        let mut value = preview::problem(problem);
        let lay = self.path.display().to_string();
        let place = problem.place.as_ref();
        let place = place.map(|place| place.to_string().replace(&lay, &self.name));
        if let Some(members) = value.as_object_mut() {
            members.insert("place".to_owned(), json!(place));
        }
        value
    }
}

/// What changed from another month's stored figures, or from those of this month's last
/// build or draft, to the figures as they are now.
pub(super) fn compare(call: &Call<'_>, month: &Arc<Month>) -> Given {
    let old = match call.asked("with").filter(|name| !name.is_empty()) {
        Some(name) => call.month(&name)?,
        None => month.folder.clone(),
    };
    let old = pipeline::stored(&old).map_err(|problems| exports::refused(&problems))?;
    let draft = month
        .draft()
        .ok_or_else(|| Refused::new(404, "现在的通报还排不出来"))?;
    let changes = ledger::compare(&old, draft.ledger());
    let Changes { titles, figures, sentences, is_same_period } = &changes;
    let (printed, hidden): (Vec<&Moved>, Vec<&Moved>) =
        figures.iter().partition(|moved| !moved.places.is_empty());
    let moved = |moved: &&Moved| {
        let Moved { key, definition, old, new, difference, places, .. } = moved;
        json!({
            "key": key, "definition": definition, "old": old, "new": new,
            "difference": difference, "place": places.first().map(ToString::to_string),
        })
    };
    let reworded = |Reworded { place, old, new }: &Reworded| json!({ "place": place.to_string(), "old": old, "new": new });
    Ok(json!({
        "titles": titles,
        "count": printed.len(),
        "hidden": hidden.len(),
        "figures": printed.iter().take(MOVED_MAX).map(moved).collect::<Vec<_>>(),
        "sentences": sentences.iter().map(reworded).collect::<Vec<_>>(),
        "is_same_period": is_same_period,
    }))
}

/// The bulletin as it is now, as tracked changes against another month's or against a Word
/// file that was made of it.
pub(super) fn redline(call: &Call<'_>, month: &Month) -> Result<File, Refused> {
    let asked = |name: &str| call.asked(name).filter(|text| !text.is_empty());
    let (old, words) = match (asked("with"), asked("file")) {
        (Some(name), _) => (call.month(&name)?, name),
        (None, file) => {
            let name = file.as_deref().and_then(single).unwrap_or_else(|| Path::new(""));
            (month.folder.join(pipeline::OUTPUT_FOLDER).join(name), "改动".to_owned())
        }
    };
    let bytes = pipeline::redlined(&old, &month.folder, false);
    let bytes = bytes.map_err(|problems| exports::refused(&problems))?;
    Ok(File { name: format!("对照{words}的修订稿.docx"), bytes })
}
