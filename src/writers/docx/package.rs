//! The parts as a package: names, content types, relationships, and the zip itself.
//!
//! docx-rs's own packaging knows pictures as .png only, parts that a bulletin has not,
//! and no deflate; so its parts are taken one by one and packed here.

use std::io::{Cursor, Write};

use super::chart_part::ChartPart;
use super::xml::Element;
use crate::diagnostics::{Code, Problem};

/// A part that the document refers to, or the package does.
struct Part {
    /// Path in the zip.
    path: String,
    content_type: String,
    bytes: Vec<u8>,
}

/// The parts of a package in their order, with the relationships between them.
#[derive(Default)]
pub(super) struct Package {
    parts: Vec<Part>,
    /// Source part, id, type, target.
    relationships: Vec<(String, String, String, String)>,
    problems: Vec<String>,
}

const OFFICE: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const CHART_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";
const WORKBOOK_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// The part that all others hang on.
pub(super) const DOCUMENT: &str = "word/document.xml";

/// The content type of a part of the document, by its name in relationships: “styles”.
fn content_type(kind: &str) -> String {
    let family = if kind == "theme" { "" } else { "wordprocessingml." };
    format!("application/vnd.openxmlformats-officedocument.{family}{kind}+xml")
}

impl Package {
    /// Adds the document with its properties.
    pub(super) fn root(&mut self, document: &Element, core: &Element, app: &Element) {
        self.add(DOCUMENT, &content_type("document.main"), document);
        self.relate("", "rId1", &format!("{OFFICE}/officeDocument"), DOCUMENT);
        self.add(
            "docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties+xml",
            core,
        );
        let kind = format!("{PACKAGE}/relationships/metadata/core-properties");
        self.relate("", "rId2", &kind, "docProps/core.xml");
        self.add(
            "docProps/app.xml",
            "application/vnd.openxmlformats-officedocument.extended-properties+xml",
            app,
        );
        let kind = format!("{OFFICE}/extended-properties");
        self.relate("", "rId3", &kind, "docProps/app.xml");
    }

    /// Adds a part of the document of a kind, as relationships name it, found under the
    /// given id.
    pub(super) fn word(&mut self, kind: &str, id: &str, file: &str, part: &Element) {
        self.add(&format!("word/{file}"), &content_type(kind), part);
        self.relate(DOCUMENT, id, &format!("{OFFICE}/{kind}"), file);
    }

    /// Adds an image of the document; what it is its first bytes tell.
    pub(super) fn image(&mut self, id: &str, number: usize, bytes: Vec<u8>) {
        let (extension, content_type) = match bytes.starts_with(&[0xff, 0xd8]) {
            true => ("jpeg", "image/jpeg"),
            false => ("png", "image/png"),
        };
        let file = format!("media/image{number}.{extension}");
        self.relate(DOCUMENT, id, &format!("{OFFICE}/image"), &file);
        let content_type = content_type.to_owned();
        self.parts
            .push(Part { path: format!("word/{file}"), content_type, bytes });
    }

    /// Adds a native chart with its workbook.
    pub(super) fn chart(&mut self, number: usize, chart: ChartPart) {
        let ChartPart { part, workbook } = chart;
        let file = format!("charts/chart{number}.xml");
        self.add(&format!("word/{file}"), CHART_TYPE, &part);
        let id = format!("rIdChart{number}");
        self.relate(DOCUMENT, &id, &format!("{OFFICE}/chart"), &file);
        let book = format!("embeddings/chart{number}.xlsx");
        let kind = format!("{OFFICE}/package");
        self.relate(&format!("word/{file}"), "rId1", &kind, &format!("../{book}"));
        let path = format!("word/{book}");
        self.parts.push(Part {
            path,
            content_type: WORKBOOK_TYPE.to_owned(),
            bytes: workbook,
        });
    }

    /// Adds the list of figures that controls are bound to.
    pub(super) fn figures(&mut self, list: &Element, store: &Element) {
        let (item, properties) = ("customXml/item1.xml", "customXml/itemProps1.xml");
        self.add(item, "application/xml", list);
        self.relate(
            DOCUMENT,
            "rIdFigures",
            &format!("{OFFICE}/customXml"),
            "../customXml/item1.xml",
        );
        let content =
            "application/vnd.openxmlformats-officedocument.customXmlProperties+xml";
        self.add(properties, content, store);
        self.relate(item, "rId1", &format!("{OFFICE}/customXmlProps"), "itemProps1.xml");
    }

