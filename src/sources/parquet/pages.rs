//! Pages of a column, unpacked here so that no file unpacks to more than it declares.
//!
//! The reader's own codecs believe the sizes in a file, and its decoders make room for as
//! many values as a page promises: both are bounded before it sees a page.

use std::io::Read;
use std::sync::Arc;

use bytes::Bytes;
use flate2::read::MultiGzDecoder;
use parquet::basic::{Compression, Encoding};
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::serialized_reader::SerializedPageReader;
use ruzstd::decoding::StreamingDecoder;

/// What headers of pages may add to the declared size of a column.
const SLACK_BYTES: usize = 1 << 20;
/// Engines keep a dictionary below a few megabytes.
const DICTIONARY_BYTES_MAX: usize = 8 << 20;
/// So many values of a column stand in a group of rows; engines write up to a million rows.
const VALUES_MAX: usize = 8 << 20;

/// The pages of a column within a group of rows.
pub(super) struct Pages {
    packed: SerializedPageReader<Bytes>,
    codec: Compression,
    /// Bytes and values that may still come.
    bytes_left: usize,
    values_left: usize,
    has_dictionary: bool,
}

/// Why a column cannot be read, apart from damage.
pub(super) fn hindrance(chunk: &ColumnChunkMetaData) -> Option<(String, &'static str)> {
    let codec = chunk.compression();
    if !is_known(codec) {
        let name = format!("{codec}");
        let name = name.split('(').next().unwrap_or_default();
        let message = format!("导出表打不开：用了 {name} 压缩，本程序不能解压");
        return Some((message, "请改用 snappy 或 zstd 压缩重新导出"));
    }
    let unknown = chunk.encodings().find(|encoding| !is_readable(*encoding))?;
    let message = format!("导出表打不开：用了 {unknown} 编码，本程序读不了");
    Some((message, "请不用 Parquet V2 编码重新导出，或导出为 CSV"))
}

impl Pages {
    pub(super) fn of(
        file: &Arc<Bytes>,
        chunk: &ColumnChunkMetaData,
        rows: usize,
    ) -> Result<Self> {
        let codec = chunk.compression();
        let as_packed = chunk
            .clone()
            .into_builder()
            .set_compression(Compression::UNCOMPRESSED);
        let packed =
            SerializedPageReader::new(Arc::clone(file), &as_packed.build()?, rows, None)?;
        let declared = usize::try_from(chunk.uncompressed_size()).unwrap_or(0);
        let bytes_left = declared.saturating_add(SLACK_BYTES);
        Ok(Self {
            packed,
            codec,
            bytes_left,
            values_left: VALUES_MAX,
            has_dictionary: false,
        })
    }

    /// A page as its writer had it before packing.
    fn unpack(&mut self, mut page: Page) -> Result<Page> {
        match &mut page {
            Page::DataPage { buf, .. } | Page::DictionaryPage { buf, .. } => {
                *buf = self.unpacked(buf, 0)?;
            }
            Page::DataPageV2 {
                buf,
                def_levels_byte_len,
                rep_levels_byte_len,
                is_compressed,
                ..
            } => {
                let levels = def_levels_byte_len.saturating_add(*rep_levels_byte_len);
                let plain = if *is_compressed { levels as usize } else { buf.len() };
                *buf = self.unpacked(buf, plain)?;
                *is_compressed = false;
            }
        }
        Ok(page)
    }

    /// Bytes unpacked, of which the first ones are plain.
    fn unpacked(&mut self, bytes: &Bytes, plain: usize) -> Result<Bytes> {
        let (head, packed) = bytes.split_at_checked(plain).ok_or_else(damage)?;
        let unpacked = if packed.is_empty() || self.codec == Compression::UNCOMPRESSED {
            bytes.clone()
        } else {
            let room = self.bytes_left.checked_sub(plain).ok_or_else(damage)?;
            let mut whole = head.to_vec();
            whole.extend(unpack(self.codec, packed, room)?);
            Bytes::from(whole)
        };
        self.bytes_left =
            self.bytes_left.checked_sub(unpacked.len()).ok_or_else(damage)?;
        Ok(unpacked)
    }

