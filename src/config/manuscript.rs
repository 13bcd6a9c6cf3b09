//! A case that an editor wrote in Word.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::project::CaseImage;
use crate::diagnostics::{Code, Problem};
use crate::manuscripts::{self, LeftOut, Manuscript, ManuscriptPicture, Refusal};
use crate::yaml::Spot;

/// What a Word file gives to a case.
pub(super) struct Taken {
    pub(super) title: Spot<String>,
    pub(super) paragraphs: Vec<Spot<String>>,
    pub(super) images: Vec<CaseImage>,
}

/// Reads the Word file of a case, with a remark for all that cannot be taken over. A
/// title that the cases file gives goes before the one in Word.
pub(super) fn take(
    name: &Spot<String>,
    path: &Path,
    title: Option<Spot<String>>,
) -> (Option<Taken>, Vec<Problem>) {
    let Manuscript { title: own, paragraphs, pictures, left_out } =
        match manuscripts::read(path) {
            Ok(manuscript) => manuscript,
            Err(Refusal { message, hint }) => {
                let message = format!("“{}”打不开：{message}", name.value);
                let problem = Problem::error(Code::NOT_A_MANUSCRIPT, message);
                return (None, vec![problem.at(name.place()).hint(hint)]);
            }
        };
    let problems = left_out.iter().map(|left| remark(name, left)).collect();
    let spot = |text: String| name.clone().map(|_| text);
    let images = pictures
        .into_iter()
        .enumerate()
        .map(|(index, picture)| image(picture, index + 1, path, name))
        .collect();
    let taken = Taken {
        title: title.unwrap_or_else(|| spot(own)),
        paragraphs: paragraphs.into_iter().map(spot).collect(),
        images,
    };
    (Some(taken), problems)
}

fn image(
    picture: ManuscriptPicture,
    number: usize,
    path: &Path,
    file: &Spot<String>,
) -> CaseImage {
    let ManuscriptPicture { bytes, caption, alt, after } = picture;
    let spot = |text: String| file.clone().map(|_| text);
    CaseImage {
        file: PathBuf::from(path),
        within: Some(Arc::from(bytes)),
        name: spot(format!("{}”中的第{number}张图片“", file.value)),
        caption: caption.map(spot),
        alt: alt.map(spot),
        after,
    }
}

fn remark(name: &Spot<String>, left: &LeftOut) -> Problem {
    let LeftOut { what, place } = left;
    let message = format!("“{}”{place}有{what}，没有取入案例", name.value);
    let hint = match *what {
        "自动编号" => "编号要印出的，在 Word 中改为手工输入的数字",
        "WMF 格式的图片"
        | "EMF 格式的图片"
        | "SVG 格式的图片"
        | "图形"
        | "图表"
        | "SmartArt 图形" => "需要的，在 Word 中截图为 PNG 后替换",
        "链接到别处的图片" => "在 Word 中把图片直接插入文件",
        _ => "需要的文字改写为普通段落",
    };
    Problem::warning(Code::LEFT_OUT, message).at(name.place()).hint(hint)
}
