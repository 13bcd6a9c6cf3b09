//! The parts of a Word file, found by their relationships and unpacked within limits.

use std::cell::RefCell;

use super::Refusal;
use super::xml::{self, Element};
use crate::files::{self, Fault};

/// The body of a bulletin of a hundred pages is a twentieth of a part, and a case
/// with a hundred photographs a tenth of all.
const LIMITS: files::Limits =
    files::Limits { part_bytes: 64 << 20, all_bytes: 500 << 20 };
/// Parts of a file; a case with a hundred photographs has some hundred.
const PARTS_MAX: usize = 20_000;

/// An opened Word file.
pub(crate) struct Package(RefCell<files::Package>);

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
        let parts = files::Package::open(bytes.to_vec(), LIMITS)
            .map_err(|_| Refusal::broken("不是 .docx 文件，或文件不完整"))?;
        if parts.names().count() > PARTS_MAX {
            return Err(Refusal::too_large("里面的文件过多"));
        }
        Ok(Self(RefCell::new(parts)))
    }

    /// The name of the part that holds the body.
    pub(crate) fn body(&self) -> Result<String, Refusal> {
        let mut parts = self.0.borrow_mut();
        let found = parts.main_part().map_err(|fault| refused("_rels", &fault))?;
        let usual = || Some("word/document.xml".to_owned());
        found
            .or_else(|| usual().filter(|part| parts.has(part)))
            .ok_or_else(|| Refusal::broken("里面没有正文，不是 Word 文档"))
    }

    /// What a part refers to; the package itself is the part without a name.
    pub(crate) fn relations(&self, part: &str) -> Result<Vec<Relation>, Refusal> {
        let all = self.0.borrow_mut().relations(part);
        let all = all.map_err(|fault| refused(part, &fault))?.into_iter();
        let relation = |it: files::Relation| Relation {
            id: it.id,
            kind: it.kind,
            part: (!it.is_external).then_some(it.target),
        };
        Ok(all.map(relation).collect())
    }

    /// A part that holds XML, parsed; none when there is none of that name.
    pub(crate) fn tree(&self, part: &str) -> Result<Option<xml::Tree>, Refusal> {
        self.bytes(part)?.map(|bytes| xml::parse(&bytes)).transpose()
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
        self.0.borrow_mut().part(part).map_err(|fault| refused(part, &fault))
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
}

/// Why a part cannot be read.
fn refused(name: &str, fault: &Fault) -> Refusal {
    if let Fault::Unpacked { bytes_max } = fault {
        return Refusal::too_large(&format!("解压后超过 {} MB", bytes_max >> 20));
    }
    Refusal::broken(&format!("“{name}”解不开，文件已损坏或有密码"))
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
