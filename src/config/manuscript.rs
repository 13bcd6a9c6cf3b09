//! A case or an attachment that somebody wrote in Word.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::project::CaseImage;
use crate::diagnostics::{Code, Place, Problem};
use crate::files;
use crate::word::{self, CasePicture, CaseTable, LeftOut, Refusal};
use crate::yaml::Spot;

/// A case with a dozen photographs has less.
const FILE_BYTES_MAX: u64 = 200 << 20;
/// More remarks of a file than these are told as a count.
const REMARKS_MAX: usize = 30;

/// What a Word file gives to a case.
pub(super) struct Taken {
    pub(super) title: Spot<String>,
    pub(super) paragraphs: Vec<Spot<String>>,
    pub(super) images: Vec<CaseImage>,
    pub(super) tables: Vec<CaseTable>,
}

/// What a Word file is read as.
#[derive(Clone, Copy)]
pub(super) enum As {
    Case,
    Attachment,
}

/// Reads the Word file of a case, with a remark for all that cannot be taken over. A
/// title that the cases file gives goes before the one in Word.
pub(super) fn take(
    name: &Spot<String>,
    path: &Path,
    title: Option<Spot<String>>,
    kind: As,
) -> (Option<Taken>, Vec<Problem>) {
    let read = match kind {
        As::Case => word::case,
        As::Attachment => word::attachment,
    };
    let word::Case { title: own, paragraphs, pictures, tables, left_out } =
        match bytes(path).and_then(|bytes| read(&bytes)) {
            Ok(case) => case,
            Err(Refusal { message, hint }) => {
                let message = format!("“{}”打不开：{message}", name.value);
                let problem = Problem::error(Code::NOT_A_MANUSCRIPT, message);
                return (None, vec![problem.at(name.place()).hint(hint)]);
            }
        };
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
        tables,
    };
    (Some(taken), remarks(name, &left_out, kind))
}

/// The bytes of a file, unless there are too many.
fn bytes(path: &Path) -> Result<Vec<u8>, Refusal> {
    let unreadable = |error: std::io::Error| Refusal {
        message: format!("文件读不出来：{}", files::reason(&error)),
        hint: "检查文件是否正被 Word 占用，以及读取权限",
    };
    if std::fs::metadata(path).map_err(unreadable)?.len() > FILE_BYTES_MAX {
        return Err(Refusal {
            message: format!("文件超过 {} MB", FILE_BYTES_MAX >> 20),
            hint: "在 Word 中压缩图片后再用",
        });
    }
    std::fs::read(path).map_err(unreadable)
}

fn image(
    picture: CasePicture,
    number: usize,
    path: &Path,
    file: &Spot<String>,
) -> CaseImage {
    let CasePicture { bytes, view, caption, alt, after } = picture;
    let spot = |text: String| file.clone().map(|_| text);
    CaseImage {
        file: PathBuf::from(path),
        within: Some(Arc::from(bytes)),
        view,
        name: spot(format!("{}”中的第{number}张图片“", file.value)),
        caption: caption.map(spot),
        alt: alt.map(spot),
        after,
    }
}

/// A remark for each thing, each at its place.
fn remarks(name: &Spot<String>, left_out: &[LeftOut], kind: As) -> Vec<Problem> {
    let path = Path::new(&name.value);
    let told = left_out.iter().take(REMARKS_MAX).map(|left| {
        let LeftOut { message, place, hint } = left;
        let place = Place::Spot { path: path.to_owned(), spot: place.clone() };
        let message = match kind {
            As::Case => message.clone(),
            As::Attachment => message.replace("取入案例", "取入附件"),
        };
        Problem::warning(Code::LEFT_OUT, message).at(place).hint(*hint)
    });
    let mut remarks: Vec<Problem> = told.collect();
    let more = left_out.len().saturating_sub(REMARKS_MAX);
    if more > 0 {
        let message = format!("另有{more}处内容没有取入，或与 Word 中不同");
        let problem = Problem::warning(Code::LEFT_OUT, message).at(Place::file(path));
        remarks.push(problem.hint("把稿件改为普通段落和图片后再用"));
    }
    remarks
}
