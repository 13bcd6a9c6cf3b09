//! Pixels as a PNG with a palette: a third of the size of one in full colour.
//!
//! A chart has few colours; only the shades at the edges of its letters are many.

use resvg::tiny_skia;
use rustc_hash::FxHashMap;

const COLOURS_MAX: usize = 256;

/// Encodes an opaque picture. The 256 commonest colours stay exact, the rest, rare shades
/// at edges, become the nearest of them.
pub(super) fn png(pixmap: &tiny_skia::Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let counts = count(pixmap);
    let mut ranked: Vec<([u8; 3], u32)> =
        counts.iter().map(|(colour, count)| (*colour, *count)).collect();
    ranked.sort_by(|(one, a), (two, b)| b.cmp(a).then(one.cmp(two)));
    ranked.truncate(COLOURS_MAX);
    let palette: Vec<[u8; 3]> = ranked.into_iter().map(|(colour, _)| colour).collect();
    let indices: FxHashMap<[u8; 3], u8> = counts
        .keys()
        .map(|colour| (*colour, nearest(&palette, *colour)))
        .collect();
    let mut data = Vec::with_capacity(pixmap.pixels().len());
    let mut last = ([0; 3], indices.get(&[0; 3]).copied().unwrap_or(0));
    for pixel in pixmap.pixels() {
        let colour = rgb(*pixel);
        if colour != last.0 {
            last = (colour, indices.get(&colour).copied().unwrap_or(0));
        }
        data.push(last.1);
    }
    encode(pixmap.width(), pixmap.height(), palette.concat(), &data)
}

fn encode(
    width: u32,
    height: u32,
    palette: Vec<u8>,
    data: &[u8],
) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(palette);
    // Differences of palette indices mean nothing, so filters only harm.
    encoder.set_filter(png::Filter::NoFilter);
    encoder.set_deflate_compression(png::DeflateCompression::Level(6));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(data)?;
    writer.finish()?;
    Ok(bytes)
}

/// How often each colour occurs; long runs of one colour are counted at once.
fn count(pixmap: &tiny_skia::Pixmap) -> FxHashMap<[u8; 3], u32> {
    let mut counts = FxHashMap::default();
    for run in pixmap.pixels().chunk_by(|one, two| one == two) {
        if let Some(pixel) = run.first() {
            let length = u32::try_from(run.len()).unwrap_or(u32::MAX);
            *counts.entry(rgb(*pixel)).or_insert(0) += length;
        }
    }
    counts
}

fn rgb(pixel: tiny_skia::PremultipliedColorU8) -> [u8; 3] {
    [pixel.red(), pixel.green(), pixel.blue()]
}

fn nearest(palette: &[[u8; 3]], colour: [u8; 3]) -> u8 {
    let distance = |other: &[u8; 3]| -> u32 {
        let channels = other.iter().zip(colour);
        channels.map(|(one, two)| u32::from(one.abs_diff(two)).pow(2)).sum()
    };
    let best = palette.iter().enumerate().min_by_key(|(_, other)| distance(other));
    best.and_then(|(index, _)| u8::try_from(index).ok()).unwrap_or(0)
}
