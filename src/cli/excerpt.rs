//! The line of a YAML file in which a problem lies, with a caret under the spot.

use std::path::Path;

use bulletin::diagnostics::Place;
use bulletin::{checks, files};

use super::table;

/// Larger files are no configuration.
const BYTES_MAX: u64 = 1 << 20;
/// Characters shown before the spot, and from it on.
const BEFORE_MAX: usize = 40;
const AFTER_MAX: usize = 36;

/// The line of a place in a text file, numbered, and a caret line; nothing of places
/// that are none, or that can no longer be read.
pub(super) fn of(folder: &Path, place: &Place) -> Option<String> {
    let Place::Line { path, line, column } = place else { return None };
    // Problems name files as the user does, from the project's folder on.
    let bytes = files::read(&folder.join(path), BYTES_MAX).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let line_of_file = text.lines().nth(line.checked_sub(1)?)?;
    let shown = checks::masked(line_of_file);
    // Masked, the spot may no longer be where it was.
    if shown.chars().count() != line_of_file.chars().count() {
        return None;
    }
    let spot = column.checked_sub(1)?;
    let start = spot.saturating_sub(BEFORE_MAX);
    let before: String = shown.chars().take(spot).skip(start).collect();
    let after: String = shown.chars().skip(spot).take(AFTER_MAX).collect();
    let before = before.replace('\t', " ");
    let blank = " ".repeat(table::width(&before));
    let margin = " ".repeat(line.to_string().len());
    Some(format!("{line} | {before}{after}\n{margin} | {blank}^\n"))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn the_caret_stands_under_the_spot_though_hanzi_are_wide() {
        let folder = tempfile::tempdir().unwrap();
        let name = PathBuf::from("cases.yaml");
        std::fs::write(folder.path().join(&name), "案例:\n  单位: 檀营\n").unwrap();
        let place = Place::Line { path: name, line: 2, column: 7 };
        let excerpt = of(folder.path(), &place).unwrap();
        assert_eq!(excerpt, "2 |   单位: 檀营\n  |         ^\n");
    }

    #[test]
    fn a_telephone_number_in_the_line_is_masked() {
        let folder = tempfile::tempdir().unwrap();
        let name = PathBuf::from("cases.yaml");
        std::fs::write(folder.path().join(&name), "电话: 13812340000\n").unwrap();
        let place = Place::Line { path: name, line: 1, column: 1 };
        let excerpt = of(folder.path(), &place).unwrap();
        assert!(excerpt.contains("138****0000"), "{excerpt}");
    }
}
