//! 典型案例: case studies that editors write, with keys in Chinese or English.

use serde::Deserialize;

use super::blank;
use super::files::Folder;
use super::project::{Case, CaseImage};
use crate::diagnostics::{Code, Problem};
use crate::yaml::{Keys, Paragraphs, Places, Spot};

/// What editors may write instead of the English keys.
pub(super) const KEYS: Keys = &[
    ("案例", "cases"),
    ("标题", "title"),
    ("单位", "unit"),
    ("正文", "paragraphs"),
    ("图片", "images"),
    ("文件", "file"),
    ("说明", "caption"),
    ("替代文字", "alt"),
    ("位置", "after"),
    ("确认数字", "confirmed"),
];

/// A file of cases as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CasesKeys {
    // A new month's file holds nothing but remarks.
    #[serde(default)]
    cases: Vec<CaseKeys>,
}

/// A case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseKeys {
    title: Spot<String>,
    unit: Option<Spot<String>>,
    #[serde(default)]
    paragraphs: Paragraphs,
    #[serde(default)]
    images: Vec<ImageKeys>,
    #[serde(default)]
    confirmed: Vec<String>,
}

/// A picture.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ImageKeys {
    file: Spot<String>,
    caption: Option<Spot<String>>,
    alt: Option<Spot<String>>,
    after: Option<Spot<usize>>,
}

/// The cases of a file, with what is wrong in them.
pub(super) fn cases(
    keys: CasesKeys,
    places: &Places,
    folder: &Folder,
) -> (Vec<Case>, Vec<Problem>) {
    let mut problems = Vec::new();
    let cases = keys
        .cases
        .into_iter()
        .enumerate()
        .map(|(index, CaseKeys { title, unit, paragraphs, images, confirmed })| {
            problems.extend(blank(&title));
            let Paragraphs(mut paragraphs) = paragraphs;
            paragraphs.retain(|paragraph| !paragraph.value.trim().is_empty());
            if paragraphs.is_empty() {
                let place = places.of(&format!("cases[{index}].paragraphs"));
                problems.push(no_text(&title).at(place));
            }
            let count = paragraphs.len();
            let images = images
                .into_iter()
                .filter_map(|keys| image(keys, count, folder, &mut problems))
                .collect();
            Case { title, unit, paragraphs, images, confirmed }
        })
        .collect();
    (cases, problems)
}

/// A picture after one of `count` paragraphs; none when its file is not there.
fn image(
    keys: ImageKeys,
    count: usize,
    folder: &Folder,
    problems: &mut Vec<Problem>,
) -> Option<CaseImage> {
    let ImageKeys { file: name, caption, alt, after } = keys;
    if let Some(after) = after.as_ref().filter(|after| after.value > count && count > 0) {
        let message = format!(
            "图片位置应为 0 到 {count}（在第几段之后），这里写的是“{}”",
            after.value
        );
        problems.push(
            Problem::error(Code::WRONG_VALUE, message)
                .at(after.place())
                .hint(format!("正文共{count}段，放在最后写 {count}")),
        );
    }
    let file = folder.file(&name).map_err(|problem| problems.push(problem)).ok()?;
    let after = after.map_or(count, |after| after.value);
    Some(CaseImage { file, name, caption, alt, after })
}

fn no_text(title: &Spot<String>) -> Problem {
    Problem::error(Code::EMPTY_CASE, format!("案例“{}”没有正文", title.value))
        .hint("在“正文”（paragraphs）下写出文字，段与段之间空一行")
}
