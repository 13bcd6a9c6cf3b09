//! Editors' pictures made ready for print: upright, free of metadata, no larger than needed.
//!
//! JPEG stays JPEG and PNG stays PNG; a picture that needs neither turning nor scaling
//! keeps its pixels as they were encoded. Colours become sRGB.

mod decode;
mod encode;
mod fault;
mod jpeg;
mod png_chunks;
mod profile;
mod quality;
mod scale;
mod view;

#[cfg(test)]
mod tests;

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use image::ImageDecoder as _;
use image::metadata::Orientation;

use crate::diagnostics::{Code, Place, Problem};
use crate::document;

use fault::Fault;
pub use quality::doubts;
pub use view::{Crop, Turn, View};

/// A photograph of 200 megapixels takes less.
const FILE_BYTES_MAX: u64 = 100 << 20;

/// How a picture is printed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Print {
    /// The greatest width and height.
    pub box_mm: (f64, f64),
    /// The greatest resolution at that size.
    pub dpi: f64,
    /// Whether all that is wanted is what hinders it: the picture then has no bytes.
    pub is_rehearsal: bool,
}

/// Reads a picture and makes it ready for both writers.
///
/// `path` is where the file lies and `name` how the user wrote it, for messages; `place`
/// is where it was written. What `view` shows is a part of the picture as people see it,
/// upright by what the camera noted.
///
/// # Errors
/// A missing or unreadable file, one that is no JPEG or PNG, that is broken or cut short,
/// or that would take more memory than an office computer has.
pub fn prepare(
    path: &Path,
    view: View,
    name: &Path,
    place: &Place,
    print: Print,
) -> Result<document::Image, Box<Problem>> {
    let name = name.display();
    let bytes = read(path).map_err(|error| {
        let problem = if error.kind() == io::ErrorKind::NotFound {
            Problem::error(Code::MISSING_FILE, format!("图片“{name}”不存在"))
                .hint("请检查文件名和后缀，路径从配置文件所在的文件夹算起")
        } else {
            Problem::error(
                Code::CANNOT_READ,
                format!("图片“{name}”读不出来：{}", crate::files::reason(&error)),
            )
            .hint("请确认它是文件而不是文件夹，并且有权读取")
        };
        problem.at(place.clone())
    })?;
    let told = |fault: Fault| problem(&fault, &name.to_string(), place.clone());
    ready(&bytes, view, true, print).map_err(told)
}

/// The same for a picture that lies within a Word file, which shows a view of it.
///
/// # Errors
/// As [`prepare`], but for files that cannot be read.
pub fn prepare_view(
    bytes: &[u8],
    view: View,
    name: &str,
    place: Place,
    print: Print,
) -> Result<document::Image, Box<Problem>> {
    ready(bytes, view, false, print).map_err(|fault| problem(&fault, name, place))
}

fn problem(fault: &Fault, name: &str, place: Place) -> Box<Problem> {
    let problem = Problem::error(Code::BAD_PICTURE, fault.message(name));
    Box::new(problem.at(place).hint(fault.hint()))
}

/// Width and height of the view of a picture, from the head of its file; none when they
/// cannot be told, which [`prepare`] then explains.
pub fn size_px(path: &Path, view: View) -> Option<(u32, u32)> {
    let (size, orientation) = head(image::ImageReader::open(path).ok()?)?;
    Some(shown(view, sideways(size, orientation)))
}

/// The same for a picture that lies within a Word file, which shows a view of it.
pub fn size_px_of_view(bytes: &[u8], view: View) -> Option<(u32, u32)> {
    let (size, _) = head(image::ImageReader::new(io::Cursor::new(bytes)))?;
    Some(shown(view, size))
}

fn shown(view: View, size: (u32, u32)) -> (u32, u32) {
    let (.., width, height) = view.crop.pixels(size);
    sideways((width, height), view.turn.orientation())
}

fn head<R: io::BufRead + io::Seek>(
    reader: image::ImageReader<R>,
) -> Option<((u32, u32), Orientation)> {
    let mut decoder = reader.with_guessed_format().ok()?.into_decoder().ok()?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Some((decoder.dimensions(), orientation))
}

fn sideways((width, height): (u32, u32), orientation: Orientation) -> (u32, u32) {
    if scale::turns_sideways(orientation) { (height, width) } else { (width, height) }
}

/// A photograph shows no more in print, since presses and office printers screen it; the
/// edges of letters in drawings and screenshots do.
const PHOTO_DPI: f64 = 225.0;

/// The view of a file's bytes. Word shows pixels as they lie in the file and does its own
/// turning; elsewhere the camera's note of what is up is honoured.
fn ready(
    bytes: &[u8],
    view: View,
    honours_camera: bool,
    Print { box_mm, dpi, is_rehearsal }: Print,
) -> Result<document::Image, Fault> {
    let format = decode::format(bytes)?;
    let mut decoded = decode::decode(bytes, format)?;
    let whole = (decoded.pixels.width(), decoded.pixels.height());
    let mut orientation = view.turn.orientation();
    if honours_camera && view == View::default() {
        orientation = decoded.orientation;
    } else if honours_camera {
        decoded.pixels.apply_orientation(decoded.orientation);
    }
    decoded.pixels = view.crop.cut(decoded.pixels);
    let size = (decoded.pixels.width(), decoded.pixels.height());
    let dpi = match format {
        document::ImageFormat::Jpeg => dpi.min(PHOTO_DPI),
        document::ImageFormat::Png => dpi,
    };
    let target = scale::fitting(size, scale::turns_sideways(orientation), box_mm, dpi);
    if is_rehearsal {
        let (width_px, height_px) = sideways(target, orientation);
        return Ok(document::Image { format, width_px, height_px, bytes: Vec::new() });
    }
    let is_untouched = view == View::default()
        && orientation == Orientation::NoTransforms
        && target == whole
        && !decoded.is_recoloured;
    if is_untouched && let Some(kept) = keep(bytes, format, &decoded)? {
        let (width_px, height_px) = target;
        return Ok(document::Image { format, width_px, height_px, bytes: kept });
    }
    let opaque = scale::on_paper(decoded.pixels);
    let mut image = scale::without_alpha(scale::scale(opaque, target)?);
    image.apply_orientation(orientation);
    encode::encode(&image, format)
}

/// The file without its metadata but with the same encoded pixels; none when they have to
/// be encoded anew.
fn keep(
    bytes: &[u8],
    format: document::ImageFormat,
    decoded: &decode::Decoded,
) -> Result<Option<Vec<u8>>, Fault> {
    match format {
        document::ImageFormat::Jpeg => {
            let stripped = jpeg::strip(bytes)?;
            // Word and PDF readers disagree on the sign of inks.
            Ok((stripped.channels < 4).then_some(stripped.bytes))
        }
        document::ImageFormat::Png if decoded.is_as_stored => {
            png_chunks::strip(bytes).map(Some)
        }
        document::ImageFormat::Png => Ok(None),
    }
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = fs::File::open(path)?;
    // One byte more than allowed tells that there are too many.
    file.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
