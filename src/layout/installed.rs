//! The fonts of the machine: those that a layout names serve the PDF as its own do, and of
//! the others it can be said which a reader here would miss.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::own_fonts::{self, OwnFont};

/// Folders within folders looked into.
const DEPTH_MAX: usize = 6;

/// Where systems keep fonts, those of one user too.
pub fn font_folders() -> Vec<PathBuf> {
    let within = |variable: &str, inner: &str| {
        std::env::var_os(variable).map(|folder| Path::new(&folder).join(inner))
    };
    let own = [
        within("WINDIR", "Fonts"),
        within("LOCALAPPDATA", "Microsoft/Windows/Fonts"),
        within("HOME", ".local/share/fonts"),
        within("HOME", ".fonts"),
        within("HOME", "Library/Fonts"),
    ];
    let shared = [
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        "/Library/Fonts",
        "/System/Library/Fonts",
    ];
    own.into_iter().flatten().chain(shared.map(PathBuf::from)).collect()
}

/// The families in some folders and those within, by every name that they have: a Chinese
/// font has one in English too. What is no font is passed over.
pub fn installed(folders: &[PathBuf]) -> BTreeSet<String> {
    let mut families = BTreeSet::new();
    for folder in folders {
        look_into(folder, 0, &mut |font| families.extend(font.names));
    }
    families
}

/// The fonts of a family on this machine; none where it has none. What was looked for once
/// is remembered: a machine may have a thousand fonts.
pub(super) fn of_family(family: &str) -> Vec<OwnFont> {
    static FOUND: Mutex<BTreeMap<String, Vec<OwnFont>>> = Mutex::new(BTreeMap::new());
    let mut known = FOUND.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(fonts) = known.get(family) {
        return fonts.clone();
    }
    let mut fonts = Vec::new();
    for folder in font_folders() {
        look_into(&folder, 0, &mut |font| {
            fonts.extend(font.is_called(family).then_some(font));
        });
    }
    known.insert(family.to_owned(), fonts.clone());
    fonts
}

fn look_into(folder: &Path, depth: usize, found: &mut impl FnMut(OwnFont)) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path.is_dir() && depth < DEPTH_MAX {
            look_into(&path, depth + 1, found);
        } else if own_fonts::is_font(&path)
            && let Ok(fonts) = own_fonts::read_file(&path)
        {
            fonts.into_iter().for_each(&mut *found);
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
