//! A JPEG without what is not picture: Exif with its GPS position, XMP, thumbnails, comments.
//!
//! `FF D8, (FF marker, length, payload)*, FF DA …, FF D9`: segments are copied or left out.

use super::fault::Fault;

const START: u8 = 0xD8;
const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;
const COMMENT: u8 = 0xFE;
const JFIF: u8 = 0xE0;
const ADOBE: u8 = 0xEE;

/// A JPEG free of metadata.
pub(super) struct Stripped {
    pub(super) bytes: Vec<u8>,
    /// 1 for grey, 3 for colour, 4 for the inks of a printing press.
    pub(super) channels: u8,
}

/// Copies a JPEG but for its metadata; what stands behind its end, such as the film of a
/// moving photo, is left out too.
pub(super) fn strip(bytes: &[u8]) -> Result<Stripped, Fault> {
    let mut rest = bytes.strip_prefix(&[0xFF, START]).ok_or(Fault::Broken)?;
    let mut kept = vec![0xFF, START];
    let mut channels = 0;
    loop {
        let (marker, after) = marker(rest)?;
        rest = after;
        match marker {
            END => {
                kept.extend([0xFF, END]);
                return Ok(Stripped { bytes: kept, channels });
            }
            // Without a length.
            0x01 | 0xD0..=0xD7 => kept.extend([0xFF, marker]),
            _ => {
                let (segment, after) = segment(rest)?;
                rest = after;
                if is_frame(marker) {
                    channels = segment.get(7).copied().unwrap_or(0);
                }
                if is_picture(marker, segment) {
                    kept.extend([0xFF, marker]);
                    kept.extend(segment);
                }
                if marker == SCAN {
                    let (scan, after) = rest.split_at(scan_length(rest)?);
                    kept.extend(scan);
                    rest = after;
                }
            }
        }
    }
}

/// The next marker and what follows; any number of `FF` may stand before it.
fn marker(bytes: &[u8]) -> Result<(u8, &[u8]), Fault> {
    let start = bytes.strip_prefix(&[0xFF]);
    let start =
        start.ok_or(if bytes.is_empty() { Fault::Truncated } else { Fault::Broken })?;
    let fill = start.iter().take_while(|byte| **byte == 0xFF).count();
    let (_, start) = start.split_at(fill);
    let (marker, after) = start.split_first().ok_or(Fault::Truncated)?;
    Ok((*marker, after))
}

/// A segment with its two bytes of length, and what follows.
fn segment(bytes: &[u8]) -> Result<(&[u8], &[u8]), Fault> {
    let Some([high, low]) = bytes.first_chunk() else { return Err(Fault::Truncated) };
    let length = usize::from(u16::from_be_bytes([*high, *low]));
    if length < 2 {
        return Err(Fault::Broken);
    }
    bytes.split_at_checked(length).ok_or(Fault::Truncated)
}

/// Whether a segment is needed to show the picture.
fn is_picture(marker: u8, segment: &[u8]) -> bool {
    let payload = segment.get(2..).unwrap_or_default();
    match marker {
        // Its last two bytes are the size of a thumbnail.
        JFIF => payload.starts_with(b"JFIF\0") && payload.get(12..) == Some(&[0, 0]),
        // Says how colours are coded.
        ADOBE => payload.starts_with(b"Adobe") && payload.len() == 12,
        0xE1..=0xEF | COMMENT => false,
        _ => true,
    }
}

/// Whether a segment tells size and channels: all of C0 to CF but tables and extensions.
fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC)
}

/// The entropy-coded bytes end before a marker that is neither a stuffed `FF 00` nor a
/// restart.
fn scan_length(bytes: &[u8]) -> Result<usize, Fault> {
    let is_end = |pair: &[u8]| matches!(pair, [0xFF, second] if !matches!(second, 0x00 | 0xD0..=0xD7 | 0xFF));
    bytes.windows(2).position(is_end).ok_or(Fault::Truncated)
}
