//! The parts of a Word file, found by their relationships and unpacked within limits.

use std::cell::{Cell, RefCell};
use std::io::{Cursor, Read};
use std::sync::Arc;

use super::Refusal;
use super::xml::{self, Element};

/// The body of a bulletin of a hundred pages is a twentieth of this.
const TEXT_BYTES_MAX: u64 = 64 << 20;
/// What a picture may unpack to.
const PICTURE_BYTES_MAX: u64 = 100 << 20;
/// What all parts that are read may unpack to.
const PACKAGE_BYTES_MAX: u64 = 500 << 20;
/// Parts of a file; a case with a hundred photographs has some hundred.
const PARTS_MAX: usize = 20_000;

/// An opened Word file.
pub(crate) struct Package {
    archive: RefCell<zip::ZipArchive<Cursor<Arc<[u8]>>>>,
    /// Names of parts as they are compared, each with its place in the archive.
    parts: Vec<(String, usize)>,
    unpacked: Cell<u64>,
}

/// What a part refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Relation {
    pub(crate) id: String,
    /// The last word of its kind: `image`, `footnotes`.
    pub(crate) kind: String,
    /// The name of the part; none when it lies outside of the file.
    pub(crate) part: Option<String>,
}

impl Package {
    pub(crate) fn open(bytes: &[u8]) -> Result<Self, Refusal> {
        if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Err(compound(bytes));
        }
        if bytes.starts_with(b"%PDF") {
            return Err(Refusal {
                message: "是 PDF 文件".to_owned(),
                hint: "请用同一份的 Word 文件（.docx）；只有 PDF 时，先用 Word 打开并另存为 .docx",
            });
        }
        let archive = zip::ZipArchive::new(Cursor::new(Arc::from(bytes)))
            .map_err(|_| Refusal::broken("不是 .docx 文件，或文件不完整"))?;
        if archive.len() > PARTS_MAX {
            return Err(Refusal::too_large("里面的文件过多"));
        }
        let mut parts: Vec<(String, usize)> = (0..archive.len())
            .filter_map(|at| Some((compared(archive.name_for_index(at)?), at)))
            .collect();
        parts.sort();
        Ok(Self { archive: RefCell::new(archive), parts, unpacked: Cell::new(0) })
    }

    /// The name of the part that holds the body.
    pub(crate) fn body(&self) -> Result<String, Refusal> {
        let relations = self.relations("")?;
        let found = relations.into_iter().find_map(|relation| {
            relation.part.filter(|part| {
                relation.kind == "officeDocument" && self.index(part).is_some()
            })
        });
        let usual = || Some("word/document.xml".to_owned());
        found
            .or_else(|| usual().filter(|part| self.index(part).is_some()))
            .ok_or_else(|| Refusal::broken("里面没有正文，不是 Word 文档"))
    }

    /// What a part refers to; the package itself is the part without a name.
    pub(crate) fn relations(&self, part: &str) -> Result<Vec<Relation>, Refusal> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = format!("{folder}/_rels/{file}.rels");
        let Some(bytes) = self.text(&name)? else { return Ok(Vec::new()) };
        let tree = xml::parse(&bytes)?;
        let relations = tree.root.elements().filter_map(|element| {
            let kind = element.get("Type").unwrap_or_default();
            let is_outside = element.get("TargetMode") == Some("External");
            let target = element.get("Target").filter(|_| !is_outside);
            Some(Relation {
                id: element.get("Id")?.to_owned(),
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                part: target.map(|target| resolved(folder, target)),
            })
        });
        Ok(relations.collect())
    }

    /// A part that holds XML, parsed; none when there is none of that name.
    pub(crate) fn tree(&self, part: &str) -> Result<Option<xml::Tree>, Refusal> {
        self.text(part)?.map(|bytes| xml::parse(&bytes)).transpose()
    }

    /// The root of the part of a kind that a part refers to, with the part's name.
    pub(crate) fn related(
        &self,
        relations: &[Relation],
        kind: &str,
    ) -> Result<Option<(String, Element)>, Refusal> {
        let found = relations.iter().find(|relation| relation.kind == kind);
        let Some(part) = found.and_then(|relation| relation.part.clone()) else {
            return Ok(None);
        };
        Ok(self.tree(&part)?.map(|tree| (part, tree.root)))
    }

    /// The root of a part under its usual name, with that name.
    pub(crate) fn unnamed(
        &self,
        kind: &str,
    ) -> Result<Option<(String, Element)>, Refusal> {
        let part = format!("word/{kind}.xml");
        Ok(self.tree(&part)?.map(|tree| (part, tree.root)))
    }

    /// The bytes of a part; none when there is no such part.
    pub(crate) fn bytes(&self, part: &str) -> Result<Option<Vec<u8>>, Refusal> {
        self.part(part, PICTURE_BYTES_MAX)
    }

    /// What kind of content a part holds, as the package says; empty when it does not.
    pub(crate) fn content(&self, part: &str) -> Result<String, Refusal> {
        let Some(types) = self.tree("[Content_Types].xml")? else {
            return Ok(String::new());
        };
        let extension = part.rsplit('.').next().unwrap_or_default();
        let is_own = |it: &&Element| it.get("PartName") == Some(&*format!("/{part}"));
        let is_usual = |it: &&Element| {
            it.get("Extension")
                .is_some_and(|it| it.eq_ignore_ascii_case(extension))
        };
        let all = || types.root.elements();
        let found = all().find(is_own).or_else(|| all().find(is_usual));
        Ok(found
            .and_then(|it| it.get("ContentType"))
            .unwrap_or_default()
            .to_owned())
    }

    fn text(&self, part: &str) -> Result<Option<Vec<u8>>, Refusal> {
        self.part(part, TEXT_BYTES_MAX)
    }

    fn index(&self, part: &str) -> Option<usize> {
        let name = compared(part);
        let at = self.parts.binary_search_by(|(known, _)| known.cmp(&name)).ok()?;
        self.parts.get(at).map(|(_, index)| *index)
    }

    fn part(&self, name: &str, bytes_max: u64) -> Result<Option<Vec<u8>>, Refusal> {
        let Some(index) = self.index(name) else { return Ok(None) };
        let broken = || Refusal::broken(&format!("“{name}”解不开，文件已损坏或有密码"));
        let mut archive = self.archive.borrow_mut();
        let part = archive.by_index(index).map_err(|_| broken())?;
        let mut bytes = Vec::new();
        // What a part declares can be a lie.
        part.take(bytes_max + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| broken())?;
        let count = bytes.len() as u64;
        self.unpacked.set(self.unpacked.get() + count);
        for (is_more, limit) in [
            (count > bytes_max, bytes_max),
            (self.unpacked.get() > PACKAGE_BYTES_MAX, PACKAGE_BYTES_MAX),
        ] {
            if is_more {
                let size = limit >> 20;
                return Err(Refusal::too_large(&format!("解压后超过 {size} MB")));
            }
        }
        Ok(Some(bytes))
    }
}

/// A name as names of parts are compared: in lower case, with slashes and without the
/// first.
fn compared(name: &str) -> String {
    name.replace('\\', "/")
        .replace("%20", " ")
        .trim_start_matches('/')
        .to_lowercase()
}

/// The part that a target means, seen from a folder.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut segments: Vec<&str> = match target.starts_with('/') {
        true => Vec::new(),
        false => folder.split('/').filter(|segment| !segment.is_empty()).collect(),
    };
    for segment in target.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            segment => segments.push(segment),
        }
    }
    segments.join("/")
}

/// What an OLE file is: a locked .docx, or a .doc of old.
fn compound(bytes: &[u8]) -> Refusal {
    let name: Vec<u8> =
        "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(name.len()).any(|window| window == name) {
        return Refusal {
            message: "文件设有打开密码".to_owned(),
            hint: "在 Word 中打开，在“文件”→“信息”→“保护文档”中取消密码后保存",
        };
    }
    Refusal::broken("是旧的 .doc 或 .wps 格式")
}
