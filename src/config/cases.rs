//! 典型案例: case studies that editors write, with keys in Chinese or English.

use schemars::JsonSchema;
use serde::Deserialize;

use super::blank;
use super::files::Folder;
use super::manuscript::{self, Taken};
use super::project::{Case, CaseImage};
use crate::diagnostics::{Code, Place, Problem};
use crate::yaml::{Keys, Paragraphs, Places, Spot, WordOr};

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
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CasesKeys {
    // A new month's file holds nothing but remarks.
    #[serde(default)]
    cases: Vec<CaseKeys>,
}

/// A case.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CaseKeys {
    title: Option<Spot<String>>,
    /// A Word file that holds title, text and pictures.
    file: Option<Spot<String>>,
    unit: Option<Spot<String>>,
    #[serde(default)]
    paragraphs: Paragraphs,
    #[serde(default)]
    images: Vec<ImageKeys>,
    #[serde(default)]
    #[schemars(with = "Vec<WordOr<f64, String>>")]
    confirmed: Vec<String>,
}

/// A picture.
#[derive(Debug, Deserialize, JsonSchema)]
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
    let cases = keys.cases.into_iter().enumerate();
    let cases = cases.filter_map(|(index, keys)| {
        let place = |key: &str| places.of(&format!("cases[{index}]{key}"));
        case(keys, index + 1, &place, folder, &mut problems)
    });
    (cases.collect(), problems)
}

fn case(
    keys: CaseKeys,
    number: usize,
    place: &dyn Fn(&str) -> Place,
    folder: &Folder,
    problems: &mut Vec<Problem>,
) -> Option<Case> {
    let CaseKeys { title, file, unit, paragraphs: written, images, confirmed } = keys;
    let Paragraphs(mut written) = written;
    written.retain(|paragraph| !paragraph.value.trim().is_empty());
    let (title, paragraphs, mut taken) = match file {
        Some(file) => {
            if !written.is_empty() {
                problems.push(text_twice().at(place(".paragraphs")));
            }
            let path =
                folder.file(&file).map_err(|problem| problems.push(problem)).ok()?;
            let (taken, found) = manuscript::take(&file, &path, title);
            problems.extend(found);
            let Taken { title, paragraphs, images } = taken?;
            (title, paragraphs, images)
        }
        None => match title {
            Some(title) => (title, written, Vec::new()),
            None => {
                problems.push(no_title(number).at(place("")));
                return None;
            }
        },
    };
    problems.extend(blank(&title));
    if paragraphs.is_empty() {
        problems.push(no_text(&title).at(place(".paragraphs")));
    }
    let count = paragraphs.len();
    let images = images
        .into_iter()
        .filter_map(|keys| image(keys, count, folder, problems));
    taken.extend(images.collect::<Vec<_>>());
    Some(Case { title, unit, paragraphs, images: taken, confirmed })
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
    Some(CaseImage { file, within: None, name, caption, alt, after })
}

fn no_title(number: usize) -> Problem {
    Problem::error(Code::MISSING_KEY, format!("“案例”第{number}项下缺少“标题”"))
        .hint("补上“标题: …”，或用“文件: 案例一.docx”从 Word 文件中取")
}

fn text_twice() -> Problem {
    Problem::error(Code::WRONG_VALUE, "“正文”和“文件”只能写一种")
        .hint("正文在 Word 文件里的，删去这里的“正文”")
}

fn no_text(title: &Spot<String>) -> Problem {
    Problem::error(Code::EMPTY_CASE, format!("案例“{}”没有正文", title.value))
        .hint("在“正文”（paragraphs）下写出文字，段与段之间空一行")
}
