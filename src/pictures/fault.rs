//! What can be wrong with a picture, in words that an editor can act on.

use super::FILE_BYTES_MAX;
use super::decode::PIXELS_MAX;

/// What is wrong with a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    Empty,
    /// Another format, by its name.
    Format(String),
    NotAPicture,
    /// The file ends too early.
    Truncated,
    Broken,
    TooManyBytes,
    TooManyPixels {
        width: u32,
        height: u32,
    },
}

impl Fault {
    /// What was found and what is expected.
    pub(super) fn message(&self, name: &str) -> String {
        match self {
            Self::Empty => format!("图片“{name}”是空文件"),
            Self::Format(format) => {
                format!("图片“{name}”是 {format} 格式，应为 JPG 或 PNG")
            }
            Self::NotAPicture => format!("文件“{name}”不是图片，应为 JPG 或 PNG"),
            Self::Truncated => format!("图片“{name}”不完整，文件后半部分缺失"),
            Self::Broken => format!("图片“{name}”已损坏，打不开"),
            Self::TooManyBytes => {
                format!("图片“{name}”太大，应不超过 {} MB", FILE_BYTES_MAX >> 20)
            }
            Self::TooManyPixels { width, height } => format!(
                "图片“{name}”有 {width}×{height} 像素，应不超过 {} 万像素",
                PIXELS_MAX / 10_000
            ),
        }
    }

    /// One step that mends it.
    pub(super) fn hint(&self) -> &'static str {
        match self {
            Self::Empty | Self::Truncated => {
                "请从手机或原处重新复制一次，等复制完成后再用"
            }
            Self::Format(_) => "请用“画图”打开后另存为 JPG，并改用新的文件名",
            Self::NotAPicture => "请检查是否选错了文件",
            Self::Broken => "请用“画图”打开后另存为 JPG；打不开时请重新复制原图",
            Self::TooManyBytes | Self::TooManyPixels { .. } => {
                "请用“画图”把图片缩小（宽 4000 像素足够印刷）后另存为 JPG"
            }
        }
    }
}
