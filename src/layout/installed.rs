//! The fonts of the machine, to say which of a layout's a reader here would miss.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::own_fonts;

/// Folders within folders looked into.
const DEPTH_MAX: usize = 6;

/// The families in some folders and those within, by every name that they have: a Chinese
/// font has one in English too. What is no font is passed over.
pub fn installed(folders: &[PathBuf]) -> BTreeSet<String> {
    let mut families = BTreeSet::new();
    for folder in folders {
        look_into(folder, 0, &mut families);
    }
    families
}

fn look_into(folder: &Path, depth: usize, families: &mut BTreeSet<String>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path.is_dir() && depth < DEPTH_MAX {
            look_into(&path, depth + 1, families);
        } else if own_fonts::is_font(&path)
            && let Ok(fonts) = own_fonts::read_file(&path)
        {
            families.extend(fonts.into_iter().flat_map(|font| font.names));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_is_found_in_folders_within() {
        let folder = tempfile::tempdir().unwrap();
        let within = folder.path().join("truetype/liberation");
        fs::create_dir_all(&within).unwrap();
        let bundled = crate::layout::font("Liberation Serif", 400).unwrap();
        fs::write(within.join("serif.TTF"), bundled.bytes).unwrap();
        fs::write(within.join("broken.otf"), "no font").unwrap();
        let families = installed(&[folder.path().to_owned()]);
        assert!(families.contains("Liberation Serif"), "{families:?}");
    }
}
