//! Files read within bounds and written all or none, with reasons in Chinese.
//!
//! What a file says of its size is never believed: so much is read and no more.

mod desk;
mod fault;
mod host;
mod manifest;
mod package;
mod relations;
mod save;
mod set;
#[cfg(test)]
mod tests;
mod xml;

use std::fs::File;
use std::io::Read;
use std::path::Path;

pub use desk::{Desk, RECORDS, Refused};
pub use fault::{Fault, reason};
pub use host::as_on_unix;
pub use manifest::{Altered, altered, hash};
pub use package::{Limits, Package, Part};
pub use relations::Relation;
pub use save::{MARK, Refusal, save};
pub use set::{Finished, Staged, is_half_done};
pub use xml::{Tag, attribute, each_tag, is_on};

/// The bytes of a file.
///
/// # Errors
/// When there is no such file, when it is a folder, a device or a pipe, when it holds more
/// than `bytes_max`, or when the system refuses.
pub fn read(path: &Path, bytes_max: u64) -> Result<Vec<u8>, Fault> {
    let about = std::fs::metadata(path)?;
    if about.is_dir() {
        return Err(Fault::Folder);
    }
    // Reading a pipe may never end.
    if !about.is_file() {
        return Err(Fault::NoPlainFile);
    }
    if about.len() > bytes_max {
        return Err(Fault::TooLarge { bytes_max });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or(0));
    // It may have grown since.
    File::open(path)?.take(bytes_max + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > bytes_max {
        return Err(Fault::TooLarge { bytes_max });
    }
    Ok(bytes)
}

#[cfg(test)]
mod reading_tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_its_bound_and_nothing_else_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        assert!(matches!(read(&path, 3), Err(Fault::Missing)));
        std::fs::write(&path, "abc").unwrap();
        assert_eq!(read(&path, 3).unwrap(), b"abc");
        let told = read(&path, 2).unwrap_err().to_string();
        assert_eq!(told, "文件超过 1 MB 的上限");
        assert!(matches!(read(folder.path(), 3), Err(Fault::Folder)));
        #[cfg(unix)]
        assert!(matches!(read(Path::new("/dev/zero"), 3), Err(Fault::NoPlainFile)));
    }
}
