//! A PNG with the chunks that are picture, and no others: no text, time, Exif, animation.

use super::fault::Fault;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
const PICTURE: [&[u8; 4]; 4] = [b"IHDR", b"PLTE", b"IDAT", b"IEND"];

/// Copies an opaque PNG but for its ancillary chunks and what stands behind its end.
pub(super) fn strip(bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut rest = bytes.strip_prefix(SIGNATURE).ok_or(Fault::Broken)?;
    let mut kept = SIGNATURE.to_vec();
    loop {
        let length = rest.first_chunk().map(|length| u32::from_be_bytes(*length));
        let length = length.and_then(|length| usize::try_from(length).ok());
        // Length, name and checksum take four bytes each.
        let end = length.and_then(|length| length.checked_add(12));
        let chunk = end.and_then(|end| rest.split_at_checked(end));
        let (chunk, after) = chunk.ok_or(Fault::Truncated)?;
        let name = chunk.get(4..8).unwrap_or_default();
        if PICTURE.iter().any(|picture| name == *picture) {
            kept.extend(chunk);
        }
        if name == b"IEND" {
            return Ok(kept);
        }
        rest = after;
    }
}
