//! A single file where its user wants it, never in place of something else.

use std::fs;
use std::io;
use std::path::Path;

use super::package::{Limits, Package};
use super::set::{Disk, RealDisk};

/// What the properties of a workbook or Word file of this program say, by which it knows
/// its own files again.
pub const MARK: &str = "由 bulletin 生成";

/// Properties are small; what is larger is none of ours.
const PROPERTIES: Limits = Limits { part_bytes: 1 << 20, all_bytes: 4 << 20 };

/// Why a file is not written where it was asked for.
#[derive(Debug)]
pub enum Refusal {
    /// The name has another ending than the content needs: “.xlsx”.
    Ending(&'static str),
    /// A file stands there that this program did not write.
    Foreign,
    /// The disk does not take it.
    Disk(io::Error),
}

/// Writes a file beside its place and renames it. In place of another file only where
/// this program wrote that one too, or by force.
///
/// # Errors
/// Why it is not written; what stands there stays.
pub fn save(
    path: &Path,
    bytes: &[u8],
    ending: &'static str,
    is_forced: bool,
) -> Result<(), Refusal> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if !name.to_lowercase().ends_with(ending) {
        return Err(Refusal::Ending(ending));
    }
    if !is_forced && !may_replace(path).map_err(Refusal::Disk)? {
        return Err(Refusal::Foreign);
    }
    let beside = path.with_file_name(format!(".bulletin-{}-{name}", std::process::id()));
    let disk = RealDisk;
    disk.write(&beside, bytes, true)
        .and_then(|()| disk.rename(&beside, path))
        .map_err(|error| {
            drop(fs::remove_file(&beside));
            Refusal::Disk(error)
        })
}

/// Whether nothing stands there, or a file of ours.
fn may_replace(path: &Path) -> io::Result<bool> {
    let about = match fs::symlink_metadata(path) {
        Ok(about) => about,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(error),
    };
    if about.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    Ok(about.is_file() && is_ours(fs::read(path)?))
}

fn is_ours(bytes: Vec<u8>) -> bool {
    let opened = Package::open(bytes, PROPERTIES);
    let core = opened.and_then(|mut package| package.text("docProps/core.xml"));
    core.is_ok_and(|core| core.is_some_and(|core| core.contains(MARK)))
}
