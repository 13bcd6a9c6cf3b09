//! The parts of a Word file, unpacked within limits.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use super::Refusal;

/// A case with a dozen photographs has less.
const FILE_BYTES_MAX: u64 = 200 << 20;
/// The text of a thick book takes less.
const TEXT_BYTES_MAX: u64 = 32 << 20;
/// What a picture may unpack to.
const PICTURE_BYTES_MAX: u64 = 100 << 20;
/// What all pictures together may unpack to.
const PICTURES_BYTES_MAX: u64 = 400 << 20;

const RESAVE: &str = "在 Word 中打开，另存为 .docx 后再用";

/// A style of paragraphs by what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    Heading,
    Caption,
}

/// An opened Word file.
pub(super) struct Package<'a> {
    archive: zip::ZipArchive<Cursor<&'a [u8]>>,
    /// Targets of the document's relationships by their ids.
    targets: BTreeMap<String, String>,
    unpacked_pictures: u64,
}

/// The bytes of a file, unless there are too many.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, Refusal> {
    let unreadable = |error: std::io::Error| {
        Refusal::new(
            format!("文件读不出来：{error}"),
            "检查文件是否正被 Word 占用，以及读取权限",
        )
    };
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(unreadable)?;
    file.take(FILE_BYTES_MAX + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if bytes.len() as u64 > FILE_BYTES_MAX {
        return Err(Refusal::new(
            format!("文件超过 {} MB", FILE_BYTES_MAX >> 20),
            "在 Word 中压缩图片后再用",
        ));
    }
    Ok(bytes)
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Err(compound(bytes));
        }
        let archive = zip::ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| Refusal::new("不是 Word 文件，或文件不完整", RESAVE))?;
        if archive.index_for_name("word/document.xml").is_none() {
            return Err(Refusal::new("里面没有 Word 正文，不是 .docx 文件", RESAVE));
        }
        let mut package =
            Self { archive, targets: BTreeMap::new(), unpacked_pictures: 0 };
        if let Some(text) = package.text("word/_rels/document.xml.rels")? {
            package.targets = targets(&text)?;
        }
        Ok(package)
    }

    /// The XML of the body.
    pub(super) fn document(&mut self) -> Result<String, Refusal> {
        Ok(self.text("word/document.xml")?.unwrap_or_default())
    }

    /// The styles that are a title, a heading or a caption.
    pub(super) fn styles(&mut self) -> Result<BTreeMap<String, Role>, Refusal> {
        let Some(text) = self.text("word/styles.xml")? else {
            return Ok(BTreeMap::new());
        };
        let tree = parse(&text)?;
        let named = tree
            .descendants()
            .filter(|node| node.has_tag_name((super::body::W, "style")));
        let styles = named.filter_map(|style| {
            let id = super::body::attribute(style, "styleId")?.to_owned();
            let name = style
                .children()
                .find(|child| child.has_tag_name((super::body::W, "name")))?;
            let role = role(&super::body::attribute(name, "val")?.to_lowercase())?;
            Some((id, role))
        });
        Ok(styles.collect())
    }

    /// The name and bytes of the picture of a relationship; none when it lies elsewhere.
    pub(super) fn picture(
        &mut self,
        id: &str,
    ) -> Result<Option<(String, Vec<u8>)>, Refusal> {
        let Some(target) = self.targets.get(id) else { return Ok(None) };
        let name = match target.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None => format!("word/{target}"),
        };
        let bytes = self.part(&name, PICTURE_BYTES_MAX)?;
        let count = bytes.as_ref().map_or(0, |bytes| bytes.len() as u64);
        self.unpacked_pictures += count;
        if self.unpacked_pictures > PICTURES_BYTES_MAX {
            return Err(too_large(PICTURES_BYTES_MAX));
        }
        Ok(bytes.map(|bytes| (name, bytes)))
    }

    fn text(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        let Some(bytes) = self.part(name, TEXT_BYTES_MAX)? else { return Ok(None) };
        let text = String::from_utf8(bytes);
        text.map(Some).map_err(|_| broken())
    }

    fn part(&mut self, name: &str, bytes_max: u64) -> Result<Option<Vec<u8>>, Refusal> {
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        let part = self.archive.by_index(index).map_err(|_| broken())?;
        let mut bytes = Vec::new();
        // What a part declares can be a lie.
        part.take(bytes_max + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| broken())?;
        if bytes.len() as u64 > bytes_max {
            Err(too_large(bytes_max))
        } else {
            Ok(Some(bytes))
        }
    }
}

/// A tree of XML; one that declares entities is refused.
pub(super) fn parse(text: &str) -> Result<roxmltree::Document<'_>, Refusal> {
    roxmltree::Document::parse(text.trim_start_matches('\u{feff}')).map_err(|_| broken())
}

fn targets(relations: &str) -> Result<BTreeMap<String, String>, Refusal> {
    let tree = parse(relations)?;
    let inside = tree
        .descendants()
        .filter(|node| node.attribute("TargetMode") != Some("External"));
    Ok(inside
        .filter_map(|node| {
            Some((node.attribute("Id")?.to_owned(), node.attribute("Target")?.to_owned()))
        })
        .collect())
}

fn role(name: &str) -> Option<Role> {
    match name {
        "title" | "标题" => Some(Role::Title),
        "caption" | "题注" => Some(Role::Caption),
        name if name.starts_with("heading") || name.starts_with("标题") => {
            Some(Role::Heading)
        }
        _ => None,
    }
}

/// What an OLE file is: a locked .docx, or a .doc of old.
fn compound(bytes: &[u8]) -> Refusal {
    let name: Vec<u8> =
        "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(name.len()).any(|window| window == name) {
        return Refusal::new(
            "文件设有打开密码",
            "在 Word 中打开，在“文件”→“信息”→“保护文档”中取消密码后保存",
        );
    }
    Refusal::new("文件是旧的 .doc 格式", RESAVE)
}

fn broken() -> Refusal {
    Refusal::new("文件已损坏，或不是 Word 写出的", RESAVE)
}

fn too_large(bytes_max: u64) -> Refusal {
    Refusal::new(
        format!("解压后超过 {} MB 的上限", bytes_max >> 20),
        "核对文件来源；确为稿件的，在 Word 中压缩图片后再用",
    )
}
