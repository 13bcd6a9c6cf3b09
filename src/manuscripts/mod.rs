//! An editor's Word file as title, paragraphs and pictures; what cannot be taken over is
//! told with its place.

mod arrange;
mod body;
mod package;

#[cfg(test)]
mod tests;

use std::path::Path;

/// What a Word file says, as far as a case can take it over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manuscript {
    /// The paragraph that is styled as title, else the first heading, else the first
    /// paragraph; empty when there is none.
    pub title: String,
    /// The others from top to bottom, none of them empty.
    pub paragraphs: Vec<String>,
    /// In the order of the file.
    pub pictures: Vec<ManuscriptPicture>,
    /// What is not taken over.
    pub left_out: Vec<LeftOut>,
}

/// A picture in a Word file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManuscriptPicture {
    /// The file's bytes as they lie in the Word file.
    pub bytes: Vec<u8>,
    /// The paragraph under it, when it is a caption; without “图1”.
    pub caption: Option<String>,
    /// What Word reads out to those who cannot see it.
    pub alt: Option<String>,
    /// Paragraphs that stand before it, the title not counted.
    pub after: usize,
}

/// Something that a case cannot hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// In Chinese: “表格”.
    pub what: &'static str,
    /// Where, in Chinese: “第3段之后”.
    pub place: String,
}

/// Why a Word file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What was found, in Chinese.
    pub message: String,
    /// One step that mends it.
    pub hint: &'static str,
}

impl Refusal {
    fn new(message: impl Into<String>, hint: &'static str) -> Self {
        Self { message: message.into(), hint }
    }
}

/// Reads a Word file.
///
/// # Errors
/// A file that cannot be opened, is no Word file, is locked with a password, is broken,
/// or unpacks to more than a case can need.
pub fn read(path: &Path) -> Result<Manuscript, Refusal> {
    from_bytes(&package::bytes(path)?)
}

fn from_bytes(bytes: &[u8]) -> Result<Manuscript, Refusal> {
    let mut package = package::Package::open(bytes)?;
    let styles = package.styles()?;
    let document = package.document()?;
    let pieces = body::pieces(&document, &styles)?;
    arrange::arrange(pieces, &mut package)
}
