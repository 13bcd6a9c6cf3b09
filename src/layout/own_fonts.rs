//! Fonts of a layout's own, in its folder `fonts`: they serve the PDF as the bundled ones do.

use std::path::Path;
use std::sync::Arc;
use std::{fs, io};

use skrifa::charmap::Charmap;
use skrifa::raw::{FileRef, TableProvider};
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};

use super::{Style, fonts};
use crate::diagnostics::{Code, Place, Problem};
use crate::files;

/// A font file of a layout's own.
#[derive(Clone, PartialEq, Eq)]
pub struct OwnFont {
    /// Every name that it gives itself, in Chinese and in English.
    pub(super) names: Vec<String>,
    /// 100 to 900.
    pub weight: u16,
    /// The file, which may hold several fonts.
    pub bytes: Arc<[u8]>,
    /// Which of them, from 0.
    pub index: u32,
}

impl std::fmt::Debug for OwnFont {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {}, {} bytes", self.names, self.weight, self.bytes.len())
    }
}

impl OwnFont {
    /// Whether it calls itself so.
    pub fn is_called(&self, family: &str) -> bool {
        self.names.iter().any(|name| name.eq_ignore_ascii_case(family))
    }

    /// Which characters it shows; none when it is damaged.
    pub(super) fn characters(&self) -> Option<Charmap<'_>> {
        Some(FontRef::from_index(&self.bytes, self.index).ok()?.charmap())
    }
}

/// No font is larger.
const BYTES_MAX: u64 = 64 << 20;

/// The fonts in a layout's folder that style.yaml may name; `shown` is how messages call it.
pub(super) fn read(folder: &Path, shown: &Path) -> Result<Vec<OwnFont>, Vec<Problem>> {
    let files = match fs::read_dir(folder.join("fonts")) {
        Ok(files) => files.filter_map(Result::ok).map(|file| file.path()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => {
            return Err(vec![refused(
                shown,
                &format!("读不出来：{}", files::reason(&error)),
            )]);
        }
    };
    let mut files: Vec<_> = files.filter(|path| is_font(path)).collect();
    files.sort();
    let (mut all, mut problems) = (Vec::new(), Vec::new());
    for path in files {
        let name = shown.join("fonts").join(path.file_name().unwrap_or_default());
        match read_file(&path) {
            Ok(fonts) => all.extend(fonts),
            Err(reason) => problems.push(refused(&name, &reason)),
        }
    }
    if problems.is_empty() { Ok(all) } else { Err(problems) }
}

pub(super) fn is_font(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    ["ttf", "otf", "ttc", "otc"].iter().any(|known| extension == *known)
}

/// The fonts of a file, or why it has none.
pub(super) fn read_file(path: &Path) -> Result<Vec<OwnFont>, String> {
    let size = fs::metadata(path)
        .map_err(|error| format!("读不出来：{}", files::reason(&error)))?
        .len();
    if size > BYTES_MAX {
        return Err(format!("超过 {} MB", BYTES_MAX >> 20));
    }
    let bytes: Arc<[u8]> = fs::read(path)
        .map_err(|error| format!("读不出来：{}", files::reason(&error)))?
        .into();
    let count = match FileRef::new(&bytes) {
        Ok(FileRef::Collection(fonts)) => fonts.len(),
        Ok(FileRef::Font(_)) => 1,
        Err(_) => 0,
    };
    let fonts = (0..count).map(|index| one_of(&bytes, index));
    let fonts: Option<Vec<_>> = fonts.collect();
    fonts
        .filter(|fonts| !fonts.is_empty())
        .ok_or_else(|| "不是字体文件，或已损坏".to_owned())
}

/// A font of a file, if it is whole enough to set text in.
fn one_of(bytes: &Arc<[u8]>, index: u32) -> Option<OwnFont> {
    let font = FontRef::from_index(bytes, index).ok()?;
    (font.head().is_ok() && font.hhea().is_ok() && font.maxp().is_ok()).then_some(())?;
    let families = [StringId::FAMILY_NAME, StringId::TYPOGRAPHIC_FAMILY_NAME];
    let names = families.into_iter().flat_map(|id| font.localized_strings(id));
    let names = names.map(|name| name.to_string()).collect();
    let weight = font.os2().map_or(400, |table| table.us_weight_class());
    Some(OwnFont { names, weight, bytes: Arc::clone(bytes), index })
}

fn refused(path: &Path, reason: &str) -> Problem {
    Problem::error(Code::BAD_FONT, format!("版式的字体文件不能用：{reason}"))
        .at(Place::file(path))
        .hint("换一个完好的 .ttf、.otf 或 .ttc 文件，或从 fonts 文件夹里移走")
}

impl Style {
    /// The layout's own font of a family whose weight is nearest to the one wanted.
    pub(super) fn own_font(&self, family: &str, weight: u16) -> Option<&OwnFont> {
        let fonts = self.own_fonts.iter().filter(|font| font.is_called(family));
        fonts.min_by_key(|font| font.weight.abs_diff(weight))
    }

    /// Whether a family is among the layout's own or the bundled fonts.
    pub(super) fn has_font(&self, family: &str) -> bool {
        self.own_font(family, 400).is_some() || fonts::font(family, 400).is_some()
    }
}