    /// The finished file.
    pub(super) fn zip(self) -> Result<Vec<u8>, Box<Problem>> {
        pack(self.files()?).map_err(|error| failed(&error.to_string()))
    }

    /// Every file of the package with its path.
    pub(super) fn files(mut self) -> Result<Vec<(String, Vec<u8>)>, Box<Problem>> {
        let mut files = vec![("[Content_Types].xml".to_owned(), self.content_types())];
        files.extend(self.relationship_parts());
        if let Some(reason) = self.problems.pop() {
            return Err(failed(&reason));
        }
        files.extend(self.parts.into_iter().map(|part| (part.path, part.bytes)));
        Ok(files)
    }

    fn add(&mut self, path: &str, content_type: &str, part: &Element) {
        let bytes = self.bytes(part);
        let content_type = content_type.to_owned();
        self.parts.push(Part { path: path.to_owned(), content_type, bytes });
    }

    fn bytes(&mut self, part: &Element) -> Vec<u8> {
        part.to_part().unwrap_or_else(|error| {
            self.problems.push(error.to_string());
            Vec::new()
        })
    }

    fn relate(&mut self, source: &str, id: &str, kind: &str, target: &str) {
        let row = [source, id, kind, target].map(str::to_owned);
        let [source, id, kind, target] = row;
        self.relationships.push((source, id, kind, target));
    }

    fn content_types(&mut self) -> Vec<u8> {
        let defaults = [
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
            ("jpeg", "image/jpeg"),
            ("png", "image/png"),
            ("xlsx", WORKBOOK_TYPE),
        ];
        let defaults = defaults.map(|(extension, content_type)| {
            Element::new("Default")
                .with("Extension", extension)
                .with("ContentType", content_type)
        });
        let parts = self.parts.iter().filter(|part| part.path.ends_with(".xml"));
        let overrides = parts.map(|part| {
            Element::new("Override")
                .with("PartName", format!("/{}", part.path))
                .with("ContentType", &part.content_type)
        });
        let types = Element::new("Types")
            .with("xmlns", format!("{PACKAGE}/content-types"))
            .children(defaults)
            .children(overrides);
        self.bytes(&types)
    }

    /// A .rels part for each part that relates to others, in order of appearance.
    fn relationship_parts(&mut self) -> Vec<(String, Vec<u8>)> {
        let mut sources: Vec<String> = Vec::new();
        for (source, ..) in &self.relationships {
            if !sources.contains(source) {
                sources.push(source.clone());
            }
        }
        let mut parts = Vec::with_capacity(sources.len());
        for source in sources {
            let rows = self.relationships.iter().filter(|(from, ..)| *from == source);
            let rows = rows.map(|(_, id, kind, target)| {
                Element::new("Relationship")
                    .with("Id", id)
                    .with("Type", kind)
                    .with("Target", target)
            });
            let part = Element::new("Relationships")
                .with("xmlns", format!("{PACKAGE}/relationships"))
                .children(rows.collect::<Vec<_>>());
            let (folder, file) = source.rsplit_once('/').unwrap_or(("", &source));
            let folder =
                if folder.is_empty() { String::new() } else { format!("{folder}/") };
            let bytes = self.bytes(&part);
            parts.push((format!("{folder}_rels/{file}.rels"), bytes));
        }
        parts
    }
}

/// That a file cannot be made.
pub(super) fn failed(reason: &str) -> Box<Problem> {
    Box::new(Problem::error(Code::CANNOT_WRITE, format!("Word 文件写不出来：{reason}")))
}

/// A zip with fixed dates; what is compressed already is stored.
pub(super) fn pack(files: Vec<(String, Vec<u8>)>) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        let method = match path.ends_with(".xml") || path.ends_with(".rels") {
            true => zip::CompressionMethod::Deflated,
            false => zip::CompressionMethod::Stored,
        };
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(zip::DateTime::default())
            // Windows would be another host, and the same input give other bytes there.
            .system(zip::System::Unix);
        zip.start_file(path, options)?;
        zip.write_all(&bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
