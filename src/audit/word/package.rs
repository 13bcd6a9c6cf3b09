//! The parts of a Word file that hold text, unpacked within limits.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use super::Refusal;
use super::markup::{Markup, Piece};

/// The body of a bulletin of a hundred pages is a twentieth of this.
const PART_BYTES_MAX: u64 = 64 << 20;
/// What all parts together may declare; pictures are counted but never unpacked.
const PACKAGE_BYTES_MAX: u64 = 1 << 30;
const CHARTS_MAX: usize = 200;

/// The text parts of a Word file.
pub(super) struct Package {
    pub(super) document: Vec<u8>,
    pub(super) footnotes: Vec<u8>,
    pub(super) styles: Vec<u8>,
    /// Parts of charts by the ids with which the body names them.
    pub(super) charts: BTreeMap<String, Vec<u8>>,
}

type Archive<'a> = zip::ZipArchive<Cursor<&'a [u8]>>;

/// Unpacks the parts that hold text.
pub(super) fn open(bytes: &[u8]) -> Result<Package, Refusal> {
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(Refusal::broken("是旧的 .doc 格式，或设有打开密码"));
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))
        .map_err(|_| Refusal::broken("不是 .docx 文件，或文件不完整"))?;
    let declared = archive.decompressed_size().unwrap_or(u128::MAX);
    if declared > u128::from(PACKAGE_BYTES_MAX) {
        return Err(Refusal::too_large(&format!(
            "解压后超过 {} MB",
            PACKAGE_BYTES_MAX >> 20
        )));
    }
    let document = part(&mut archive, "word/document.xml")?
        .ok_or_else(|| Refusal::broken("里面没有正文，不是 Word 文档"))?;
    let footnotes = part(&mut archive, "word/footnotes.xml")?.unwrap_or_default();
    let styles = part(&mut archive, "word/styles.xml")?.unwrap_or_default();
    let relations =
        part(&mut archive, "word/_rels/document.xml.rels")?.unwrap_or_default();
    let mut charts = BTreeMap::new();
    for (id, target) in chart_targets(&relations)? {
        let name = match target.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None => format!("word/{target}"),
        };
        if let Some(chart) = part(&mut archive, &name)? {
            charts.insert(id, chart);
        }
    }
    Ok(Package { document, footnotes, styles, charts })
}

fn part(archive: &mut Archive<'_>, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
    let Some(index) = archive.index_for_name(name) else { return Ok(None) };
    let file = archive
        .by_index(index)
        .map_err(|_| Refusal::broken(&format!("“{name}”解不开，文件已损坏或有密码")))?;
    let mut bytes = Vec::new();
    // What a part declares can be a lie.
    file.take(PART_BYTES_MAX + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| Refusal::broken(&format!("“{name}”解不开，文件已损坏")))?;
    if bytes.len() as u64 > PART_BYTES_MAX {
        let size = PART_BYTES_MAX >> 20;
        return Err(Refusal::too_large(&format!("“{name}”解压后超过 {size} MB")));
    }
    Ok(Some(bytes))
}

/// Ids and targets of the charts that the body may name.
fn chart_targets(relations: &[u8]) -> Result<Vec<(String, String)>, Refusal> {
    let mut targets = Vec::new();
    let mut markup = Markup::new(relations);
    while let Some(piece) = markup.next()? {
        let Piece::Open(element) = piece else { continue };
        let is_chart = element.get("Type").is_some_and(|kind| kind.ends_with("/chart"));
        if let (true, Some(id), Some(target)) =
            (is_chart, element.get("Id"), element.get("Target"))
        {
            targets.push((id.to_owned(), target.to_owned()));
        }
        if targets.len() >= CHARTS_MAX {
            break;
        }
    }
    Ok(targets)
}
