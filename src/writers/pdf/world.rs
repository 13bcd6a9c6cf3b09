//! What typst may see: report.typ, the files given to it, the bundled fonts.
//!
//! No disk, no network, no clock.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration, IntoValue as _};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Features, LibraryExt as _};
use typst_kit::fonts::FontStore;

use super::inputs::FOLDER;
use crate::layout::{self, OwnFont};

/// What all layouts share.
pub(super) struct Resources {
    library: LazyHash<typst::Library>,
    fonts: Arc<FontStore>,
    /// The fonts with those of the layout that was last laid out.
    last: Mutex<(Vec<OwnFont>, Arc<FontStore>)>,
}

impl Resources {
    pub(super) fn load() -> Self {
        let fonts = Arc::new(store(&[], &[]));
        let inputs = Dict::from_iter([("data".into(), FOLDER.into_value())]);
        // For the headers of rows.
        let features = Features::from_iter([Feature::A11yExtras]);
        let library = typst::Library::builder()
            .with_inputs(inputs)
            .with_features(features)
            .build();
        let last = Mutex::new((Vec::new(), Arc::clone(&fonts)));
        Self { library: LazyHash::new(library), fonts, last }
    }

    /// The bundled fonts and those of a layout's own that its style names.
    fn fonts(&self, style: &layout::Style) -> Arc<FontStore> {
        let layout::Style { own_fonts, faces, .. } = style;
        if own_fonts.is_empty() {
            return Arc::clone(&self.fonts);
        }
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.0 != *own_fonts {
            let named = faces.values().flat_map(|face| &face.pdf);
            let named: Vec<&str> = named.map(|font| font.name.as_str()).collect();
            *last = (own_fonts.clone(), Arc::new(store(own_fonts, &named)));
        }
        Arc::clone(&last.1)
    }

    /// The world of a report.typ with this text and these files beside it.
    pub(super) fn world(
        &self,
        report: &str,
        style: &layout::Style,
        files: BTreeMap<String, Vec<u8>>,
    ) -> World<'_> {
        let files = files
            .into_iter()
            .filter_map(|(name, bytes)| Some((id(&name)?, Bytes::new(bytes))))
            .collect();
        World { resources: self, fonts: self.fonts(style), main: main(report), files }
    }
}

/// The bundled fonts, and own ones under the names by which a style knows them.
fn store(own: &[OwnFont], named: &[&str]) -> FontStore {
    let mut fonts = FontStore::new();
    for bundled in layout::FONTS {
        fonts.extend(Font::iter(Bytes::new(bundled.bytes)).map(|font| {
            let info = font.info().clone();
            (font, info)
        }));
    }
    for own in own {
        let name = named.iter().find(|name| own.is_called(name));
        let font = Font::new(Bytes::new(Arc::clone(&own.bytes)), own.index);
        if let Some((name, font)) = name.zip(font) {
            let mut info = font.info().clone();
            info.family = (*name).to_owned();
            fonts.push((font, info));
        }
    }
    fonts
}

/// The report.typ with this text; one that was parsed before is not parsed again.
#[comemo::memoize]
fn main(report: &str) -> Source {
    match id("report.typ") {
        Some(id) => Source::new(id, report.to_owned()),
        None => Source::detached(report),
    }
}

/// Ids live as long as the process; the names of files are few and come again.
fn id(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(name).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// What one layout sees.
pub(super) struct World<'a> {
    resources: &'a Resources,
    fonts: Arc<FontStore>,
    main: Source,
    files: HashMap<FileId, Bytes>,
}

impl World<'_> {
    pub(super) fn main(&self) -> Source {
        self.main.clone()
    }
}

impl typst::World for World<'_> {
    fn library(&self) -> &LazyHash<typst::Library> {
        &self.resources.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(absent(id)) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or_else(|| absent(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn absent(id: FileId) -> FileError {
    let path = id.get();
    match path.root() {
        VirtualRoot::Project => {
            FileError::NotFound(path.vpath().get_without_slash().into())
        }
        VirtualRoot::Package(package) => FileError::NotFound(package.to_string().into()),
    }
}
