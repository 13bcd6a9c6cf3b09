//! bulletin.yaml and the files it names, as plain data with paths resolved.
//!
//! Everything that is wrong with them is told in one run. Rows of exports, pixels of
//! pictures and the contents of a layout are read by the stages that own them.

mod attachments;
mod beginnings;
mod cases;
mod checks;
mod dates;
mod files;
mod frame;
mod keys;
mod manuscript;
mod own;
mod project;
mod read;
mod register;
mod survey;

pub use project::{
    Attachment, Case, CaseImage, Edit, Frame, LastYear, Layout, NamedFile, Previous,
    Project,
};
pub use read::read;
pub use survey::{NamedExport, Survey, survey};

use crate::diagnostics::{Code, Problem};
use crate::yaml::{Keys, Spot};

/// Whether a folder has a bulletin.yaml.
pub fn is_project(folder: &std::path::Path) -> bool {
    folder.join(read::BULLETIN).is_file()
}

/// What the cases file may be written with instead of the English keys.
pub const CASE_KEYS: Keys = cases::KEYS;

/// The JSON Schemas of bulletin.yaml, the cases file and the register.
pub fn schemas() -> [schemars::Schema; 4] {
    [
        schemars::schema_for!(keys::Bulletin),
        schemars::schema_for!(cases::CasesKeys),
        schemars::schema_for!(register::RegisterKeys),
        schemars::schema_for!(keys::OwnKeys),
    ]
}

/// A text that must not be blank is.
fn blank(text: &Spot<String>) -> Option<Problem> {
    text.value.trim().is_empty().then(|| {
        Problem::error(Code::WRONG_VALUE, "这里应为文字，写的却是空白")
            .at(text.place())
            .hint("填上文字，或删去这一项")
    })
}
