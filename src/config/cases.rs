//! 典型案例: case studies that editors write, with keys in Chinese or English.

use schemars::JsonSchema;
use serde::Deserialize;

use super::blank;
use super::files::Folder;
use super::manuscript::{self, As, Taken};
use super::project::{Case, CaseImage};
use crate::diagnostics::{Code, Place, Problem};
use crate::pictures::{Crop, Turn, View};
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
    ("裁剪", "crop"),
    ("左", "left"),
    ("上", "top"),
    ("右", "right"),
    ("下", "bottom"),
    ("旋转", "turn"),
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
    crop: Option<CropKeys>,
    turn: Option<Spot<u16>>,
}

/// What is cut away of a picture, per cent of its width or height.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CropKeys {
    left: Option<Spot<f64>>,
    top: Option<Spot<f64>>,
    right: Option<Spot<f64>>,
    bottom: Option<Spot<f64>>,
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
            let (taken, found) = manuscript::take(&file, &path, title, As::Case);
            problems.extend(found);
            let Taken { title, paragraphs, images, tables: _ } = taken?;
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
    Some(Case { title, unit, paragraphs, images: taken, tables: Vec::new(), confirmed })
}

/// A picture after one of `count` paragraphs; none when its file is not there.
fn image(
    keys: ImageKeys,
    count: usize,
    folder: &Folder,
    problems: &mut Vec<Problem>,
) -> Option<CaseImage> {
    let ImageKeys { file: name, caption, alt, after, crop, turn } = keys;
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
    let view = View {
        crop: crop.map_or_else(Crop::default, |keys| cut(keys, problems)),
        turn: turn.map_or_else(Turn::default, |turn| turned(&turn, problems)),
    };
    Some(CaseImage { file, within: None, view, name, caption, alt, after })
}

fn cut(keys: CropKeys, problems: &mut Vec<Problem>) -> Crop {
    let CropKeys { left, top, right, bottom } = keys;
    for (before, after) in [(&left, &right), (&top, &bottom)] {
        let sides = [before, after].into_iter().flatten();
        let away: f64 = sides.clone().map(|side| side.value).sum();
        let is_sound = sides.clone().all(|side| side.value >= 0.0) && away < 100.0;
        if let Some(side) = sides.last().filter(|_| !is_sound) {
            let message = "裁剪是每边裁去的百分数，不小于 0，相对的两边相加要小于 100";
            let problem = Problem::error(Code::WRONG_VALUE, message).at(side.place());
            problems.push(problem.hint("例如“裁剪: { 左: 10, 下: 25 }”"));
        }
    }
    let fraction = |side: Option<Spot<f64>>| side.map_or(0.0, |side| side.value / 100.0);
    Crop {
        left: fraction(left),
        top: fraction(top),
        right: fraction(right),
        bottom: fraction(bottom),
    }
}

fn turned(degrees: &Spot<u16>, problems: &mut Vec<Problem>) -> Turn {
    let quarters = match degrees.value {
        0 => 0,
        90 => 1,
        180 => 2,
        270 => 3,
        other => {
            let message =
                format!("旋转应为 90、180 或 270（顺时针），这里写的是“{other}”");
            let problem = Problem::error(Code::WRONG_VALUE, message).at(degrees.place());
            problems.push(problem.hint("不是直角的倾斜，请先在看图软件里摆正"));
            0
        }
    };
    Turn::new(false, false, quarters)
}

fn no_title(number: usize) -> Problem {
    Problem::error(Code::MISSING_KEY, format!("“案例”第{number}项下缺少“标题”"))
        .hint("补上“标题: …”，或用“文件: 案例一.docx”从 Word 文件中取")
}

pub(super) fn text_twice() -> Problem {
    Problem::error(Code::WRONG_VALUE, "“正文”和“文件”只能写一种")
        .hint("正文在 Word 文件里的，删去这里的“正文”")
}

fn no_text(title: &Spot<String>) -> Problem {
    Problem::error(Code::EMPTY_CASE, format!("案例“{}”没有正文", title.value))
        .hint("在“正文”（paragraphs）下写出文字，段与段之间空一行")
}
