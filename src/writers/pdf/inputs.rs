//! The files that report.typ is given: `data.json`, pictures and charts.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Purpose, printable};
use crate::diagnostics::{Code, Outcome, Problem};
use crate::{document, drawing, layout};

/// Where the files lie, seen from report.typ; there it is `sys.inputs.data`.
pub(super) const FOLDER: &str = "bulletin";

/// What report.typ is given.
#[derive(Debug)]
pub struct Inputs {
    /// Files by path: “bulletin/data.json”, “bulletin/pictures/1.jpeg”.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Characters that cannot be shown.
    pub warnings: Vec<Problem>,
}

#[derive(Serialize)]
struct Data<'a> {
    purpose: Purpose,
    document: &'a document::Document,
    style: &'a layout::Style,
    /// For each block its files in order, those of attachments last.
    media: Vec<Vec<Medium>>,
}

/// A file at its printed size.
#[derive(Serialize)]
struct Medium {
    file: String,
    width_mm: f64,
    height_mm: f64,
}

/// The files that report.typ is given for a document.
///
/// # Errors
/// Charts that cannot be drawn.
pub fn inputs(
    document: &document::Document,
    style: &layout::Style,
    purpose: Purpose,
) -> Outcome<Inputs> {
    let mut document = document.clone();
    let warnings = printable::make_printable(&mut document, style);
    let turned = layout::Style { page: style.page.turned(), ..style.clone() };
    let mut media = Media { style, purpose, files: BTreeMap::new(), errors: Vec::new() };
    let mut blocks: Vec<_> =
        document.blocks.iter().map(|block| media.of(block)).collect();
    for attachment in &document.attachments {
        media.style = if attachment.is_landscape { &turned } else { style };
        blocks.extend(attachment.blocks.iter().map(|block| media.of(block)));
    }
    let Media { style: _, purpose: _, mut files, errors } = media;
    if !errors.is_empty() {
        return Err(errors);
    }
    let data = Data { purpose, document: &document, style, media: blocks };
    let json = serde_json::to_vec_pretty(&data).map_err(|error| {
        vec![Problem::error(Code::LAYOUT_ERROR, format!("数据不能写成 JSON：{error}"))]
    })?;
    files.insert(format!("{FOLDER}/data.json"), json);
    Ok(Inputs { files, warnings })
}

struct Media<'a> {
    style: &'a layout::Style,
    purpose: Purpose,
    files: BTreeMap<String, Vec<u8>>,
    errors: Vec<Problem>,
}

impl Media<'_> {
    fn of(&mut self, block: &document::Block) -> Vec<Medium> {
        match block {
            document::Block::Chart(chart) => match self.draw(chart) {
                Ok(drawing) => vec![self.chart(drawing)],
                Err(problem) => {
                    self.errors.push(*problem);
                    Vec::new()
                }
            },
            document::Block::Pictures { pictures } => self.pictures(pictures),
            document::Block::Heading(_)
            | document::Block::Paragraph { .. }
            | document::Block::Table(_) => Vec::new(),
        }
    }

    /// A browser does not know the fonts that a chart's text names.
    fn draw(&self, chart: &document::Chart) -> Result<drawing::Drawing, Box<Problem>> {
        let drawing = drawing::draw(chart, self.style)?;
        match self.purpose {
            Purpose::Print => Ok(drawing),
            Purpose::Preview => drawing::outlined(&drawing),
        }
    }

    fn chart(&mut self, drawing: drawing::Drawing) -> Medium {
        let drawing::Drawing { svg, width_mm, height_mm } = drawing;
        let file = self.add("charts", "svg", svg.into_bytes());
        Medium { file, width_mm, height_mm }
    }

    fn pictures(&mut self, pictures: &[document::Picture]) -> Vec<Medium> {
        let sizes_px: Vec<_> = pictures.iter().map(document::Picture::size_px).collect();
        let text_width_mm = self.style.page.text_width_mm();
        let sizes_mm = self.style.picture.row_mm(&sizes_px, text_width_mm);
        let row = pictures.iter().zip(sizes_mm);
        row.map(|(picture, size_mm)| self.picture(picture, size_mm)).collect()
    }

    fn picture(&mut self, picture: &document::Picture, size_mm: (f64, f64)) -> Medium {
        let document::Image { format, width_px: _, height_px: _, bytes } =
            &*picture.image;
        let extension = match format {
            document::ImageFormat::Jpeg => "jpeg",
            document::ImageFormat::Png => "png",
        };
        let file = self.add("pictures", extension, bytes.clone());
        let (width_mm, height_mm) = size_mm;
        Medium { file, width_mm, height_mm }
    }

    /// Adds a file to a folder, named by its turn there.
    fn add(&mut self, folder: &str, extension: &str, bytes: Vec<u8>) -> String {
        let prefix = format!("{FOLDER}/{folder}/");
        let turn = self.files.keys().filter(|name| name.starts_with(&prefix)).count() + 1;
        let file = format!("{folder}/{turn}.{extension}");
        self.files.insert(format!("{FOLDER}/{file}"), bytes);
        file
    }
}
