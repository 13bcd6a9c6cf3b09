//! The month's YAML files: read with a stamp, changed only while the stamp holds, and
//! what they said before kept to be taken back.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::api::Refused;
use crate::files;

/// Where earlier texts are kept, in a month's folder.
pub(super) const HISTORY: &str = ".history";
/// Steps that can be taken back.
const STEPS_MAX: usize = 50;
/// Longer texts are no configuration.
const TEXT_BYTES_MAX: u64 = 1 << 20;

/// A text with what tells it from any other.
pub(super) struct Text {
    pub(super) text: String,
    pub(super) stamp: String,
}

/// A step that can be taken back.
#[derive(Serialize, Deserialize)]
pub(super) struct Step {
    /// What was done, in Chinese.
    pub(super) why: String,
    files: Vec<Written>,
}

/// A file that a step wrote.
#[derive(Serialize, Deserialize)]
struct Written {
    /// From the month's folder.
    file: String,
    /// What it said before; none when it was not there.
    before: Option<String>,
    /// The stamp of what was written.
    stamp: String,
}

/// Reads a text; one that is not there is empty.
pub(super) fn read(path: &Path) -> Result<Text, Refused> {
    let told = |error: io::Error| Refused::disk("文件读不出来", &error);
    let size = match path.metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => 0,
        about => about.map_err(told)?.len(),
    };
    if size > TEXT_BYTES_MAX {
        return Err(Refused::new(413, "文件超过 1 MB，不像是配置文件"));
    }
    let text = if path.exists() {
        fs::read_to_string(path).map_err(told)?
    } else {
        String::new()
    };
    Ok(of(text))
}

/// A text with its stamp.
pub(super) fn of(text: String) -> Text {
    let stamp = stamp(&text);
    Text { text, stamp }
}

/// Writes texts whole, as one step, and keeps those before.
pub(super) fn save(
    folder: &Path,
    why: &str,
    texts: &[(&str, &str)],
) -> Result<(), Refused> {
    let written = texts.iter().map(|(file, text)| {
        let path = folder.join(file);
        let before = path.exists().then(|| read(&path)).transpose()?.map(|it| it.text);
        Ok(Written { file: (*file).to_owned(), before, stamp: stamp(text) })
    });
    let files = written.collect::<Result<_, Refused>>()?;
    record(folder, &Step { why: why.to_owned(), files })?;
    texts
        .iter()
        .try_for_each(|(file, text)| replace(&folder.join(file), text.as_bytes()))
        .map_err(|error| Refused::disk("文件写不进去", &error))
}

/// Keeps what files said before a step that has written them.
pub(super) fn remember(
    folder: &Path,
    why: &str,
    changed: Vec<(String, Option<String>)>,
) -> Result<(), Refused> {
    let written = changed.into_iter().map(|(file, before)| {
        let stamp = read(&folder.join(&file))?.stamp;
        Ok(Written { file, before, stamp })
    });
    let files = written.collect::<Result<_, Refused>>()?;
    record(folder, &Step { why: why.to_owned(), files })
}

fn record(folder: &Path, step: &Step) -> Result<(), Refused> {
    let told = |error: io::Error| Refused::disk("文件写不进去", &error);
    let history = folder.join(HISTORY);
    fs::create_dir_all(&history).map_err(told)?;
    let steps = steps(folder);
    let number = steps.last().map_or(0, |(number, _)| *number) + 1;
    let json = serde_json::to_vec(step).map_err(|error| told(error.into()))?;
    replace(&history.join(format!("{number:06}.json")), &json).map_err(told)?;
    for (_, old) in steps.iter().rev().skip(STEPS_MAX) {
        // What stays is only in the way.
        drop(fs::remove_file(old));
    }
    Ok(())
}

/// The step that can be taken back next.
pub(super) fn last_step(folder: &Path) -> Option<Step> {
    let (_, path) = steps(folder).pop()?;
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

/// Takes the last step back and tells what it was. A file that was changed since is left
/// as it is.
pub(super) fn undo(folder: &Path) -> Result<Step, Refused> {
    let nothing = || Refused::new(404, "没有可以撤销的改动");
    let step = last_step(folder).ok_or_else(nothing)?;
    let (_, record) = steps(folder).pop().ok_or_else(nothing)?;
    for Written { file, before, stamp } in &step.files {
        let now = read(&folder.join(file))?;
        // A step that was cut off wrote some of its files and not others.
        let is_as_before = before.as_deref().unwrap_or_default() == now.text;
        if now.stamp != *stamp && !is_as_before {
            let message = format!("“{file}”后来又被别的程序改过，没有撤销");
            return Err(Refused::new(409, message));
        }
    }
    let back = |Written { file, before, .. }: &Written| match before {
        Some(text) => replace(&folder.join(file), text.as_bytes()),
        None => fs::remove_file(folder.join(file)).or_else(|error| {
            if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) }
        }),
    };
    step.files
        .iter()
        .try_for_each(back)
        .and_then(|()| fs::remove_file(record))
        .map_err(|error| Refused::disk("没有撤销", &error))?;
    Ok(step)
}

/// The kept steps, from the oldest.
fn steps(folder: &Path) -> Vec<(u32, PathBuf)> {
    let entries = folder.join(HISTORY).read_dir().into_iter().flatten();
    let step = |entry: io::Result<fs::DirEntry>| {
        let path = entry.ok()?.path();
        let number = path.file_name()?.to_str()?.strip_suffix(".json")?.parse().ok()?;
        Some((number, path))
    };
    let mut steps: Vec<(u32, PathBuf)> = entries.filter_map(step).collect();
    steps.sort();
    steps
}

/// Puts a file in place whole: whoever ends the program finds the old or the new one.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    files::save(path, bytes, "", true).map_err(|refusal| match refusal {
        files::Refusal::Disk(error) => error,
        files::Refusal::Ending(_) | files::Refusal::Foreign => {
            io::ErrorKind::AlreadyExists.into()
        }
    })
}

fn stamp(text: &str) -> String {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
