//! A month learned from a bulletin that was made by hand.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::api::{Call, Given, Refused};
use super::months::single;
use super::readings::lent;
use super::{exports, preview, texts};
use crate::pipeline::{self, Taught, told};
use crate::review::learn::{Entry, Sure};

/// Where files lie until a month was learned from them, in the folder of the months.
const LENT: &str = ".learn";
/// Numbers that are not settled, listed of all.
const OPEN_MAX: usize = 500;

/// Puts an export where a month will be learned from it.
pub(super) fn lend(call: &Call<'_>) -> Given {
    let name = call.asked("name").unwrap_or_default();
    let Some(name) = single(&name) else {
        return Err(Refused::new(400, format!("“{name}”不能作文件名")));
    };
    let folder = lent_for(call, &wanted(call)?);
    let put = fs::create_dir_all(&folder)
        .and_then(|()| texts::replace(&folder.join(name), call.body));
    put.map_err(|error| Refused::disk("文件放不下", &error))?;
    Ok(json!({}))
}

/// Makes a month of a Word file and of the exports of another month, or of those that were
/// put there for it.
pub(super) fn learn(call: &Call<'_>) -> Given {
    let to = wanted(call)?;
    let lent_exports = lent_for(call, &to);
    let from = match call.asked("from").filter(|name| !name.is_empty()) {
        Some(name) => Some(call.month(&name)?),
        None => Some(lent_exports.clone()).filter(|folder| folder.is_dir()),
    };
    let home = call.months.home();
    let done = lent(call, &home.join(LENT), |word| {
        pipeline::learn(word, from.as_deref(), &home.join(&to), &|_| {})
    });
    // What stays is only in the way.
    drop(fs::remove_dir_all(lent_exports));
    let (taught, lent) = done?;
    Ok(match taught {
        Ok(taught) => report(&to, &taught),
        Err(problems) => {
            let told: Vec<_> = problems.iter().map(|one| lent.told(one)).collect();
            json!({ "problems": told })
        }
    })
}

/// The name of the folder to be made.
fn wanted(call: &Call<'_>) -> Result<String, Refused> {
    let name = call.asked("to").unwrap_or_default();
    single(&name).ok_or_else(|| Refused::new(400, format!("“{name}”不能作文件夹名")))?;
    Ok(name)
}

fn lent_for(call: &Call<'_>, to: &str) -> PathBuf {
    call.months.home().join(LENT).join(to)
}

fn report(name: &str, taught: &Taught) -> Value {
    let Taught { folder: _, files, entries, left, problems, redline } = taught;
    let settled = |it: &&Entry| matches!(it.sure, Sure::Certain | Sure::Form(_));
    let open = entries.iter().filter(|it| it.sure != Sure::Certain);
    let entry = |entry: &Entry| {
        let Entry { place, words, number, became, sure, .. } = entry;
        let (how, data) = told(sure);
        json!({
            "place": place, "words": words, "number": number, "became": became,
            "how": how, "data": data,
        })
    };
    let redline = redline.as_ref().and_then(|it| exports::name_of(&it.path));
    let made = files.iter().filter_map(|path| path.to_str().map(str::to_owned));
    let made = made
        .chain(redline)
        .filter(|it| pipeline::LEARNED.contains(&it.as_str()));
    json!({
        "name": name,
        "count": entries.len(),
        "settled": entries.iter().filter(settled).count(),
        "open": open.take(OPEN_MAX).map(entry).collect::<Vec<_>>(),
        "left": left,
        "files": made.collect::<Vec<_>>(),
        "problems": problems.iter().map(preview::problem).collect::<Vec<_>>(),
    })
}