    /// Whether a page holds no more than it can.
    fn check(&mut self, page: &Page) -> Result<()> {
        let values = page.num_values() as usize;
        if page.is_dictionary_page() {
            self.has_dictionary = true;
            let bytes = page.buffer().len();
            let fits = values <= bytes && bytes <= DICTIONARY_BYTES_MAX;
            return if fits { Ok(()) } else { Err(damage()) };
        }
        let encoding = page.encoding();
        let refers =
            matches!(encoding, Encoding::RLE_DICTIONARY | Encoding::PLAIN_DICTIONARY);
        if !is_readable(encoding) || refers && !self.has_dictionary {
            return Err(damage());
        }
        self.values_left = self.values_left.checked_sub(values).ok_or_else(damage)?;
        Ok(())
    }
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        let Some(packed) = self.packed.get_next_page()? else { return Ok(None) };
        let page = self.unpack(packed)?;
        self.check(&page)?;
        Ok(Some(page))
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.packed.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.packed.skip_next_page()
    }

    fn at_record_boundary(&mut self) -> Result<bool> {
        self.packed.at_record_boundary()
    }
}

impl Iterator for Pages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

fn is_known(codec: Compression) -> bool {
    matches!(
        codec,
        Compression::UNCOMPRESSED
            | Compression::SNAPPY
            | Compression::GZIP(_)
            | Compression::ZSTD(_)
            | Compression::LZ4_RAW
    )
}

/// Decoders of the other encodings make room for as many values as they are told.
fn is_readable(encoding: Encoding) -> bool {
    !matches!(encoding, Encoding::DELTA_LENGTH_BYTE_ARRAY | Encoding::DELTA_BYTE_ARRAY)
}

/// What was packed, unless it is more than `most` bytes.
fn unpack(codec: Compression, packed: &[u8], most: usize) -> Result<Vec<u8>> {
    let unpacked = match codec {
        Compression::SNAPPY => {
            let size = snap::raw::decompress_len(packed).map_err(|_| damage())?;
            if size > most {
                return Err(damage());
            }
            snap::raw::Decoder::new()
                .decompress_vec(packed)
                .map_err(|_| damage())?
        }
        Compression::GZIP(_) => read(MultiGzDecoder::new(packed), most)?,
        Compression::ZSTD(_) => {
            read(StreamingDecoder::new(packed).map_err(|_| damage())?, most)?
        }
        Compression::LZ4_RAW => lz4(packed, most)?,
        Compression::UNCOMPRESSED
        | Compression::LZO
        | Compression::BROTLI(_)
        | Compression::LZ4 => return Err(damage()),
    };
    if unpacked.len() > most { Err(damage()) } else { Ok(unpacked) }
}

fn read(unpacking: impl Read, most: usize) -> Result<Vec<u8>> {
    let mut unpacked = Vec::new();
    let mut some = unpacking.take(most as u64 + 1);
    some.read_to_end(&mut unpacked).map_err(|_| damage())?;
    Ok(unpacked)
}

/// A block does not say how large it is unpacked.
fn lz4(packed: &[u8], most: usize) -> Result<Vec<u8>> {
    let mut room = packed.len().saturating_mul(4).min(most);
    loop {
        match lz4_flex::block::decompress(packed, room) {
            Ok(unpacked) => return Ok(unpacked),
            Err(lz4_flex::block::DecompressError::OutputTooSmall { .. })
                if room < most =>
            {
                room = room.saturating_mul(4).min(most);
            }
            Err(_) => return Err(damage()),
        }
    }
}

fn damage() -> ParquetError {
    ParquetError::General("damaged page".to_owned())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::write::GzEncoder;
    use parquet::basic::{GzipLevel, ZstdLevel};
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};

    use super::*;

    #[test]
    fn nothing_unpacks_to_more_than_there_is_room_for() {
        let whole = vec![b'0'; 1 << 20];
        let mut gzip = GzEncoder::new(Vec::new(), flate2::Compression::default());
        gzip.write_all(&whole).unwrap();
        for (codec, packed) in [
            (
                Compression::SNAPPY,
                snap::raw::Encoder::new().compress_vec(&whole).unwrap(),
            ),
            (Compression::GZIP(GzipLevel::default()), gzip.finish().unwrap()),
            (
                Compression::ZSTD(ZstdLevel::default()),
                compress_to_vec(whole.as_slice(), CompressionLevel::Fastest),
            ),
            (Compression::LZ4_RAW, lz4_flex::block::compress(&whole)),
        ] {
            assert!(packed.len() < 1 << 16, "{codec}");
            assert_eq!(unpack(codec, &packed, whole.len()).unwrap(), whole, "{codec}");
            assert!(unpack(codec, &packed, whole.len() - 1).is_err(), "{codec}");
            assert!(unpack(codec, &packed, 1000).is_err(), "{codec}");
        }
    }
}
