//! Word files as they are read: what is shown, without fields' codes and deleted text.
//!
//! A reader of its own, so that a fault of the writer cannot hide itself.

mod body;
mod chart;
mod grid;
mod markup;
mod package;

use super::manuscript::Manuscript;

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    /// The problem: “Word 文件打不开：不是 .docx 文件”.
    pub(super) message: String,
    /// One step that mends it.
    pub(super) hint: &'static str,
}

/// Reads a Word file.
///
/// # Errors
/// When it is no Word file, is broken, or unpacks to more than a bulletin ever can.
pub(super) fn read(bytes: &[u8]) -> Result<Manuscript, Refusal> {
    let package = package::open(bytes)?;
    body::read(&package)
}

impl Refusal {
    fn broken(reason: &str) -> Self {
        Self {
            message: format!("Word 文件打不开：{reason}"),
            hint: "请用 Word 或 WPS 打开，另存为 .docx 后再试",
        }
    }

    fn too_large(what: &str) -> Self {
        Self {
            message: format!("Word 文件打不开：{what}，超过上限"),
            hint: "请核对文件来源；确为通报的，删去无关内容、另存为 .docx 后再试",
        }
    }
}
