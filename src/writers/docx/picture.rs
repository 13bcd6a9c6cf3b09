//! Pictures in line with the text: one in the middle, several side by side at one height.

use super::finish::{DrawingFacts, TableFacts};
use super::flow::Flow;
use super::measures::{self, mm_emu, unsigned};
use super::page::text_width_twips;
use super::roles::Role;
use super::styles::{PICTURE, PLAIN_TABLE};
use super::table::fixed;
use crate::document::{Image, Picture};

/// Writes pictures with their captions.
pub(super) fn pictures(flow: &mut Flow<'_>, pictures: &[Picture]) {
    let sizes = sizes_mm(flow, pictures);
    match pictures {
        [] => {}
        [picture] => {
            let size = sizes.first().copied().unwrap_or_default();
            for paragraph in paragraphs(flow, picture, size) {
                flow.paragraph(paragraph);
            }
        }
        several => side_by_side(flow, several, &sizes),
    }
}

fn side_by_side(flow: &mut Flow<'_>, pictures: &[Picture], sizes: &[(f64, f64)]) {
    let whole = text_width_twips(&flow.style.page);
    let widths = shares(sizes, whole);
    let mut cells = Vec::with_capacity(pictures.len());
    for ((picture, size), width) in pictures.iter().zip(sizes).zip(&widths) {
        let cell = docx_rs::TableCell::new()
            .width(unsigned(*width), docx_rs::WidthType::Dxa)
            .vertical_align(docx_rs::VAlignType::Top);
        let cell = paragraphs(flow, picture, *size)
            .into_iter()
            .fold(cell, docx_rs::TableCell::add_paragraph);
        cells.push(cell);
    }
    let row = docx_rs::TableRow::new(cells).cant_split();
    flow.table(fixed(vec![row], &widths).style(PLAIN_TABLE), TableFacts::default());
}

/// The whole width shared out as the pictures are wide, to the last twip.
fn shares(sizes: &[(f64, f64)], whole: i32) -> Vec<i32> {
    let total: f64 = sizes.iter().map(|(width, _)| width).sum();
    let mut edges = Vec::with_capacity(sizes.len());
    let mut sum = 0.0;
    for (width, _) in sizes {
        sum += width;
        edges
            .push(measures::whole(f64::from(whole) * sum / total.max(f64::MIN_POSITIVE)));
    }
    let starts = std::iter::once(0).chain(edges.iter().copied());
    edges.iter().zip(starts).map(|(edge, start)| edge - start).collect()
}

fn sizes_mm(flow: &Flow<'_>, pictures: &[Picture]) -> Vec<(f64, f64)> {
    let sizes_px: Vec<_> = pictures.iter().map(Picture::size_px).collect();
    flow.style.picture.row_mm(&sizes_px, flow.style.page.text_width_mm())
}

fn paragraphs(
    flow: &mut Flow<'_>,
    picture: &Picture,
    size_mm: (f64, f64),
) -> Vec<docx_rs::Paragraph> {
    let Picture { image, caption, alt } = picture;
    let number = flow.facts.drawings.len() + 1;
    let drawing = drawing(flow, image, size_mm, &format!("图片 {number}"), alt);
    let has_caption = !caption.is_empty();
    let drawing = if has_caption { drawing } else { drawing.keep_next(false) };
    let below = has_caption.then(|| flow.spoken(Role::PictureCaption, caption));
    std::iter::once(drawing).chain(below).collect()
}

/// A paragraph that holds an image and nothing else.
pub(super) fn drawing(
    flow: &mut Flow<'_>,
    image: &Image,
    size_mm: (f64, f64),
    name: &str,
    alt: &str,
) -> docx_rs::Paragraph {
    let Image { format: _, width_px: _, height_px: _, bytes } = image;
    let paragraph = placeholder(flow, bytes.clone(), size_mm);
    flow.facts.drawings.push(DrawingFacts {
        name: name.to_owned(),
        alt: alt.to_owned(),
        chart: None,
    });
    paragraph
}

/// A paragraph with a drawing whose facts the caller adds.
pub(super) fn placeholder(
    flow: &Flow<'_>,
    bytes: Vec<u8>,
    (width_mm, height_mm): (f64, f64),
) -> docx_rs::Paragraph {
    // The size in pixels is only docx-rs's guess at the size in print.
    let id = format!("rIdImage{}", flow.facts.drawings.len() + 1);
    let picture = docx_rs::Pic::new_with_dimensions(bytes, 1, 1)
        .id(id)
        .size(mm_emu(width_mm), mm_emu(height_mm));
    docx_rs::Paragraph::new()
        .style(PICTURE)
        .add_run(docx_rs::Run::new().add_image(picture))
}
