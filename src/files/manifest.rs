//! The manifest: what a run wrote, so that a file changed or lost later is told.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::desk::RECORDS;
use super::set::Staged;

const FILE: &str = "manifest.json";
const FORMAT: u32 = 1;
/// A manifest is small; a larger file is none.
const BYTES_MAX: u64 = 1 << 20;

/// Every finished file of a folder with its hash.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    format: u32,
    files: BTreeMap<String, String>,
}

/// What became of a file since it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Altered {
    /// The file.
    pub name: String,
    /// Whether it is no longer there; else its content is another.
    pub is_missing: bool,
}

impl Manifest {
    /// The manifest's place, seen from the folder of finished files.
    pub(super) fn place() -> String {
        format!("{RECORDS}/{FILE}")
    }

    /// A folder's manifest; an empty one where there is none that can be read.
    pub(super) fn read(folder: &Path) -> Self {
        let path = folder.join(RECORDS).join(FILE);
        let is_small = fs::symlink_metadata(&path)
            .is_ok_and(|metadata| metadata.is_file() && metadata.len() <= BYTES_MAX);
        let bytes =
            if is_small { fs::read(&path).unwrap_or_default() } else { Vec::new() };
        let read: Option<Self> = serde_json::from_slice(&bytes).ok();
        read.filter(|manifest| manifest.format == FORMAT).unwrap_or_default()
    }

    /// The manifest after further files take their places; files that are no longer there
    /// are forgotten.
    pub(super) fn with(&self, folder: &Path, files: &[Staged<'_>]) -> Self {
        let kept = self.files.iter().filter(|(name, _)| folder.join(name).exists());
        let mut next: BTreeMap<String, String> =
            kept.map(|(name, hash)| (name.clone(), hash.clone())).collect();
        next.extend(files.iter().map(|file| (file.name.to_owned(), hash(file.bytes))));
        Self { format: FORMAT, files: next }
    }

    pub(super) fn to_json(&self) -> Vec<u8> {
        // Texts and a number always have a JSON form.
        serde_json::to_vec_pretty(self).unwrap_or_default()
    }
}

/// The files of a folder that changed or are gone since the program wrote them, by name;
/// none of a folder without a manifest.
pub fn altered(folder: &Path) -> Vec<Altered> {
    let manifest = Manifest::read(folder);
    let is_plain = |name: &str| Path::new(name).file_name() == Some(name.as_ref());
    manifest
        .files
        .into_iter()
        .filter(|(name, _)| is_plain(name))
        .filter_map(|(name, expected)| match fs::read(folder.join(&name)) {
            Ok(bytes) if hash(&bytes) == expected => None,
            Ok(_) => Some(Altered { name, is_missing: false }),
            Err(_) => Some(Altered { name, is_missing: true }),
        })
        .collect()
}

/// SHA-256 in hexadecimal digits.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
