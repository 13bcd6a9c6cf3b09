//! Export files as rows of cells with addresses.

use std::path::PathBuf;

/// A sheet of a file that holds an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// Where the file lies.
    pub path: PathBuf,
    /// The file as the configuration names it; messages speak of it so.
    pub name: PathBuf,
    /// The sheet; the first one that has a fitting header when absent.
    pub sheet: Option<String>,
}
